// Keeps what was typed: every draft is with the desk within a second, one store per window, shared by all parts that show it.
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { call } from '../api/api.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { useSession } from './session.ts';

export type DraftState = 'loading' | 'idle' | 'dirty' | 'saved' | 'failed';
type Draft = { value: Json; state: DraftState; savedAt: number | null; timer: number | undefined; since: number };

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
  const draft: Draft = { value: null, state: 'loading', savedAt: null, timer: undefined, since: 0, ...drafts.get(key), ...next };
  drafts.set(key, draft);
  tell();
  return draft;
};

const wireKey = (key: string): string => key.slice(key.indexOf(' ') + 1);
const fullKey = (key: string): string => `${useSession.getState().token ?? ''} ${key}`;

const save = async (key: string): Promise<void> => {
  const draft = drafts.get(key);
  if (draft === undefined || (draft.state !== 'dirty' && draft.state !== 'failed')) return;
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

const load = async (key: string): Promise<void> => {
  if (drafts.has(key)) return;
  put(key, {});
  const answer = await call('draft.get', { key: wireKey(key) });
  const now = drafts.get(key);
  if (now?.state !== 'loading') return;
  put(
    key,
    answer.ok
      ? { value: answer.value.value, savedAt: answer.value.savedAt, state: answer.value.value === null ? 'idle' : 'saved' }
      : { state: 'idle' },
  );
};

const set = (key: string, value: Json): void => {
  const before = drafts.get(key);
  const now = Date.now();
  const since = before?.state === 'dirty' ? before.since : now;
  window.clearTimeout(before?.timer);
  const wait = Math.max(0, Math.min(QUIET, since + LATEST - now));
  put(key, { value, state: 'dirty', since, timer: window.setTimeout(() => void save(key), wait) });
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

const NONE: Draft = { value: null, state: 'idle', savedAt: null, timer: undefined, since: 0 };

/** One draft: its value (null = none), how to change it, and whether it is safe. A null key is no draft at all. */
export const useDraft = (key: string | null): readonly [Json, (value: Json) => void, DraftState] => {
  const token = useSession((session) => session.token);
  const full = key === null ? null : `${token ?? ''} ${key}`;
  useEffect(() => {
    if (full !== null) void load(full);
  }, [full]);
  const draft = useSyncExternalStore(subscribe, () => (full === null ? NONE : (drafts.get(full) ?? NONE)));
  const change = useCallback(
    (value: Json) => {
      if (full !== null) set(full, value);
    },
    [full],
  );
  return [draft.value, change, full !== null && !drafts.has(full) ? 'loading' : draft.state];
};
