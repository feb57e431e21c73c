// Finds the words of a ledger in SQLite by their hash, chapter by chapter: however many there are, only a few pages are written.
import type { Body } from '../case/commands.ts';
import type { LedgerAppend } from './ledger-store.ts';
import { CHAPTER, MARK_DIGITS } from './migrations/ledger-004.ts';
import type { SqlHandle, SqlStatement } from './sqlite-handle.ts';
import type { Places } from './sqlite-ledger-places.ts';

export type BodiesOfLedger = {
  /** Of words that came with none of the commands that are settled. Inside a transaction; told twice they stand twice, and either is found. */
  save(lane: string, bodies: LedgerAppend['bodies']): void;
  /** In the order of the hashes, those of the lane only. */
  find(lane: string, hashes: readonly string[]): readonly (Body & { readonly caseId: string })[];
};

type Found = { readonly place: number; readonly caseId: string; readonly salt: string; readonly text: string };

/** So many chapters are looked into one by one before all others are asked at once. */
const NEAR = 4;

export const chapterOf = (place: number): number => Math.floor(place / CHAPTER);

export const markOf = (hash: string): number => Number.parseInt(hash.slice(0, MARK_DIGITS), 16);

/** A table with chapters; the hash itself is compared where it stands, and the lane with it. */
const createShelf = (handle: SqlHandle, table: string, found: string, check: string) => {
  const last = handle.prepare(`SELECT coalesce(max(place), 0) AS place FROM ${table}`);
  const inChapter = handle.prepare(`SELECT ${found} FROM ${table} b WHERE b.chapter = ? AND b.mark = ? AND ${check} LIMIT 1`);
  const anywhere: SqlStatement = handle.prepare(
    `SELECT ${found} FROM json_each(?) d CROSS JOIN ${table} b ON b.chapter = d.value AND b.mark = ? WHERE ${check} LIMIT 1`,
  );
  return {
    end: (): number => (last.get() as { place: number }).place,
    /** What is asked for together was mostly said together: the chapters in which something was found last come first, then the newest. */
    reader: (end: number, lane: number | string) => {
      const chapters = Array.from({ length: chapterOf(end) + 1 }, (_, index) => chapterOf(end) - index);
      const near = (hash: string): Found | undefined => {
        for (let index = 0; index < Math.min(NEAR, chapters.length); index += 1) {
          const row = inChapter.get(chapters[index]!, markOf(hash), hash, lane) as Found | undefined;
          if (row !== undefined) return row;
        }
        return undefined;
      };
      const far = (hash: string): Found | undefined =>
        chapters.length <= NEAR
          ? undefined
          : (anywhere.get(JSON.stringify(chapters.slice(NEAR)), markOf(hash), hash, lane) as Found | undefined);
      const noted = (row: Found | undefined): Found | undefined => {
        const place = row === undefined ? 0 : chapters.indexOf(chapterOf(row.place));
        if (place > 0) chapters.unshift(...chapters.splice(place, 1));
        return row;
      };
      return { near: (hash: string) => noted(near(hash)), far: (hash: string) => noted(far(hash)) };
    },
  };
};

export const createBodiesOfLedger = (handle: SqlHandle, places: Places): BodiesOfLedger => {
  const save = handle.prepare(
    'INSERT INTO bodies (place, chapter, mark, hash, lane, case_id, salt, text) VALUES (?, ?, ?, unhex(?), ?, ?, ?, ?)',
  );
  const loose = createShelf(handle, 'bodies', 'b.place, b.case_id AS caseId, b.salt, b.text', 'b.hash = unhex(?) AND b.lane = ?');
  // The command that came with the words names their hash.
  const said = createShelf(
    handle,
    'verdicts',
    'b.place, b.case_id AS caseId, b.salt, b.words AS text',
    'instr(b.text, ?) > 0 AND (SELECT lane FROM journals j WHERE j.key = b.journal) = ?',
  );

  return {
    save: (lane, bodies) => {
      if (bodies.length === 0) return;
      let place = loose.end();
      for (const { caseId, body } of bodies) {
        place += 1;
        save.run(place, chapterOf(place), markOf(body.hash), body.hash, places.number(lane), caseId, body.salt, body.text);
      }
    },
    find: (lane, hashes) => {
      if (hashes.length === 0) return [];
      const end = loose.end();
      const [a, b] = [said.reader(said.end(), lane), end === 0 ? null : loose.reader(end, places.number(lane))];
      return hashes.flatMap((hash) => {
        const row = a.near(hash) ?? b?.near(hash) ?? a.far(hash) ?? b?.far(hash);
        return row === undefined ? [] : [{ hash, caseId: row.caseId, salt: row.salt, text: row.text }];
      });
    },
  };
};
