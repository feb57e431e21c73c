// Tells every clock a case ever had: those that run and those that were stopped, with their events and the time they used up.
import type { Ms } from '../kernel/time.ts';
import type { Policy } from '../policy/policy.ts';
import { clocksOf } from './clocks.ts';
import type { ClockLife, ClockState } from './clock-state.ts';
import { storyOf } from './clock-story.ts';
import { timeOf } from './clock-time.ts';
import type { CaseEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { CaseState } from './state.ts';

/** What a case has once, whenever it began to count: an older case merged into it moves the beginning. */
const ONCE: readonly ClockState['clock'][] = ['resolution', 'statutory'];

/** One clock through all states it stands in; another holder, contact, request or addressee begins another one. */
const nameOf = ({ clock, startedAt, promise, handover, approval, consult, rule }: ClockState): string =>
  JSON.stringify([clock, ONCE.includes(clock) ? null : startedAt, promise, handover, approval, consult ?? null, rule]);

const lifeOf = (state: CaseState, policy: Policy, clock: ClockState, events: ClockLife['events'], now: Ms): ClockLife => ({
  ...clock,
  ...timeOf(state, policy, clock, now),
  events,
});

/**
 * Every clock of a case, in the order in which they started. A clock that an event ended is met or breached by the pack in
 * force now, as all others are: nothing about clocks is ever stored. `events` is the whole history. Source: domain.md §6.
 */
export const clockLives = (events: readonly CaseEvent[], policy: Policy, now: Ms): readonly ClockLife[] => {
  const ended = new Map<string, ClockLife>();
  let state: CaseState | null = null;
  for (const [index, event] of events.entries()) {
    const before: CaseState | null = state;
    state = evolve(before, event);
    const left = new Set(clocksOf(state, policy, event.at).map(nameOf));
    // A clock that was stopped and runs again is one clock.
    for (const name of left) ended.delete(name);
    if (before === null) continue;
    for (const clock of clocksOf(before, policy, event.at)) {
      if (left.has(nameOf(clock))) continue;
      const over: ClockState = { ...clock, stoppedAt: event.at, state: event.at > clock.dueAt ? 'breached' : 'met' };
      const story = [...storyOf(clock, events.slice(0, index)), { id: event.id, at: event.at, effect: 'stop' } as const];
      ended.set(nameOf(clock), lifeOf(before, policy, over, story, event.at));
    }
  }
  if (state === null) return [];
  const last = state;
  const present = clocksOf(last, policy, now).map((clock) => lifeOf(last, policy, clock, storyOf(clock, events), now));
  return [...ended.values(), ...present].toSorted((a, b) => a.startedAt - b.startedAt);
};
