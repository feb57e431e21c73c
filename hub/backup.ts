// Copies a database before it is changed: under its name only once the copy is whole and on the disk.
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SqlHandle } from '../shared/store/sqlite-handle.ts';

/** Where copies lie in a data folder. */
const FOLDER = 'backups';
const PART = '.part';

/** A file must be open for writing for that on Windows; a folder cannot be, anywhere. */
const sync = (path: string, as: 'r' | 'r+'): void => {
  const file = openSync(path, as);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/**
 * Writes `backups/<name>` in the data folder `dir`. SQLite itself neither puts such a copy on the disk nor takes a torn one away, so
 * it is written beside its name first. Throws what SQLite or the disk throws; then no torn copy stands there, and nothing may be migrated.
 */
export const backUp = (handle: SqlHandle, dir: string, name: string): void => {
  const folder = join(dir, FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // What an attempt left that was killed: of no use, and as large as the database.
  for (const left of readdirSync(folder)) if (left.endsWith(PART)) rmSync(join(folder, left), { force: true });
  const part = join(folder, name + PART);
  try {
    handle.prepare('VACUUM INTO ?').run(part);
    sync(part, 'r+');
    renameSync(part, join(folder, name));
    // Windows knows no such thing as the disk state of a folder.
    if (process.platform !== 'win32') sync(folder, 'r');
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
};
