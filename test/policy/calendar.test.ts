// Open time, case by case: lunch, midnight, holidays, weekends, and the two nights on which the clocks change.
import { describe, expect, it } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { createCalendar } from '../../shared/policy/open-time.ts';
import type { CalendarDocument, Target } from '../../shared/policy/pack-schema.ts';

const BERLIN = 'Europe/Berlin';
const at = (wall: string, zone = BERLIN): number =>
  /[Z+]/.test(wall.slice(10))
    ? Temporal.Instant.from(wall).epochMilliseconds
    : Temporal.ZonedDateTime.from(`${wall}[${zone}]`).epochMilliseconds;
const said = (ms: number, zone = BERLIN): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toString({ timeZoneName: 'never', smallestUnit: 'minute' });

const office: CalendarDocument = {
  zone: BERLIN,
  week: {
    mon: [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ],
    tue: [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ],
    wed: [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ],
    thu: [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ],
    fri: [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ],
  },
  holidays: ['2026-04-03', '2026-04-06', '2026-12-25', '2027-01-01'],
};
const week = (...hours: [string, string][]): CalendarDocument['week'] => ({
  mon: hours,
  tue: hours,
  wed: hours,
  thu: hours,
  fri: hours,
  sat: hours,
  sun: hours,
});
const always: CalendarDocument = { zone: BERLIN, week: week(['00:00', '24:00']), holidays: [] };
const night: CalendarDocument = { zone: BERLIN, week: week(['00:00', '06:00'], ['22:00', '24:00']), holidays: [] };
const small: CalendarDocument = { zone: BERLIN, week: week(['01:30', '02:30']), holidays: [] };

const skipped: CalendarDocument = { zone: BERLIN, week: week(['02:00', '03:00']), holidays: [] };

describe('open minutes [K1]', () => {
  it.each<[string, CalendarDocument, string, number, string]>([
    ['within a morning', office, '2026-03-10T09:15', 30, '2026-03-10T09:45+01:00'],
    ['across lunch', office, '2026-03-10T11:45', 30, '2026-03-10T13:15+01:00'],
    ['up to the last minute before lunch, not into the afternoon', office, '2026-03-10T11:30', 30, '2026-03-10T12:00+01:00'],
    ['from inside the lunch break', office, '2026-03-10T12:20', 10, '2026-03-10T13:10+01:00'],
    ['Friday 16:30 + 1 h is Monday 08:30', office, '2026-03-13T16:30', 60, '2026-03-16T08:30+01:00'],
    ['Friday 16:00 + 1 h is still Friday', office, '2026-03-13T16:00', 60, '2026-03-13T17:00+01:00'],
    ['from a Sunday', office, '2026-03-15T11:00', 5, '2026-03-16T08:05+01:00'],
    ['before opening', office, '2026-03-10T06:00', 1, '2026-03-10T08:01+01:00'],
    ['over Easter', office, '2026-04-02T16:30', 60, '2026-04-07T08:30+02:00'],
    ['over the turn of the year', office, '2026-12-31T16:59', 2, '2027-01-04T08:01+01:00'],
    ['a working week and more', office, '2026-03-09T08:00', 45 * 60, '2026-03-16T14:00+01:00'],
    ['through midnight', night, '2026-03-10T23:50', 20, '2026-03-11T00:10+01:00'],
    ['up to 24:00, which is the next midnight', night, '2026-03-10T23:00', 60, '2026-03-11T00:00+01:00'],
    ['from the first minute of a day', night, '2026-03-10T00:00', 1, '2026-03-10T00:01+01:00'],
    ['a day of 23 hours', always, '2026-03-29T00:00', 23 * 60, '2026-03-30T00:00+02:00'],
    ['a day of 25 hours', always, '2026-10-25T00:00', 25 * 60, '2026-10-26T00:00+01:00'],
    ['through the skipped hour', always, '2026-03-29T01:30', 60, '2026-03-29T03:30+02:00'],
    ['through the hour that comes twice', always, '2026-10-25T01:30', 120, '2026-10-25T02:30+01:00'],
    ['an opening cut short by the skipped hour', small, '2026-03-29T00:00', 31, '2026-03-30T01:31+02:00'],
  ])('%s', (_, calendar, from, minutes, expected) => expect(said(createCalendar(calendar).due(at(from), { minutes }))).toBe(expected));

  it('[K1] seconds are real time, whatever the hours', () =>
    expect(createCalendar(office).due(at('2026-03-15T03:00'), { seconds: 90 })).toBe(at('2026-03-15T03:00') + 90_000));
});

