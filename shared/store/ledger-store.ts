// Knows what a ledger keeps: per principal one lane of confirmed events, the journals of its devices, and a durable verdict for every command.
import type { Ms } from '../kernel/time.ts';
import type { Body } from '../case/commands.ts';
import type { Confirmed } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { Absence } from '../policy/absence.ts';
import type { Facts, Grant } from '../policy/authority-types.ts';
import type { PackInput } from '../policy/pack-schema.ts';
import type { Customer } from '../views/shapes.ts';
import type { BudgetTotal, FactsQuery, Outcome } from './desk-store.ts';

/** A device's journal in one lane and incarnation. */
export type JournalKey = { readonly lane: string; readonly device: string; readonly gen: number };

/** How far a journal was settled; a frozen one has shown two histories and is not settled any further. */
export type LedgerJournal = { readonly gen: number; readonly dseq: number; readonly hash: string; readonly frozen: boolean };

/** The verdict on one command, with the exact bytes it was given on. */
export type Settled = { readonly outcome: Outcome; readonly key: JournalKey; readonly hash: string; readonly text: string };

/** A second history of a number that was already settled: kept as evidence. */
export type Fork = { readonly key: JournalKey; readonly dseq: number; readonly hash: string; readonly text: string; readonly at: Ms };

/** Everything one push changes in one lane, written in one transaction or not at all. */
export type LedgerAppend = {
  readonly lane: string;
  /** The head the sequencer decided on; if the lane has moved since, nothing is written. */
  readonly expected: number;
  /**
   * The epoch it decided in: whoever begins another one meanwhile (the log was set back) moves no head, and yet what was decided before
   * may not stand after it. Left out: whichever.
   */
  readonly epoch?: string;
  /** Positions from `expected + 1`, without holes. */
  readonly events: readonly Confirmed[];
  /** The newest state of every case the events touch. */
  readonly states: readonly CaseState[];
  /** Every grant of those cases: what stood there of a case before is replaced. */
  readonly grants: readonly Grant[];
  readonly settled: readonly Settled[];
  /** Each key's journal head moves to its last settled entry. */
  readonly bodies: readonly { readonly caseId: string; readonly body: Body }[];
  /** Tags to be added to the audiences of cases; what stands there stays. */
  readonly audience?: readonly { readonly caseId: string; readonly tags: readonly string[] }[];
  /** Proof of holding the lane; where somebody else has taken it over nothing is written. Left out: nobody divides lanes here. */
  readonly fence?: LaneHold;
};

/** One hub process holding a lane; `token` grows with every change of hands. */
export type LaneHold = { readonly owner: string; readonly token: number };

/** Who sequences a lane: `url` is where other hub processes reach him. */
export type LaneHolder = LaneHold & { readonly url: string; readonly until: Ms };

/** A lane's log under one nonce; `from`: up to there it goes on the epoch before, 0 for the first. */
export type Epoch = { readonly epoch: string; readonly from: number };

/** Which cases an inventory lists; `tags` null = whoever's, `closedSince` null = however old. */
export type InventoryQuery = {
  readonly lane: string;
  readonly tags: readonly string[] | null;
  readonly closedSince: Ms | null;
  readonly after: string | null;
  readonly limit: number;
};

/** `anchor`: of the event at the position that was asked about (anchor.ts), '' at 0, null where there is none. */
export type Glance = {
  readonly epoch: string;
  readonly position: number;
  readonly anchor: string | null;
  readonly absences: number;
  readonly customers: number;
  readonly canary: Ms | null;
};

export type StoredPack = { readonly lane: string; readonly version: string; readonly document: PackInput; readonly at: Ms };

/**
 * Asynchronous from the start, so that a server's database fits. One lane = one principal = one sequencer; a lane exists
 * from `openLane` on. What a method wrote is durable when its promise resolves.
 */
