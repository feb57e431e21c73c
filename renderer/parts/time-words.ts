// Tells time in words: how long still, until when, since when; in the principal's zone, in the language of the screen.
import type { TFunction } from 'i18next';
import type { Language } from '../state/looks.ts';

export type Level = 'calm' | 'soon' | 'late' | 'done';
export type DueWords = { readonly level: Level; readonly short: string; readonly long: string };
export type Telling = { readonly t: TFunction; readonly language: Language; readonly zone: string };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LOCALE: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB' };

const formats = new Map<string, Intl.DateTimeFormat>();
const format = (language: Language, zone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${language} ${zone} ${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(LOCALE[language], { timeZone: zone, ...options });
  formats.set(key, known);
  return known;
};

/** "14:30". */
export const clockTime = (at: number, { language, zone }: Telling): string =>
  format(language, zone, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

const weekday = (at: number, { language, zone }: Telling): string =>
  format(language, zone, 'weekday', { weekday: 'short' }).format(at).replace('.', '');
const date = (at: number, { language, zone }: Telling): string =>
  format(language, zone, 'date', { day: '2-digit', month: '2-digit' }).format(at);
const dateWithYear = (at: number, { language, zone }: Telling): string =>
  format(language, zone, 'year', { day: '2-digit', month: '2-digit', year: 'numeric' }).format(at);

/** Which day of the calendar: a day on which the clocks change is one as well, though 24 hours lead past it or not out of it. */
const dayNumber = (at: number, zone: string): number => Math.floor(Date.parse(`${toLocalInput(at, zone)}Z`) / DAY);

/** "" for today, "morgen", "Di", "24.11." or "24.11.2025", whatever is enough to know the day. */
export const dayWords = (at: number, now: number, telling: Telling): string => {
  const { t, zone } = telling;
  const days = dayNumber(at, zone) - dayNumber(now, zone);
  if (days === 0) return '';
  if (days === 1) return t('time.tomorrow');
  if (days === -1) return t('time.yesterday');
  if (Math.abs(at - now) < 6 * DAY) return weekday(at, telling);
  return Math.abs(at - now) < 300 * DAY ? date(at, telling) : dateWithYear(at, telling);
};

/** "14:30", "morgen 12:00", "Di 10:00", "24.11. 10:00". */
export const momentWords = (at: number, now: number, telling: Telling): string =>
  `${dayWords(at, now, telling)} ${clockTime(at, telling)}`.trim();

/** "13:00–15:00", "morgen 13:00–15:00"; the day of its beginning alone. */
export const windowWords = ({ from, until }: { readonly from: number; readonly until: number }, now: number, telling: Telling): string =>
  `${momentWords(from, now, telling)}–${clockTime(until, telling)}`;

/** "heute 14:30", for sentences. */
export const momentSaid = (at: number, now: number, telling: Telling): string =>
  dayWords(at, now, telling) === '' ? `${telling.t('time.today')} ${clockTime(at, telling)}` : momentWords(at, now, telling);

/**
 * "26 min", "3 h 10 min", "2 Tage"; down to the minute, rounded so that a span never reads longer than it is. After "seit" and
 * "vor" German wants "2 Tagen": that is `since`.
 */
export const spanWords = (span: number, t: TFunction, since = false): string => {
  const minutes = Math.floor(Math.abs(span) / MINUTE);
  if (minutes < 1) return t('time.underMinute');
  if (minutes < 60) return t('time.minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return t(since ? 'time.daysSince' : 'time.days', { count: Math.floor(hours / 24) });
  return minutes % 60 === 0 ? t('time.hours', { count: hours }) : t('time.hoursMinutes', { hours, minutes: minutes % 60 });
};

/** `calendar`: set where it is known which hours count; a clock in calendar time says nothing about it. */
export type Due = { readonly at: number; readonly warnAt: number; readonly calendar?: string };

/** "noch 12 min" below one hour, else the moment itself; "seit 4 min fällig" when it has passed. */
export const dueWords = (due: Due, now: number, telling: Telling): DueWords => {
  const { t } = telling;
  const left = due.at - now;
  const moment = momentWords(due.at, now, telling);
  if (left <= 0) {
    const late = t('time.overdue', { span: spanWords(left, t, true) });
    return { level: 'late', short: late, long: `${late} · ${t('time.wasDue', { moment })}` };
  }
  const isWorkingTime = due.calendar !== undefined && due.calendar !== 'real';
  const level = now >= due.warnAt ? 'soon' : 'calm';
  const remaining = t('time.left', { span: spanWords(left, t) });
  return {
    level,
    short: left < HOUR ? remaining : moment,
    long: `${remaining} · ${t(isWorkingTime ? 'time.dueWorking' : 'time.due', { moment })}`,
  };
};

/** "0:38" or "1:02:07" for a running call or a customer who waits. */
export const stopwatch = (span: number): string => {
  const seconds = Math.max(0, Math.floor(span / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
};

/** A deadline as its target says it: "≤ 15 min", "≤ 60 s", "≤ 2 d". */
export const targetWords = (target: unknown, t: TFunction): string => {
  if (typeof target !== 'object' || target === null) return '';
  if ('seconds' in target && typeof target.seconds === 'number') return t('time.atMostSeconds', { count: target.seconds });
  if ('minutes' in target && typeof target.minutes === 'number') return `≤ ${spanWords(target.minutes * MINUTE, t)}`;
  return 'days' in target && typeof target.days === 'number' ? `≤ ${t('time.days', { count: target.days })}` : '';
};

// What is typed knows no zone, so it is built and read in the principal's.
const parts = (at: number, zone: string): Record<string, string> =>
  Object.fromEntries(
    format('en', zone, 'parts', { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );

/** "2026-11-22T14:30" in the zone. */
export const toLocalInput = (at: number, zone: string): string => {
  const { year, month, day, hour, minute } = parts(at, zone);
  return `${year}-${month}-${day}T${hour}:${minute}`;
};

/** The instant of "2026-11-22T14:30" in the zone; null when it is no time. A skipped hour moves forward, a doubled one is the first. */
export const fromLocalInput = (text: string, zone: string): number | null => {
  // A date alone would be read as midnight, and half a date as its first day: only the whole moment counts.
  const wanted = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  if (Number.isNaN(wanted)) return null;
  const offsetAt = (at: number): number => Date.parse(`${toLocalInput(at, zone)}Z`) - Math.floor(at / MINUTE) * MINUTE;
  const candidates = [wanted - offsetAt(wanted - DAY), wanted - offsetAt(wanted + DAY)];
  const exact = candidates.filter((at) => toLocalInput(at, zone) === text);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
};
