// Whatever anybody sends in whatever order: one holder, nothing thrown, the same answer twice, nothing overwritten.
import { fc } from '../seeded.ts';
import { describe, expect, it } from 'vitest';
import { clocksOf, explainClocks, nextDue } from '../../shared/case/clocks.ts';
import { COMMANDS } from '../../shared/case/commands.ts';
import { decide } from '../../shared/case/decide.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import { REFUSALS } from '../../shared/case/refusals.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { MINUTE } from '../../shared/kernel/time.ts';
import { contextOf, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { actorOf, commandOf, steps, type Step } from './random-story.ts';

type Fold = (state: CaseState | null, event: CaseEvent) => CaseState;
type Seen = { readonly done: Set<string>; readonly refused: Set<string> };

const frozen = <Value>(value: Value): Value => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) frozen(inner);
  return value;
};

const holderRule = (state: CaseState): void => {
  const { holder, flight } = state;
  expect(TELECOM.people.has(holder.person)).toBe(true);
  expect(TELECOM.teams.get(holder.team)?.tier).toBe(holder.tier);
  expect(holder.tier).not.toBe('A');
  if (holder.waiting) expect(TELECOM.teams.get(holder.team)?.lead).toBe(holder.person);
  // In flight the sender holds, unchanged since he sent it.
  if (flight !== null) expect(flight.from).toEqual(holder);
  if (state.phase === 'closed') expect([flight, state.wait, state.errands.length]).toEqual([null, null, 0]);
};

const lived = (history: readonly Step[], fold: Fold, seen: Seen): void => {
  let state: CaseState | null = null;
  let now = NOON;
  const events: CaseEvent[] = [];
  for (const [index, step] of history.entries()) {
    now += step.minutes * MINUTE;
    const command = commandOf(state, step, `c${index}`, now);
    const context = contextOf(actorOf(state, step), { at: now });
    const result = decide(frozen(command), frozen(state), context);
    expect(decide(command, state, context)).toEqual(result);
    if (!result.ok) {
      expect(Object.keys(REFUSALS)).toContain(result.refusal.code);
      seen.refused.add(result.refusal.code);
      continue;
    }
    seen.done.add(command.type);
    for (const event of result.value) {
      const next = fold(frozen(state), frozen(event));
      events.push(event);
      expect(next.version).toBe(events.length);
      state = next;
    }
    if (state !== null && result.value.length > 0) holderRule(state);
  }
  if (state === null) return;
  expect(events.reduce<CaseState | null>(fold, null)).toEqual(state);
  expect(explainClocks(state, events, TELECOM, now)).toMatchObject(clocksOf(state, TELECOM, now));
  const due = nextDue(state, TELECOM);
  expect(due === null || due.warnAt <= due.at).toBe(true);
};

const runs = (fold: Fold, numRuns: number): Seen => {
  const seen: Seen = { done: new Set(), refused: new Set() };
  // The opening is given, so that no history is wasted on an unopened case; every third one is imported.
  const begun = fc
    .tuple(fc.nat(2), steps)
    .map(([kind, rest]): readonly Step[] => [{ verb: kind === 0 ? 'import-row' : 'open-case', who: 0, n: 1, m: 10, minutes: 0 }, ...rest]);
  fc.assert(
    fc.property(begun, (history) => lived(history, fold, seen)),
    { numRuns, seed: 20_260_603 },
  );
  return seen;
};

describe('any history', () => {
  it('[C1] [C15] [C16] keeps one holder, throws nothing, answers alike and overwrites nothing', () => {
    const { done, refused } = runs(evolve, 500);
    // A property over histories in which nothing happens would prove nothing.
    expect([...done].sort()).toEqual(Object.keys(COMMANDS).sort());
    expect(refused.size).toBeGreaterThan(30);
  }, 60_000);
  it('[C1] notices a fold that moves the case before it is accepted', () => {
    const hasty: Fold = (state, event) => {
      const next = evolve(state, event);
      return event.type === 'handover-offered' ? { ...next, holder: { ...next.holder, ...event.data.to, person: '' } } : next;
    };
    expect(() => runs(hasty, 200)).toThrow('Property failed');
  });
  it('[C15] notices a fold that writes into what it was given', () => {
    const careless: Fold = (state, event) => {
      if (state !== null && event.type === 'note-added') Object.assign(state, { contacts: 0 });
      return evolve(state, event);
    };
    expect(() => runs(careless, 200)).toThrow('Property failed');
  });
  it('[C18] an event of a newer version changes nothing but the count', () => {
    const opening = decide(commandOf(null, { verb: 'open-case', who: 0, n: 1, m: 0, minutes: 0 }, 'c', NOON), null, contextOf('lena'));
    if (!opening.ok) throw new Error('the opening was refused');
    const state = opening.value.reduce<CaseState | null>(evolve, null)!;
    const strange = { ...opening.value[0]!, id: 'x.0', type: 'case-blessed', data: { by: 'bishop' }, body: null } as unknown as CaseEvent;
    expect(evolve(state, strange)).toEqual({ ...state, version: 2 });
    expect(() => evolve(null, strange)).toThrow('before the case was opened');
  });
});
