// Opens a data folder as a place to work: one process holds it, both databases stand, the desk and its ledger talk.
import { createHash, randomBytes, randomFillSync } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createNewId, type RandomBytes } from '../shared/kernel/ids.ts';
import { ok, refuse, type Refusal, type Result } from '../shared/kernel/result.ts';
import type { Clock } from '../shared/kernel/time.ts';
import { createDesk, type Desk } from '../shared/desk.ts';
import type { DeskHost } from '../shared/desk-parts.ts';
import { STARTER_PACKS } from '../shared/packs/starter.ts';
import type { PackInput } from '../shared/policy/pack-schema.ts';
import type { DeskStore } from '../shared/store/desk-store.ts';
import type { LedgerStore } from '../shared/store/ledger-store.ts';
import { DESK_APPLICATION, DESK_MIGRATIONS } from '../shared/store/schema.ts';
import { damage, isDamaged, isDiskFault, isDiskFull, isUnreadable } from '../shared/store/faults.ts';
import type { SqlHandle } from '../shared/store/sqlite-handle.ts';
import { createSqliteDeskStore } from '../shared/store/sqlite-desk-store.ts';
import { examineDesk, type DeskReport } from '../shared/sync/doctor.ts';
import { compareWithLedger, examineLedger } from '../shared/sync/doctor-ledger.ts';
import { rebuildDerived } from '../shared/sync/rebuild.ts';
import { createEngine, type Engine } from '../shared/sync/engine.ts';
import { createLedger } from '../shared/sync/ledger.ts';
import { STORE_DAMAGED } from '../shared/sync/driver.ts';
import { createLoopback } from '../shared/sync/loopback.ts';
import { openEmbeddedLedger, type EmbeddedLedger } from '../hub/embedded.ts';
import { openDatabase, openFile, type DatabaseKind } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { replant, rescueDesk, setAside, type Rescue, type Rescued } from './rescue.ts';

export const DESK_FILE: DatabaseKind = { file: 'desk.sqlite', application: DESK_APPLICATION, migrations: DESK_MIGRATIONS };
/** The hub's own file and store: with a hub elsewhere only the transport changes. */
export const LEDGER_FILE = { file: 'ledger.sqlite' } as const;

export type Workplace = {
  readonly desk: Desk;
  readonly engine: Engine;
  readonly store: DeskStore;
  readonly ledger: LedgerStore;
  /** Databases that had to be set aside when the folder was opened, and what was saved from them. */
  readonly rescues: readonly Rescue[];
  /** Compares everything derived with a rebuild from the log, the desk with its ledger, and asks SQLite about both files. */
  readonly examine: () => Promise<Examination>;
  /** Builds everything derived again from the log. */
  readonly repair: () => void;
  /** Ends timers, lets a conversation finish, closes both databases and gives the folder free. */
  readonly close: () => Promise<void>;
};

/** `integrity` is what SQLite says of the files, each line beginning with the file's name; where it cannot be read on, nothing more is known. */
export type Examination = DeskReport & { readonly integrity: readonly string[] };

export type WorkplaceOptions = {
  readonly dir: string;
  readonly clock?: Clock;
  readonly host?: DeskHost;
  readonly demo?: boolean;
  /** What a new folder begins with; an existing one keeps its own. */
  readonly packs?: readonly PackInput[];
  /** Files to set aside although they open: somebody examined them and found them damaged inside. */
  readonly giveUp?: readonly string[];
  /** Memory each database may use for its pages; long one-way work (an import) needs little. */
  readonly cacheMb?: number;
};

/** SHA-256 of a UTF-8 text, as the core asks for it. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

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

/** Opens both files; one that turns out damaged, at once or with the first conversation, is set aside and opening begins again. */
const openInside = async (options: WorkplaceOptions, clock: Clock, release: () => void): Promise<Result<Workplace>> => {
  const { dir } = options;
  const stamp = new Date(clock()).toISOString().replace(/[:.]/g, '-');
  const rescues: Rescue[] = [];
  let rescued: Rescued | null = null;
  const giveUp = (file: string, why: string): void => {
    const folder = setAside(dir, file, `${stamp}-${rescues.length + 1}`);
    const found = file === DESK_FILE.file ? rescueDesk(join(folder, file)) : null;
    rescued = found ?? rescued;
    rescues.push({
      folder,
      file,
      why,
      complete: found?.complete ?? true,
      commands: found?.saved.commands.length ?? 0,
      drafts: found?.drafts.length ?? 0,
      refused: found?.refused.length ?? 0,
    });
  };
  for (const file of options.giveUp ?? []) giveUp(file, 'damaged inside');
  for (;;) {
    const deskHandle = openDatabase(dir, DESK_FILE, stamp, options.cacheMb);
    if (!deskHandle.ok && deskHandle.refusal.code === 'store-damaged' && rescues.length < MOST_RESCUES) {
      giveUp(DESK_FILE.file, whyOf(deskHandle.refusal));
      continue;
    }
    if (!deskHandle.ok) return deskHandle;
    const embedded = openFile(dir, LEDGER_FILE.file, stamp, options.cacheMb, openEmbeddedLedger);
    if (!embedded.ok) {
      deskHandle.value.close();
      if (embedded.refusal.code !== 'store-damaged' || rescues.length >= MOST_RESCUES) return embedded;
      giveUp(LEDGER_FILE.file, whyOf(embedded.refusal));
      continue;
    }
    try {
      return ok(await furnish(options, clock, deskHandle.value, embedded.value, { release, rescued, rescues }));
    } catch (error) {
      const damaged = isDamaged(error) ? damagedFile(deskHandle.value) : null;
      deskHandle.value.close();
      embedded.value.handle.close();
      if (damaged === null || rescues.length >= MOST_RESCUES) throw error;
      giveUp(damaged, error instanceof Error ? error.message : '');
    }
  }
};

