// Knows what a desk and a ledger say to each other: greeting, push of one lane's commands, pull by cursor, inventory, snapshots, verdicts.
import { z } from 'zod';
import type { Digest } from '../kernel/ids.ts';
import type { Refusal, Result } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import type { Body } from '../case/commands.ts';
import type { Confirmed } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { Absence } from '../policy/absence.ts';
import type { PackInput } from '../policy/pack-schema.ts';
import type { PackFaults } from '../policy/pack-fault.ts';
import type { CaseDigest, Cursor, Outcome } from '../store/desk-store.ts';
import type { Epoch, JournalKey, LedgerJournal, StoredPack } from '../store/ledger-store.ts';
import type { Customer } from '../views/shapes.ts';

export type { CaseDigest, Cursor } from '../store/desk-store.ts';

/** Of this side; a hub serves every version from `OLDEST_PROTOCOL` on, and says so in its greeting. */
export const PROTOCOL = 1;
export const OLDEST_PROTOCOL = 1;

/** Most commands in one push and most events in one page; 500 is the knee of the measured curve (sync.md §2.6). */
export const BATCH = 500;
/** Most cases whose snapshots or histories are asked for at once. */
export const CASES = 200;
/** Most entries of one page of an inventory. */
export const LISTED = 2_000;

/** The scope of somebody who may see all of a lane, for ever: nothing is filtered and no inventory is ever needed. */
export const EVERYTHING = 'all';

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
 * `bad-body` {hash}, `body-missing` {dseq, hash} (words a command names were never sent: send them along; without them it is kept aside the
 * next time), `journal-behind` {dseq, hash} (the ledger lacks what came before), `journal-forked` {dseq} (two histories
 * of one number), `journal-frozen` {dseq} (settled no further since a fork; both also {upTo, settled}: the verdicts of what is settled of the
 * frame, wherever it was told, up to that number), `lane-moved` (somebody else sequences it, try again),
 * `not-this-device` (the frame names a device other than the one that proved itself).
 */
export type PushFault =
  | 'bad-frame'
  | 'unknown-lane'
  | 'bad-hash'
  | 'bad-body'
  | 'body-missing'
  | 'journal-behind'
  | 'journal-forked'
  | 'journal-frozen'
  | 'lane-moved'
  | 'not-this-device';
export type PushAnswer = Result<Settlement, Refusal<PushFault>>;

/**
 * What the ledger knows of a desk: null journal = never heard of this incarnation. `agrees`: whether the cursor that was shown
 * names an event of this ledger's own log at that place; a cursor of another epoch never does. `epochs`: every epoch of the
 * lane, oldest first, with the position up to which its log goes on the one before.
 */
export type Greeting = {
  readonly protocol: number;
  readonly oldest: number;
  readonly hub: string;
  readonly epoch: string;
  readonly epochs: readonly Epoch[];
  readonly agrees: boolean;
  readonly position: number;
  /** The rights of now, named: another one than the cursor's asks for an inventory. */
  readonly scope: string;
  readonly journal: LedgerJournal | null;
  readonly newestGen: number | null;
  readonly packs: readonly string[];
  readonly customers: number;
};

/**
 * What came after a cursor. `position`: the page covers everything up to here, whoever may see it; `anchor` names the event
 * at that place. `again`: the cursor does not fit this ledger (another epoch, a place it does not have, another event there, or
 * other rights): nothing is told, greet anew. `digests`: what was granted in cases this desk may not see.
 * `absences`, `customers`, `packs`: marks that grow with every change of these papers. `canary`: the newest sign of life that went
 * through the hub's store, null where nobody beats. `bodies`: words of these events that a hub sent along unasked; those that are
 * missing are asked for.
 */
export type Page = {
  readonly again: boolean;
  readonly events: readonly Confirmed[];
  readonly bodies?: readonly Body[];
  readonly position: number;
  readonly anchor: string;
  readonly more: boolean;
  readonly digests: readonly CaseDigest[];
  readonly absences: number;
  readonly customers: number;
  readonly packs: number;
  readonly canary: Ms | null;
};

