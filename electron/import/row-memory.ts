// Remembers on disk, per number of an export, what its rows said so far; so the counts are exact and memory does not grow with the file.
import Database from 'better-sqlite3';
import type { SourceRow } from './rows.ts';

/** `cases` numbers seen, `open` neither resolved nor closed, `closed` the rest, `handovers` changes against the last named group, `reopened` cases with a reopen count above 0. */
export type Counts = {
  readonly cases: number;
  readonly open: number;
  readonly closed: number;
  readonly handovers: number;
  readonly reopened: number;
};

/** What the rows before say about this one. `occurrence` tells equal lines of one number apart, so that both keep an id of their own. */
export type Seen = { readonly occurrence: number; readonly ordinal: number; readonly group: string | null; readonly reopenedNow: boolean };

export interface RowMemory {
  /** Takes the next row of the file, in file order. */
  see(row: SourceRow): Seen;
  counts(): Counts;
  close(): void;
}

type Remembered = {
  readonly grp: string | null;
  readonly opened: number;
  readonly reopens: number;
  readonly rows: number;
  readonly digests: Buffer;
};

const DIGEST_BYTES = 8;
/** Equal lines further apart than this many rows of one number count as one; bounds what one endless number can cost. */
const WINDOW = 1_000 * DIGEST_BYTES;

export const createRowMemory = (): RowMemory => {
  // An empty name is SQLite's private file: it lies in the system's temporary folder and is gone with the process.
  const db = new Database('');
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -4000');
  db.exec(
    'CREATE TABLE seen (number TEXT PRIMARY KEY, grp TEXT, opened INTEGER, reopens INTEGER, rows INTEGER, digests BLOB) WITHOUT ROWID; BEGIN',
  );
  const find = db.prepare<[string], Remembered>('SELECT grp, opened, reopens, rows, digests FROM seen WHERE number = ?');
  const put = db.prepare<[string, string | null, number, number, number, Buffer]>('INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?, ?)');
  let [cases, open, handovers, reopened] = [0, 0, 0, 0];

  return {
    see: (row) => {
      const before = find.get(row.number);
      const digest = Buffer.from(row.digest.slice(0, DIGEST_BYTES * 2), 'hex');
      const digests = before?.digests ?? Buffer.alloc(0);
      const isOpen = row.state === 'open' || row.state === 'waiting' ? 1 : 0;
      const group = before?.grp ?? null;
      if (before === undefined) cases += 1;
      open += isOpen - (before?.opened ?? 0);
      if (row.group !== null && group !== null && row.group !== group) handovers += 1;
      if (row.reopenCount > 0 && (before?.reopens ?? 0) === 0) reopened += 1;
      const reopens = Math.max(row.reopenCount, before?.reopens ?? 0);
      put.run(row.number, row.group ?? group, isOpen, reopens, (before?.rows ?? 0) + 1, Buffer.concat([digests.subarray(-WINDOW), digest]));
      return {
        occurrence: timesIn(digests, digest),
        ordinal: (before?.rows ?? 0) + 1,
        group,
        reopenedNow: row.reopenCount > (before?.reopens ?? 0),
      };
    },
    counts: () => ({ cases, open, closed: cases - open, handovers, reopened }),
    close: () => db.close(),
  };
};

const timesIn = (digests: Buffer, digest: Buffer): number => {
  let times = 0;
  for (let at = 0; at < digests.length; at += DIGEST_BYTES) {
    if (digest.compare(digests, at, at + DIGEST_BYTES) === 0) times += 1;
  }
  return times;
};
