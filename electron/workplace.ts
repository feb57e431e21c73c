// Opens a data folder as a place to work: one process holds it, both databases stand, the desk and its ledger talk.
import { hash, randomBytes, randomFillSync } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createNewId, type RandomBytes } from '../shared/kernel/ids.ts';
import { ok, refuse, type Refusal, type Result } from '../shared/kernel/result.ts';
import type { Clock } from '../shared/kernel/time.ts';
import { createDesk, type Desk } from '../shared/desk.ts';
import type { DeskHost } from '../shared/desk-parts.ts';
import { STARTER_PACKS } from '../shared/packs/starter.ts';
import { readAhead } from '../shared/policy/read-ahead.ts';
import type { PackInput } from '../shared/policy/pack-schema.ts';
import type { DeskStore } from '../shared/store/desk-store.ts';
import type { LedgerStore } from '../shared/store/ledger-store.ts';
import { DESK_APPLICATION, DESK_MIGRATIONS } from '../shared/store/schema.ts';
import { damage, isDamaged, isDiskFault, isDiskFull } from '../shared/store/faults.ts';
import type { SqlHandle } from '../shared/store/sqlite-handle.ts';
import { createSqliteDeskStore } from '../shared/store/sqlite-desk-store.ts';
import { rebuildDerived } from '../shared/sync/rebuild.ts';
import { createEngine, type Engine } from '../shared/sync/engine.ts';
import { STORE_DAMAGED } from '../shared/sync/driver.ts';
import { openEmbeddedLedger, type EmbeddedLedger } from '../hub/embedded.ts';
import { openDatabase, openFile, type DatabaseKind } from './database.ts';
import { examinePlace, type Examination } from './examine.ts';

import { lockFolder } from './folder-lock.ts';
import { takeMark, watchDamage } from './damage-mark.ts';
import { readHubFile, type HubFile } from './hub/hub-file.ts';
import { createHubWay } from './hub/hub-way.ts';
import { leaveOwnLedger } from './hub/leave-own-ledger.ts';
import { createOwnWay } from './own-way.ts';
import { identityOf, rescueDesk, rescueOf, setAside, type Rescue, type Rescued } from './rescue.ts';

export const DESK_FILE: DatabaseKind = { file: 'desk.sqlite', application: DESK_APPLICATION, migrations: DESK_MIGRATIONS };
/** The hub's own file and store: with a hub elsewhere only the transport changes. */
export const LEDGER_FILE = { file: 'ledger.sqlite' } as const;

export type Workplace = {
  readonly desk: Desk;
  readonly engine: Engine;
  readonly store: DeskStore;
  /** Null where a hub elsewhere keeps it. */
  readonly ledger: LedgerStore | null;
  /** Databases that had to be set aside when the folder was opened, and what was saved from them. */
  readonly rescues: readonly Rescue[];
  /** Compares everything derived with a rebuild from the log, the desk with its ledger, and asks SQLite about both files. */
  readonly examine: () => Promise<Examination>;
  /** Builds everything derived again from the log. */
  readonly repair: () => void;
  /** Ends timers, lets a conversation finish, closes both databases and gives the folder free. */
  readonly close: () => Promise<void>;
};

export type WorkplaceOptions = {
  readonly dir: string;
  readonly clock?: Clock;
  /** Goes on evenly, whatever is done to the clock. */
  readonly stopwatch?: Clock;
  readonly host?: DeskHost;
  readonly demo?: boolean;
  /** What a new folder begins with; an existing one keeps its own. */
  readonly packs?: readonly PackInput[];
  /** What a new workstation of a hub begins with: who it is, and its key. */
  readonly settings?: readonly (readonly [string, string])[];
  /** Files to set aside although they open: somebody examined them and found them damaged inside. */
  readonly giveUp?: readonly string[];
  /** Memory each database may use for its pages; long one-way work (an import) needs little. */
  readonly cacheMb?: number;
};

/** SHA-256 of a UTF-8 text, as the core asks for it. */
export const digest = (text: string): string => hash('sha256', text);

/** Random bytes come by the page: asking the system for sixteen at a time costs more than deciding a command. */
const createRandom = (): RandomBytes => {
  const page = new Uint8Array(4096);
  let used = page.length;
  return (count) => {
    if (count > page.length) return new Uint8Array(randomBytes(count));
    if (used + count > page.length) {
      randomFillSync(page);
      used = 0;
    }
    used += count;
    // A copy: ids are made by writing into what was given.
    return page.slice(used - count, used);
  };
};

