// Keeps a ledger in memory with the promises of the contract, save surviving the process.
import type { Body } from '../case/commands.ts';
import type { Confirmed } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { Customer } from '../views/shapes.ts';
import type { Absence } from '../policy/absence.ts';
import type { Grant } from '../policy/authority-types.ts';
import { walkGrants } from './grant-facts.ts';
import { memoryHub, type HubTables, type Lane } from './memory-ledger-hub.ts';
import type { Fork, JournalKey, LedgerJournal, LedgerStore, Settled, StoredPack } from './ledger-store.ts';

const nameOf = ({ lane, device, gen }: JournalKey): string => JSON.stringify([lane, device, gen]);

type Journal = { readonly key: JournalKey; head: LedgerJournal; settled: Settled[] };
type Book = { mark: number; readonly entries: Map<string, Absence> };

/** A backup of a whole ledger. */
export type LedgerImage = {
  readonly lanes: ReadonlyMap<string, Lane>;
  readonly states: ReadonlyMap<string, CaseState>;
  readonly versions: ReadonlyMap<string, readonly Confirmed[]>;
  readonly journals: ReadonlyMap<string, Journal>;
  readonly commands: ReadonlyMap<string, Settled>;
  readonly forks: readonly Fork[];
  readonly bodies: ReadonlyMap<string, { readonly lane: string; readonly caseId: string; readonly body: Body }>;
  readonly audience: HubTables['audience'];
  readonly packs: readonly StoredPack[];
  readonly customers: ReadonlyMap<string, { readonly lane: string; readonly mark: number; readonly customer: Customer }>;
  readonly grants: ReadonlyMap<string, { readonly lane: string; readonly grants: readonly Grant[] }>;
  readonly absences: ReadonlyMap<string, Book>;
};

/** `image` is a backup of the whole store, and a store begins with one again. */
export type MemoryLedgerStore = LedgerStore & { readonly image: () => LedgerImage };

const mapped = <Value>(map: ReadonlyMap<string, Value> | undefined, copy: (value: Value) => Value): Map<string, Value> =>
  new Map([...(map ?? [])].map(([key, value]) => [key, copy(value)]));

// What is changed in place is copied; all else never changes.
const copied = (image: Partial<LedgerImage>) => ({
  lanes: mapped(image.lanes, (lane) => ({ ...lane, epochs: [...lane.epochs], events: [...lane.events] })),
  states: new Map(image.states),
  versions: new Map(image.versions),
  journals: mapped(image.journals, ({ key, head, settled }) => ({ key, head, settled: [...settled] })),
  commands: new Map(image.commands),
  forks: [...(image.forks ?? [])],
  bodies: new Map(image.bodies),
  audience: new Map(image.audience),
  packs: [...(image.packs ?? [])],
  customers: new Map(image.customers),
  grants: new Map(image.grants),
  absences: mapped(image.absences, ({ mark, entries }) => ({ mark, entries: new Map(entries) })),
});

