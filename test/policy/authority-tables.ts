// The figures of domain.md §4 as a table by hand, and a small pack of the features it does not use: what tests judge authority by.
import { telecomWith } from '../pack.ts';

export type Say = {
  /** null = any, 0 = only by approval. */
  readonly most: number | null;
  readonly billShare?: number;
  /** Share of the last bill, else of the usual price. */
  readonly priceShare?: number;
  readonly months?: number;
  readonly instalments?: number;
  readonly days?: number;
  readonly evidence?: true;
  readonly reasons?: readonly string[];
  readonly tenure?: number;
  readonly segments?: readonly string[];
  readonly firstInMonths?: number;
};
export type CustomerRow = {
  readonly tiers: readonly number[];
  readonly back: { readonly months?: number; readonly days?: number };
  readonly most?: number;
  readonly count?: number;
  readonly open?: true;
  readonly contract?: true;
};
export type DecisionRow = {
  readonly ledger: string;
  readonly counts?: true;
  /** "–" = no say. */
  readonly tiers: readonly [Say | '-', Say | '-', Say | '-', Say | '-'];
  readonly due?: (reason: string | null, days: number | null, bill: number) => number;
  readonly fourEyesAbove?: number;
  readonly fourEyesOtherAccount?: true;
  readonly ceiling?: number;
  readonly customer?: readonly CustomerRow[];
  readonly day?: { readonly tiers: readonly number[]; readonly most?: number; readonly count?: number; readonly open?: true };
  readonly inCase?: { readonly tiers: readonly number[]; readonly most?: number; readonly count?: number };
  readonly offline: 'no' | 'yes' | { readonly perDecision?: number; readonly perCustomer?: number };
  readonly papers?: readonly (readonly [string, number])[];
};
export type Table = {
  readonly zone: string;
  readonly currency: string;
  readonly usualBill: number;
  readonly rows: Readonly<Record<string, DecisionRow>>;
  readonly budgets: readonly {
    readonly scope: 'team' | 'principal';
    readonly id: string | null;
    readonly ledgers: readonly string[];
    readonly limit: number;
  }[];
  readonly principal: string;
};

const TO_DAY_4 = [500, 10] as const;
const FROM_DAY_5 = [1_000, 20] as const;

/** Day by day: the sum or the share of the price, whichever is higher, from the third day on, for thirty days at most. */
const outage = (days: number, bill: number): number => {
  let sum = 0;
  for (let day = 3; day <= Math.min(days, 30); day += 1) {
    const [amount, share] = day < 5 ? TO_DAY_4 : FROM_DAY_5;
    sum += Math.max(amount, Math.floor((bill * share) / 100));
  }
  return sum;
};

const say = (most: number | null, more: Partial<Say> = {}): Say => ({ most, ...more });
const T1_TO_T3 = [1, 2, 3];
const T1_TO_T2 = [1, 2];
const YEAR = { months: 12 };

