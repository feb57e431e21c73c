// Keeps a ledger's packs at hand, reads again what others publish beside it, and lets in customers and absences from those who may bring them.
import { ok, type Result } from '../kernel/result.ts';
import { DAY, type Clock, type Ms } from '../kernel/time.ts';
import { absenceFault } from '../policy/absence-rules.ts';
import { mayWriteAbsenceFor } from '../policy/absence-writer.ts';
import type { Absence } from '../policy/absence.ts';
import type { PackFaults } from '../policy/pack-fault.ts';
import type { Policy } from '../policy/policy.ts';
import type { LedgerStore, StoredPack } from '../store/ledger-store.ts';
import type { Customer } from '../views/shapes.ts';
import { checkPack, createPolicies, type Policies } from './policies.ts';
import type { Caller } from './rights.ts';
import type { Declined } from './protocol.ts';
import { isSame } from './same.ts';
import { createTurns } from './turns.ts';

export interface Papers {
  readonly policies: Policies;
  /** Reads the packs before anything else is asked; with a hub again and again, for they are published beside it. */
  ready(caller: Caller): Promise<void>;
  learn(): Promise<void>;
  publish(caller: Caller, document: unknown): Promise<Result<{ readonly lane: string; readonly version: string }, PackFaults>>;
  putCustomers(caller: Caller, lane: string, customers: readonly Customer[]): Promise<void>;
  /** Answers what was not taken, and why: `not-signed-in-here`, `device-revoked`, and those of `absenceFault`. */
  putAbsences(caller: Caller, lane: string, absences: readonly Absence[]): Promise<readonly Declined[]>;
}

type Parts = { readonly store: LedgerStore; readonly clock: Clock; readonly newEpoch: () => string };

/** How long a hub may not know of a pack that was published beside it. */
const FRESH: Ms = 10_000;

export const createPapers = ({ store, clock, newEpoch }: Parts): Papers => {
  const policies = createPolicies();
  let reading: Promise<void> | null = null;
  let readAt: Ms | null = null;

  const learn = (): Promise<void> => {
    reading ??= store
      .packs()
      .then((packs) => {
        policies.add(packs);
        readAt = clock();
      })
      .finally(() => (reading = null));
    return reading;
  };

  const inTurn = createTurns();
  const write: Papers['putAbsences'] = async ({ device, admits }, lane, absences) => {
    if (device === null) {
      await store.putAbsences(absences.filter((entry) => entry.lane === lane));
      return [];
    }
    const policy = policies.current(lane, clock());
    const book = new Map((await store.absences(lane)).map((entry) => [entry.id, entry]));
    const declined: Declined[] = [];
    const fresh: Absence[] = [];
    for (const entry of absences) {
      const stored = book.get(entry.id);
      const code = entry.lane !== lane || policy === null ? 'bad-request' : whyNot(policy, [...book.values()], entry, stored, clock());
      const barred = code ?? admits(lane, entry.endedBy ?? entry.setBy);
      if (barred !== null) declined.push({ id: entry.id, code: barred });
      else if (stored === undefined || !isSame(stored, entry)) {
        book.set(entry.id, entry);
        fresh.push(entry);
      }
    }
    if (fresh.length > 0) await store.putAbsences(fresh);
    return declined;
  };

  return {
    policies,
    learn,
    ready: async ({ device }) => {
      // A clock that was set back is no reason to wait longer.
      const isFresh = readAt !== null && (device === null || Math.abs(clock() - readAt) < FRESH);
      if (!isFresh) await learn();
    },
    publish: async (caller, document) => {
      onlyHere(caller, 'packs');
      await learn();
      const read = checkPack(document);
      if (!read.ok) return read;
      const lane = read.value.principal.id;
      await store.openLane(lane, newEpoch());
      // A version once published never changes: commands were judged by it.
      if (policies.version(lane, read.value.version) === null) {
        const stored = { lane, version: read.value.version, document: document as StoredPack['document'], at: clock() };
        await store.savePack(stored);
        policies.add([stored]);
      }
      return ok({ lane, version: read.value.version });
    },
    putCustomers: async (caller, lane, customers) => {
      onlyHere(caller, 'customers');
      await store.putCustomers(lane, customers);
    },
    putAbsences: (caller, lane, absences) => inTurn(lane, () => write(caller, lane, absences)),
  };
};

/** From a workstation these come by no route: whoever calls this for one has built something wrong. */
const onlyHere = ({ device }: Caller, papers: string): void => {
  if (device !== null) throw new Error(`${papers} come from the hub, not from workstation ${device}`);
};

/** An entry only ever changes by being ended, and nothing else about it; a new one is held to all the rules of the book. */
const whyNot = (policy: Policy, book: readonly Absence[], entry: Absence, stored: Absence | undefined, now: Ms): string | null => {
  const { endedAt, endedBy } = entry;
  if (stored !== undefined) {
    if (isSame(stored, entry)) return null;
    if (stored.endedAt !== null) return 'absence-over';
    if (endedAt === null || !isSame({ ...stored, endedAt, endedBy }, entry)) return 'bad-request';
  }
  const ender = endedBy === null ? undefined : policy.people.get(endedBy);
  if ((endedAt ?? 0) > now + DAY) return 'absence-order';
  if (endedAt !== null && (ender === undefined || !mayWriteAbsenceFor(ender, policy, entry.person))) return 'not-yours';
  return stored === undefined ? (absenceFault(policy, book, entry, now)?.refusal.code ?? null) : null;
};
