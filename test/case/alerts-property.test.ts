// What holds of alerts whatever happened: one for each clock and person, none in a pause, none twice, and the place that finds them.
import { fc } from '../seeded.ts';
import { describe, expect, it } from 'vitest';
import { alertsOf, nextAlertPlaces, nextMoment, snoozedAlerts, type Alert } from '../../shared/case/alerts.ts';
import { clocksOf } from '../../shared/case/clocks.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { happened, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { accepted, asked, offered, opened, promised } from './story.ts';

const RUNS = { numRuns: 80 };
const STOPS = ['resolution', 'decision', 'interim', 'accept'];
const PEOPLE = [...TELECOM.people.keys()];

/** One thing that happens to a case, some time after the one before. */
const step = fc.record({
  kind: fc.constantFrom('see', 'see', 'snooze', 'snooze', 'wait', 'go-on', 'talk', 'ask', 'question', 'pass', 'promise', 'priority'),
  minutes: fc.integer({ min: 0, max: 900 }),
  n: fc.nat(99),
});
type Step = { readonly kind: string; readonly minutes: number; readonly n: number };
const stories = fc.record({
  priority: fc.constantFrom('P1' as const, 'P2' as const, 'P3' as const, 'P4' as const),
  begin: fc.constantFrom('held', 'flying', 'accepted'),
  steps: fc.array(step, { maxLength: 14 }),
});

const eventOf = (state: CaseState, { kind, n }: Step, at: number): CaseEvent | null => {
  const alerts = alertsOf(state, TELECOM, at);
  const one = alerts[n % Math.max(1, alerts.length)];
  const until = at + (1 + (n % 90)) * MINUTE;
  if (kind === 'see') return one === undefined ? null : happened('alert-acknowledged', { alert: one.alert }, { by: one.to, at });
  if (kind === 'snooze')
    return one === undefined ? null : happened('alert-snoozed', { alert: one.alert, until, reason: 'with-customer' }, { by: one.to, at });
  if (kind === 'wait')
    return state.wait !== null ? null : happened('wait-started', { reason: 'evidence', until: at + n * 20 * MINUTE, stops: STOPS }, { at });
  if (kind === 'go-on') return state.wait === null ? null : happened('wait-ended', {}, { at });
  if (kind === 'talk')
    return happened('contact-logged', { channel: 'phone', direction: 'in', reached: true, informed: false, call: null }, { at });
  if (kind === 'ask') return asked({ approval: `a-${at}-${n}`, decideBy: at + n * MINUTE, expiresAt: at + 40 * HOUR }, 'lena', at);
  if (kind === 'question')
    return happened(
      'consult-asked',
      { consult: `q-${at}-${n}`, to: { team: 'technik', person: n % 2 === 0 ? 'ayse' : null }, customerWaiting: false, answerBy: until },
      { at },
    );
  if (kind === 'pass' && state.flight !== null)
    return happened(
      'handover-passed',
      {
        handover: state.flight.handover,
        step: (state.flight.step ?? 0) + 1,
        from: state.flight.to,
        to: { ...state.flight.to, person: 'murat' },
        contact: null,
        acceptBy: until,
        why: 'lead',
      },
      { by: 'watchdog', at },
    );
  if (kind === 'promise') return { ...promised(`p-${at}-${n}`, at + n * 10 * MINUTE), at };
  if (kind === 'priority') return happened('case-classified', { priority: (['P1', 'P2', 'P3', 'P4'] as const)[n % 4]! }, { at });
  return null;
};

type Told = { readonly states: readonly { readonly state: CaseState; readonly at: number; readonly event: CaseEvent | null }[] };

/** Every state of a story, with the time at which it began. */
const tell = ({ priority, begin, steps }: { priority: 'P1' | 'P2' | 'P3' | 'P4'; begin: string; steps: readonly Step[] }): Told => {
  const later = { fields: ['tried'], by: NOON - 50 * MINUTE };
  const first = [opened({ priority }), ...(begin === 'held' ? [] : [offered({ later })]), ...(begin === 'accepted' ? [accepted()] : [])];
  const start = first.reduce<CaseState | null>(evolve, null)!;
  const states: { state: CaseState; at: number; event: CaseEvent | null }[] = [{ state: start, at: NOON, event: null }];
  for (const next of steps) {
    const { state, at } = states.at(-1)!;
    const then = at + next.minutes * MINUTE;
    const event = eventOf(state, next, then);
    states.push({ state: event === null ? state : evolve(state, event), at: then, event });
  }
  return { states };
};

