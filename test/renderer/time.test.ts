// Time in words: how long still, until when, since when; by the principal's clock, in both languages.
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  clockTime,
  dueWords,
  fromLocalInput,
  momentSaid,
  momentWords,
  spanWords,
  stopwatch,
  targetWords,
  toLocalInput,
  type Telling,
} from '../../renderer/parts/time-words.ts';
import { startTexts } from '../../renderer/texts/texts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Tuesday 24 November 2026, 13:50 in Berlin. */
const NOW = Date.UTC(2026, 10, 24, 12, 50);

beforeAll(() => startTexts());

const telling = (language: 'de' | 'en', zone = 'Europe/Berlin'): Telling => ({ t: i18next.getFixedT(language), language, zone });
const de = telling('de');
const en = telling('en');
const due = (at: number, warnAt = at - 10 * MINUTE, calendar?: string) => ({ at, warnAt, ...(calendar === undefined ? {} : { calendar }) });

describe('a due time', () => {
  it.each([
    [12 * MINUTE, 'noch 12 min', '12 min left'],
    [59 * MINUTE + 59_000, 'noch 59 min', '59 min left'],
    [30_000, 'noch unter 1 min', 'under 1 min left'],
    [HOUR, '14:50', '14:50'],
    [DAY, 'morgen 13:50', 'tomorrow 13:50'],
    [3 * DAY, 'Fr 13:50', 'Fri 13:50'],
    [-4 * MINUTE, 'seit 4 min fällig', '4 min overdue'],
    [-DAY, 'seit 1 Tag fällig', '1 day overdue'],
    [-2 * DAY, 'seit 2 Tagen fällig', '2 days overdue'],
  ])('%i ms away is told shortly', (left, german, english) => {
    expect(dueWords(due(NOW + left), NOW, de).short).toBe(german);
    expect(dueWords(due(NOW + left), NOW, en).short).toBe(english);
  });

  it('is told at length with the moment, and which hours count where that is known', () => {
    expect(dueWords(due(NOW + 40 * MINUTE, NOW, 'service'), NOW, de).long).toBe('noch 40 min · fällig 14:30 (Arbeitszeit)');
    expect(dueWords(due(NOW + 40 * MINUTE, NOW, 'real'), NOW, de).long).toBe('noch 40 min · fällig 14:30');
    expect(dueWords(due(NOW + 2 * DAY), NOW, de).long).toBe('noch 2 Tage · fällig Do 13:50');
    expect(dueWords(due(NOW + 2 * DAY), NOW, en).long).toBe('2 days left · due Thu 13:50');
    expect(dueWords(due(NOW - 2 * DAY), NOW, de).long).toBe('seit 2 Tagen fällig · war fällig So 13:50');
  });

  it('is calm until its warning, then soon, and late from the very moment on', () => {
    const at = NOW + HOUR;
    const levelAt = (now: number) => dueWords(due(at, at - 10 * MINUTE), now, de).level;
    expect([levelAt(at - 10 * MINUTE - 1), levelAt(at - 10 * MINUTE), levelAt(at - 1), levelAt(at)]).toEqual([
      'calm',
      'soon',
      'soon',
      'late',
    ]);
  });
});

describe('a moment', () => {
  it.each([
    [0, '13:50', '13:50'],
    [-DAY, 'gestern 13:50', 'yesterday 13:50'],
    [20 * DAY, '14.12. 13:50', '14/12 13:50'],
    [400 * DAY, '29.12.2027 13:50', '29/12/2027 13:50'],
  ])('%i ms from now names as much of the day as is needed', (away, german, english) => {
    expect(momentWords(NOW + away, NOW, de)).toBe(german);
    expect(momentWords(NOW + away, NOW, en)).toBe(english);
  });

  it.each([
    // Summer time begins on the 28th, which has 23 hours, and ends on the 31st of October, which has 25.
    ['2027-03-27T23:30', ['2027-03-28T10:00', 'morgen 10:00'], ['2027-03-29T10:00', 'Mo 10:00']],
    ['2027-03-29T00:30', ['2027-03-28T10:00', 'gestern 10:00'], ['2027-03-27T23:45', 'Sa 23:45']],
    ['2027-10-31T00:30', ['2027-10-31T23:45', '23:45'], ['2027-11-01T10:00', 'morgen 10:00']],
    ['2027-10-31T23:30', ['2027-10-30T10:00', 'gestern 10:00'], ['2027-11-01T10:00', 'morgen 10:00']],
  ])('beside a change of the clocks is of the day it is of, seen at %s', (now, ...told) => {
    const at = (text: string): number => fromLocalInput(text, 'Europe/Berlin')!;
    for (const [moment, words] of told) expect(momentWords(at(moment!), at(now), de)).toBe(words);
  });

  it('of today is said so in a sentence', () => {
    expect(momentSaid(NOW, NOW, de)).toBe('heute 13:50');
    expect(momentSaid(NOW, NOW, en)).toBe('today 13:50');
  });

  it('belongs to the zone of the principal, not to that of the machine', () => {
    const late = Date.UTC(2026, 10, 24, 23, 30);
    expect(clockTime(late, telling('de', 'Asia/Tokyo'))).toBe('08:30');
    expect(momentWords(late, NOW, telling('de', 'Europe/Berlin'))).toBe('morgen 00:30');
    expect(momentWords(late, NOW, telling('de', 'America/New_York'))).toBe('18:30');
  });
});

describe('a span', () => {
  it.each([
    [59_999, 'unter 1 min'],
    [MINUTE, '1 min'],
    [2 * MINUTE - 1, '1 min'],
    [HOUR, '1 h'],
    [HOUR + 10 * MINUTE, '1 h 10 min'],
    [DAY, '1 Tag'],
    [3 * DAY - 1, '2 Tage'],
  ])('of %i ms never reads longer than it is', (span, words) => expect(spanWords(span, de.t)).toBe(words));

  it('is bent after "seit" and "vor"', () => {
    expect(spanWords(2 * DAY, de.t, true)).toBe('2 Tagen');
    expect(spanWords(2 * DAY, en.t, true)).toBe('2 days');
  });

  it('of a call runs in seconds', () => {
    expect([stopwatch(-5), stopwatch(38_999), stopwatch(61_000), stopwatch(HOUR + 2 * MINUTE + 7000)]).toEqual([
      '0:00',
      '0:38',
      '1:01',
      '1:02:07',
    ]);
  });
});

it('a target is told as the pack gives it', () => {
  expect(targetWords({ seconds: 60 }, de.t)).toBe('≤ 60 s');
  expect(targetWords({ minutes: 15 }, de.t)).toBe('≤ 15 min');
  expect(targetWords({ minutes: 240 }, en.t)).toBe('≤ 4 h');
  expect(targetWords({ days: 2 }, de.t)).toBe('≤ 2 Tage');
  expect(targetWords(null, de.t)).toBe('');
});

describe('an entry of date and time', () => {
  it.each(['Europe/Berlin', 'Asia/Kolkata', 'America/New_York', 'UTC'])('means the moment it shows in %s', (zone) => {
    expect(fromLocalInput(toLocalInput(NOW, zone), zone)).toBe(NOW);
  });
  it('on the day the clock jumps moves the hour that is missing, and takes the first of a doubled one', () => {
    expect(fromLocalInput('2026-03-29T02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 30));
    expect(fromLocalInput('2026-10-25T02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });
  it.each(['', '2026-03-', '2026-03-29', '2026-03-29T02', '2026-13-01T10:00'])('is nothing while it is half typed: %s', (text) =>
    expect(fromLocalInput(text, 'UTC')).toBeNull(),
  );
});
