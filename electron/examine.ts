// Examines an open data folder: SQLite's own checks, everything derived against the log, and the desk against its ledger where both are here.
import { isUnreadable } from '../shared/store/faults.ts';
import type { DeskStore } from '../shared/store/desk-store.ts';
import type { LedgerStore } from '../shared/store/ledger-store.ts';
import type { SqlHandle } from '../shared/store/sqlite-handle.ts';
import { integrityOf } from '../shared/store/sqlite-integrity.ts';
import type { Digest } from '../shared/kernel/ids.ts';
import type { Clock } from '../shared/kernel/time.ts';
import { examineDesk, type DeskReport } from '../shared/sync/doctor.ts';
import { compareWithLedger, examineLedger } from '../shared/sync/doctor-ledger.ts';
import type { Engine } from '../shared/sync/engine.ts';

/** `integrity` is what SQLite says of the files, each line beginning with the file's name; where it cannot be read on, nothing more is known. */
export type Examination = DeskReport & { readonly integrity: readonly string[] };

export type ExamineParts = {
  readonly store: DeskStore;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly desk: { readonly file: string; readonly handle: SqlHandle };
  /** Null where a hub elsewhere keeps it: then only what is here is examined. */
  readonly ledger: { readonly file: string; readonly handle: SqlHandle; readonly store: LedgerStore } | null;
};

export const examinePlace = async ({ store, engine, clock, digest, desk, ledger }: ExamineParts): Promise<Examination> => {
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
  await at(desk.file, undefined, engine.finishRewriting);
  for (const { file, handle } of [desk, ...(ledger === null ? [] : [ledger])])
    damaged.push(...(await at(file, [], () => integrityOf(handle).map((line) => `${file}: ${line}`))));
  const report = await at(desk.file, NOTHING, () => examineDesk({ store, clock, digest }));
  if (ledger === null) return { ...report, integrity: [...new Set(damaged)] };
  const ledgerFindings = await at(ledger.file, [], () => examineLedger(ledger.store, digest));
  // Two stories can only be compared where both can be read.
  const differences = damaged.length === 0 ? await compareWithLedger(store, ledger.store) : [];
  return { ...report, findings: [...report.findings, ...ledgerFindings, ...differences], integrity: [...new Set(damaged)] };
};

const NOTHING: DeskReport = { lanes: 0, cases: 0, events: 0, commands: 0, findings: [] };
