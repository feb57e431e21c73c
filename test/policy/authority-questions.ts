// Random questions about authority that press on the edges: windows, changes of clocks, month ends, leap days, limits.
import { fc } from '../seeded.ts';
import { Temporal } from 'temporal-polyfill';
import type { AuthorityQuestion, BudgetSum, Grant } from '../../shared/policy/authority-types.ts';
import { backFrom } from './authority-oracle.ts';
import type { Table } from './authority-tables.ts';

const instant = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;

/** Moments whose windows begin or end on something odd, in Europe/Berlin. */
export const NOWS: readonly number[] = [
  '2026-03-01T10:00:00+01:00',
  // The clocks go forward: 02:00 to 03:00 is missing, and ninety days later the window begins in it.
  '2026-03-29T01:59:59.999+01:00',
  '2026-03-29T03:00:00+02:00',
  '2026-06-27T02:30:00+02:00',
  '2027-03-29T02:30:00+02:00',
  // The clocks go back: 02:00 to 03:00 comes twice.
  '2026-10-25T02:30:00+02:00',
  '2026-10-25T02:30:00+01:00',
  '2027-01-23T02:30:00+01:00',
  '2026-10-26T00:00:00+01:00',
  // Ends of months and leap days.
  '2026-05-31T12:00:00+02:00',
  '2026-03-31T23:59:59.999+02:00',
  '2028-02-29T10:00:00+01:00',
  '2029-02-28T10:00:00+01:00',
  '2027-02-28T10:00:00+01:00',
  '2028-05-29T10:00:00+02:00',
  '2026-12-31T23:30:00Z',
].map(instant);

const DAY = 86_400_000;
const HOUR = 3_600_000;
const nudge = fc.constantFrom(-1, 0, 1);

/** Mostly as usual, now and then something else. */
const mostly = <Value>(usual: Value, ...others: readonly fc.Arbitrary<Value>[]): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(usual) }, ...others.map((arbitrary) => ({ weight: 1, arbitrary })));

const anyNow = fc.oneof(
  fc.constantFrom(...NOWS),
  fc.integer({ min: instant('2026-01-01T00:00:00Z'), max: instant('2028-12-31T00:00:00Z') }),
);

const edgesOf = (table: Table, now: number): readonly number[] => [
  now,
  ...[{ months: 12 }, { days: 90 }, { months: 24 }, { months: 6 }, { months: 3 }, { months: 1 }].map((back) =>
    backFrom(now, back, table.zone),
  ),
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(table.zone).startOfDay().epochMilliseconds,
  now - 24 * HOUR,
];

const anyTime = (table: Table, now: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.tuple(fc.constantFrom(...edgesOf(table, now)), nudge).map(([edge, by]) => edge + by),
    fc.integer({ min: now - 800 * DAY, max: now + 3 * DAY }),
    fc.integer({ min: now - 2 * DAY, max: now }),
  );

const granted = (table: Table, decisionType: string, amount: number): Pick<Grant, 'decisionType' | 'ledger' | 'unit' | 'amount'> => {
  const { counts, ledger } = table.rows[decisionType]!;
  return {
    decisionType,
    ledger: ledger as Grant['ledger'],
    unit: counts === true ? 'count' : 'money',
    amount: counts === true ? 1 + (amount % 2) : amount,
  };
};

const anyGrant = (table: Table, type: string, now: number): fc.Arbitrary<Grant> =>
  fc
    .record({
      decisionType: mostly(type, fc.constantFrom(...Object.keys(table.rows))),
      amount: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2_500 })),
      currency: mostly('EUR', fc.constant('CHF')),
      customer: fc.constantFrom('c1', 'c2'),
      contract: fc.constantFrom(null, 'v1', 'v2'),
      caseId: fc.constantFrom('k1', 'k2', 'k3'),
      actor: fc.constantFrom('a1', 'a1', 'a2'),
      at: anyTime(table, now),
      open: fc.boolean(),
    })
    .map((row) => ({ ...row, ...granted(table, row.decisionType, row.amount), decision: 'd', tier: 1, team: 'team', month: '' }));

/** A day on which one person has granted much to many. */
const busyDay = (table: Table, type: string, now: number): fc.Arbitrary<readonly Grant[]> =>
  fc
    .array(fc.record({ amount: fc.integer({ min: 500, max: 3_000 }), back: fc.nat(8 * HOUR), customer: fc.constantFrom('c3', 'c4') }), {
      minLength: 2,
      maxLength: 8,
    })
    .map((rows) =>
      rows.map(({ amount, back, customer }) => ({
        ...granted(table, type, amount),
        decision: 'd',
        currency: 'EUR',
        customer,
        contract: null,
        caseId: 'k9',
        actor: 'a1',
        team: 'team',
        tier: 1,
        at: now - back,
        month: '',
        open: true,
      })),
    );

const anyHistory = (table: Table, type: string, now: number): fc.Arbitrary<readonly Grant[]> =>
  fc
    .tuple(fc.array(anyGrant(table, type, now), { maxLength: 4 }), mostly<readonly Grant[]>([], busyDay(table, type, now)))
    .map((parts) => parts.flat());

