// Decides what may be granted: within one's own authority, by approval of the lowest tier that covers it, or never.
import { judge } from '../policy/authority.ts';
import type { AuthorityReason } from '../policy/authority.ts';
import type { DecisionType, Person, Tier } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { dueAt } from '../policy/targets.ts';
import type { Context } from './context.ts';
import { drafts, firstRefusal, mustBeOpen, mustKnow, type Decider, type Draft, type Refused } from './decider.ts';
import { refuseCase } from './refusals.ts';
import type { ApprovalState, CaseState } from './state.ts';

type Wish = { readonly decisionType: string; readonly amount: number; readonly reason: string | null; readonly evidence: boolean };

/** Asks the pack about one wish; for an answer `askedByTier` is the tier of whoever asked, because four eyes may be two of one tier. */
const authorityOf = (wish: Wish, tier: Tier, { policy, customer, balances }: Context, askedByTier?: Tier): AuthorityReason =>
  judge(policy, {
    decisionType: wish.decisionType,
    amount: wish.amount,
    tier,
    evidence: wish.evidence,
    bill: customer?.lastBill ?? null,
    balances,
    ...(askedByTier === undefined ? {} : { askedByTier }),
  });

const wellFormed = (wish: Wish, { actor, policy, customer }: Context): Refused | null =>
  firstRefusal(
    mustKnow('decisions', policy.decisions, wish.decisionType),
    mustKnow('reasons', policy.reasons, wish.reason),
    wish.amount === 0 ? refuseCase('amount-missing', { decisionType: wish.decisionType }) : null,
    customer !== null && customer.staff === actor.id ? refuseCase('own-account', { customer: customer.id }) : null,
  );

const typeOf = (policy: Policy, id: string): DecisionType => {
  const type = policy.decisions.get(id);
  if (type === undefined) throw new Error(`decision type ${id} was checked and is gone`);
  return type;
};

const figures = (wish: Wish, policy: Policy, why: AuthorityReason) => ({
  decisionType: wish.decisionType,
  unit: typeOf(policy, wish.decisionType).unit,
  currency: policy.pack.principal.currency,
  amount: wish.amount,
  limit: why.binding.limit,
  tier: why.tier,
});

