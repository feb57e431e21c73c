// Opens the embedded ledger: the same file and store whether a hub or a single seat's loopback keeps it.
import Database from 'better-sqlite3';
import { ok, type Refusal, type Result } from '../shared/kernel/result.ts';
import type { LedgerStore } from '../shared/store/ledger-store.ts';
import { migrate } from '../shared/store/migrate.ts';
import { LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../shared/store/schema.ts';
import { settleConnection } from '../shared/store/sqlite-handle.ts';
import { createSqliteLedgerStore } from '../shared/store/sqlite-ledger-store.ts';

/** `backup` is a file that does not exist yet; it is written before the first migration of a ledger that already holds something. */
export const openEmbeddedLedger = (file: string, backup: string): Result<LedgerStore, Refusal<'database-newer' | 'database-foreign'>> => {
  const handle = new Database(file);
  settleConnection(handle);
  const migrated = migrate(handle, LEDGER_APPLICATION, LEDGER_MIGRATIONS, () => void handle.prepare('VACUUM INTO ?').run(backup));
  if (migrated.ok) return ok(createSqliteLedgerStore(handle));
  handle.close();
  return migrated;
};
