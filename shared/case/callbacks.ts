// Decides when a promised call back is over: the customer was reached, or three attempts over two days reached nobody.
import { Temporal } from 'temporal-polyfill';
import type { Ms, Zone } from '../kernel/time.ts';
import type { CaseEvent } from './events.ts';
import type { PromiseState } from './state.ts';

/** So many calls, and on so many local days, before nobody need call again. Source: domain.md §6 "callback". */
const ATTEMPTS = 3;
const DAYS = 2;

type Calls = Pick<PromiseState, 'attempts' | 'reachedAt'>;

/** What a call of ours does to the promised ones that are still open; a call of the customer reaches him as well. */
export const afterContact = (
  promises: readonly PromiseState[],
  event: Extract<CaseEvent, { type: 'contact-logged' }>,
): readonly PromiseState[] => {
  const { direction, reached } = event.data;
  const open = ({ callback, outcome, reachedAt, madeAt }: PromiseState): boolean =>
    callback && outcome === 'open' && reachedAt === undefined && madeAt <= event.at;
  if (!promises.some(open)) return promises;
  const done = direction === 'in' || reached;
  return promises.map((row) => {
    if (!open(row)) return row;
    return done ? { ...row, reachedAt: event.at } : { ...row, attempts: [...(row.attempts ?? []), event.at] };
  });
};

/**
 * The contact of a call is recorded at its end. What was promised in that very call has reached nobody yet, or the clock of every
 * promised call back would end with the conversation that promised it.
 */
export const afterCall = (
  promises: readonly PromiseState[],
  { at, data: { seconds } }: Extract<CaseEvent, { type: 'call-logged' }>,
): readonly PromiseState[] =>
  promises.map((row) => {
    if (row.outcome !== 'open' || row.reachedAt === undefined || row.madeAt < at - seconds * 1000) return row;
    const { reachedAt: _reachedAt, ...owed } = row;
    return owed;
  });

/** The instant that ended a promised call back, null while it is owed. Three calls in one hour are one attempt to be rid of it. */
export const callbackEnd = ({ attempts = [], reachedAt }: Calls, zone: Zone): Ms | null => {
  const days = new Set<string>();
  for (const [index, at] of attempts.entries()) {
    days.add(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString());
    if (index + 1 >= ATTEMPTS && days.size >= DAYS) return Math.min(at, reachedAt ?? at);
  }
  return reachedAt ?? null;
};
