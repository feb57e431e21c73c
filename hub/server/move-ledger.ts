// Moves a hub from the file in its folder to PostgreSQL: same name, same epochs, same workstations; the file is put aside, never deleted.
import Database from 'better-sqlite3';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';
import { examineLedger } from '../../shared/sync/doctor-ledger.ts';
import { moveRows, type Moved } from './moving.ts';
import { holdsLedger, LEDGER_FILE, openDatabase, openStore, type StoreFault } from './open-store.ts';
import { digest } from './secrets.ts';

export type MovedLedger = Moved & { readonly lanes: number; /** Where the file lies now. */ readonly aside: string };

type Fault = StoreFault | 'no-ledger' | 'ledger-empty' | 'ledger-in-use' | 'ledger-faulty' | 'database-not-empty';

/**
 * No hub may run in the folder meanwhile; whoever calls holds it. Refusals: `no-ledger` {dir}, `ledger-faulty` {dir, count} (nothing is moved),
 * those of `openStore` and of `moveRows`.
 */
export const moveLedger = async (dir: string, database: string, now: () => number): Promise<Result<MovedLedger, Refusal<Fault>>> => {
  if (!holdsLedger(dir)) return refuse('no-ledger', { dir });
  // Brings the file to the newest version, and proves it whole: what is broken here would only be noticed there.
  const source = await openStore({ dir, database: null, now });
  if (!source.ok) return source;
  const findings = await examineLedger(source.value.store, digest);
  const lanes = (await source.value.store.lanes()).length;
  await source.value.close();
  if (findings.length > 0) return refuse('ledger-faulty', { dir, count: findings.length });

  const target = await openDatabase(database);
  if (!target.ok) return target;
  const file = new Database(join(dir, LEDGER_FILE), { timeout: 5_000 });
  try {
    const moved = await moveRows(dir, file, target.value);
    if (!moved.ok) return moved;
    // Everything of the log goes into the file before it is put away.
    file.pragma('wal_checkpoint(TRUNCATE)');
    file.close();
    return ok({ ...moved.value, lanes, aside: putAside(dir, now()) });
  } finally {
    file.close();
    await target.value.close();
  }
};

/** A hub that is started without its database finds nothing then, and says so, instead of going on from an old file. */
const putAside = (dir: string, now: number): string => {
  const folder = join(dir, 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const aside = join(folder, `${new Date(now).toISOString().replace(/[:.]/g, '-')}-moved-${LEDGER_FILE}`);
  renameSync(join(dir, LEDGER_FILE), aside);
  for (const rest of ['-wal', '-shm']) if (existsSync(join(dir, LEDGER_FILE + rest))) rmSync(join(dir, LEDGER_FILE + rest));
  return aside;
};
