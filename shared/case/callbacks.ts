// Decides when a promised call back is over: the customer was reached, or three attempts over two days reached nobody.
import { Temporal } from 'temporal-polyfill';
import type { Ms, Zone } from '../kernel/time.ts';
import type { CaseEvent } from './events.ts';
import { overAt } from './last-contact.ts';
import type { PromiseState } from './state.ts';

/** So many calls, and on so many local days, before nobody need call again. Source: domain.md §6 "callback". */
const ATTEMPTS = 3;
const DAYS = 2;

type Calls = Pick<PromiseState, 'attempts' | 'reachedAt'>;
type Logged = Extract<CaseEvent, { type: 'call-logged' }>;

/** What a call of ours does to the promised ones that are still open; a call of the customer reaches him as well. */
export const afterContact = (
  promises: readonly PromiseState[],
  event: Extract<CaseEvent, { type: 'contact-logged' }>,
): readonly PromiseState[] => {
  const { direction, reached, call } = event.data;
  const by = call === null ? {} : { reachedBy: call };
  const open = ({ callback, outcome, reachedAt, madeAt }: PromiseState): boolean =>
    callback && outcome === 'open' && reachedAt === undefined && madeAt <= event.at;
  if (!promises.some(open)) return promises;
  const done = direction === 'in' || reached;
  return promises.map((row) => {
    if (!open(row)) return row;
    return done ? { ...row, reachedAt: event.at, ...by } : { ...row, attempts: [...(row.attempts ?? []), event.at] };
  });
};

/**
 * The contact of a call is recorded at its end, or only later where nobody knew at first which case it was about. What was promised in
 * that very call, or since, has reached nobody by it, or the clock of every promised call back would end with the conversation that
 * promised it; what was promised before was reached when the call was, not when it was recorded.
 */
export const afterCall = (promises: readonly PromiseState[], event: Logged): readonly PromiseState[] => {
  const { data } = event;
  const over = overAt(event);
  const began = over - data.seconds * 1000;
  return promises.map((row) => {
    const { reachedAt, reachedBy, ...owed } = row;
    if (row.outcome !== 'open' || reachedAt === undefined || (reachedBy ?? data.call) !== data.call) return row;
    if (row.madeAt >= began) return owed;
    return reachedBy === undefined || reachedAt <= over ? row : { ...row, reachedAt: over };
  });
};

/** The instant that ended a promised call back, null while it is owed. Three calls in one hour are one attempt to be rid of it. */
export const callbackEnd = ({ attempts = [], reachedAt }: Calls, zone: Zone): Ms | null => {
  const days = new Set<string>();
  for (const [index, at] of attempts.entries()) {
    days.add(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString());
    if (index + 1 >= ATTEMPTS && days.size >= DAYS) return Math.min(at, reachedAt ?? at);
  }
  return reachedAt ?? null;
};
