// Makes a handed-in database ready for one writer: settled, backed up and migrated where it must be, and looked into once.
import { ok, type Refusal, type Result } from '../kernel/result.ts';
import { migrate, type Migration } from './migrate.ts';
import { settleConnection, type SqlHandle } from './sqlite-handle.ts';

export type StoreKind = {
  readonly application: number;
  readonly migrations: readonly Migration[];
  /** Of a new file; SQLite's own where nothing is said. */
  readonly pageSize?: number;
};

export type Readying = {
  /** Called before the first migration of a database that already holds something; writes the copy. */
  readonly backup: (handle: SqlHandle, version: number) => void;
  /** Memory for pages in MB; the usual one where nothing is said. */
  readonly cacheMb?: number | undefined;
};

/** Whoever hands a database in gets it back ready, or closed. Refusals: those of `migrate`; damage is thrown as SQLite names it. */
export const readyStore = (
  handle: SqlHandle,
  { application, migrations, pageSize }: StoreKind,
  { backup, cacheMb }: Readying,
): Result<SqlHandle, Refusal<'database-newer' | 'database-foreign'>> => {
  try {
    settleConnection(handle, pageSize);
    if (cacheMb !== undefined) handle.exec(`PRAGMA cache_size = ${-cacheMb * 1024}`);
    const migrated = migrate(handle, application, migrations, (version) => backup(handle, version));
    if (!migrated.ok) {
      handle.close();
      return migrated;
    }
    // Reading the schema and the ends of the file once finds what is plainly broken before anybody works on it.
    handle.prepare('SELECT count(*) FROM sqlite_schema').get();
    return ok(handle);
  } catch (error) {
    handle.close();
    throw error;
  }
};
