// Warnings in the clock's own working time, statutory time that nothing stops, calls that end a promise, the life of every clock.
import { describe, expect, it } from 'vitest';
import { clocksOf, nextDue } from '../../shared/case/clocks.ts';
import { clockLives } from '../../shared/case/clock-life.ts';
import type { ClockState } from '../../shared/case/clock-state.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { readPack } from '../../shared/policy/check.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import telecom from '../../shared/packs/telecom.json' with { type: 'json' };
import { after, command, given, happened, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { accepted, closed, LENA, MURAT, offered, opened, promised, resolved } from './story.ts';

const DAY = 24 * HOUR;
const OPENED = NOON - 2 * HOUR;
const SENT = NOON - HOUR;
/** Friday 5 June 2026, 19:00 in Berlin: the service closes at 20:00 and opens on Saturday at 8:00. */
const FRIDAY_19 = Date.UTC(2026, 5, 5, 17, 0);

const clock = (state: CaseState, id: ClockState['clock'], now = NOON, policy: Policy = TELECOM): ClockState | undefined =>
  clocksOf(state, policy, now).find((row) => row.clock === id);
const warnings = (found: ClockState | undefined): readonly number[] => (found?.warnings ?? []).map(({ at }) => at);
const wait = (stops: readonly string[], from: number, until: number): CaseEvent =>
  happened('wait-started', { reason: 'evidence', until, stops }, { at: from });
const label = { de: 'Frist', en: 'Limit' };
const LAW = telecomWith({
  statutory: [
    { id: 'law-open', label, starts: 'open', target: { days: 14 } },
    { id: 'law-complaint', label, starts: 'complaint', target: { days: 28 } },
    { id: 'law-fault', label, starts: 'open', categories: ['fault'], target: { minutes: 90 } },
  ],
});
const statutory = (state: CaseState, rule: string, now = NOON): ClockState | undefined =>
  clocksOf(state, LAW, now).find((row) => row.rule === rule);
const complaining = (on: string | null, at = SENT): CaseEvent => {
  const event = offered({ form: { open: { complaint: { is: true, receivedOn: on } }, sealed: [] } });
  return { ...event, at };
};
const called = (at: number, reached = false): CaseEvent =>
  happened('contact-logged', { channel: 'phone', direction: 'out', reached, informed: false, call: null }, { at });
const callback = (due = NOON + 4 * HOUR): CaseEvent =>
  happened('promise-made', { promise: 'p-1', due, by: 'lena', callback: true }, { at: SENT });

describe('warnings', () => {
  it('[L12] come at 50, 75 and 100 % and when a tenth of the target is left', () => {
    const accept = clock(after(opened(), offered()), 'accept');
    expect(accept?.warnings).toEqual([
      { share: 0.5, at: SENT + 30 * MINUTE },
      { share: 0.75, at: SENT + 45 * MINUTE },
      { share: 0.9, at: SENT + 54 * MINUTE },
      { share: 1, at: SENT + HOUR },
    ]);
  });
  it('[L12] of a long target leave fifteen minutes, not a tenth', () => {
    const decision = clock(after(opened(), offered(), accepted()), 'decision');
    expect(decision!.dueAt - warnings(decision)[2]!).toBe(15 * MINUTE);
  });
  it('[L12] pain 5: are counted in the same working time as the target', () => {
    const state = after(opened({ openedAt: FRIDAY_19, priority: 'P1' }));
    const resolution = clock(state, 'resolution', FRIDAY_19);
    // Four hours from Friday 19:00 are one on Friday and three on Saturday: half of them is Saturday 9:00, not Friday 21:00.
    const SATURDAY_8 = Date.UTC(2026, 5, 6, 6, 0);
    expect([resolution?.dueAt, ...warnings(resolution)]).toEqual([
      SATURDAY_8 + 3 * HOUR,
      SATURDAY_8 + HOUR,
      SATURDAY_8 + 2 * HOUR,
      SATURDAY_8 + 3 * HOUR - 15 * MINUTE,
      SATURDAY_8 + 3 * HOUR,
    ]);
  });
  it('[L12] wait with the clock: a pause before a warning moves it, one after it does not', () => {
    const before = after(opened(), offered(), accepted(), wait(['decision'], NOON, NOON + HOUR));
    const plain = warnings(clock(after(opened(), offered(), accepted()), 'decision'));
    expect(warnings(clock(before, 'decision'))).toEqual(plain.map((at) => at + HOUR));
    const late = after(opened(), offered(), accepted(), wait(['decision'], plain[1]! + MINUTE, plain[1]! + HOUR + MINUTE));
    expect(warnings(clock(late, 'decision'))).toEqual([plain[0], plain[1], plain[2]! + HOUR, plain[3]! + HOUR]);
  });
  it('[L7] the lists warn by the paused clock as well', () => {
    const state = after(opened(), offered(), accepted(), wait(['decision', 'resolution', 'interim'], NOON, NOON + HOUR));
    const due = nextDue({ ...state, wait: null, pauses: [state.wait!] }, TELECOM);
    expect(due).toMatchObject({ clock: 'decision', warnAt: NOON - 30 * MINUTE + 3 * HOUR + HOUR });
  });
});

describe('statutory clocks', () => {
  it('[L13] run in calendar time from the opening, by the wall clock', () => {
    expect(statutory(after(opened()), 'law-open')).toMatchObject({
      clock: 'statutory',
      family: 'customer',
      startedAt: OPENED,
      dueAt: OPENED + 14 * DAY,
      calendar: 'real',
      state: 'running',
    });
    // Over the end of summer time a day has 25 hours.
    const autumn = Date.UTC(2026, 9, 20, 10);
    expect(statutory(after(opened({ openedAt: autumn })), 'law-open', autumn)?.dueAt).toBe(autumn + 14 * DAY + HOUR);
  });
  it('[L13] run from the end of the day a complaint came in, and only once', () => {
    expect(statutory(after(opened()), 'law-complaint')).toBeUndefined();
    expect(statutory(after(opened(), complaining(null)), 'law-complaint')).toMatchObject({ startedAt: SENT, dueAt: SENT + 28 * DAY });
    const yesterday = Date.UTC(2026, 5, 2, 22);
    expect(statutory(after(opened(), complaining('2026-06-02')), 'law-complaint')?.startedAt).toBe(yesterday);
    expect(statutory(after(opened(), complaining('2026-06-02'), complaining(null, NOON)), 'law-complaint')?.startedAt).toBe(yesterday);
  });
  it('[L13] concern the categories they name', () => {
    expect(statutory(after(opened()), 'law-fault')).toBeUndefined();
    expect(statutory(after(opened({ category: 'fault' })), 'law-fault')).toMatchObject({
      dueAt: OPENED + 90 * MINUTE,
      state: 'breached',
    });
  });
  it('[L13] pain 7: no pause, priority, tier or reopening moves them', () => {
    const moved = [
      wait(['statutory', 'law-open', 'resolution'], SENT, NOON + DAY),
      happened('case-classified', { urgency: 'high', impact: 'high', priority: 'P1' }),
      offered(),
      accepted(),
      closed(NOON),
      happened('case-reopened', { cause: 'customer', holder: LENA }, { at: NOON + 20 * DAY }),
    ];
    const found = statutory(after(opened(), ...moved), 'law-open', NOON + 20 * DAY);
    expect(found).toMatchObject({ startedAt: OPENED, dueAt: OPENED + 14 * DAY, state: 'breached' });
    expect(statutory(after(opened(), closed(NOON)), 'law-open', NOON + 20 * DAY)).toMatchObject({ state: 'met', stoppedAt: NOON });
  });
  it('[L13] no wait of a pack may name one', () => {
    const rows = [{ id: 'law', label, starts: 'open', target: { days: 1 } }];
    const waits = [{ ...telecom.waits[0]!, stops: ['law'] }];
    const read = readPack({ ...telecom, statutory: rows, waits });
    expect(!read.ok && read.refusal.data.faults.map(({ path }) => path)).toEqual(['waits[0].stops[0]']);
    const twice = readPack({ ...telecom, statutory: [{ ...rows[0], id: 'resolution' }] });
    expect(!twice.ok && twice.refusal.data.faults.map(({ code }) => code)).toEqual(['clock-twice']);
  });
});

describe('a promised call', () => {
  it('[L14] is over when somebody was reached', () => {
    const state = after(opened(), callback(), called(NOON, true));
    expect(clock(state, 'callback', NOON + DAY)).toMatchObject({ state: 'met', stoppedAt: NOON });
    expect(nextDue(state, TELECOM)?.clock).not.toBe('callback');
  });
  it('[L14] is over after three attempts over two days, not after three in an hour', () => {
    const hasty = [called(NOON), called(NOON + MINUTE), called(NOON + 2 * MINUTE)];
    expect(clock(after(opened(), callback(), ...hasty), 'callback')).toMatchObject({ state: 'running', stoppedAt: null });
    const spread = after(opened(), callback(NOON + 2 * DAY), called(NOON), called(NOON + HOUR), called(NOON + DAY));
    expect(clock(spread, 'callback', NOON + 3 * DAY)).toMatchObject({ state: 'met', stoppedAt: NOON + DAY });
    expect(clock(after(opened(), callback(), ...hasty, called(NOON + DAY)), 'callback', NOON + DAY)).toMatchObject({
      state: 'breached',
      stoppedAt: NOON + DAY,
    });
  });
  it('[L14] with a new time begins anew, and calls before the promise do not count', () => {
    const again = happened('promise-settled', { promise: 'p-1', outcome: 're-agreed', newDue: NOON + DAY });
    expect(clock(after(opened(), callback(), called(NOON, true), again), 'callback')).toMatchObject({ dueAt: NOON + DAY, stoppedAt: null });
    expect(clock(after(opened(), callback(), called(SENT - MINUTE, true)), 'callback')).toMatchObject({ stoppedAt: null });
    expect(clock(after(opened(), promised(), called(NOON, true)), 'promise')).toMatchObject({ stoppedAt: null });
  });
});

describe('pauses and reopening', () => {
  it('[L5] no retroactive pause: a wait begins when it is said, whoever says it', () => {
    for (const actor of ['lena', 'murat'])
      given(opened(), happened('case-taken', { holder: actor === 'lena' ? LENA : MURAT, from: 'lena' }))
        .when(actor, command('start-wait', { reason: 'evidence', until: NOON - MINUTE }))
        .thenRefused('wait-in-past');
    const waiting = given(opened()).when('lena', command('start-wait', { reason: 'evidence', until: null }));
    expect(waiting.result.ok && waiting.result.value.map(({ at }) => at)).toEqual([NOON]);
  });
  it('[L8] pain 3: waiting time survives a change of priority, tier and policy', () => {
    const paused = [opened(), wait(['resolution'], SENT, NOON), happened('wait-ended', {}, { at: NOON })];
    const urgent = happened('case-classified', { urgency: 'high', impact: 'high', priority: 'P1' });
    expect(clock(after(...paused, urgent), 'resolution')?.dueAt).toBe(OPENED + 5 * HOUR);
    expect(clock(after(...paused, offered(), accepted()), 'resolution')?.dueAt).toBe(OPENED + 3 * DAY + HOUR);
    const quicker = telecomWith({
      clocks: telecom.clocks.map((row) => (row.id === 'resolution' ? { ...row, targets: { ...row.targets, P3: { minutes: 180 } } } : row)),
    });
    expect(clock(after(...paused), 'resolution', NOON, quicker)?.dueAt).toBe(OPENED + 4 * HOUR);
  });
  it('[L16] pain 4: a time due while everybody is closed is not missed inside a pause', () => {
    // Opened at six in the morning, due a day later at six; nobody works before eight, so the pause costs no minute.
    const six = Date.UTC(2026, 5, 3, 4, 0);
    const early = opened({ openedAt: six, priority: 'P2' });
    expect(clock(after(early), 'resolution')?.dueAt).toBe(six + DAY);
    const pause = wait(['resolution'], six + 23 * HOUR, six + 25 * HOUR);
    expect(clock(after(early, pause), 'resolution', six + 24 * HOUR + MINUTE)).toMatchObject({ state: 'paused', dueAt: six + 25 * HOUR });
  });
  it('[L1] pain 2: whoever receives a case has a clock of his own, sideways too', () => {
    const lateral = offered({ lateral: true, to: { tier: 1, team: 'abrechnung', person: null } });
    expect(clock(after(opened(), lateral), 'accept')).toMatchObject({ startedAt: SENT, dueAt: SENT + 2 * HOUR });
  });
});

describe('the life of a clock', () => {
  const lives = (events: readonly CaseEvent[], now = NOON) => clockLives(events, TELECOM, now);
  it('[L15] pain 8: shows those that ran and were stopped, with what stopped them', () => {
    const events = [opened(), offered(), accepted(), resolved()];
    const accept = lives(events).find((row) => row.clock === 'accept');
    expect(accept).toMatchObject({ state: 'met', startedAt: SENT, stoppedAt: NOON - 30 * MINUTE, spent: 30 * MINUTE, paused: 0 });
    expect(accept?.events.map(({ effect }) => effect)).toEqual(['start', 'stop']);
    expect(accept?.events[1]?.id).toBe(events[2]!.id);
    expect(lives(events).filter(({ clock: id }) => id === 'resolution')).toHaveLength(1);
  });
  it('[L15] a clock that was late stays late', () => {
    const live = lives([opened(), offered({ customerWaiting: true }), accepted()]).find((row) => row.clock === 'accept-live');
    expect(live).toMatchObject({ state: 'breached', stoppedAt: NOON - 30 * MINUTE });
  });
  it('[L15] tells what was used up and what stood still in the clock’s own time', () => {
    const night = [opened(), wait(['resolution'], NOON, NOON + 20 * HOUR), happened('wait-ended', {}, { at: NOON + 20 * HOUR })];
    // Opened at 10, waiting from 12 until 8 the next morning: eight open hours stood still.
    expect(lives(night, NOON + 21 * HOUR).find((row) => row.clock === 'resolution')).toMatchObject({ spent: 3 * HOUR, paused: 8 * HOUR });
  });
  it('[L15] a clock that was stopped and runs again is one clock', () => {
    const reopened = happened('case-reopened', { cause: 'customer', holder: LENA }, { at: NOON + HOUR });
    const all = lives([opened(), closed(NOON), reopened], NOON + 2 * HOUR);
    expect(all.map((row) => [row.clock, row.state])).toEqual([
      ['interim', 'running'],
      ['resolution', 'running'],
    ]);
    expect(all[1]).toMatchObject({ spent: 3 * HOUR, paused: HOUR });
  });
});