/** The core owns no timers: this machine's are handed in. */
export const schedule = (delay: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, delay);
  return () => clearTimeout(timer);
};

/**
 * Refusals: `folder-held` {dir, pid}, `not-a-folder`, `no-access` {file, why}, `store-newer`, `not-a-store`, `disk-full`, `disk-fault` {why}.
 * A missing folder is made and gets the starter packs. A damaged database is set aside and what only it knew is saved, as
 * `rescues` reports. Answers when desk and ledger agree, so nothing stands in doubt.
 */
export const openWorkplace = async (options: WorkplaceOptions): Promise<Result<Workplace>> => {
  const { dir, clock = Date.now } = options;
  const usable = prepareFolder(dir);
  if (!usable.ok) return usable;
  try {
    const locked = lockFolder(dir);
    if (!locked.ok) return locked;
    const { release } = locked.value;
    try {
      const opened = await openInside(options, clock, release);
      if (!opened.ok) release();
      return opened;
    } catch (error) {
      release();
      throw error;
    }
  } catch (error) {
    const fault = faultOf(dir, error);
    if (fault === null) throw error;
    return fault;
  }
};

const faultOf = (dir: string, error: unknown): Result<never> | null => {
  if (isDiskFull(error)) return refuse('disk-full', { dir });
  if (isDiskFault(error)) return refuse('disk-fault', { why: error instanceof Error ? error.message : '' });
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(?:EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_CANTOPEN)/.test(code))
    return refuse('no-access', { file: dir, why: error instanceof Error ? error.message : code });
  return null;
};

/** Opens the files; one that turns out damaged, at once or with the first conversation, is set aside and opening begins again. */
const openInside = async (options: WorkplaceOptions, clock: Clock, release: () => void): Promise<Result<Workplace>> => {
  const { dir } = options;
  const stamp = new Date(clock()).toISOString().replace(/[:.]/g, '-');
  const hub = readHubFile(dir);
  if (!hub.ok) return hub;
  const left = hub.value === null ? ok(null) : leaveOwnLedger(dir, stamp);
  if (!left.ok) return left;
  const rescues: Rescue[] = [];
  let rescued: Rescued | null = left.value;
  const giveUp = (file: string, why: string): void => {
    const folder = setAside(dir, file, `${stamp}-${rescues.length + 1}`);
    const found = file === DESK_FILE.file ? rescueDesk(join(folder, file)) : null;
    rescued = found ?? rescued;
    rescues.push(rescueOf(folder, file, why, found));
  };
  const found = takeMark(dir) && existsSync(join(dir, DESK_FILE.file)) ? [DESK_FILE.file] : [];
  for (const file of new Set([...(options.giveUp ?? []), ...found])) giveUp(file, 'damaged inside');
  for (;;) {
    const deskHandle = openDatabase(dir, DESK_FILE, stamp, options.cacheMb);
    if (!deskHandle.ok && deskHandle.refusal.code === 'store-damaged' && rescues.length < MOST_RESCUES) {
      giveUp(DESK_FILE.file, whyOf(deskHandle.refusal));
      continue;
    }
    if (!deskHandle.ok) return deskHandle;
    const embedded = hub.value === null ? openFile(dir, LEDGER_FILE.file, stamp, options.cacheMb, openEmbeddedLedger) : ok(hub.value);
    if (!embedded.ok) {
      deskHandle.value.close();
      if (embedded.refusal.code !== 'store-damaged' || rescues.length >= MOST_RESCUES) return embedded;
      giveUp(LEDGER_FILE.file, whyOf(embedded.refusal));
      continue;
    }
    try {
      return ok(await furnish(options, clock, deskHandle.value, embedded.value, { release, rescued, rescues }));
    } catch (error) {
      const damaged = isDamaged(error) ? damagedFile(deskHandle.value, hub.value === null) : null;
      deskHandle.value.close();
      if ('handle' in embedded.value) embedded.value.handle.close();
      if (damaged === null || rescues.length >= MOST_RESCUES) throw error;
      giveUp(damaged, error instanceof Error ? error.message : '');
    }
  }
};

