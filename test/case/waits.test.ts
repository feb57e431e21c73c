// Waits that begin again: together they are no longer than one may be.
import { describe, it } from 'vitest';
import type { CaseEvent } from '../../shared/case/events.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { command, given, happened, NOON } from '../given.ts';
import { opened } from './story.ts';

const DAY = 24 * HOUR;
const OPENED = NOON - 10 * DAY;
const begin = opened({ openedAt: OPENED });
const wait = (until: number | null = null, reason = 'evidence') => command('start-wait', { reason, until });
const waited = (from: number, to: number, reason = 'evidence', until = to): readonly CaseEvent[] => [
  happened('wait-started', { reason, until, stops: ['resolution'] }, { at: from }),
  happened('wait-ended', {}, { at: to }),
];

describe('waits for the same reason', () => {
  it('[T17] count as one where less than an open day lies between them', () => {
    const before = [begin, ...waited(NOON - 2 * DAY, NOON - HOUR)];
    // Begun on Monday: five open days end on Saturday.
    const latest = NOON + 3 * DAY;
    given(...before)
      .when('lena', wait(latest))
      .then(['wait-started', { until: latest }]);
    given(...before)
      .when('lena', wait(latest + MINUTE))
      .thenRefused('wait-too-long', { until: latest + MINUTE, latest, maxDays: 5 });
    given(begin)
      .when('lena', wait(latest + MINUTE))
      .then(['wait-started', {}]);
    given(...before)
      .when('lena', wait(latest + MINUTE, 'customer-info'))
      .then(['wait-started', { reason: 'customer-info' }]);
  });
  it('[T17] are refused once the longest is used up, also where nobody names an end', () => {
    const monday = NOON - 9 * DAY;
    const used = [begin, ...waited(monday, NOON - DAY), ...waited(NOON - DAY + MINUTE, NOON - HOUR)];
    given(...used)
      .when('lena', wait())
      .thenRefused('wait-too-long', { until: NOON + DAY, maxDays: 5 });
    given(...used)
      .when('lena', wait(NOON + MINUTE))
      .thenRefused('wait-too-long', { until: NOON + MINUTE });
    given(...used)
      .when('lena', wait(null, 'shipment'))
      .then(['wait-started', { reason: 'shipment' }]);
  });
  it('[T17] begin anew after an open day in between; a shorter default ends where the longest does', () => {
    const rested = [begin, ...waited(NOON - 8 * DAY, NOON - DAY)];
    given(...rested)
      .when('lena', wait())
      .then(['wait-started', { until: NOON + DAY }]);
    given(begin, ...waited(NOON - 8 * DAY, NOON - DAY + MINUTE))
      .when('lena', wait())
      .thenRefused('wait-too-long');
    // Since Thursday, an hour after noon, and Sunday is closed: the longest ends today.
    const nearly = [begin, ...waited(NOON - 6 * DAY + HOUR, NOON - HOUR)];
    given(...nearly)
      .when('lena', wait())
      .then(['wait-started', { until: NOON + HOUR }]);
  });
  it('[T22] count as one also where waits for other reasons fill the time between them', () => {
    const between = [
      begin,
      ...waited(NOON - 9 * DAY, NOON - 5 * DAY),
      ...waited(NOON - 5 * DAY, NOON - 2 * DAY, 'customer-info'),
      ...waited(NOON - 2 * DAY, NOON - HOUR, 'shipment'),
    ];
    // Four days of it are used up and a Sunday lies among them: two are left, however long another reason stood between.
    given(...between)
      .when('lena', wait(NOON + 3 * DAY))
      .thenRefused('wait-too-long', { maxDays: 5 });
    given(...between)
      .when('lena', wait(NOON + 2 * DAY))
      .then(['wait-started', { until: NOON + 2 * DAY }]);
    const used = [begin, ...waited(NOON - 12 * DAY, NOON - 5 * DAY), ...waited(NOON - 5 * DAY, NOON - HOUR, 'customer-info')];
    given(...used)
      .when('lena', wait())
      .thenRefused('wait-too-long');
    // Whoever waited for something else a day ago begins anew with his own.
    given(...used)
      .when('lena', wait(null, 'shipment'))
      .then(['wait-started', { reason: 'shipment' }]);
  });
  it('[T17] count to where a forgotten one expired, not to where somebody ended it at last', () => {
    const forgotten = [begin, ...waited(NOON - 9 * DAY, NOON - HOUR, 'evidence', NOON - 8 * DAY)];
    given(...forgotten)
      .when('lena', wait())
      .then(['wait-started', { until: NOON + DAY }]);
  });
});
