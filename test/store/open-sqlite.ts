// Opens real databases for tests, as files that are thrown away or in memory.
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Migration } from '../../shared/store/migrate.ts';
import { migrate } from '../../shared/store/migrate.ts';
import { settleConnection } from '../../shared/store/sqlite-handle.ts';

export type Opened = { readonly handle: Database.Database; readonly cleanUp: () => void };

export const openSqlite = (kind: 'file' | 'memory', application: number, migrations: readonly Migration[]): Opened => {
  const dir = kind === 'file' ? mkdtempSync(join(tmpdir(), 'stafette-store-')) : null;
  const handle = new Database(dir === null ? ':memory:' : join(dir, 'store.sqlite'));
  settleConnection(handle);
  const migrated = migrate(handle, application, migrations, () => undefined);
  if (!migrated.ok) throw new Error(migrated.refusal.code);
  return {
    handle,
    cleanUp: () => {
      handle.close();
      if (dir !== null) rmSync(dir, { recursive: true, force: true });
    },
  };
};
