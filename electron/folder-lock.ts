// Lets one process at a time hold a data folder, by a lock of the operating system that dies with its holder.
import Database from 'better-sqlite3';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDamaged } from '../shared/store/faults.ts';
import { ok, refuse, type Refusal, type Result } from '../shared/kernel/result.ts';

export type FolderLock = { readonly release: () => void };

/**
 * An exclusive transaction on a small database that is never committed: the system takes the lock back from a killed process,
 * so no stale lock can keep anybody out. Refusal: `folder-held` {dir, pid}; pid is null where the holder left no note.
 */
export const lockFolder = (dir: string): Result<FolderLock, Refusal<'folder-held'>> => {
  try {
    return lockBy(dir);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    // The lock file holds nothing worth keeping; without it a folder would stay closed for a scratch on the disk.
    rmSync(join(dir, LOCK), { force: true });
    return lockBy(dir);
  }
};

const LOCK = 'lock.sqlite';

const lockBy = (dir: string): Result<FolderLock, Refusal<'folder-held'>> => {
  const handle = new Database(join(dir, LOCK), { timeout: 0 });
  const note = join(dir, 'holder.json');
  try {
    // Without a journal there is nothing a killed holder could leave to be repaired.
    handle.pragma('journal_mode = MEMORY');
    handle.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    handle.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      return refuse('folder-held', { dir, pid: holderOf(note) });
    throw error;
  }
  writeFileSync(note, JSON.stringify({ pid: process.pid }));
  return ok({
    release: () => {
      rmSync(note, { force: true });
      handle.close();
    },
  });
};

/** The note is a courtesy for the sentence, the lock is the truth; a note that cannot be read only costs the number. */
const holderOf = (note: string): number | null => {
  try {
    const read = JSON.parse(readFileSync(note, 'utf8')) as { pid?: unknown };
    return typeof read.pid === 'number' ? read.pid : null;
  } catch {
    return null;
  }
};
