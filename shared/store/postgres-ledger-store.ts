// Keeps a ledger in PostgreSQL, so that several hubs can share it; what is promised is what the embedded one promises.
import type { Body } from '../case/commands.ts';
import type { CaseState } from '../case/state.ts';
import { rankOf } from './case-rank.ts';
import type { LedgerAppend, LedgerStore } from './ledger-store.ts';
import { createPostgresGrants, replaceGrants } from './postgres-grants.ts';
import type { PgHandle, PgSession } from './postgres-handle.ts';
import { createPostgresPapers } from './postgres-ledger-papers.ts';
import { createPostgresScope } from './postgres-ledger-scope.ts';
import { createPostgresVerdicts, settleAll } from './postgres-verdicts.ts';
import { readEvent, type EventRow } from './sqlite-desk-log.ts';

export const createPostgresLedgerStore = (handle: PgHandle): LedgerStore => ({
  ...createLanes(handle),
  ...createPostgresScope(handle),
  ...createPostgresPapers(handle),
  ...createPostgresVerdicts(handle),
  ...createPostgresGrants(handle),
  close: () => handle.close(),
});

type Head = { readonly epoch: string; readonly position: number };

const createLanes = (
  handle: PgHandle,
): Pick<LedgerStore, 'openLane' | 'lanes' | 'head' | 'append' | 'events' | 'eventsOf' | 'states' | 'bodies'> => {
  const head = async (lane: string): Promise<Head | null> =>
    (await handle.rows<Head>('SELECT epoch, position FROM lanes WHERE lane = $1', [lane]))[0] ?? null;
  return {
    openLane: async (lane, epoch) => {
      await handle.transact(async (session) => {
        const opened = await session.run('INSERT INTO lanes (lane, epoch, position) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING', [
          lane,
          epoch,
        ]);
        if (opened > 0) await session.run('INSERT INTO epochs (lane, epoch, from_position) VALUES ($1, $2, 0)', [lane, epoch]);
      });
      return (await head(lane))!.epoch;
    },
    lanes: async () => (await handle.rows<{ lane: string }>('SELECT lane FROM lanes ORDER BY lane COLLATE "C"')).map(({ lane }) => lane),
    head,
    append: (change) => handle.transact((session) => append(session, change)),
    events: async (lane, after, limit) =>
      (
        await handle.rows<EventRow>('SELECT * FROM events WHERE lane = $1 AND position > $2 ORDER BY position LIMIT $3', [
          lane,
          after,
          limit,
        ])
      ).map(readEvent),
    eventsOf: async (caseId, after = 0, limit = Number.MAX_SAFE_INTEGER) => {
      const sql = 'SELECT * FROM events WHERE case_id = $1 AND version > $2 ORDER BY version LIMIT $3';
      return (await handle.rows<EventRow>(sql, [caseId, after, limit])).map(readEvent);
    },
    states: async (caseIds) => {
      const sql = 'SELECT case_id, state FROM states WHERE case_id = ANY($1)';
      const rows = caseIds.length === 0 ? [] : await handle.rows<{ case_id: string; state: string }>(sql, [caseIds]);
      return new Map(rows.map(({ case_id, state }) => [case_id, JSON.parse(state) as CaseState]));
    },
    bodies: async (lane, hashes) => {
      const sql = 'SELECT hash, salt, text FROM bodies WHERE lane = $1 AND hash = ANY($2)';
      const rows = hashes.length === 0 ? [] : await handle.rows<Body>(sql, [lane, hashes]);
      const found = new Map(rows.map((body) => [body.hash, body]));
      return hashes.flatMap((hash) => found.get(hash) ?? []);
    },
  };
};

/** Where a case was closed or opened again, its places in the inventories of its audience move with it. */
const SAVE_STATES = `WITH fresh AS (
    SELECT * FROM unnest($2::text[], $3::text[], $4::int[], $5::bigint[]) AS given (case_id, state, version, rank)
  ), moved AS (
    UPDATE audience a SET rank = fresh.rank FROM fresh JOIN states s ON s.case_id = fresh.case_id AND s.rank <> fresh.rank
    WHERE a.case_id = fresh.case_id
  )
  INSERT INTO states (lane, case_id, state, version, rank) SELECT $1, case_id, state, version, rank FROM fresh
  ON CONFLICT (case_id) DO UPDATE SET state = excluded.state, version = excluded.version, rank = excluded.rank`;

