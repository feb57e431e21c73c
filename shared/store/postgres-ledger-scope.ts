// Answers from PostgreSQL what a hub asks of a ledger: epochs, who may see which case, inventories, signs of life, who sequences a lane.
import { anchorOf } from './anchor.ts';
import { horizonOf, pageOf, readPlace, type Ranked } from './case-rank.ts';
import type { Epoch, Glance, HubPart, LaneHold, LaneHolder } from './ledger-store.ts';
import { readGrants } from './postgres-grants.ts';
import type { PgHandle } from './postgres-handle.ts';

type ScopePart = Omit<HubPart, 'customerMark' | 'customersAfter'>;

export const createPostgresScope = (handle: PgHandle): ScopePart => ({
  ...createPlaces(handle),
  ...createCases(handle),
  ...createHolds(handle),
});

const RANGE = 'lane = $1 AND (rank, case_id COLLATE "C") > ($2, $3) AND rank <= $4';
const ORDER = 'ORDER BY rank, case_id COLLATE "C"';

/** Every case of a lane: one range of an index. */
const EVERYTHING = `SELECT rank, case_id AS "caseId", version FROM states WHERE ${RANGE} ${ORDER} LIMIT $5`;

/** One range per tag, each read no further than a page needs; a case that has several of the tags comes once. */
const BY_TAGS = `SELECT found.rank, found.case_id AS "caseId", s.version FROM (
    SELECT part.rank, part.case_id FROM unnest($6::text[]) AS asked (tag), LATERAL (
      SELECT rank, case_id FROM audience a WHERE a.tag = asked.tag AND ${RANGE} ${ORDER} LIMIT $5
    ) AS part GROUP BY part.rank, part.case_id ORDER BY part.rank, part.case_id COLLATE "C" LIMIT $5
  ) AS found JOIN states s ON s.case_id = found.case_id ORDER BY found.rank, found.case_id COLLATE "C"`;

const GLANCE = `SELECT epoch, lanes.position, absences, canary,
    (SELECT coalesce(max(mark), 0) FROM customers c WHERE c.lane = lanes.lane) AS customers,
    e.event, e.recorded_at FROM lanes LEFT JOIN events e ON e.lane = lanes.lane AND e.position = $2 WHERE lanes.lane = $1`;

type Placed = { readonly event: string | null; readonly recorded_at: number | null };

const anchorFrom = (row: Placed | undefined): string | null =>
  row === undefined || row.event === null || row.recorded_at === null
    ? null
    : anchorOf({ event: JSON.parse(row.event) as { id: string }, recordedAt: row.recorded_at });

const createPlaces = (handle: PgHandle): Pick<ScopePart, 'epochs' | 'renewEpoch' | 'eventAt' | 'glance' | 'beat' | 'canary'> => ({
  epochs: (lane) => handle.rows<Epoch>('SELECT epoch, from_position AS "from" FROM epochs WHERE lane = $1 ORDER BY place', [lane]),
  renewEpoch: (lane, expected, next) =>
    handle.transact(async (session) => {
      const renewed = await session.run('UPDATE lanes SET epoch = $1 WHERE lane = $2 AND epoch = $3', [next.epoch, lane, expected]);
      if (renewed === 0) return false;
      await session.run('INSERT INTO epochs (lane, epoch, from_position) VALUES ($1, $2, $3)', [lane, next.epoch, next.from]);
      return true;
    }),
  eventAt: async (lane, position) => {
    const sql = 'SELECT event, recorded_at FROM events WHERE lane = $1 AND position = $2';
    return anchorFrom((await handle.rows<Placed>(sql, [lane, position]))[0]);
  },
  glance: async (lane, position) => {
    const [row] = await handle.rows<Omit<Glance, 'anchor'> & Placed>(GLANCE, [lane, position]);
    if (row === undefined) return null;
    const { event, recorded_at, ...rest } = row;
    return { ...rest, anchor: position === 0 ? '' : anchorFrom({ event, recorded_at }) };
  },
  beat: async (lane, at) => void (await handle.run('UPDATE lanes SET canary = $1 WHERE lane = $2', [at, lane])),
  canary: async (lane) =>
    (await handle.rows<{ canary: number | null }>('SELECT canary FROM lanes WHERE lane = $1', [lane]))[0]?.canary ?? null,
});

