// Decides what is moved by somebody above: cases and promises of a person who is away, and cases nobody solved in time.
import { canWork, leadNow, mustWork } from './asked-people.ts';
import { checkedOutNow } from './check-out.ts';
import type { CommandOf } from './commands.ts';
import type { Context } from './context.ts';
import {
  drafts,
  firstRefusal,
  heldBy,
  heldByLead,
  mustBeOpen,
  mustNotBeClosed,
  mustNotFly,
  type Decider,
  type Refused,
} from './decider.ts';
import type { Holder } from './events.ts';
import { nextFlag } from './moves-on.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState } from './state.ts';

/**
 * To a colleague of the same team, or back into the team's queue where no person is named. What is in flight lies with somebody else
 * already and is withdrawn first; what is resolved still wants its end. Refusals: `not-open` (closed), `in-flight`, `not-in-same-team`, `already-there`. Source: issue "A lead moves
 * an absent person's open cases".
 */
export const moveCase: Decider<'move-case'> = (command, state, context) => {
  const { to, cause } = command.data;
  const refusal = firstRefusal(mustNotBeClosed(state), mustNotFly(state), movesInTeam(command, state, context));
  if (refusal !== null) return refusal;
  const holder = holderAfter(command, state, context);
  if (holder.person === state.holder.person && holder.waiting === state.holder.waiting)
    return refuseCase('already-there', { team: to.team });
  return drafts({ type: 'case-moved', data: { holder, from: state.holder, cause }, body: command.body });
};

const movesInTeam = ({ data: { to } }: CommandOf<'move-case'>, { holder }: CaseState, { policy }: Context): Refused | null => {
  const fits =
    to.team === holder.team &&
    (to.person === null || (canWork(policy, to.person) && policy.people.get(to.person)?.teams.includes(to.team) === true));
  return fits ? null : refuseCase('not-in-same-team', { person: to.person, team: holder.team });
};

const holderAfter = ({ data: { to } }: CommandOf<'move-case'>, { holder }: CaseState, { policy }: Context): Holder => {
  const person = to.person === null ? undefined : policy.people.get(to.person);
  return person === undefined ? heldByLead(policy, to.team, holder) : heldBy(policy, person, to.team);
};

/** Refusals: `promise-unknown`, `promise-settled`, `unknown-code` (nobody of that name works here), `nothing-changed`. */
export const movePromise: Decider<'move-promise'> = (command, state, { policy }) => {
  const { promise, to, cause } = command.data;
  const found = state.promises.find((row) => row.promise === promise);
  if (found === undefined) return refuseCase('promise-unknown', { promise });
  if (found.outcome !== 'open') return refuseCase('promise-settled', { promise, outcome: found.outcome });
  const unknown = mustWork(policy, to);
  if (unknown !== null) return unknown;
  if (found.by === to) return refuseCase('nothing-changed');
  return drafts({ type: 'promise-moved', data: { promise, from: found.by, to, cause }, body: command.body });
};

/**
 * Marks a case nobody solved within the pack's time for its lead, and moves it to him where the pack says so; each further time the
 * lead above is told. Refusals: `not-open`, `in-flight`, `already-flagged`, `not-overdue`. Source: issue "Auto-flag of unresolved cases".
 */
export const flagUnresolved: Decider<'flag-unresolved'> = (command, state, context) => {
  const { policy, now } = context;
  const refusal = firstRefusal(mustBeOpen(state), mustNotFly(state));
  if (refusal !== null) return refusal;
  const { step } = command.data;
  const flag = nextFlag(state, policy);
  if (flag === null || step !== flag.step) return refuseCase('already-flagged', { step });
  if (now < flag.due) return refuseCase('not-overdue', { due: flag.due });
  const lead = leadNow(context, flag.team) ?? state.holder.person;
  // Whoever works on it away from the hub keeps it until he gives it back or his lead takes it over; the lead is told all the same.
  const out = checkedOutNow(state, now) !== null;
  const forward = !out && policy.pack.alerts.unresolved?.forward === true && flag.team === state.holder.team;
  return drafts({
    type: 'case-flagged',
    data: { cause: 'unresolved', step, lead, from: state.holder, holder: forward ? forwarded(lead, state, context) : null },
  });
};

/** To the lead in person, also out of his team's queue; null where he holds it already. */
const forwarded = (lead: string, { holder }: CaseState, { policy }: Context): Holder | null => {
  const person = policy.people.get(lead);
  if (person === undefined || (holder.person === lead && !holder.waiting)) return null;
  return heldBy(policy, person, holder.team);
};
