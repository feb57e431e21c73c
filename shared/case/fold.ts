// Knows the shape of a fold and the small changes several folds make to a state.
import type { Ms } from '../kernel/time.ts';
import type { EventOf, EventType, Holder } from './events.ts';
import type { CaseState, Pause, PromiseState } from './state.ts';

/** What one kind of event changes. It copies, it never writes into the state it was given. */
export type Fold<T extends EventType> = (state: CaseState, event: EventOf<T>) => CaseState;

export const sameHolder = (a: Holder, b: Holder): boolean => a.person === b.person && a.team === b.team && a.waiting === b.waiting;

export const withItem = (list: readonly string[], item: string): readonly string[] => (list.includes(item) ? list : [...list, item]);

/** A wait that ends joins the finished pauses; its end is never before its beginning, even where rows go back in time. */
export const endedWait = ({ wait, pauses }: CaseState, at: Ms): Pick<CaseState, 'wait' | 'pauses'> => ({
  wait: null,
  pauses: wait === null ? pauses : [...pauses, { ...wait, endedAt: Math.max(at, wait.from) }],
});

/** Stands for a reason where a case lay closed; no wait of a pack. */
export const CLOSED = 'closed';

/** The time a case lay closed stops the customer's clocks without being a wait; reopening continues them. */
export const closedSpan = (from: Ms, to: Ms): Pause => ({
  reason: CLOSED,
  from,
  until: Math.max(from, to),
  endedAt: Math.max(from, to),
  stops: ['resolution', 'interim'],
});

/** For a case that is opened again: a clock that was over by then does not begin anew. */
export const resolvedBefore = ({ resolvedAt }: CaseState): Pick<CaseState, 'resolvedBefore'> =>
  resolvedAt === null ? {} : { resolvedBefore: resolvedAt };

/** Once a promise is kept, moved or left alone, nobody is asked any more to take it over. */
export const unoffered = ({ offered: _offered, ...row }: PromiseState): PromiseState => row;
