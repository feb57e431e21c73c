// Keeps what was typed: every draft is with the desk within a second, one store per window, shared by all parts that show it.
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { call } from '../api/api.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { bothOf, isSame, joined } from './draft-words.ts';
import { useSession } from './session.ts';
import { dropUnsaved, keepUnsaved, unsavedWords } from './unsaved.ts';

export type DraftState = 'loading' | 'idle' | 'dirty' | 'saved' | 'failed' | 'conflict';
/** What another window of the same person wrote while something else was typed here; `savedAt` null = it was sent or cleared there. */
export type Other = { readonly value: Json; readonly savedAt: number | null };
/**
 * `turn` counts how often another window of the same person changed it; `known`: what was stored before has arrived; `savedAt`: the version
 * this window changes, null = none; `tried`: what is on its way, whose answer may get lost.
 */
type Draft = {
  value: Json;
  state: DraftState;
  savedAt: number | null;
  timer: number | undefined;
  since: number;
  turn: number;
  known: boolean;
  other: Other | null;
  tried: readonly Json[];
  isSaving: boolean;
};

const QUIET = 350;
/** What was sent is no draft any more: forgotten as soon as what was sent is on the screen. */
const SENT = 120;
/** Even somebody who never pauses has his words saved by then. */
const LATEST = 800;
const RETRY = 2000;
/** Answers get lost one after the other, not by the dozen. */
const TRIED = 5;

const drafts = new Map<string, Draft>();
let conflicts: readonly Conflict[] | undefined;
const watchers = new Set<() => void>();
const tell = (): void => {
  conflicts = undefined;
  for (const watcher of watchers) watcher();
};

const BLANK: Draft = {
  value: null,
  state: 'loading',
  savedAt: null,
  timer: undefined,
  since: 0,
  turn: 0,
  known: false,
  other: null,
  tried: [],
  isSaving: false,
};

const put = (key: string, next: Partial<Draft>): Draft => {
  const draft: Draft = { ...BLANK, ...drafts.get(key), ...next };
  drafts.set(key, draft);
  tell();
  return draft;
};

const wireKey = (key: string): string => key.slice(key.indexOf(' ') + 1);
const fullKey = (key: string): string => `${useSession.getState().token ?? ''} ${key}`;

/** Where one is, and what is only remembered for the next start, is no words: there the last one counts. */
const NO_WORDS = /^(?:view|shift|settings:|call:|way:)/;

const keep = (key: string, { value, savedAt }: Draft): void => {
  if (!NO_WORDS.test(wireKey(key))) keepUnsaved(wireKey(key), { value, savedAt });
};

const isUnsaved = ({ state, known }: Draft): boolean => known && (state === 'dirty' || state === 'failed');

const retry = (key: string): void => keep(key, put(key, { state: 'failed', timer: window.setTimeout(() => void save(key), RETRY) }));

/** One save of a draft at a time: the next one must know which version it changes. */
const save = async (key: string): Promise<void> => {
  const draft = drafts.get(key);
  if (draft === undefined || !draft.known || draft.isSaving || (draft.state !== 'dirty' && draft.state !== 'failed')) return;
  if (draft.other !== null) return saveAside(key, draft);
  window.clearTimeout(draft.timer);
  const { value } = draft;
  put(key, { isSaving: true, tried: [...draft.tried, value].slice(-TRIED) });
  const base = NO_WORDS.test(wireKey(key)) ? {} : { base: draft.savedAt };
  const answer = await call('draft.save', { key: wireKey(key), value, ...base });
  const now = drafts.get(key);
  if (now === undefined) return;
  put(key, { isSaving: false });
  if (!answer.ok) return retry(key);
  const { savedAt, conflict } = answer.value;
  if (conflict !== undefined) return differs(key, conflict);
  // Typed on while it was saved: the next save follows at once.
  put(key, { savedAt: value === null ? null : savedAt, tried: [] });
  if (!isSame(now.value, value)) return void save(key);
  put(key, { state: 'saved' });
  dropUnsaved(wireKey(key));
};

/** Another version stands there: it is this window's own if the answer to it got lost; else both are kept until somebody says what stays. */
const differs = (key: string, other: Other): void => {
  const draft = drafts.get(key)!;
  if (draft.tried.some((value) => isSame(value, other.value))) {
    put(key, { savedAt: other.savedAt, state: 'dirty' });
    return void save(key);
  }
  put(key, { other, state: 'dirty', tried: [] });
  void save(key);
};

const saveAside = async (key: string, { value, timer }: Draft): Promise<void> => {
  window.clearTimeout(timer);
  put(key, { isSaving: true });
  const answer = await call('draft.save', { key: wireKey(key), value, aside: true });
  const now = drafts.get(key);
  if (now === undefined) return;
  put(key, { isSaving: false });
  if (!answer.ok) return retry(key);
  // Settled while it was on its way: what was put aside behind that would ask the author again at the next start.
  if (now.other === null) void call('draft.save', { key: wireKey(key), value: null, aside: true });
  if (now.other === null || !isSame(now.value, value)) void save(key);
  else {
    put(key, { state: 'conflict' });
    dropUnsaved(wireKey(key));
  }
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
  const { value, savedAt, aside } = answer.value;
  if (aside !== undefined && !isSame(aside, value))
    put(key, {
      value: joined(aside, now.state === 'loading' ? null : now.value),
      other: { value, savedAt },
      state: 'conflict',
      known: true,
    });
  else if (now.state === 'loading') put(key, { value, savedAt, state: value === null ? 'idle' : 'saved', known: true });
  else {
    put(key, { known: true, savedAt });
    set(key, joined(value, now.value));
  }
};

