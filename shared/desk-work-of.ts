// Finds what somebody has in hand: the cases he holds, and his open promises, wherever they stand.
import type { CaseState, PromiseState } from './case/state.ts';
import { promiseWords } from './views/history.ts';
import { listKey } from './views/lists.ts';
import type { ShiftPromise } from './views/shapes.ts';
import type { DeskInside } from './desk-parts.ts';
import { logOf, stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';

const allPlaces = ({ store }: Pick<DeskInside, 'store'>, lane: string, lists: readonly string[]): readonly string[] => {
  const places = lists.flatMap((list) => store.places(lane, list, store.listCount(lane, list)));
  return [...new Set(places.toSorted((a, b) => a.due - b.due).map(({ caseId }) => caseId))];
};

/** Where a case of this person can stand while he holds it; in `back` stand others, too. The most pressing first. */
export const casesOf = (inside: Pick<DeskInside, 'store'>, lane: string, person: string): readonly string[] =>
  allPlaces(inside, lane, [listKey.mine(person), listKey.back(person), listKey.sent(person)]);

/** A case in a team's queue is in the team's hand, although its lead answers for it. */
export const isHeldBy = ({ holder, phase }: CaseState, person: string): boolean =>
  phase !== 'closed' && holder.person === person && !holder.waiting;

export const casesWithPromises = (inside: Pick<DeskInside, 'store'>, lane: string, person: string): readonly string[] =>
  allPlaces(inside, lane, [listKey.promises(person)]);

export const openPromisesOf = ({ promises }: CaseState, person: string): readonly PromiseState[] =>
  promises.filter(({ by, outcome }) => by === person && outcome === 'open');

/** Promises of one case as a list shows them, with their words. */
export const shownPromises = (
  { store }: Pick<DeskInside, 'store'>,
  state: CaseState,
  promises: readonly PromiseState[],
  withCase: boolean,
): readonly ShiftPromise[] => {
  if (promises.length === 0) return [];
  const { history } = logOf(store, state.id);
  return promises.map(({ promise, due, callback, offered }) => ({
    caseId: state.id,
    number: state.number,
    promise,
    what: promiseWords(history, promise),
    due,
    callback,
    withCase,
    offered: offered !== undefined,
  }));
};

/** A case somebody holds, read now: others work while a long list is gone through. */
export const heldState = (inside: Pick<DeskInside, 'store'>, seat: Seat, caseId: string, person: string): CaseState | null => {
  const state = stateFor(inside.store, seat, caseId);
  return state !== null && isHeldBy(state, person) ? state : null;
};
