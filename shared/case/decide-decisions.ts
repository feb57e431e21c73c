// Decides what is granted: within one's own authority, as it was told already, and what a break-glass decision is reviewed to be.
import { judge } from '../policy/authority.ts';
import type { AuthorityReason } from '../policy/authority-types.ts';
import type { DecisionType, Tier } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { blocked } from './approval-answer.ts';
import { questionOf, type WishData } from './authority-question.ts';
import { reviewOf, type Review } from './break-glass.ts';
import type { CommandOf } from './commands.ts';
import type { Context } from './context.ts';
import { drafts, firstRefusal, mustBeOpen, mustKnow, type Decider, type Draft, type Refused } from './decider.ts';
import type { EventData } from './events.ts';
import { makePromise } from './decide-promises.ts';
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

export const wellFormed = (wish: WishData, context: Context): Refused | null => {
  const { actor, policy } = context;
  return firstRefusal(
    mustKnow('decisions', policy.decisions, wish.decisionType),
    mustKnow('reasons', policy.reasons, wish.reason),
    wish.amount === 0 ? refuseCase('amount-missing', { decisionType: wish.decisionType }) : null,
    blocked(actor.id, context),
  );
};

/** A contract is chained: where nobody can look it up it is at least one word, and no sentence about somebody. */
const ONE_WORD = /^[\p{L}\p{N}][\p{L}\p{N}._:/-]*$/u;

/** What a wish says about the customer and the time must be so; only what can be known is refused. */
export const fitsCase = ({ contract = null, toldAt = null }: WishData, { customer, now }: Context): Refused | null => {
  const strange = contract !== null && !(customer === null ? ONE_WORD.test(contract) : customer.contracts.includes(contract));
  return firstRefusal(
    strange ? refuseCase('contract-unknown', { contract }) : null,
    toldAt !== null && toldAt > now ? refuseCase('told-in-future', { toldAt }) : null,
  );
};

/**
 * A type that asks for terms is granted for stated terms: without one its caps on them could not bind. One is enough where there are
 * several ways (instalments, or days put off); a formula says itself which facts it needs.
 */
export const namesTerms = ({ decisionType, terms }: WishData, { policy }: Context): Refused | null => {
  const type = policy.decisions.get(decisionType);
  if (type === undefined || type.formula !== undefined || type.terms.length === 0) return null;
  return type.terms.some((name) => terms?.[name] !== undefined) ? null : refuseCase('terms-missing', { decisionType, terms: type.terms });
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
export const extrasOf = ({ terms, contract, otherAccount, toldAt = null }: WishData) => ({
  ...(terms ? { terms } : {}),
  ...(contract ? { contract } : {}),
  ...(otherAccount ? { otherAccount } : {}),
  ...(toldAt === null ? {} : { toldAt }),
});

type Made = Pick<EventData['decision-made'], 'approval' | 'why' | 'actingFor' | 'review' | 'asProposed'>;

/** The decision as it is recorded; what most decisions do not have is left out. */
export const granted = (decision: string, wish: WishData, state: CaseState, policy: Policy, made: Made): Draft => {
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
      approval: made.approval,
      // What is not covered away from the hub is asked for, and decided only once the hub has said so.
      standing: 'committed',
      why: made.why,
      ...extrasOf(wish),
      ...(made.actingFor ? { actingFor: made.actingFor } : {}),
      ...(made.review ? { review: made.review } : {}),
      ...(made.asProposed === undefined ? {} : { asProposed: made.asProposed }),
      ...(wish.draws === undefined || wish.draws.length === 0 ? {} : { draws: wish.draws }),
    },
  };
};

type Grant = CommandOf<'decide'>;

const recorded = (command: Grant, wish: WishData, state: CaseState, { policy }: Context, why: AuthorityReason, review: Review | null) =>
  drafts({ ...granted(command.id, wish, state, policy, { approval: null, why, review }), body: command.body });

