// Opens the desk's database of a folder for reading only, beside a running console or without one; nothing is created.
import Database from 'better-sqlite3';
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { DESK_APPLICATION, DESK_MIGRATIONS } from '../shared/store/schema.ts';
import { createSqliteDeskStore } from '../shared/store/sqlite-desk-store.ts';
import type { DeskStore } from '../shared/store/desk-store.ts';
import { ok, refuse, type Result } from '../shared/kernel/result.ts';

/** Refusals: `no-folder`, `not-a-store`, `store-older` and `store-newer` (another version of Stafette wrote it), `no-access`. */
export const openReadOnly = (dir: string): Result<DeskStore> => {
  if (!existsSync(dir)) return refuse('no-folder', { dir });
  const file = join(dir, 'desk.sqlite');
  if (!existsSync(file)) return refuse('not-a-store', { dir });
  try {
    // A connection that may write but is told not to tidies up after itself when it is the last one; a read-only one could not
    // and would leave two files behind. Where the folder itself is protected there is nothing to tidy.
    const handle = new Database(file, { readonly: !mayWrite(dir), fileMustExist: true });
    handle.pragma('query_only = ON');
    handle.pragma('busy_timeout = 5000');
    const [application, version] = [handle.pragma('application_id', { simple: true }), handle.pragma('user_version', { simple: true })];
    const known = DESK_MIGRATIONS.at(-1)?.version ?? 0;
    if (application === DESK_APPLICATION && version === known) return ok(createSqliteDeskStore(handle));
    handle.close();
    if (application !== DESK_APPLICATION) return refuse('not-a-store', { dir });
    return Number(version) < known ? refuse('store-older', { dir }) : refuse('store-newer', { dir });
  } catch (error) {
    // What SQLite says of a file it cannot read is a state of the disk, not a bug.
    if (error instanceof Database.SqliteError) return refuse('no-access', { file, why: error.message });
    throw error;
  }
};

const mayWrite = (dir: string): boolean => {
  try {
    accessSync(dir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};
