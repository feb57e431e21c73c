// Open time against a slow oracle that asks the wall clock every quarter of an hour, in zones with odd clock changes.
import Holidays from 'date-holidays';
import { fc } from '../seeded.ts';
import { describe, expect, it } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { createCalendar } from '../../shared/policy/open-time.ts';
import type { CalendarDocument } from '../../shared/policy/pack-schema.ts';

const QUARTER = 900_000;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const ZONES = ['Europe/Berlin', 'America/New_York', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
const START = Temporal.Instant.from('2026-01-01T00:00Z').epochMilliseconds;

const hour = (value: number): string => `${String(value).padStart(2, '0')}:00`;
const hours = fc
  .uniqueArray(fc.integer({ min: 0, max: 24 }), { minLength: 0, maxLength: 4 })
  .map((edges) => edges.toSorted((a, b) => a - b))
  .map((edges) =>
    edges.flatMap((from, i): [string, string][] => (i % 2 === 0 && edges[i + 1] !== undefined ? [[hour(from), hour(edges[i + 1]!)]] : [])),
  );
const calendars: fc.Arbitrary<CalendarDocument> = fc.record({
  zone: fc.constantFrom(...ZONES),
  week: fc.record({
    mon: fc.constant<[string, string][]>([['06:00', '10:00']]),
    tue: hours,
    wed: hours,
    thu: hours,
    fri: hours,
    sat: hours,
    sun: hours,
  }),
  holidays: fc
    .uniqueArray(fc.integer({ min: 0, max: 364 }), { maxLength: 20 })
    .map((days) => days.map((day) => Temporal.PlainDate.from('2026-01-01').add({ days: day }).toString())),
});
// Half of all instants lie around the nights on which the clocks of one of the zones change.
const changes = [
  '2026-03-08T07:00Z',
  '2026-03-29T01:00Z',
  '2026-04-04T15:00Z',
  '2026-04-05T03:00Z',
  '2026-09-06T04:00Z',
  '2026-10-03T15:30Z',
  '2026-10-25T01:00Z',
  '2026-11-01T06:00Z',
];
const instants = fc.oneof(
  fc.integer({ min: 0, max: 365 * 96 }).map((quarters) => START + quarters * QUARTER),
  fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -100, max: 100 }))
    .map(([change, quarters]) => Temporal.Instant.from(change).epochMilliseconds + quarters * QUARTER),
);
const minutes = fc.integer({ min: 1, max: 6_000 });

const slowOpenTime = ({ zone, week, holidays }: CalendarDocument, from: number, to: number): number => {
  let sum = 0;
  for (let at = from; at < to; at += QUARTER) {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    const wall = local.toPlainTime().toString({ smallestUnit: 'minute' });
    const opening = (week[DAYS[local.dayOfWeek - 1]!] ?? []).some(([opens, closes]) => opens <= wall && wall < closes);
    if (opening && !(Array.isArray(holidays) && holidays.includes(local.toPlainDate().toString()))) sum += QUARTER;
  }
  return sum;
};

const HOUR = 3_600_000;
const regions = fc.constantFrom(
  { country: 'DE', state: 'BY' },
  { country: 'DE', state: 'BE' },
  { country: 'US', state: 'CA' },
  { country: 'GB' },
);
const dates = fc
  .uniqueArray(fc.integer({ min: 0, max: 1_460 }), { maxLength: 12 })
  .map((days) => days.map((day) => Temporal.PlainDate.from('2025-01-01').add({ days: day }).toString()));
const regional: fc.Arbitrary<CalendarDocument> = fc
  .tuple(calendars, regions, dates, dates)
  .map(([document, region, closed, open]) => ({ ...document, holidays: { ...region, closed, open } }));

/** Quarter by quarter on the wall, each date asked of the library anew. */
const slowRegional = ({ zone, week, holidays }: CalendarDocument, from: number, to: number): number => {
  if (Array.isArray(holidays)) throw new Error('a region was wanted');
  const { country, state, closed, open } = holidays;
  const library = state === undefined ? new Holidays(country) : new Holidays(country, state);
  const known = new Map<number, readonly string[]>();
  const publicIn = (year: number): readonly string[] => {
    const listed = known.get(year) ?? library.getHolidays(year).flatMap(({ type, date }) => (type === 'public' ? [date.slice(0, 10)] : []));
    known.set(year, listed);
    return listed;
  };
  let sum = 0;
  for (let at = from; at < to; at += QUARTER) {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    const date = local.toPlainDate().toString();
    if (closed.includes(date) || (!open.includes(date) && publicIn(local.year).includes(date))) continue;
    const wall = local.toPlainTime().toString({ smallestUnit: 'minute' });
    if ((week[DAYS[local.dayOfWeek - 1]!] ?? []).some(([opens, closes]) => opens <= wall && wall < closes)) sum += QUARTER;
  }
  return sum;
};