export const createMemoryLedgerStore = (image: Partial<LedgerImage> = {}): MemoryLedgerStore => {
  const held = copied(image);
  const { lanes, states, versions, journals, commands, forks, bodies, audience, packs, customers, grants, absences } = held;
  const granted = walkGrants((lane) => [...grants.values()].flatMap((entry) => (entry.lane === lane ? entry.grants : [])));
  const bookOf = (lane: string): Book => {
    const book = absences.get(lane) ?? { mark: 0, entries: new Map<string, Absence>() };
    absences.set(lane, book);
    return book;
  };

  const journalOf = (key: JournalKey): Journal => {
    const known = journals.get(nameOf(key)) ?? { key, head: { gen: key.gen, dseq: 0, hash: '', frozen: false }, settled: [] };
    journals.set(nameOf(key), known);
    return known;
  };

  /** Checked whole before anything is changed: this is what makes the append all or nothing. */
  const checkHoles = (lane: string, expected: number, events: readonly Confirmed[]): void => {
    const next = new Map<string, number>();
    events.forEach(({ event, position, version }, index) => {
      const before = next.get(event.caseId) ?? versions.get(event.caseId)?.length ?? 0;
      if (position !== expected + 1 + index) throw new Error(`hole in lane ${lane}: position ${position} at ${expected + 1 + index}`);
      if (version !== before + 1) throw new Error(`hole in case ${event.caseId}: version ${version} after ${before}`);
      next.set(event.caseId, version);
    });
  };

  return {
    ...memoryHub({
      ...held,
      markOf: (lane) => absences.get(lane)?.mark ?? 0,
      grantsOf: (lane, caseId) => granted.grantsOfCase(lane, caseId),
    }),
    image: () => copied(held),
    openLane: async (lane, epoch) => {
      const known: Lane = lanes.get(lane) ?? { epoch, epochs: [{ epoch, from: 0 }], events: [], canary: null, hold: null, token: 0 };
      lanes.set(lane, known);
      return known.epoch;
    },
    lanes: async () => [...lanes.keys()].toSorted(),
    head: async (lane) => {
      const known = lanes.get(lane);
      return known === undefined ? null : { epoch: known.epoch, position: known.events.length };
    },
    append: async (change) => {
      const { lane, expected, events, states: fresh, grants: given, settled, bodies: words, audience: tagged = [], fence } = change;
      const known = lanes.get(lane);
      if (known === undefined || known.events.length !== expected || known.epoch !== (change.epoch ?? known.epoch)) return false;
      if (fence !== undefined && (known.hold?.owner !== fence.owner || known.token !== fence.token)) return false;
      checkHoles(lane, expected, events);
      known.events.push(...events);
      for (const entry of events) versions.set(entry.event.caseId, [...(versions.get(entry.event.caseId) ?? []), entry]);
      for (const state of fresh) {
        states.set(state.id, state);
        grants.set(state.id, { lane, grants: given.filter(({ caseId }) => caseId === state.id) });
      }
      for (const { caseId, tags } of tagged)
        if (tags.length > 0) audience.set(caseId, [...new Set([...(audience.get(caseId) ?? []), ...tags])].toSorted());
      for (const { caseId, body } of words) if (!bodies.has(body.hash)) bodies.set(body.hash, { lane, caseId, body });
      for (const entry of settled) {
        const journal = journalOf(entry.key);
        journal.settled.push(entry);
        journal.head = { ...journal.head, dseq: entry.outcome.dseq, hash: entry.hash };
        const name = JSON.stringify([lane, entry.outcome.command]);
        if (!commands.has(name)) commands.set(name, entry);
      }
      return true;
    },
    events: async (lane, after, limit) => (lanes.get(lane)?.events ?? []).slice(after, after + limit),
    eventsOf: async (caseId, after = 0, limit = Number.MAX_SAFE_INTEGER) => (versions.get(caseId) ?? []).slice(after, after + limit),
    states: async (caseIds) => new Map(caseIds.flatMap((id) => (states.has(id) ? [[id, states.get(id)!] as const] : []))),
    journal: async (key) => journals.get(nameOf(key))?.head ?? null,
    journalHeads: async (keys) => keys.map((key) => journals.get(nameOf(key))?.head ?? null),
    newestGen: async (lane, device) => {
      const gens = [...journals.values()].filter(({ key }) => key.lane === lane && key.device === device).map(({ key }) => key.gen);
      return gens.length === 0 ? null : Math.max(...gens);
    },
    settledAt: async (key, dseq) => journals.get(nameOf(key))?.settled.find(({ outcome }) => outcome.dseq === dseq) ?? null,
    settledCommands: async (lane, ids) =>
      new Map(
        ids.flatMap((id) => {
          const entry = commands.get(JSON.stringify([lane, id]));
          return entry === undefined ? [] : [[id, entry] as const];
        }),
      ),
    settledAfter: async (key, dseq, limit) =>
      (journals.get(nameOf(key))?.settled ?? []).filter(({ outcome }) => outcome.dseq > dseq).slice(0, limit),
    journals: async (lane) =>
      [...journals.values()]
        .map(({ key }) => key)
        .filter((key) => key.lane === lane)
        .sort((a, b) => (a.device === b.device ? a.gen - b.gen : a.device < b.device ? -1 : 1)),
    recordFork: async (fork) => {
      if (!forks.some(({ key, hash, dseq }) => nameOf(key) === nameOf(fork.key) && hash === fork.hash && dseq === fork.dseq))
        forks.push(fork);
      const journal = journalOf(fork.key);
      journal.head = { ...journal.head, frozen: true };
    },
    forks: async (lane) => forks.filter(({ key }) => key.lane === lane),
    bodies: async (lane, hashes) => hashes.flatMap((hash) => (bodies.get(hash)?.lane === lane ? [bodies.get(hash)!.body] : [])),
    facts: async (query) => granted.facts(query),
    grantsOfCase: async (lane, caseId) => granted.grantsOfCase(lane, caseId),
    grantedCases: async (lane, after, limit) => granted.grantedCases(lane, after, limit),
    budgetTotals: async (lane) => granted.budgetTotals(lane),
    putAbsences: async (list) => {
      list.forEach((entry) => bookOf(entry.lane).entries.set(entry.id, entry));
      for (const lane of new Set(list.map((entry) => entry.lane))) bookOf(lane).mark += 1;
    },
    absenceMark: async (lane) => bookOf(lane).mark,
    absences: async (lane) => [...bookOf(lane).entries.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    savePack: async (pack) => {
      if (!packs.some(({ lane, version }) => lane === pack.lane && version === pack.version)) packs.push(pack);
    },
    packs: async () => packs.toSorted((a, b) => a.at - b.at),
    putCustomers: async (lane, list) => {
      let mark = Math.max(0, ...[...customers.values()].flatMap((entry) => (entry.lane === lane ? [entry.mark] : [])));
      for (const customer of list) {
        const key = JSON.stringify([lane, customer.id]);
        if (JSON.stringify(customers.get(key)?.customer) !== JSON.stringify(customer))
          customers.set(key, { lane, mark: (mark += 1), customer });
      }
    },
    customersById: async (lane, ids) =>
      new Map(
        ids.flatMap((id) => {
          const entry = customers.get(JSON.stringify([lane, id]));
          return entry === undefined ? [] : [[id, entry.customer] as const];
        }),
      ),
    customerCount: async (lane) => [...customers.values()].filter((entry) => entry.lane === lane).length,
    close: async () => undefined,
  };
};
