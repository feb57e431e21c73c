// Keeps what the desk answered as long as a screen shows it, and asks again when the desk says that it changed.
import { useCallback, useSyncExternalStore } from 'react';
import { call, listen, type Fault } from '../api/api.ts';
import { followDrafts } from './drafts.ts';
import { reloadPack, sessionEnded, useSession } from './session.ts';
import type { CallInput, CallName, CallOutput, DeskEvent } from '../../shared/api.ts';

export type LiveCall =
  | 'queue.list'
  | 'lead.inbox'
  | 'case.view'
  | 'refused.list'
  | 'sync.status'
  | 'people.list'
  | 'people.present'
  | 'absence.list'
  | 'alerts.list'
  | 'shift.waiting'
  | 'shift.preview'
  | 'host.info'
  | 'hub.view'
  | 'budgets.view'
  | 'telephone.list';

type Seen<Name extends CallName> = { readonly value: CallOutput<Name> | undefined; readonly fault: Fault | null };
type Entry = {
  seen: Seen<LiveCall>;
  readonly name: LiveCall;
  readonly input: unknown;
  readonly watchers: Set<() => void>;
  asking: boolean;
  stale: boolean;
};

const EMPTY: Seen<LiveCall> = { value: undefined, fault: null };
const entries = new Map<string, Entry>();

const ask = async (entry: Entry): Promise<void> => {
  if (entry.asking) {
    entry.stale = true;
    return;
  }
  entry.asking = true;
  const answer = await call(entry.name, entry.input as CallInput<LiveCall>);
  entry.asking = false;
  // What is on screen stays there while the way to the desk is broken.
  entry.seen = answer.ok ? { value: answer.value, fault: null } : { value: entry.seen.value, fault: answer.fault };
  for (const watcher of entry.watchers) watcher();
  if (entry.stale) {
    entry.stale = false;
    await ask(entry);
  }
};

const watch = (key: string, name: LiveCall, input: unknown, watcher: () => void): (() => void) => {
  const known = entries.get(key);
  const entry: Entry = known ?? { seen: EMPTY, name, input, watchers: new Set(), asking: false, stale: false };
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

const TOPIC: Readonly<Partial<Record<LiveCall, string>>> = {
  'queue.list': 'queue',
  'lead.inbox': 'lead',
  'refused.list': 'refused',
  'sync.status': 'sync',
  'hub.view': 'sync',
  'budgets.view': 'sync',
  'telephone.list': 'sync',
  'people.present': 'presence',
  'absence.list': 'absence',
  'alerts.list': 'alerts',
  'shift.waiting': 'queue',
  'shift.preview': 'queue',
};

const concerns = (entry: Entry, cases: readonly string[], topics: readonly string[]): boolean => {
  if (entry.name === 'case.view') return cases.includes((entry.input as { caseId: string }).caseId);
  const topic = TOPIC[entry.name];
  return topic !== undefined && topics.includes(topic);
};

/** Asks again what these cases and topics stand in; also after an own command, so that nobody waits for the wake-up. */
export const wake = (cases: readonly string[], topics: readonly string[]): void => {
  for (const entry of entries.values()) if (concerns(entry, cases, topics)) void ask(entry);
};

export const wakeAll = (): void => {
  for (const entry of entries.values()) void ask(entry);
};

const hear = (event: DeskEvent): void => {
  if (event.type === 'signed-out') return sessionEnded(event.session);
  const { me } = useSession.getState();
  // Outside the door every principal counts: people come with their pack, and progress is shown for all.
  if (me === null && event.topics.some((topic) => topic === 'sync' || topic === 'pack')) return wakeAll();
  if (event.lane !== me?.lane) return;
  if (event.topics.includes('draft')) followDrafts();
  if (event.topics.includes('pack')) void reloadPack();
  wake(event.cases, event.topics);
};

/** Begins to listen; `onState` tells whether wake-ups arrive. Everything on screen is asked for again after a gap. */
export const startLive = (onState: (connected: boolean) => void): (() => void) =>
  listen(hear, (connected) => {
    onState(connected);
    if (!connected) return;
    wakeAll();
    followDrafts();
  });
