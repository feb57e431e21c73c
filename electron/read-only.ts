// Opens the desk's database of a folder for reading only, beside a running console or without one; nothing is created.
import Database from 'better-sqlite3';
import { accessSync, chmodSync, constants, copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DESK_APPLICATION, DESK_MIGRATIONS } from '../shared/store/schema.ts';
import { createSqliteDeskStore } from '../shared/store/sqlite-desk-store.ts';
import type { DeskStore } from '../shared/store/desk-store.ts';
import { ok, refuse, type Result } from '../shared/kernel/result.ts';

/**
 * Refusals: `no-folder`, `not-a-store`, `store-older` and `store-newer` (another version of Stafette wrote it), `no-access`. `newer`: one of a
 * newer version is opened as far as this version finds in it what it asks for; it is `store-newer` only where it does not.
 */
export const openReadOnly = (dir: string, newer = false): Result<DeskStore> => {
  if (!existsSync(dir)) return refuse('no-folder', { dir });
  if (!existsSync(join(dir, FILE))) return refuse('not-a-store', { dir });
  try {
    return openIn(dir, dir, newer, () => undefined);
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    // What SQLite says of a file it cannot read is a state of the disk, not a bug.
    if (!NEEDS_A_PLACE.test(error.code) || mayWrite(dir)) return refuse('no-access', { file: join(dir, FILE), why: error.message });
  }
  return openCopy(dir, newer);
};

const FILE = 'desk.sqlite';
/** Readers of this journal mode need a side file, which cannot be made in a protected folder (a backup, another person's). */
const NEEDS_A_PLACE = /^SQLITE_(?:READONLY|CANTOPEN)/;

const openCopy = (dir: string, newer: boolean): Result<DeskStore> => {
  const place = mkdtempSync(join(tmpdir(), 'stafette-read-'));
  const remove = (): void => rmSync(place, { recursive: true, force: true });
  try {
    for (const name of [FILE, `${FILE}-wal`])
      if (existsSync(join(dir, name))) copyFileSync(join(dir, name), join(place, name), constants.COPYFILE_FICLONE);
    // A file copied from a protected place may be protected itself.
    for (const name of readdirSync(place)) chmodSync(join(place, name), 0o600);
    const opened = openIn(place, dir, newer, remove);
    if (!opened.ok) remove();
    return opened;
  } catch (error) {
    remove();
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return refuse('no-access', { file: join(dir, FILE), why: message });
  }
};

const openIn = (place: string, dir: string, newer: boolean, after: () => void): Result<DeskStore> => {
  // A connection that may write but is told not to tidies up after itself when it is the last one; a read-only one could not
  // and would leave two files behind. Where the folder itself is protected there is nothing to tidy.
  const handle = new Database(join(place, FILE), { readonly: !mayWrite(place), fileMustExist: true });
  try {
    handle.pragma('query_only = ON');
    handle.pragma('busy_timeout = 5000');
    const [application, version] = [handle.pragma('application_id', { simple: true }), handle.pragma('user_version', { simple: true })];
    const known = DESK_MIGRATIONS.at(-1)?.version ?? 0;
    const isNewer = Number(version) > known;
    const store = application === DESK_APPLICATION && (version === known || (newer && isNewer)) ? readable(handle, isNewer) : null;
    if (store !== null)
      return ok({
        ...store,
        close: () => {
          store.close();
          after();
        },
      });
    handle.close();
    if (application !== DESK_APPLICATION) return refuse('not-a-store', { dir });
    return Number(version) < known ? refuse('store-older', { dir }) : refuse('store-newer', { dir });
  } catch (error) {
    handle.close();
    throw error;
  }
};

/** A newer version may have moved what this one asks for. */
const readable = (handle: Database.Database, isNewer: boolean): DeskStore | null => {
  try {
    return createSqliteDeskStore(handle);
  } catch (error) {
    if (isNewer && error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR') return null;
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
