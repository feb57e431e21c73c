// Who may grant what: every decision of the telecom pack at every tier, at, below and above each limit, and every other cap.
import { describe, expect, it } from 'vitest';
import { compilePack } from '../../shared/policy/compile.ts';
import type { DecisionType, Tier } from '../../shared/policy/pack-schema.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { TELECOM } from '../pack.ts';
import { DAY, HOUR, NOW, ask, capOf, grant, judged, verdictOf } from './authority-asks.ts';
import { SPECIAL, TELECOM_TABLE } from './authority-tables.ts';

/** The telecom pack with one decision type changed. */
const withType = (id: string, change: Partial<DecisionType>, pack: Partial<Policy['pack']> = {}): Policy =>
  compilePack({
    ...TELECOM.pack,
    ...pack,
    decisions: TELECOM.pack.decisions.map((type) => (type.id === id ? { ...type, ...change } : type)),
  });

/** Limits of domain.md §4 with every term as it should be: null = any, '-' = no say; `eyes` = four eyes above. A month costs 40. */
type Limits = readonly [number | null | '-', number | null | '-', number | null | '-', number | null | '-'];
const table: readonly (readonly [string, Limits, number | null, Parameters<typeof ask>[0]?])[] = [
  ['goodwill-credit', [1_500, 3_000, 7_500, 30_000], 30_000],
  // Five days: 5 each on the third and fourth, 10 on the fifth.
  ['compensation', [2_000, 2_000, 2_000, 2_000], 2_000, { reason: 'outage', terms: { days: 5 } }],
  ['own-billing-error', [5_000, 15_000, 50_000, 200_000], 200_000],
  ['refund-inside-policy', [15_000, 30_000, 50_000, 200_000], 200_000],
  ['refund-outside-policy', [0, 0, 10_000, 50_000], 50_000],
  ['replacement', [5_000, 15_000, 30_000, 100_000], 100_000],
  ['fee-waiver', [1_000, 2_000, 5_000, 15_000], null],
  ['retention-discount', [500, '-', 800, 1_200], 1_200, { terms: { months: 3 } }],
  ['contract-exception', [15_000, '-', 15_000, 60_000], 60_000, { reason: 'vulnerable-customer' }],
  ['payment-plan', [10_000, 30_000, 100_000, null], 100_000, { terms: { instalments: 1, days: 14 } }],
  ['callback-promise', [1, 1, null, null], null],
  ['priority-technician', [0, 1, 1, null], null],
];
const rows = table.flatMap(([decisionType, limits, eyes, more]) =>
  limits.map((limit, index) => ({ decisionType, tier: (index + 1) as 1 | 2 | 3 | 4, limit, limits, eyes, more })),
);
const reachOf = (limit: Limits[number], eyes: number | null): number => Math.min(limit === '-' ? 0 : (limit ?? Infinity), eyes ?? Infinity);

describe('every decision at every tier', () => {
  it('[A1] the tables name every decision of the pack', () =>
    expect([table.map(([id]) => id), Object.keys(TELECOM_TABLE.rows)]).toEqual([
      [...TELECOM.decisions.keys()],
      [...TELECOM.decisions.keys()],
    ]));

  it.each(rows.filter(({ limit, eyes }) => reachOf(limit, eyes) > 0))(
    '[A1] $decisionType, tier $tier: up to $limit is within',
    ({ decisionType, tier, limit, eyes, more }) =>
      expect(
        judged({
          ...more,
          decisionType,
          tier,
          amount: Math.min(reachOf(limit, eyes), decisionType === 'callback-promise' ? 2 : 10_000_000),
        }).verdict,
      ).toBe('within'),
  );

  it.each(rows.filter(({ limit, eyes }) => reachOf(limit, eyes) < Infinity))(
    '[A1] [A4] $decisionType, tier $tier: above $limit the lowest tier that covers it approves, above the mark two of tier 4',
    ({ decisionType, tier, limit, limits, eyes, more }) => {
      const amount = reachOf(limit, eyes) + 1;
      const over = judged({ ...more, decisionType, tier, amount });
      const covering = ([1, 2, 3, 4] as const).find((higher) => higher > tier && amount <= reachOf(limits[higher - 1]!, eyes));
      const two = eyes !== null && amount > eyes;
      const approver = covering ?? (two ? 4 : null);
      expect([over.verdict, over.approverTier]).toEqual([approver === null ? 'never' : 'needs-approval', approver]);
      expect(over.binding).toMatchObject({ rule: two ? 'four-eyes' : 'per-decision', limit: amount - 1, remaining: amount - 1, ok: false });
    },
  );

  it('[A1] a limit of 0 is only by approval, and a tier that is not named has no say', () => {
    expect(verdictOf({ decisionType: 'refund-outside-policy', amount: 0 })).toBe('needs-approval 3 per-decision');
    expect(verdictOf({ decisionType: 'retention-discount', tier: 2, amount: 1 })).toBe('needs-approval 3 per-decision');
  });
});

