// Remembers when the hub was last heard of, also over a restart, and says whether this desk is away from it now.
import { DAY, MINUTE, type Ms } from '../kernel/time.ts';
import type { Away } from './forecast.ts';
import type { Inside } from './inside.ts';

const KEY = 'last-heard:';

/** A hub gives a sign of life each minute: silent for longer than three, this desk counts as cut off. Source: sync.md §3.2 I14. */
export const SILENT_AFTER: Ms = 3 * MINUTE;

export interface SignsOfLife {
  /** After a conversation. */
  note(lane: string, trouble: string | null): void;
  /** By this desk's clock; null = never, or nobody knows. */
  lastHeard(lane: string): Ms | null;
  /** `trouble`: what keeps the lane from going on. */
  away(lane: string, trouble: string | null): Away | null;
}

export const createSignsOfLife = ({
  store,
  transport,
  clock,
  heard,
}: Pick<Inside, 'store' | 'transport' | 'clock' | 'heard'>): SignsOfLife => {
  const kept = new Map<string, Ms | null>();
  const written = (lane: string): Ms | null => {
    const known = kept.get(lane);
    if (known !== undefined) return known;
    const text = store.setting(KEY + lane);
    const at = text === null ? null : Number(text);
    kept.set(lane, at);
    return at;
  };
  const keep = (lane: string, at: Ms): void => {
    if (written(lane) === at) return;
    kept.set(lane, at);
    store.transact(() => store.saveSetting(KEY + lane, String(at)));
  };
  /** Of a hub that gives no signs of its own: when it last answered. */
  const answered = new Map<string, Ms>();
  const lastHeard = (lane: string): Ms | null => heard.get(lane)?.at ?? written(lane);
  return {
    note: (lane, trouble) => {
      if (transport.mode !== 'hub') return;
      const at = heard.get(lane)?.at;
      if (at !== undefined && at !== null) keep(lane, at);
      else if (!heard.has(lane) && trouble === null) answered.set(lane, clock());
    },
    lastHeard,
    away: (lane, trouble) => {
      if (transport.mode !== 'hub') return null;
      const last = lastHeard(lane) ?? answered.get(lane) ?? null;
      const now = clock();
      if (trouble === null && last !== null && Math.abs(now - last) <= SILENT_AFTER) return null;
      // A clock that was set back would make what is old look fresh.
      return { lastSync: last !== null && last <= now + DAY ? last : null };
    },
  };
};
