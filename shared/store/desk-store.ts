// Knows what a desk keeps: confirmed events, the outbox, outcomes, refused commands, drafts, and the read tables derived in the same transaction.
import type { Ms } from '../kernel/time.ts';
import type { Refusal, Json } from '../kernel/result.ts';
import type { Body, Command } from '../case/commands.ts';
import type { CaseEvent, Confirmed } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { CaseRow, Customer } from '../views/shapes.ts';
import type { ListRow } from '../views/lists.ts';
import type { CaseTables } from '../views/tables.ts';
import type { Absence } from '../policy/absence.ts';
import type { BudgetSum, Facts, Grant } from '../policy/authority-types.ts';
import type { PackInput } from '../policy/pack-schema.ts';

/** A command in the device's journal: gap-free `dseq` per device, incarnation and lane, chained by hash per lane (architecture.md §4). */
export type Outgoing = {
  readonly command: Command;
  /** The exact bytes of the command that `hash` covers; stored, sent and verified as they are, never written anew. */
  readonly text: string;
  readonly device: string;
  readonly gen: number;
  readonly dseq: number;
  readonly prev: string;
  readonly hash: string;
  /** What `decide` forecast on this desk; shown as pending until the verdict comes. */
  readonly forecast: readonly CaseEvent[];
};

export type Verdict = 'accepted' | 'accepted-with-exception' | 'refused' | 'quarantined';
export type Outcome = {
  readonly command: string;
  readonly lane: string;
  readonly dseq: number;
  readonly verdict: Verdict;
  readonly refusal: Refusal | null;
  readonly at: Ms;
};
export type Refused = {
  readonly outgoing: Outgoing;
  readonly refusal: Refusal;
  readonly at: Ms;
  readonly dismissed: { readonly at: Ms; readonly reason: string } | null;
};
/** What is asked of earlier decisions at once: by index, never by walking the log. `since` exclusive, up to any time. */
export type FactsQuery = {
  readonly lane: string;
  /** As grants name it, see `customerKey`. */
  readonly customer: string;
  readonly contract: string | null;
  readonly caseId: string;
  /** The longest window any cap of the pack looks back. */
  readonly since: Ms;
  /** Whoever would decide: his grants from the beginning of his local day, inclusive, and what is still open of him. */
  readonly actor: string;
  readonly dayStart: Ms;
  readonly month: string;
  /** Teams whose budget is asked; the principal's is always told. */
  readonly teams: readonly string[];
  /** Sums of this currency only. */
  readonly currency: string;
  /** Of what is still open of the actor only these decision types; left out = all. */
  readonly openTypes?: readonly string[] | null;
};

/** A sum of one currency: amounts of another are never added to it. */
export type BudgetTotal = BudgetSum & { readonly currency: string };

export type Draft = { readonly author: string; readonly key: string; readonly value: Json; readonly savedAt: Ms };

/**
 * How far a desk has taken in a lane: `anchor` names the event at that position ('' at 0, see anchor.ts), whoever may see it; `scope` names
 * the rights the log was cut to, null until an inventory was taken.
 */
export type Cursor = { readonly epoch: string | null; readonly position: number; readonly anchor: string; readonly scope: string | null };

/** What was granted in a case this desk may not see; `digest` stands for the case and does not tell which it is. */
export type CaseDigest = { readonly digest: string; readonly grants: readonly Grant[] };

/** A case known from a snapshot whose earlier events have not come yet. */
export type Unfilled = { readonly caseId: string; readonly version: number };

/** A confirmed event that the ledger lost when it was set back: kept until it comes again. */
export type SetAside = { readonly lane: string; readonly epoch: string | null; readonly entry: Confirmed; readonly at: Ms };

/** A place in the device's journal; `prev` of the first entry is empty. */
export type JournalHead = { readonly gen: number; readonly dseq: number; readonly hash: string };

/** Words of one command for the full-text search; removed again when the command is refused. `at`: when it was said, which orders what is found. */
export type SearchText = {
  readonly command: string;
  readonly caseId: string;
  readonly lane: string;
  readonly text: string;
  readonly at: Ms;
};

/** What the search remembers of a text besides its words: `mark` is a checksum, so that a rebuild can be compared. */
export type SearchDoc = { readonly doc: number; readonly command: string; readonly caseId: string; readonly mark: number };

/** Synchronous: every method answers from the local store. All writing happens inside `transact`, which is all or nothing and durable when it returns. */
export interface DeskStore {
  transact<T>(work: () => T): T;
  close(): void;

