// What holds of every clock whatever happened: no breach inside a pause, warnings in order, minutes that add up, nothing lost.
import { fc } from '../seeded.ts';
import { describe, expect, it } from 'vitest';
import { clocksOf } from '../../shared/case/clocks.ts';
import { timeOf } from '../../shared/case/clock-time.ts';
import type { ClockState } from '../../shared/case/clock-state.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import telecom from '../../shared/packs/telecom.json' with { type: 'json' };
import { after, happened, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { accepted, offered, opened } from './story.ts';

const OPENED = NOON - 2 * HOUR;
const RUNS = { numRuns: 300 };
const STOPS = ['resolution', 'decision', 'interim'] as const;

/** Waits and work in turn, as an agent makes them: some end early, some are forgotten, none overlap. */
const waits = fc.array(
  fc.record({
    work: fc.integer({ min: 0, max: 2_000 }),
    wait: fc.integer({ min: 1, max: 3_000 }),
    ended: fc.option(fc.integer({ min: 0, max: 4_000 })),
  }),
  { maxLength: 5 },
);
const priority = fc.constantFrom('P1', 'P2', 'P3', 'P4');
type Waits = readonly { readonly work: number; readonly wait: number; readonly ended: number | null }[];

type Told = { readonly state: CaseState; readonly spans: readonly (readonly [number, number])[]; readonly end: number };

/** The case after its waits, with the spans in which the clocks stood still. */
const waited = (start: CaseState, rows: Waits): Told =>
  rows.reduce<Told>(
    ({ state, spans, end }, { work, wait, ended }) => {
      const from = end + work * MINUTE;
      const until = from + wait * MINUTE;
      const over = from + Math.max(1, ended ?? wait) * MINUTE;
      const begun = evolve(state, happened('wait-started', { reason: 'evidence', until, stops: STOPS }, { at: from }));
      const next = evolve(begun, happened('wait-ended', {}, { at: over }));
      return { state: next, spans: [...spans, [from, Math.min(over, until)]], end: Math.max(over, until) };
    },
    { state: start, spans: [], end: NOON },
  );

const begin = (level: 'P1' | 'P2' | 'P3' | 'P4'): CaseState => after(opened({ priority: level }), offered(), accepted());
const moving = (state: CaseState, now: number): readonly ClockState[] =>
  clocksOf(state, TELECOM, now).filter(({ clock }) => STOPS.some((stop) => stop === clock));

describe('clocks, whatever happened', () => {
  it('[L16] pain 4: no clock is breached inside a pause', () =>
    fc.assert(
      fc.property(priority, waits, (level, rows) => {
        const { state, spans } = waited(begin(level), rows);
        for (const [from, to] of spans)
          for (const { clock, dueAt } of moving(state, to)) expect([clock, from < dueAt && dueAt < to]).toEqual([clock, false]);
      }),
      RUNS,
    ));
  it('[L16] a clock is due exactly when its target is used up, however often it stood still', () =>
    fc.assert(
      fc.property(priority, waits, fc.integer({ min: 0, max: 20_000 }), (level, rows, minutes) => {
        const { state } = waited(begin(level), rows);
        const bare = begin(level);
        for (const clock of moving(state, NOON)) {
          const plain = moving(bare, NOON).find((row) => row.clock === clock.clock)!;
          const target = timeOf(bare, TELECOM, plain, plain.dueAt).spent;
          expect(timeOf(state, TELECOM, clock, clock.dueAt).spent).toBe(target);
          const now = clock.startedAt + minutes * MINUTE;
          const over = timeOf(state, TELECOM, clock, now).spent > target;
          expect(over && now <= clock.dueAt).toBe(false);
        }
      }),
      RUNS,
    ));
  it('[L16] warnings come in order, none before the start, none after the due time', () =>
    fc.assert(
      fc.property(priority, waits, (level, rows) => {
        const { state, end } = waited(begin(level), rows);
        for (const { startedAt, dueAt, warnings } of clocksOf(state, TELECOM, end)) {
          const line = [startedAt, ...warnings.map(({ at }) => at), dueAt];
          expect(line).toEqual(line.toSorted((a, b) => a - b));
          expect(warnings.at(-1)).toEqual({ share: 1, at: dueAt });
        }
      }),
      RUNS,
    ));
  it('[L16] one more pause never makes a clock earlier', () =>
    fc.assert(
      fc.property(priority, waits, (level, rows) => {
        const dues = (count: number) => moving(waited(begin(level), rows.slice(0, count)).state, NOON).map(({ dueAt }) => dueAt);
        for (let count = 0; count < rows.length; count += 1)
          dues(count).forEach((due, index) => expect(dues(count + 1)[index]).toBeGreaterThanOrEqual(due));
      }),
      RUNS,
    ));
  it('[L16] a new priority, tier or policy recomputes and keeps every paused minute', () =>
    fc.assert(
      fc.property(priority, waits, fc.integer({ min: 1, max: 3_000 }), (level, rows, minutes) => {
        const target = { minutes };
        const other = telecomWith({
          clocks: telecom.clocks.map((row) =>
            row.id === 'resolution' ? { ...row, targets: { P1: target, P2: target, P3: target, P4: target } } : row,
          ),
        });
        const { state } = waited(begin(level), rows);
        const found = clocksOf(state, other, NOON).find((row) => row.clock === 'resolution')!;
        expect(timeOf(state, other, found, found.dueAt).spent).toBe(minutes * MINUTE);
        const calm = clocksOf({ ...state, priority: 'P4' }, other, NOON).find((row) => row.clock === 'resolution');
        expect(calm?.dueAt).toBe(found.dueAt);
        expect(found.startedAt).toBe(OPENED);
      }),
      { numRuns: 60 },
    ));
});
