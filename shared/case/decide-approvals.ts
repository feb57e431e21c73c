// Decides about requests for approval: where they go, how they are corrected, passed on, answered, and how they end.
import { LAST_INSTANT } from '../kernel/time.ts';
import type { Person, Tier } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { dueAt } from '../policy/targets.ts';
import { authorityOf, extrasOf, figures, granted, refusedBy, wellFormed } from './decide-decisions.ts';
import { drafts, firstRefusal, mustBeOpen, type Decider, type Refused } from './decider.ts';
import { refuseCase } from './refusals.ts';
import type { ApprovalState, CaseState } from './state.ts';

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
  const why = authorityOf(data, state, actor.tier, context);
  const common = figures(data, policy, why);
  if (why.verdict === 'within') return refuseCase('within-authority', common);
  if (why.verdict === 'never') return refuseCase('never-allowed', { ...common, rule: why.binding.rule });
  const tier = why.approverTier;
  const team = tier === null ? null : teamOfTier(policy, tier, state);
  if (tier === null || team === null) return refuseCase('no-approver', { tier });
  const where = { tier, team, priority: state.priority };
  const live = data.customerWaiting ? dueAt(policy, 'accept-live', where, now) : null;
  const { decisionType, amount, reason, evidence, customerWaiting, recommendation } = data;
  return drafts({
    type: 'approval-asked',
    data: {
      approval: command.id,
      decisionType,
      amount,
      reason,
      evidence,
      customerWaiting,
      recommendation,
      ...extrasOf(data),
      unit: common.unit,
      currency: common.currency,
      to: { tier, team, person: null, for: null },
      passedOver: [],
      decideBy: live ?? dueAt(policy, 'decision', where, now) ?? now,
      expiresAt: LAST_INSTANT,
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
  const wish = { ...approval, amount: command.data.amount };
  const refusal = firstRefusal(notOwn(approval, actor), wellFormed(wish, context));
  if (refusal !== null) return refusal;
  const why = authorityOf(wish, state, actor.tier, context, { id: approval.askedBy, tier: policy.people.get(approval.askedBy)?.tier ?? 1 });
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

/** Refusals: `approval-unknown`, `approval-over`, and those of `ask-approval`. */
export const correctApproval: Decider<'correct-approval'> = (command, state, context) => {
  const found = openApproval(state, command.data.approval);
  if ('refusal' in found) return found;
  const { approval, decisionType, amount, reason, evidence, recommendation } = command.data;
  const refusal = wellFormed(command.data, context);
  if (refusal !== null) return refusal;
  const why = authorityOf(command.data, state, context.actor.tier, context);
  const { unit } = figures(command.data, context.policy, why);
  return drafts({
    type: 'approval-corrected',
    data: {
      approval,
      decisionType,
      unit,
      amount,
      reason,
      evidence,
      recommendation,
      to: found.approval.to,
      passedOver: [],
      why,
      ...extrasOf(command.data),
    },
    body: command.body,
  });
};

/** Refusals: `approval-unknown`, `approval-over`, `step-over` (somebody was quicker), `no-approver` (nobody above). */
export const passApproval: Decider<'pass-approval'> = (command, state, { actor }) => {
  const found = openApproval(state, command.data.approval);
  if ('refusal' in found) return found;
  const { approval } = found;
  if (command.data.step !== approval.steps + 1) return refuseCase('step-over', { approval: approval.approval, step: approval.steps });
  return refuseCase('no-approver', { tier: actor.tier });
};

/** Refusals: `approval-unknown`, `approval-over`, `not-expired`. */
export const expireApproval: Decider<'expire-approval'> = (command, state, { now }) => {
  const found = openApproval(state, command.data.approval);
  if ('refusal' in found) return found;
  if (now < found.approval.expiresAt)
    return refuseCase('not-expired', { approval: found.approval.approval, expiresAt: found.approval.expiresAt });
  return drafts({ type: 'approval-expired', data: command.data });
};
