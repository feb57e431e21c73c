// Clocks of what people do together: questions, what is owed after the call, a handover passed on, cases merged into one.
import { describe, expect, it } from 'vitest';
import { fc } from '../seeded.ts';
import { clockLives } from '../../shared/case/clock-life.ts';
import type { ClockState } from '../../shared/case/clock-state.ts';
import { clocksOf, explainClocks, nextDue } from '../../shared/case/clocks.ts';
import { timeOf } from '../../shared/case/clock-time.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { after, happened, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { accepted, offered, opened } from './story.ts';

const OPENED = NOON - 2 * HOUR;
const SENT = NOON - HOUR;
const clock = (state: CaseState, id: ClockState['clock'], now = NOON): ClockState | undefined =>
  clocksOf(state, TELECOM, now).find((row) => row.clock === id);
const effects = (events: readonly CaseEvent[], id: ClockState['clock']): readonly string[] =>
  explainClocks(after(...events), events, TELECOM, NOON)
    .find((row) => row.clock === id)!
    .events.map(({ effect }) => effect);
const question = (answerBy = NOON + HOUR): CaseEvent =>
  happened('consult-asked', { consult: 'q-1', to: { team: 'technik', person: null }, customerWaiting: false, answerBy }, { at: NOON });
const answer = happened('consult-answered', { consult: 'q-1' }, { by: 'ayse', at: NOON + 30 * MINUTE });
const waiting = happened(
  'wait-started',
  { reason: 'evidence', until: NOON + 9 * HOUR, stops: ['consult', 'after-call', 'accept'] },
  { at: NOON },
);
const owing = offered({ later: { fields: ['tried'], by: SENT + 10 * MINUTE } });
const ASKED = { tier: 2 as const, team: 'technik', person: 'ayse' };
const passed = (at: number, step = 1): CaseEvent =>
  happened(
    'handover-passed',
    { handover: 'h-1', step, from: ASKED, to: { ...ASKED, person: 'carla' }, contact: null, acceptBy: at + HOUR, why: 'lead' },
    { by: 'watchdog', at },
  );
const absorbed = (openedAt: number, from = 'case-0'): CaseEvent => happened('case-absorbed', { from, openedAt }, { at: NOON });

describe('a question', () => {
  it('[L18] runs from asking to the time told to both sides, and is met by its answer', () => {
    expect(clock(after(opened(), question()), 'consult')).toMatchObject({
      family: 'holder',
      state: 'running',
      startedAt: NOON,
      dueAt: NOON + HOUR,
      calendar: 'real',
      consult: 'q-1',
    });
    const life = clockLives([opened(), question(), answer], TELECOM, NOON + HOUR).find((row) => row.clock === 'consult');
    expect(life).toMatchObject({ state: 'met', stoppedAt: NOON + 30 * MINUTE, spent: 30 * MINUTE, paused: 0 });
    expect(life?.events.map(({ effect }) => effect)).toEqual(['start', 'stop']);
    const late = clockLives([opened(), question(NOON + MINUTE), answer], TELECOM, NOON + HOUR).find((row) => row.clock === 'consult');
    expect(late?.state).toBe('breached');
  });
  it('[L18] no wait moves it, and two questions have a clock each', () => {
    const paused = after(opened(), question(), waiting);
    expect(clock(paused, 'consult')).toMatchObject({ state: 'running', dueAt: NOON + HOUR });
    expect(timeOf(paused, TELECOM, clock(paused, 'consult')!, NOON + HOUR)).toEqual({ spent: HOUR, paused: 0 });
    expect(effects([opened(), question(), waiting], 'consult')).toEqual(['start']);
    const two = after(opened(), question(), { ...question(), data: { ...question().data, consult: 'q-2' } } as CaseEvent);
    expect(clocksOf(two, TELECOM, NOON).filter((row) => row.clock === 'consult')).toHaveLength(2);
  });
});

describe('what a form owes after the call', () => {
  it('[L18] is due ten minutes after it went out, in plain time', () => {
    expect(clock(after(opened(), owing), 'after-call')).toMatchObject({
      family: 'holder',
      startedAt: SENT,
      dueAt: SENT + 10 * MINUTE,
      calendar: 'real',
      handover: 'h-1',
      state: 'breached',
    });
    expect(effects([opened(), owing, waiting], 'after-call')).toEqual(['start']);
  });
  it('[L18] goes on when the case is accepted, and is met when the last field is filled', () => {
    const form = { open: {}, sealed: [] };
    const part = happened('handover-amended', { handover: 'h-1', form, later: ['mood'] }, { at: SENT + 2 * MINUTE });
    const rest = happened('handover-amended', { handover: 'h-1', form, later: [] }, { at: SENT + 9 * MINUTE });
    expect(clock(after(opened(), owing, accepted()), 'after-call')?.dueAt).toBe(SENT + 10 * MINUTE);
    const life = clockLives([opened(), owing, part, rest], TELECOM, NOON).filter((row) => row.clock === 'after-call');
    expect(life.map(({ state, stoppedAt }) => [state, stoppedAt])).toEqual([['met', SENT + 9 * MINUTE]]);
  });
  it('[L18] moves the case in nobody’s list', () => {
    const [owed, plain] = [after(opened(), owing), after(opened(), offered())];
    expect(nextDue(owed, TELECOM)).toEqual(nextDue(plain, TELECOM));
  });
});

