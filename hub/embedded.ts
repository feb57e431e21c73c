// Opens the embedded ledger: the same file and store whether a hub or a single seat's loopback keeps it.
import Database from 'better-sqlite3';
import { ok, type Refusal, type Result } from '../shared/kernel/result.ts';
import type { LedgerStore } from '../shared/store/ledger-store.ts';
import { readyStore, type Readying } from '../shared/store/ready.ts';
import { LEDGER_APPLICATION, LEDGER_MIGRATIONS, LEDGER_PAGE } from '../shared/store/schema.ts';
import type { SqlHandle } from '../shared/store/sqlite-handle.ts';
import { createSqliteLedgerStore } from '../shared/store/sqlite-ledger-store.ts';
import type { Register } from './register/register.ts';
import { createSqliteRegister } from './register/sqlite.ts';

/** The store, what a hub remembers of workstations, and the database under both for whoever examines the file itself; closing the store closes all. */
export type EmbeddedLedger = { readonly store: LedgerStore; readonly register: Register; readonly handle: SqlHandle };

/** A missing file is made. Refusals: those of `readyStore`; damage is thrown as SQLite names it, with nothing left open. */
export const openEmbeddedLedger = (
  path: string,
  readying: Readying,
): Result<EmbeddedLedger, Refusal<'database-newer' | 'database-foreign'>> => {
  const opened = readyStore(
    new Database(path),
    { application: LEDGER_APPLICATION, migrations: LEDGER_MIGRATIONS, pageSize: LEDGER_PAGE },
    readying,
  );
  if (!opened.ok) return opened;
  const handle = opened.value;
  return ok({ store: createSqliteLedgerStore(handle), register: createSqliteRegister(handle), handle });
};