describe('a percent of the bill', () => {
  it('[A2] binds where it stands and is lower, in whole minor units', () => {
    expect(judged({ amount: 1_333, bill: 2_667 })).toMatchObject({ verdict: 'within', binding: { rule: 'percent', limit: 1_333 } });
    expect(judged({ amount: 1_334, bill: 2_667 })).toMatchObject({
      verdict: 'needs-approval',
      approverTier: 2,
      binding: { rule: 'percent', limit: 1_333, remaining: 1_333, ok: false },
    });
    expect(judged({ amount: 1_400, bill: 9_000 })).toMatchObject({ verdict: 'within', binding: { rule: 'per-decision', limit: 1_500 } });
    expect(capOf('percent', judged({ tier: 2, amount: 3_000, bill: 100 }))).toBeUndefined();
  });

  it('[A2] of two equal caps the amount per decision is named', () => expect(judged({ bill: 3_000 }).binding.rule).toBe('per-decision'));

  it('[A2] without a known bill it does not apply, of a bill of nothing it is nothing', () => {
    expect(verdictOf({ amount: 1_500, bill: null })).toBe('within per-decision');
    expect(verdictOf({ amount: 1, bill: 0 })).toBe('needs-approval 2 percent');
    expect(judged({ amount: 1, bill: -500 }).binding).toMatchObject({ rule: 'percent', limit: 0, remaining: 0 });
  });
});

describe('conditions', () => {
  const loyal = { decisionType: 'welcome-credit', tenureDays: 90, segment: 'business' };
  it.each([
    ['all of them hold', {}, 'within', null],
    ['a day too short a customer', { tenureDays: 89 }, 'needs-approval 2', 'tenure'],
    ['nobody knows since when', { tenureDays: null }, 'needs-approval 2', 'tenure'],
    ['another segment', { segment: 'private' }, 'needs-approval 2', 'segment'],
    ['granted before in the window', { grants: [grant({ decisionType: 'welcome-credit', amount: 1 })] }, 'needs-approval 2', 'first-time'],
    ['granted to somebody else', { grants: [grant({ decisionType: 'welcome-credit', amount: 1, customer: 'c2' })] }, 'within', null],
  ])('[A3] %s', (_, change, verdict, detail) => {
    const found = judged({ ...loyal, amount: 900, ...change }, SPECIAL);
    expect([found.verdict, found.approverTier].filter(Boolean).join(' ')).toBe(verdict);
    expect(capOf('condition', found)).toMatchObject({ ok: detail === null, detail, remaining: detail === null ? null : 0 });
  });

  it('[A3] evidence and reasons: the lowest tier that needs none approves', () => {
    expect(verdictOf({ decisionType: 'own-billing-error', evidence: [] })).toBe('needs-approval 2 condition');
    expect(verdictOf({ decisionType: 'own-billing-error', evidence: ['wrong-bill-item'] })).toBe('within per-decision');
    expect(verdictOf({ decisionType: 'contract-exception', reason: 'other' })).toBe('needs-approval 3 condition');
    expect(verdictOf({ decisionType: 'welcome-credit', tier: 2, amount: 4_000, evidence: [] }, SPECIAL)).toBe(
      'needs-approval 4 per-decision',
    );
  });
});

