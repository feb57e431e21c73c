// Finds the words of a ledger in SQLite by their hash, chapter by chapter: however many there are, only a few pages are written.
import type { Body } from '../case/commands.ts';
import type { LedgerAppend } from './ledger-store.ts';
import { CHAPTER, MARK_DIGITS } from './migrations/ledger-004.ts';
import { CODE_DIGITS } from './migrations/ledger-005.ts';
import type { SqlHandle, SqlStatement, SqlValue } from './sqlite-handle.ts';
import { createOpenChapter } from './sqlite-ledger-open-chapter.ts';
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

/** What of the hash a code begins with; its end is a place in the chapter. */
const codesOf = (hash: string): readonly [from: number, to: number] => {
  const from = Number.parseInt(hash.slice(0, CODE_DIGITS), 16) * CHAPTER;
  return [from, from + CHAPTER - 1];
};

/** `rows`: a table with chapters. `fits`: holds for the row of a hash, of which the lane is asked last; `asked` are the values before it. */
type Shelf = {
  readonly found: string;
  readonly rows: string;
  readonly chapter: string;
  readonly fits: string;
  readonly asked: (hash: string) => readonly SqlValue[];
  /** Looks into one chapter. */
  readonly one: (chapter: number, hash: string, lane: number | string) => Found | undefined;
};

const createShelf = (handle: SqlHandle, { found, rows, chapter, fits, asked, one }: Shelf) => {
  const anywhere: SqlStatement = handle.prepare(
    `SELECT ${found} FROM json_each(?) d CROSS JOIN ${rows} WHERE ${chapter} = d.value AND ${fits} LIMIT 1`,
  );
  /** What is asked for together was mostly said together: the chapters in which something was found last come first, then the newest. */
  return (count: number, lane: number | string) => {
    const chapters = Array.from({ length: count }, (_, index) => count - 1 - index);
    const near = (hash: string): Found | undefined => {
      for (let index = 0; index < Math.min(NEAR, chapters.length); index += 1) {
        const row = one(chapters[index]!, hash, lane);
        if (row !== undefined) return row;
      }
      return undefined;
    };
    const far = (hash: string): Found | undefined =>
      chapters.length <= NEAR ? undefined : (anywhere.get(JSON.stringify(chapters.slice(NEAR)), ...asked(hash), lane) as Found | undefined);
    const noted = (row: Found | undefined): Found | undefined => {
      const place = row === undefined ? 0 : chapters.indexOf(chapterOf(row.place));
      if (place > 0) chapters.unshift(...chapters.splice(place, 1));
      return row;
    };
    return { near: (hash: string) => noted(near(hash)), far: (hash: string) => noted(far(hash)) };
  };
};

/** The command that came with the words names their hash. */
const SAID = 'b.place, b.case_id AS caseId, b.salt, b.words AS text';
const NAMES = 'b.mark = ? AND instr(b.text, ?) > 0 AND (SELECT lane FROM journals j WHERE j.key = b.journal) = ?';

export const createBodiesOfLedger = (handle: SqlHandle, places: Places): BodiesOfLedger => {
  const save = handle.prepare(
    'INSERT INTO bodies (place, chapter, mark, hash, lane, case_id, salt, text) VALUES (?, ?, ?, unhex(?), ?, ?, ?, ?)',
  );
  const endOf = (table: string): (() => number) => {
    const last = handle.prepare(`SELECT coalesce(max(place), 0) AS place FROM ${table}`);
    return () => (last.get() as { place: number }).place;
  };
  const [endOfLoose, endOfSaid] = [endOf('bodies'), endOf('verdicts')];
  const told = 'b.place, b.case_id AS caseId, b.salt, b.text';
  const isOne = 'b.mark = ? AND b.hash = unhex(?) AND b.lane = ?';
  const looseIn = handle.prepare(`SELECT ${told} FROM bodies b WHERE b.chapter = ? AND ${isOne} LIMIT 1`);
  const loose = createShelf(handle, {
    found: told,
    rows: 'bodies b',
    chapter: 'b.chapter',
    fits: isOne,
    asked: (hash) => [markOf(hash), hash],
    one: (chapter, hash, lane) => looseIn.get(chapter, markOf(hash), hash, lane) as Found | undefined,
  });
  const at = handle.prepare(`SELECT ${SAID} FROM verdicts b WHERE b.place = ? AND ${NAMES}`);
  const atAny = (places: readonly number[], hash: string, lane: number | string): Found | undefined => {
    for (const place of places) {
      const row = at.get(place, markOf(hash), hash, lane) as Found | undefined;
      if (row !== undefined) return row;
    }
    return undefined;
  };
  const marked = handle.prepare(`SELECT code % ${CHAPTER} AS place FROM marks WHERE chapter = ? AND code BETWEEN ? AND ?`);
  const said = createShelf(handle, {
    found: SAID,
    rows: `marks m CROSS JOIN verdicts b ON b.place = m.chapter * ${CHAPTER} + m.code % ${CHAPTER}`,
    chapter: 'm.chapter',
    fits: `m.code BETWEEN ? AND ? AND ${NAMES}`,
    asked: (hash) => [...codesOf(hash), markOf(hash), hash],
    // Most chapters have nothing under a code, and asking only that costs a sixth of asking for the words in the same question.
    one: (chapter, hash, lane) => {
      const found = marked.all(chapter, ...codesOf(hash)) as { readonly place: number }[];
      return found.length === 0
        ? undefined
        : atAny(
            found.map(({ place }) => chapter * CHAPTER + place),
            hash,
            lane,
          );
    },
  });
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
      const last = (hash: string): Found | undefined => atAny(lately.get(markOf(hash)) ?? [], hash, lane);
      const [a, b] = [said(full, lane), endLoose === 0 ? null : loose(chapterOf(endLoose) + 1, places.number(lane))];
      return hashes.flatMap((hash) => {
        const row = last(hash) ?? a.near(hash) ?? b?.near(hash) ?? a.far(hash) ?? b?.far(hash);
        return row === undefined ? [] : [{ hash, caseId: row.caseId, salt: row.salt, text: row.text }];
      });
    },
  };
};