const refusedBy = (wish: Wish, policy: Policy, why: AuthorityReason): Refused | null => {
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

const granted = (decision: string, wish: Wish, state: CaseState, policy: Policy, approval: string | null, why: AuthorityReason): Draft => {
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
      // Leases come with leg 2; until then the desk always has its hub beside it, so nothing is merely proposed.
      standing: 'committed',
      why,
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
  const why = authorityOf(command.data, context.actor.tier, context);
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
  const covered = authorityOf(command.data, context.actor.tier, { ...context, customer: null });
  const above = refusedBy(command.data, context.policy, covered);
  if (above !== null) return above;
  // Kept as it really stands now, so that whoever looks at the flag sees which rule was passed.
  const why = authorityOf(command.data, context.actor.tier, context);
  return drafts({ ...granted(command.id, command.data, state, context.policy, null, why), body: command.body });
};

/**
 * The team of a tier that the matrix would ask for such a case: of the rows that hang on no single reason or marker, one that
 * leads there from where the case is, rather one that names its category; where there is none, the tier's first team.
 */
const teamOfTier = (policy: Policy, tier: Tier, { category, holder }: CaseState): string | null => {
  const rows = policy.pack.matrix.filter(({ to, when }) => to.tier === tier && when.marker === undefined && when.reason === undefined);
  const fromHere = rows.filter(
    ({ when }) => when.fromTier?.includes(holder.tier) !== false && when.fromTeam?.includes(holder.team) !== false,
  );
  const fitting = [...fromHere, ...rows];
  const named =
    fitting.find(({ when }) => when.category?.includes(category) === true) ?? fitting.find(({ when }) => when.category === undefined);
  return named?.to.team ?? policy.pack.teams.find((team) => team.tier === tier)?.id ?? null;
};

/**
 * The question moves, the case stays: straight to the lowest tier whose limit covers it. Refusals: `not-open`,
 * `unknown-code`, `amount-missing`, `own-account`, `within-authority` (decide it yourself), `never-allowed`, `no-approver`.
 * Source: domain.md §2 "Ask", §4.
 */
export const askApproval: Decider<'ask-approval'> = (command, state, context) => {
  const { policy, actor, now } = context;
  const { data } = command;
  const refusal = firstRefusal(mustBeOpen(state), wellFormed(data, context));
  if (refusal !== null) return refusal;
  const why = authorityOf(data, actor.tier, context);
  const common = figures(data, policy, why);
  if (why.verdict === 'within') return refuseCase('within-authority', common);
  if (why.verdict === 'never') return refuseCase('never-allowed', { ...common, rule: why.binding.rule });
  const tier = why.approverTier;
  const team = tier === null ? null : teamOfTier(policy, tier, state);
  if (tier === null || team === null) return refuseCase('no-approver', { tier });
  const where = { tier, team, priority: state.priority };
  const live = data.customerWaiting ? dueAt(policy, 'accept-live', where, now) : null;
  return drafts({
    type: 'approval-asked',
    data: {
      approval: command.id,
      ...data,
      unit: common.unit,
      currency: common.currency,
      to: { tier, team },
      decideBy: live ?? dueAt(policy, 'decision', where, now) ?? now,
      why,
    },
    body: command.body,
  });
};

const openApproval = (state: CaseState, id: string): { readonly approval: ApprovalState } | Refused => {
  const approval = state.approvals.find((row) => row.approval === id);
  if (approval === undefined) return refuseCase('approval-unknown', { approval: id });
  if (approval.outcome !== 'open') return refuseCase('approval-over', { approval: id, outcome: approval.outcome });
  return { approval };
};

/** Requester and approver are never the same person. Source: domain.md §4 "four eyes". */
const notOwn = ({ approval, askedBy }: ApprovalState, actor: Person): Refused | null =>
  askedBy === actor.id ? refuseCase('own-request', { approval }) : null;

/**
 * Yes, or yes with another amount, within the approver's own authority; the decision is the approver's. Refusals:
 * `approval-unknown`, `approval-over`, `own-request`, `amount-missing`, `own-account`, `above-authority`, `never-allowed`.
 */
export const approve: Decider<'approve'> = (command, state, context) => {
  const { actor, policy } = context;
  const found = openApproval(state, command.data.approval);
  if ('refusal' in found) return found;
  const { approval } = found;
  const wish = { decisionType: approval.decisionType, amount: command.data.amount, reason: approval.reason, evidence: approval.evidence };
  const refusal = firstRefusal(notOwn(approval, actor), wellFormed(wish, context));
  if (refusal !== null) return refusal;
  const why = authorityOf(wish, actor.tier, context, policy.people.get(approval.askedBy)?.tier);
  const above = refusedBy(wish, policy, why);
  if (above !== null) return above;
  return drafts(
    { type: 'approval-given', data: { approval: approval.approval, amount: wish.amount, decision: command.id }, body: command.body },
    granted(command.id, wish, state, policy, approval.approval, why),
  );
};

/** Refusals: `approval-unknown`, `approval-over`, `own-request` (withdraw it instead). */
export const decline: Decider<'decline'> = (command, state, { actor }) => {
  const found = openApproval(state, command.data.approval);
  if ('refusal' in found) return found;
  return notOwn(found.approval, actor) ?? drafts({ type: 'approval-declined', data: command.data, body: command.body });
};

/** Refusals: `approval-unknown`, `approval-over`. */
export const withdrawApproval: Decider<'withdraw-approval'> = (command, state) => {
  const found = openApproval(state, command.data.approval);
  return 'refusal' in found ? found : drafts({ type: 'approval-withdrawn', data: command.data, body: command.body });
};