const MOVE_HEAD = `UPDATE lanes SET position = $1
  WHERE lane = $2 AND position = $3 AND ($4::text IS NULL OR (holder = $4 AND token = $5))`;

/** The row of the lane is the fence: of two sequencers the second waits for the first, then finds the head moved and writes nothing. */
const append = async (session: PgSession, change: LedgerAppend): Promise<boolean> => {
  const { lane, expected, events, states, grants, settled, bodies, audience = [], fence = null } = change;
  const moved = await session.run(MOVE_HEAD, [expected + events.length, lane, expected, fence?.owner ?? null, fence?.token ?? null]);
  if (moved === 0) return false;
  await refuseHoles(session, lane, expected, events);
  if (events.length > 0)
    await session.run(
      `INSERT INTO events (lane, position, case_id, version, recorded_at, flag, event)
       SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::int[], $5::bigint[], $6::text[], $7::text[])`,
      [
        lane,
        events.map(({ position }) => position),
        events.map(({ event }) => event.caseId),
        events.map(({ version }) => version),
        events.map(({ recordedAt }) => recordedAt),
        events.map(({ flag }) => flag),
        events.map(({ event }) => JSON.stringify(event)),
      ],
    );
  if (states.length > 0) {
    await session.run(SAVE_STATES, [
      lane,
      states.map(({ id }) => id),
      states.map((state) => JSON.stringify(state)),
      states.map(({ version }) => version),
      states.map(rankOf),
    ]);
    const touched = states.map(({ id }) => id);
    await replaceGrants(
      session,
      lane,
      touched,
      grants.filter(({ caseId }) => touched.includes(caseId)),
    );
  }
  await addAudience(session, lane, audience);
  await saveBodies(session, lane, bodies);
  await settleAll(session, lane, settled);
  return true;
};

const addAudience = async (session: PgSession, lane: string, audience: NonNullable<LedgerAppend['audience']>): Promise<void> => {
  const tags = audience.flatMap((entry) => entry.tags.map((tag) => [entry.caseId, tag] as const));
  if (tags.length === 0) return;
  await session.run(
    `INSERT INTO audience (case_id, tag, lane, rank)
     SELECT added.id, added.tag, $1, coalesce(s.rank, 0) FROM unnest($2::text[], $3::text[]) AS added (id, tag)
     LEFT JOIN states s ON s.case_id = added.id ON CONFLICT DO NOTHING`,
    [lane, tags.map(([caseId]) => caseId), tags.map(([, tag]) => tag)],
  );
};

const refuseHoles = async (session: PgSession, lane: string, expected: number, events: LedgerAppend['events']): Promise<void> => {
  const cases = [...new Set(events.map(({ event }) => event.caseId))];
  const last = await session.rows<{ case_id: string; n: number }>(
    'SELECT case_id, max(version) AS n FROM events WHERE case_id = ANY($1) GROUP BY case_id',
    [cases],
  );
  const versions = new Map(last.map(({ case_id, n }) => [case_id, n]));
  events.forEach(({ event, position, version }, index) => {
    const before = versions.get(event.caseId) ?? 0;
    if (position !== expected + 1 + index) throw new Error(`hole in lane ${lane}: position ${position} at ${expected + 1 + index}`);
    if (version !== before + 1) throw new Error(`hole in case ${event.caseId}: version ${version} after ${before}`);
    versions.set(event.caseId, version);
  });
};

const saveBodies = async (session: PgSession, lane: string, bodies: LedgerAppend['bodies']): Promise<void> => {
  if (bodies.length === 0) return;
  await session.run(
    `INSERT INTO bodies (lane, case_id, hash, salt, text) SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[])
     ON CONFLICT DO NOTHING`,
    [
      lane,
      bodies.map(({ caseId }) => caseId),
      bodies.map(({ body }) => body.hash),
      bodies.map(({ body }) => body.salt),
      bodies.map(({ body }) => body.text),
    ],
  );
};
