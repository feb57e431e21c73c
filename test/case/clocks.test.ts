// Clocks from the state alone: which run, when they are due, what moves them and what does not.
import { describe, expect, it } from 'vitest';
import { clocksOf, explainClocks, nextDue } from '../../shared/case/clocks.ts';
import type { ClockState } from '../../shared/case/clock-state.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { after, happened, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { accepted, asked, closed, HELGA, LENA, MURAT, offered, opened, promised, resolved, to } from './story.ts';

const DAY = 24 * HOUR;
const OPENED = NOON - 2 * HOUR;
const SENT = NOON - HOUR;

const clock = (state: CaseState, id: ClockState['clock'], now = NOON): ClockState | undefined =>
  clocksOf(state, TELECOM, now).find((row) => row.clock === id);
const wait = (reason: string, stops: readonly string[], from: number, until: number): CaseEvent =>
  happened('wait-started', { reason, until, stops }, { at: from });
const functional = offered({ kind: 'functional', to: { tier: 2, team: 'technik', person: null } });

describe('the holder’s clocks', () => {
  it('[L1] the time to accept runs from sending, live while the customer waits', () => {
    expect(clock(after(opened(), offered()), 'accept')).toMatchObject({
      family: 'holder',
      startedAt: SENT,
      dueAt: SENT + HOUR,
      handover: 'h-1',
      state: 'running',
    });
    expect(clock(after(opened(), functional), 'accept')).toMatchObject({ dueAt: SENT + 2 * HOUR });
    const live = after(opened(), offered({ customerWaiting: true }));
    expect(clock(live, 'accept-live')).toMatchObject({ dueAt: SENT + 90_000, calendar: 'real', state: 'breached' });
    expect(clock(live, 'accept')).toBeUndefined();
    expect(clock(after(opened(), offered(), accepted()), 'accept')).toBeUndefined();
  });
  it('[L1] a pack without a live clock for P4 counts the tier’s time', () => {
    expect(clock(after(opened({ priority: 'P4' }), offered({ customerWaiting: true })), 'accept')).toMatchObject({
      dueAt: SENT + 4 * HOUR,
    });
  });
  it('[L2] authority is asked for a decision, knowledge for an answer', () => {
    const since = NOON - 30 * MINUTE;
    const errand = after(opened(), offered(), accepted());
    expect(clock(errand, 'decision')).toMatchObject({ startedAt: since, dueAt: since + 4 * HOUR, handover: 'h-1' });
    const engineer = { person: 'ayse', team: 'technik', tier: 2, waiting: false } as const;
    expect(clock(after(opened(), functional, accepted(engineer)), 'answer')).toMatchObject({ startedAt: since, handover: 'h-1' });
    expect(clock(after(opened(), functional, accepted(engineer)), 'decision')).toBeUndefined();
    const answered = evolve(errand, happened('escalation-answered', { handover: 'h-1', outcome: 'granted', holder: LENA }));
    expect(clock(answered, 'decision')).toBeUndefined();
  });
  it('[L2] the principal answers on its own clock, from sending', () => {
    const toPrincipal = offered({ to: { tier: 'A', team: 'auftraggeber', person: null }, from: HELGA });
    const sent = clock(after(opened({ holder: HELGA }), toPrincipal), 'principal-answer');
    expect(sent).toMatchObject({ startedAt: SENT });
    expect(clock(after(opened({ holder: HELGA }), toPrincipal, accepted(HELGA)), 'principal-answer')).toMatchObject({
      startedAt: SENT,
      dueAt: sent?.dueAt,
    });
  });
  it('[L2] an open approval is due when it was asked to be', () => {
    const decideBy = NOON + 5 * MINUTE;
    const due = clocksOf(after(opened(), asked({ decideBy })), TELECOM, NOON).filter(({ approval }) => approval === 'a-1');
    expect(due).toMatchObject([{ clock: 'decision', dueAt: decideBy, startedAt: NOON - MINUTE, state: 'running' }]);
    expect(clock(after(opened(), asked(), happened('approval-declined', { approval: 'a-1' })), 'decision')).toBeUndefined();
  });
  it('[L11] a request’s clock begins anew wherever it comes to lie, and no pause moves it', () => {
    const moved = happened(
      'approval-moved',
      {
        approval: 'a-1',
        step: 1,
        from: to(3, 'tl-abrechnung'),
        to: to(4, 'leitung'),
        decideBy: NOON + 4 * HOUR,
        passedOver: [],
        byHand: false,
      },
      { by: 'watchdog', at: NOON },
    );
    const pause = happened('wait-started', { reason: 'evidence', until: NOON + 9 * HOUR, stops: ['decision', 'resolution'] }, { at: NOON });
    const events = [opened(), asked(), moved, pause];
    const state = after(...events);
    expect(clock(state, 'decision')).toMatchObject({ startedAt: NOON, dueAt: NOON + 4 * HOUR, state: 'running' });
    const story = explainClocks(state, events, TELECOM, NOON).find(({ approval }) => approval === 'a-1');
    expect(story?.events.map(({ effect }) => effect)).toEqual(['start', 'change']);
  });
});