const limitsOf = (table: Table, type: string): readonly number[] => {
  const row = table.rows[type]!;
  const rows = [...(row.customer ?? []), ...(row.day ? [row.day] : []), ...(row.inCase ? [row.inCase] : [])];
  return [
    ...row.tiers.flatMap((one) => (one === '-' || one.most === null ? [] : [one.most])),
    ...rows.flatMap(({ most }) => most ?? []),
    ...[row.fourEyesAbove, row.ceiling, 800, 1_200, 2_000].flatMap((limit) => limit ?? []),
  ];
};

const anyAmount = (table: Table, type: string): fc.Arbitrary<number> =>
  table.rows[type]!.counts === true
    ? fc.integer({ min: 1, max: 14 })
    : fc.oneof(
        fc.tuple(fc.constantFrom(...limitsOf(table, type)), nudge).map(([limit, by]) => Math.max(1, limit + by)),
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 3_000 }),
        fc.integer({ min: 1, max: 250_000 }),
      );

const anyTerms = fc.record(
  {
    months: fc.constantFrom(1, 3, 4, 6, 7, 12, 13),
    percent: fc.constantFrom(20, 21, 30, 31),
    instalments: fc.constantFrom(1, 2, 3, 4, 6, 7, 12, 13),
    days: fc.constantFrom(1, 2, 3, 4, 5, 14, 15, 30, 31, 90, 91, 365, 366),
  },
  { requiredKeys: [] },
);

const anyBudgets = (table: Table, now: number): fc.Arbitrary<readonly BudgetSum[]> => {
  const month = (at: number): string =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(table.zone).toPlainDate().toString().slice(0, 7);
  return fc.array(
    fc
      .record({
        scope: fc.constantFrom('team' as const, 'principal' as const),
        month: fc.constantFrom(month(now), month(now), month(now - 31 * DAY)),
        ledger: fc.constantFrom('goodwill' as const, 'offer' as const, 'entitlement' as const),
        used: fc.constantFrom(0, 34_000, 35_000, 44_999, 49_000, 50_000, 70_000, 79_000),
        other: fc.boolean(),
      })
      .map(({ other, ...sum }) => ({ ...sum, id: other ? 'elsewhere' : sum.scope === 'team' ? 'team' : table.principal })),
    { maxLength: 4 },
  );
};

/** Any question about the types of a table; `amount` and history press on its figures. */
export const anyQuestion = (table: Table): fc.Arbitrary<AuthorityQuestion> =>
  fc.tuple(fc.constantFrom(...Object.keys(table.rows)), anyNow).chain(([decisionType, now]) =>
    fc.record({
      wish: fc.record({
        decisionType: fc.constant(decisionType),
        amount: anyAmount(table, decisionType),
        reason: fc.constantFrom(null, 'outage', 'delay', 'missed-appointment', 'vulnerable-customer', 'other'),
        evidence: fc.subarray(['fault-ticket', 'written-reason', 'lead-note', 'self-disclosure', 'class-a-fault']),
        terms: fc.oneof(fc.constant(null), anyTerms),
        otherAccount: mostly(false, fc.constant(true)),
        toldAt: mostly<number | null>(null, fc.constantFrom(now, now - HOUR, now - HOUR - 1, now - DAY)),
      }),
      actor: fc.record({
        id: fc.constantFrom('a1', 'a2'),
        tier: fc.constantFrom(1 as const, 1 as const, 2 as const, 3 as const, 4 as const),
        team: fc.constantFrom('team', null),
      }),
      about: fc.record({ customer: fc.constant('c1'), contract: fc.constantFrom(null, 'v1'), caseId: fc.constant('k1') }),
      bill: fc.oneof(fc.constant(null), fc.constantFrom(0, 2_667, 3_000, 4_000, 9_999), fc.nat(20_000)),
      relation: mostly<AuthorityQuestion['relation']>('none', fc.constantFrom('own', 'relative', 'colleague')),
      tenureDays: fc.constantFrom(null, 0, 89, 90, 400),
      segment: fc.constantFrom(null, 'business', 'private'),
      facts: fc.record({
        grants: anyHistory(table, decisionType, now),
        budgets: anyBudgets(table, now),
      }),
      now: fc.constant(now),
      connection: mostly<AuthorityQuestion['connection']>(
        { online: true, lastSync: null },
        fc.record({
          online: fc.constant(false),
          lastSync: fc.constantFrom(null, ...[0, 24, 48].flatMap((h) => [now - h * HOUR, now - h * HOUR - 1])),
        }),
      ),
      present: mostly<AuthorityQuestion['present']>(null, fc.subarray([1 as const, 2 as const, 3 as const, 4 as const])),
      askedBy: mostly<AuthorityQuestion['askedBy']>(
        null,
        fc.record({ id: fc.constantFrom('a1', 'a2'), tier: fc.constantFrom(1 as const, 3 as const, 4 as const) }),
      ),
      budget: mostly<AuthorityQuestion['budget']>(
        null,
        fc.record({ limit: fc.constant(10_000), used: fc.constantFrom(0, 6_500, 9_000, 9_999, 12_000) }),
      ),
    }),
  );