/** Instants worth a look: the beginning, and around everything that changes of itself. */
const instants = (state: CaseState, at: number): readonly number[] => {
  const marks = clocksOf(state, TELECOM, at).flatMap(({ warnings, dueAt }) => [...warnings.map((row) => row.at), dueAt + HOUR]);
  const snoozes = (state.seen ?? []).flatMap(({ until }) => until ?? []);
  const waits = state.wait === null ? [] : [state.wait.until];
  return [at, ...[...marks, ...snoozes, ...waits].flatMap((mark) => [mark - 1, mark])].filter((mark) => mark >= at);
};
const name = ({ to, alert }: Alert): string => `${to} ${alert}`;
const clockName = ({ to, alert }: Alert): string => `${to} ${alert.slice(0, alert.lastIndexOf(':'))}`;

describe('alerts, whatever happened', () => {
  it('[N1] one for each clock, threshold and person', () =>
    fc.assert(
      fc.property(stories, (story) => {
        for (const { state, at } of tell(story).states)
          for (const now of instants(state, at)) {
            const names = alertsOf(state, TELECOM, now).map(clockName);
            expect(new Set(names).size).toBe(names.length);
          }
      }),
      RUNS,
    ));
  it('[N4] none of a clock that stands still', () =>
    fc.assert(
      fc.property(stories, (story) => {
        for (const { state, at } of tell(story).states)
          for (const now of instants(state, at)) {
            const still = clocksOf(state, TELECOM, now).filter((clock) => clock.state === 'paused');
            const told = alertsOf(state, TELECOM, now);
            for (const { clock } of still) expect(told.filter((row) => row.clock === clock)).toEqual([]);
          }
      }),
      RUNS,
    ));
  it('[N5] what was seen never comes again, what was put off not before its time', () =>
    fc.assert(
      fc.property(stories, (story) => {
        const { states } = tell(story);
        const over = new Map<string, number>();
        for (const { state, at, event } of states) {
          if (event?.type === 'alert-acknowledged') over.set(`${event.by.person} ${event.data.alert}`, Infinity);
          if (event?.type === 'alert-snoozed') over.set(`${event.by.person} ${event.data.alert}`, event.data.until);
          for (const now of instants(state, at))
            for (const alert of alertsOf(state, TELECOM, now)) expect(now).toBeGreaterThanOrEqual(over.get(name(alert)) ?? 0);
        }
      }),
      RUNS,
    ));
  it('[N2] whoever is told of a threshold is told of every later one', () =>
    fc.assert(
      fc.property(stories, (story) => {
        const plain = tell(story).states.filter(({ state }) => state.seen === undefined && state.wait === null);
        for (const { state, at } of plain)
          for (const { clock, dueAt } of clocksOf(state, TELECOM, at).filter(({ stoppedAt }) => stoppedAt === null)) {
            const told = (now: number): readonly string[] =>
              alertsOf(state, TELECOM, now)
                .filter((row) => row.clock === clock && row.dueAt === dueAt)
                .map(({ to }) => to);
            const late = told(dueAt + HOUR);
            expect(told(dueAt).filter((person) => !late.includes(person))).toEqual([]);
            expect(late.length).toBeGreaterThan(0);
          }
      }),
      RUNS,
    ));
  it('[N6] the place of a person is the first instant at which there is something for him, and follows from the state alone', () =>
    fc.assert(
      fc.property(stories, (story) => {
        for (const { state, at } of tell(story).states) {
          const { next, snoozed } = nextAlertPlaces(state, TELECOM);
          const told = (now: number): ReadonlySet<string> => new Set(alertsOf(state, TELECOM, now).map(({ to }) => to));
          for (const [person, place] of next)
            expect([person, told(place).has(person), told(place - 1).has(person)]).toEqual([person, true, false]);
          for (const now of instants(state, at)) {
            const early = [...told(now)].filter((person) => (next.get(person) ?? Infinity) > now);
            expect(early).toEqual([]);
            const coming = [...next].filter(([, place]) => place > now);
            expect(coming.map(([person]) => [person, nextMoment(state, TELECOM, person, now)])).toEqual(coming);
            const off = PEOPLE.filter((person) => snoozedAlerts(state, TELECOM, person, now).length > 0);
            expect(off.filter((person) => (snoozed.get(person) ?? 0) <= now)).toEqual([]);
          }
        }
      }),
      { numRuns: 15 },
    ));
});
