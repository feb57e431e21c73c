// Reads a moment or a day as somebody types it ("24.11. 15:00", "morgen 9", "+2h"), and writes it the way it is read back.
import { fromLocalInput, toLocalInput } from './time-words.ts';
import type { Language } from '../state/looks.ts';

/**
 * `at`: what stands there now, null = nothing; a day without a time keeps its time. `past`: what is asked for has happened, so a time
 * alone is the last one of that name, not the next.
 */
export type Reading = { readonly now: number; readonly zone: string; readonly at: number | null; readonly past?: boolean };

const MINUTE = 60_000;
const DAY_HOURS = 24;
/** A day without a time, where none stood before. */
const MORNING = '09:00';

const two = (value: number): string => String(value).padStart(2, '0');

/** A day of the calendar, without a zone: counted in UTC, so that no change of clocks moves it. */
type Day = { readonly year: number; readonly month: number; readonly day: number };
const keyOf = ({ year, month, day }: Day): string => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
const dayOf = (key: string): Day => ({ year: Number(key.slice(0, 4)), month: Number(key.slice(5, 7)), day: Number(key.slice(8, 10)) });
const utc = ({ year, month, day }: Day): number => Date.UTC(year, month - 1, day);
const moved = (key: string, days: number): string => new Date(utc(dayOf(key)) + days * DAY_HOURS * 60 * MINUTE).toISOString().slice(0, 10);
const isDay = (day: Day): boolean => day.year > 1900 && day.year < 2200 && new Date(utc(day)).toISOString().slice(0, 10) === keyOf(day);

const WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    heute: 0,
    today: 0,
    morgen: 1,
    tomorrow: 1,
    übermorgen: 2,
    uebermorgen: 2,
    gestern: -1,
    yesterday: -1,
  }),
);
// By their first letters in both languages; Sunday = 0.
const WEEKDAYS: readonly RegExp[] = [
  /^(?:so|sonntag|sun|sunday)$/,
  /^(?:mo|montag|mon|monday)$/,
  /^(?:di|dienstag|tue|tuesday)$/,
  /^(?:mi|mittwoch|wed|wednesday)$/,
  /^(?:do|donnerstag|thu|thursday)$/,
  /^(?:fr|freitag|fri|friday)$/,
  /^(?:sa|samstag|sonnabend|sat|saturday)$/,
];

/** The year a day without one is meant in: whichever lies nearest. */
const nearest = (month: number, day: number, today: string): Day | null => {
  const { year } = dayOf(today);
  const open = [year - 1, year, year + 1].map((one): Day => ({ year: one, month, day })).filter(isDay);
  const off = (one: Day): number => Math.abs(utc(one) - utc(dayOf(today)));
  return open.toSorted((a, b) => off(a) - off(b))[0] ?? null;
};

const full = (year: string): number => (year.length === 2 ? 2000 + Number(year) : Number(year));

/** "heute", "Di", "24.11.", "24.11.26", "24/11", "2026-11-24" as "2026-11-24"; null when it is no day. */
const readDayWord = (word: string, today: string): string | null => {
  const step = WORDS.get(word);
  if (step !== undefined) return moved(today, step);
  const weekday = WEEKDAYS.findIndex((names) => names.test(word.replace(/\.$/, '')));
  if (weekday !== -1) return moved(today, ((weekday - new Date(utc(dayOf(today))).getUTCDay() + 6) % 7) + 1);
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(word);
  const spoken = /^(\d{1,2})[./](\d{1,2})(?:\.|[./](\d{4}|\d{2}))?$/.exec(word);
  const day: Day | null =
    iso !== null
      ? { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }
      : spoken === null
        ? null
        : spoken[3] === undefined
          ? nearest(Number(spoken[2]), Number(spoken[1]), today)
          : { year: full(spoken[3]), month: Number(spoken[2]), day: Number(spoken[1]) };
  return day !== null && isDay(day) ? keyOf(day) : null;
};

/** "15:00", "15.30", "9", "9 Uhr", "3pm" as "15:00"; null when it is no time. */
const readTimeWord = (word: string): string | null => {
  const found = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|uhr|h)?$/.exec(word);
  if (found === null) return null;
  const [, hours, minutes = '0', half] = found;
  const hour = half === 'pm' && Number(hours) < 12 ? Number(hours) + 12 : half === 'am' && Number(hours) === 12 ? 0 : Number(hours);
  return hour < DAY_HOURS && Number(minutes) < 60 ? `${two(hour)}:${two(Number(minutes))}` : null;
};

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:m|min|mins|minute|minuten|minutes)$/, 1],
  [/^(?:h|std|stunde|stunden|hour|hours)$/, 60],
];
const DAYS = /^(?:d|t|tag|tage|tagen|day|days)$/;
const WEEKS = /^(?:w|woche|wochen|week|weeks)$/;

