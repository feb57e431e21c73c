// Opens a data folder as a place to work: one process holds it, both databases stand, the desk and its ledger talk.
import { createHash, randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { createNewId } from '../shared/kernel/ids.ts';
import { ok, refuse, type Refusal, type Result } from '../shared/kernel/result.ts';
import type { Clock } from '../shared/kernel/time.ts';
import { createDesk, type Desk } from '../shared/desk.ts';
import type { DeskHost } from '../shared/desk-parts.ts';
import { STARTER_PACKS } from '../shared/packs/starter.ts';
import type { PackInput } from '../shared/policy/pack-schema.ts';
import type { DeskStore } from '../shared/store/desk-store.ts';
import type { LedgerStore } from '../shared/store/ledger-store.ts';
import { DESK_APPLICATION, DESK_MIGRATIONS, LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../shared/store/schema.ts';
import { createSqliteDeskStore } from '../shared/store/sqlite-desk-store.ts';
import { createSqliteLedgerStore } from '../shared/store/sqlite-ledger-store.ts';
import { createEngine, type Engine } from '../shared/sync/engine.ts';
import { createLedger } from '../shared/sync/ledger.ts';
import { createLoopback } from '../shared/sync/loopback.ts';
import { openDatabase, type DatabaseKind } from './database.ts';
import { lockFolder } from './folder-lock.ts';

export const DESK_FILE: DatabaseKind = { file: 'desk.sqlite', application: DESK_APPLICATION, migrations: DESK_MIGRATIONS };
export const LEDGER_FILE: DatabaseKind = { file: 'ledger.sqlite', application: LEDGER_APPLICATION, migrations: LEDGER_MIGRATIONS };

export type Workplace = {
  readonly desk: Desk;
  readonly engine: Engine;
  readonly store: DeskStore;
  readonly ledger: LedgerStore;
  /** Ends timers, lets a conversation finish, closes both databases and gives the folder free. */
  readonly close: () => Promise<void>;
};

export type WorkplaceOptions = {
  readonly dir: string;
  readonly clock?: Clock;
  readonly host?: DeskHost;
  readonly demo?: boolean;
  /** What a new folder begins with; an existing one keeps its own. */
  readonly packs?: readonly PackInput[];
  /** Memory each database may use for its pages; long one-way work (an import) needs little. */
  readonly cacheMb?: number;
};

/** SHA-256 of a UTF-8 text, as the core asks for it. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count));

const schedule = (delay: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, delay);
  return () => clearTimeout(timer);
};

/**
 * Refusals: `folder-held` {dir, pid}, `not-a-folder`, `no-access` {dir, why}, `store-newer`, `not-a-store`, `store-damaged`.
 * A missing folder is made and gets the starter packs. Answers when desk and ledger agree, so nothing stands in doubt.
 */
export const openWorkplace = async (options: WorkplaceOptions): Promise<Result<Workplace>> => {
  const { dir, clock = Date.now } = options;
  const usable = prepareFolder(dir);
  if (!usable.ok) return usable;
  const locked = lockFolder(dir);
  if (!locked.ok) return locked;
  try {
    const stamp = new Date(clock()).toISOString().replace(/[:.]/g, '-');
    const deskHandle = openDatabase(dir, DESK_FILE, stamp, options.cacheMb);
    if (!deskHandle.ok) {
      locked.value.release();
      return deskHandle;
    }
    const ledgerHandle = openDatabase(dir, LEDGER_FILE, stamp, options.cacheMb);
    if (!ledgerHandle.ok) {
      deskHandle.value.close();
      locked.value.release();
      return ledgerHandle;
    }
    const store = createSqliteDeskStore(deskHandle.value);
    const ledger = createSqliteLedgerStore(ledgerHandle.value);
    return ok(await furnish(options, clock, store, ledger, locked.value.release));
  } catch (error) {
    locked.value.release();
    throw error;
  }
};

const furnish = async (options: WorkplaceOptions, clock: Clock, store: DeskStore, ledger: LedgerStore, release: () => void): Promise<Workplace> => {
  const newId = createNewId(clock, random);
  const transport = createLoopback(createLedger({ store: ledger, clock, digest, newEpoch: newId }));
  const engine = createEngine({ store, transport, clock, newId, digest, random, schedule });
  if (engine.lanes().length === 0 && (await ledger.packs()).length === 0)
    for (const document of options.packs ?? STARTER_PACKS) {
      const published = await engine.publishPack(document);
      if (!published.ok) throw new Error(`a starter pack is broken: ${JSON.stringify(published.refusal)}`);
    }
  await engine.sync();
  const host = options.host ?? { host: 'browser', version: '0' };
  return {
    desk: createDesk({ engine, store, clock, newId, host, demo: options.demo ?? true }),
    engine,
    store,
    ledger,
    close: async () => {
      await engine.stop();
      store.close();
      await ledger.close();
      release();
    },
  };
};

const prepareFolder = (dir: string): Result<string, Refusal<'not-a-folder' | 'no-access'>> => {
  try {
    if (existsSync(dir) && !statSync(dir).isDirectory()) return refuse('not-a-folder', { dir });
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    accessSync(dir, constants.R_OK | constants.W_OK);
    return ok(dir);
  } catch (error) {
    return refuse('no-access', { dir, why: error instanceof Error ? error.message : String(error) });
  }
};