describe('a handover that is passed on', () => {
  it('[L19] has its whole time again, as the pack counts it', () => {
    const before = clock(after(opened(), offered({ to: ASKED })), 'accept')!;
    const again = clock(after(opened(), offered({ to: ASKED }), passed(NOON)), 'accept');
    expect(again).toMatchObject({ startedAt: NOON, dueAt: NOON + (before.dueAt - before.startedAt), calendar: before.calendar });
    expect(effects([opened(), offered({ to: ASKED }), passed(NOON)], 'accept')).toEqual(['start', 'change']);
  });
  it('[L19] is no longer live: nobody is on the line', () => {
    const live = after(opened(), offered({ to: ASKED, customerWaiting: true }));
    expect(clock(live, 'accept-live')).toBeDefined();
    const later = after(opened(), offered({ to: ASKED, customerWaiting: true }), passed(NOON));
    expect([clock(later, 'accept-live'), clock(later, 'accept')?.startedAt]).toEqual([undefined, NOON]);
  });
  it('[L19] each step is a clock of its own, and falling back ends the last one', () => {
    const back = happened(
      'handover-fell-back',
      { handover: 'h-1', step: 2, holder: { person: 'lena', team: 'abrechnung', tier: 1, waiting: false } },
      { by: 'watchdog', at: NOON + 5 * HOUR },
    );
    const lives = clockLives([opened(), offered({ to: ASKED }), passed(NOON + 2 * HOUR), back], TELECOM, NOON + 6 * HOUR);
    expect(lives.filter((row) => row.clock === 'accept').map(({ startedAt, stoppedAt }) => [startedAt, stoppedAt])).toEqual([
      [SENT, NOON + 2 * HOUR],
      [NOON + 2 * HOUR, NOON + 5 * HOUR],
    ]);
    expect(clock(after(opened(), offered({ to: ASKED }), back), 'accept')).toBeUndefined();
  });
});

describe('a case into which an older one was merged', () => {
  const older = OPENED - 30 * HOUR;
  it('[L20] counts from the older one’s beginning, and remains one clock', () => {
    const bare = clock(after(opened()), 'resolution')!;
    const merged = clock(after(opened(), absorbed(older)), 'resolution');
    expect(merged?.startedAt).toBe(older);
    expect(merged!.dueAt).toBeLessThan(bare.dueAt);
    expect(effects([opened(), absorbed(older)], 'resolution')).toEqual(['start', 'change']);
    const lives = clockLives([opened(), absorbed(older)], TELECOM, NOON).filter((row) => row.clock === 'resolution');
    expect(lives.map(({ state, startedAt }) => [state, startedAt])).toEqual([['running', older]]);
  });
  it('[L20] a younger one changes nothing, and merging away ends the clocks', () => {
    expect(clock(after(opened(), absorbed(NOON)), 'resolution')?.startedAt).toBe(OPENED);
    expect(effects([opened(), absorbed(NOON)], 'resolution')).toEqual(['start']);
    const away = happened('case-merged', { into: 'case-9' }, { at: NOON });
    const lives = clockLives([opened(), away], TELECOM, NOON + HOUR).find((row) => row.clock === 'resolution');
    expect([lives?.state, lives?.stoppedAt, lives?.events.map(({ effect }) => effect)]).toEqual(['met', NOON, ['start', 'stop']]);
  });
  it('[L20] the law counts from the older one as well', () => {
    const label = { de: 'Frist', en: 'Limit' };
    const law = telecomWith({ statutory: [{ id: 'law', label, starts: 'open', target: { days: 14 } }] });
    const found = clocksOf(after(opened(), absorbed(older)), law, NOON).find((row) => row.rule === 'law');
    expect(found?.startedAt).toBe(older);
  });
});

describe('whatever was merged, passed on and asked', () => {
  const at = fc.integer({ min: -5_000, max: 5_000 }).map((minutes) => NOON + minutes * MINUTE);
  it('[L20] merging never gives more time', () =>
    fc.assert(
      fc.property(fc.array(at, { maxLength: 4 }), (older) => {
        const dues = older.map((_, count) => {
          const events = older.slice(0, count + 1).map((openedAt, n) => absorbed(openedAt, `case-0${n}`));
          return clock(after(opened(), ...events), 'resolution')!.dueAt;
        });
        const first = clock(after(opened()), 'resolution')!.dueAt;
        expect([first, ...dues]).toEqual([first, ...dues].toSorted((a, b) => b - a));
      }),
      { numRuns: 100 },
    ));
  it('[L19] a handover passed on later is due later, and never before it was passed on', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 4 }), (gaps) => {
        const times = gaps.reduce<readonly number[]>((all, gap) => [...all, (all.at(-1) ?? NOON) + gap * MINUTE], []);
        const dues = times.map((_, count) => {
          const steps = times.slice(0, count + 1).map((time, n) => passed(time, n + 1));
          return clock(after(opened(), offered({ to: ASKED }), ...steps), 'accept')!.dueAt;
        });
        expect(dues).toEqual(dues.toSorted((a, b) => a - b));
        expect(dues.filter((due, n) => due <= times[n]!)).toEqual([]);
      }),
      { numRuns: 100 },
    ));
});
