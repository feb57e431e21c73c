// Turns a calendar of a pack into counting: each local day becomes epoch intervals once, then all is integer arithmetic.
import { LAST_INSTANT, MINUTE, type Ms } from '../kernel/time.ts';
import type { Calendar } from './calendar.ts';
import { publicHolidays, type HolidayList } from './holidays.ts';
import type { CalendarDocument, Target } from './pack-schema.ts';
import { DAY, STRETCH, zoneDays } from './zone-days.ts';

/** A local day: its first instant, the first of the next day, and its open intervals, `from` inclusive, `to` exclusive. */
type Day = { readonly start: Ms; readonly end: Ms; readonly open: readonly (readonly [Ms, Ms])[]; readonly total: Ms };

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** Days that are summed up together, so that years pass quickly. */
const BLOCK = 64;
const STRETCHES = Array.from({ length: BLOCK / STRETCH }, (_, n) => n);
/** The dates of our calendar repeat after 400 years: what is not worked by then is never worked. */
const FURTHEST = 146_097;
/** So many are remembered; who asks for more is answered anew. */
const MOST_DAYS = 200;
const MOST_BLOCKS = 3_000;

/**
 * A calendar ready to count with. `minutes` are elapsed minutes of open time and end at the earliest instant at which they have
 * passed (Friday 18:00, not Monday 08:00); `days` are the same wall time on the n-th next open day, at its closing when later;
 * `seconds` are real time. A day the clocks change has 23 or 25 hours. Throws only for a calendar that never opens again.
 * Source: domain.md §6.
 */
export const createCalendar = (document: CalendarDocument): Calendar => {
  const { zone } = document;
  const { startOf, instantOn, wallAt, isWhole, isSteady } = zoneDays(zone);
  const week = WEEK.map((day) => (document.week[day] ?? []).map(([from, to]) => [wallOf(from), wallOf(to)] as const));
  const usual = week.map((hours) => hours.reduce((sum, [from, to]) => sum + to - from, 0));
  const usualWeek = usual.reduce((sum, total) => sum + total, 0);
  const everOpens = usual.some((total) => total > 0);
  const closed = closedDays(document.holidays);
  const days = new Map<number, Day>();
  const blocks = new Map<number, Ms>();
  let shift = 0;

  const day = (number: number): Day => {
    const known = days.get(number);
    if (known !== undefined) return known;
    const hours = week[weekdayOf(number)]!;
    const open = (closed.has(number) ? [] : hours)
      .map(([from, to]) => [instantOn(number, from), instantOn(number, to)] as const)
      .filter(([from, to]) => from < to);
    const made = { start: startOf(number), end: startOf(number + 1), open, total: open.reduce((sum, [from, to]) => sum + to - from, 0) };
    if (days.size >= MOST_DAYS) days.clear();
    days.set(number, made);
    return made;
  };

  const totalOn = (number: number): Ms => {
    const total = usual[weekdayOf(number)]!;
    if (total === 0) return 0;
    return isWhole(number) ? (closed.has(number) ? 0 : total) : day(number).total;
  };

  /** What is open in the block that begins with this day. */
  const totalOfBlock = (number: number): Ms => {
    const known = blocks.get(number);
    if (known !== undefined) return known;
    let sum = 0;
    if (STRETCHES.every((n) => isSteady(number / STRETCH + n))) {
      // Nine weeks and a day, without the days that are closed.
      sum = ((BLOCK - 1) / 7) * usualWeek + usual[weekdayOf(number)]!;
      for (const n of closed.between(number, number + BLOCK)) sum -= usual[weekdayOf(n)]!;
    } else for (let n = number; n < number + BLOCK; n += 1) sum += totalOn(n);
    if (blocks.size >= MOST_BLOCKS) blocks.clear();
    blocks.set(number, sum);
    return sum;
  };

  const dayAt = (at: Ms): number => {
    let number = Math.floor((at + shift) / DAY);
    while (day(number).start > at) number -= 1;
    while (day(number).end <= at) number += 1;
    // Remembers the offset from UTC, so that the next guess is right except on the day of a clock change.
    shift = number * DAY - day(number).start;
    return number;
  };

  const nextOpenDay = (after: number): number => {
    for (let number = after + 1; everOpens && number <= after + FURTHEST; number += 1) if (totalOn(number) > 0) return number;
    throw neverOpens(zone);
  };

  const after = (from: Ms, span: Ms): Ms | null => {
    if (span <= 0) return from;
    if (!everOpens) return null;
    const first = dayAt(from);
    const furthest = Math.min(first + FURTHEST, Math.floor(LAST_INSTANT / DAY) - 1);
    const today = openIn(day(first), from, Number.POSITIVE_INFINITY);
    if (today >= span) return instantIn(day(first), from, span);
    let rest = span - today;
    for (let number = first + 1; number <= furthest;) {
      const skips = number % BLOCK === 0 && totalOfBlock(number) < rest;
      const passed = skips ? totalOfBlock(number) : totalOn(number);
      if (passed >= rest) return instantIn(day(number), from, rest);
      rest -= passed;
      number += skips ? BLOCK : 1;
    }
    return null;
  };

  const addDays = (from: Ms, count: number, wall: number): Ms => {
    let number = dayAt(from);
    for (let n = 0; n < count; n += 1) number = nextOpenDay(number);
    return Math.min(instantOn(number, wall), day(number).open.at(-1)![1]);
  };

  return {
    zone,
    after,
    due: (from: Ms, target: Target): Ms => {
      if ('seconds' in target) return from + target.seconds * 1_000;
      if ('days' in target) return addDays(from, target.days, target.at === undefined ? wallAt(from) : wallOf(target.at));
      const at = after(from, target.minutes * MINUTE);
      if (at === null) throw neverOpens(zone);
      return at;
    },
    openTime: (from, to) => {
      if (to <= from) return 0;
      const [first, last] = [dayAt(from), dayAt(to)];
      if (first === last) return openIn(day(first), from, to);
      let sum = openIn(day(first), from, to) + openIn(day(last), from, to);
      for (let number = first + 1; number < last;) {
        const skips = number % BLOCK === 0 && number + BLOCK <= last;
        sum += skips ? totalOfBlock(number) : totalOn(number);
        number += skips ? BLOCK : 1;
      }
      return sum;
    },
    isOpen: (at) => day(dayAt(at)).open.some(([opens, closes]) => opens <= at && at < closes),
  };
};