/** domain.md §4, "Default pack telecom"; amounts in cents, what the table leaves to words as the pack's comments say. */
export const TELECOM_TABLE: Table = {
  zone: 'Europe/Berlin',
  currency: 'EUR',
  usualBill: 4_000,
  principal: 'nordlicht',
  budgets: [],
  rows: {
    'goodwill-credit': {
      ledger: 'goodwill',
      tiers: [say(1_500, { billShare: 50 }), say(3_000), say(7_500), say(30_000)],
      fourEyesAbove: 30_000,
      customer: [
        { tiers: T1_TO_T2, back: YEAR, most: 4_500 },
        { tiers: [3], back: YEAR, most: 15_000 },
        { tiers: T1_TO_T3, back: { days: 90 }, count: 2 },
      ],
      day: { tiers: T1_TO_T2, most: 7_500, count: 6 },
      offline: { perCustomer: 1_500 },
      papers: [
        ['written-reason', 3_000],
        ['lead-note', 7_500],
      ],
    },
    compensation: {
      ledger: 'entitlement',
      tiers: [say(null), say(null), say(null), say(null)],
      due: (reason, days, bill) => {
        if (reason === 'missed-appointment') return Math.max(1_000, Math.floor((bill * 20) / 100));
        return (reason === 'outage' || reason === 'delay') && days !== null ? outage(days, bill) : 0;
      },
      offline: 'yes',
      papers: [['fault-ticket', 2_000]],
    },
    'own-billing-error': {
      ledger: 'entitlement',
      tiers: [say(5_000, { evidence: true }), say(15_000), say(50_000), say(200_000)],
      fourEyesAbove: 200_000,
      day: { tiers: T1_TO_T2, most: 30_000 },
      offline: { perDecision: 5_000 },
      papers: [
        ['wrong-bill-item', 0],
        ['recalculation', 15_000],
      ],
    },
    'refund-inside-policy': {
      ledger: 'entitlement',
      tiers: [say(15_000), say(30_000), say(50_000), say(200_000)],
      fourEyesAbove: 200_000,
      fourEyesOtherAccount: true,
      day: { tiers: T1_TO_T2, most: 60_000 },
      offline: 'no',
      papers: [['payment-proof', 15_000]],
    },
    'refund-outside-policy': {
      ledger: 'goodwill',
      tiers: [say(0), say(0), say(10_000), say(50_000)],
      fourEyesAbove: 50_000,
      customer: [{ tiers: T1_TO_T3, back: YEAR, count: 1 }],
      offline: 'no',
      papers: [
        ['written-reason', 3_000],
        ['lead-note', 10_000],
      ],
    },
    replacement: {
      ledger: 'goodwill',
      tiers: [say(5_000), say(15_000), say(30_000), say(100_000)],
      fourEyesAbove: 100_000,
      customer: [{ tiers: T1_TO_T3, back: YEAR, count: 2 }],
      day: { tiers: T1_TO_T2, count: 3 },
      offline: 'no',
      papers: [['defect-report', 15_000]],
    },
    'fee-waiver': {
      ledger: 'goodwill',
      tiers: [say(1_000), say(2_000), say(5_000), say(15_000)],
      customer: [{ tiers: T1_TO_T3, back: YEAR, count: 2 }],
      day: { tiers: T1_TO_T2, count: 10 },
      offline: 'yes',
    },
    'retention-discount': {
      ledger: 'offer',
      tiers: [say(500, { months: 3 }), '-', say(null, { priceShare: 20, months: 6 }), say(null, { priceShare: 30, months: 12 })],
      fourEyesAbove: 10_000,
      customer: [{ tiers: [1, 3], back: { months: 24 }, count: 1, contract: true }],
      day: { tiers: T1_TO_T2, count: 5 },
      offline: 'no',
    },
    'contract-exception': {
      ledger: 'offer',
      tiers: [say(15_000, { reasons: ['vulnerable-customer'] }), '-', say(15_000), say(60_000)],
      fourEyesAbove: 60_000,
      offline: 'no',
      papers: [['written-reason', 0]],
    },
    'payment-plan': {
      ledger: 'offer',
      tiers: [
        say(10_000, { instalments: 1, days: 14 }),
        say(30_000, { instalments: 3, days: 90 }),
        say(100_000, { instalments: 6, days: 180 }),
        say(null, { instalments: 12, days: 365 }),
      ],
      fourEyesAbove: 100_000,
      customer: [{ tiers: T1_TO_T3, back: YEAR, count: 1, open: true }],
      offline: 'no',
      papers: [['self-disclosure', 30_000]],
    },
    'callback-promise': {
      ledger: 'promise',
      counts: true,
      tiers: [say(1), say(1), say(null), say(null)],
      customer: [{ tiers: T1_TO_T3, back: YEAR, count: 2, open: true }],
      day: { tiers: T1_TO_T2, count: 10, open: true },
      offline: 'yes',
    },
    'priority-technician': {
      ledger: 'offer',
      counts: true,
      tiers: [say(0), say(1, { evidence: true }), say(1), say(null)],
      inCase: { tiers: T1_TO_T3, count: 1 },
      day: { tiers: [3], count: 1 },
      offline: 'no',
      papers: [['class-a-fault', 0]],
    },
  },
};

const ALL = [1, 2, 3, 4];

