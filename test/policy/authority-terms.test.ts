// Formulas, terms, budgets and the connection: what they allow on either side of every edge.
import { describe, expect, it } from 'vitest';
import type { BudgetSum } from '../../shared/policy/authority-types.ts';
import { formulaAmount, shareOf } from '../../shared/policy/formula.ts';
import { freshShare } from '../../shared/policy/staleness.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { DAY, HOUR, NOW, capOf, grant, judged, verdictOf } from './authority-asks.ts';

describe('the formula', () => {
  const type = TELECOM.decisions.get('compensation')!;
  it.each([
    ['outage', 2, 4_000, 0],
    ['outage', 3, 4_000, 500],
    ['outage', 4, 4_000, 1_000],
    ['delay', 5, 4_000, 2_000],
    ['outage', 30, 4_000, 27_000],
    ['outage', 31, 4_000, 27_000],
    // Ten percent of 80 is more than 5, twenty percent more than 10.
    ['outage', 5, 8_000, 3_200],
    ['missed-appointment', 1, 4_000, 1_000],
    ['missed-appointment', 1, 8_003, 1_600],
  ])('[A13] %s, %i days, a bill of %i: %i', (reason, days, bill, sum) =>
    expect(formulaAmount(type, { reason, terms: { days } }, bill)).toBe(sum),
  );

  it('[A13] without its facts, or for a type without one, there is no amount', () => {
    expect(formulaAmount(type, { reason: 'outage', terms: null }, 4_000)).toBeNull();
    expect(formulaAmount(type, { reason: 'other', terms: { days: 5 } }, 4_000)).toBeNull();
    expect(formulaAmount(type, { reason: null, terms: null }, 4_000)).toBeNull();
    expect(formulaAmount(TELECOM.decisions.get('fee-waiver')!, { reason: 'outage', terms: { days: 5 } }, 4_000)).toBeNull();
  });

  it('[A13] a share is exact to its four decimals, rounded down, never below nothing', () =>
    expect([shareOf(10_000, 0.57), shareOf(2_667, 50), shareOf(-500, 50), shareOf(9_007_199, 33.3333)]).toEqual([57, 1_333, 0, 3_002_396]));

  const outage = { decisionType: 'compensation', reason: 'outage', terms: { days: 5 } };
  it('[A13] binds every tier alike; above it are four eyes, also in sum over the case', () => {
    expect(judged({ ...outage, amount: 2_000 })).toMatchObject({ verdict: 'within', binding: { rule: 'per-decision', detail: 'formula' } });
    expect(judged({ ...outage, amount: 2_001 })).toMatchObject({
      approverTier: 4,
      binding: { rule: 'four-eyes', detail: 'formula', limit: 2_000, used: 0 },
    });
    const before = [grant({ decisionType: 'compensation', ledger: 'entitlement', amount: 1_500, caseId: 'k1' })];
    expect(judged({ ...outage, amount: 501, grants: before })).toMatchObject({
      approverTier: 4,
      binding: { rule: 'four-eyes', detail: 'formula', limit: 2_000, used: 1_500, remaining: 500 },
    });
    expect(verdictOf({ ...outage, amount: 500, grants: before })).toBe('within per-case');
    expect(judged({ ...outage, amount: 501, grants: before, tier: 4, askedBy: { id: 'sophie', tier: 4 } }).verdict).toBe('within');
    expect(judged({ ...outage, terms: null, amount: 1 })).toMatchObject({ approverTier: 4, binding: { rule: 'four-eyes', limit: 0 } });
  });
});

describe('terms', () => {
  it.each([
    ['three months', 1, { months: 3 }, 500, 'within per-decision'],
    ['four months', 1, { months: 4 }, 500, 'needs-approval 3 per-decision'],
    ['seven months', 3, { months: 7 }, 500, 'needs-approval 4 per-decision'],
    ['thirteen months', 4, { months: 13 }, 500, 'needs-approval 4 four-eyes'],
    ['no term named', 1, null, 500, 'within per-decision'],
  ] as const)('[A14] a discount over %s by tier %i', (_, tier, terms, amount, verdict) =>
    expect(verdictOf({ decisionType: 'retention-discount', tier, terms, amount })).toBe(verdict),
  );

  it('[A14] a share of the price bounds the amount: of the last bill, else of the usual one', () => {
    const discount = { decisionType: 'retention-discount', tier: 3 as const, terms: { months: 6 } };
    expect(judged({ ...discount, amount: 801 }).binding).toMatchObject({
      rule: 'per-decision',
      detail: 'percent',
      unit: 'money',
      limit: 800,
    });
    expect(judged({ ...discount, amount: 1_000, bill: 5_000 })).toMatchObject({ verdict: 'within', binding: { limit: 1_000 } });
  });

  it('[A14] a plan over 14 days, three rates, six, twelve', () => {
    const plan = (terms: { readonly days?: number; readonly instalments?: number }) => ({
      decisionType: 'payment-plan',
      amount: 9_000,
      terms,
    });
    expect(verdictOf(plan({ days: 14 }))).toBe('within per-decision');
    expect(judged(plan({ days: 15 }))).toMatchObject({ approverTier: 2, binding: { detail: 'days', limit: 14, ok: false } });
    expect(judged(plan({ instalments: 4 }))).toMatchObject({ approverTier: 3, binding: { detail: 'instalments', limit: 1 } });
    expect(judged(plan({ instalments: 7 }))).toMatchObject({ approverTier: 4 });
  });
});

