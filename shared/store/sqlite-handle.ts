// Knows what the stores need of an SQLite connection: a narrow handle that a host opens and hands in, never the package itself.

export type SqlValue = null | number | string;

export interface SqlStatement {
  run(...values: SqlValue[]): { readonly changes: number };
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
}

/** Better-sqlite3's `Database` fits as it is. */
export interface SqlHandle {
  prepare(sql: string): SqlStatement;
  exec(sql: string): unknown;
  readonly inTransaction: boolean;
  close(): unknown;
}

/** Carrying the log over is done within somebody's commit: four megabytes are a wait that nobody notices, sixteen were not. */
const LOG_BYTES = 4_096_000;

/**
 * One writer, every commit on the disk before it returns (architecture.md §5). `synchronous` is set after the journal mode,
 * because the driver's default for WAL is weaker. `pageSize`: of a file that holds nothing yet; another keeps its own.
 */
export const settleConnection = (handle: SqlHandle, pageSize?: number): void => {
  handle.exec('PRAGMA busy_timeout = 5000');
  if (pageSize !== undefined) handle.exec(`PRAGMA page_size = ${pageSize}`);
  handle.exec('PRAGMA journal_mode = WAL');
  handle.exec('PRAGMA synchronous = FULL');
  handle.exec('PRAGMA foreign_keys = ON');
  handle.exec('PRAGMA trusted_schema = OFF');
  handle.exec('PRAGMA cache_size = -24576');
  const { page_size: size } = handle.prepare('PRAGMA page_size').get() as { page_size: number };
  handle.exec(`PRAGMA wal_autocheckpoint = ${LOG_BYTES / size}`);
};

/** Runs work all or nothing; inside a running transaction it joins it, so that the outermost one decides. */
export const createTransact = (handle: SqlHandle): (<T>(work: () => T) => T) => {
  const begin = handle.prepare('BEGIN IMMEDIATE');
  const commit = handle.prepare('COMMIT');
  const rollback = handle.prepare('ROLLBACK');
  return (work) => {
    if (handle.inTransaction) return work();
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      // A full disk has already rolled back by itself.
      if (handle.inTransaction) rollback.run();
      throw error;
    }
  };
};
