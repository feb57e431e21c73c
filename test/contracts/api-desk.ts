// Puts a whole desk together in this process: stores, ledger, loopback, engine and the contract on top of them.
import { createHash, randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { createDesk, type Desk } from '../../shared/desk.ts';
import { dispatch } from '../../shared/dispatch.ts';
import { createNewId } from '../../shared/kernel/ids.ts';
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import type { PackInput } from '../../shared/policy/pack-schema.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { migrate, type Migration } from '../../shared/store/migrate.ts';
import { DESK_APPLICATION, DESK_MIGRATIONS, LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteDeskStore } from '../../shared/store/sqlite-desk-store.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { settleConnection, type SqlHandle } from '../../shared/store/sqlite-handle.ts';
import { createEngine, type Engine } from '../../shared/sync/engine.ts';
import { createLedger, type Ledger } from '../../shared/sync/ledger.ts';
import { createLoopback } from '../../shared/sync/loopback.ts';
import { apiOver, type MakeApi } from './api-people.ts';

export type Stores = { readonly desk: DeskStore; readonly ledger: LedgerStore };

const digest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count));

const opened = (application: number, migrations: readonly Migration[]): SqlHandle => {
  const handle = new Database(':memory:') as unknown as SqlHandle;
  settleConnection(handle);
  const migrated = migrate(handle, application, migrations, () => undefined);
  if (!migrated.ok) throw new Error(migrated.refusal.code);
  return handle;
};

export const memoryStores = (): Stores => ({ desk: createMemoryDeskStore(), ledger: createMemoryLedgerStore() });

export const sqliteStores = (): Stores => ({
  desk: createSqliteDeskStore(opened(DESK_APPLICATION, DESK_MIGRATIONS)),
  ledger: createSqliteLedgerStore(opened(LEDGER_APPLICATION, LEDGER_MIGRATIONS)),
});

export type Workbench = { readonly desk: Desk; readonly engine: Engine; readonly store: DeskStore; readonly close: () => Promise<void> };

export type Setting = {
  readonly clock?: () => number;
  /** A ledger that other desks use, too. */
  readonly ledger?: Ledger;
  /** Instead of the starter packs. */
  readonly packs?: readonly PackInput[];
  /** Speaks to the ledger only when the test says so. */
  readonly byHand?: boolean;
};

export const ledgerOver = (store: LedgerStore, clock: () => number = Date.now): Ledger =>
  createLedger({ store, clock, digest, newEpoch: createNewId(clock, random) });

/** A desk with the starter packs; `clock` may be turned by the test. */
export const workbench = async (stores: Stores, setting: Setting = {}): Promise<Workbench> => {
  const { clock = Date.now, ledger = ledgerOver(stores.ledger, clock), byHand = false, packs = STARTER_PACKS } = setting;
  const newId = createNewId(clock, random);
  const schedule = (delay: number, work: () => void): (() => void) => {
    if (byHand) return () => undefined;
    const timer = setTimeout(work, delay);
    timer.unref();
    return () => clearTimeout(timer);
  };
  const engine = createEngine({ store: stores.desk, transport: createLoopback(ledger), clock, newId, digest, random, schedule });
  for (const pack of packs) {
    const published = await engine.publishPack(pack);
    if (!published.ok) throw new Error(JSON.stringify(published.refusal));
  }
  const desk = createDesk({ engine, store: stores.desk, clock, newId, host: { host: 'browser', version: '0.0.0' }, demo: true });
  return {
    desk,
    engine,
    store: stores.desk,
    close: async () => {
      await engine.stop();
      stores.desk.close();
      await stores.ledger.close();
    },
  };
};

/** The contract in this process, through the same dispatch that every wire uses. A bug behind it fails the test with its cause. */
export const inProcess =
  (makeStores: () => Stores): MakeApi =>
  async (customers) => {
    const bench = await workbench(makeStores());
    for (const [lane, list] of Object.entries(customers)) await bench.engine.putCustomers(lane, list);
    const api = apiOver(
      (name, session, input) =>
        dispatch(bench.desk, name, session, input, (call, error) => {
          throw new Error(`${call} broke`, { cause: error });
        }),
      bench.desk.subscribe,
    );
    return { api, close: bench.close };
  };
