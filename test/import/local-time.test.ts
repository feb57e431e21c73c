// Written times are read in the principal's zone, on the days the clocks change as well.
import { describe, expect, it } from 'vitest';
import { createReadTime, readAsOf } from '../../electron/import/local-time.ts';

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
const read = createReadTime('DD-MM-YYYY HH:mm', 'Europe/Berlin');

describe('[I4] a written time', () => {
  it.each([
    ['29-02-2016 01:23', '2016-02-29T00:23:00.000Z'],
    ['01-07-2016 12:00', '2016-07-01T10:00:00.000Z'],
    // Clocks set forward: 02:30 never was, it is moved on by the gap.
    ['27-03-2016 01:59', '2016-03-27T00:59:00.000Z'],
    ['27-03-2016 02:30', '2016-03-27T01:30:00.000Z'],
    ['27-03-2016 03:00', '2016-03-27T01:00:00.000Z'],
    // Clocks set back: 02:30 was twice, the first one counts.
    ['30-10-2016 02:30', '2016-10-30T00:30:00.000Z'],
    ['30-10-2016 03:00', '2016-10-30T02:00:00.000Z'],
  ])('%s in Berlin is %s', (written, instant) => expect(iso(read(written))).toBe(instant));

  it.each([
    '31-04-2016 10:00',
    '29-02-2015 10:00',
    '01-01-2016 24:00',
    '01-01-2016 10:60',
    '2016-01-01 10:00',
    '1-1-2016 10:00',
    '',
    '01-13-2016 10:00',
    '01-01-2016 10:00Z',
  ])('%j is none', (written) => expect(read(written)).toBeNull());

  it('is another instant in another zone', () =>
    expect(iso(createReadTime('YYYY/MM/DD HH:mm:ss', 'America/New_York')('2016/03/02 12:00:30'))).toBe('2016-03-02T17:00:30.000Z'));

  it('agrees day by day with a look-up of its own, over two years and both changes', () => {
    // The day's remembered offset must never differ from asking the zone for every single time.
    const wrong: string[] = [];
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
    for (let day = 0; day < 731; day += 1) {
      const date = new Date(Date.UTC(2015, 6, 1 + day));
      const written = `${String(date.getUTCDate()).padStart(2, '0')}-${String(date.getUTCMonth() + 1).padStart(2, '0')}-${date.getUTCFullYear()}`;
      for (const hour of ['00', '02', '04', '23']) {
        const shown = clock.format(read(`${written} ${hour}:15`)!);
        if (shown !== `${hour}:15`) wrong.push(`${written} ${hour}:15 ${shown}`);
      }
    }
    // Only the hours that never were are shown as others.
    expect(wrong).toEqual(['27-03-2016 02:15 03:15', '26-03-2017 02:15 03:15']);
  });
});

describe('[I5] --as-of', () => {
  it.each(['2016-03-02T12:00', '2016-03-02T12:00:00', '2016-03-02 12:00'])('reads %s', (written) =>
    expect(iso(readAsOf(written, 'Europe/Berlin'))).toBe('2016-03-02T11:00:00.000Z'),
  );
  it.each(['2016-03-02', '2016-03-02T12:00Z', '2016-03-02T12:00+01:00', '02-03-2016 12:00', 'noon', '2016-02-30T12:00'])(
    'refuses %s',
    (written) => expect(readAsOf(written, 'Europe/Berlin')).toBeNull(),
  );
});
