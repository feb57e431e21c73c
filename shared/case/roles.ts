// Decides whether somebody may use a verb on a case: asks the role table, then the relation it names.
import { openApproval, refusedAnswer, refusedReview } from './approval-answer.ts';
import type { Command } from './commands.ts';
import type { Context } from './context.ts';
import { refuseCase } from './refusals.ts';
import type { Refused } from './decider.ts';
import { ROLES, type Scope } from './role-table.ts';
import type { ApprovalState, CaseState } from './state.ts';

type Relation = (state: CaseState, context: Context, command: Command) => Refused | null;

const isLeadOf = ({ actor, policy }: Context, team: string): boolean => policy.teams.get(team)?.lead === actor.id;

const holds: Relation = ({ holder }, { actor }) =>
  holder.person === actor.id ? null : refuseCase('not-holder', { holder: holder.person, team: holder.team, waiting: holder.waiting });

const inTeam: Relation = ({ holder }, { actor }) =>
  holder.person === actor.id || actor.teams.includes(holder.team)
    ? null
    : refuseCase('not-in-team', { holder: holder.person, team: holder.team });

/** A command about another handover than the one in flight came too late, whoever sends it: the decider says so. */
const isLate = ({ flight }: CaseState, { data }: Command): boolean => 'handover' in data && flight?.handover !== data.handover;

const sends: Relation = (state, context, command) =>
  isLate(state, command) || state.holder.person === context.actor.id || isLeadOf(context, state.holder.team)
    ? null
    : refuseCase('not-sender', { sender: state.holder.person, team: state.holder.team });

// The principal never holds a case: its answer is recorded by whoever holds it here, or by its own person if one signs in.
const isAddressed: Relation = (state, context, command) => {
  const { flight, holder } = state;
  if (flight === null || isLate(state, command)) return null;
  const { actor } = context;
  const { team, person, tier } = flight.to;
  const keeper = tier === 'A' && (holder.person === actor.id || isLeadOf(context, holder.team));
  return keeper || person === actor.id || actor.teams.includes(team) ? null : refuseCase('not-addressee', { team, person });
};

const approvalOf = (state: CaseState, { data }: Command): ApprovalState | undefined =>
  'approval' in data ? state.approvals.find(({ approval }) => approval === data.approval) : undefined;

// A request that is over is told so by the decider, whoever comes late.
const mayApprove: Relation = (state, context, command) => {
  const approval = approvalOf(state, command);
  if (approval === undefined || 'refusal' in openApproval(state, approval.approval, context.now)) return null;
  return refusedAnswer(approval, context);
};

const mayReview: Relation = (state, context, { data }) => {
  const decision = 'decision' in data ? state.decisions.find((row) => row.decision === data.decision) : undefined;
  return decision === undefined || decision.review === null ? null : refusedReview(decision, decision.review.team, context);
};

const hasAsked: Relation = (state, { actor }, command) => {
  const approval = approvalOf(state, command);
  return approval === undefined || approval.askedBy === actor.id ? null : refuseCase('not-asker', { askedBy: approval.askedBy });
};

const RELATIONS: Readonly<Record<Scope, Relation>> = {
  principal: () => null,
  team: inTeam,
  holder: holds,
  sender: sends,
  addressee: isAddressed,
  asker: hasAsked,
  approver: mayApprove,
  reviewer: mayReview,
};

/** Whether the table gives a role the verb at all, on whatever case. */
export const hasVerb = (command: Command, { actor }: Context): boolean => ROLES[actor.role][command.type] !== undefined;

/**
 * Asks the table. Refusals: `role-forbids`, or the one of the relation that is missing (`not-holder`, `not-in-team`,
 * `not-sender`, `not-addressee`, `not-approver`, `own-request`, `asker-stand-in`, `own-account`, `own-decision`, `not-asker`). Source: architecture.md §3.
 */
export const mayAct = (command: Command, state: CaseState | null, context: Context): Refused | null => {
  const scope = ROLES[context.actor.role][command.type];
  if (scope === undefined) return refuseCase('role-forbids', { role: context.actor.role, verb: command.type });
  return state === null ? null : RELATIONS[scope](state, context, command);
};
