// Keeps a ledger in PostgreSQL, so that several hubs can share it; what is promised is what the embedded one promises.
import type { Body } from '../case/commands.ts';
import type { CaseState } from '../case/state.ts';
import { rankOf } from './case-rank.ts';
import type { LedgerAppend, LedgerStore } from './ledger-store.ts';
import { createPostgresGrants, replaceGrants } from './postgres-grants.ts';
import type { PgHandle, PgSession } from './postgres-handle.ts';
import { createPostgresPapers } from './postgres-ledger-papers.ts';
import { createPostgresScope } from './postgres-ledger-scope.ts';
import { createPostgresVerdicts, verdictValues } from './postgres-verdicts.ts';
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
    append: (change) => append(handle, change),
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

/**
 * Everything an append writes, in one question and so in one transaction. The row of the lane is the fence: of two sequencers the second
 * waits for the first, then finds the head moved, and nothing else is written either. Where a case was closed or opened again, its places
 * in the inventories of its audience move with it.
 */
const WRITE = `WITH moved AS (
    UPDATE lanes SET position = $2 WHERE lane = $1 AND position = $3 AND epoch = coalesce($35::text, epoch)
      AND ($4::text IS NULL OR (holder = $4 AND token = $5)) RETURNING lane
  ), logged AS (
    INSERT INTO events (lane, position, case_id, version, recorded_at, flag, event)
    SELECT moved.lane, given.* FROM moved, unnest($6::bigint[], $7::text[], $8::int[], $9::bigint[], $10::text[], $11::text[]) AS given
  ), fresh AS (
    SELECT * FROM unnest($12::text[], $13::text[], $14::int[], $15::bigint[]) AS given (case_id, state, version, rank)
  ), ranked AS (
    UPDATE audience a SET rank = fresh.rank FROM moved, fresh JOIN states s ON s.case_id = fresh.case_id AND s.rank <> fresh.rank
    WHERE a.case_id = fresh.case_id
  ), folded AS (
    INSERT INTO states (lane, case_id, state, version, rank) SELECT moved.lane, case_id, state, version, rank FROM moved, fresh
    ON CONFLICT (case_id) DO UPDATE SET state = excluded.state, version = excluded.version, rank = excluded.rank
  ), tagged AS (
    INSERT INTO audience (case_id, tag, lane, rank)
    SELECT added.id, added.tag, moved.lane, coalesce(f.rank, s.rank, 0)
    FROM moved, unnest($16::text[], $17::text[]) AS added (id, tag)
    LEFT JOIN fresh f ON f.case_id = added.id LEFT JOIN states s ON s.case_id = added.id ON CONFLICT DO NOTHING
  ), spoken AS (
    INSERT INTO bodies (lane, case_id, hash, salt, text)
    SELECT moved.lane, said.* FROM moved, unnest($18::text[], $19::text[], $20::text[], $21::text[]) AS said ON CONFLICT DO NOTHING
  ), settled AS (
    INSERT INTO verdicts (lane, device, gen, dseq, command, hash, text, verdict, refusal, at)
    SELECT moved.lane, ruled.* FROM moved, unnest($22::text[], $23::int[], $24::bigint[], $25::text[], $26::text[], $27::text[],
      $28::text[], $29::text[], $30::bigint[]) AS ruled
  ), told AS (
    INSERT INTO journals (lane, device, gen, dseq, hash)
    SELECT moved.lane, ends.* FROM moved, unnest($31::text[], $32::int[], $33::bigint[], $34::text[]) AS ends
    ON CONFLICT (lane, device, gen) DO UPDATE SET dseq = excluded.dseq, hash = excluded.hash
  ) SELECT lane FROM moved`;

