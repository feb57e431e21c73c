// Decides what is moved by somebody above: cases and promises of a person who is away, and cases nobody solved in time.
import { calendarOf } from '../policy/targets.ts';
import { drafts, firstRefusal, heldBy, mustBeOpen, mustNotFly, type Decider } from './decider.ts';
import { refuseCase } from './refusals.ts';

/**
 * To a colleague of the same team, or back into the team's queue where no person is named. Refusals: `not-open`, `in-flight`,
 * `not-in-same-team`, `already-there`. Source: issue "A lead moves an absent person's open cases".
 */
export const moveCase: Decider<'move-case'> = (command, state, { policy }) => {
  const { to, cause } = command.data;
  const team = policy.teams.get(to.team);
  const lead = team?.lead ?? state.holder.person;
  const person = policy.people.get(to.person ?? lead);
  const refusal = firstRefusal(
    mustBeOpen(state),
    mustNotFly(state),
    to.team !== state.holder.team || person === undefined || (to.person !== null && !person.teams.includes(to.team))
      ? refuseCase('not-in-same-team', { person: to.person, team: to.team })
      : null,
    to.person === state.holder.person || (to.person === null && state.holder.waiting)
      ? refuseCase('already-there', { team: to.team })
      : null,
  );
  if (refusal !== null || person === undefined) return refusal ?? refuseCase('not-in-same-team', { person: to.person, team: to.team });
  const holder = { ...heldBy(policy, person, to.team), waiting: to.person === null };
  return drafts({ type: 'case-moved', data: { holder, from: state.holder, cause }, body: command.body });
};

/** Refusals: `promise-unknown`, `promise-settled`, `unknown-code`, `already-there`. */
export const movePromise: Decider<'move-promise'> = (command, state, { policy }) => {
  const { promise, to, cause } = command.data;
  const found = state.promises.find((row) => row.promise === promise);
  if (found === undefined) return refuseCase('promise-unknown', { promise });
  if (found.outcome !== 'open') return refuseCase('promise-settled', { promise, outcome: found.outcome });
  if (!policy.people.has(to)) return refuseCase('unknown-code', { list: 'people', code: to });
  if (found.by === to) return refuseCase('already-there', { team: to });
  return drafts({ type: 'promise-moved', data: { promise, from: found.by, to, cause }, body: command.body });
};

/**
 * Marks a case nobody solved within the pack's time for its lead, and moves it to him where the pack says so. Refusals: `not-open`,
 * `in-flight`, `already-flagged`, `not-overdue`. Source: issue "Auto-flag of unresolved cases".
 */
export const flagUnresolved: Decider<'flag-unresolved'> = (command, state, { policy, now }) => {
  const refusal = firstRefusal(mustBeOpen(state), mustNotFly(state));
  if (refusal !== null) return refusal;
  const { unresolved } = policy.pack.alerts;
  const { step } = command.data;
  if (unresolved === undefined || step !== (state.flagged?.step ?? 0) + 1) return refuseCase('already-flagged', { step });
  const due = calendarOf(policy, unresolved.calendar).due(state.reopenedAt ?? state.openedAt, unresolved.after);
  if (now < due) return refuseCase('not-overdue', { due });
  const team = policy.teams.get(state.holder.team);
  const lead = policy.people.get(team?.lead ?? state.holder.person);
  const holder =
    unresolved.forward && lead !== undefined && state.holder.person !== lead.id ? heldBy(policy, lead, state.holder.team) : null;
  return drafts({
    type: 'case-flagged',
    data: { cause: 'unresolved', step, lead: lead?.id ?? state.holder.person, from: state.holder, holder },
  });
};
