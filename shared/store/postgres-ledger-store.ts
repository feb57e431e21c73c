// Keeps a ledger in PostgreSQL, so that several hubs can share it; what is promised is what the embedded one promises.
import type { Body } from '../case/commands.ts';
import type { CaseState } from '../case/state.ts';
import type { Absence } from '../policy/absence.ts';
import type { PackInput } from '../policy/pack-schema.ts';
import type { Customer } from '../views/shapes.ts';
import type { HubPart, LedgerAppend, LedgerStore } from './ledger-store.ts';
import { createPostgresGrants, replaceGrants } from './postgres-grants.ts';
import type { PgHandle, PgSession } from './postgres-handle.ts';
import { createPostgresVerdicts, settleAll } from './postgres-verdicts.ts';
import { readEvent, type EventRow } from './sqlite-desk-log.ts';

export const createPostgresLedgerStore = (handle: PgHandle): LedgerStore => ({
  ...({} as HubPart),
  ...createLanes(handle),
  ...createPapers(handle),
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
      await handle.run('INSERT INTO lanes (lane, epoch, position) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING', [lane, epoch]);
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
    eventsOf: async (caseId) =>
      (await handle.rows<EventRow>('SELECT * FROM events WHERE case_id = $1 ORDER BY version', [caseId])).map(readEvent),
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

/** The row of the lane is the fence: of two sequencers the second waits for the first, then finds the head moved and writes nothing. */
const append = async (session: PgSession, { lane, expected, events, states, grants, settled, bodies }: LedgerAppend): Promise<boolean> => {
  const moved = await session.run('UPDATE lanes SET position = $1 WHERE lane = $2 AND position = $3', [
    expected + events.length,
    lane,
    expected,
  ]);
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
    await session.run(
      `INSERT INTO states (lane, case_id, state) SELECT $1, * FROM unnest($2::text[], $3::text[])
       ON CONFLICT (case_id) DO UPDATE SET state = excluded.state`,
      [lane, states.map(({ id }) => id), states.map((state) => JSON.stringify(state))],
    );
    const touched = states.map(({ id }) => id);
    await replaceGrants(
      session,
      lane,
      touched,
      grants.filter(({ caseId }) => touched.includes(caseId)),
    );
  }
  await saveBodies(session, lane, bodies);
  await settleAll(session, lane, settled);
  return true;
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

const createPapers = (
  handle: PgHandle,
): Pick<
  LedgerStore,
  'savePack' | 'packs' | 'putCustomers' | 'customersById' | 'customerCount' | 'putAbsences' | 'absences' | 'absenceMark'
> => ({
  savePack: async ({ lane, version, document, at }) => {
    const sql = 'INSERT INTO packs (lane, version, document, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING';
    await handle.run(sql, [lane, version, JSON.stringify(document), at]);
  },
  packs: async () => {
    const sql = 'SELECT lane, version, document, at FROM packs ORDER BY at, lane COLLATE "C", version COLLATE "C"';
    const rows = await handle.rows<{ lane: string; version: string; document: string; at: number }>(sql);
    return rows.map((row) => ({ ...row, document: JSON.parse(row.document) as PackInput }));
  },
  putCustomers: async (lane, customers) => {
    // The last of two rows for one customer holds, as if they had been written one after the other.
    const rows = [...new Map(customers.map((customer) => [customer.id, customer])).values()];
    if (rows.length === 0) return;
    await handle.run(
      `INSERT INTO customers (lane, id, customer) SELECT $1, * FROM unnest($2::text[], $3::text[])
       ON CONFLICT (lane, id) DO UPDATE SET customer = excluded.customer`,
      [lane, rows.map(({ id }) => id), rows.map((customer) => JSON.stringify(customer))],
    );
  },
  customersById: async (lane, ids) => {
    const sql = 'SELECT id, customer FROM customers WHERE lane = $1 AND id = ANY($2)';
    const rows = ids.length === 0 ? [] : await handle.rows<{ id: string; customer: string }>(sql, [lane, ids]);
    return new Map(rows.map(({ id, customer }) => [id, JSON.parse(customer) as Customer]));
  },
  customerCount: async (lane) =>
    (await handle.rows<{ n: number }>('SELECT count(*) AS n FROM customers WHERE lane = $1', [lane]))[0]?.n ?? 0,
  putAbsences: (absences) =>
    handle.transact(async (session) => {
      for (const fresh of absences)
        await session.run(
          'INSERT INTO absences (lane, id, absence) VALUES ($1, $2, $3) ON CONFLICT (lane, id) DO UPDATE SET absence = excluded.absence',
          [fresh.lane, fresh.id, JSON.stringify(fresh)],
        );
      for (const lane of new Set(absences.map((fresh) => fresh.lane)))
        await session.run('UPDATE lanes SET absences = absences + 1 WHERE lane = $1', [lane]);
    }),
  absenceMark: async (lane) =>
    (await handle.rows<{ absences: number }>('SELECT absences FROM lanes WHERE lane = $1', [lane]))[0]?.absences ?? 0,
  absences: async (lane) =>
    (await handle.rows<{ absence: string }>('SELECT absence FROM absences WHERE lane = $1 ORDER BY id COLLATE "C"', [lane])).map(
      ({ absence }) => JSON.parse(absence) as Absence,
    ),
});
