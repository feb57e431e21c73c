// Turns a calendar of a pack into counting: each local day becomes epoch intervals once, then all is integer arithmetic.
import { Temporal } from 'temporal-polyfill';
import { MINUTE, type Ms } from '../kernel/time.ts';
import type { Calendar } from './calendar.ts';
import type { CalendarDocument, Target } from './pack-schema.ts';

/** A local day: its first instant, the first of the next day, and its open intervals, `from` inclusive, `to` exclusive. */
type Day = { readonly start: Ms; readonly end: Ms; readonly open: readonly (readonly [Ms, Ms])[]; readonly total: Ms };

const DAY = 86_400_000;
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const EPOCH = Temporal.PlainDate.from('1970-01-01');
/** Longer than any run of holidays a pack may list; beyond it the calendar never opens again, which `readPack` refuses. */
const LONGEST_CLOSED = 1_000;

/**
 * A calendar ready to count with. `minutes` are elapsed minutes of open time and end at the earliest instant at which they have
 * passed (Friday 18:00, not Monday 08:00); `days` are the same wall time on the n-th next open day, at its closing when later;
 * `seconds` are real time. A day the clocks change has 23 or 25 hours. Throws only for a calendar that never opens again.
 * Source: domain.md §6.
 */
export const createCalendar = (document: CalendarDocument): Calendar => {
  const { zone } = document;
  const week = WEEK.map((day) => (document.week[day] ?? []).map(([from, to]) => [wallOf(from), wallOf(to)] as const));
  const holidays = new Set(document.holidays.map((date) => EPOCH.until(date).days));
  const days = new Map<number, Day>();
  let shift = 0;

  const startOf = (number: number): Ms => EPOCH.add({ days: number }).toZonedDateTime(zone).epochMilliseconds;

  const day = (number: number): Day => {
    const known = days.get(number);
    if (known !== undefined) return known;
    const [start, end] = [startOf(number), startOf(number + 1)];
    const hours = holidays.has(number) ? [] : week[weekdayOf(number)]!;
    const open = hours
      .map(([from, to]) => [instantOn(number, start, end, from), instantOn(number, start, end, to)] as const)
      .filter(([from, to]) => from < to);
    const made = { start, end, open, total: open.reduce((sum, [from, to]) => sum + to - from, 0) };
    days.set(number, made);
    return made;
  };

  /** The instant of a wall time (ms after midnight) on a day; a wall time the spring change skips becomes the change itself. */
  const instantOn = (number: number, start: Ms, end: Ms, wall: number): Ms => {
    if (wall === DAY) return end;
    if (end - start === DAY) return start + wall;
    const wanted = EPOCH.add({ days: number }).toPlainDateTime().add({ milliseconds: wall });
    const found = wanted.toZonedDateTime(zone);
    if (found.toPlainDateTime().equals(wanted)) return found.epochMilliseconds;
    // One step on, because a transition does not count as "previous" at its own instant.
    return (found.add({ milliseconds: 1 }).getTimeZoneTransition('previous') ?? found).epochMilliseconds;
  };

  const dayAt = (at: Ms): number => {
    let number = Math.floor((at + shift) / DAY);
    while (day(number).start > at) number -= 1;
    while (day(number).end <= at) number += 1;
    // Remembers the offset from UTC, so that the next guess is right except on the day of a clock change.
    shift = number * DAY - day(number).start;
    return number;
  };

  const wallAt = (at: Ms): number => {
    const { start, end } = day(dayAt(at));
    if (end - start === DAY) return at - start;
    const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainTime();
    return Temporal.PlainTime.from('00:00').until(time).total('milliseconds');
  };

  const nextOpenDay = (after: number): number => {
    for (let number = after + 1; number <= after + LONGEST_CLOSED; number += 1) if (day(number).total > 0) return number;
    throw new Error(`a calendar of ${zone} never opens again`);
  };

  const addOpen = (from: Ms, span: Ms): Ms => {
    if (span <= 0) return from;
    let rest = span;
    for (let number = dayAt(from); ; number = nextOpenDay(number)) {
      const today = day(number);
      if (today.start >= from && today.total < rest) {
        rest -= today.total;
        continue;
      }
      for (const [opens, closes] of today.open) {
        const begin = Math.max(opens, from);
        if (closes <= begin) continue;
        if (closes - begin >= rest) return begin + rest;
        rest -= closes - begin;
      }
    }
  };

  const addDays = (from: Ms, count: number, wall: number): Ms => {
    let number = dayAt(from);
    for (let n = 0; n < count; n += 1) number = nextOpenDay(number);
    const { start, end, open } = day(number);
    return Math.min(instantOn(number, start, end, wall), open.at(-1)![1]);
  };

  return {
    zone,
    due: (from: Ms, target: Target): Ms => {
      if ('seconds' in target) return from + target.seconds * 1_000;
      if ('minutes' in target) return addOpen(from, target.minutes * MINUTE);
      return addDays(from, target.days, target.at === undefined ? wallAt(from) : wallOf(target.at));
    },
    openTime: (from, to) => {
      if (to <= from) return 0;
      let sum = 0;
      const last = dayAt(to);
      for (let number = dayAt(from); number <= last; number += 1) {
        const today = day(number);
        if (today.start >= from && today.end <= to) sum += today.total;
        else for (const [opens, closes] of today.open) sum += Math.max(0, Math.min(closes, to) - Math.max(opens, from));
      }
      return sum;
    },
    isOpen: (at) => day(dayAt(at)).open.some(([opens, closes]) => opens <= at && at < closes),
  };
};

/** Milliseconds after midnight of "08:00" … "24:00". */
export const wallOf = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE;

// 1970-01-01 was a Thursday, index 3 of WEEK.
const weekdayOf = (number: number): number => (((number + 3) % 7) + 7) % 7;
