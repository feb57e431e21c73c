// Keeps what was typed: every draft is with the desk within a second, one store per window, shared by all parts that show it.
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { call } from '../api/api.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { useSession } from './session.ts';

export type DraftState = 'loading' | 'idle' | 'dirty' | 'saved' | 'failed';
/** `turn` counts how often another window of the same person changed it; `known`: what was stored before has arrived. */
type Draft = {
  value: Json;
  state: DraftState;
  savedAt: number | null;
  timer: number | undefined;
  since: number;
  turn: number;
  known: boolean;
};

const QUIET = 350;
/** Even somebody who never pauses has his words saved by then. */
const LATEST = 800;
const RETRY = 2000;

const drafts = new Map<string, Draft>();
const watchers = new Set<() => void>();
const tell = (): void => {
  for (const watcher of watchers) watcher();
};

const put = (key: string, next: Partial<Draft>): Draft => {
  const draft: Draft = {
    value: null,
    state: 'loading',
    savedAt: null,
    timer: undefined,
    since: 0,
    turn: 0,
    known: false,
    ...drafts.get(key),
    ...next,
  };
  drafts.set(key, draft);
  tell();
  return draft;
};

const wireKey = (key: string): string => key.slice(key.indexOf(' ') + 1);
const fullKey = (key: string): string => `${useSession.getState().token ?? ''} ${key}`;

const save = async (key: string): Promise<void> => {
  const draft = drafts.get(key);
  if (draft === undefined || !draft.known || (draft.state !== 'dirty' && draft.state !== 'failed')) return;
  window.clearTimeout(draft.timer);
  const { value } = draft;
  const answer = await call('draft.save', { key: wireKey(key), value });
  const now = drafts.get(key);
  if (now === undefined) return;
  if (!answer.ok) {
    put(key, { state: 'failed', timer: window.setTimeout(() => void save(key), RETRY) });
    return;
  }
  // Typed on while it was saved: the next save is already on its way.
  put(key, now.value === value ? { state: 'saved', savedAt: answer.value.savedAt } : { savedAt: answer.value.savedAt });
};

const isRecord = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whoever began to type before the stored draft had arrived goes on at its end; fields he touched count as he left them. */
const joined = (stored: Json, typed: Json): Json => {
  if (typeof stored === 'string' && typeof typed === 'string') return stored + typed;
  return isRecord(stored) && isRecord(typed) ? { ...stored, ...typed } : (typed ?? stored);
};

const fetchStored = async (key: string): Promise<void> => {
  const answer = await call('draft.get', { key: wireKey(key) });
  const now = drafts.get(key);
  if (now === undefined || now.known) return;
  if (!answer.ok) {
    // Not knowing what is stored, one must not write over it.
    window.setTimeout(() => void fetchStored(key), RETRY);
    return;
  }
  const { value, savedAt } = answer.value;
  if (now.state === 'loading') put(key, { value, savedAt, state: value === null ? 'idle' : 'saved', known: true });
  else {
    put(key, { known: true });
    set(key, joined(value, now.value));
  }
};

const isClean = (key: string): boolean => ['saved', 'idle'].includes(drafts.get(key)?.state ?? 'loading');

/** Takes over what another window of the same person wrote, unless something is being typed here: then that is the newer word. */
const follow = async (key: string): Promise<void> => {
  if (!isClean(key)) return;
  const asked = drafts.get(key)!;
  const answer = await call('draft.get', { key: wireKey(key) });
  const now = drafts.get(key);
  if (!answer.ok || now === undefined || now.value !== asked.value || !isClean(key)) return;
  const { value, savedAt } = answer.value;
  if (JSON.stringify(value) === JSON.stringify(now.value)) return;
  put(key, { value, savedAt, state: value === null ? 'idle' : 'saved', turn: now.turn + 1 });
};

const shown = new Map<string, number>();
let following: number | undefined;

/** Somebody saved a draft somewhere: those on screen here are compared, once for a burst of saves. */
export const followDrafts = (): void => {
  window.clearTimeout(following);
  following = window.setTimeout(() => {
    for (const key of shown.keys()) void follow(key);
  }, 120);
};

const load = async (key: string): Promise<void> => {
  if (drafts.has(key)) return follow(key);
  put(key, {});
  await fetchStored(key);
};

const set = (key: string, value: Json): void => {
  const before = drafts.get(key);
  const now = Date.now();
  const since = before?.state === 'dirty' ? before.since : now;
  window.clearTimeout(before?.timer);
  const wait = Math.max(0, Math.min(QUIET, since + LATEST - now));
  put(key, { value, state: 'dirty', since, known: before?.known ?? true, timer: window.setTimeout(() => void save(key), wait) });
};

/** Sends every unsaved word now: the window closes, or the person signs out. */
export const flushDrafts = (): void => {
  for (const key of drafts.keys()) void save(key);
};

export const forgetDrafts = (): void => drafts.clear();

/** Changes a draft from outside of the part that shows it. */
export const setDraft = (key: string, value: Json): void => set(fullKey(key), value);
export const draftValue = (key: string): Json => drafts.get(fullKey(key))?.value ?? null;

const subscribe = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

const NONE: Draft = { value: null, state: 'idle', savedAt: null, timer: undefined, since: 0, turn: 0, known: false };

/** One draft: its value (null = none), how to change it, whether it is safe, and how often another window changed it. A null key is no draft at all. */
export const useDraft = (key: string | null): readonly [Json, (value: Json) => void, DraftState, number] => {
  const token = useSession((session) => session.token);
  const full = key === null ? null : `${token ?? ''} ${key}`;
  useEffect(() => {
    if (full === null) return undefined;
    shown.set(full, (shown.get(full) ?? 0) + 1);
    void load(full);
    return () => {
      const left = (shown.get(full) ?? 1) - 1;
      if (left === 0) shown.delete(full);
      else shown.set(full, left);
    };
  }, [full]);
  const draft = useSyncExternalStore(subscribe, () => (full === null ? NONE : (drafts.get(full) ?? NONE)));
  const change = useCallback(
    (value: Json) => {
      if (full !== null) set(full, value);
    },
    [full],
  );
  return [draft.value, change, full !== null && !drafts.has(full) ? 'loading' : draft.state, draft.turn];
};