/**
 * The holder grants something within his authority, or above it in an emergency where the pack allows that; the decision keeps why
 * it was allowed. Refusals: `not-open`, `unknown-code`, `amount-missing`, `own-account`, `contract-unknown`, `told-in-future`,
 * `above-authority`, `never-allowed`, and those of `reviewOf`. Source: domain.md §4.
 */
export const decideGrant: Decider<'decide'> = (command, state, context) => {
  const { data } = command;
  const refusal = firstRefusal(mustBeOpen(state), wellFormed(data, context), fitsCase(data, context), namesTerms(data, context));
  if (refusal !== null) return refusal;
  const why = authorityOf(data, state, context.actor.tier, context);
  if (why.verdict === 'needs-approval' && data.breakGlass === true) {
    const review = reviewOf(command, state, context);
    return review.ok ? recorded(command, data, state, context, why, review.value) : review;
  }
  return refusedBy(data, context.policy, why) ?? recorded(command, data, state, context, why, null);
};

/** As if nothing had been granted before: what two offices granted meanwhile takes nothing from what each could tell. */
const coveredAlone = (wish: WishData, state: CaseState, context: Context, bill: number | null): boolean => {
  const question = questionOf(wish, state, context, context.actor.tier);
  return judge(context.policy, { ...question, bill, facts: { grants: [], budgets: [] } }).verdict === 'within';
};

/**
 * What an agent told a customer within his own authority stands, although the case has moved meanwhile, the customer's bill is another
 * one by now, or windows were used at another office: the ledger records it and flags it. The same goes for a break-glass decision that
 * the pack allows. Refused stays what he could never have told: an unknown type or reason, no amount, his own account, an amount above
 * what his tier may grant where nothing was granted before. A contract nobody knows is left out. Source: architecture.md §1.8.
 */
export const decideAsTold: Decider<'decide'> = (command, state, context) => {
  const { data } = command;
  const refusal = wellFormed(data, context);
  if (refusal !== null) return refusal;
  // Kept as it really stands now, so that whoever looks at the flag sees which rule was passed.
  const why = authorityOf(data, state, context.actor.tier, context);
  const wish = fitsCase({ ...data, toldAt: null }, context) === null ? data : { ...data, contract: null };
  const covered = [null, context.customer?.lastBill ?? null].some((bill) => coveredAlone(data, state, context, bill));
  // An emergency is looked at, also where the amount alone would have needed no emergency.
  const emergency = data.breakGlass === true && why.verdict === 'needs-approval' ? reviewOf(command, state, context) : null;
  if (emergency?.ok) return recorded(command, wish, state, context, why, emergency.value);
  if (covered) return recorded(command, wish, state, context, why, null);
  return (
    emergency ??
    refusedBy(data, context.policy, why) ??
    refuseCase('break-glass-forbidden', { decisionType: data.decisionType, tier: context.actor.tier })
  );
};

/**
 * What the hub flagged and a lead does not uphold is told to the customer again, by somebody named and in time. Refusals:
 * `decision-unknown`, `review-over` (nothing to review, or reviewed already), of a flagged one `review-needs-words`,
 * `review-needs-callback` and those of `make-promise`. Source: domain.md §4 "break-glass", §5.
 */
export const reviewDecision: Decider<'review-decision'> = (command, state, context) => {
  const { callback, ...data } = command.data;
  const decision = state.decisions.find((row) => row.decision === data.decision);
  if (decision === undefined) return refuseCase('decision-unknown', { decision: data.decision });
  if (decision.review === null || decision.review.outcome !== null) return refuseCase('review-over', { decision: decision.decision });
  const reviewed: Draft = { type: 'decision-reviewed', data, body: command.body };
  if (data.outcome === 'upheld' || decision.review.cause === undefined) return drafts(reviewed);
  if (command.body === null) return refuseCase('review-needs-words');
  if (callback === undefined) return refuseCase('review-needs-callback');
  const promised = makePromise({ ...command, type: 'make-promise', data: { ...callback, callback: true } }, state, context);
  return promised.ok ? drafts(reviewed, ...promised.value) : promised;
};
