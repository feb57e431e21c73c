// Keeps what the desk answered as long as a screen shows it, and asks again when the desk says that it changed: what is in hand first.
import { useCallback, useSyncExternalStore } from 'react';
import { call, listen, type Fault } from '../api/api.ts';
import { quiet } from '../api/pressing.ts';
import { followDrafts } from './drafts.ts';
import { keep } from './keep.ts';
import { reloadPack, sessionEnded, useSession } from './session.ts';
import { showOverlay } from './view.ts';
import type { CallInput, CallName, CallOutput, DeskEvent } from '../../shared/api.ts';

export type LiveCall =
  | 'queue.list'
  | 'lead.inbox'
  | 'lead.health'
  | 'team.trouble'
  | 'quality.results'
  | 'board.view'
  | 'case.view'
  | 'refused.list'
  | 'sync.status'
  | 'people.list'
  | 'people.present'
  | 'presence.view'
  | 'absence.list'
  | 'alerts.list'
  | 'shift.waiting'
  | 'shift.preview'
  | 'host.info'
  | 'hub.view'
  | 'budgets.view'
  | 'telephone.list'
  | 'pops.waiting'
  | 'pops.outside';

type Seen<Name extends CallName> = { readonly value: CallOutput<Name> | undefined; readonly fault: Fault | null };
type Entry = {
  seen: Seen<LiveCall>;
  readonly name: LiveCall;
  readonly input: unknown;
  readonly watchers: Set<() => void>;
  asking: boolean;
  /** Who waits for the answer that is on its way. */
  readonly landing: Set<() => void>;
  /** The newest change on which it is asked again after the answer that is on its way, by its number; ANYWAY without one. */
  stale: number;
  /** The last change told of before the answer that is shown was given. */
  told: number;
};

/** Whatever was answered before. */
const ANYWAY = Infinity;
const NEVER = -Infinity;

const EMPTY: Seen<LiveCall> = { value: undefined, fault: null };
const entries = new Map<string, Entry>();

/** `change`: on which it is asked; nothing where what is shown was answered after it. `behind`: nobody waits for it. */
const ask = async (entry: Entry, change: number = ANYWAY, behind = false): Promise<void> => {
  if (entry.told >= change) return;
  if (entry.asking) {
    entry.stale = Math.max(entry.stale, change);
    return;
  }
  entry.asking = true;
  const answer = await call(entry.name, entry.input as CallInput<LiveCall>, behind);
  entry.asking = false;
  show(entry, answer);
  const { stale } = entry;
  entry.stale = NEVER;
  // An answer that was on its way before the command is not the one waited for.
  if (stale === NEVER || entry.told >= stale) {
    for (const land of entry.landing) land();
    entry.landing.clear();
  }
  if (stale !== NEVER) await ask(entry, stale, behind);
};

/** What is on screen stays there while the way to the desk is broken; what did not change is not drawn anew. */
const show = (entry: Entry, answer: Awaited<ReturnType<typeof call<LiveCall>>>): void => {
  const { value: before, fault } = entry.seen;
  if (answer.ok) entry.told = answer.told ?? NEVER;
  const value = answer.ok ? (keep(before, answer.value) as CallOutput<LiveCall>) : before;
  if (answer.ok && fault === null && value === before && before !== undefined) return;
  entry.seen = { value, fault: answer.ok ? null : answer.fault };
  for (const watcher of entry.watchers) watcher();
};

const watch = (key: string, name: LiveCall, input: unknown, watcher: () => void): (() => void) => {
  const known = entries.get(key);
  const entry: Entry = known ?? {
    seen: EMPTY,
    name,
    input,
    watchers: new Set(),
    asking: false,
    landing: new Set(),
    stale: NEVER,
    told: NEVER,
  };
  entries.set(key, entry);
  entry.watchers.add(watcher);
  void ask(entry);
  return () => {
    entry.watchers.delete(watcher);
    if (entry.watchers.size === 0) entries.delete(key);
  };
};

