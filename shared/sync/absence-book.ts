// Keeps a desk's absence book at hand and in step with the ledger's: who is away is known to the ruling before it is known here.
import type { Absence } from '../policy/absence.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { Transport } from './protocol.ts';
import { isTransportTrouble } from './trouble.ts';

export interface AbsenceBook {
  /** Read once and kept until something changes. */
  of(lane: string): readonly Absence[];
  clear(): void;
}

export const createAbsenceBook = (store: DeskStore): AbsenceBook => {
  const held = new Map<string, readonly Absence[]>();
  return {
    of: (lane) => {
      const known = held.get(lane) ?? store.absences(lane);
      held.set(lane, known);
      return known;
    },
    clear: () => held.clear(),
  };
};

/** What both sides of a conversation need; `marks`: the state of the ledger's book that this desk has taken in, by lane. */
export type AbsenceParts = {
  readonly store: DeskStore;
  readonly transport: Transport;
  readonly absences: AbsenceBook;
  readonly marks: Map<string, number>;
};

/** An entry only ever changes by being ended: of two, the ended one is the later. */
const isLater = (a: Absence, b: Absence | undefined): boolean => b === undefined || (a.endedAt !== null && b.endedAt === null);

/**
 * Both ways, entry by entry: a ledger set back gets what this desk knows, a rebuilt desk gets everything. Answers whether
 * anything changed here.
 */
export const exchangeAbsences = async ({ store, transport, absences, marks }: AbsenceParts, lane: string): Promise<boolean> => {
  const { mark, entries } = await transport.absences(lane);
  const theirs = new Map(entries.map((entry) => [entry.id, entry]));
  const mine = new Map(store.absences(lane).map((entry) => [entry.id, entry]));
  const unknown = [...mine.values()].filter((entry) => isLater(entry, theirs.get(entry.id)));
  if (unknown.length > 0) await tellAbsences(transport, lane, unknown);
  const fresh = entries.filter((entry) => isLater(entry, mine.get(entry.id)));
  if (fresh.length > 0) {
    store.transact(() => store.putAbsences(fresh));
    absences.clear();
  }
  marks.set(lane, mark);
  return fresh.length > 0;
};

/** A hub takes an entry only from a workstation of whoever set it: one that others set elsewhere is theirs to tell again, and nobody's way. */
const tellAbsences = async (transport: Transport, lane: string, entries: readonly Absence[]): Promise<void> => {
  if (transport.mode === 'loopback') return void (await transport.putAbsences(lane, entries));
  for (const entry of entries)
    try {
      await transport.putAbsences(lane, [entry]);
    } catch (error) {
      if (!isTransportTrouble(error) || !DECLINED.has(error.trouble)) throw error;
    }
};

const DECLINED = new Set(['not-signed-in-here', 'bad-request', 'no-rights', 'not-possible', 'quota', 'hub-full']);