describe('four eyes', () => {
  const large = { amount: 50_000, tier: 4 as const };
  it('[A4] two different people of tier 4 are enough', () => {
    expect(judged(large)).toMatchObject({ verdict: 'needs-approval', approverTier: 4, binding: { rule: 'four-eyes', limit: 30_000 } });
    expect(judged({ ...large, askedBy: { id: 'sophie', tier: 4 } }).verdict).toBe('within');
    expect(judged({ ...large, askedBy: { id: 'lena', tier: 4 } }).verdict).toBe('needs-approval');
    expect(judged({ ...large, askedBy: { id: 'sophie', tier: 3 } }).verdict).toBe('needs-approval');
    expect(capOf('four-eyes', judged({ ...large, tier: 3, askedBy: { id: 'sophie', tier: 4 } }))?.ok).toBe(false);
  });

  it('[A4] above the mark it binds whoever asks, also where tier 4 alone has no limit', () => {
    expect(verdictOf({ amount: 50_000 })).toBe('needs-approval 4 four-eyes');
    expect(verdictOf({ decisionType: 'payment-plan', tier: 4, amount: 100_001 })).toBe('needs-approval 4 four-eyes');
  });

  it('[A4] a term above that of tier 4 needs them, too, and money to another account', () => {
    const plan = { decisionType: 'payment-plan', terms: { instalments: 13 }, amount: 5_000 };
    expect(judged(plan)).toMatchObject({
      approverTier: 4,
      binding: { rule: 'four-eyes', detail: 'instalments', unit: 'count', limit: 12 },
    });
    expect(judged({ ...plan, tier: 4, askedBy: { id: 'sophie', tier: 4 } }).verdict).toBe('within');
    const refund = { decisionType: 'refund-inside-policy', otherAccount: true };
    expect(judged(refund)).toMatchObject({ approverTier: 4, binding: { rule: 'four-eyes', detail: 'other-account', limit: null } });
    expect(judged({ ...refund, tier: 4, askedBy: { id: 'sophie', tier: 4 } }).verdict).toBe('within');
    expect(verdictOf({ otherAccount: true })).toBe('within per-decision');
  });
});

describe('where nobody may', () => {
  it('[A5] above what the highest tier may, without four eyes', () =>
    expect(verdictOf({ decisionType: 'fee-waiver', tier: 2, amount: 15_001 })).toBe('never per-decision'));

  it('[A5] above the ceiling, four eyes or not', () => {
    const visits = { decisionType: 'visits', tier: 4 as const };
    expect(judged({ ...visits, amount: 6 }, SPECIAL).verdict).toBe('within');
    expect(judged({ ...visits, amount: 13, askedBy: { id: 'sophie', tier: 4 } }, SPECIAL)).toMatchObject({
      verdict: 'never',
      binding: { detail: 'ceiling', limit: 12, remaining: 12 },
    });
  });

  it('[A5] where tier 4 has no say, two of it have none either', () => {
    const { 4: _top, ...limits } = TELECOM.decisions.get('goodwill-credit')!.limits;
    expect(verdictOf({ amount: 30_001 }, withType('goodwill-credit', { limits }))).toBe('never four-eyes');
  });

  it('[A5] a decision the pack does not know and a tier outside the house', () => {
    expect(judged({ decisionType: 'gift' })).toMatchObject({ verdict: 'never', binding: { rule: 'none' } });
    expect(judged({ tier: 'A', amount: 1 })).toMatchObject({ verdict: 'never', approverTier: null });
    expect(judged({ tier: 'A', decisionType: 'compensation', reason: 'missed-appointment', amount: 1 }).verdict).toBe('never');
  });
});