describe('a budget', () => {
  const policy = telecomWith({
    authority: {
      budgets: [
        { scope: 'team', amount: 10_000 },
        { scope: 'principal', ledgers: ['goodwill', 'offer'], amount: 20_000 },
      ],
    },
  });
  const sum = (used: number, change: Partial<BudgetSum> = {}): BudgetSum => ({
    scope: 'team',
    id: 'service',
    month: '2026-06',
    ledger: 'goodwill',
    used,
    ...change,
  });
  const found = (budgets: readonly BudgetSum[], change: Parameters<typeof judged>[0] = {}) =>
    judged({ ...change, facts: { grants: [], budgets } }, policy);

  it.each([
    [5_999, null],
    [6_000, 70],
    [7_999, 70],
    [8_000, 90],
    [8_999, 90],
    [9_000, 100],
  ])('[A15] %i spent and 10 more: warned at %j, still within', (used, warning) =>
    expect(found([sum(used)])).toMatchObject({ verdict: 'within', budgetWarning: warning }),
  );

  it('[A15] spent: tiers 1 and 2 are led to tier 3, which is not stopped', () => {
    expect(found([sum(9_001)])).toMatchObject({
      verdict: 'needs-approval',
      approverTier: 3,
      binding: { rule: 'budget', detail: 'team', limit: 10_000, used: 9_001, remaining: 999 },
    });
    expect(found([sum(20_000)], { tier: 2 }).approverTier).toBe(3);
    expect(found([sum(20_000)], { tier: 3 })).toMatchObject({ verdict: 'within', budgetWarning: 100 });
  });

  it('[A15] another month, team or ledger is another budget', () => {
    const others = [
      sum(9_999, { month: '2026-05' }),
      sum(9_999, { id: 'loyalty' }),
      sum(9_999, { ledger: 'entitlement' }),
      sum(9_999, { ledger: 'offer' }),
    ];
    expect(found(others)).toMatchObject({ verdict: 'within', budgetWarning: null });
    expect(found([sum(30_000)], { decisionType: 'own-billing-error' })).toMatchObject({ verdict: 'within', budgetWarning: null });
    const principal = { scope: 'principal', id: 'nordlicht' } as const;
    expect(found([sum(15_000, principal), sum(4_500, { ...principal, ledger: 'offer' })]).binding).toMatchObject({
      rule: 'budget',
      detail: 'principal',
      used: 19_500,
    });
  });

  it('[A15] one stated from outside stands in place of the pack', () => {
    expect(found([sum(20_000)], { budget: { limit: 5_000, used: 0 } })).toMatchObject({ verdict: 'within', budgetWarning: null });
    expect(judged({ budget: { limit: 5_000, used: 4_001 } })).toMatchObject({
      approverTier: 3,
      binding: { rule: 'budget', remaining: 999 },
    });
  });
});

describe('without a connection', () => {
  const away = (hours: number, more = 0) => ({ connection: { online: false, lastSync: NOW - hours * HOUR - more } });
  it.each([
    ['just now', 0, 0, 1_500, 'within per-decision'],
    ['24 hours', 24, 0, 1_500, 'within per-decision'],
    ['a moment more', 24, 1, 750, 'within per-decision'],
    ['a moment more, above half', 24, 1, 751, 'needs-approval 2 per-decision'],
    ['48 hours', 48, 0, 750, 'within per-decision'],
    ['more than 48 hours', 48, 1, 1, 'needs-approval 2 stale'],
  ])('[A17] %s', (_, hours, more, amount, verdict) => expect(verdictOf({ ...away(hours, more), amount })).toBe(verdict));

  it('[A17] nobody knows when it last was connected: stale; while connected it does not matter', () => {
    expect(verdictOf({ connection: { online: false, lastSync: null } })).toBe('needs-approval 2 stale');
    expect(verdictOf({ connection: { online: true, lastSync: NOW - 90 * DAY } })).toBe('within per-decision');
  });

  it('[A17] some decisions are not possible, some only up to less, some in total per customer', () => {
    expect(judged({ decisionType: 'refund-inside-policy', ...away(1) })).toMatchObject({
      approverTier: 2,
      binding: { rule: 'condition', detail: 'offline' },
    });
    expect(judged({ decisionType: 'own-billing-error', tier: 2, amount: 5_001, ...away(1) })).toMatchObject({
      approverTier: 3,
      binding: { rule: 'per-decision', detail: 'offline', limit: 5_000 },
    });
    const since = [grant({ amount: 600, at: NOW - HOUR + 1 })];
    expect(judged({ amount: 901, grants: since, ...away(1) })).toMatchObject({
      binding: { rule: 'customer-window', detail: 'offline', limit: 1_500, used: 600, remaining: 900 },
    });
    expect(capOf('customer-window', judged({ grants: [grant({ at: NOW - HOUR })], ...away(1) }))?.used).toBe(1_000);
    expect(judged({ amount: 901, grants: [grant({ amount: 600, at: NOW - HOUR })], ...away(1) }).verdict).toBe('within');
  });

  it('[A17] working days of an office count in its calendar', () => {
    const [calendar] = TELECOM.calendars.keys();
    const policy = telecomWith({
      authority: {
        staleness: [
          { workingDays: 4, calendar, share: 100 },
          { workingDays: 10, calendar, share: 50 },
        ],
      },
    });
    const share = (days: number) => freshShare(policy, { online: false, lastSync: NOW - days * DAY }, NOW);
    expect([share(0), share(3), share(9), share(40)]).toEqual([100, 100, 50, null]);
  });
});
