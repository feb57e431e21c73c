// Keeps a ledger's papers in PostgreSQL: packs as they were published, customers with the mark of their last change, the absence book.
import type { Absence } from '../policy/absence.ts';
import type { PackInput } from '../policy/pack-schema.ts';
import type { Customer } from '../views/shapes.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { PgHandle } from './postgres-handle.ts';

/** Any number will do, as long as every hub takes the same: who marks customers holds it together with the lane. */
const MARKING = 5_711_038;

const PUT_CUSTOMERS = `INSERT INTO customers (lane, id, customer, mark)
  SELECT $1, fresh.id, fresh.customer, (SELECT coalesce(max(mark), 0) FROM customers WHERE lane = $1) + row_number() OVER (ORDER BY fresh.place)
  FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS fresh (id, customer, place)
  LEFT JOIN customers known ON known.lane = $1 AND known.id = fresh.id
  WHERE known.customer IS DISTINCT FROM fresh.customer
  ON CONFLICT (lane, id) DO UPDATE SET customer = excluded.customer, mark = excluded.mark`;

export const createPostgresPapers = (
  handle: PgHandle,
): Pick<
  LedgerStore,
  | 'savePack'
  | 'packs'
  | 'putCustomers'
  | 'customersById'
  | 'customerCount'
  | 'customerMark'
  | 'customersAfter'
  | 'putAbsences'
  | 'absences'
  | 'absenceMark'
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
    await handle.transact(async (session) => {
      // One after the other: a mark that is seen means that all before it are there.
      await session.rows('SELECT pg_advisory_xact_lock($1, hashtext($2))', [MARKING, lane]);
      await session.run(PUT_CUSTOMERS, [lane, rows.map(({ id }) => id), rows.map((customer) => JSON.stringify(customer))]);
    });
  },
  customersById: async (lane, ids) => {
    const sql = 'SELECT id, customer FROM customers WHERE lane = $1 AND id = ANY($2)';
    const rows = ids.length === 0 ? [] : await handle.rows<{ id: string; customer: string }>(sql, [lane, ids]);
    return new Map(rows.map(({ id, customer }) => [id, JSON.parse(customer) as Customer]));
  },
  customerMark: async (lane) =>
    (await handle.rows<{ n: number }>('SELECT coalesce(max(mark), 0) AS n FROM customers WHERE lane = $1', [lane]))[0]?.n ?? 0,
  customersAfter: async (lane, mark, limit) => {
    const sql = 'SELECT mark, customer FROM customers WHERE lane = $1 AND mark > $2 ORDER BY mark LIMIT $3';
    const rows = await handle.rows<{ mark: number; customer: string }>(sql, [lane, mark, limit]);
    return rows.map((row) => ({ mark: row.mark, customer: JSON.parse(row.customer) as Customer }));
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
