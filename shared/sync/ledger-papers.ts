// Keeps a ledger's packs at hand, reads again what others publish beside it, and lets in customers and absences from those who may bring them.
import { ok, type Result } from '../kernel/result.ts';
import type { Clock, Ms } from '../kernel/time.ts';
import type { Absence } from '../policy/absence.ts';
import type { PackFaults } from '../policy/pack-fault.ts';
import type { LedgerStore, StoredPack } from '../store/ledger-store.ts';
import type { Customer } from '../views/shapes.ts';
import { checkPack, createPolicies, type Policies } from './policies.ts';
import type { Caller } from './rights.ts';

export interface Papers {
  readonly policies: Policies;
  /** Reads the packs before anything else is asked; with a hub again and again, for they are published beside it. */
  ready(caller: Caller): Promise<void>;
  learn(): Promise<void>;
  publish(caller: Caller, document: unknown): Promise<Result<{ readonly lane: string; readonly version: string }, PackFaults>>;
  putCustomers(caller: Caller, lane: string, customers: readonly Customer[]): Promise<void>;
  putAbsences(caller: Caller, lane: string, absences: readonly Absence[]): Promise<void>;
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
    putAbsences: async ({ device, admits }, lane, absences) => {
      const own = absences.filter((entry) => entry.lane === lane);
      if (device === null) return store.putAbsences(own);
      const stored = new Map((await store.absences(lane)).map((entry) => [entry.id, entry]));
      const fresh = own.filter((entry) => changes(entry, stored.get(entry.id)) && admits(lane, entry.endedBy ?? entry.setBy) === null);
      if (fresh.length > 0) await store.putAbsences(fresh);
    },
  };
};

/** From a workstation these come by no route: whoever calls this for one has built something wrong. */
const onlyHere = ({ device }: Caller, papers: string): void => {
  if (device !== null) throw new Error(`${papers} come from the hub, not from workstation ${device}`);
};

/** An entry only ever changes by being ended, and nothing else about it. */
const changes = (entry: Absence, stored: Absence | undefined): boolean => {
  if (stored === undefined) return true;
  const { endedAt, endedBy } = entry;
  return stored.endedAt === null && endedAt !== null && JSON.stringify({ ...stored, endedAt, endedBy }) === JSON.stringify({ ...entry });
};
