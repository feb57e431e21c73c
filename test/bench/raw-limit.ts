// Knows what an action costs in bytes, and writes raw transactions of a given size with the desk's own settings.
import Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { settleConnection } from '../../shared/store/sqlite-handle.ts';

/** Bytes of all values of all rows that one piece of work writes (mean of `samples`), found by comparing every table before and after. */
export const rowBytes = (file: string, work: () => void, samples: number): number => {
  const reader = new Database(file, { readonly: true });
  const sizes: number[] = [];
  let before = rowsOf(reader);
  for (let n = 0; n < samples; n += 1) {
    work();
    const after = rowsOf(reader);
    let bytes = 0;
    for (const [row, size] of after) if (!before.has(row)) bytes += size;
    sizes.push(bytes);
    before = after;
  }
  reader.close();
  if (sizes.some((bytes) => bytes === 0)) throw new Error('an action wrote no row: what was measured?');
  return Math.round(sizes.reduce((sum, bytes) => sum + bytes, 0) / samples);
};

/**
 * Every row of every table as its text, with its bytes. The index of words is left out: it is no row of anybody's, and its text
 * is counted where it waits.
 */
const rowsOf = (reader: Database.Database): ReadonlyMap<string, number> => {
  const rows = new Map<string, number>();
  const tables = reader
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search!_words%' ESCAPE '!' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'",
    )
    .pluck()
    .all() as string[];
  for (const table of tables)
    for (const values of reader.prepare(`SELECT * FROM ${table}`).raw().iterate() as Iterable<unknown[]>)
      rows.set(
        `${table} ${JSON.stringify(values)}`,
        values.reduce<number>((sum, value) => sum + valueBytes(value), 0),
      );
  return rows;
};

/** As SQLite stores them: text in UTF-8, whole numbers in as few bytes as they need. */
const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.length;
  if (typeof value !== 'number' || value === 0 || value === 1) return 0;
  const bytes = [1, 2, 3, 4, 6].find((count) => Math.abs(value) < 2 ** (8 * count - 1));
  return Number.isInteger(value) && bytes !== undefined ? bytes : 8;
};

/** Bytes the write-ahead log of a file grows by, beginning empty. */
export const logGrowth = (file: string, work: () => void): number => {
  const other = new Database(file);
  other.pragma('wal_checkpoint(TRUNCATE)');
  other.close();
  const before = statSync(`${file}-wal`).size;
  work();
  const grown = statSync(`${file}-wal`).size - before;
  if (grown <= 0) throw new Error('the write-ahead log did not grow: what was measured?');
  return grown;
};

export type Raw = { readonly logBytes: number; readonly write: (count: number) => void; readonly close: () => void };

const TRIAL = 20;

/** One insert into one table per transaction, with the desk's own settings; `size` may try how many bytes the log grows by. */
export const createRaw = (file: string, sizeBy: (grows: (size: number) => number) => number): Raw => {
  const db = new Database(file);
  settleConnection(db);
  db.exec('CREATE TABLE raw (id INTEGER PRIMARY KEY, data BLOB)');
  const insert = db.prepare('INSERT INTO raw (data) VALUES (?)');
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  const write = (data: Uint8Array, count: number): void => {
    for (let n = 0; n < count; n += 1) {
      begin.run();
      insert.run(data);
      commit.run();
    }
  };
  const grows = (size: number): number => {
    db.pragma('wal_checkpoint(TRUNCATE)');
    write(Buffer.alloc(size, 1), TRIAL);
    return statSync(`${file}-wal`).size / TRIAL;
  };
  const data = Buffer.alloc(sizeBy(grows), 1);
  return { logBytes: Math.round(grows(data.length)), write: (count) => write(data, count), close: () => void db.close() };
};