const whyOf = ({ code, data }: Refusal): string => (typeof data['why'] === 'string' ? data['why'] : code);

/** Each file is given up once at most: a fresh one that is damaged again is the disk's fault. */
const MOST_RESCUES = 2;

/** Which of the two files is damaged, when work on both of them failed. */
const damagedFile = (desk: SqlHandle): string => {
  try {
    const check = desk.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    return check.quick_check === 'ok' ? LEDGER_FILE.file : DESK_FILE.file;
  } catch {
    // Too damaged to be asked.
    return DESK_FILE.file;
  }
};

type Found = { readonly release: () => void; readonly rescued: Rescued | null; readonly rescues: readonly Rescue[] };

const furnish = async (
  options: WorkplaceOptions,
  clock: Clock,
  deskHandle: SqlHandle,
  { store: ledger, handle: ledgerHandle }: EmbeddedLedger,
  found: Found,
): Promise<Workplace> => {
  const store = createSqliteDeskStore(deskHandle);
  const random = createRandom();
  const newId = createNewId(clock, random);
  const transport = createLoopback(createLedger({ store: ledger, clock, digest, newEpoch: newId }));
  const engine = createEngine({ store, transport, clock, newId, digest, random, schedule });
  if (engine.lanes().length === 0 && (await ledger.packs()).length === 0)
    for (const document of options.packs ?? STARTER_PACKS) {
      const published = await engine.publishPack(document);
      if (!published.ok) throw new Error(`a starter pack is broken: ${JSON.stringify(published.refusal)}`);
    }
  await engine.sync();
  refuseDamage(engine);
  if (found.rescued !== null) {
    replant(store, found.rescued);
    engine.adopt(found.rescued.saved);
    await engine.sync();
  }
  const host = options.host ?? { host: 'browser', version: '0' };
  return {
    desk: createDesk({ engine, store, clock, newId, host, demo: options.demo ?? true }),
    engine,
    store,
    ledger,
    rescues: found.rescues,
    examine: async () => {
      const damaged: string[] = [];
      const at = async <Found>(file: string, otherwise: Found, look: () => Found | Promise<Found>): Promise<Found> => {
        try {
          return await look();
        } catch (error) {
          if (!isUnreadable(error)) throw error;
          damaged.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
          return otherwise;
        }
      };
      // Rows that a new pack has not reached yet are on their way, not wrong.
      await at(DESK_FILE.file, undefined, engine.finishRewriting);
      for (const [file, handle] of [[DESK_FILE.file, deskHandle] as const, [LEDGER_FILE.file, ledgerHandle] as const])
        damaged.push(...(await at(file, [], () => integrityOf(file, handle))));
      const desk = await at(DESK_FILE.file, NOTHING, () => examineDesk({ store, clock, digest }));
      const ledgerFindings = await at(LEDGER_FILE.file, [], () => examineLedger(ledger, digest));
      // Two stories can only be compared where both can be read.
      const differences = damaged.length === 0 ? await compareWithLedger(store, ledger) : [];
      return { ...desk, findings: [...desk.findings, ...ledgerFindings, ...differences], integrity: [...new Set(damaged)] };
    },
    repair: () => {
      rebuildDerived({ store, clock });
      engine.forget();
    },
    close: async () => {
      await engine.stop();
      store.close();
      await ledger.close();
      found.release();
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

const NOTHING: DeskReport = { lanes: 0, cases: 0, events: 0, commands: 0, findings: [] };

const integrityOf = (file: string, handle: SqlHandle): readonly string[] =>
  (handle.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[])
    .flatMap((row) => row.integrity_check.split('\n'))
    .filter((line) => line !== 'ok' && !line.startsWith('***'))
    .map((line) => `${file}: ${line}`);

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