/** What the telecom table has no example of: ceilings, first times, segments, contracts, caps of a case, budgets, tier 4 below its mark. */
export const SPECIAL_TABLE: Table = {
  ...TELECOM_TABLE,
  budgets: [
    { scope: 'team', id: null, ledgers: ['goodwill'], limit: 50_000 },
    { scope: 'principal', id: null, ledgers: ['goodwill', 'offer'], limit: 80_000 },
  ],
  rows: {
    'welcome-credit': {
      ledger: 'goodwill',
      tiers: [say(1_000, { tenure: 90, segments: ['business'], firstInMonths: 6 }), say(2_000), say(5_000, { evidence: true }), say(8_000)],
      fourEyesAbove: 8_000,
      ceiling: 20_000,
      inCase: { tiers: ALL, most: 6_000, count: 3 },
      customer: [{ tiers: T1_TO_T2, back: { months: 3 }, most: 2_500, count: 3, contract: true }],
      day: { tiers: [1, 2, 4], most: 3_000 },
      offline: { perDecision: 700 },
    },
    hardship: { ledger: 'offer', tiers: [say(0), '-', say(4_000, { billShare: 30 }), '-'], offline: 'yes' },
    upgrade: {
      ledger: 'offer',
      tiers: [say(500), say(1_000), say(3_000, { months: 3 }), say(5_000, { months: 6 })],
      fourEyesAbove: 5_000,
      offline: 'no',
    },
    visits: {
      ledger: 'offer',
      counts: true,
      tiers: [say(1), say(3), say(5), say(8)],
      fourEyesAbove: 8,
      ceiling: 12,
      customer: [{ tiers: ALL, back: { months: 1 }, most: 7, count: 6 }],
      day: { tiers: T1_TO_T2, count: 4 },
      offline: { perDecision: 2, perCustomer: 3 },
    },
  },
};

const named = (id: string, ledger: string, unit: string) => ({
  id,
  label: { de: `Zusage ${id}`, en: `Grant ${id}` },
  ledger,
  unit,
  saying: { de: 'Ich gebe Ihnen {amount}.', en: 'I give you {amount}.' },
});

/** `SPECIAL_TABLE` as a pack. */
export const SPECIAL = telecomWith({
  decisions: [
    {
      ...named('welcome-credit', 'goodwill', 'money'),
      limits: {
        1: { amount: 1_000, only: { minTenureDays: 90, segments: ['business'], firstIn: { months: 6 } } },
        2: { amount: 2_000 },
        3: { amount: 5_000, only: { evidence: true } },
        4: { amount: 8_000 },
      },
      fourEyesAbove: 8_000,
      ceiling: 20_000,
      perCase: [{ tiers: ALL, amount: 6_000, count: 3 }],
      customer: [{ tiers: T1_TO_T2, per: 'contract', window: { months: 3 }, amount: 2_500, count: 3 }],
      agentDay: [{ tiers: [1, 2, 4], amount: 3_000 }],
      offline: { allowed: true, perDecision: 700 },
    },
    { ...named('hardship', 'offer', 'money'), limits: { 1: { amount: 0 }, 3: { amount: 4_000, percentOfBill: 30 } } },
    {
      ...named('upgrade', 'offer', 'money'),
      limits: {
        1: { amount: 500 },
        2: { amount: 1_000 },
        3: { amount: 3_000, terms: { months: 3 } },
        4: { amount: 5_000, terms: { months: 6 } },
      },
      fourEyesAbove: 5_000,
      offline: { allowed: false },
    },
    {
      ...named('visits', 'offer', 'count'),
      limits: { 1: { amount: 1 }, 2: { amount: 3 }, 3: { amount: 5 }, 4: { amount: 8 } },
      fourEyesAbove: 8,
      ceiling: 12,
      customer: [{ tiers: ALL, window: { months: 1 }, amount: 7, count: 6 }],
      agentDay: [{ count: 4 }],
      offline: { allowed: true, perDecision: 2, perCustomer: 3 },
    },
  ],
  authority: {
    baseBill: 4_000,
    budgets: [
      { scope: 'team', amount: 50_000 },
      { scope: 'principal', ledgers: ['goodwill', 'offer'], amount: 80_000 },
    ],
  },
});
