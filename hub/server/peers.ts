// Knows which hub processes over one database live and what they hold, by the database's clock, and hands a lane from one to the other.
import type { Ms } from '../../shared/kernel/time.ts';
import type { LaneHold } from '../../shared/store/ledger-store.ts';
import type { PgHandle } from '../../shared/store/postgres-handle.ts';

/** Another living process; `url` is where it is reached. */
export type Peer = {
  readonly owner: string;
  readonly url: string;
  /** Heard of without a break for so long. */
  readonly since: Ms;
  /** Not heard of for so long. */
  readonly silent: Ms;
};

/** One look at the database; `held` are the lanes of whoever holds some now. */
export type Sight = { readonly now: Ms; readonly peers: readonly Peer[]; readonly held: ReadonlyMap<string, readonly string[]> };

export interface Peers {
  /** Says that this process lives, and looks who else does. */
  look(url: string): Promise<Sight>;
  /** Makes a living process the lane's holder, with the next token; false where it was not ours to give or nobody is there to take it. */
  hand(lane: string, hold: LaneHold, to: string): Promise<boolean>;
  /** This process lives no more; what it still holds is free. */
  leave(): Promise<void>;
}

export type PeersParts = {
  readonly owner: string;
  /** Whoever is not heard of for so long is dead, and so long is a lane his to whom it is handed. */
  readonly hold: Ms;
};

const CLOCK = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';
/** Names of the dead are kept no longer than anybody could still mistake them for living. */
const KEPT: Ms = 60_000;

const LIVES = `WITH clock AS (SELECT ${CLOCK} AS now),
    gone AS (DELETE FROM hub_processes WHERE owner <> $1 AND seen_at < (SELECT now FROM clock) - ${KEPT})
  INSERT INTO hub_processes AS p (owner, url, begun_at, seen_at) SELECT $1::text, $2::text, now, now FROM clock
  ON CONFLICT (owner) DO UPDATE SET url = excluded.url, seen_at = excluded.seen_at,
    begun_at = CASE WHEN p.seen_at < excluded.seen_at - $3::bigint THEN excluded.begun_at ELSE p.begun_at END
  RETURNING seen_at AS now`;

const OTHERS = `SELECT owner, url, $2::bigint - begun_at AS since, greatest(0, $2::bigint - seen_at) AS silent
  FROM hub_processes WHERE owner <> $1 AND seen_at > $2::bigint - $3::bigint ORDER BY owner COLLATE "C"`;

/** In one statement, so that at no moment nobody holds the lane; who leaves at this very moment waits, and frees it then. */
const HAND = `UPDATE lanes SET holder = taker.owner, url = taker.url, token = token + 1, held_until = ${CLOCK} + $4::bigint
  FROM (SELECT owner, url FROM hub_processes WHERE owner = $5 AND seen_at > ${CLOCK} - $4::bigint FOR SHARE) AS taker
  WHERE lane = $1 AND holder = $2 AND token = $3 AND held_until > ${CLOCK}`;

export const createPostgresPeers = (handle: PgHandle, { owner, hold }: PeersParts): Peers => ({
  look: async (url) => {
    const now = (await handle.rows<{ now: number }>(LIVES, [owner, url, hold]))[0]!.now;
    const peers = await handle.rows<Peer>(OTHERS, [owner, now, hold]);
    const held = new Map<string, string[]>();
    const sql = 'SELECT lane, holder FROM lanes WHERE holder IS NOT NULL AND held_until > $1 ORDER BY lane COLLATE "C"';
    for (const { lane, holder } of await handle.rows<{ lane: string; holder: string }>(sql, [now]))
      held.set(holder, [...(held.get(holder) ?? []), lane]);
    return { now, peers, held };
  },
  hand: async (lane, { owner: from, token }, to) => (await handle.run(HAND, [lane, from, token, hold, to])) > 0,
  leave: () =>
    handle.transact(async (session) => {
      await session.run('DELETE FROM hub_processes WHERE owner = $1', [owner]);
      await session.run('UPDATE lanes SET holder = NULL, held_until = 0 WHERE holder = $1', [owner]);
    }),
});