export interface LedgerStore {
  /** Creates the lane with this epoch (a random nonce); an existing one keeps its own. Answers the epoch in force. */
  openLane(lane: string, epoch: string): Promise<string>;
  lanes(): Promise<readonly string[]>;
  /** Oldest first. */
  epochs(lane: string): Promise<readonly Epoch[]>;
  /** Begins a new epoch, unless the lane is not in `expected` any more. */
  renewEpoch(lane: string, expected: string, next: Epoch): Promise<boolean>;
  /** The anchor of the event at a position, null where there is none. */
  eventAt(lane: string, position: number): Promise<string | null>;
  /** What every pull asks, in one question: the head, the event at a position, the marks of the papers, the sign of life. Null as `head`. */
  glance(lane: string, position: number): Promise<Glance | null>;
  /** The case each of these words was said in. */
  casesOfBodies(lane: string, hashes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The audience of each case that has one. */
  audiences(lane: string, caseIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Cases with their versions, open ones first, then those closed last; `next` null = there are no more. */
  inventory(query: InventoryQuery): Promise<{
    readonly cases: readonly { readonly caseId: string; readonly version: number }[];
    readonly next: string | null;
  }>;
  /** The position of the last event of each case. */
  lastPositions(lane: string, caseIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  grantsOfCases(lane: string, caseIds: readonly string[]): Promise<readonly Grant[]>;
  /** The sign of life of a lane, written and read like everything else. */
  beat(lane: string, at: Ms): Promise<void>;
  canary(lane: string): Promise<Ms | null>;
  /**
   * Takes or keeps a lane for a hub process until `until`; null while somebody else holds it. A hold that ran out is anybody's, with the
   * next token.
   */
  holdLane(lane: string, owner: string, url: string, now: Ms, until: Ms): Promise<LaneHold | null>;
  laneHolder(lane: string): Promise<LaneHolder | null>;
  /** Gives a lane free at once, if it is still held. */
  releaseLane(lane: string, hold: LaneHold): Promise<void>;
  /** Null for a lane that was never opened. */
  head(lane: string): Promise<{ readonly epoch: string; readonly position: number } | null>;
  /** False when the lane has moved past `expected` or into another epoch, or `fence` is not in force: somebody else sequences it, decide again. Throws on a hole. */
  append(change: LedgerAppend): Promise<boolean>;
  events(lane: string, afterPosition: number, limit: number): Promise<readonly Confirmed[]>;
  /** In order of version; `limit` at most, else all. */
  eventsOf(caseId: string, afterVersion?: number, limit?: number): Promise<readonly Confirmed[]>;
  /** Of whichever lane: an id of another principal's case must not look free. */
  states(caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseState>>;
  /** Null for a journal never heard of. */
  journal(key: JournalKey): Promise<LedgerJournal | null>;
  /** Of several at once, in the order of the keys. */
  journalHeads(keys: readonly JournalKey[]): Promise<readonly (LedgerJournal | null)[]>;
  /** The highest incarnation of a device in a lane, null for an unknown device. */
  newestGen(lane: string, device: string): Promise<number | null>;
  settledAt(key: JournalKey, dseq: number): Promise<Settled | null>;
  settledCommands(lane: string, commands: readonly string[]): Promise<ReadonlyMap<string, Settled>>;
  /** In order of number, for doctors: every verdict of a journal. */
  settledAfter(key: JournalKey, dseq: number, limit: number): Promise<readonly Settled[]>;
  journals(lane: string): Promise<readonly JournalKey[]>;
  /** Keeps the evidence and freezes the journal. */
  recordFork(fork: Fork): Promise<void>;
  forks(lane: string): Promise<readonly Fork[]>;
  bodies(lane: string, hashes: readonly string[]): Promise<readonly Body[]>;
  /** By index, as a desk's. */
  facts(query: FactsQuery): Promise<Facts>;
  grantsOfCase(lane: string, caseId: string): Promise<readonly Grant[]>;
  grantedCases(lane: string, after: string | null, limit: number): Promise<readonly string[]>;
  budgetTotals(lane: string): Promise<readonly BudgetTotal[]>;
  /** An entry saved again replaces itself; every call moves the `absenceMark` of its lanes. */
  putAbsences(absences: readonly Absence[]): Promise<void>;
  /** Grows with every change of the lane's absence book: who has seen this mark has seen the book. */
  absenceMark(lane: string): Promise<number>;
  absences(lane: string): Promise<readonly Absence[]>;
  /** A version already there stays as it is. */
  savePack(pack: StoredPack): Promise<void>;
  /** In order of publication. */
  packs(): Promise<readonly StoredPack[]>;
  putCustomers(lane: string, customers: readonly Customer[]): Promise<void>;
  customersById(lane: string, ids: readonly string[]): Promise<ReadonlyMap<string, Customer>>;
  customerCount(lane: string): Promise<number>;
  /** Grows with every change; a customer carries the mark of his last one. One put again as he is has not changed. */
  customerMark(lane: string): Promise<number>;
  customersAfter(lane: string, mark: number, limit: number): Promise<readonly { readonly mark: number; readonly customer: Customer }[]>;
  close(): Promise<void>;
}

/** What a hub needs of a ledger beyond one seat's. */
export type HubPart = Pick<
  LedgerStore,
  | 'epochs'
  | 'renewEpoch'
  | 'eventAt'
  | 'audiences'
  | 'glance'
  | 'casesOfBodies'
  | 'inventory'
  | 'lastPositions'
  | 'grantsOfCases'
  | 'beat'
  | 'canary'
  | 'holdLane'
  | 'laneHolder'
  | 'releaseLane'
  | 'customerMark'
  | 'customersAfter'
>;
