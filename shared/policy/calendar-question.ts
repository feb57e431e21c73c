// Answers questions about open time as outsiders write them: when so many minutes are worked, how many lie between two instants.
import { z } from 'zod';
import { MINUTE, type Ms } from '../kernel/time.ts';
import type { Calendar } from './calendar.ts';
import { readCalendar } from './check.ts';
import { createCalendar } from './open-time.ts';
import { faultAt, shortly, time, type ExplainFault } from './request-words.ts';
import { DAY, zoneDays } from './zone-days.ts';

/** `at` in ISO 8601 with the offset of the calendar's zone; `minutes` are elapsed minutes, seconds as their fraction. */
export type CalendarAnswer = { readonly at: string } | { readonly minutes: number } | { readonly error: ExplainFault };

const MINUTES = 'a number of minutes from 0 up, seconds as their fraction';
const question = z.object(
  { op: z.enum(['add', 'measure'], { error: '"add" or "measure"' }), from: time },
  { error: 'an object in { } with calendar, op, from, and minutes or to' },
);
const addition = z.object({ minutes: z.number({ error: MINUTES }).min(0, MINUTES) });
const measurement = z.object({ to: time });

/** So many calendars stay ready; questions about more than that make them anew. */
const MOST_CALENDARS = 2_000;

type Ready = { readonly calendar: Calendar } | { readonly error: ExplainFault };

/**
 * Answers one question after the other; equal calendars are read once. Keys of the question that are not known are passed over.
 * Source: domain.md §6.
 */
export const createCalendarAnswers = (): ((asked: unknown) => CalendarAnswer) => {
  const kept = new Map<string, Ready>();
  const readyFor = (document: unknown): Ready => {
    const content = JSON.stringify(document) ?? '';
    const known = kept.get(content);
    if (known !== undefined) return known;
    const made = ready(document);
    const oldest = kept.keys().next().value;
    if (kept.size >= MOST_CALENDARS && oldest !== undefined) kept.delete(oldest);
    kept.set(content, made);
    return made;
  };
  return (asked) => {
    const read = question.safeParse(asked);
    const about = typeof asked === 'object' && asked !== null && 'calendar' in asked ? readyFor(asked.calendar) : NO_CALENDAR;
    if (!read.success && read.error.issues[0]!.path.length === 0) return wrong(asked, read.error);
    if ('error' in about) return about;
    if (!read.success) return wrong(asked, read.error);
    const { op, from } = read.data;
    return op === 'add' ? added(about.calendar, from, asked) : measured(about.calendar, from, asked);
  };
};

const added = (calendar: Calendar, from: Ms, asked: unknown): CalendarAnswer => {
  const read = addition.safeParse(asked);
  if (!read.success) return wrong(asked, read.error);
  const { minutes } = read.data;
  const span = Math.round(minutes * MINUTE);
  // Nothing to wait for: the very instant that was asked, in the words it was asked in.
  if (span === 0) return { at: (asked as { readonly from: string }).from.replace(/Z$/, '+00:00') };
  const at = calendar.after(from, span);
  if (at !== null) return { at: isoAt(at, zoneDays(calendar.zone).offsetAt(at)) };
  return calendar.openTime(from, from + A_YEAR) === 0
    ? fault('calendar', 'calendar never opens again. Give it hours on a day that is no holiday.')
    : fault('minutes', `minutes is ${minutes}, more than this calendar is open in 400 years. Ask for fewer minutes.`);
};
const A_YEAR = 366 * DAY;

const measured = (calendar: Calendar, from: Ms, asked: unknown): CalendarAnswer => {
  const read = measurement.safeParse(asked);
  if (!read.success) return wrong(asked, read.error);
  const { to } = read.data;
  if (to < from)
    return fault('to', `to is ${shortly((asked as { readonly to: string }).to)}, before from. Write the later of the two as to.`);
  return { minutes: calendar.openTime(from, to) / MINUTE };
};

const ready = (document: unknown): Ready => {
  const read = readCalendar(document);
  if (read.ok) return { calendar: createCalendar(read.value) };
  const [first, ...others] = read.refusal.data.faults;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return fault(first!.path, `${first!.message.en} ${first!.cure.en}${more}`);
};

const fault = (path: string, message: string): { readonly error: ExplainFault } => ({ error: { path, message } });
const wrong = (asked: unknown, { issues }: z.ZodError): CalendarAnswer => {
  const told = faultAt(asked, issues[0]!);
  return told.ok ? told.value : { error: told.refusal.data };
};
const NO_CALENDAR = fault(
  'calendar',
  'calendar is missing. Write an object such as {"zone":"Europe/Berlin","week":{"mon":[["08:00","17:00"]]}}.',
);

/** Seconds always, fractions where there are any. Old offsets had seconds: they are cut off, and the clock told is that of the rest. */
const isoAt = (at: Ms, offset: Ms): string => {
  const whole = Math.trunc(offset / MINUTE);
  const local = new Date(at + whole * MINUTE).toISOString().replace(/(?:\.000)?Z$/, '');
  const [hours, minutes] = [Math.floor(Math.abs(whole) / 60), Math.abs(whole) % 60].map((part) => String(part).padStart(2, '0'));
  return `${local}${whole < 0 ? '-' : '+'}${hours}:${minutes}`;
};
