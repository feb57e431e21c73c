// Opens the embedded ledger: the same file and store whether a hub or a single seat's loopback keeps it.
import Database from 'better-sqlite3';
import { ok, type Refusal, type Result } from '../shared/kernel/result.ts';
import type { LedgerStore } from '../shared/store/ledger-store.ts';
import { readyStore, type Readying } from '../shared/store/ready.ts';
import { LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../shared/store/schema.ts';
import type { SqlHandle } from '../shared/store/sqlite-handle.ts';
import { createSqliteLedgerStore } from '../shared/store/sqlite-ledger-store.ts';

/** The store, and the database under it for whoever examines the file itself; closing the store closes both. */
export type EmbeddedLedger = { readonly store: LedgerStore; readonly handle: SqlHandle };

/** A missing file is made. Refusals: those of `readyStore`; damage is thrown as SQLite names it, with nothing left open. */
export const openEmbeddedLedger = (
  path: string,
  readying: Readying,
): Result<EmbeddedLedger, Refusal<'database-newer' | 'database-foreign'>> => {
  const opened = readyStore(new Database(path), { application: LEDGER_APPLICATION, migrations: LEDGER_MIGRATIONS }, readying);
  return opened.ok ? ok({ store: createSqliteLedgerStore(opened.value), handle: opened.value }) : opened;
};
