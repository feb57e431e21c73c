// Decides whether a person may grant something: within, needs approval of a tier, or never, with the rule that binds.
import type { DecisionType, Tier } from './pack-schema.ts';
import type { Policy } from './policy.ts';
import { rankOf } from './routing.ts';

/** What the caller counted for caps over more than one case; leg 2 fills the windows, a missing row means nothing was spent. */
export type Balance = {
  readonly cap: 'customer-window' | 'agent-day' | 'budget';
  readonly decisionType: string;
  readonly used: number;
  readonly count: number;
};

export type AuthorityQuestion = {
  readonly decisionType: string;
  /** Minor units of the pack's currency, or a count, as the decision type says. */
  readonly amount: number;
  readonly tier: Tier;
  readonly evidence: boolean;
  /** Last bill in minor units, null when unknown. */
  readonly bill: number | null;
  readonly balances: readonly Balance[];
  /** Tier of the other person who wants the same: set when a request is answered. Two people of tier 4 make four eyes. */
  readonly askedByTier?: Tier;
};

/** One cap as it stood: the limit, what was used before this request, what remains; the tightest of them binds. */
export type CapState = {
  readonly rule: 'per-decision' | 'percent' | 'condition' | 'four-eyes' | 'none';
  readonly limit: number | null;
  readonly used: number;
  readonly remaining: number | null;
  readonly ok: boolean;
};

/** Recorded with every decision: under which rule of which pack version, and what the balances looked like. */
export type AuthorityReason = {
  readonly verdict: 'within' | 'needs-approval' | 'never';
  readonly binding: CapState;
  readonly caps: readonly CapState[];
  readonly tier: Tier;
  readonly approverTier: Tier | null;
  readonly pack: string;
  readonly balances: readonly Balance[];
};

/**
 * Judges one decision of one tier. Every cap that applies is a row and the one that allows least binds, also when within; ties go
 * to the first in `CAP_RULES`. Amounts are minor units, or a count, as the type says. `within`: the tier may grant it;
 * `needs-approval`: the lowest tier above that may (above tier 4's limit a second person of tier 4, where the pack asks for four
 * eyes); `never`: nobody may. A tier the pack does not name for this type has no say. Source: domain.md §4.
 */
export const judge = (policy: Policy, question: AuthorityQuestion): AuthorityReason => {
  const type = policy.decisions.get(question.decisionType);
  const asked = { tier: question.tier, pack: policy.version, balances: question.balances };
  if (type === undefined) return { verdict: 'never', binding: NOTHING, caps: [NOTHING], approverTier: null, ...asked };
  const caps = capsOf(type, question);
  const binding = tightest(caps);
  if (caps.every((cap) => cap.ok)) return { verdict: 'within', binding, caps, approverTier: null, ...asked };
  const approverTier = approverOf(type, question);
  return { verdict: approverTier === null ? 'never' : 'needs-approval', binding, caps, approverTier, ...asked };
};

type CapRule = (type: DecisionType, question: AuthorityQuestion) => CapState | null;

const NOTHING: CapState = { rule: 'none', limit: 0, used: 0, remaining: 0, ok: false };

const limitOf = (type: DecisionType, tier: Tier): DecisionType['limits']['1'] => (tier === 'A' ? undefined : type.limits[`${tier}`]);

const above = (type: DecisionType, amount: number): boolean => type.fourEyesAbove !== undefined && amount > type.fourEyesAbove;

const perDecision: CapRule = (type, { tier, amount }) => {
  const limit = limitOf(type, tier);
  if (limit === undefined) return { rule: 'per-decision', limit: 0, used: 0, remaining: 0, ok: false };
  // Above the four-eyes mark tier 4 has no ceiling of its own any more: the second person takes its place.
  if (tier === 4 && above(type, amount)) return null;
  return {
    rule: 'per-decision',
    limit: limit.amount,
    used: 0,
    remaining: limit.amount,
    ok: limit.amount === null || amount <= limit.amount,
  };
};

/** Without a known bill there is nothing to take a percent of: the cap does not apply, the amount per decision still does. */
const percent: CapRule = (type, { tier, amount, bill }) => {
  const share = limitOf(type, tier)?.percentOfBill;
  if (share === undefined || bill === null) return null;
  const limit = Math.max(0, Math.floor((bill * share) / 100));
  return { rule: 'percent', limit, used: 0, remaining: limit, ok: amount <= limit };
};

const condition: CapRule = (type, { tier, evidence }) =>
  limitOf(type, tier)?.needsEvidence === true
    ? { rule: 'condition', limit: null, used: 0, remaining: evidence ? null : 0, ok: evidence }
    : null;

const fourEyes: CapRule = (type, { tier, amount, askedByTier }) => {
  const mark = type.fourEyesAbove;
  if (mark === undefined || amount <= mark) return null;
  const second = tier === 4 && askedByTier === 4;
  return { rule: 'four-eyes', limit: mark, used: 0, remaining: second ? null : mark, ok: second };
};

/** A new kind of cap is a new row here; the order decides which of two equally tight caps is named. */
const CAP_RULES: readonly CapRule[] = [perDecision, percent, condition, fourEyes];

const capsOf = (type: DecisionType, question: AuthorityQuestion): readonly CapState[] =>
  CAP_RULES.flatMap((rule) => rule(type, question) ?? []);

const tightest = (caps: readonly CapState[]): CapState =>
  caps.reduce((least, cap) => ((cap.remaining ?? Infinity) < (least.remaining ?? Infinity) ? cap : least));

const approverOf = (type: DecisionType, question: AuthorityQuestion): Tier | null => {
  const higher = ([1, 2, 3, 4] as const).filter((tier) => tier > rankOf(question.tier));
  const free = higher.find((tier) => capsOf(type, { ...question, tier, askedByTier: question.tier }).every((cap) => cap.ok));
  if (free !== undefined) return free;
  return question.tier !== 'A' && type.limits['4'] !== undefined && above(type, question.amount) ? 4 : null;
};