describe('days [K2]', () => {
  it.each<[string, CalendarDocument, string, Target, string]>([
    ['the same time tomorrow', office, '2026-03-10T09:15', { days: 1 }, '2026-03-11T09:15+01:00'],
    ['over the weekend', office, '2026-03-13T09:15', { days: 1 }, '2026-03-16T09:15+01:00'],
    ['over Easter', office, '2026-04-02T10:00', { days: 2 }, '2026-04-08T10:00+02:00'],
    ['at the close when the time is later', office, '2026-03-10T19:40', { days: 1 }, '2026-03-11T17:00+01:00'],
    ['from a closed day', office, '2026-03-14T10:00', { days: 1 }, '2026-03-16T10:00+01:00'],
    ['next working day at noon', office, '2026-03-13T16:30', { days: 1, at: '12:00' }, '2026-03-16T12:00+01:00'],
    ['a fixed hour after the close becomes the close', office, '2026-03-13T09:00', { days: 1, at: '20:00' }, '2026-03-16T17:00+01:00'],
    ['keeps the wall time when the clocks change', always, '2026-03-28T15:00', { days: 1 }, '2026-03-29T15:00+02:00'],
    ['a skipped time becomes the change', always, '2026-03-28T02:30', { days: 1 }, '2026-03-29T03:00+02:00'],
    ['a time that comes twice is the first of the two', always, '2026-10-24T02:30', { days: 1 }, '2026-10-25T02:30+02:00'],
    ['from the second of the two', always, '2026-10-25T02:30+01:00', { days: 1 }, '2026-10-26T02:30+01:00'],
    ['from a leap day', always, '2028-02-29T12:00', { days: 1 }, '2028-03-01T12:00+01:00'],
  ])('%s', (_, calendar, from, target, expected) => expect(said(createCalendar(calendar).due(at(from), target))).toBe(expected));
});

describe('measuring [K3]', () => {
  it.each<[string, CalendarDocument, string, string, number]>([
    ['nothing backwards', office, '2026-03-10T10:00', '2026-03-10T09:00', 0],
    ['a whole day without lunch', office, '2026-03-10T00:00', '2026-03-11T00:00', 480],
    ['a weekend', office, '2026-03-13T17:00', '2026-03-16T08:00', 0],
    ['a holiday', office, '2026-04-03T00:00', '2026-04-04T00:00', 0],
    ['a week across Easter', office, '2026-03-30T00:00', '2026-04-07T00:00', 4 * 480],
    ['a day of 23 hours', always, '2026-03-29T00:00', '2026-03-30T00:00', 1380],
    ['a day of 25 hours', always, '2026-10-25T00:00', '2026-10-26T00:00', 1500],
    ['an opening cut short by the skipped hour', small, '2026-03-29T00:00', '2026-03-30T00:00', 30],
    ['an opening that lies in the skipped hour', skipped, '2026-03-29T00:00', '2026-03-30T00:00', 0],
    ['a night', night, '2026-03-10T20:00', '2026-03-11T08:00', 480],
  ])('%s', (_, calendar, from, to, minutes) => expect(createCalendar(calendar).openTime(at(from), at(to)) / 60_000).toBe(minutes));

  it('[K3] an opening begins with its first instant and ends before its last', () => {
    const calendar = createCalendar(office);
    const open = [
      '2026-03-10T08:00',
      '2026-03-10T11:59:59.999',
      '2026-03-10T12:00',
      '2026-03-10T17:00',
      '2026-04-03T10:00',
      '2026-03-14T10:00',
    ];
    expect(open.map((wall) => calendar.isOpen(at(wall)))).toEqual([true, true, false, false, false, false]);
  });

  it('[K3] counts in the zone of the calendar, also where the clocks change at midnight or by half an hour', () => {
    const inZone = (zone: string, from: string, to: string): number =>
      createCalendar({ ...always, zone }).openTime(at(from, zone), at(to, zone)) / 60_000;
    expect(inZone('America/Santiago', '2026-09-06T01:00', '2026-09-07T00:00')).toBe(1380);
    expect(inZone('Australia/Lord_Howe', '2026-10-04T00:00', '2026-10-05T00:00')).toBe(1410);
    expect(inZone('Pacific/Apia', '2011-12-29T00:00', '2011-12-31T00:00')).toBe(1440);
  });
});

describe('a calendar that never opens again', () => {
  it('[K4] is a bug for whoever counts with it unread', () =>
    expect(() => createCalendar({ zone: BERLIN, week: {}, holidays: [] }).due(0, { minutes: 1 })).toThrow('never opens'));

  it('[K4] is no instant for whoever asks when, and neither is what lies more than 400 years ahead', () => {
    const never = createCalendar({ zone: BERLIN, week: {}, holidays: [] });
    expect([never.after(0, 1), never.after(5, 0)]).toEqual([null, 5]);
    const weekly = createCalendar({ zone: BERLIN, week: { mon: [['08:00', '08:01']] }, holidays: [] });
    const from = at('2026-03-10T09:00');
    expect(weekly.after(from, 20_000 * 60_000)).toBeGreaterThan(at('2400-01-01T00:00'));
    expect(weekly.after(from, 21_000 * 60_000)).toBeNull();
  });
});
