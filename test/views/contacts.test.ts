// Until when a contact of the principal can be reached: to the minute, over breaks, weekends and clock changes.
import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { contactsOf } from '../../shared/views/contacts.ts';
import { NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';

const at = (now: number) => contactsOf(TELECOM, now).find(({ id }) => id === 'nt-betrieb')!;

it('[PR6] whoever is open now is so until his hours end; then he is closed, and opens at a named instant', () => {
  const calendar = TELECOM.calendars.get('auftraggeber')!;
  const moments = Array.from({ length: 119 }, (_, n) => NOON + n * 97 * MINUTE).map((now) => ({ now, ...at(now) }));
  expect(moments.map(({ open }) => open)).toEqual(moments.map(({ now }) => calendar.isOpen(now)));
  const [open, closed] = [moments.filter((row) => row.open), moments.filter((row) => !row.open)];
  expect(Math.min(open.length, closed.length)).toBeGreaterThan(5);
  for (const { now, until } of open) {
    expect([calendar.isOpen(until! - 1), calendar.isOpen(until!)]).toEqual([true, false]);
    expect(calendar.openTime(now, until!)).toBe(until! - now);
  }
  for (const { until, opensAt } of closed)
    expect([until, calendar.isOpen(opensAt! - 1), calendar.isOpen(opensAt!)]).toEqual([null, false, true]);
});

it('[PR6] who is there at any hour has no end, and the one who stands in is named', () => {
  const rows = contactsOf(TELECOM, NOON + 14 * HOUR);
  expect(rows.find(({ id }) => id === 'nt-netz')).toMatchObject({ open: true, until: null, opensAt: null });
  expect(rows.map(({ deputy }) => deputy)).toEqual(['Jörn Petersen', null, null, null]);
});
