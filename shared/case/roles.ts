// Decides who may use a verb at all: role × verb × scope, where the scope names the relation to the case a person must have.
import type { Role } from '../policy/pack-schema.ts';
import { rankOf } from '../policy/routing.ts';
import type { Command, CommandType } from './commands.ts';
import type { Context } from './context.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState } from './state.ts';
import type { Refused } from './decider.ts';

/**
 * `principal`: any case of the principal · `team`: a case of one's own team, or one holds it · `holder`: one holds the case ·
 * `sender`: one answers for the handover in flight (its sender, or his lead) · `addressee`: one is asked to accept it ·
 * `asker`: one asked for this approval · `approver`: one stands on the tier that may answer it · `reviewer`: one is of the team (or of a
 * tier above it) that must look at a break-glass decision.
 */
export type Scope = 'principal' | 'team' | 'holder' | 'sender' | 'addressee' | 'asker' | 'approver' | 'reviewer';

type Verbs = Readonly<Partial<Record<CommandType, Scope>>>;

// What the customer was told is recorded by whoever was told so: notes, contacts and promises are open to the whole house.
const FRONT: Verbs = {
  'open-case': 'principal',
  classify: 'team',
  'add-note': 'principal',
  'log-contact': 'principal',
  'make-promise': 'principal',
  'settle-promise': 'principal',
  'take-case': 'team',
  escalate: 'holder',
  'offer-handover': 'holder',
  'amend-handover': 'principal',
  'withdraw-handover': 'sender',
  'accept-handover': 'addressee',
  'return-handover': 'addressee',
  'ask-query': 'addressee',
  'answer-query': 'sender',
  'answer-escalation': 'holder',
  decide: 'holder',
  'ask-approval': 'holder',
  approve: 'approver',
  decline: 'approver',
  'withdraw-approval': 'asker',
  'correct-approval': 'asker',
  'pass-approval': 'approver',
  'review-decision': 'reviewer',
  'start-wait': 'holder',
  'end-wait': 'team',
  resolve: 'holder',
  close: 'holder',
  reopen: 'principal',
};

/** The whole table. A verb that is not named is forbidden to the role. Source: architecture.md §3. */
export const ROLES: Readonly<Record<Role, Verbs>> = {
  agent: FRONT,
  specialist: FRONT,
  lead: FRONT,
  manager: { ...FRONT, classify: 'principal', 'take-case': 'principal', 'end-wait': 'principal' },
  auditor: {},
  importer: { 'import-row': 'principal' },
  watchdog: {
    'add-note': 'principal',
    'withdraw-handover': 'principal',
    'end-wait': 'principal',
    'pass-approval': 'principal',
    'expire-approval': 'principal',
  },
};

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

const approvalOf = (state: CaseState, command: Command): CaseState['approvals'][number] | undefined =>
  'approval' in command.data
    ? state.approvals.find(({ approval }) => approval === (command.data as { readonly approval: string }).approval)
    : undefined;

const mayApprove: Relation = (state, { actor }, command) => {
  const approval = approvalOf(state, command);
  // The principal's own people decide nothing inside the house.
  if (approval === undefined || (actor.tier !== 'A' && rankOf(actor.tier) >= rankOf(approval.to.tier))) return null;
  return refuseCase('not-approver', { tier: approval.to.tier, team: approval.to.team });
};

const mayReview: Relation = (state, { actor }, command) => {
  const decision =
    'decision' in command.data
      ? state.decisions.find((row) => row.decision === (command.data as { readonly decision: string }).decision)
      : undefined;
  if (decision === undefined || decision.review === null) return null;
  const { team } = decision.review;
  if (actor.teams.includes(team) || (actor.tier !== 'A' && rankOf(actor.tier) > rankOf(decision.tier) && rankOf(actor.tier) >= 3))
    return null;
  return refuseCase('not-approver', { tier: decision.tier, team });
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
 * `not-sender`, `not-addressee`, `not-approver`, `not-asker`). Source: architecture.md §3.
 */
export const mayAct = (command: Command, state: CaseState | null, context: Context): Refused | null => {
  const scope = ROLES[context.actor.role][command.type];
  if (scope === undefined) return refuseCase('role-forbids', { role: context.actor.role, verb: command.type });
  return state === null ? null : RELATIONS[scope](state, context, command);
};
