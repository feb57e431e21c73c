// Divides lanes among hub processes over one database: who holds a lane sequences it, until he gives it back or is heard of no more.
import type { Clock, Ms } from '../../shared/kernel/time.ts';
import type { LaneHold, LedgerStore } from '../../shared/store/ledger-store.ts';
import type { Limits } from './limits.ts';
import type { Peer, Peers, Sight } from './peers.ts';
import { createSharing } from './sharing.ts';

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
  /** Before the lane is handed to another process, work that has begun is ended. */
  during<Done>(lane: string, work: () => Promise<Done>): Promise<Done>;
  /** Renews what is held, takes what nobody holds any more, and hands over what is beyond a fair share; called once a second. */
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
  during: (_, work) => work(),
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
  /** Left out: nobody says who else lives, and nothing is handed over. */
  readonly peers?: Peers;
  /** Whether what comes in here can be handed on there. */
  readonly reaches?: (url: string) => Promise<boolean>;
  /** Another process lives and gets nothing, because it was not reached. */
  readonly onUnreached?: (url: string) => void;
  readonly onFault?: (error: unknown) => void;
};

type Mine = { readonly hold: LaneHold; readonly until: Ms };
type Theirs = { readonly url: string; readonly until: Ms };

export const createLanes = (parts: LanesParts): Lanes => {
  const { store, clock, owner, url, limits, onChange, peers, onFault = rethrow } = parts;
  const mine = new Map<string, Mine>();
  const theirs = new Map<string, Theirs>();
  const asking = new Map<string, Promise<Holder>>();
  const leaving = new Map<string, Promise<Holder>>();
  const begun = createBegun();
  const sharing = createSharing({
    owner,
    url,
    clock,
    limits,
    reaches: parts.reaches ?? (() => Promise.resolve(true)),
    onUnreached: parts.onUnreached ?? (() => undefined),
  });
  let handing: Promise<void> | null = null;
  let ended = false;
  /** How far the database's clock is ahead of ours: two machines never agree, and whoever runs ahead would take what is still held. */
  let ahead: Ms | null = null;

  const look = async (): Promise<Sight | null> => {
    if (peers === undefined) return null;
    try {
      const sight = await peers.look(url());
      ahead = sight.now - clock();
      return sight;
    } catch (error) {
      // Whoever cannot see the others keeps renewing what is his.
      onFault(error);
      return null;
    }
  };

  // Ours ends a little before the database says so: a decision begun at the last moment would be fenced off.
  const isOurs = (found: Mine | undefined): found is Mine => found !== undefined && clock() < found.until - limits.hold / 6;

  const lose = (lane: string): void => {
    if (mine.delete(lane)) onChange(lane, false);
  };

  const take = async (lane: string): Promise<Holder> => {
    if (ended) return null;
    if (ahead === null && peers !== undefined) await look();
    const [now, there] = [clock(), ahead ?? 0];
    const hold = await store.holdLane(lane, owner, url(), now + there, now + there + limits.hold);
    if (hold !== null) {
      const known = mine.get(lane);
      mine.set(lane, { hold, until: now + limits.hold });
      theirs.delete(lane);
      if (known?.hold.token !== hold.token) onChange(lane, true);
      return 'ours';
    }
    lose(lane);
    const holder = await store.laneHolder(lane);
    const until = (holder?.until ?? 0) - there;
    if (holder === null || until <= clock()) return null;
    theirs.set(lane, { url: holder.url, until });
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

  /** Nothing new is begun, what has begun is ended, and in one step the other one holds it; pushes that come meanwhile wait and are handed on. */
  const give = async (lane: string, to: Peer, by: Peers): Promise<Holder> => {
    await Promise.allSettled([asking.get(lane)]);
    await begun.ended(lane, limits.hold / 3);
    const found = mine.get(lane);
    if (isOurs(found) && (await by.hand(lane, found.hold, to.owner).catch(onFault)) === true) {
      lose(lane);
      theirs.set(lane, { url: to.url, until: clock() + limits.hold });
      return { url: to.url };
    }
    // Not handed over, or nobody knows: only the database can say whose it is now.
    if (found !== undefined) mine.set(lane, { ...found, until: 0 });
    return ask(lane);
  };

  const share = async (sight: Sight, by: Peers): Promise<void> => {
    const held = (sight.held.get(owner) ?? []).filter((lane) => isOurs(mine.get(lane)));
    const plan = await sharing.plan(sight, held);
    const given = plan.map(async ({ lane, to }) => {
      const going = give(lane, to, by).finally(() => leaving.delete(lane));
      leaving.set(lane, going);
      await going;
    });
    await Promise.all(given);
  };

  return {
    ensure: (lane) => {
      const going = leaving.get(lane);
      if (going !== undefined) return going;
      if (isOurs(mine.get(lane))) return Promise.resolve('ours');
      const other = theirs.get(lane);
      if (other !== undefined && clock() < other.until) return Promise.resolve({ url: other.url });
      return ask(lane);
    },
    doubt: (lane) => void theirs.delete(lane),
    fence: (lane) => {
      const found = mine.get(lane);
      return isOurs(found) && !leaving.has(lane) ? found.hold : null;
    },
    holds: (lane) => isOurs(mine.get(lane)),
    during: begun.during,
    renew: async (lanes) => {
      const isDue = (lane: string): boolean => !leaving.has(lane) && (mine.has(lane) || clock() >= (theirs.get(lane)?.until ?? 0));
      const due = [...new Set([...mine.keys(), ...lanes])].filter(isDue);
      if (peers === undefined) return void (await Promise.all(due.map(ask)));
      const [sight] = await Promise.all([look(), ...due.map(ask)]);
      if (sight === null) return;
      // What somebody handed to us.
      await Promise.all((sight.held.get(owner) ?? []).filter((lane) => !mine.has(lane) && !leaving.has(lane)).map(ask));
      // Nobody waits for it: what is held must be renewed meanwhile.
      if (handing === null && !ended)
        handing = share(sight, peers)
          .catch(onFault)
          .finally(() => (handing = null));
    },
    release: async () => {
      ended = true;
      if (handing !== null) await handing;
      await Promise.allSettled(asking.values());
      const held = [...mine];
      mine.clear();
      await Promise.all(held.map(([lane, { hold }]) => store.releaseLane(lane, hold)));
      if (peers !== undefined) await peers.leave();
    },
  };
};

const rethrow = (error: unknown): never => {
  throw error;
};

type Begun = Pick<Lanes, 'during'> & {
  /** Answers when nothing of the lane is under way, at the latest after `within`: what is still begun then is fenced off and begun anew elsewhere. */
  readonly ended: (lane: string, within: Ms) => Promise<void>;
};

const createBegun = (): Begun => {
  const counts = new Map<string, number>();
  const waiting = new Map<string, () => void>();
  return {
    during: async (lane, work) => {
      counts.set(lane, (counts.get(lane) ?? 0) + 1);
      try {
        return await work();
      } finally {
        const left = counts.get(lane)! - 1;
        if (left > 0) counts.set(lane, left);
        else {
          counts.delete(lane);
          waiting.get(lane)?.();
        }
      }
    },
    ended: (lane, within) =>
      new Promise((resolve) => {
        if (!counts.has(lane)) return resolve();
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(lane);
          resolve();
        };
        const timer = setTimeout(done, within);
        waiting.set(lane, done);
      }),
  };
};