/** The newest answer of the desk, kept up to date; null as input asks nothing. */
export const useLive = <Name extends LiveCall>(name: Name, input: CallInput<Name> | null): Seen<Name> => {
  const token = useSession((session) => session.token);
  const text = input === null ? null : JSON.stringify(input);
  const key = text === null ? null : `${token ?? ''} ${name} ${text}`;
  const subscribe = useCallback(
    (watcher: () => void) => (key === null || text === null ? () => undefined : watch(key, name, JSON.parse(text), watcher)),
    [key, name, text],
  );
  const read = (): Seen<LiveCall> => (key === null ? EMPTY : (entries.get(key)?.seen ?? EMPTY));
  return useSyncExternalStore(subscribe, read) as Seen<Name>;
};

const TOPIC: Readonly<Partial<Record<LiveCall, string | readonly string[]>>> = {
  'queue.list': ['queue', 'absence'],
  'lead.inbox': 'lead',
  'lead.health': ['lead', 'queue', 'presence'],
  'team.trouble': ['refused', 'lead'],
  'quality.results': 'lead',
  'board.view': ['lead', 'queue', 'presence'],
  'refused.list': 'refused',
  'sync.status': 'sync',
  'hub.view': 'sync',
  'budgets.view': 'sync',
  'telephone.list': 'sync',
  'people.present': 'presence',
  'presence.view': 'presence',
  'absence.list': 'absence',
  'alerts.list': 'alerts',
  'shift.waiting': 'queue',
  'shift.preview': 'queue',
  'pops.waiting': 'pop',
  'pops.outside': 'pop',
};

const concerns = (entry: Entry, cases: readonly string[], topics: readonly string[]): boolean => {
  // Whoever stands in for somebody may do more on the case before him.
  if (entry.name === 'case.view') return cases.includes((entry.input as { caseId: string }).caseId) || topics.includes('absence');
  const topic = TOPIC[entry.name];
  return topic !== undefined && [topic].flat().some((each) => topics.includes(each));
};

/** What is looked at most, first; the rest in the order in which it stands on the screen. */
const FIRST: readonly LiveCall[] = ['queue.list', 'lead.inbox', 'alerts.list'];
const rankOf = ({ name }: Entry): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);

/** So long at most what stands beside waits for each thing in hand. */
const BEHIND_MS = 250;
const behind = new Map<Entry, number>();
let going = false;

const pause = (ms: number): Promise<void> => new Promise((resolve) => void window.setTimeout(resolve, ms));

/** One after the other, so that whoever acts meanwhile waits for one of them at most, and whatever changes meanwhile is asked for once. */
const goOn = async (): Promise<void> => {
  if (going) return;
  going = true;
  while (behind.size > 0) {
    await quiet(BEHIND_MS);
    const [next] = [...behind].toSorted(([a], [b]) => rankOf(a) - rankOf(b));
    if (next === undefined) break;
    const [entry, change] = next;
    behind.delete(entry);
    // What takes long, as a question to the hub does, keeps no other list waiting.
    if (entry.watchers.size > 0) await Promise.race([ask(entry, change, true), pause(BEHIND_MS)]);
  }
  going = false;
};

const askBehind = (concerned: readonly Entry[], change: number): void => {
  for (const entry of concerned) if (entry.name !== 'case.view') behind.set(entry, Math.max(behind.get(entry) ?? NEVER, change));
  void goOn();
};

/**
 * Asks again what these cases and topics stand in. The cases first, and the lists beside them only when what was done has been drawn:
 * somebody waits for the one and nobody for the other.
 */
export const wake = (cases: readonly string[], topics: readonly string[]): void => wakeAfter(cases, topics, ANYWAY, 0);

/** `change`: the number of what was told, where it has one. `calm`: so long the lists leave the host to whoever acts. */
const wakeAfter = (cases: readonly string[], topics: readonly string[], change: number, calm: number): void => {
  const concerned = [...entries.values()].filter((entry) => concerns(entry, cases, topics));
  for (const entry of concerned) if (entry.name === 'case.view') void ask(entry, change);
  if (calm === 0) askBehind(concerned, change);
  else window.setTimeout(() => askBehind(concerned, change), calm);
};

