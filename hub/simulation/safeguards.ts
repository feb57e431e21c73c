// Switches off one safeguard at a time, so that each is seen to be needed: a world without it must break a rule.
import type { Ledger, LedgerSession } from '../../shared/sync/ledger.ts';
import { entryHash, type Cursor, type Push, type Transport } from '../../shared/sync/protocol.ts';
import type { Digest } from '../../shared/kernel/ids.ts';
import type { Confirmed } from '../../shared/case/events.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import type { LedgerAppend, LedgerStore } from '../../shared/store/ledger-store.ts';

/** `none` is the product as it is. */
export const SAFEGUARDS = [
  'none',
  /** The ledger forgets what it has settled, so that a resent command is decided again. */
  'resend-memory',
  /** The ledger believes what a desk counted, instead of counting itself. */
  're-deciding',
  /** A sequencer writes even where another one has moved the lane. */
  'fencing',
  /** Frames are taken whatever their chain says. */
  'chain-check',
  /** A desk takes pages in whatever their numbers say. */
  'version-check',
  /** A refused command simply leaves the outbox. */
  'refused-list',
  /** A ledger tells on from whatever place a desk names, whether it is of this log or not. */
  'epoch-check',
  /** A desk keeps what it may not see any more. */
  'forget',
  /** A decision is stored before what pays it, and the process may die in between. */
  'one-transaction',
  /** A return comes beside the journal, and the hub believes it. */
  'return-in-order',
  /** What says how far the journal spoke of leases stands in the database, and is set back with it. */
  'outside-record',
  /** The hub hands out what was handed out before. */
  'only-what-is-free',
] as const;
export type Safeguard = (typeof SAFEGUARDS)[number];

/** The hub's store without a safeguard. */
export const weakLedgerStore = (store: LedgerStore, off: Safeguard): LedgerStore => {
  if (off === 'resend-memory') return { ...store, settledCommands: async () => new Map(), settledAfter: async () => [] };
  if (off === 'fencing') return { ...store, append: async ({ fence: _fence, ...change }) => store.append(await moved(store, change)) };
  return store;
};

/** What a sequencer would write that never looks whether it still has the lane. */
const moved = async (store: LedgerStore, change: LedgerAppend): Promise<LedgerAppend> => {
  const head = (await store.head(change.lane))?.position ?? change.expected;
  if (head === change.expected) return change;
  const versions = new Map<string, number>();
  const events: Confirmed[] = [];
  for (const entry of change.events) {
    const { caseId } = entry.event;
    const version = (versions.get(caseId) ?? (await store.eventsOf(caseId)).length) + 1;
    versions.set(caseId, version);
    events.push({ ...entry, position: head + events.length + 1, version });
  }
  return { ...change, expected: head, events };
};

/** A desk's store without a safeguard. */
export const weakDeskStore = <Store extends DeskStore>(store: Store, off: Safeguard): Store => {
  if (off === 'refused-list') return { ...store, refuse: () => undefined };
  return off === 'forget' ? { ...store, forgetCase: () => undefined } : store;
};

type Behind = { readonly store: LedgerStore; readonly digest: Digest };

/** A hub without a safeguard. */
export const weakLedger = (ledger: Ledger, off: Safeguard, behind: Behind): Ledger => {
  const weak = (session: LedgerSession): LedgerSession => {
    if (off === 'chain-check') return { ...session, push: (frame) => session.push(chained(frame as Push, behind.digest)) };
    return off === 'epoch-check' ? trustful(session, behind.store) : session;
  };
  return { ...ledger, ...weak(ledger), as: (caller) => weak(ledger.as(caller)), lockOut: ledger.lockOut, learnPacks: ledger.learnPacks };
};

/** Believes every cursor, as far as its log goes. */
const trustful = (session: LedgerSession, store: LedgerStore): LedgerSession => {
  const fitted = async (lane: string, cursor: Cursor): Promise<Cursor> => {
    const head = await store.head(lane);
    if (head === null || cursor.epoch === null) return cursor;
    const position = Math.min(cursor.position, head.position);
    return { ...cursor, epoch: head.epoch, position, anchor: (await store.eventAt(lane, position)) ?? '' };
  };
  return {
    ...session,
    hello: async (key, cursor) => {
      const greeting = await session.hello(key, await fitted(key.lane, cursor));
      return greeting === null || cursor.epoch === null ? greeting : { ...greeting, epoch: cursor.epoch, agrees: true };
    },
    pull: async (lane, cursor) => session.pull(lane, await fitted(lane, cursor)),
  };
};

/** A wire behind which a hole cannot be seen any more: as good as nobody looking. */
export const weakWire = (wire: Transport, off: Safeguard): Transport => {
  if (off === 'version-check')
    return {
      ...wire,
      pull: async (lane, cursor) => wire.pull(lane, cursor).then((page) => ({ ...page, events: renumbered(page.events, cursor.position) })),
    };
  return wire;
};

const chained = (frame: Push, digest: Digest): Push => {
  let prev = frame.prev;
  return {
    ...frame,
    entries: frame.entries.map((entry) => {
      const hash = entryHash(digest, frame, entry.dseq, prev, entry.text);
      prev = hash;
      return { ...entry, hash };
    }),
  };
};

const renumbered = (events: readonly Confirmed[], after: number): readonly Confirmed[] => {
  const gaps = new Map<string, number>();
  return events.map((entry, index) => {
    const { caseId } = entry.event;
    const last = gaps.get(caseId);
    const version = last === undefined ? entry.version : last + 1;
    gaps.set(caseId, version);
    return { ...entry, position: after + index + 1, version };
  });
};