describe('the customer’s clocks', () => {
  it('[L3] run through every tier: no handover, return or take resets them', () => {
    const dues = (state: CaseState) => [clock(state, 'resolution')?.dueAt, clock(state, 'interim')?.dueAt];
    const before = dues(after(opened()));
    expect(before[0]).toBe(NOON - 2 * HOUR + 3 * DAY);
    for (const events of [
      [offered()],
      [offered(), accepted()],
      [offered(), happened('handover-returned', { handover: 'h-1', holder: LENA, deficiency: 'duplicate', field: null })],
      [happened('case-taken', { holder: MURAT, from: 'lena' })],
      [offered(), happened('handover-withdrawn', { handover: 'h-1' })],
    ])
      expect(dues(after(opened(), ...events))).toEqual(before);
  });
  it('[L3] the next update counts from the last contact that reached the customer', () => {
    const called = happened('contact-logged', { channel: 'phone', direction: 'out', reached: true, informed: false, call: null });
    expect(clock(after(opened(), called), 'interim')?.startedAt).toBe(SENT);
    expect(
      clock(
        after(opened(), happened('contact-logged', { channel: 'phone', direction: 'out', reached: false, informed: false, call: null })),
        'interim',
      )?.startedAt,
    ).toBe(OPENED);
    expect(clock(after(opened(), resolved()), 'interim')).toBeUndefined();
  });
  describe('a call that a case took only later', () => {
    const contact = (at: number, call: string | null, reached = true) =>
      happened('contact-logged', { channel: 'phone', direction: 'out', reached, informed: false, call }, { at });
    const length = (at: number, endedAt?: number) =>
      happened('call-logged', { call: 'c', direction: 'out', seconds: 60, held: 0, ...(endedAt === undefined ? {} : { endedAt }) }, { at });
    const over = NOON - HOUR;
    const taken = NOON + 2 * HOUR;
    const last = (...events: readonly CaseEvent[]) => after(opened(), ...events).lastContactAt;
    it('[L3] was the last contact when it was over, not when it was recorded', () => {
      const state = after(opened(), contact(taken, 'c'), length(taken + 5, over));
      expect(clock(state, 'interim')).toMatchObject({ startedAt: over });
      expect(state.lastCall).toBeUndefined();
      expect(last(contact(taken, 'c'), length(taken + 5))).toBe(taken);
      // A clock of the desk that is behind moves nothing into the future.
      expect(last(contact(taken, 'c'), length(taken + 5, taken + HOUR))).toBe(taken);
    });
    it('[L3] takes nothing back that is newer and known, in whatever order it came', () => {
      const [late, told] = [contact(taken, 'c'), length(taken + 5, over)];
      expect(last(contact(NOON, null), late, told)).toBe(NOON);
      expect(last(late, contact(NOON, null), told)).toBe(NOON);
      expect(last(late, contact(taken + 1, null), told)).toBe(taken + 1);
      expect(last(late, contact(taken + 1, 'other'), told)).toBe(taken + 1);
      expect(last(late, contact(NOON, null, false), told)).toBe(over);
      expect(last(contact(taken, null), contact(NOON, null))).toBe(taken);
      expect(last(contact(taken, null), happened('part-told', { master: 'case-2', informed: true }, { at: NOON }))).toBe(taken);
    });
    it('[L9] says why its clocks begin and end with that call', () => {
      const promise = happened('promise-made', { promise: 'p-1', due: NOON + DAY, by: 'lena', callback: true }, { at: OPENED });
      const events = [opened(), promise, contact(taken, 'c'), length(taken + 5, over)];
      const stories = explainClocks(after(...events), events, TELECOM, taken + HOUR);
      const why = (id: string) => stories.find((row) => row.clock === id)?.events.map(({ effect, id: event }) => [effect, event]);
      expect(why('interim')).toEqual([['start', events[3]!.id]]);
      expect(why('callback')).toEqual([
        ['start', events[1]!.id],
        ['stop', events[3]!.id],
      ]);
      const from = { from: 'case-2', openedAt: OPENED, promises: [], lastContactAt: NOON };
      const merged = [opened(), happened('case-absorbed', from, { at: taken })];
      expect(explainClocks(after(...merged), merged, TELECOM, taken).find((row) => row.clock === 'interim')?.events).toMatchObject([
        { effect: 'start', id: merged[1]!.id },
      ]);
    });
  });
  it('[L4] a promise has its own due time, whatever waits', () => {
    const state = after(opened(), promised(), wait('customer-wish', ['callback', 'promise', 'resolution'], SENT, NOON + DAY));
    expect(clock(state, 'promise')).toMatchObject({ dueAt: NOON + 4 * HOUR, state: 'running', promise: 'p-1', calendar: 'real' });
    expect(clock(evolve(state, happened('promise-settled', { promise: 'p-1', outcome: 'kept', newDue: null })), 'promise')).toBeUndefined();
  });
  it('[L5] a pause moves the clocks it names by its open time, and ends at its expiry', () => {
    const base = clock(after(opened()), 'resolution')!.dueAt;
    const interim = clock(after(opened()), 'interim')!.dueAt;
    const paused = after(opened(), wait('evidence', ['resolution'], SENT, NOON + HOUR));
    expect(clock(paused, 'resolution')).toMatchObject({ state: 'paused', dueAt: base + 2 * HOUR });
    expect(clock(paused, 'interim')).toMatchObject({ state: 'running', dueAt: interim });
    expect(clock(paused, 'resolution', NOON + HOUR)).toMatchObject({ state: 'running' });
    const early = evolve(paused, happened('wait-ended', {}, { at: NOON }));
    expect(clock(early, 'resolution')).toMatchObject({ state: 'running', dueAt: base + HOUR });
    const forgotten = evolve(paused, happened('wait-ended', {}, { at: NOON + 20 * HOUR }));
    expect(clock(forgotten, 'resolution')?.dueAt).toBe(base + 2 * HOUR);
  });
  it('[L5] a wait over a closed night costs no open time', () => {
    const night = wait('evidence', ['resolution'], Date.UTC(2026, 5, 4, 21), Date.UTC(2026, 5, 5, 3));
    expect(clock(after(opened(), night), 'resolution')?.dueAt).toBe(clock(after(opened()), 'resolution')?.dueAt);
  });
  it('[L6] a reopened case continues, without the time it lay closed, never with less than half an hour', () => {
    const base = clock(after(opened()), 'resolution')!.dueAt;
    const reopened = happened('case-reopened', { cause: 'customer', holder: LENA }, { at: NOON + 2 * HOUR });
    expect(clock(after(opened(), closed(NOON), reopened), 'resolution')?.dueAt).toBe(base + 2 * HOUR);
    const late = happened('case-reopened', { cause: 'customer', holder: LENA }, { at: base + DAY });
    expect(clock(after(opened(), resolved(), late), 'resolution')?.dueAt).toBe(base + DAY + 30 * MINUTE);
  });
  it('[L21] a clock that was over when the case was resolved stays over: nobody resolves and reopens it into time', () => {
    const base = clock(after(opened()), 'resolution')!.dueAt;
    const solved = (at: number) => happened('case-resolved', { result: 'solved' }, { at });
    const back = (at: number) => happened('case-reopened', { cause: 'new-fact', holder: LENA }, { at });
    const late = after(opened(), solved(base + HOUR), back(base + HOUR));
    expect(clock(late, 'resolution', base + HOUR)).toMatchObject({ state: 'breached', dueAt: base });
    const ended = after(opened(), solved(base + HOUR), back(base + HOUR), closed(base + HOUR + MINUTE));
    expect(clock(ended, 'resolution')).toMatchObject({ state: 'breached' });
    // In time once, but not over and over.
    const again = [opened(), solved(base - MINUTE), back(base), solved(base + 29 * MINUTE), back(base + 29 * MINUTE)];
    expect(clock(after(...again.slice(0, 3)), 'resolution', base + MINUTE)).toMatchObject({ state: 'running', dueAt: base + 30 * MINUTE });
    expect(clock(after(...again), 'resolution', base + 30 * MINUTE)).toMatchObject({ state: 'breached', dueAt: base });
  });
  it('[L8] a new priority keeps the time already waited', () => {
    const urgent = after(opened(), happened('case-classified', { urgency: 'high', impact: 'high', priority: 'P1' }));
    expect(clock(urgent, 'resolution')).toMatchObject({ startedAt: OPENED, dueAt: OPENED + 4 * HOUR });
  });
  it('[L10] the resolution stops with the closing, and stays met or breached', () => {
    expect(clock(after(opened(), closed(NOON)), 'resolution', NOON + 9 * DAY)).toMatchObject({ state: 'met', stoppedAt: NOON });
    expect(clock(after(opened(), closed(NOON + 9 * DAY)), 'resolution', NOON + 9 * DAY)).toMatchObject({
      state: 'breached',
      stoppedAt: NOON + 9 * DAY,
    });
    expect(clock(after(opened(), resolved()), 'resolution')).toMatchObject({ state: 'running', stoppedAt: null });
  });
});

