// Decides whether somebody may use a verb on a case: asks the role table, then the relation it names.
import { mustNotBeOut, orOverridden } from './check-out.ts';
import { openApproval, refusedAnswer, refusedReview } from './approval-answer.ts';
import type { Command } from './commands.ts';
import type { Context } from './context.ts';
import { refuseCase } from './refusals.ts';
import type { Refused } from './decider.ts';
import { ROLES, type Scope } from './role-table.ts';
import { standInOf } from '../policy/absence.ts';
import type { Person } from '../policy/pack-schema.ts';
import type { ApprovalState, CaseState, ConsultState, Flight, PromiseState } from './state.ts';

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
  isLate(state, command) || keepsIt(state, context)
    ? null
    : refuseCase('not-sender', { sender: state.holder.person, team: state.holder.team });

/** Whoever holds it, and whoever leads his team or stands in for that lead: they speak for a case towards the principal. */
const keepsIt = ({ holder }: CaseState, context: Context): boolean =>
  holder.person === context.actor.id || isLeadOf(context, holder.team) || standsInForLead(context, holder.team);

// The principal never holds a case: its answer is recorded by whoever holds it here, or by its own person if one signs in.
const isAddressed: Relation = (state, context, command) => {
  const { flight } = state;
  if (flight === null || isLate(state, command)) return null;
  const { team, person, tier } = flight.to;
  const asked = (tier === 'A' && keepsIt(state, context)) || mayAccept(flight, context.actor);
  return asked ? null : refuseCase('not-addressee', { team, person });
};

/**
 * The person asked now, or first, and anybody of the team; its sender is none of them where it stays in his team, for there he would
 * take it from himself.
 */
const mayAccept = ({ to, meant, from }: Flight, { id, teams }: Person): boolean => {
  if (id === from.person && to.team === from.team) return false;
  return to.person === id || meant?.person === id || teams.includes(to.team);
};

/** The errand is the holder's to answer; the principal's answer is recorded by whoever speaks for the case. */
const answers: Relation = (state, context, command) => {
  const { flight, errands } = state;
  const asked = 'handover' in command.data ? command.data.handover : null;
  const tier = flight?.handover === asked ? flight?.to.tier : errands.find(({ handover }) => handover === asked)?.tier;
  return tier === 'A' && keepsIt(state, context) ? null : holds(state, context, command);
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

const leads: Relation = ({ holder }, context) =>
  isLeadOf(context, holder.team) || standsInForLead(context, holder.team)
    ? null
    : refuseCase('not-lead', { team: holder.team, lead: context.policy.teams.get(holder.team)?.lead ?? null });

/** Whoever stands in for the absent lead does the lead's work, too. */
const standsInForLead = ({ actor, absences, policy, now }: Context, team: string): boolean => {
  const lead = policy.teams.get(team)?.lead;
  return lead !== undefined && standInOf(absences, lead, now) === actor.id;
};

/** To name a case that belongs to this one harms nobody; to make it a part that ends with its master is for its own team to say. */
const links: Relation = (state, context, command) =>
  command.type === 'link-case' && command.data.relation === 'part-of' ? inTeam(state, context, command) : null;

/** Somebody of a team that had the case has read what was handed to it. */
const hasReceived: Relation = ({ holder, teams }, { actor }) =>
  holder.person === actor.id || teams.some((team) => actor.teams.includes(team)) ? null : refuseCase('not-received', { teams: [...teams] });

const keeps: Relation = (state, context, command) => (keepsIt(state, context) ? null : holds(state, context, command));

const consultOf = ({ consults = [] }: CaseState, { data }: Command): ConsultState | undefined =>
  'consult' in data ? consults.find(({ consult }) => consult === data.consult) : undefined;

/** Of somebody asked by name his stand-in and the lead who is told that it is late answer, too: a question never waits for one desk. */
const isConsulted: Relation = (state, context, command) => {
  const found = consultOf(state, command);
  if (found === undefined) return null;
  const { actor, absences, now } = context;
  const { team, person } = found.to;
  const forHim =
    person !== null && (standInOf(absences, person, now) === actor.id || isLeadOf(context, team) || standsInForLead(context, team));
  return person === actor.id || forHim || (person === null && actor.teams.includes(team))
    ? null
    : refuseCase('not-consulted', { team, person });
};

/** Whoever asked, and whoever holds the case by now: nobody merges or leaves a case over a question he cannot take back. */
const hasConsulted: Relation = (state, { actor }, command) => {
  const found = consultOf(state, command);
  return found === undefined || found.askedBy === actor.id || state.holder.person === actor.id
    ? null
    : refuseCase('not-asker', { askedBy: found.askedBy });
};

const promiseOf = ({ promises }: CaseState, { data }: Command): PromiseState | undefined =>
  'promise' in data ? promises.find(({ promise }) => promise === data.promise) : undefined;

const promiseRelation =
  (allowed: (promise: PromiseState, context: Context, state: CaseState) => boolean): Relation =>
  (state, context, command) => {
    const found = promiseOf(state, command);
    return found === undefined || found.outcome !== 'open' || allowed(found, context, state)
      ? null
      : refuseCase('promise-not-yours', { promise: found.promise, by: found.by });
  };

const owes = ({ by }: PromiseState, { actor }: Context): boolean => by === actor.id;
const isOffered = ({ offered }: PromiseState, { actor }: Context): boolean => offered === undefined || offered.to === actor.id;
/** The keeper's lead; of somebody who has left, the lead of the case. */
const leadsOwner = ({ by }: PromiseState, context: Context, { holder }: CaseState): boolean =>
  (context.policy.people.get(by)?.teams ?? [holder.team]).some((team) => isLeadOf(context, team) || standsInForLead(context, team));

const RELATIONS: Readonly<Record<Scope, Relation>> = {
  principal: () => null,
  team: inTeam,
  linker: links,
  holder: holds,
  sender: sends,
  addressee: isAddressed,
  answerer: answers,
  asker: hasAsked,
  approver: mayApprove,
  reviewer: mayReview,
  keeper: keeps,
  lead: leads,
  consulted: isConsulted,
  consulter: hasConsulted,
  promiser: promiseRelation(owes),
  promisee: promiseRelation(isOffered),
  'promise-party': promiseRelation((promise, context) => owes(promise, context) || isOffered(promise, context)),
  'promise-lead': promiseRelation(leadsOwner),
  receiver: hasReceived,
};

/** Whether the table gives a role the verb at all, on whatever case. */
export const hasVerb = (command: Command, { actor }: Context): boolean => ROLES[actor.role][command.type] !== undefined;

/**
 * Asks the table. Refusals: `role-forbids`, or the one of the relation that is missing (`not-holder`, `not-in-team`,
 * `checked-out`, `overridden-check-out`, `not-sender`, `not-addressee`, `not-approver`, `own-request`, `asker-stand-in`, `own-account`, `own-decision`, `not-asker`). Source: architecture.md §3.
 */
export const mayAct = (command: Command, state: CaseState | null, context: Context): Refused | null => {
  const scope = ROLES[context.actor.role][command.type];
  if (scope === undefined) return refuseCase('role-forbids', { role: context.actor.role, verb: command.type });
  if (state === null) return null;
  const refusal = mustNotBeOut(command, state, context) ?? RELATIONS[scope](state, context, command);
  return refusal === null ? null : orOverridden(refusal, state, context);
};