  // the log
  lanes(): readonly string[];
  head(lane: string): Cursor;
  /** Exactly this, also where it is behind the last event: what was fetched ahead of the page says nothing of what lies between. */
  setHead(lane: string, cursor: Cursor): void;
  /**
   * Throws on a hole: versions continue the case. Positions may leave out what others see, in any order; each stands once. The head
   * moves to the highest position, its anchor with it; `setHead` moves it on over what this desk does not see, and back after events
   * that were fetched ahead.
   */
  appendConfirmed(lane: string, events: readonly Confirmed[]): void;
  /**
   * Takes over a case at a version without its events, its confirmed state with it; throws where the case is known here. Bodies and
   * tables are written by the caller.
   */
  installSnapshot(lane: string, state: CaseState, position: number): void;
  /** What a case was taken over at, as long as its events have not come: a rebuild folds the later ones upon it. */
  snapshotOf(caseId: string): { readonly state: CaseState; readonly position: number } | null;
  /** The version up to which the events of a case have not come yet; 0 where the log is whole. */
  missing(caseId: string): number;
  /** The events of a snapshot, versions 1 to `missing`, whole or not at all. */
  backfill(lane: string, caseId: string, events: readonly Confirmed[]): void;
  /** Cases whose events are missing, those opened last first. */
  unfilled(lane: string, limit: number): readonly Unfilled[];
  unfilledCount(lane: string): number;
  /** Everything that is confirmed, also what stands beside the cases and has no row, with its version, in order of id. */
  versions(lane: string, afterCase: string | null, limit: number): readonly { readonly caseId: string; readonly version: number }[];
  /**
   * Removes what is confirmed and derived of a case: events, words, state, row, places, search, grants. Commands, refused ones and
   * drafts stay, the words that were said here, and what was set aside. The head stays where it is.
   */
  forgetCase(caseId: string): void;
  /**
   * Takes every event after the position out of the log, keeps it aside, and answers the cases it belonged to: their confirmed states
   * are gone and must be folded anew, from `snapshotOf` where there is one; their rows still show what was. A case whose snapshot is
   * newer than the position is forgotten, and answered too. The head moves back to the position, its anchor '' where no event is known.
   */
  cutBack(lane: string, position: number, at: Ms): readonly string[];
  /** In order of position. */
  aside(lane: string): readonly SetAside[];
  asideCount(lane: string): number;
  /** Their events came again. */
  dropAside(events: readonly string[]): void;
  /** What was granted elsewhere counts here as grants of the digest; replaces what stood there, an empty list removes it. */
  putDigests(lane: string, digests: readonly CaseDigest[]): void;
  dropDigests(lane: string): void;
  /** In order of their names; `clearDerived` leaves them. */
  digests(lane: string): readonly CaseDigest[];
  eventsOf(caseId: string, afterVersion?: number): readonly Confirmed[];
  /** In order of position, `limit` at a time: for export, rebuild and doctor. */
  eventsAfter(lane: string, position: number, limit: number): readonly Confirmed[];
  /** `own`: said on this desk; such words stay when their case is forgotten, as the commands do. */
  saveBodies(lane: string, caseId: string, bodies: readonly Body[], own?: boolean): void;
  body(hash: string): Body | null;
  bodiesOf(caseId: string): readonly Body[];

  // states: `confirmed` folds confirmed events only; `current` adds what the waiting commands forecast, and is stored nowhere else
  confirmedState(caseId: string): CaseState | null;
  currentState(caseId: string): CaseState | null;
  saveConfirmedState(state: CaseState): void;
  /** Grows with whatever is written of a case: events, words, waiting commands, tables. As long as it stays, so does what follows from them alone. */
  revisionOf(caseId: string): number;

  // commands on their way
  journalHead(lane: string): JournalHead;
  /** Begins a new incarnation of this device's journal; numbers start again at 1. Waiting commands keep their old numbers until `requeue`. */
  raiseGen(lane: string, gen: number): void;
  /** Every entry ever queued in this incarnation, waiting or settled, in order; a settled one has no forecast. */
  journal(lane: string, gen: number, afterDseq: number, limit: number): readonly Outgoing[];
  queue(outgoing: Outgoing): void;
  /** Gives a waiting command a new number and forecast; its identity stays. */
  requeue(outgoing: Outgoing): void;
  /** A command that still waits for its verdict. */
  waiting(command: string): Outgoing | null;
  knowsCommand(command: string): boolean;
  outbox(lane: string, limit: number): readonly Outgoing[];
  outboxOf(caseId: string): readonly Outgoing[];
  outboxCount(lane: string): number;
  settle(outcome: Outcome): void;
  /** The ledger was set back and ruled anew: another verdict takes the place of the first. */
  revise(outcome: Outcome): void;
  outcome(command: string): Outcome | null;
  /** Once; again only where it had been accepted in between (`revise`), which took it off the list with the reason "accepted". */
  refuse(outgoing: Outgoing, refusal: Refusal, at: Ms): void;
  refused(lane: string, author: string | null): readonly Refused[];
  refusedOf(caseId: string): readonly Refused[];
  dismiss(command: string, at: Ms, reason: string): void;

