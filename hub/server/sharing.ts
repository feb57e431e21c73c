// Plans which lanes a hub process hands to which other one: only to whom it reaches, and only once the picture holds still.
import type { Clock, Ms } from '../../shared/kernel/time.ts';
import { handOvers } from './fair-shares.ts';
import type { Limits } from './limits.ts';
import type { Peer, Sight } from './peers.ts';

export type SharingParts = {
  readonly owner: string;
  readonly url: () => string;
  readonly clock: Clock;
  readonly limits: Pick<Limits, 'hold' | 'renewEvery'>;
  readonly reaches: (url: string) => Promise<boolean>;
  readonly onUnreached: (url: string) => void;
};

export type HandOver = { readonly lane: string; readonly to: Peer };

export interface Sharing {
  /** `mine`: what this process holds; the first of it is given. */
  plan(sight: Sight, mine: readonly string[]): Promise<readonly HandOver[]>;
}

/** Whoever was not reached is asked again after so long. */
const ASK_AGAIN: Ms = 10_000;

export const createSharing = ({ owner, url, clock, limits, reaches, onUnreached }: SharingParts): Sharing => {
  const deaf = new Map<string, { readonly until: Ms; readonly times: number }>();
  let before = '';

  /** Told at the second time: one that is just ending is not reached either, and is gone by then. */
  const givesUpOn = ({ owner: who, url: where }: Peer, until: Ms, times = (deaf.get(who)?.times ?? 0) + 1): void => {
    if (times === 2 && deaf.get(who)?.times !== 2) onUnreached(where);
    deaf.set(who, { until, times });
  };

  /** One that was heard of just now may be ending again. Two that name the same place cannot hand anything on to each other. */
  const isAble = (peer: Peer): boolean => {
    if (peer.since < limits.hold || peer.silent >= 2 * limits.renewEvery) return false;
    if (peer.url === url()) givesUpOn(peer, Number.POSITIVE_INFINITY, 2);
    return (deaf.get(peer.owner)?.until ?? 0) <= clock();
  };

  const isDeaf = async (peer: Peer): Promise<boolean> => {
    if (await reaches(peer.url)) {
      deaf.delete(peer.owner);
      return false;
    }
    givesUpOn(peer, clock() + ASK_AGAIN);
    return true;
  };

  return {
    plan: async ({ peers, held }, mine) => {
      const able = peers.filter(isAble);
      const seen = able.map((peer) => peer.owner).join(' ');
      const isStill = seen === before;
      before = seen;
      if (!isStill) return [];
      const counts = new Map(able.map((peer) => [peer.owner, held.get(peer.owner)?.length ?? 0]));
      const takers = handOvers(owner, counts.set(owner, mine.length)).map((taker) => able.find((peer) => peer.owner === taker)!);
      const unreached = await Promise.all([...new Set(takers)].map(isDeaf));
      return unreached.includes(true) ? [] : takers.map((to, nth) => ({ lane: mine[nth]!, to }));
    },
  };
};
