// Decides promises that change hands at the end of a shift: offered, taken, or left where they are.
import { drafts, mustKnow, type Decider, type Refused } from './decider.ts';
import type { CaseState, PromiseState } from './state.ts';
import { refuseCase } from './refusals.ts';

const openPromise = (state: CaseState, promise: string): PromiseState | Refused => {
  const found = state.promises.find((row) => row.promise === promise);
  if (found === undefined) return refuseCase('promise-unknown', { promise });
  return found.outcome === 'open' ? found : refuseCase('promise-settled', { promise, outcome: found.outcome });
};

/** Only to a colleague: somebody of a team of whoever is to keep it. Refusals: `promise-unknown`, `promise-settled`, `promise-offered-already`, `unknown-code`, `already-there`, `not-in-same-team`. */
export const offerPromise: Decider<'offer-promise'> = (command, state, { policy }) => {
  const { promise, to, shift } = command.data;
  const found = openPromise(state, promise);
  if ('refusal' in found) return found;
  const unknown = mustKnow('people', policy.people, to);
  if (unknown !== null) return unknown;
  if (found.by === to) return refuseCase('already-there', { team: to });
  const teams = policy.people.get(found.by)?.teams ?? [];
  if (policy.people.get(to)?.teams.some((team) => teams.includes(team)) !== true)
    return refuseCase('not-in-same-team', { person: to, team: teams[0] ?? null });
  if (found.offered !== undefined) return refuseCase('promise-offered-already', { promise, to: found.offered.to });
  return drafts({ type: 'promise-offered', data: { promise, to, shift }, body: command.body });
};

/** Refusals: `promise-unknown`, `promise-settled`, `promise-not-offered`. */
export const takePromise: Decider<'take-promise'> = (command, state, { actor }) => {
  const { promise } = command.data;
  const found = openPromise(state, promise);
  if ('refusal' in found) return found;
  if (found.offered === undefined) return refuseCase('promise-not-offered', { promise });
  return drafts({ type: 'promise-moved', data: { promise, from: found.by, to: actor.id, cause: 'shift' } });
};

/** Refusals: `promise-unknown`, `promise-settled`, `promise-not-offered`. */
export const leavePromise: Decider<'leave-promise'> = (command, state) => {
  const { promise } = command.data;
  const found = openPromise(state, promise);
  if ('refusal' in found) return found;
  if (found.offered === undefined) return refuseCase('promise-not-offered', { promise });
  return drafts({ type: 'promise-left', data: { promise, to: found.offered.to }, body: command.body });
};
