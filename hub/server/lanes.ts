// Divides lanes among hub processes over one database: who holds a lane sequences it, until he gives it back or is heard of no more.
import type { Clock, Ms } from '../../shared/kernel/time.ts';
import type { LaneHold, LedgerStore } from '../../shared/store/ledger-store.ts';
import type { Limits } from './limits.ts';

/** Ours, or where the process that holds it is reached; null while nobody can be said to hold it. */
export type Holder = 'ours' | { readonly url: string } | null;

export interface Lanes {
  /** Takes the lane if it is free. */
  ensure(lane: string): Promise<Holder>;
  /** Whoever was said to hold it did not answer. */
  doubt(lane: string): void;
  /** The proof for the next append; null where the lane is not ours now. */
  fence(lane: string): LaneHold | null;
  holds(lane: string): boolean;
  /** Renews what is held and takes what nobody holds any more; called once a second. */
  renew(lanes: readonly string[]): Promise<void>;
  /** Gives everything back, and takes nothing any more. */
  release(): Promise<void>;
}

/** Where there is only one process nobody divides: every lane is ours, without a hold. */
export const undivided: Lanes = {
  ensure: () => Promise.resolve('ours'),
  doubt: () => undefined,
  fence: () => null,
  holds: () => true,
  renew: () => Promise.resolve(),
  release: () => Promise.resolve(),
};

export type LanesParts = {
  readonly store: Pick<LedgerStore, 'holdLane' | 'laneHolder' | 'releaseLane'>;
  readonly clock: Clock;
  /** Names this process; two starts never share it. */
  readonly owner: string;
  /** Where the other processes reach this one. */
  readonly url: () => string;
  readonly limits: Pick<Limits, 'hold' | 'renewEvery'>;
  /** A lane came to us, or left us without being given back. */
  readonly onChange: (lane: string, held: boolean) => void;
};

type Mine = { readonly hold: LaneHold; readonly until: Ms };
type Theirs = { readonly url: string; readonly until: Ms };

export const createLanes = ({ store, clock, owner, url, limits, onChange }: LanesParts): Lanes => {
  const mine = new Map<string, Mine>();
  const theirs = new Map<string, Theirs>();
  const asking = new Map<string, Promise<Holder>>();
  let ended = false;

  // Ours ends a little before the database says so: a decision begun at the last moment would be fenced off.
  const isOurs = (found: Mine | undefined): found is Mine => found !== undefined && clock() < found.until - limits.hold / 6;

  const lose = (lane: string): void => {
    if (mine.delete(lane)) onChange(lane, false);
  };

  const take = async (lane: string): Promise<Holder> => {
    if (ended) return null;
    const now = clock();
    const hold = await store.holdLane(lane, owner, url(), now, now + limits.hold);
    if (hold !== null) {
      const known = mine.get(lane);
      mine.set(lane, { hold, until: now + limits.hold });
      theirs.delete(lane);
      if (known?.hold.token !== hold.token) onChange(lane, true);
      return 'ours';
    }
    lose(lane);
    const holder = await store.laneHolder(lane);
    if (holder === null || holder.until <= clock()) return null;
    theirs.set(lane, { url: holder.url, until: holder.until });
    return { url: holder.url };
  };

  /** One question per lane at a time, however many pushes wait for its answer. */
  const ask = (lane: string): Promise<Holder> => {
    const running = asking.get(lane);
    if (running !== undefined) return running;
    const mineToAsk = take(lane).finally(() => asking.delete(lane));
    asking.set(lane, mineToAsk);
    return mineToAsk;
  };

  return {
    ensure: (lane) => {
      if (isOurs(mine.get(lane))) return Promise.resolve('ours');
      const other = theirs.get(lane);
      if (other !== undefined && clock() < other.until) return Promise.resolve({ url: other.url });
      return ask(lane);
    },
    doubt: (lane) => void theirs.delete(lane),
    fence: (lane) => {
      const found = mine.get(lane);
      return isOurs(found) ? found.hold : null;
    },
    holds: (lane) => isOurs(mine.get(lane)),
    renew: async (lanes) => {
      const due = [...new Set([...mine.keys(), ...lanes])].filter((lane) => mine.has(lane) || clock() >= (theirs.get(lane)?.until ?? 0));
      await Promise.all(due.map(ask));
    },
    release: async () => {
      ended = true;
      await Promise.allSettled(asking.values());
      const held = [...mine];
      mine.clear();
      await Promise.all(held.map(([lane, { hold }]) => store.releaseLane(lane, hold)));
    },
  };
};
