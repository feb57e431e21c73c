// Keeps the words behind the hashes of a desk's log in SQLite, found by the hash itself without an index.
import type { Body } from '../case/commands.ts';
import type { DeskStore } from './desk-store.ts';
import type { SqlHandle } from './sqlite-handle.ts';

export type BodiesPart = Pick<DeskStore, 'saveBodies' | 'body' | 'bodiesOf'> & {
  /** Removes words of a case, but not what was said here. */
  dropBodies(caseId: string, hashes: Iterable<string>): void;
};

/** Hexadecimal digits of a hash that a number of JavaScript holds exactly (52 bits). */
const KEY_DIGITS = 13;

type BodyRow = Body & { readonly key: number; readonly lane: string; readonly case_id: string; readonly own: number };

export const createBodiesPart = (handle: SqlHandle): BodiesPart => {
  const insert = handle.prepare('INSERT INTO bodies (key, hash, salt, text, lane, case_id, own) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const own = handle.prepare('UPDATE bodies SET own = 1 WHERE key = ?');
  const at = handle.prepare('SELECT * FROM bodies WHERE key = ?');
  const remove = handle.prepare('DELETE FROM bodies WHERE key = ?');
  const ofCase = handle.prepare('SELECT hash, salt, text FROM bodies WHERE case_id = ? ORDER BY hash');

  const keyOf = (hash: string): number => Number.parseInt(hash.slice(0, KEY_DIGITS), 16);
  const rowAt = (key: number): BodyRow | null => (at.get(key) as BodyRow | undefined) ?? null;
  /** Where the words under a hash stand, or would stand; two hashes that begin alike stand one after the other. */
  const placeOf = (hash: string): { readonly key: number; readonly row: BodyRow | null } => {
    for (let key = keyOf(hash); ; key += 1) {
      const row = rowAt(key);
      if (row === null || row.hash === hash) return { key, row };
    }
  };
  const write = (row: Omit<BodyRow, 'key'>): void =>
    void insert.run(placeOf(row.hash).key, row.hash, row.salt, row.text, row.lane, row.case_id, row.own);
  /** Whoever stands behind the gap moves up, or nobody would find him. */
  const closeGap = (gap: number): void => {
    for (let key = gap + 1, row: BodyRow | null; (row = rowAt(key)) !== null; key += 1) {
      remove.run(key);
      write(row);
    }
  };

  return {
    saveBodies: (lane, caseId, bodies, isOwn = false) => {
      for (const { hash, salt, text } of bodies) {
        const { key, row } = placeOf(hash);
        if (row === null) insert.run(key, hash, salt, text, lane, caseId, isOwn ? 1 : 0);
        else if (isOwn && row.own === 0) own.run(key);
      }
    },
    body: (hash) => {
      const { row } = placeOf(hash);
      return row === null ? null : { hash: row.hash, salt: row.salt, text: row.text };
    },
    bodiesOf: (caseId) => ofCase.all(caseId) as Body[],
    dropBodies: (caseId, hashes) => {
      for (const hash of hashes) {
        const { key, row } = placeOf(hash);
        if (row === null || row.case_id !== caseId || row.own === 1) continue;
        remove.run(key);
        closeGap(key);
      }
    },
  };
};