const neverOpens = (zone: string): Error => new Error(`a calendar of ${zone} never opens again`);

const openIn = ({ open }: Day, from: Ms, to: Ms): Ms =>
  open.reduce((sum, [opens, closes]) => sum + Math.max(0, Math.min(closes, to) - Math.max(opens, from)), 0);

/** The earliest instant of a day at which so much of it has passed since `from`; the day has as much. */
const instantIn = ({ open, end }: Day, from: Ms, span: Ms): Ms => {
  let rest = span;
  for (const [opens, closes] of open) {
    const begin = Math.max(opens, from);
    if (closes <= begin) continue;
    if (closes - begin >= rest) return begin + rest;
    rest -= closes - begin;
  }
  return end;
};

/** Days closed whatever the hours say: those listed, or the public holidays of a region with the pack's exceptions. */
const closedDays = (holidays: CalendarDocument['holidays']): HolidayList => {
  const isList = Array.isArray(holidays);
  const listed = new Set((isList ? holidays : holidays.closed).map(dayNumber));
  const inOrder = [...listed].toSorted((a, b) => a - b);
  const listedBetween = (from: number, to: number) => inOrder.slice(firstFrom(inOrder, from), firstFrom(inOrder, to));
  if (isList) return { has: (day) => listed.has(day), between: listedBetween };
  const opened = new Set(holidays.open.map(dayNumber));
  const region = publicHolidays(holidays);
  return {
    has: (day) => listed.has(day) || (!opened.has(day) && region.has(day)),
    between: (from, to) => [...listedBetween(from, to), ...region.between(from, to).filter((day) => !listed.has(day) && !opened.has(day))],
  };
};

/** Where in an ordered list the values from `least` on begin. */
const firstFrom = (inOrder: readonly number[], least: number): number => {
  let [low, high] = [0, inOrder.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inOrder[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
};

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;

/** Milliseconds after midnight of "08:00" … "24:00". */
export const wallOf = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE;

// 1970-01-01 was a Thursday, index 3 of WEEK.
const weekdayOf = (number: number): number => (((number + 3) % 7) + 7) % 7;