const isClean = (key: string): boolean => ['saved', 'idle'].includes(drafts.get(key)?.state ?? 'loading');

/** Takes over what another window of the same person wrote, unless something is being typed here: then that is the newer word. */
const follow = async (key: string): Promise<void> => {
  if (drafts.get(key)?.state === 'conflict') return compare(key);
  if (!isClean(key)) return;
  const asked = drafts.get(key)!;
  const answer = await call('draft.get', { key: wireKey(key) });
  const now = drafts.get(key);
  if (!answer.ok || now === undefined || now.value !== asked.value || !isClean(key)) return;
  const { value, savedAt } = answer.value;
  if (isSame(value, now.value)) return void put(key, { savedAt });
  put(key, { value, savedAt, state: value === null ? 'idle' : 'saved', turn: now.turn + 1 });
};

/** Typed on in the other window, or settled there. */
const compare = async (key: string): Promise<void> => {
  const answer = await call('draft.get', { key: wireKey(key) });
  const now = drafts.get(key);
  if (!answer.ok || now?.state !== 'conflict') return;
  const { value, savedAt, aside } = answer.value;
  if (aside === undefined) put(key, { value, savedAt, other: null, state: value === null ? 'idle' : 'saved', turn: now.turn + 1 });
  else if (!isSame(value, now.other?.value ?? null)) put(key, { other: { value, savedAt } });
};

const shown = new Map<string, number>();
let following: number | undefined;
/** Which of them; null = it is not known which. */
let followed: Set<string> | null = new Set();

/** Somebody saved these drafts somewhere (null: nobody knows which): those on screen here are compared, once for a burst of saves. */
export const followDrafts = (keys: readonly string[] | null): void => {
  followed = keys === null || followed === null ? null : new Set([...followed, ...keys]);
  window.clearTimeout(following);
  following = window.setTimeout(() => {
    const wanted = followed;
    followed = new Set();
    for (const key of shown.keys()) if (wanted === null || wanted.has(wireKey(key))) void follow(key);
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
  const wait = Math.max(0, Math.min(value === null ? SENT : QUIET, since + LATEST - now));
  put(key, { value, state: 'dirty', since, known: before?.known ?? true, timer: window.setTimeout(() => void save(key), wait) });
};

/** One draft two windows wrote at once: what is typed here, and what stands there. */
export type Conflict = { readonly key: string; readonly mine: Json; readonly other: Other };

/** Those of the drafts on screen. */
const conflictsNow = (): readonly Conflict[] =>
  (conflicts ??= [...shown.keys()].flatMap((key) => {
    const draft = drafts.get(key);
    return draft === undefined || draft.other === null ? [] : [{ key, mine: draft.value, other: draft.other }];
  }));

export const useConflicts = (): readonly Conflict[] => useSyncExternalStore(subscribe, conflictsNow);

/** The author has said what stays: his words here, those of the other window, or both, one behind the other. */
export const settleConflict = (key: string, stays: 'mine' | 'other' | 'both'): void => {
  const draft = drafts.get(key);
  if (draft?.other === null || draft === undefined) return;
  const { value, savedAt } = draft.other;
  put(key, { other: null, savedAt });
  if (stays === 'other') put(key, { value, state: value === null ? 'idle' : 'saved', turn: draft.turn + 1 });
  else set(key, stays === 'mine' ? draft.value : bothOf(value, draft.value));
  void call('draft.save', { key: wireKey(key), value: null, aside: true });
};

/** Sends every unsaved word now: the window closes, or the person signs out. */
export const flushDrafts = (): void => {
  for (const [key, draft] of drafts) {
    const { isSaving, state, value, other, known } = draft;
    if (isUnsaved(draft)) keep(key, draft);
    // What is on its way cannot be waited for; words that come after it must not wait either.
    if (isSaving && known && state === 'dirty')
      void call('draft.save', { key: wireKey(key), value, ...(other === null ? {} : { aside: true }) });
    else void save(key);
  }
};

/** Takes up what this person had typed here when the desk was gone; called once he is signed in again. */
export const takeUpUnsaved = (): void => {
  for (const { key, value, savedAt } of unsavedWords()) {
    const full = fullKey(key);
    if (drafts.get(full)?.known === true) continue;
    put(full, { value, savedAt, state: 'failed', known: true, tried: [value] });
    void save(full);
  }
};

export const forgetDrafts = (): void => {
  for (const [key, draft] of drafts) if (isUnsaved(draft)) keep(key, draft);
  drafts.clear();
};

/** Changes a draft from outside of the part that shows it. */
export const setDraft = (key: string, value: Json): void => set(fullKey(key), value);
export const draftValue = (key: string): Json => drafts.get(fullKey(key))?.value ?? null;

const subscribe = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

const NONE: Draft = { ...BLANK, state: 'idle' };

/** One draft: its value (null = none), how to change it, whether it is safe, and how often another window changed it. A null key is no draft at all. */
export const useDraft = (key: string | null): readonly [Json, (value: Json) => void, DraftState, number] => {
  const token = useSession((session) => session.token);
  const full = key === null ? null : `${token ?? ''} ${key}`;
  useEffect(() => {
    if (full === null) return undefined;
    shown.set(full, (shown.get(full) ?? 0) + 1);
    tell();
    void load(full);
    return () => {
      const left = (shown.get(full) ?? 1) - 1;
      if (left === 0) shown.delete(full);
      else shown.set(full, left);
      tell();
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
