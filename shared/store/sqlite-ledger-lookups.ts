// Compares what finds a command by its name, its number and its words with the bundles they stand in, and makes it anew from these.
import { CHAPTER } from './migrations/ledger-004.ts';
import { SPARE_BITS } from './migrations/ledger-005.ts';
import { damage, isUnreadable } from './faults.ts';
import { createTransact, type SqlHandle } from './sqlite-handle.ts';
import { BUNDLES, LAST_PLACE, unpack, type BundleRow, type Kept } from './sqlite-ledger-bundles.ts';
import { integrityOf, isOfIndexes } from './sqlite-integrity.ts';
import { chapterOf } from './sqlite-ledger-marks.ts';

/** Bundles that are read at once. */
const PAGE = 64;

/** What the tables hold of the commands of some bundles, as lists for one statement each. */
type Lookups = { readonly told: string; readonly runs: string; readonly marks: string };

const codeOf = (mark: number, place: number): number => Math.floor(mark / 2 ** SPARE_BITS) * CHAPTER + (place % CHAPTER);

/** A command is named by its own text, or by the hash of one that nobody can read. Of two names that differ nobody knows which one is damaged. */
const isNamed = ({ settled: { outcome, hash, text } }: Kept): boolean =>
  outcome.command === `unreadable:${hash}` || nameIn(text)?.toWellFormed() === outcome.command;

const nameIn = (text: string): string | undefined => {
  try {
    return (JSON.parse(text) as { readonly id?: string } | null)?.id;
  } catch {
    return undefined;
  }
};

/** The chapters before `full` are closed; the words of the last one are looked for where they stand. */
const lookupsOf = (rows: readonly (BundleRow & { readonly journal: number })[], full: number): Lookups & { readonly words: number } => {
  const kept: readonly Kept[] = rows.flatMap(unpack);
  const other = kept.find((each) => !isNamed(each));
  if (other !== undefined) throw damage(`the command at place ${other.place} is named otherwise than in its text`);
  const marks = kept.flatMap(({ place, mark }) =>
    mark === null || chapterOf(place) >= full ? [] : [[chapterOf(place), codeOf(mark, place)]],
  );
  return {
    told: JSON.stringify(kept.map(({ settled, place }) => [settled.outcome.command, place])),
    runs: JSON.stringify(rows.map(({ journal, dseq, place, count }) => [journal, dseq, place, count])),
    marks: JSON.stringify(marks),
    words: marks.length,
  };
};

const eachPage = (handle: SqlHandle, work: (lookups: Lookups & { readonly words: number; readonly commands: number }) => void): void => {
  const { place: end } = handle.prepare(LAST_PLACE).get() as { place: number };
  const page = handle.prepare(`${BUNDLES.replace('SELECT ', 'SELECT b.journal, ')} WHERE b.place > ? ORDER BY b.place LIMIT ${PAGE}`);
  for (let after = 0, rows; (rows = page.all(after) as (BundleRow & { journal: number })[]).length > 0; after = rows.at(-1)!.place)
    work({ ...lookupsOf(rows, chapterOf(end + 1)), commands: rows.reduce((sum, { count }) => sum + count, 0) });
};

type Table = keyof Lookups;

/** How many of the given ones stand there. */
const STAND: Readonly<Record<Table, string>> = {
  told: 'SELECT count(*) AS n FROM json_each(?) d CROSS JOIN told t ON t.command = d.value ->> 0 AND t.place = d.value ->> 1',
  // A run holds the numbers of several bundles, or of some and not of others: it must lead to the place of each.
  runs: `SELECT coalesce(sum(d.value ->> 3), 0) AS n FROM json_each(?) d CROSS JOIN runs r ON r.journal = d.value ->> 0
      AND r.dseq = (SELECT max(b.dseq) FROM runs b WHERE b.journal = d.value ->> 0 AND b.dseq <= d.value ->> 1)
    WHERE r.place - r.dseq = (d.value ->> 2) - (d.value ->> 1) AND r.dseq + r.count >= (d.value ->> 1) + (d.value ->> 3)`,
  marks: 'SELECT count(*) AS n FROM json_each(?) d CROSS JOIN marks m ON m.chapter = d.value ->> 0 AND m.code = d.value ->> 1',
};
const ALL: Readonly<Record<Table, string>> = {
  told: 'SELECT count(*) AS n FROM told',
  runs: 'SELECT coalesce(sum(count), 0) AS n FROM runs',
  marks: 'SELECT count(*) AS n FROM marks',
};