const whyOf = ({ code, data }: Refusal): string => (typeof data['why'] === 'string' ? data['why'] : code);

/** Each file is given up once at most: a fresh one that is damaged again is the disk's fault. */
const MOST_RESCUES = 2;

/** Which of the files is damaged, when work on them failed. */
const damagedFile = (desk: SqlHandle, hasLedger: boolean): string => {
  if (!hasLedger) return DESK_FILE.file;
  try {
    const check = desk.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    return check.quick_check === 'ok' ? LEDGER_FILE.file : DESK_FILE.file;
  } catch {
    // Too damaged to be asked.
    return DESK_FILE.file;
  }
};

type Found = {
  readonly release: () => void;
  readonly rescued: Rescued | null;
  readonly rescues: readonly Rescue[];
};

const furnish = async (
  options: WorkplaceOptions,
  clock: Clock,
  deskHandle: SqlHandle,
  keeper: EmbeddedLedger | HubFile,
  { release, rescued, rescues }: Found,
): Promise<Workplace> => {
  const { dir, packs = STARTER_PACKS } = options;
  const [embedded, isHub] = 'handle' in keeper ? [keeper, false] : [null, true];
  const store = createSqliteDeskStore(deskHandle);
  const random = createRandom();
  const newId = createNewId(clock, random);
  // Who this workstation is must stand before anything is numbered under its name.
  const own = [...(isHub && rescued !== null ? identityOf(rescued) : []), ...(options.settings ?? [])];
  store.transact(() => own.forEach(([key, value]) => store.saveSetting(key, value)));
  const way =
    'handle' in keeper
      ? createOwnWay({ dir, store, clock, digest, newEpoch: newId, ledger: keeper.store, packs })
      : createHubWay({ dir, file: keeper, store, clock, ...(options.stopwatch === undefined ? {} : { stopwatch: options.stopwatch }) });
  const breathe = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
  const engine = createEngine({
    store,
    transport: way.transport,
    clock,
    newId,
    digest,
    random,
    schedule,
    // Much arrives from a hub at once, and somebody works meanwhile.
    ...(isHub ? { breathe } : {}),
    ...(way.leases === undefined ? {} : { leases: way.leases }),
  });
  try {
    await way.settle(engine);
    refuseDamage(engine);
    if (rescued !== null) await way.adopt(engine, rescued);
  } catch (error) {
    await way.close(engine);
    throw error;
  }
  // A new workstation is told its first pack while its first list comes and somebody begins to work.
  if (isHub && engine.lanes().length === 0) packs.slice(0, 1).forEach(readAhead);
  const host = options.host ?? { host: 'browser', version: '0' };
  const made = createDesk({ ...way.rooms(engine), engine, store, clock, newId, host, demo: (options.demo ?? true) && !isHub });
  // With its own ledger in the folder a start finds out itself, and in which of the two files.
  const { desk, stop } = isHub ? watchDamage(engine, made, dir) : { desk: made, stop: () => undefined };
  return {
    desk,
    engine,
    store,
    ledger: embedded?.store ?? null,
    rescues,
    examine: () =>
      examinePlace({
        store,
        engine,
        clock,
        digest,
        desk: { file: DESK_FILE.file, handle: deskHandle },
        ledger: embedded === null ? null : { file: LEDGER_FILE.file, ...embedded },
      }),
    repair: () => {
      rebuildDerived({ store, clock });
      engine.forget();
    },
    close: async () => {
      await way.close(engine);
      stop();
      store.close();
      await embedded?.store.close();
      release();
    },
  };
};

/** A conversation that met damage does not reject, it names its trouble; opening must not go on over it. */
const refuseDamage = (engine: Engine): void => {
  const trouble = engine
    .lanes()
    .map((lane) => engine.status(lane).trouble)
    .find((found) => found?.startsWith(STORE_DAMAGED));
  if (trouble) throw damage(trouble);
};

const prepareFolder = (dir: string): Result<string, Refusal<'not-a-folder' | 'no-access'>> => {
  try {
    if (existsSync(dir) && !statSync(dir).isDirectory()) return refuse('not-a-folder', { dir });
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    accessSync(dir, constants.R_OK | constants.W_OK);
    return ok(dir);
  } catch (error) {
    return refuse('no-access', { file: dir, why: error instanceof Error ? error.message : String(error) });
  }
};
