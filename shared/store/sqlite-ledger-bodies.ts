// Finds the words of a ledger in SQLite by their hash, chapter by chapter: however many there are, only a few pages are written.
import type { Body } from '../case/commands.ts';
import type { LedgerAppend } from './ledger-store.ts';
import { CHAPTER } from './migrations/ledger-004.ts';
import type { SqlHandle } from './sqlite-handle.ts';
import { createKeptAt, LAST_PLACE } from './sqlite-ledger-bundles.ts';
import { chapterOf, codesOf, markOf } from './sqlite-ledger-marks.ts';
import { createOpenChapter } from './sqlite-ledger-open-chapter.ts';
import type { Places } from './sqlite-ledger-places.ts';

export type BodiesOfLedger = {
  /** Of words that came with none of the commands that are settled. Inside a transaction; told twice they stand twice, and either is found. */
  save(lane: string, bodies: LedgerAppend['bodies']): void;
  /** In the order of the hashes, those of the lane only. */
  find(lane: string, hashes: readonly string[]): readonly (Body & { readonly caseId: string })[];
};

type Found = { readonly place: number; readonly caseId: string; readonly salt: string; readonly text: string };

const PLACE = `m.chapter * ${CHAPTER} + m.code % ${CHAPTER} AS place`;

/** So many chapters are looked into one by one before all others are asked at once. */
const NEAR = 4;

/** Looks for the words of a hash in one chapter, or in several that are given as a list. */
type Shelf = {
  readonly one: (chapter: number, hash: string) => Found | undefined;
  readonly any: (chapters: string, hash: string) => Found | undefined;
};

/** What is asked for together was mostly said together: the chapters in which something was found last come first, then the newest. */
const createSearch = (count: number, { one, any }: Shelf) => {
  const chapters = Array.from({ length: count }, (_, index) => count - 1 - index);
  const near = (hash: string): Found | undefined => {
    for (let index = 0; index < Math.min(NEAR, chapters.length); index += 1) {
      const row = one(chapters[index]!, hash);
      if (row !== undefined) return row;
    }
    return undefined;
  };
  const far = (hash: string): Found | undefined => (chapters.length <= NEAR ? undefined : any(JSON.stringify(chapters.slice(NEAR)), hash));
  const noted = (row: Found | undefined): Found | undefined => {
    const place = row === undefined ? 0 : chapters.indexOf(chapterOf(row.place));
    if (place > 0) chapters.unshift(...chapters.splice(place, 1));
    return row;
  };
  return { near: (hash: string) => noted(near(hash)), far: (hash: string) => noted(far(hash)) };
};

export const createBodiesOfLedger = (handle: SqlHandle, places: Places): BodiesOfLedger => {
  const save = handle.prepare(
    'INSERT INTO bodies (place, chapter, mark, hash, lane, case_id, salt, text) VALUES (?, ?, ?, unhex(?), ?, ?, ?, ?)',
  );
  const endOf = (sql: string): (() => number) => {
    const last = handle.prepare(sql);
    return () => (last.get() as { place: number }).place;
  };
  const [endOfLoose, endOfSaid] = [endOf('SELECT coalesce(max(place), 0) AS place FROM bodies'), endOf(LAST_PLACE)];
  const told = 'b.place, b.case_id AS caseId, b.salt, b.text';
  const isOne = 'b.mark = ? AND b.hash = unhex(?) AND b.lane = ?';
  const looseIn = handle.prepare(`SELECT ${told} FROM bodies b WHERE b.chapter = ? AND ${isOne} LIMIT 1`);
  const looseAny = handle.prepare(`SELECT ${told} FROM json_each(?) d CROSS JOIN bodies b WHERE b.chapter = d.value AND ${isOne} LIMIT 1`);
  const loose = (lane: number): Shelf => ({
    one: (chapter, hash) => looseIn.get(chapter, markOf(hash), hash, lane) as Found | undefined,
    any: (chapters, hash) => looseAny.get(chapters, markOf(hash), hash, lane) as Found | undefined,
  });
  const keptAt = createKeptAt(handle);
  const markedIn = handle.prepare(`SELECT ${PLACE} FROM marks m WHERE m.chapter = ? AND m.code BETWEEN ? AND ?`);
  const markedAny = handle.prepare(
    `SELECT ${PLACE} FROM json_each(?) d CROSS JOIN marks m WHERE m.chapter = d.value AND m.code BETWEEN ? AND ?`,
  );
  const open = createOpenChapter(handle);

  return {
    save: (lane, bodies) => {
      if (bodies.length === 0) return;
      let place = endOfLoose();
      for (const { caseId, body } of bodies) {
        place += 1;
        save.run(place, chapterOf(place), markOf(body.hash), body.hash, places.number(lane), caseId, body.salt, body.text);
      }
    },
    find: (lane, hashes) => {
      if (hashes.length === 0) return [];
      const [end, endLoose] = [endOfSaid(), endOfLoose()];
      const full = chapterOf(end + 1);
      const lately = open(full * CHAPTER, end);
      const at = keptAt();
      // The command that came with the words names their hash.
      const atAny = (places: readonly number[], hash: string): Found | undefined => {
        for (const place of places) {
          const kept = at(place);
          if (kept?.mark === markOf(hash) && kept.lane === lane && kept.settled.text.includes(hash)) return { ...kept, text: kept.words };
        }
        return undefined;
      };
      const atMarked = (found: unknown[], hash: string): Found | undefined =>
        atAny(
          (found as { place: number }[]).map(({ place }) => place),
          hash,
        );
      const said: Shelf = {
        one: (chapter, hash) => atMarked(markedIn.all(chapter, ...codesOf(hash)), hash),
        any: (chapters, hash) => atMarked(markedAny.all(chapters, ...codesOf(hash)), hash),
      };
      const last = (hash: string): Found | undefined => atAny(lately.get(markOf(hash)) ?? [], hash);
      const [a, b] = [createSearch(full, said), endLoose === 0 ? null : createSearch(chapterOf(endLoose) + 1, loose(places.number(lane)))];
      return hashes.flatMap((hash) => {
        const row = last(hash) ?? a.near(hash) ?? b?.near(hash) ?? a.far(hash) ?? b?.far(hash);
        return row === undefined ? [] : [{ hash, caseId: row.caseId, salt: row.salt, text: row.text }];
      });
    },
  };
};
