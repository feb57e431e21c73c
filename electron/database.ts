// Opens one database of a data folder: settled for one writer, backed up before it is migrated, named faults instead of surprises.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { backUp } from '../hub/backup.ts';
import { refuse, type Refusal, type Result } from '../shared/kernel/result.ts';
import { isDamaged } from '../shared/store/faults.ts';
import { readyStore, type Readying, type StoreKind } from '../shared/store/ready.ts';
import type { SqlHandle } from '../shared/store/sqlite-handle.ts';

export type DatabaseKind = StoreKind & { readonly file: string };

/** `store-newer`: written by a newer version. `store-damaged`: no database, or not wholly. `not-a-store`: another program's file. */
export type OpenFault = Refusal<'store-newer' | 'store-damaged' | 'not-a-store'>;

type Opener<Opened> = (path: string, readying: Readying) => Result<Opened, Refusal<'database-newer' | 'database-foreign'>>;

/** Opens a file of the folder by whatever door its store has, and names what stands against it. */
export const openFile = <Opened>(
  dir: string,
  file: string,
  stamp: string,
  cacheMb: number | undefined,
  open: Opener<Opened>,
): Result<Opened, OpenFault> => {
  const backup: Readying['backup'] = (handle, version) => backUp(handle, dir, `${stamp}-v${version}-${file}`);
  try {
    const opened = open(join(dir, file), { backup, cacheMb });
    if (opened.ok) return opened;
    const { code, data } = opened.refusal;
    return code === 'database-newer' ? refuse('store-newer', { dir, ...data }) : refuse('not-a-store', { dir, file });
  } catch (error) {
    if (isDamaged(error)) return refuse('store-damaged', { dir, file, why: error instanceof Error ? error.message : '' });
    throw error;
  }
};

export const openDatabase = (dir: string, kind: DatabaseKind, stamp: string, cacheMb?: number): Result<SqlHandle, OpenFault> =>
  openFile(dir, kind.file, stamp, cacheMb, (path, readying) => readyStore(new Database(path), kind, readying));