  // what was granted, derived with the tables
  facts(query: FactsQuery): Facts;
  /** Newest first, for the lead's picture of many small decisions. */
  grantsSince(lane: string, since: Ms, limit: number): readonly Grant[];
  /** Of one customer (`customerKey`), after `since` (exclusive), newest first. */
  grantsOfCustomer(lane: string, customer: string, since: Ms, limit: number): readonly Grant[];
  /** In the order of the case; with the two below for doctors, who compare them with the states. Digests are no cases. */
  grantsOfCase(lane: string, caseId: string): readonly Grant[];
  grantedCases(lane: string, after: string | null, limit: number): readonly string[];
  /** Every sum that is not 0, of every month and currency, as it is kept; what digests tell counts in it. */
  budgetTotals(lane: string): readonly BudgetTotal[];

  // the absence book: no entry is ever taken out of it, saving one again replaces it; it goes as a whole
  putAbsences(absences: readonly Absence[]): void;
  /** In order of id. */
  absences(lane: string): readonly Absence[];
  /** Of a lane nobody here may see any more. */
  dropAbsences(lane: string): void;

  // lists
  /** `row.pending` is not stored: a row read is pending while a command of its case waits in the outbox. */
  putTables(tables: CaseTables): void;
  tables(caseId: string): CaseTables | null;
  /** Takes a case out of rows and lists: its opening was refused. */
  dropTables(caseId: string): void;
  row(caseId: string): CaseRow | null;
  list(lane: string, list: string, limit: number): readonly CaseRow[];
  /**
   * The head of a list without its rows, in the same order: so that many lists can be merged and few rows read. `after`: only places later
   * than this time.
   */
  places(lane: string, list: string, limit: number, after?: Ms): readonly ListRow[];
  listCount(lane: string, list: string): number;
  /** How many places of a list are due up to this time, inclusive; counted in the index. */
  dueCount(lane: string, list: string, until: Ms): number;
  /** Every list somebody stands in and how many do, counted from the places themselves: for doctors. */
  listSizes(lane: string): readonly { readonly list: string; readonly size: number }[];
  casesOfCustomer(lane: string, customer: string, limit: number): readonly CaseRow[];
  caseByNumber(lane: string, number: string): string | null;
  caseIds(lane: string, after: string | null, limit: number): readonly string[];
  /** Empties every derived table (states, lists, search) of a lane; doctor and migrations rebuild them. */
  clearDerived(lane: string): void;

  // search: every word of `query` is a prefix; what was said last comes first, whenever it came here
  index(text: SearchText): void;
  unindex(command: string): void;
  search(lane: string, query: string, limit: number): readonly string[];
  searchDocs(lane: string, afterDoc: number, limit: number): readonly SearchDoc[];
  /** A piece of removing words from the file that nothing finds any more; true as long as something is left to do. */
  tidySearch(): boolean;

  // customers, drafts, packs, settings
  putCustomers(lane: string, customers: readonly Customer[]): void;
  customer(lane: string, id: string): Customer | null;
  customers(lane: string, afterId: string, limit: number): readonly Customer[];
  customerCount(lane: string): number;
  findCustomers(lane: string, text: string, limit: number): readonly Customer[];
  /** The first ones in order of id; other lanes keep theirs. */
  dropCustomers(lane: string, limit: number): void;
  saveDraft(draft: Draft): void;
  draft(author: string, key: string): Draft | null;
  deleteDraft(author: string, key: string): void;
  savePack(lane: string, version: string, document: PackInput, at: Ms): void;
  packs(): readonly { readonly lane: string; readonly version: string; readonly document: PackInput; readonly at: Ms }[];
  setting(key: string): string | null;
  saveSetting(key: string, value: string): void;
}

/** What a desk needs that holds a part of a lane only. */
export type CopyPart = Pick<
  DeskStore,
  | 'installSnapshot'
  | 'snapshotOf'
  | 'missing'
  | 'backfill'
  | 'unfilled'
  | 'unfilledCount'
  | 'versions'
  | 'forgetCase'
  | 'cutBack'
  | 'aside'
  | 'asideCount'
  | 'dropAside'
  | 'putDigests'
  | 'dropDigests'
  | 'digests'
  | 'grantedCases'
>;
