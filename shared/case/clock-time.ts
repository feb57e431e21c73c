// Counts a clock's time in its own calendar: when it is due, when it warns, how much is used up and how much stood still.
import { MINUTE, type Ms } from '../kernel/time.ts';
import type { Calendar } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import { calendarOf } from '../policy/targets.ts';
import type { ClockState, ClockWarning } from './clock-state.ts';
import type { CaseState, Pause } from './state.ts';

/** The word of a clock state for plain time. */
export const REAL = 'real';

/** The last warning comes when so little is left, however long the target. Source: domain.md §6 "Warnings". */
const LAST_WARNING = 15 * MINUTE;

type Span = readonly [from: Ms, to: Ms];

/** What a clock is counted by; `calendar` null is plain time. The spans are apart from each other, oldest first. */
export type Counting = { readonly start: Ms; readonly calendar: Calendar | null; readonly pauses: readonly Span[] };

/** A pause lasts until it was ended, at the latest until its expiry: a forgotten pause stops no clock. */
export const endOf = ({ endedAt, until }: Pause): Ms => Math.min(endedAt ?? until, until);

/** The times a clock stood still. Rows of another system may go back in time and overlap: no minute is given back twice. */
export const pausesOf = (state: CaseState, clock: string): readonly Span[] => {
  const all = state.wait === null ? state.pauses : [...state.pauses, state.wait];
  const spans = all.filter(({ stops }) => stops.includes(clock)).map((pause): Span => [pause.from, endOf(pause)]);
  if (spans.length < 2) return spans;
  return spans
    .toSorted(([a], [b]) => a - b)
    .reduce<Span[]>((apart, [from, to]) => {
      const begin = Math.max(from, apart.at(-1)?.[1] ?? from);
      return to > begin ? [...apart, [begin, to]] : apart;
    }, []);
};

const worked = (calendar: Calendar | null, from: Ms, to: Ms): Ms =>
  calendar === null ? Math.max(0, to - from) : calendar.openTime(from, to);

const later = (calendar: Calendar | null, from: Ms, time: Ms): Ms => {
  if (calendar === null || time <= 0) return from + Math.max(0, time);
  const minutes = time / MINUTE;
  // A hair too much would leave the evening's last minute for the next morning.
  return Math.round(calendar.due(from, { minutes: minutes * MINUTE > time ? minutes * (1 - Number.EPSILON) : minutes }));
};

/** An instant as it would be without pauses, moved by the working time of every pause that began before it, never into one (pains.md 4). */
export const moved = ({ start, calendar, pauses }: Counting, at: Ms): Ms =>
  pauses.reduce((due, [from, to]) => {
    const begin = Math.max(from, start);
    return begin >= due || to <= begin ? due : Math.max(to, later(calendar, due, worked(calendar, begin, to)));
  }, at);

/** The warnings of a clock that would be due at `unpaused`, in the same working time as its target (pains.md 5); none after `due`. */
export const warningsOf = (counting: Counting, unpaused: Ms, due: Ms): readonly ClockWarning[] => {
  const { start, calendar } = counting;
  const whole = worked(calendar, start, unpaused);
  const at = (used: Ms): Ms => Math.min(due, moved(counting, later(calendar, start, used)));
  return [
    { share: 0.5, at: at(Math.floor(whole * 0.5)) },
    { share: 0.75, at: at(Math.floor(whole * 0.75)) },
    { share: 0.9, at: at(whole - Math.min(Math.floor(whole * 0.1), LAST_WARNING)) },
    { share: 1, at: due },
  ];
};

/** A promise, a request, a question and a wait have times of their own; what no pause names stands still for nobody. */
export const movesWithPauses = ({ promise, approval, consult, clock }: ClockState): boolean =>
  promise === null && approval === null && (consult ?? null) === null && clock !== 'wait' && clock !== 'after-call';

/** How much of a clock is used up and how much it stood still, in milliseconds of its own calendar, up to `now` or its stop. */
export const timeOf = (state: CaseState, policy: Policy, clock: ClockState, now: Ms): { readonly spent: Ms; readonly paused: Ms } => {
  const calendar = clock.calendar === REAL ? null : calendarOf(policy, clock.calendar);
  const until = clock.stoppedAt ?? now;
  const spans = movesWithPauses(clock) ? pausesOf(state, clock.clock) : [];
  const paused = spans.reduce((sum, [from, to]) => sum + worked(calendar, Math.max(from, clock.startedAt), Math.min(to, until)), 0);
  return { spent: Math.max(0, worked(calendar, clock.startedAt, until) - paused), paused };
};
