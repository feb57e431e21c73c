// Wakes windows when time alone changes what somebody is alerted to: at the very time of a threshold, of a snooze or an absence.
import { alertsFor } from './desk-alerts.ts';
import type { DeskInside } from './desk-parts.ts';
import type { Ms } from './kernel/time.ts';
import type { Schedule } from './sync/inside.ts';

/** Asked of the clock, not of the store: so often at least it is seen that the time has come, also after a machine has slept. */
const EVERY: Ms = 5_000;
/** What happens within so long is looked at together. */
const SOON: Ms = 250;
/** What is told of: the first of a person's alerts; what is behind them changes their number. */
const SHOWN = 30;

const MOVERS: ReadonlySet<string> = new Set(['queue', 'lead', 'case', 'pack', 'absence', 'presence']);

export interface Alarm {
  /** Something happened in this lane that may move somebody's alerts; whoever did it has told the windows already. */
  touch(lane: string): void;
  stop(): void;
}

/** Looks at the people who are signed in, and at nobody else: nobody else has a window to be woken. */
export const createAlarm = (inside: DeskInside, schedule: Schedule): Alarm => {
  const { engine, clock, tell } = inside;
  const touched = new Set(engine.lanes());
  const stood = new Map<string, string>();
  const due = new Map<string, Ms>();
  let cancel = (): void => undefined;
  let soon = false;
  let stopped = false;

  const look = (): void => {
    if (stopped) return;
    soon = false;
    const now = clock();
    const lanes = engine.lanes().filter((lane) => touched.has(lane) || (due.get(lane) ?? Infinity) <= now);
    touched.clear();
    lanes.forEach(lookAt);
    appoint();
  };

  const lookAt = (lane: string): void => {
    const before = stood.get(lane);
    const timeHasCome = (due.get(lane) ?? Infinity) <= clock();
    const found = tried(() => standing(inside, lane));
    stood.set(lane, found.now);
    due.set(lane, found.next ?? clock() + EVERY);
    if (timeHasCome && before !== found.now) tell({ type: 'changed', lane, cases: [], topics: ['alerts'] });
  };

  const appoint = (): void => {
    const next = Math.min(...due.values());
    cancel = schedule(Math.max(1, Math.min(EVERY, next - clock())), look);
  };

  const touch = (lane: string): void => {
    touched.add(lane);
    if (soon || stopped) return;
    soon = true;
    cancel();
    cancel = schedule(SOON, look);
  };
  const leave = engine.subscribe(({ lane, topics }) => {
    if (topics.some((topic) => MOVERS.has(topic))) touch(lane);
  });
  look();

  return {
    touch,
    stop: () => {
      stopped = true;
      leave();
      cancel();
    },
  };
};

type Standing = { readonly now: string; readonly next: Ms | null };

/** A store that cannot be read must not end the alarm: the windows are woken, ask for themselves and are told what is wrong. */
const tried = (work: () => Standing): Standing => {
  try {
    return work();
  } catch (error) {
    return { now: `broken: ${error instanceof Error ? error.message : String(error)}`, next: null };
  }
};

/** What everybody signed in is shown, and when that changes next by itself: with a threshold, a put off alert, or an absence. */
const standing = (inside: DeskInside, lane: string): Standing => {
  const { engine, store, sessions, clock } = inside;
  const policy = engine.policy(lane);
  if (policy === null) return { now: '', next: Infinity };
  const answers = sessions.signedIn(lane).map((person) => ({ id: person.id, ...alertsFor(inside, { lane, person, policy }, SHOWN) }));
  const absences = answers.length === 0 ? [] : store.absences(lane).flatMap(({ from, until }) => [from, until]);
  const moments = [...answers.flatMap(({ nextAt }) => nextAt ?? []), ...absences.filter((at) => at > clock())];
  const shown = answers.map(({ id, alerts, cases, snoozed }) => [
    id,
    cases,
    snoozed,
    ...alerts.map(({ caseId, alert }) => [caseId, alert]),
  ]);
  return { now: JSON.stringify(shown), next: Math.min(Infinity, ...moments) };
};
