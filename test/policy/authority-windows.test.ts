// Windows of a customer, a person's day, a case: what counts on either side of every edge.
import { describe, expect, it } from 'vitest';
import type { Grant } from '../../shared/policy/authority-types.ts';
import { dayStart, longestWindow, monthAt, windowStart } from '../../shared/policy/windows.ts';
import { TELECOM } from '../pack.ts';
import { DAY, NOW, at, capOf, grant, judged, verdictOf } from './authority-asks.ts';
import { SPECIAL } from './authority-tables.ts';

const BERLIN = 'Europe/Berlin';

describe('where a window begins', () => {
  it.each([
    ['an ordinary year', '2026-03-01T10:00:00+01:00', { months: 12 }, '2025-03-01T10:00:00+01:00'],
    ['29 February becomes the 28th', '2028-02-29T10:00:00+01:00', { months: 12 }, '2027-02-28T10:00:00+01:00'],
    ['28 February of the year after stays the 28th', '2029-02-28T10:00:00+01:00', { months: 12 }, '2028-02-28T10:00:00+01:00'],
    ['the 31st becomes the last of its month', '2026-05-31T10:00:00+02:00', { months: 1 }, '2026-04-30T10:00:00+02:00'],
    ['winter seen from summer keeps its wall time', '2026-06-27T12:00:00+02:00', { days: 90 }, '2026-03-29T12:00:00+02:00'],
    ['across the change of clocks', '2026-06-26T12:00:00+02:00', { days: 90 }, '2026-03-28T12:00:00+01:00'],
    ['a wall time that the clocks skip moves on', '2026-06-27T02:30:00+02:00', { days: 90 }, '2026-03-29T03:30:00+02:00'],
    ['a wall time that comes twice is the first', '2027-01-23T02:30:00+01:00', { days: 90 }, '2026-10-25T02:30:00+02:00'],
  ])('[A9] %s', (_, now, span, start) => expect(windowStart(at(now), span, BERLIN)).toBe(at(start)));

  it('[A9] a hundred years back is ever', () =>
    expect([windowStart(NOW, { months: 9_999_999 }, BERLIN), windowStart(NOW, { days: 99_999_999 }, BERLIN)]).toEqual([
      at('1926-06-03T12:00:00+01:00'),
      at('1926-06-03T12:00:00+01:00'),
    ]));

  it('[A11] a day is the local one, also with 23 and 25 hours', () => {
    expect(dayStart(at('2026-03-29T12:00:00+02:00'), BERLIN)).toBe(at('2026-03-29T00:00:00+01:00'));
    expect(dayStart(at('2026-10-25T23:59:59.999+01:00'), BERLIN)).toBe(at('2026-10-25T00:00:00+02:00'));
    expect(dayStart(at('2026-06-03T00:00:00+02:00'), BERLIN)).toBe(at('2026-06-03T00:00:00+02:00'));
  });

  it('[A15] a month is the local one', () => {
    expect(monthAt(at('2026-02-28T23:00:00Z'), BERLIN)).toBe('2026-03');
    expect(monthAt(at('2026-02-28T22:59:59.999Z'), BERLIN)).toBe('2026-02');
  });

  it('[A9] one look back holds every window of the pack', () => {
    const start = windowStart(NOW, longestWindow(TELECOM), BERLIN);
    expect(start).toBeLessThanOrEqual(windowStart(NOW, { months: 24 }, BERLIN));
    expect(longestWindow(SPECIAL)).toEqual({ days: 186 });
  });
});

