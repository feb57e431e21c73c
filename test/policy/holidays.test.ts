// Regional holidays: only public ones, whole days, several days on end, the pack's exceptions, and no zone of the machine in between.
import Holidays from 'date-holidays';
import { afterEach, describe, expect, it } from 'vitest';
import { publicHolidays, regionFault } from '../../shared/policy/holidays.ts';
import { createCalendar } from '../../shared/policy/open-time.ts';
import type { CalendarDocument } from '../../shared/policy/pack-schema.ts';

const DAY = 86_400_000;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;
const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
const inYear = (region: Parameters<typeof publicHolidays>[0], year: number): readonly string[] =>
  publicHolidays(region)
    .between(dayOf(`${year}-01-01`), dayOf(`${year + 1}-01-01`))
    .map(dateOf);

const timeZone = process.env['TZ'];
afterEach(() => {
  if (timeZone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = timeZone;
});

describe('public holidays of a region', () => {
  it.each([
    ['DE', undefined],
    ['DE', 'BY'],
    ['DE', 'BE'],
    ['AT', undefined],
    ['CH', 'ZH'],
    ['US', 'CA'],
    ['GB', 'SCT'],
  ])('[K7] of %s %s are those of type public, substitute days among them', (country, state) => {
    const library = state === undefined ? new Holidays(country) : new Holidays(country, state);
    for (const year of [2020, 2021, 2022, 2026, 2028]) {
      const listed = library.getHolidays(year).filter(({ type }) => type === 'public');
      expect(inYear({ country, state }, year).toSorted()).toEqual([...new Set(listed.map(({ date }) => date.slice(0, 10)))].toSorted());
    }
  });

  it('[K7] are known by day whichever way they are asked for', () => {
    const { has, between } = publicHolidays({ country: 'DE', state: 'BY' });
    const [from, to] = [dayOf('2025-06-01'), dayOf('2028-06-01')];
    const asked = Array.from({ length: to - from }, (_, n) => from + n).filter(has);
    expect(between(from, to).toSorted((a, b) => a - b)).toEqual(asked);
    expect(asked.length).toBeGreaterThan(30);
  });

  it('[K7] differ by state: Three Kings in Bavaria, not in Berlin; Augsburg alone has its day of peace', () => {
    expect(inYear({ country: 'DE', state: 'BY' }, 2026)).toContain('2026-01-06');
    expect(inYear({ country: 'DE', state: 'BE' }, 2026)).not.toContain('2026-01-06');
    expect(inYear({ country: 'DE', state: 'BY' }, 2026)).not.toContain('2026-08-08');
    expect(inYear({ country: 'DE', state: 'BY', region: 'A' }, 2026)).toContain('2026-08-08');
    expect(inYear({ country: 'de', state: 'by' }, 2026)).toEqual(inYear({ country: 'DE', state: 'BY' }, 2026));
  });

  it('[K7] last as long as the library says, over the turn of the year too, and a holiday of some hours takes the day', () => {
    expect(inYear({ country: 'AM' }, 2026)).toEqual(expect.arrayContaining(['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-05']));
    expect(inYear({ country: 'AE' }, 2007)).toContain('2007-01-02');
    expect(inYear({ country: 'AU', state: 'NT' }, 2026)).toContain('2026-12-24');
  });

  it('[K7] take one day also where that day has 25 hours', () => {
    expect(inYear({ country: 'DE', state: 'BB' }, 2027)).toContain('2027-10-31');
    expect(inYear({ country: 'DE', state: 'BB' }, 2027)).not.toContain('2027-11-01');
  });

  it.each(['Pacific/Auckland', 'America/Los_Angeles'])('[K7] are the same on a machine of %s', (zone) => {
    const [before, country] = [inYear({ country: 'SA' }, 2027), zone.startsWith('P') ? 'TR' : 'IL'];
    process.env['TZ'] = zone;
    const there = new Holidays(country, { types: ['public'] }).getHolidays(2027).map(({ date }) => date.slice(0, 10));
    expect(inYear({ country }, 2027)).toEqual(expect.arrayContaining(there));
    expect(inYear({ country: 'SA' }, 2027)).toEqual(before);
  });

  it('[P3] names the first code that means nothing, with those that do', () => {
    expect(regionFault({ country: 'DE', state: 'BY', region: 'A' })).toBeNull();
    expect(regionFault({ country: 'XX' })).toMatchObject({ key: 'country' });
    expect(regionFault({ country: 'DE', state: 'XX' })?.known).toHaveLength(16);
    expect(regionFault({ country: 'DE', region: 'A' })).toEqual({ key: 'region', known: [] });
    expect(() => publicHolidays({ country: 'XX' })).toThrow('no holidays are known');
  });
});

describe('a calendar with the holidays of a region', () => {
  const hours: [string, string][] = [['08:00', '16:00']];
  const week = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours };
  const calendar = (change: { closed?: string[]; open?: string[] } = {}): CalendarDocument => ({
    zone: 'Europe/Berlin',
    week,
    holidays: { country: 'DE', state: 'BY', closed: [], open: [], ...change },
  });
  const minutes = (document: CalendarDocument, from: string, to: string): number =>
    createCalendar(document).openTime(Date.parse(`${from}T00:00:00+01:00`), Date.parse(`${to}T00:00:00+01:00`)) / 60_000;

  it('[K7] is closed on them, and on the further days of the pack', () => {
    expect(minutes(calendar(), '2026-12-21', '2026-12-28')).toBe(4 * 480);
    expect(minutes(calendar({ closed: ['2026-12-24'] }), '2026-12-21', '2026-12-28')).toBe(3 * 480);
    expect(minutes(calendar({ closed: ['2026-12-24', '2026-12-25'] }), '2026-12-21', '2026-12-28')).toBe(3 * 480);
  });

  it('[K7] opens on a holiday the pack takes out, in the hours of its weekday', () => {
    expect(minutes(calendar({ open: ['2026-01-06'] }), '2026-01-05', '2026-01-10')).toBe(5 * 480);
    expect(minutes(calendar(), '2026-01-05', '2026-01-10')).toBe(4 * 480);
    expect(minutes(calendar({ open: ['2026-12-26'] }), '2026-12-26', '2026-12-27')).toBe(0);
  });

  it('[K5] is due within what was measured and not before all of it has passed, on whichever day the measuring ends', () => {
    const counting = createCalendar(calendar());
    const from = Date.parse('2026-01-02T12:00:00+01:00');
    const ends = Array.from({ length: 400 }, (_, n) => from + (n + 1) * DAY + 9 * 3_600_000);
    const wrong = ends.filter((to) => {
      const span = counting.openTime(from, to);
      const due = counting.after(from, span)!;
      return due > to || counting.openTime(from, due) !== span;
    });
    expect(wrong).toEqual([]);
  });

  it('[K7] counts years as the sum of their days', () => {
    const document = calendar({ closed: ['2026-12-24', '2026-12-25', '2027-08-15', '2028-12-24'], open: ['2027-01-06'] });
    const [from, to] = [dayOf('2025-11-03'), dayOf('2030-02-11')];
    const counting = createCalendar(document);
    const isOpen = (day: number): boolean => counting.isOpen(day * DAY + 11 * 3_600_000);
    const open = Array.from({ length: to - from }, (_, n) => from + n).filter(isOpen).length;
    expect(counting.openTime(from * DAY, to * DAY)).toBe(open * 480 * 60_000);
    // The close of the last Friday.
    expect(counting.after(from * DAY, open * 480 * 60_000)).toBe(Date.parse('2030-02-08T16:00:00+01:00'));
  });
});
