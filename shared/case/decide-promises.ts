// Decides promises: what the customer was told is a fact and recorded; how it ended is said once.
import { drafts, mustKnow, type Decider } from './decider.ts';
import { reopened } from './decide-work.ts';
import { refuseCase } from './refusals.ts';

/**
 * A promise is recorded whatever the state of the case; on a closed one it is new work and reopens it. Its id is the id of
 * its command. Refusals: `unknown-code` (nobody of that name), `window-order`. Source: architecture.md §1.8.
 */
export const makePromise: Decider<'make-promise'> = (command, state, { policy }) => {
  const { due, by, callback, window = null } = command.data;
  const refusal = mustKnow('people', policy.people, by);
  if (refusal !== null) return refusal;
  if (window !== null && window.from >= window.until) return refuseCase('window-order', { from: window.from, until: window.until });
  return drafts(
    { type: 'promise-made', data: { promise: command.id, due, by, callback, window }, body: command.body },
    ...(state.phase === 'closed' ? [reopened(policy, state, 'new-fact')] : []),
  );
};

/**
 * Kept and broken end a promise; re-agreed keeps it open until the new time. A broken promise found on a closed case stays a
 * fact of the record. Refusals: `promise-unknown`, `promise-settled`, `promise-needs-due`. Source: domain.md §3, rule (d).
 */
export const settlePromise: Decider<'settle-promise'> = (command, state) => {
  const { promise, outcome, newDue } = command.data;
  const found = state.promises.find((row) => row.promise === promise);
  if (found === undefined) return refuseCase('promise-unknown', { promise });
  if (found.outcome !== 'open') return refuseCase('promise-settled', { promise, outcome: found.outcome });
  if (outcome === 're-agreed' && newDue === null) return refuseCase('promise-needs-due', { promise });
  return drafts({
    type: 'promise-settled',
    data: { promise, outcome, newDue: outcome === 're-agreed' ? newDue : null },
    body: command.body,
  });
};