describe('what a window of a customer counts', () => {
  const used = (grants: readonly Grant[], now = NOW): number | undefined => capOf('customer-window', judged({ grants, now }))?.used;
  const start = windowStart(NOW, { months: 12 }, BERLIN);
  it.each([
    ['the very start is outside', start, 0],
    ['a millisecond later is inside', start + 1, 1_000],
    ['now is inside', NOW, 1_000],
    ['later than now is not there yet', NOW + 1, 0],
  ])('[A9] %s', (_, when, sum) => expect(used([grant({ at: when })])).toBe(sum));

  it('[A9] another currency is not summed, but it is one of two in ninety days', () => {
    const foreign = [grant({ currency: 'CHF', amount: 4_400 }), grant({ currency: 'CHF' })];
    expect(used(foreign)).toBe(0);
    expect(judged({ grants: foreign })).toMatchObject({
      approverTier: 4,
      binding: { rule: 'customer-count', limit: 2, used: 2, remaining: 0 },
    });
  });

  it('[A10] anybody counts, another type or customer does not', () => {
    expect(used([grant({ actor: 'maria', tier: 3, amount: 2_000 }), grant({ actor: 'jan', amount: 500 })])).toBe(2_500);
    expect(used([grant({ decisionType: 'fee-waiver' }), grant({ customer: 'c2' })])).toBe(0);
  });

  it('[A10] tiers 1 and 2 have 45, tier 3 has 150, tier 4 no cap of a customer', () => {
    const old = NOW - 100 * DAY;
    const grants = [grant({ amount: 4_000, at: old })];
    expect(verdictOf({ grants, amount: 500 })).toBe('within customer-window');
    expect(judged({ grants, amount: 501 })).toMatchObject({
      approverTier: 3,
      binding: { rule: 'customer-window', limit: 4_500, used: 4_000, remaining: 500, window: { months: 12 } },
    });
    expect(verdictOf({ grants: [grant({ amount: 14_000, at: old })], tier: 3, amount: 1_001 })).toBe('needs-approval 4 customer-window');
    expect(capOf('customer-window', judged({ grants, tier: 4 }))).toBeUndefined();
  });

  it('[A10] two in ninety days are enough for tiers 1 to 3; the third is for tier 4', () => {
    const two = [grant({ amount: 100 }), grant({ amount: 100, at: NOW - 89 * DAY })];
    expect(verdictOf({ grants: two, amount: 100 })).toBe('needs-approval 4 customer-count');
    expect(verdictOf({ grants: two, amount: 100, tier: 4 })).toBe('within per-decision');
    expect(judged({ grants: two.slice(1), amount: 100 }).verdict).toBe('within');
  });

  it('[A10] a discount is once per contract; where nobody names the contract, per customer', () => {
    const discount = { decisionType: 'retention-discount', amount: 400, terms: { months: 3 } };
    const before = [grant({ decisionType: 'retention-discount', contract: 'v1', amount: 400 })];
    const about = (contract: string | null) => ({ customer: 'c1', contract, caseId: 'k1' });
    expect(verdictOf({ ...discount, grants: before, about: about('v1') })).toBe('needs-approval 4 customer-count');
    expect(verdictOf({ ...discount, grants: before, about: about('v2') })).toBe('within per-decision');
    expect(verdictOf({ ...discount, grants: before, about: about(null) })).toBe('needs-approval 4 customer-count');
    expect(verdictOf({ ...discount, grants: [{ ...before[0]!, contract: null }], about: about('v2') })).toBe(
      'needs-approval 4 customer-count',
    );
  });

  it('[A10] one open plan, two open callbacks: a closed one makes room', () => {
    const plan = { decisionType: 'payment-plan', amount: 5_000 };
    const open = grant({ decisionType: 'payment-plan', amount: 5_000 });
    expect(judged({ ...plan, grants: [open] })).toMatchObject({
      approverTier: 4,
      binding: { rule: 'customer-count', detail: 'open', limit: 1 },
    });
    expect(judged({ ...plan, grants: [{ ...open, open: false }] }).verdict).toBe('within');
    const slot = grant({ decisionType: 'callback-promise', unit: 'count', amount: 1, ledger: 'promise' });
    const callback = { decisionType: 'callback-promise', amount: 1 };
    expect(verdictOf({ ...callback, grants: [slot] })).toBe('within per-decision');
    expect(verdictOf({ ...callback, grants: [slot, slot] })).toBe('needs-approval 4 customer-count');
    // A plain number is summed: one grant of two slots is two.
    expect(verdictOf({ ...callback, grants: [{ ...slot, amount: 2 }] })).toBe('needs-approval 4 customer-count');
  });
});

describe("a person's day", () => {
  const mine = (change: Partial<Grant> = {}): Grant => grant({ actor: 'lena', customer: 'c9', ...change });
  const midnight = at('2026-06-03T00:00:00+02:00');
  it('[A11] 75 a day, from the first instant of the local day on', () => {
    const six = (when: number) => [mine({ amount: 7_000, at: when })];
    expect(judged({ grants: six(midnight) })).toMatchObject({
      verdict: 'needs-approval',
      approverTier: 2,
      binding: { rule: 'agent-day', limit: 7_500, used: 7_000, remaining: 500 },
    });
    expect(capOf('agent-day', judged({ grants: six(midnight - 1) }))?.used).toBe(0);
    expect(verdictOf({ grants: six(midnight), amount: 500 })).toBe('within agent-day');
  });

  it('[A11] or six; what others granted or tier 3 grants does not count there', () => {
    const grants = Array.from({ length: 6 }, () => mine({ amount: 1 }));
    expect(verdictOf({ grants })).toBe('needs-approval 2 agent-count');
    expect(verdictOf({ grants: grants.slice(1) })).toBe('within per-decision');
    expect(verdictOf({ grants: grants.map((row) => ({ ...row, actor: 'jan' })) })).toBe('within per-decision');
    expect(capOf('agent-count', judged({ grants, tier: 3 }))).toBeUndefined();
  });

  it('[A11] a technician a day is the cap of tier 3; ten open callbacks count from any day', () => {
    const visit = { decisionType: 'priority-technician', unit: 'count', ledger: 'offer', amount: 1 } as const;
    expect(verdictOf({ decisionType: 'priority-technician', tier: 3, amount: 1, grants: [mine(visit)] })).toBe(
      'needs-approval 4 agent-count',
    );
    const slots = Array.from({ length: 10 }, () =>
      mine({ decisionType: 'callback-promise', unit: 'count', ledger: 'promise', amount: 1, at: NOW - 20 * DAY }),
    );
    expect(judged({ decisionType: 'callback-promise', amount: 1, grants: slots })).toMatchObject({
      approverTier: 2,
      binding: { rule: 'agent-count', detail: 'open', used: 10, remaining: 0 },
    });
  });
});

describe('a case', () => {
  it('[A12] one visit per fault for tiers 1 to 3', () => {
    const before = grant({ decisionType: 'priority-technician', unit: 'count', ledger: 'offer', amount: 1, caseId: 'k1', customer: 'c9' });
    expect(verdictOf({ decisionType: 'priority-technician', tier: 3, amount: 1, grants: [before] })).toBe('needs-approval 4 per-case');
    expect(verdictOf({ decisionType: 'priority-technician', tier: 3, amount: 1, grants: [{ ...before, caseId: 'k2' }] })).toBe(
      'within per-decision',
    );
  });

  it('[A12] a sum per case binds every tier it names', () => {
    const before = grant({ decisionType: 'welcome-credit', amount: 5_500, caseId: 'k1', customer: 'c9' });
    expect(judged({ decisionType: 'welcome-credit', tier: 2, amount: 501, grants: [before] }, SPECIAL)).toMatchObject({
      verdict: 'never',
      binding: { rule: 'per-case', limit: 6_000, used: 5_500, remaining: 500 },
    });
  });
});
