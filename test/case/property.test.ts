// Whatever anybody sends in whatever order: one holder, nothing thrown, the same answer twice, nothing overwritten.
import { fc } from '../seeded.ts';
import { describe, expect, it } from 'vitest';
import { clocksOf, explainClocks, nextDue } from '../../shared/case/clocks.ts';
import { COMMANDS, type CommandType } from '../../shared/case/commands.ts';
import { isBudgetVerb } from '../../shared/case/decide-budget.ts';
import { isPhoneVerb } from '../../shared/case/telephone-schema.ts';
import { decide } from '../../shared/case/decide.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import { REFUSALS } from '../../shared/case/refusals.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { MINUTE } from '../../shared/kernel/time.ts';
import { tablesOf } from '../../shared/views/tables.ts';
import { command, contextOf, happened, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { actorOf } from './random-actors.ts';
import type { Step } from './random-picks.ts';
import { commandOf, steps } from './random-story.ts';
import { away } from './story.ts';

/** The pack with a time after which an unsolved case goes to its lead, and one of the leads away. */
const POLICY = telecomWith({ alerts: { unresolved: { after: { minutes: 300 }, calendar: 'real', forward: true } } });
const AWAY = [away('carla', 'ayse', { until: NOON + 10_000 * MINUTE }), away('tim', 'lena', { until: NOON + 10_000 * MINUTE })];

const AT_THE_TOP = [...TELECOM.people.keys()].indexOf('helga');

type Fold = (state: CaseState | null, event: CaseEvent) => CaseState;
type Seen = { readonly done: Set<string>; readonly refused: Set<string>; readonly landings: Set<number> };

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
  if (state.phase === 'closed') expect([flight, state.wait, state.errands.length, state.owed]).toEqual([null, null, 0, undefined]);
};

/** He replaced what he had not seen, or hears what became of it where he could not know. */
const TO_ONESELF: ReadonlySet<string> = new Set(['both-changed', 'proposal-granted', 'proposal-went-up']);

/** What one event must leave as it was: hops never shrink, and nobody is told what he did himself, unless he replaced what he had not seen. */
const eventRule = (before: CaseState | null, event: CaseEvent, after: CaseState): void => {
  expect(after.hops).toBeGreaterThanOrEqual(before?.hops ?? 0);
  for (const { news, to, kind } of after.news ?? []) if (news === event.id && !TO_ONESELF.has(kind)) expect(to).not.toBe(event.by.person);
};

/** Where nobody lifts a hand any more, it ends with a named person, after three times at most, and nobody was asked twice. */
const landsRule = (flown: CaseState): number => {
  let state = flown;
  const asked: (string | null)[] = [];
  for (let step = (flown.flight?.step ?? 0) + 1; state.flight !== null; step += 1) {
    const { handover, acceptBy, from, to } = state.flight;
    expect(step).toBeLessThan(4);
    if (state.flight.step !== undefined) expect(to.person).not.toBe(from.person);
    asked.push(...(to.tier === 'A' ? [] : [to.person]));
    const sent = { ...command('pass-handover', { handover, step }, { id: `pass:${handover}:${step}` }), actor: 'watchdog' };
    const passed = decide(sent, state, contextOf('watchdog', { at: acceptBy, policy: POLICY, absences: AWAY }));
    if (!passed.ok) throw new Error(`it lies where it lies: ${passed.refusal.code}`);
    state = passed.value.reduce<CaseState | null>(evolve, state)!;
    holderRule(state);
  }
  const named = asked.filter((person) => person !== null);
  expect(new Set(named).size).toBe(named.length);
  expect(state.holder.person).toBe(flown.holder.person);
  return asked.length;
};

const lived = (history: readonly Step[], fold: Fold, seen: Seen): void => {
  let state: CaseState | null = null;
  let now = NOON;
  const events: CaseEvent[] = [];
  for (const [index, step] of history.entries()) {
    now += step.minutes * MINUTE;
    const command = commandOf(state, step, `c${index}`, now);
    const context = contextOf(actorOf(state, step), { at: now, policy: POLICY, absences: AWAY });
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
      eventRule(state, event, next);
      state = next;
    }
    if (state !== null && result.value.length > 0) holderRule(state);
  }
  if (state === null) return;
  expect(events.reduce<CaseState | null>(fold, null)).toEqual(state);
  if (state.flight !== null) seen.landings.add(landsRule(state));
  expect(explainClocks(state, events, POLICY, now)).toMatchObject(clocksOf(state, POLICY, now));
  const due = nextDue(state, POLICY);
  expect(due === null || due.warnAt <= due.at).toBe(true);
};

const runs = (fold: Fold, numRuns: number): Seen => {
  const seen: Seen = { done: new Set(), refused: new Set(), landings: new Set() };
  // The opening is given, so that no history is wasted on an unopened case; one is imported, one begins where the principal is asked next.
  const begun = fc
    .tuple(fc.nat(3), steps)
    .map(([kind, rest]): readonly Step[] => [
      { verb: kind === 0 ? 'import-row' : 'open-case', who: kind === 1 ? AT_THE_TOP : 0, n: 1, m: 10, minutes: 0 },
      ...rest,
    ]);
  fc.assert(
    fc.property(begun, (history) => lived(history, fold, seen)),
    { numRuns, seed: 20_260_603 },
  );
  return seen;
};

/** Accounts of budgets have histories of their own, see budget-property.test.ts; what is granted by telephone needs a call. */
const CASE_VERBS = (Object.keys(COMMANDS) as CommandType[]).filter((type) => !isBudgetVerb(type) && !isPhoneVerb(type));

describe('any history', () => {
  it('[C1] [C15] [C16] [H22] keeps one holder, throws nothing, answers alike, overwrites nothing, and leaves no handover lying', () => {
    const { done, refused, landings } = runs(evolve, 1_200);
    // A property over histories in which nothing happens would prove nothing.
    expect([...done].sort()).toEqual(CASE_VERBS.sort());
    expect(refused.size).toBeGreaterThan(50);
    expect(landings.size).toBeGreaterThan(1);
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
    for (const type of ['constructor', 'toString', '__proto__'] as const)
      expect(evolve(state, { ...strange, type } as unknown as CaseEvent)).toEqual({ ...state, version: 2 });
    expect(() => evolve(null, { ...strange, type: 'note-added' } as CaseEvent)).toThrow('before the case was opened');
  });
  it('[C18] a case that begins with an event of a newer version stands nowhere, and nothing that follows brings it forth', () => {
    const begun = evolve(null, { ...happened('note-added', {}), type: 'case-begun', data: { by: 'bishop' } } as unknown as CaseEvent);
    expect(begun).toMatchObject({ phase: 'new', version: 1 });
    expect(tablesOf(begun, TELECOM, { title: '', hint: null }, false)).toBeNull();
    const closed = { result: 'solved', informedAt: NOON, deviated: false, avoidable: false, cause: null };
    expect(evolve(begun, happened('case-closed', closed))).toEqual({ ...begun, version: 2 });
  });
});