describe('what a judgement keeps', () => {
  it('[A6] the tier, the pack version and what was seen by whom', () =>
    expect(judged({ tier: 2, bill: 4_000, grants: [grant(), grant({ customer: 'c2' })] })).toMatchObject({
      pack: TELECOM.version,
      tier: 2,
      seen: { by: 'lena', at: NOW, bill: 4_000, online: true, lastSync: null, grants: 2 },
    }));

  it('[A2] where nothing applies there is no rule to name', () =>
    expect(judged({ decisionType: 'callback-promise', tier: 4, amount: 9 })).toMatchObject({
      verdict: 'within',
      caps: [],
      binding: { rule: 'none', limit: null, remaining: null, ok: true },
    }));
});

describe('blocks [A16]', () => {
  it.each<[Parameters<typeof ask>[0], string]>([
    [{ relation: 'own' }, 'never block'],
    [{ relation: 'own', tier: 4, amount: 50_000 }, 'never block'],
    [{ relation: 'relative', tier: 4 }, 'never block'],
    [{ relation: 'colleague' }, 'needs-approval 3 block'],
    [{ relation: 'colleague', tier: 3 }, 'within per-decision'],
    [{ toldAt: NOW - HOUR }, 'within per-decision'],
    [{ toldAt: NOW - HOUR - 1 }, 'needs-approval 3 block'],
    [{ toldAt: NOW - 3 * DAY, tier: 3 }, 'within per-decision'],
  ])('%j: %s', (change, verdict) => expect(verdictOf(change)).toBe(verdict));
});

describe('the approver', () => {
  const over = { amount: 2_000 };
  it.each<[string, readonly Tier[] | null, string]>([
    ['nobody asked who is there', null, 'needs-approval 2 per-decision'],
    ['everybody is there', [1, 2, 3, 4], 'needs-approval 2 per-decision'],
    ['tier 2 is away', [1, 3], 'needs-approval 3 per-decision'],
    ['only management is there', [4], 'needs-approval 4 per-decision'],
    ['nobody who may is there', [1], 'needs-approval - per-decision'],
  ])('[A18] %s', (_, present, verdict) => expect(verdictOf({ ...over, present })).toBe(verdict));

  it('[A18] is asked for what remains to him, not for his limit', () => {
    const spent = [grant({ amount: 3_000, at: NOW - 100 * DAY })];
    expect(verdictOf({ ...over, grants: spent })).toBe('needs-approval 3 per-decision');
    expect(judged({ ...over, grants: spent }).caps).toContainEqual(expect.objectContaining({ rule: 'customer-window', remaining: 1_500 }));
  });

  it('[A18] neither his day nor the connection of the asker is judged; beside a tier 4 it is another one of tier 4', () => {
    const busy = Array.from({ length: 6 }, () => grant({ actor: 'lena', customer: 'c2', amount: 100 }));
    expect(verdictOf({ grants: busy })).toBe('needs-approval 2 agent-count');
    const away = { online: false, lastSync: null };
    expect(verdictOf({ connection: away })).toBe('needs-approval 2 stale');
    expect(verdictOf({ tier: 4, connection: away })).toBe('needs-approval 4 stale');
    // Past the last step that is the reason named, whatever else stands against it.
    expect(verdictOf({ decisionType: 'refund-outside-policy', connection: away })).toBe('needs-approval 3 stale');
    expect(verdictOf({ amount: 40_000, connection: away })).toBe('needs-approval 4 stale');
  });
});

describe('papers [A19]', () => {
  it.each<[number, readonly string[], readonly string[]]>([
    [3_000, [], []],
    [3_001, [], ['written-reason']],
    [7_501, ['other'], ['written-reason', 'lead-note']],
    [7_501, ['written-reason'], ['lead-note']],
  ])('for %i with %j: %j are missing, the verdict is the same', (amount, evidence, papers) => {
    const found = judged({ amount, evidence, tier: 4 });
    expect([found.verdict, found.papers]).toEqual(['within', papers]);
  });
});
