// Decides whether a person may grant something: within, needs approval of a tier, or never, with the rule that binds.
import type { AuthorityQuestion, AuthorityReason, CapState } from './authority-types.ts';
import { budgetsOf, capsOf } from './caps.ts';
import type { Ask } from './cap-state.ts';
import { countedFor } from './counted.ts';
import type { Tier } from './pack-schema.ts';
import type { Policy } from './policy.ts';
import { rankOf } from './routing.ts';
import { freshShare } from './staleness.ts';

export type { AuthorityQuestion, AuthorityReason, CapState } from './authority-types.ts';

/**
 * Judges one decision of one tier: a pure function of the pack, who asks, what was granted before and the connection. Every cap that
 * applies is a row and the one that allows least binds, also when within; ties go to the first in `CAP_NAMES`. Above what tier 4 may
 * alone four eyes bind, whoever asks. `needs-approval` without an approver's tier: somebody could, but nobody of them is present.
 * Source: domain.md §4.
 */
export const judge = (policy: Policy, question: AuthorityQuestion): AuthorityReason => {
  const { wish, actor, facts, now, connection, bill, present } = question;
  const type = policy.decisions.get(wish.decisionType);
  const common = {
    tier: actor.tier,
    pack: policy.version,
    seen: { by: actor.id, at: now, bill, online: connection.online, lastSync: connection.lastSync, grants: facts.grants.length },
  };
  if (type === undefined)
    return { verdict: 'never', binding: UNKNOWN, caps: [UNKNOWN], approverTier: null, papers: [], budgetWarning: null, ...common };
  const ask: Ask = {
    policy,
    type,
    question,
    tier: actor.tier,
    counted: countedFor(policy, type, question),
    share: freshShare(policy, connection, now),
    own: true,
    second: isSecond(question),
  };
  const caps = capsOf(ask);
  const reason = { binding: bindingOf(caps, type.unit), caps, papers: papersOf(ask), budgetWarning: budgetWarningOf(ask), ...common };
  if (caps.every(({ ok }) => ok)) return { verdict: 'within', approverTier: null, ...reason };
  const covering = approversOf(ask);
  if (covering.length === 0) return { verdict: 'never', approverTier: null, ...reason };
  return { verdict: 'needs-approval', approverTier: covering.find((tier) => present?.includes(tier) ?? true) ?? null, ...reason };
};

/** A decision the pack does not know: nothing is allowed, and no cap says so. */
const UNKNOWN: CapState = { rule: 'none', unit: 'money', limit: 0, used: 0, remaining: 0, ok: false, detail: null, window: null };
/** Nothing applies at all. */
const NOTHING: CapState = { ...UNKNOWN, limit: null, remaining: null, ok: true };

/** Four eyes are two different people of tier 4. */
const isSecond = ({ actor, askedBy }: AuthorityQuestion): boolean => actor.tier === 4 && askedBy?.tier === 4 && askedBy.id !== actor.id;

/** How much a cap still lets through; what is no amount lets everything through or nothing. */
const allowance = ({ unit, limit, detail, remaining, ok }: CapState, ofType: 'money' | 'count'): number => {
  const noAmount = limit === null || (unit === 'count' && (ofType === 'money' || isTerm(detail)));
  if (noAmount) return ok ? Infinity : 0;
  return remaining ?? Infinity;
};

const isTerm = (detail: CapState['detail']): boolean =>
  detail === 'months' || detail === 'percent' || detail === 'instalments' || detail === 'days';

/** What nobody may, then a sync too long ago, then what two must agree to, then whatever allows least. */
const bindingOf = (caps: readonly CapState[], unit: 'money' | 'count'): CapState =>
  caps.find(({ detail }) => detail === 'own' || detail === 'relative') ??
  caps.find(({ rule, ok }) => rule === 'stale' && !ok) ??
  caps.find(({ rule, ok }) => rule === 'four-eyes' && !ok) ??
  caps.reduce<CapState | null>((least, cap) => (least === null || allowance(cap, unit) < allowance(least, unit) ? cap : least), null) ??
  NOTHING;

/**
 * The tiers that could approve, lowest first: above the asker's own (beside a tier 4 another one of tier 4), with full limits, asked
 * neither about their own day nor about the asker's connection. Source: domain.md §4 "straight to the lowest tier".
 */
const approversOf = (ask: Ask): readonly Tier[] => {
  const higher = ask.tier === 4 ? ([4] as const) : ([1, 2, 3, 4] as const).filter((tier) => tier > rankOf(ask.tier));
  return higher.filter((tier) => capsOf({ ...ask, tier, own: false, second: true }).every(({ ok }) => ok));
};

const papersOf = ({ type, question: { wish } }: Ask): readonly string[] =>
  type.papers.filter(({ id, above }) => wish.amount > above && !wish.evidence.includes(id)).map(({ id }) => id);

const FULL = 100;

/** The highest share that this decision reaches, of any budget it draws on and any tier. */
const budgetWarningOf = (ask: Ask): number | null => {
  const reached = budgetsOf(ask).flatMap(({ limit, used, warnAt }) =>
    [...warnAt, FULL].filter((share) => (used + ask.question.wish.amount) * FULL >= share * limit),
  );
  return reached.length === 0 ? null : Math.max(...reached);
};
