// Decides what is granted: within one's own authority, as it was told already, and what a break-glass decision is reviewed to be.
import { judge } from '../policy/authority.ts';
import type { AuthorityReason } from '../policy/authority-types.ts';
import type { DecisionType, Tier } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { questionOf, relationTo, type WishData } from './authority-question.ts';
import type { Context } from './context.ts';
import { drafts, firstRefusal, mustBeOpen, mustKnow, type Decider, type Draft, type Refused } from './decider.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState } from './state.ts';

/** Asks the pack about one wish; for an answer `askedBy` is whoever asked, because four eyes may be two of one tier. */
export const authorityOf = (
  wish: WishData,
  state: CaseState,
  tier: Tier,
  context: Context,
  askedBy: { readonly id: string; readonly tier: Tier } | null = null,
): AuthorityReason => judge(context.policy, questionOf(wish, state, context, tier, askedBy));

/** One's own account and that of a relative are decided by somebody else. Source: domain.md §4 "blocks". */
export const blocked = (person: string, { customer, policy }: Context): Refused | null => {
  const relation = relationTo(person, customer, policy);
  return customer !== null && (relation === 'own' || relation === 'relative')
    ? refuseCase('own-account', { customer: customer.id, relation })
    : null;
};

export const wellFormed = (wish: WishData, context: Context): Refused | null => {
  const { actor, policy } = context;
  return firstRefusal(
    mustKnow('decisions', policy.decisions, wish.decisionType),
    mustKnow('reasons', policy.reasons, wish.reason),
    wish.amount === 0 ? refuseCase('amount-missing', { decisionType: wish.decisionType }) : null,
    blocked(actor.id, context),
  );
};

const typeOf = (policy: Policy, id: string): DecisionType => {
  const type = policy.decisions.get(id);
  if (type === undefined) throw new Error(`decision type ${id} was checked and is gone`);
  return type;
};

export const figures = (wish: WishData, policy: Policy, why: AuthorityReason) => ({
  decisionType: wish.decisionType,
  unit: typeOf(policy, wish.decisionType).unit,
  currency: policy.pack.principal.currency,
  amount: wish.amount,
  limit: why.binding.limit,
  tier: why.tier,
});

export const refusedBy = (wish: WishData, policy: Policy, why: AuthorityReason): Refused | null => {
  const common = figures(wish, policy, why);
  if (why.verdict === 'within') return null;
  if (why.verdict === 'never') return refuseCase('never-allowed', { ...common, rule: why.binding.rule });
  return refuseCase('above-authority', {
    ...common,
    rule: why.binding.rule,
    remaining: why.binding.remaining,
    approverTier: why.approverTier,
  });
};

/** The fields of a wish that most decisions do not need, only where they say something. */
export const extrasOf = ({ terms, contract, otherAccount, toldAt }: WishData) => ({
  ...(terms ? { terms } : {}),
  ...(contract ? { contract } : {}),
  ...(otherAccount ? { otherAccount } : {}),
  ...(toldAt == null ? {} : { toldAt }),
});

export const granted = (
  decision: string,
  wish: WishData,
  state: CaseState,
  policy: Policy,
  approval: string | null,
  why: AuthorityReason,
): Draft => {
  const type = typeOf(policy, wish.decisionType);
  return {
    type: 'decision-made',
    data: {
      decision,
      decisionType: type.id,
      ledger: type.ledger,
      unit: type.unit,
      amount: wish.amount,
      currency: policy.pack.principal.currency,
      customer: state.customer,
      reason: wish.reason,
      evidence: wish.evidence,
      approval,
      // Leases come with leg 5; until then the desk always has its hub beside it, so nothing is merely proposed.
      standing: 'committed',
      why,
      ...extrasOf(wish),
    },
  };
};

/**
 * The holder grants something within his authority; the decision keeps why it was allowed. Refusals: `not-open`,
 * `unknown-code`, `amount-missing`, `own-account`, `above-authority`, `never-allowed`. Source: domain.md §4.
 */
export const decideGrant: Decider<'decide'> = (command, state, context) => {
  const refusal = firstRefusal(mustBeOpen(state), wellFormed(command.data, context));
  if (refusal !== null) return refusal;
  const why = authorityOf(command.data, state, context.actor.tier, context);
  const above = refusedBy(command.data, context.policy, why);
  if (above !== null) return above;
  return drafts({ ...granted(command.id, command.data, state, context.policy, null, why), body: command.body });
};

/**
 * What an agent told a customer within his own authority stands, although the case has moved meanwhile or the customer's bill is
 * another one by now: the ledger records it and flags it. Refused stays what he could never have told: an unknown type or reason,
 * no amount, his own account, an amount above what his tier may grant without looking at a bill.
 * Source: architecture.md §1.8, sync.md §2.11 "committed".
 */
export const decideAsTold: Decider<'decide'> = (command, state, context) => {
  const refusal = wellFormed(command.data, context);
  if (refusal !== null) return refusal;
  const covered = authorityOf(command.data, state, context.actor.tier, { ...context, customer: null });
  const above = refusedBy(command.data, context.policy, covered);
  if (above !== null) return above;
  // Kept as it really stands now, so that whoever looks at the flag sees which rule was passed.
  const why = authorityOf(command.data, state, context.actor.tier, context);
  return drafts({ ...granted(command.id, command.data, state, context.policy, null, why), body: command.body });
};

/** Refusals: `decision-unknown`, `review-over` (nothing to review, or reviewed already), `own-decision`. Source: domain.md §4 "break-glass". */
export const reviewDecision: Decider<'review-decision'> = (command, state, { actor }) => {
  const decision = state.decisions.find((row) => row.decision === command.data.decision);
  if (decision === undefined) return refuseCase('decision-unknown', { decision: command.data.decision });
  if (decision.review === null || decision.review.outcome !== null) return refuseCase('review-over', { decision: decision.decision });
  if (decision.by === actor.id) return refuseCase('own-decision', { decision: decision.decision });
  return drafts({ type: 'decision-reviewed', data: command.data, body: command.body });
};
