// Knows what a workstation needs to hold leases: a record outside its database, and who has proved himself there.

/**
 * One small text outside the database and outside whatever is backed up with it. `write` is durable when it returns, and throws where it
 * could not be written.
 */
export type OutsideRecord = { readonly read: () => string | null; readonly write: (text: string) => void };

/** What a desk that belongs to a hub is handed for its leases. */
export type LeaseParts = {
  readonly record: OutsideRecord;
  /** Who has proved himself at this workstation and may come in without the hub. */
  readonly people: (lane: string) => readonly string[];
};

export interface LeaseRecord {
  /**
   * Compares journal and record, once per lane and run, before anything is said. A journal in which the recorded entry stands has lost
   * nothing. One in which it does not was put back: it goes on under a new incarnation, whose leases are none of the old one's. True
   * where that came about.
   */
  ready(lane: string): boolean;
  /** A step of leases is in the database: it counts once this has returned. */
  note(lane: string): void;
  /** The journal began a new incarnation for another reason, and nobody can say how far the old one went. */
  raised(lane: string): void;
  /** The hub was set back: it may have forgotten what later incarnations did with an older lease, so no older number proves anything. */
  doubted(lane: string): void;
  /** The last number of an old incarnation that spoke of leases; null where that is not known. */
  endOf(lane: string, gen: number): number | null;
  /** Whether what was spent here is recorded; where it is not, nothing more is spent from a lease. */
  isKept(lane: string): boolean;
}

/** Without a place outside the database, as with a ledger of one's own, nothing is compared. */
export const NO_RECORD: LeaseRecord = {
  ready: () => false,
  note: () => undefined,
  raised: () => undefined,
  doubted: () => undefined,
  endOf: () => null,
  isKept: () => true,
};
