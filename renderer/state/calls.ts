// Keeps the one call of the person at this desk and what is due after it: drafts, so that they outlive screens, a reload and a crash.
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Json } from '../../shared/kernel/result.ts';
import { draftValue, useDraft } from './drafts.ts';
import { useSession } from './session.ts';

export type Call = {
  readonly startedAt: number;
  readonly direction: 'in' | 'out';
  /** Since when the customer is on hold; null = he is on the line. */
  readonly heldAt: number | null;
  /** Milliseconds on hold before that. */
  readonly held: number;
  /** The telephone system's name for it, or one of our own. */
  readonly call: string;
  /** Null until it is said what the call is about. */
  readonly caseId: string | null;
  readonly informed: boolean;
};

/** A call that is over. `logged` false: no case took the contact yet. */
export type Wrap = {
  readonly endedAt: number;
  readonly caseId: string | null;
  readonly call: string;
  readonly direction: 'in' | 'out';
  readonly reached: boolean;
  readonly informed: boolean;
  readonly seconds: number;
  readonly held: number;
  readonly logged: boolean;
};

const CALL = 'call:now';
const AFTER = 'call:after';
/** Whoever leaves more than these behind has not looked at the first for a day. */
const KEPT = 9;

const isRecord = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The call of this person, on whatever case; null = nobody on the line. `known`: what was kept has arrived. */
export const useOwnCall = (): { readonly call: Call | null; readonly set: (call: Call | null) => void; readonly known: boolean } => {
  const [value, set, state] = useDraft(CALL);
  const call = isRecord(value) && typeof value['startedAt'] === 'number' ? (value as unknown as Call) : null;
  return { call, set: (next) => set(next === null ? null : { ...next }), known: state !== 'loading' };
};

/** What is due after calls, the newest last. */
export const useWraps = (): readonly [readonly Wrap[], (wraps: readonly Wrap[]) => void] => {
  const [value, set] = useDraft(AFTER);
  const wraps = Array.isArray(value) ? (value as unknown as readonly Wrap[]) : [];
  return [wraps, (next) => set(next.length === 0 ? null : next.slice(-KEPT).map((wrap) => ({ ...wrap })))];
};

/** As they stand by now, whatever was done while something was on its way. */
export const wrapsNow = (): readonly Wrap[] => {
  const value = draftValue(AFTER);
  return Array.isArray(value) ? (value as unknown as readonly Wrap[]) : [];
};

const SECONDS_MOST = 86_400;

/** Length of a call and of its hold, in whole seconds; the hold is never the longer of the two. */
export const callFigures = (
  call: Pick<Call, 'startedAt' | 'heldAt' | 'held'>,
  now: number,
): { readonly seconds: number; readonly held: number } => {
  const seconds = Math.min(SECONDS_MOST, Math.max(0, Math.floor((now - call.startedAt) / 1000)));
  return { seconds, held: Math.min(seconds, Math.floor(heldFor(call, now) / 1000)) };
};

/** Milliseconds the customer was on hold so far, all of it together. */
export const heldFor = ({ heldAt, held }: Pick<Call, 'heldAt' | 'held'>, now: number): number =>
  held + (heldAt === null ? 0 : Math.max(0, now - heldAt));

/** What every window of this machine may know of a call: for whom it is, and since when. There is one telephone at a workplace. */
export type Mark = { readonly lane: string; readonly name: string; readonly call: string; readonly since: number };

const MARK = 'stafette.call';
const STALE = 12 * 3_600_000;
const watchers = new Set<() => void>();
const tell = (): void => watchers.forEach((watcher) => watcher());
const subscribe = (watcher: () => void): (() => void) => {
  const hear = ({ key }: StorageEvent): void => (key === MARK || key === null ? watcher() : undefined);
  watchers.add(watcher);
  window.addEventListener('storage', hear);
  return () => {
    watchers.delete(watcher);
    window.removeEventListener('storage', hear);
  };
};
const stored = (): string | null => window.localStorage.getItem(MARK);

const markIn = (text: string | null): Mark | null => {
  try {
    const read = JSON.parse(text ?? 'null') as Mark | null;
    return read !== null && Date.now() - read.since < STALE ? read : null;
  } catch {
    return null;
  }
};

/** Takes the mark away: of this call, or whichever stands there. */
export const dropMark = (call: string | null = null): void => {
  if (call !== null && markIn(stored())?.call !== call) return;
  window.localStorage.removeItem(MARK);
  tell();
};

/** Marks the running call of this window for the others, and takes the mark away when it is over. */
export const useMarkedCall = (call: Call | null, known: boolean): void => {
  const lane = useSession((session) => session.pack?.lane ?? null);
  const name = useSession((session) => session.pack?.name ?? '');
  const last = useRef<string | null>(null);
  const ref = call?.call ?? null;
  useEffect(() => {
    if (!known || lane === null) return;
    if (ref !== null) {
      last.current = ref;
      window.localStorage.setItem(MARK, JSON.stringify({ lane, name, call: ref, since: Date.now() } satisfies Mark));
      tell();
    } else if (last.current !== null) {
      dropMark(last.current);
      last.current = null;
    }
  }, [ref, known, lane, name]);
};

let accepted: string | null = null;

/** A call for another principal than this window's that runs at this machine, as far as nobody has said that he knows. */
export const foreignCall = (lane: string): Mark | null => {
  const mark = markIn(stored());
  return mark === null || mark.lane === lane ? null : mark;
};
export const mustWarn = (lane: string): Mark | null => {
  const mark = foreignCall(lane);
  return mark === null || mark.call === accepted ? null : mark;
};
/** Somebody said that what he logs now is meant for the principal of his window. */
export const acceptForeign = (call: string): void => void (accepted = call);

export const useForeignCall = (): Mark | null => {
  const lane = useSession((session) => session.me?.lane ?? null);
  const text = useSyncExternalStore(subscribe, stored);
  const mark = markIn(text);
  return mark === null || lane === null || mark.lane === lane ? null : mark;
};