describe('open time with regional holidays', () => {
  it('[K7] is what the wall clock and the list of holidays say, around every turn of the year and elsewhere', () =>
    fc.assert(
      fc.property(
        regional,
        fc.oneof(
          instants,
          fc
            .constantFrom('2025-12-22T12:00Z', '2027-12-23T07:00Z', '2028-02-27T00:00Z')
            .map((text) => Temporal.Instant.from(text).epochMilliseconds),
        ),
        fc.integer({ min: 0, max: 96 * 7 }),
        (document, from, quarters) => {
          const to = from + quarters * QUARTER;
          expect(createCalendar(document).openTime(from, to)).toBe(slowRegional(document, from, to));
        },
      ),
      { numRuns: 40 },
    ));

  it('[K5] adds and measures over years, adds up when split, and is never due earlier when later', () =>
    fc.assert(
      fc.property(regional, instants, fc.nat(400_000), fc.nat(900 * 24), (document, from, count, later) => {
        const calendar = createCalendar(document);
        const span = count * 60_000 + 1;
        const due = calendar.after(from, span)!;
        expect(calendar.openTime(from, due)).toBe(span);
        expect(calendar.openTime(from, due - 1)).toBe(span - 1);
        const middle = from + later * HOUR;
        const end = middle + 400 * 24 * HOUR;
        expect(calendar.openTime(from, middle) + calendar.openTime(middle, end)).toBe(calendar.openTime(from, end));
        expect(calendar.after(middle, span)).toBeGreaterThanOrEqual(due);
      }),
      { numRuns: 60 },
    ));
});

describe('open time', () => {
  it('[K3] is what the wall clock says', () =>
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 0, max: 200 }), (document, from, quarters) => {
        const to = from + quarters * QUARTER;
        expect(createCalendar(document).openTime(from, to)).toBe(slowOpenTime(document, from, to));
      }),
      { numRuns: 150 },
    ));

  it('[K5] added and measured again gives the same minutes, and not a millisecond earlier', () =>
    fc.assert(
      fc.property(calendars, instants, minutes, (document, from, count) => {
        const calendar = createCalendar(document);
        const due = calendar.due(from, { minutes: count });
        expect(calendar.openTime(from, due)).toBe(count * 60_000);
        expect(calendar.openTime(from, due - 1)).toBe(count * 60_000 - 1);
      }),
    ));

  it('[K5] is monotone: starting later or asking for more is never due earlier', () =>
    fc.assert(
      fc.property(calendars, instants, fc.nat(10_000), minutes, minutes, (document, from, later, count, more) => {
        const calendar = createCalendar(document);
        const due = calendar.due(from, { minutes: count });
        expect(calendar.due(from + later * 60_000, { minutes: count })).toBeGreaterThanOrEqual(due);
        expect(calendar.due(from, { minutes: count + more })).toBeGreaterThan(due);
      }),
    ));

  it('[K5] adds up when a span is split, and when the minutes are', () =>
    fc.assert(
      fc.property(calendars, instants, fc.nat(20_000), fc.nat(20_000), minutes, minutes, (document, from, first, second, one, two) => {
        const calendar = createCalendar(document);
        const [middle, to] = [from + first * 60_000, from + (first + second) * 60_000];
        expect(calendar.openTime(from, middle) + calendar.openTime(middle, to)).toBe(calendar.openTime(from, to));
        expect(calendar.due(calendar.due(from, { minutes: one }), { minutes: two })).toBe(calendar.due(from, { minutes: one + two }));
      }),
    ));

  it('[K5] does not change when an opening is written as two', () =>
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, minutes, fc.integer({ min: 1, max: 23 }), (zone, from, count, cut) => {
        const whole: [string, string][] = [['00:00', '24:00']];
        const halves: [string, string][] = [
          ['00:00', hour(cut)],
          [hour(cut), '24:00'],
        ];
        const calendarOf = (day: [string, string][]) =>
          createCalendar({ zone, week: { mon: day, wed: day, sat: day, sun: day }, holidays: [] });
        expect(calendarOf(halves).due(from, { minutes: count })).toBe(calendarOf(whole).due(from, { minutes: count }));
      }),
    ));

  it('[K5] remembers days without mixing them up, in whatever order it is asked', () =>
    fc.assert(
      fc.property(calendars, fc.array(fc.tuple(instants, minutes), { minLength: 2, maxLength: 8 }), (document, questions) => {
        const remembering = createCalendar(document);
        for (const [from, count] of questions)
          expect(remembering.due(from, { minutes: count })).toBe(createCalendar(document).due(from, { minutes: count }));
      }),
      { numRuns: 40 },
    ));
});