const append = async (handle: PgHandle, change: LedgerAppend): Promise<boolean> => {
  const { lane, states, grants } = change;
  const touched = states.map(({ id }) => id);
  const stood = await standingOf(handle, change, touched);
  const hole = holeIn(change, stood);
  if (hole !== null) {
    // Somebody else may have written what makes it a hole: then he sequences the lane, and this is to be decided again.
    if (!(await isInForce(handle, change))) return false;
    throw new Error(hole);
  }
  // Most cases never grant anything: then the one question is the whole transaction.
  if (grants.length === 0 && stood.every(({ granted }) => !granted)) return write(handle, change);
  return handle.transact(async (session) => {
    if (!(await write(session, change))) return false;
    const given = new Set(touched);
    await replaceGrants(
      session,
      lane,
      touched,
      grants.filter(({ caseId }) => given.has(caseId)),
    );
    return true;
  });
};

const write = async (session: PgSession, change: LedgerAppend): Promise<boolean> => {
  const { lane, expected, events, states, settled, bodies, audience = [], fence = null } = change;
  const tags = audience.flatMap((entry) => [...new Set(entry.tags)].map((tag) => [entry.caseId, tag] as const));
  const rows = await session.rows(WRITE, [
    lane,
    expected + events.length,
    expected,
    fence?.owner ?? null,
    fence?.token ?? null,
    events.map(({ position }) => position),
    events.map(({ event }) => event.caseId),
    events.map(({ version }) => version),
    events.map(({ recordedAt }) => recordedAt),
    events.map(({ flag }) => flag),
    events.map(({ event }) => JSON.stringify(event)),
    states.map(({ id }) => id),
    states.map((state) => JSON.stringify(state)),
    states.map(({ version }) => version),
    states.map(rankOf),
    tags.map(([caseId]) => caseId),
    tags.map(([, tag]) => tag),
    bodies.map(({ caseId }) => caseId),
    bodies.map(({ body }) => body.hash),
    bodies.map(({ body }) => body.salt),
    bodies.map(({ body }) => body.text),
    ...verdictValues(settled),
    change.epoch ?? null,
  ]);
  return rows.length > 0;
};

type Stood = { readonly case_id: string; readonly version: number | null; readonly granted: boolean };

/** What stands of the cases that are about to be written. Whoever writes between this and the append moves the head, and the append writes nothing. */
const standingOf = async (session: PgSession, { lane, events }: LedgerAppend, touched: readonly string[]): Promise<readonly Stood[]> => {
  const cases = [...new Set([...events.map(({ event }) => event.caseId), ...touched])];
  if (cases.length === 0) return [];
  return session.rows<Stood>(
    `SELECT asked.id AS case_id, (SELECT max(version) FROM events e WHERE e.case_id = asked.id) AS version,
       EXISTS (SELECT 1 FROM grants g WHERE g.lane = $1 AND g.case_id = asked.id) AS granted FROM unnest($2::text[]) AS asked (id)`,
    [lane, cases],
  );
};

const isInForce = async (session: PgSession, { lane, expected, epoch, fence }: LedgerAppend): Promise<boolean> => {
  const sql = `SELECT 1 FROM lanes WHERE lane = $1 AND position = $2 AND ($3::text IS NULL OR (holder = $3 AND token = $4))
    AND epoch = coalesce($5::text, epoch)`;
  return (await session.rows(sql, [lane, expected, fence?.owner ?? null, fence?.token ?? null, epoch ?? null])).length > 0;
};

const holeIn = ({ lane, expected, events }: LedgerAppend, stood: readonly Stood[]): string | null => {
  const versions = new Map(stood.map(({ case_id, version }) => [case_id, version ?? 0]));
  for (const [index, { event, position, version }] of events.entries()) {
    const before = versions.get(event.caseId) ?? 0;
    if (position !== expected + 1 + index) return `hole in lane ${lane}: position ${position} at ${expected + 1 + index}`;
    if (version !== before + 1) return `hole in case ${event.caseId}: version ${version} after ${before}`;
    versions.set(event.caseId, version);
  }
  return null;
};
