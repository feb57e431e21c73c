// Carries one import from file to store: reads the names, lets the pack grow by them, then takes the rows in batches.
import { createHash } from 'node:crypto';
import { openSync, readSync, closeSync } from 'node:fs';
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';
import type { Digest } from '../../shared/kernel/ids.ts';
import type { Clock, Ms } from '../../shared/kernel/time.ts';
import { readPack } from '../../shared/policy/check.ts';
import type { Pack, PackInput } from '../../shared/policy/pack-schema.ts';
import type { Mapping } from './mapping.ts';
import { collectNames } from './names.ts';
import { growPack, type Grown } from './newcomers.ts';
import { firstFault } from '../pack-faults.ts';
import { createReadTime, readAsOf } from './local-time.ts';
import { openExport, type BrokenRow } from './rows.ts';
import { importRows, type Imported, type RowSink } from './import-rows.ts';

/** What an import needs of the place it imports into; a dry run has one that keeps nothing. */
export interface ImportTarget extends RowSink {
  readonly pack: Pack;
  /** Called once, when everything asked has been found possible; before it nothing is written. */
  begin(): Promise<Result<unknown, Refusal>>;
  setting(key: string): string | null;
  saveSetting(key: string, value: string): void;
  publish(pack: PackInput): Promise<Result<unknown, Refusal>>;
}

export type ImportWish = {
  readonly file: string;
  readonly lane: string;
  readonly mapping: Mapping;
  /** Local time of the principal as typed; null = every row counts. */
  readonly asOf: string | null;
  readonly shiftToNow: boolean;
  readonly clock: Clock;
  readonly broken: (row: BrokenRow) => void;
  readonly progress: (phase: 'names' | 'rows', rows: number) => void;
};

export type ImportReport = Imported & { readonly added: number; readonly teams: number; readonly people: number; readonly pack: string };

const BATCH = 500;

export const digest: Digest = (text) => createHash('sha256').update(text).digest('hex');

/** Refusals: `bad-as-of`, `no-rows`, `no-rows-yet`, `other-shift`, those of reading the file and of growing the pack. */
export const runImport = async (wish: ImportWish, target: ImportTarget): Promise<Result<ImportReport>> => {
  const { lane, mapping, file } = wish;
  const { zone } = target.pack.principal;
  const asOf = wish.asOf === null ? null : readAsOf(wish.asOf, zone);
  if (wish.asOf !== null && asOf === null) return refuse('bad-as-of', { value: wish.asOf });

  const readTime = createReadTime(mapping.time, zone);
  const first = await openExport(file, mapping, readTime, asOf);
  if (!first.ok) return first;
  const names = await collectNames(first.value, mapping, (rows) => wish.progress('names', rows));
  if (!names.ok) return names;
  if (names.value.last === null) {
    // Where no row can be read, the reasons are all there is to tell.
    names.value.faults.forEach(wish.broken);
    return refuse(asOf === null ? 'no-rows' : 'no-rows-yet', { file, broken: names.value.broken });
  }

  const grown = growPack(target.pack, names.value, mapping, digest);
  if (!grown.ok) return grown;
  // Before anything is written: a pack that cannot grow like this must not leave a folder behind.
  const fits = grown.value.pack === null ? ok(null) : readPack(grown.value.pack);
  if (!fits.ok) return refuse('pack-broken', firstFault(fits.refusal));
  const begun = await target.begin();
  if (!begun.ok) return begun;
  const shift = shiftFor(wish, target, asOf ?? names.value.last);
  if (!shift.ok) return shift;
  const published = await publish(grown.value, target);
  if (!published.ok) return published;

  const base = baseLine(wish, target, names.value.lines);
  const second = await openExport(file, mapping, readTime, asOf);
  if (!second.ok) return second;
  const imported = await importRows(second.value, target, {
    lane,
    mapping,
    lookup: grown.value.lookup,
    digest,
    shift: shift.value,
    base,
    batch: BATCH,
    broken: wish.broken,
    progress: (rows) => wish.progress('rows', rows),
  });
  if (!imported.ok) return imported;
  const { teams, people } = grown.value.added;
  return ok({ ...imported.value, teams, people, pack: grown.value.pack?.version ?? target.pack.version });
};

const publish = async (grown: Grown, target: ImportTarget): Promise<Result<unknown, Refusal>> =>
  grown.pack === null ? ok(null) : target.publish(grown.pack);

/**
 * How far times are moved. Decided by the first import of a system into this store and kept, because one history cannot be
 * told in two times: a later --as-of continues with the same shift.
 */
const shiftFor = ({ lane, mapping, shiftToNow, clock }: ImportWish, target: ImportTarget, moment: Ms): Result<Ms> => {
  const key = `import.shift.${lane}.${mapping.system}`;
  const kept = target.setting(key);
  if (kept !== null) return shiftToNow && kept === '0' ? refuse('other-shift', { system: mapping.system }) : ok(Number(kept));
  const shift = shiftToNow ? clock() - moment : 0;
  target.saveSetting(key, String(shift));
  return ok(shift);
};

/**
 * Row numbers must grow from file to file, or the rows of a second export would look older than those of the first: each
 * file, known by its beginning, gets a base of its own above all lines seen before; a longer copy of it keeps that base.
 */
const baseLine = ({ file, lane, mapping }: ImportWish, target: ImportTarget, lines: number): number => {
  const key = `import.files.${lane}.${mapping.system}`;
  const files = JSON.parse(target.setting(key) ?? '[]') as readonly {
    readonly file: string;
    readonly base: number;
    readonly lines: number;
  }[];
  const fingerprint = digest(beginningOf(file)).slice(0, 16);
  const known = files.find((entry) => entry.file === fingerprint);
  const base = known?.base ?? Math.max(0, ...files.map((entry) => entry.base + entry.lines));
  // Kept before the first row: after a kill the same file must find its base again.
  target.saveSetting(
    key,
    JSON.stringify([
      ...files.filter((entry) => entry !== known).slice(-99),
      { file: fingerprint, base, lines: Math.max(lines, known?.lines ?? 0) },
    ]),
  );
  return base;
};

const beginningOf = (file: string): string => {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(4_096);
    return bytes.toString('latin1', 0, readSync(handle, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(handle);
  }
};