const EARLIER = 'PARTITION BY journal ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING';

/** Where commands are missing or numbered otherwise, what still leads to them is all that is left of them. */
const MISSING = `SELECT (SELECT count(*) FROM bundles WHERE journal NOT IN (SELECT key FROM journals))
  + (SELECT count(*) FROM journals j LEFT JOIN (
      SELECT journal, sum(count) AS n, sum(dseq <> due) AS other
      FROM (SELECT journal, count, dseq, 1 + coalesce(sum(count) OVER (${EARLIER}), 0) AS due FROM bundles) GROUP BY journal
    ) b ON b.journal = j.key WHERE coalesce(b.n, 0) <> j.dseq OR b.other > 0) AS n`;

/** One line for each table that leads elsewhere than the bundles stand, none where all is well. Throws where a bundle cannot be read. */
export const lookupFaults = (handle: SqlHandle): readonly string[] => {
  const count = (sql: string, ...given: readonly string[]): number => (handle.prepare(sql).get(...given) as { n: number }).n;
  // One moment of a ledger that others may be writing.
  handle.exec('BEGIN');
  try {
    const missing = count(MISSING);
    if (missing > 0) return [`commands of ${missing} journals are missing or numbered otherwise`];
    const due: Record<Table, number> = { told: 0, runs: 0, marks: 0 };
    const stand: Record<Table, number> = { told: 0, runs: 0, marks: 0 };
    eachPage(handle, ({ commands, words, ...lookups }) => {
      due.told += commands;
      due.runs += commands;
      due.marks += words;
      for (const table of TABLES) stand[table] += count(STAND[table], lookups[table]);
    });
    return TABLES.flatMap((table) => {
      const wrong = Math.max(due[table], count(ALL[table])) - stand[table];
      return wrong === 0 ? [] : [`${wrong} entries of table ${table} lead elsewhere than the commands stand`];
    });
  } finally {
    handle.exec('COMMIT');
  }
};

/** What SQLite itself finds, and of a file it can read what leads elsewhere. */
export const ledgerIntegrity = (handle: SqlHandle): readonly string[] => {
  const lines = integrityOf(handle);
  if (lines.length > 0 && !isOfIndexes(lines)) return lines;
  try {
    return [...lines, ...lookupFaults(handle)];
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return [...lines, error instanceof Error ? error.message : String(error)];
  }
};

const TABLES = ['told', 'runs', 'marks'] as const;

/** Throws where a bundle cannot be read, with everything as it was. */
export const renewLookups = (handle: SqlHandle): void =>
  createTransact(handle)(() => {
    handle.exec(TABLES.map((table) => `DELETE FROM ${table}`).join(';'));
    const tell = handle.prepare('INSERT INTO told (command, place) SELECT d.value ->> 0, d.value ->> 1 FROM json_each(?) d');
    const mark = handle.prepare('INSERT INTO marks (chapter, code) SELECT d.value ->> 0, d.value ->> 1 FROM json_each(?) d');
    eachPage(handle, ({ told, marks }) => {
      tell.run(told);
      mark.run(marks);
    });
    handle.exec(`INSERT INTO runs (journal, dseq, place, count)
      SELECT journal, min(dseq), min(place), sum(count)
      FROM (SELECT journal, dseq, place, count, coalesce(sum(count) OVER (${EARLIER}), 0) AS n FROM bundles)
      GROUP BY journal, dseq - n, place - n`);
  });