describe('what comes next', () => {
  it('[L7] is the earliest clock that runs, with its warning in the same calendar', () => {
    expect(nextDue(after(opened(), offered()), TELECOM)).toEqual({ clock: 'accept', at: SENT + HOUR, warnAt: SENT + 45 * MINUTE });
    expect(nextDue(after(opened(), offered({ customerWaiting: true })), TELECOM)).toEqual({
      clock: 'accept-live',
      at: SENT + 90_000,
      warnAt: SENT + 67_500,
    });
    expect(nextDue(after(opened(), promised()), TELECOM)).toMatchObject({ clock: 'promise', at: NOON + 4 * HOUR });
    expect(nextDue(after(opened(), wait('evidence', ['resolution'], SENT, NOON + HOUR)), TELECOM)).toMatchObject({
      clock: 'wait',
      at: NOON + HOUR,
    });
    expect(nextDue(after(opened(), closed()), TELECOM)).toBeNull();
  });
  it('[L7] a warning never comes after the time itself', () => {
    for (const events of [[opened()], [opened(), offered()], [opened(), promised()], [opened(), functional]]) {
      const due = nextDue(after(...events), TELECOM);
      expect(due!.warnAt).toBeLessThanOrEqual(due!.at);
    }
  });
});

describe('why', () => {
  it('[L9] is the list of events that moved the clock', () => {
    const events = [
      opened(),
      offered(),
      accepted(),
      wait('evidence', ['resolution', 'decision'], NOON, NOON + HOUR),
      happened('wait-ended', {}, { at: NOON + MINUTE }),
      happened('case-classified', { urgency: 'high', impact: 'high', priority: 'P1' }, { at: NOON + 2 * MINUTE }),
      promised(),
    ];
    const stories = explainClocks(after(...events), events, TELECOM, NOON + HOUR);
    const effects = (id: string) => stories.find((row) => row.clock === id)?.events.map(({ effect }) => effect);
    expect(effects('resolution')).toEqual(['start', 'pause', 'resume', 'change']);
    expect(effects('decision')).toEqual(['start', 'pause', 'resume', 'change']);
    expect(effects('interim')).toEqual(['start', 'change']);
    expect(effects('promise')).toEqual(['start']);
    expect(stories.find((row) => row.clock === 'decision')?.events[0]?.id).toBe(events[2]!.id);
    const end = [
      ...events,
      closed(NOON + 3 * MINUTE),
      happened('case-reopened', { cause: 'customer', holder: LENA }, { at: NOON + 4 * MINUTE }),
    ];
    expect(
      explainClocks(after(...end), end, TELECOM, NOON + HOUR)
        .find((row) => row.clock === 'resolution')
        ?.events.map(({ effect }) => effect),
    ).toEqual(['start', 'pause', 'resume', 'change', 'stop', 'resume']);
  });
});