/** By case and topic, when the desk last told of it (a window's own clock that only goes forward) and the number of that change. */
const heard = new Map<string, { readonly at: number; readonly change: number }>();
const heardSince = (what: string, since: number): number | null => {
  const last = heard.get(what);
  return last !== undefined && last.at >= since ? last.change : null;
};

/** Nobody waits longer for the case to stand as it is now. */
const LANDING_MS = 150;

/**
 * After an own command that was sent at `since` (`performance.now()`): nobody waits for the wake-up, but what it has told meanwhile is not
 * asked for twice. If it was a colleague's, that of the own command comes yet. Ends when the cases on the screen have been answered, so that
 * what follows is drawn in one picture with them.
 */
export const wakeSince = async (since: number, cases: readonly string[], topics: readonly string[]): Promise<void> => {
  for (const id of cases) {
    const change = heardSince(id, since);
    // Told of by its number it is asked for now: what is told together a moment later finds the answer given, and asks no more.
    if (change !== null && change !== ANYWAY) askCase(id, change);
  }
  wake(
    cases.filter((id) => heardSince(id, since) === null),
    topics.filter((topic) => heardSince(topic, since) === null),
  );
  const asked = [...entries.values()].filter((entry) => entry.asking && entry.name === 'case.view' && concerns(entry, cases, []));
  if (asked.length > 0) await Promise.race([Promise.all(asked.map(answered)), pause(LANDING_MS)]);
};

const answered = (entry: Entry): Promise<void> =>
  new Promise((resolve) => {
    entry.landing.add(resolve);
  });

const askCase = (id: string, change: number): void => {
  for (const entry of entries.values()) if (entry.name === 'case.view' && concerns(entry, [id], [])) void ask(entry, change);
};

export const wakeAll = (): void => {
  for (const entry of entries.values()) void ask(entry);
};

const TOGETHER_MS = 5;
/** Nobody sees so little of a colleague's doing, and what he did and what follows from it is listed once. */
const CALM_MS = 60;
let together: { readonly cases: Set<string>; readonly topics: Set<string>; change: number } | null = null;

/** What was done and what its settling changed come in one breath: they are asked for once. */
const wakeTogether = (cases: readonly string[], topics: readonly string[], change: number): void => {
  if (together === null) {
    const burst = { cases: new Set<string>(), topics: new Set<string>(), change };
    together = burst;
    window.setTimeout(() => {
      together = null;
      wakeAfter([...burst.cases], [...burst.topics], burst.change, CALM_MS);
    }, TOGETHER_MS);
  }
  together.change = Math.max(together.change, change);
  for (const one of cases) together.cases.add(one);
  for (const one of topics) together.topics.add(one);
};

const hear = (event: DeskEvent): void => {
  if (event.type === 'signed-out') return sessionEnded(event.session);
  if (event.type === 'pop') return wake([], ['pop']);
  if (event.type === 'show') return showOverlay(event.what);
  const { me } = useSession.getState();
  // Outside the door every principal counts: people come with their pack, and progress is shown for all.
  if (me === null && event.topics.some((topic) => topic === 'sync' || topic === 'pack')) return wakeAll();
  if (event.lane !== me?.lane) return;
  if (event.topics.includes('draft')) followDrafts(event.drafts ?? null);
  if (event.topics.includes('pack')) void reloadPack();
  // Forgetting too much costs a question, forgetting nothing a day's worth of names.
  if (heard.size > 2000) heard.clear();
  const now = { at: performance.now(), change: event.told ?? ANYWAY };
  for (const what of [...event.cases, ...event.topics]) heard.set(what, now);
  wakeTogether(event.cases, event.topics, event.told ?? ANYWAY);
};

/** Begins to listen; `onState` tells whether wake-ups arrive. Everything on screen is asked for again after a gap. */
export const startLive = (onState: (connected: boolean) => void): (() => void) =>
  listen(hear, (connected) => {
    onState(connected);
    if (!connected) return;
    // It may be another host, which counts from the beginning.
    for (const entry of entries.values()) entry.told = NEVER;
    wakeAll();
    followDrafts(null);
  });
