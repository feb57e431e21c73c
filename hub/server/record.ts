// Keeps beside the database how far each lane had come, so that a hub that was set back to an older copy notices it by itself.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';

const laneSchema = z.strictObject({ epoch: z.string(), position: z.number().int().nonnegative() });
const recordSchema = z.strictObject({
  hub: z.string().min(1),
  lanes: z.record(z.string(), laneSchema),
});
export type IncarnationRecord = z.infer<typeof recordSchema>;

const fileOf = (dir: string): string => join(dir, 'hub.json');

/** Null for a new folder. Refusal: `record-broken` {file}. */
export const readRecord = (dir: string): Result<IncarnationRecord | null, Refusal<'record-broken'>> => {
  const file = fileOf(dir);
  if (!existsSync(file)) return ok(null);
  try {
    return ok(recordSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
  } catch {
    return refuse('record-broken', { file });
  }
};

/** A lane whose log ends before the place it is known to have had, or under an epoch nobody ever recorded. */
export type SetBack = { readonly lane: string; readonly had: number; readonly has: number };

/**
 * Compares the record with the database and begins a new epoch wherever the database is the older one (sync.md §2.7): workstations keep
 * what they have and tell it again. Refusal: `lanes-missing` {lanes}: the database never heard of lanes this hub has kept.
 */
export const compareWithRecord = async (
  store: LedgerStore,
  record: IncarnationRecord,
  newEpoch: () => string,
): Promise<Result<readonly SetBack[], Refusal<'lanes-missing'>>> => {
  const kept = new Set(await store.lanes());
  const missing = Object.keys(record.lanes).filter((lane) => !kept.has(lane));
  if (missing.length > 0) return refuse('lanes-missing', { lanes: missing.join(', ') });
  const found: SetBack[] = [];
  for (const [lane, { epoch, position }] of Object.entries(record.lanes)) {
    const head = await store.head(lane);
    if (head === null) continue;
    const isNewest = head.epoch === epoch;
    // An epoch that has ended since was renewed by another process of this hub, which had compared before us.
    const wasHere = isNewest || (await store.epochs(lane)).some((each) => each.epoch === epoch);
    if (wasHere && !(isNewest && head.position < position)) continue;
    await store.renewEpoch(lane, head.epoch, { epoch: newEpoch(), from: head.position });
    found.push({ lane, had: position, has: head.position });
  }
  return ok(found);
};

export interface Recorder {
  /** The lane has moved. */
  note(lane: string): void;
  close(): Promise<void>;
}

export type RecorderParts = {
  readonly dir: string;
  readonly record: IncarnationRecord;
  readonly store: Pick<LedgerStore, 'head'>;
  readonly every: number;
  readonly onFault: (error: unknown) => void;
};

/** Writes at most once in `every` ms, and at the end: an older record notices less, and never anything wrong. */
export const createRecorder = ({ dir, record, store, every, onFault }: RecorderParts): Recorder => {
  let lanes = record.lanes;
  const moved = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  const save = async (): Promise<void> => {
    const names = [...moved];
    moved.clear();
    try {
      for (const lane of names) {
        const head = await store.head(lane);
        if (head !== null) lanes = { ...lanes, [lane]: head };
      }
      await writeWhole(fileOf(dir), JSON.stringify({ hub: record.hub, lanes } satisfies IncarnationRecord, null, 1));
    } catch (error) {
      names.forEach((lane) => moved.add(lane));
      onFault(error);
    }
  };
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      writing = writing.then(save);
    }, every);
  };
  return {
    note: (lane) => {
      moved.add(lane);
      soon();
    },
    close: async () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await writing;
      if (moved.size > 0) await save();
    },
  };
};

/** For a new folder, before anything else happens in it. */
export const writeRecord = (dir: string, record: IncarnationRecord): Promise<void> => {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return writeWhole(fileOf(dir), JSON.stringify(record, null, 1));
};

/** Beside it, on the disk, and only then in its place: nobody ever reads half of it. */
export const writeWhole = async (file: string, text: string): Promise<void> => {
  const fresh = `${file}.${process.pid}`;
  const handle = await open(fresh, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, file);
};
