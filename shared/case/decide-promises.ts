// Decides promises: what the customer was told is a fact and recorded; how it ended is said once.
import type { Ms } from '../kernel/time.ts';
import type { CommandOf } from './commands.ts';
import { mustWork } from './asked-people.ts';
import { drafts, firstRefusal, mustNotBeMerged, openPromises, type Decider, type DraftOf, type Refused } from './decider.ts';
import { reopened } from './decide-work.ts';
import type { CallWindow } from './events.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState } from './state.ts';

/** A window ends after it begins, and nobody is called back after the promise was due. */
export const mustFit = (window: CallWindow, due: Ms): Refused | null =>
  window && (window.from >= window.until || window.until > due)
    ? refuseCase('window-order', { from: window.from, until: window.until })
    : null;

/**
 * A promise is recorded whatever the state of the case; on a closed one it is new work and reopens it, on a merged one it belongs to the
 * other case, where a clock watches it. Its id is the id of its command; only a call back has a window. Refusals: `merged-already`,
 * `unknown-code` (nobody of that name works with cases), `window-order`. Source: architecture.md §1.8.
 */
export const makePromise: Decider<'make-promise'> = (command, state, { policy }) => {
  const { due, by, callback, window = null } = command.data;
  const refusal = firstRefusal(mustNotBeMerged(state), mustWork(policy, by), mustFit(window, due));
  if (refusal !== null) return refusal;
  return drafts(
    { type: 'promise-made', data: { promise: command.id, due, by, callback, window: callback ? window : null }, body: command.body },
    ...(state.phase === 'closed' ? [reopened(policy, state, 'new-fact')] : []),
  );
};

type Settlement = CommandOf<'settle-promise'>['data'];

const settlement = (state: CaseState, { promise, outcome, newDue, window = null }: Settlement): DraftOf<'promise-settled'> | Refused => {
  const found = state.promises.find((row) => row.promise === promise);
  if (found === undefined) return refuseCase('promise-unknown', { promise });
  if (found.outcome !== 'open') return refuseCase('promise-settled', { promise, outcome: found.outcome });
  if (outcome !== 're-agreed') return { type: 'promise-settled', data: { promise, outcome, newDue: null } };
  if (newDue === null) return refuseCase('promise-needs-due', { promise });
  const anew = found.callback && window !== null ? { window } : {};
  return mustFit(anew.window, newDue) ?? { type: 'promise-settled', data: { promise, outcome, newDue, ...anew } };
};

/**
 * Kept and broken end a promise; re-agreed keeps it open until the new time, of a call in its new window. A broken promise found on a
 * closed case stays a fact of the record. Refusals: `promise-unknown`, `promise-settled`, `promise-needs-due`, `window-order`.
 * Source: domain.md §3, rule (d).
 */
export const settlePromise: Decider<'settle-promise'> = (command, state) => {
  const settled = settlement(state, command.data);
  return 'refusal' in settled ? settled : drafts({ ...settled, body: command.body });
};

/** How a closing settles the open promises, one by one. Refusals: those of `settle-promise`, `promises-open` (one is not named, or was agreed anew). */
export const settleAll = (state: CaseState, rows: readonly Settlement[]): readonly DraftOf<'promise-settled'>[] | Refused => {
  const twice = rows.find(({ promise }, index) => rows.findIndex((row) => row.promise === promise) !== index);
  if (twice !== undefined) return refuseCase('promise-settled', { promise: twice.promise, outcome: twice.outcome });
  const settled = rows.map((row) => settlement(state, row));
  const refusal = settled.find((row) => 'refusal' in row);
  if (refusal !== undefined) return refusal;
  const over = rows.filter(({ outcome }) => outcome !== 're-agreed').map(({ promise }) => promise);
  const promises = openPromises(state).filter((promise) => !over.includes(promise));
  return promises.length > 0 ? refuseCase('promises-open', { promises }) : settled.filter((row) => 'type' in row);
};
