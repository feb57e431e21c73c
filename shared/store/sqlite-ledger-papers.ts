// Keeps a ledger's papers in SQLite: packs as they were published, customers with the mark of their last change, the absence book.
import type { Absence } from '../policy/absence.ts';
import type { PackInput } from '../policy/pack-schema.ts';
import type { Customer } from '../views/shapes.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { createTransact, SqlHandle } from './sqlite-handle.ts';

type Transact = ReturnType<typeof createTransact>;

export const createPapersPart = (handle: SqlHandle, transact: Transact) => ({
  ...createPacksPart(handle, transact),
  ...createAbsencePart(handle, transact),
});

const createPacksPart = (
  handle: SqlHandle,
  transact: Transact,
): Pick<LedgerStore, 'savePack' | 'packs' | 'putCustomers' | 'customersById' | 'customerCount' | 'customerMark' | 'customersAfter'> => {
  const savePack = handle.prepare('INSERT OR IGNORE INTO packs (lane, version, document, at) VALUES (?, ?, ?, ?)');
  const packs = handle.prepare('SELECT lane, version, document, at FROM packs ORDER BY at, lane, version');
  const putCustomer = handle.prepare(
    'INSERT INTO customers (lane, id, customer, mark) VALUES (?, ?, ?, ?) ON CONFLICT (lane, id) DO UPDATE SET customer = excluded.customer, mark = excluded.mark',
  );
  const customer = handle.prepare('SELECT customer FROM customers WHERE lane = ? AND id = ?');
  const highest = handle.prepare('SELECT coalesce(max(mark), 0) AS n FROM customers WHERE lane = ?');
  const marked = handle.prepare('SELECT mark, customer FROM customers WHERE lane = ? AND mark > ? ORDER BY mark LIMIT ?');
  const customerCount = handle.prepare('SELECT count(*) AS n FROM customers WHERE lane = ?');

  return {
    savePack: async ({ lane, version, document, at }) => void savePack.run(lane, version, JSON.stringify(document), at),
    packs: async () =>
      (packs.all() as { lane: string; version: string; document: string; at: number }[]).map((row) => ({
        ...row,
        document: JSON.parse(row.document) as PackInput,
      })),
    putCustomers: async (lane, customers) =>
      transact(() => {
        let { n: mark } = highest.get(lane) as { n: number };
        for (const fresh of customers) {
          const text = JSON.stringify(fresh);
          const known = customer.get(lane, fresh.id) as { customer: string } | undefined;
          if (known?.customer !== text) putCustomer.run(lane, fresh.id, text, (mark += 1));
        }
      }),
    customersById: async (lane, ids) => {
      const found = new Map<string, Customer>();
      for (const id of ids) {
        const row = customer.get(lane, id) as { customer: string } | undefined;
        if (row !== undefined) found.set(id, JSON.parse(row.customer) as Customer);
      }
      return found;
    },
    customerCount: async (lane) => (customerCount.get(lane) as { n: number }).n,
    customerMark: async (lane) => (highest.get(lane) as { n: number }).n,
    customersAfter: async (lane, mark, limit) =>
      (marked.all(lane, mark, limit) as { mark: number; customer: string }[]).map((row) => ({
        mark: row.mark,
        customer: JSON.parse(row.customer) as Customer,
      })),
  };
};

const createAbsencePart = (handle: SqlHandle, transact: Transact): Pick<LedgerStore, 'putAbsences' | 'absences' | 'absenceMark'> => {
  const put = handle.prepare(
    'INSERT INTO absences (lane, id, absence) VALUES (?, ?, ?) ON CONFLICT (lane, id) DO UPDATE SET absence = excluded.absence',
  );
  const move = handle.prepare('UPDATE lanes SET absences = absences + 1 WHERE lane = ?');
  const mark = handle.prepare('SELECT absences FROM lanes WHERE lane = ?');
  const all = handle.prepare('SELECT absence FROM absences WHERE lane = ? ORDER BY id');
  return {
    putAbsences: async (absences) =>
      transact(() => {
        for (const fresh of absences) put.run(fresh.lane, fresh.id, JSON.stringify(fresh));
        for (const lane of new Set(absences.map((fresh) => fresh.lane))) move.run(lane);
      }),
    absenceMark: async (lane) => (mark.get(lane) as { absences: number } | undefined)?.absences ?? 0,
    absences: async (lane) => (all.all(lane) as { absence: string }[]).map(({ absence }) => JSON.parse(absence) as Absence),
  };
};
