// Moments as people type them, in both languages, over a change of clocks, and read back as they were written.
import { describe, expect, it } from 'vitest';
import { fc } from '../seeded.ts';
import { readDay, readMoment, stepDay, stepMoment, writeDay, writeMoment } from '../../renderer/parts/moment-words.ts';
import { fromLocalInput, toLocalInput } from '../../renderer/parts/time-words.ts';

const zone = 'Europe/Berlin';
/** Tuesday 24 November 2026, 13:50 in Berlin. */
const now = Date.UTC(2026, 10, 24, 12, 50);
const MINUTE = 60_000;
const read = (text: string, at: number | null = null, past = false): string | null => {
  const found = readMoment(text, { now, zone, at, past });
  return found === null ? null : toLocalInput(found, zone);
};

describe('[LK7] a moment as one types it', () => {
  it.each([
    ['24.11. 15:00', '2026-11-24T15:00'],
    ['24.11.2027 15:00', '2027-11-24T15:00'],
    ['24.11.27, 15.30', '2027-11-24T15:30'],
    ['24/11 15:00', '2026-11-24T15:00'],
    ['2026-11-24T15:00', '2026-11-24T15:00'],
    ['Di 24.11. 15:00', '2026-11-24T15:00'],
    ['morgen 9', '2026-11-25T09:00'],
    ['Morgen um 9 Uhr', '2026-11-25T09:00'],
    ['tomorrow at 3pm', '2026-11-25T15:00'],
    ['übermorgen 8:15', '2026-11-26T08:15'],
    ['mi 10:30', '2026-11-25T10:30'],
    ['Di 10:30', '2026-12-01T10:30'],
    ['fri 12am', '2026-11-27T00:00'],
    ['+2h', '2026-11-24T15:50'],
    ['in 90 Minuten', '2026-11-24T15:20'],
    ['+1 Tag', '2026-11-25T13:50'],
    ['+1w', '2026-12-01T13:50'],
    ['15:00', '2026-11-24T15:00'],
    ['9', '2026-11-25T09:00'],
    ['2.1. 8', '2027-01-02T08:00'],
    ['morgen', '2026-11-25T09:00'],
  ])('%s', (typed, meant) => expect(read(typed)).toBe(meant));

  it.each(['', 'bald', '31.2. 10', '25:00', '24.11. 10:75', '24.11. 10 12', '+2 Monate', '+99999 h', '0.1. 10', 'constructor 9'])(
    'is nothing: %s',
    (typed) => expect(read(typed)).toBeNull(),
  );

  it('of the past is the last one of that name; a day alone keeps the time that stood there', () => {
    expect([read('13:00', null, true), read('15:00', null, true)]).toEqual(['2026-11-24T13:00', '2026-11-23T15:00']);
    expect(read('26.11.', fromLocalInput('2026-11-24T16:45', zone))).toBe('2026-11-26T16:45');
  });

  it('in an hour that is skipped moves forward, in a doubled one is the first', () => {
    expect(readMoment('29.3.2026 2:30', { now, zone, at: null })).toBe(Date.UTC(2026, 2, 29, 1, 30));
    expect(readMoment('25.10.2026 2:30', { now, zone, at: null })).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });

  it('is read back as it was written, in every zone and both languages', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC');
    const span = 3 * 365 * 24 * 60;
    fc.assert(
      fc.property(
        fc.integer({ min: -span, max: span }),
        zones,
        fc.constantFrom('de' as const, 'en' as const),
        (minutes, here, language) => {
          const at = now + minutes * MINUTE;
          const written = writeMoment(at, { now, zone: here }, language);
          const again = readMoment(written, { now, zone: here, at: null });
          expect(again).not.toBeNull();
          // Of a doubled hour the words name both; they come back as the first.
          expect(writeMoment(again!, { now, zone: here }, language)).toBe(written);
          expect(toLocalInput(again!, here)).toBe(toLocalInput(at, here));
        },
      ),
    );
  });

  it('never breaks on what somebody types', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (typed) => {
        const found = readMoment(typed, { now, zone, at: null });
        expect(found === null || Number.isFinite(found)).toBe(true);
      }),
    );
  });

  it('goes by quarters of an hour and by days with the arrows, over a change of clocks', () => {
    const at = fromLocalInput('2026-10-24T10:07', zone)!;
    expect(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'].map((key) => toLocalInput(stepMoment(at, key, zone)!, zone))).toEqual([
      '2026-10-24T10:15',
      '2026-10-24T10:00',
      '2026-10-25T10:07',
      '2026-10-23T10:07',
    ]);
    expect(stepMoment(at, 'a', zone)).toBeNull();
  });
});

describe('[LK7] a day as one types it', () => {
  it.each([
    ['24.11.', '2026-11-24'],
    ['24/11/2026', '2026-11-24'],
    ['heute', '2026-11-24'],
    ['Freitag', '2026-11-27'],
    ['+3 Tage', '2026-11-27'],
    ['in 2 weeks', '2026-12-08'],
    ['29.2.2028', '2028-02-29'],
  ])('%s', (typed, meant) => expect(readDay(typed, { now, zone })).toBe(meant));

  it('is none where there is no such day, and is written as it is read', () => {
    expect([readDay('29.2.2027', { now, zone }), readDay('gleich', { now, zone })]).toEqual([null, null]);
    fc.assert(
      fc.property(fc.integer({ min: -2000, max: 2000 }), fc.constantFrom('de' as const, 'en' as const), (days, language) => {
        const day = new Date(now + days * 24 * 60 * MINUTE).toISOString().slice(0, 10);
        expect(readDay(writeDay(day, { now, zone }, language), { now, zone })).toBe(day);
      }),
    );
    expect([stepDay('2026-02-28', 'ArrowUp'), stepDay('2026-03-01', 'ArrowDown'), stepDay('2026-03-01', 'x')]).toEqual([
      '2026-03-01',
      '2026-02-28',
      null,
    ]);
  });
});