/** "+2h", "in 30 Minuten", "+1 Tag": from now; days keep the time of the clock. */
const readSpan = (text: string, { now, zone }: Reading): number | null => {
  const found = /^(?:\+|in\s)\s*(\d{1,4})\s*([a-zäöü]+)$/.exec(text);
  if (found === null) return null;
  const [count, unit] = [Number(found[1]), found[2] ?? ''];
  const minutes = UNITS.find(([names]) => names.test(unit))?.[1];
  if (minutes !== undefined) return Math.floor(now / MINUTE) * MINUTE + count * minutes * MINUTE;
  const days = DAYS.test(unit) ? count : WEEKS.test(unit) ? count * 7 : null;
  if (days === null || days > 3660) return null;
  const here = toLocalInput(now, zone);
  return fromLocalInput(`${moved(here.slice(0, 10), days)}T${here.slice(11)}`, zone);
};

/** The instant somebody means, in the zone; null when it cannot be read. A time alone is the next one of that name. */
export const readMoment = (typed: string, reading: Reading): number | null => {
  const { now, zone, at, past = false } = reading;
  const text = typed
    .trim()
    .toLowerCase()
    .replaceAll(/\s+(?:um|at|,)?\s*|,\s*/g, ' ')
    .replace(/^(\d{4}-\d\d-\d\d)t/, '$1 ')
    .replace(/(\d)\s+(uhr|am|pm|h)$/, '$1$2');
  const span = readSpan(text, reading);
  if (span !== null) return span;
  const today = toLocalInput(now, zone).slice(0, 10);
  const words = text.split(' ');
  // A weekday before its date says nothing new: "Di 24.11. 15:00".
  const told = words.length === 3 && WEEKDAYS.some((names) => names.test((words[0] ?? '').replace(/\.$/, ''))) ? words.slice(1) : words;
  const [first = '', second] = told;
  if (told.length > 2) return null;
  if (second === undefined) {
    const time = readTimeWord(first);
    if (time !== null) {
      const same = fromLocalInput(`${today}T${time}`, zone);
      const isMeant = same === null || (past ? same <= now : same > now);
      return isMeant ? same : fromLocalInput(`${moved(today, past ? -1 : 1)}T${time}`, zone);
    }
    const day = readDayWord(first, today);
    return day === null ? null : fromLocalInput(`${day}T${at === null ? MORNING : toLocalInput(at, zone).slice(11)}`, zone);
  }
  const [day, time] = [readDayWord(first, today), readTimeWord(second)];
  return day === null || time === null ? null : fromLocalInput(`${day}T${time}`, zone);
};

/** "24.11.", with its year where it would be read as another one; English "24/11". */
const writeDayOf = (key: string, today: string, language: Language): string => {
  const { year, month, day } = dayOf(key);
  const isNear = keyOf(nearest(month, day, today) ?? { year, month, day }) === key;
  const [point, end] = language === 'de' ? ['.', '.'] : ['/', ''];
  return `${two(day)}${point}${two(month)}${isNear ? end : `${point}${year}`}`;
};

/** As it is read back: "24.11. 15:00", in English "24/11 15:00". */
export const writeMoment = (at: number, { now, zone }: Pick<Reading, 'now' | 'zone'>, language: Language): string => {
  const local = toLocalInput(at, zone);
  return `${writeDayOf(local.slice(0, 10), toLocalInput(now, zone).slice(0, 10), language)} ${local.slice(11)}`;
};

/** A day without a time as "2026-11-24"; null when it cannot be read. */
export const readDay = (typed: string, { now, zone }: Pick<Reading, 'now' | 'zone'>): string | null => {
  const today = toLocalInput(now, zone).slice(0, 10);
  const text = typed.trim().toLowerCase();
  const span = /^(?:\+|in\s)\s*(\d{1,3})\s*([a-zäöü]+)$/.exec(text);
  if (span === null) return readDayWord(text, today);
  const unit = span[2] ?? '';
  return DAYS.test(unit) ? moved(today, Number(span[1])) : WEEKS.test(unit) ? moved(today, Number(span[1]) * 7) : null;
};

export const writeDay = (day: string, { now, zone }: Pick<Reading, 'now' | 'zone'>, language: Language): string =>
  /^\d{4}-\d\d-\d\d$/.test(day) ? writeDayOf(day, toLocalInput(now, zone).slice(0, 10), language) : day;

/** Arrows: to the next quarter of an hour up or down; with a page, a day of the calendar at the same time. */
export const stepMoment = (at: number, key: string, zone: string): number | null => {
  const quarter = 15 * MINUTE;
  if (key === 'ArrowUp') return Math.floor(at / quarter) * quarter + quarter;
  if (key === 'ArrowDown') return Math.ceil(at / quarter) * quarter - quarter;
  const days = key === 'PageUp' ? 1 : key === 'PageDown' ? -1 : 0;
  if (days === 0) return null;
  const local = toLocalInput(at, zone);
  return fromLocalInput(`${moved(local.slice(0, 10), days)}T${local.slice(11)}`, zone);
};

/** The next or previous day of the calendar; null = the key means nothing here. */
export const stepDay = (day: string, key: string): string | null =>
  key === 'ArrowUp'
    ? moved(day, 1)
    : key === 'ArrowDown'
      ? moved(day, -1)
      : key === 'PageUp'
        ? moved(day, 7)
        : key === 'PageDown'
          ? moved(day, -7)
          : null;
