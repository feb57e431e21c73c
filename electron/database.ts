// Opens one database of a data folder: settled for one writer, backed up before it is migrated, named faults instead of surprises.
import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ok, refuse, type Refusal, type Result } from '../shared/kernel/result.ts';
import { isDamaged } from '../shared/store/faults.ts';
import { migrate, type Migration } from '../shared/store/migrate.ts';
import { settleConnection, type SqlHandle } from '../shared/store/sqlite-handle.ts';

export type DatabaseKind = { readonly file: string; readonly application: number; readonly migrations: readonly Migration[] };

/** `store-newer`: written by a newer version. `store-damaged`: no database, or not wholly. `not-a-store`: another program's file. */
export type OpenFault = Refusal<'store-newer' | 'store-damaged' | 'not-a-store'>;

export const openDatabase = (
  dir: string,
  { file, application, migrations }: DatabaseKind,
  stamp: string,
  cacheMb?: number,
): Result<SqlHandle, OpenFault> => {
  const path = join(dir, file);
  let handle: Database.Database | null = null;
  try {
    handle = new Database(path);
    const opened = handle;
    settleConnection(opened);
    if (cacheMb !== undefined) opened.pragma(`cache_size = ${-cacheMb * 1024}`);
    const migrated = migrate(opened, application, migrations, (version) => {
      const folder = join(dir, 'backups');
      mkdirSync(folder, { recursive: true });
      opened.prepare('VACUUM INTO ?').run(join(folder, `${stamp}-v${version}-${file}`));
    });
    if (migrated.ok) {
      // Reading the schema and the ends of the file once finds what is plainly broken before anybody works on it.
      opened.prepare('SELECT count(*) FROM sqlite_schema').get();
      return ok(opened);
    }
    opened.close();
    const { code, data } = migrated.refusal;
    return code === 'database-newer' ? refuse('store-newer', { dir, ...data }) : refuse('not-a-store', { dir, file });
  } catch (error) {
    handle?.close();
    if (isDamaged(error)) return refuse('store-damaged', { dir, file, why: error instanceof Error ? error.message : '' });
    throw error;
  }
};
