// Keeps what is no case: the customer directory, drafts, policy packs and settings of a desk in SQLite.
import type { Json } from '../kernel/result.ts';
import type { Absence } from '../policy/absence.ts';
import type { PackInput } from '../policy/pack-schema.ts';
import type { Customer } from '../views/shapes.ts';
import { customerKeys, customerQuery } from './customer-keys.ts';
import type { DeskStore } from './desk-store.ts';
import type { SqlHandle } from './sqlite-handle.ts';

type PapersPart = Pick<
  DeskStore,
  | 'putCustomers'
  | 'customer'
  | 'customers'
  | 'customerCount'
  | 'findCustomers'
  | 'dropCustomers'
  | 'putAbsences'
  | 'absences'
  | 'dropAbsences'
  | 'saveDraft'
  | 'draft'
  | 'deleteDraft'
  | 'savePack'
  | 'packs'
  | 'setting'
  | 'saveSetting'
>;

export const createPapersPart = (handle: SqlHandle): PapersPart => {
  const putCustomer = handle.prepare(
    'INSERT INTO customers (lane, id, customer) VALUES (?, ?, ?) ON CONFLICT (lane, id) DO UPDATE SET customer = excluded.customer',
  );
  const customer = handle.prepare('SELECT customer FROM customers WHERE lane = ? AND id = ?');
  const customers = handle.prepare('SELECT customer FROM customers WHERE lane = ? AND id > ? ORDER BY id LIMIT ?');
  const customerCount = handle.prepare('SELECT count(*) AS n FROM customers WHERE lane = ?');
  const putKey = handle.prepare('INSERT OR IGNORE INTO customer_keys (lane, key, id) VALUES (?, ?, ?)');
  const dropKey = handle.prepare('DELETE FROM customer_keys WHERE lane = ? AND key = ? AND id = ?');
  const withKey = handle.prepare('SELECT DISTINCT id FROM customer_keys WHERE lane = ? AND key >= ? AND key < ? LIMIT 2000');
  const dropCustomer = handle.prepare('DELETE FROM customers WHERE lane = ? AND id = ?');
  const putAbsence = handle.prepare(
    'INSERT INTO absences (lane, id, absence) VALUES (?, ?, ?) ON CONFLICT (lane, id) DO UPDATE SET absence = excluded.absence',
  );
  const absences = handle.prepare('SELECT absence FROM absences WHERE lane = ? ORDER BY id');
  const dropAbsences = handle.prepare('DELETE FROM absences WHERE lane = ?');
  const saveDraft = handle.prepare(
    'INSERT INTO drafts (author, key, value, saved_at) VALUES (?, ?, ?, ?) ON CONFLICT (author, key) DO UPDATE SET value = excluded.value, saved_at = excluded.saved_at',
  );
  const draft = handle.prepare('SELECT value, saved_at FROM drafts WHERE author = ? AND key = ?');
  const deleteDraft = handle.prepare('DELETE FROM drafts WHERE author = ? AND key = ?');
  const savePack = handle.prepare('INSERT OR IGNORE INTO packs (lane, version, document, at) VALUES (?, ?, ?, ?)');
  const packs = handle.prepare('SELECT lane, version, document, at FROM packs ORDER BY at, lane, version');
  const setting = handle.prepare('SELECT value FROM settings WHERE key = ?');
  const saveSetting = handle.prepare(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );

  const read = (row: unknown): Customer | null =>
    row === undefined ? null : (JSON.parse((row as { customer: string }).customer) as Customer);

  return {
    putCustomers: (lane, list) => {
      for (const fresh of list) {
        const before = read(customer.get(lane, fresh.id));
        if (before !== null) for (const key of customerKeys(before)) dropKey.run(lane, key, fresh.id);
        putCustomer.run(lane, fresh.id, JSON.stringify(fresh));
        for (const key of customerKeys(fresh)) putKey.run(lane, key, fresh.id);
      }
    },
    customer: (lane, id) => read(customer.get(lane, id)),
    customers: (lane, afterId, limit) => customers.all(lane, afterId, limit).flatMap((row) => read(row) ?? []),
    customerCount: (lane) => (customerCount.get(lane) as { n: number }).n,
    findCustomers: (lane, text, limit) => {
      const having = (key: string): string[] => (withKey.all(lane, key, `${key}\u{10ffff}`) as { id: string }[]).map(({ id }) => id);
      const hits = customerQuery(text).map((group) => new Set(group.flatMap(having)));
      const [first, ...others] = hits;
      const ids = [...(first ?? [])].filter((id) => others.every((set) => set.has(id)));
      return ids
        .toSorted()
        .slice(0, limit)
        .flatMap((id) => read(customer.get(lane, id)) ?? []);
    },
    dropCustomers: (lane, limit) => {
      for (const row of customers.all(lane, '', limit)) {
        const gone = read(row)!;
        for (const key of customerKeys(gone)) dropKey.run(lane, key, gone.id);
        dropCustomer.run(lane, gone.id);
      }
    },
    putAbsences: (list) => list.forEach((entry) => putAbsence.run(entry.lane, entry.id, JSON.stringify(entry))),
    absences: (lane) => (absences.all(lane) as { absence: string }[]).map(({ absence }) => JSON.parse(absence) as Absence),
    dropAbsences: (lane) => void dropAbsences.run(lane),
    saveDraft: ({ author, key, value, savedAt }) => void saveDraft.run(author, key, JSON.stringify(value), savedAt),
    draft: (author, key) => {
      const row = draft.get(author, key) as { value: string; saved_at: number } | undefined;
      return row === undefined ? null : { author, key, value: JSON.parse(row.value) as Json, savedAt: row.saved_at };
    },
    deleteDraft: (author, key) => void deleteDraft.run(author, key),
    savePack: (lane, version, document, at) => void savePack.run(lane, version, JSON.stringify(document), at),
    packs: () => (packs.all() as PackRow[]).map((row) => ({ ...row, document: JSON.parse(row.document) as PackInput })),
    setting: (key) => (setting.get(key) as { value: string } | undefined)?.value ?? null,
    saveSetting: (key, value) => void saveSetting.run(key, value),
  };
};

type PackRow = { lane: string; version: string; document: string; at: number };
