// Opens what a hub keeps: the embedded ledger of its folder, or PostgreSQL; each with the register of workstations beside the events.
import { existsSync, mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';
import { isDamaged } from '../../shared/store/faults.ts';
import type { PgHandle } from '../../shared/store/postgres-handle.ts';
import { ledgerIntegrity, renewLookups } from '../../shared/store/sqlite-ledger-lookups.ts';
import { createPostgresLedgerStore } from '../../shared/store/postgres-ledger-store.ts';
import { backUp } from '../backup.ts';
import { openEmbeddedLedger } from '../embedded.ts';
import { migratePostgres, openPostgres } from '../postgres.ts';
import { createPostgresRegister } from '../register/postgres.ts';
import { createSqliteRegister } from '../register/sqlite.ts';
import { whyUnreachable } from './database-faults.ts';
import type { HubStore } from './hub-options.ts';
import { openNotices } from './notices.ts';
import { readRecord } from './record.ts';
import { createPostgresPeers } from './peers.ts';

export type StorePlace = {
  readonly dir: string;
  /** A URL of PostgreSQL; null = embedded. `?schema=` names where the tables stand, for several hubs in one database. */
  readonly database: string | null;
  readonly schema?: string;
  readonly now: () => number;
};

export type StoreFault =
  | 'desk-folder'
  | 'ledger-newer'
  | 'ledger-foreign'
  | 'ledger-damaged'
  | 'lanes-missing'
  | 'record-broken'
  | 'database-url'
  | 'database-newer'
  | 'database-old'
  | 'database-unreachable';

export const LEDGER_FILE = 'ledger.sqlite';
const SCHEMA = 'stafette';

/** Whether an embedded hub has ever kept something here. */
export const holdsLedger = (dir: string): boolean => existsSync(join(dir, LEDGER_FILE));

/**
 * Refusals: `desk-folder` {dir} (a workstation's own), `ledger-newer` {dir}, `ledger-foreign` {dir}, `ledger-damaged` {dir, why},
 * `lanes-missing` {lanes} and `record-broken` {file} (nothing is made), `database-url` {why}, `database-newer` {found, known}, `database-old` {found, needed}, `database-unreachable` {why}.
 */
export const openStore = (place: StorePlace): Promise<Result<HubStore, Refusal<StoreFault>>> =>
  place.database === null ? Promise.resolve(openEmbedded(place)) : openServer(place, place.database);

const openEmbedded = ({ dir, now }: StorePlace): Result<HubStore, Refusal<StoreFault>> => {
  // A workstation writes into its ledger itself, as if nobody else did.
  if (existsSync(join(dir, 'desk.sqlite'))) return refuse('desk-folder', { dir });
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const gone = whatIsGone(dir);
  if (gone !== null) return gone;
  const path = join(dir, LEDGER_FILE);
  try {
    const opened = openEmbeddedLedger(path, {
      backup: (handle, version) => {
        const stamp = new Date(now()).toISOString().replace(/[:.]/g, '-');
        backUp(handle, dir, `${stamp}-v${version}-${LEDGER_FILE}`);
      },
    });
    if (!opened.ok) return refuse(opened.refusal.code === 'database-newer' ? 'ledger-newer' : 'ledger-foreign', { dir });
    const { store, handle } = opened.value;
    return ok({
      store,
      register: createSqliteRegister(handle),
      shared: false,
      file: {
        path,
        integrity: () => ledgerIntegrity(handle),
        reindex: () => {
          handle.exec('REINDEX');
          renewLookups(handle);
        },
      },
      room: () => roomIn(dir),
      close: () => store.close(),
    });
  } catch (error) {
    if (!isDamaged(error)) throw error;
    return refuse('ledger-damaged', { dir, why: error instanceof Error ? error.message : String(error) });
  }
};

/** A folder whose hub has kept something, but not here (its ledger was moved to PostgreSQL, or is lost), gets no empty one beside that. */
const whatIsGone = (dir: string): { readonly ok: false; readonly refusal: Refusal<StoreFault> } | null => {
  if (holdsLedger(dir)) return null;
  const record = readRecord(dir);
  if (!record.ok) return record;
  const lanes = Object.keys(record.value?.lanes ?? {});
  return lanes.length === 0 ? null : refuse('lanes-missing', { lanes: lanes.join(', ') });
};

const roomIn = async (dir: string): Promise<number> => {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
};

const SCHEMA_OF = /([?&])schema=([a-z_][a-z0-9_]{0,62})(?:&|$)/;

const placeOf = (given: string, otherwise: string): { readonly url: string; readonly schema: string } => ({
  url: given.replace(SCHEMA_OF, '$1').replace(/[?&]$/, ''),
  schema: SCHEMA_OF.exec(given)?.[2] ?? otherwise,
});

/** The database with its tables at the newest version. Refusals: those of `openStore` that begin with `database-`. */
export const openDatabase = async (given: string, schemaElse = SCHEMA): Promise<Result<PgHandle, Refusal<StoreFault>>> => {
  if (!/^postgres(?:ql)?:\/\//.test(given)) return refuse('database-url', { why: 'postgres://…' });
  const { url, schema } = placeOf(given, schemaElse);
  try {
    const handle = openPostgres({ url, schema }, lostIdly);
    try {
      const migrated = await migratePostgres(handle, schema);
      if (!migrated.ok) {
        await handle.close();
        return migrated;
      }
    } catch (error) {
      await handle.close();
      throw error;
    }
    return ok(handle);
  } catch (error) {
    const why = whyUnreachable(error);
    if (why === null) throw error;
    return refuse('database-unreachable', { why });
  }
};

const openServer = async (place: StorePlace, given: string): Promise<Result<HubStore, Refusal<StoreFault>>> => {
  const opened = await openDatabase(given, place.schema);
  if (!opened.ok) return opened;
  const handle = opened.value;
  const store = createPostgresLedgerStore(handle);
  return ok({
    store,
    register: createPostgresRegister(handle),
    shared: true,
    peers: (parts) => createPostgresPeers(handle, parts),
    notices: (parts) => openNotices({ ...parts, ...placeOf(given, place.schema ?? SCHEMA) }),
    close: () => store.close(),
  });
};

/** A connection that broke while nobody used it is replaced by the next one who needs one, who also says what keeps him. */
const lostIdly = (): void => undefined;