const createCases = (
  handle: PgHandle,
): Pick<ScopePart, 'casesOfBodies' | 'audiences' | 'inventory' | 'lastPositions' | 'grantsOfCases'> => ({
  casesOfBodies: async (lane, hashes) => {
    const sql = 'SELECT hash, case_id FROM bodies WHERE lane = $1 AND hash = ANY($2)';
    const rows = hashes.length === 0 ? [] : await handle.rows<{ hash: string; case_id: string }>(sql, [lane, hashes]);
    return new Map(rows.map(({ hash, case_id }) => [hash, case_id]));
  },
  audiences: async (lane, caseIds) => {
    const sql = 'SELECT case_id, tag FROM audience WHERE lane = $1 AND case_id = ANY($2) ORDER BY case_id, tag COLLATE "C"';
    const rows = caseIds.length === 0 ? [] : await handle.rows<{ case_id: string; tag: string }>(sql, [lane, caseIds]);
    const found = new Map<string, string[]>();
    for (const { case_id, tag } of rows) {
      const tags = found.get(case_id);
      if (tags === undefined) found.set(case_id, [tag]);
      else tags.push(tag);
    }
    return found;
  },
  inventory: async ({ lane, tags, closedSince, after, limit }) => {
    const { rank, caseId } = readPlace(after);
    const bounds = [lane, rank, caseId, horizonOf(closedSince), limit + 1] as const;
    const found =
      tags === null
        ? await handle.rows<Ranked & { version: number }>(EVERYTHING, bounds)
        : await handle.rows<Ranked & { version: number }>(BY_TAGS, [...bounds, tags]);
    return pageOf(found, limit);
  },
  lastPositions: async (lane, caseIds) => {
    const sql = `SELECT asked.id, last.position FROM unnest($2::text[]) AS asked (id), LATERAL (
      SELECT lane, position FROM events WHERE case_id = asked.id ORDER BY version DESC LIMIT 1
    ) AS last WHERE last.lane = $1`;
    const rows = caseIds.length === 0 ? [] : await handle.rows<{ id: string; position: number }>(sql, [lane, caseIds]);
    return new Map(rows.map(({ id, position }) => [id, position]));
  },
  grantsOfCases: (lane, caseIds) => (caseIds.length === 0 ? Promise.resolve([]) : readGrants(handle, lane, caseIds)),
});

/** One statement, so that of two hubs at the same moment the second finds what the first has done. */
const HOLD = `UPDATE lanes SET holder = $2, url = $3, held_until = $5,
    token = CASE WHEN holder IS NOT NULL AND held_until > $4 THEN token ELSE token + 1 END
  WHERE lane = $1 AND (holder IS NULL OR held_until <= $4 OR holder = $2) RETURNING holder AS owner, token`;

const createHolds = (handle: PgHandle): Pick<ScopePart, 'holdLane' | 'laneHolder' | 'releaseLane'> => ({
  holdLane: async (lane, owner, url, now, until) => (await handle.rows<LaneHold>(HOLD, [lane, owner, url, now, until]))[0] ?? null,
  laneHolder: async (lane) => {
    const sql = 'SELECT holder AS owner, token, url, held_until AS until FROM lanes WHERE lane = $1 AND holder IS NOT NULL';
    return (await handle.rows<LaneHolder>(sql, [lane]))[0] ?? null;
  },
  releaseLane: async (lane, { owner, token }) =>
    void (await handle.run('UPDATE lanes SET holder = NULL, held_until = 0 WHERE lane = $1 AND holder = $2 AND token = $3', [
      lane,
      owner,
      token,
    ])),
});
