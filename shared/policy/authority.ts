// Decides whether a person may grant something: within, needs approval of a tier, or never, with the rule that binds.
import { type AuthorityQuestion, type AuthorityReason, type CapState } from './authority-types.ts';
import type { DecisionType, Tier } from './pack-schema.ts';
import type { Policy } from './policy.ts';
import { rankOf } from './routing.ts';

export type { AuthorityQuestion, AuthorityReason, CapState } from './authority-types.ts';

/**
 * Judges one decision of one tier. Every cap that applies is a row and the one that allows least binds, also when within; ties go
 * to the first in `CAP_NAMES`. Source: domain.md §4.
 */
export const judge = (policy: Policy, question: AuthorityQuestion): AuthorityReason => {
  const { wish, actor, facts, now, connection, bill } = question;
  const type = policy.decisions.get(wish.decisionType);
  const common = {
    tier: actor.tier,
    pack: policy.version,
    papers: [],
    budgetWarning: null,
    seen: { by: actor.id, at: now, bill, online: connection.online, lastSync: connection.lastSync, grants: facts.grants.length },
  };
  if (type === undefined) return { verdict: 'never', binding: NOTHING, caps: [NOTHING], approverTier: null, ...common };
  const caps = capsOf(type, question);
  const binding = tightest(caps);
  if (caps.every((cap) => cap.ok)) return { verdict: 'within', binding, caps, approverTier: null, ...common };
  const approverTier = approverOf(type, question);
  return { verdict: approverTier === null ? 'never' : 'needs-approval', binding, caps, approverTier, ...common };
};

type CapRule = (type: DecisionType, question: AuthorityQuestion) => CapState | null;
const bare = { unit: 'money', detail: null, window: null } as const;
const NOTHING: CapState = { ...bare, rule: 'none', limit: 0, used: 0, remaining: 0, ok: false };

const limitOf = (type: DecisionType, tier: Tier): DecisionType['limits']['1'] => (tier === 'A' ? undefined : type.limits[`${tier}`]);

const above = (type: DecisionType, amount: number): boolean => type.fourEyesAbove !== undefined && amount > type.fourEyesAbove;

const perDecision: CapRule = (type, { actor: { tier }, wish: { amount } }) => {
  const limit = limitOf(type, tier);
  if (limit === undefined) return { ...bare, rule: 'per-decision', limit: 0, used: 0, remaining: 0, ok: false };
  // Above the four-eyes mark tier 4 has no ceiling of its own any more: the second person takes its place.
  if (tier === 4 && above(type, amount)) return null;
  const ok = limit.amount === null || amount <= limit.amount;
  return { ...bare, unit: type.unit, rule: 'per-decision', limit: limit.amount, used: 0, remaining: limit.amount, ok };
};

const percent: CapRule = (type, { actor: { tier }, wish: { amount }, bill }) => {
  const share = limitOf(type, tier)?.percentOfBill;
  if (share === undefined || bill === null) return null;
  const limit = Math.max(0, Math.floor((bill * share) / 100));
  return { ...bare, rule: 'percent', limit, used: 0, remaining: limit, ok: amount <= limit };
};

const condition: CapRule = (type, { actor: { tier }, wish: { evidence } }) =>
  limitOf(type, tier)?.only?.evidence === true
    ? {
        ...bare,
        rule: 'condition',
        limit: null,
        used: 0,
        remaining: evidence.length > 0 ? null : 0,
        ok: evidence.length > 0,
        detail: 'evidence',
      }
    : null;

const fourEyes: CapRule = (type, { actor: { tier }, wish: { amount }, askedBy }) => {
  const mark = type.fourEyesAbove;
  if (mark === undefined || amount <= mark) return null;
  const second = tier === 4 && askedBy?.tier === 4;
  return { ...bare, rule: 'four-eyes', limit: mark, used: 0, remaining: second ? null : mark, ok: second };
};

const CAP_RULES: readonly CapRule[] = [perDecision, percent, condition, fourEyes];

const capsOf = (type: DecisionType, question: AuthorityQuestion): readonly CapState[] =>
  CAP_RULES.flatMap((rule) => rule(type, question) ?? []);

const tightest = (caps: readonly CapState[]): CapState =>
  caps.reduce((least, cap) => ((cap.remaining ?? Infinity) < (least.remaining ?? Infinity) ? cap : least));

const approverOf = (type: DecisionType, question: AuthorityQuestion): Tier | null => {
  const { actor, wish } = question;
  const higher = ([1, 2, 3, 4] as const).filter((tier) => tier > rankOf(actor.tier));
  const askedBy = { id: actor.id, tier: actor.tier };
  const free = higher.find((tier) => capsOf(type, { ...question, actor: { ...actor, tier }, askedBy }).every((cap) => cap.ok));
  if (free !== undefined) return free;
  return actor.tier !== 'A' && type.limits['4'] !== undefined && above(type, wish.amount) ? 4 : null;
};