export type AbsencePage = { readonly mark: number; readonly entries: readonly Absence[] };

/** An entry that does not stand in the book. */
export type Declined = { readonly id: string; readonly code: string };

/** Customers that changed after the mark, in the order of their change; `mark` is that of the last one. */
export type CustomerPage = { readonly mark: number; readonly more: boolean; readonly customers: readonly Customer[] };

export type InventoryEntry = { readonly caseId: string; readonly version: number };

/** Every case of the scope, open ones first; `position`, `anchor` and `scope` are those of the moment, `next` asks for the following page. */
export type InventoryPage = {
  readonly epoch: string;
  readonly scope: string;
  readonly position: number;
  readonly anchor: string;
  readonly cases: readonly InventoryEntry[];
  /** Of cases outside the scope, those of this page. */
  readonly digests: readonly CaseDigest[];
  readonly next: string | null;
};

/** A case whole, as of its version, with the words its row shows; its events come later. */
export type Snapshot = {
  readonly caseId: string;
  readonly version: number;
  /** Of the case's last event. */
  readonly position: number;
  readonly state: CaseState;
  readonly bodies: readonly Body[];
};

/** The events of cases from a version on; `more` names cases that were left out because the page was full. */
export type Histories = { readonly events: readonly Confirmed[]; readonly bodies: readonly Body[]; readonly more: readonly string[] };

/** A way to a ledger. Every method may reject: the ledger was not reached, and nothing is known of what it did. */
export interface Transport {
  readonly mode: 'loopback' | 'hub';
  lanes(): Promise<readonly string[]>;
  /** Null for a lane the ledger does not keep, or in which this workstation has no rights. */
  hello(key: JournalKey, cursor: Cursor): Promise<Greeting | null>;
  /** Two logs part after this place, as the desk found by comparing: the ledger begins a new epoch there unless it has. */
  part(lane: string, cursor: Cursor, common: number): Promise<void>;
  push(frame: Push): Promise<PushAnswer>;
  pull(lane: string, cursor: Cursor): Promise<Page>;
  inventory(lane: string, after: string | null): Promise<InventoryPage>;
  /** Cases outside the scope are left out, as if there were none. */
  snapshots(lane: string, cases: readonly string[]): Promise<readonly Snapshot[]>;
  histories(lane: string, cases: readonly { readonly caseId: string; readonly after: number }[]): Promise<Histories>;
  /** Only words of cases in the scope. */
  bodies(lane: string, hashes: readonly string[]): Promise<readonly Body[]>;
  /** The loopback's only: with a hub, packs and customers come from there. */
  publishPack(document: PackInput): Promise<Result<{ readonly lane: string; readonly version: string }, PackFaults>>;
  packs(lane: string): Promise<readonly StoredPack[]>;
  customers(lane: string, afterMark: number): Promise<CustomerPage>;
  putCustomers(lane: string, customers: readonly Customer[]): Promise<void>;
  /** Answers what the book did not take, and why. */
  putAbsences(lane: string, absences: readonly Absence[]): Promise<readonly Declined[]>;
  absences(lane: string): Promise<AbsencePage>;
  /** Calls back when a lane has news; wake-ups may be lost, data never travels here. Answers how to stop listening. */
  onWake?(listener: (lane: string) => void): () => void;
}

/** The hash of a journal entry covers its place and its exact bytes, and through `prev` everything before it. */
export const entryHash = (digest: Digest, key: Omit<JournalKey, 'lane'>, dseq: number, prev: string, text: string): string =>
  digest(`${prev}\n${key.device}\n${key.gen}\n${dseq}\n${text}`);

/** The hash of a body; the salt keeps short texts from being guessed. */
export const bodyHash = (digest: Digest, salt: string, text: string): string => digest(`${salt}\n${text}`);

/** The name under which a desk counts what was granted in a case it may not see; it does not tell which case that is. */
export const digestName = (digest: Digest, caseId: string): string => `g:${digest(caseId).slice(0, 32)}`;
