// Knows what a desk and a ledger say to each other: greeting, push of one lane's commands, pull by position, verdicts.
import { z } from 'zod';
import type { Digest } from '../kernel/ids.ts';
import type { Refusal, Result } from '../kernel/result.ts';
import type { Body } from '../case/commands.ts';
import type { Confirmed } from '../case/events.ts';
import type { Absence } from '../policy/absence.ts';
import type { PackInput } from '../policy/pack-schema.ts';
import type { PackFaults } from '../policy/pack-fault.ts';
import type { Outcome } from '../store/desk-store.ts';
import type { JournalKey, LedgerJournal, StoredPack } from '../store/ledger-store.ts';
import type { Customer } from '../views/shapes.ts';

/** Most commands in one push and most events in one page; 500 is the knee of the measured curve (sync.md §2.6). */
export const BATCH = 500;

const id = z.string().min(1).max(120);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

/** One lane, one incarnation, numbers without gaps; `prev` is the hash before the first entry ('' at the beginning). */
export const pushSchema = z.strictObject({
  lane: id,
  device: id,
  gen: count,
  prev: z.union([hash, z.literal('')]),
  entries: z
    .array(z.strictObject({ dseq: z.number().int().positive(), hash, text: z.string().max(200_000) }))
    .min(1)
    .max(BATCH),
  bodies: z.array(z.strictObject({ caseId: id, hash, salt: z.string().min(16).max(64), text: z.string().max(200_000) })).max(BATCH),
});
export type Push = Readonly<z.infer<typeof pushSchema>>;
export type PushEntry = Push['entries'][number];

/** Verdicts in the order of the entries, the journal's new head and the lane's. */
export type Settlement = { readonly verdicts: readonly Outcome[]; readonly journal: LedgerJournal; readonly position: number };

/**
 * Why a push as a whole was not settled: nothing of it is recorded then. `bad-frame` {path}, `unknown-lane`, `bad-hash` {dseq},
 * `bad-body` {hash}, `journal-behind` {dseq, hash} (the ledger lacks what came before), `journal-forked` {dseq} (two histories
 * of one number), `journal-frozen` (settled no further since a fork), `lane-moved` (somebody else sequences it, try again).
 */
export type PushFault =
  | 'bad-frame'
  | 'unknown-lane'
  | 'bad-hash'
  | 'bad-body'
  | 'journal-behind'
  | 'journal-forked'
  | 'journal-frozen'
  | 'lane-moved';
export type PushAnswer = Result<Settlement, Refusal<PushFault>>;

/** What the ledger knows of a desk: null journal = never heard of this incarnation. */
export type Greeting = {
  readonly epoch: string;
  readonly position: number;
  readonly journal: LedgerJournal | null;
  readonly newestGen: number | null;
  readonly packs: readonly string[];
  readonly customers: number;
};

/** `absences`: the mark of the lane's absence book; another one than before says that somebody wrote into it. */
export type Page = { readonly events: readonly Confirmed[]; readonly position: number; readonly absences: number };

export type AbsencePage = { readonly mark: number; readonly entries: readonly Absence[] };

/** A way to a ledger. Every method may reject: the ledger was not reached, and nothing is known of what it did. */
export interface Transport {
  readonly mode: 'loopback' | 'hub';
  lanes(): Promise<readonly string[]>;
  /** Null for a lane the ledger does not keep. */
  hello(key: JournalKey): Promise<Greeting | null>;
  push(frame: Push): Promise<PushAnswer>;
  /** Events after the position, at most `BATCH`. */
  pull(lane: string, after: number): Promise<Page>;
  bodies(lane: string, hashes: readonly string[]): Promise<readonly Body[]>;
  publishPack(document: PackInput): Promise<Result<{ readonly lane: string; readonly version: string }, PackFaults>>;
  packs(lane: string): Promise<readonly StoredPack[]>;
  putCustomers(lane: string, customers: readonly Customer[]): Promise<void>;
  putAbsences(lane: string, absences: readonly Absence[]): Promise<void>;
  absences(lane: string): Promise<AbsencePage>;
}

/** The hash of a journal entry covers its place and its exact bytes, and through `prev` everything before it. */
export const entryHash = (digest: Digest, key: Omit<JournalKey, 'lane'>, dseq: number, prev: string, text: string): string =>
  digest(`${prev}\n${key.device}\n${key.gen}\n${dseq}\n${text}`);

/** The hash of a body; the salt keeps short texts from being guessed. */
export const bodyHash = (digest: Digest, salt: string, text: string): string => digest(`${salt}\n${text}`);
