// Watches a simulated world while it runs: what the hub has told once it never unsays, and nobody is told what is none of his business.
import type { CaseEvent, Confirmed } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import type { CaseDigest } from '../../shared/store/desk-store.ts';
import type { LedgerSession } from '../../shared/sync/ledger.ts';
import type { Histories, InventoryPage, Page, Snapshot } from '../../shared/sync/protocol.ts';
import { tagsOf, type Rights } from '../../shared/sync/rights.ts';
import type { Desk } from './desks.ts';
import type { Office } from './office.ts';

export type Broken = { readonly rule: string; readonly what: string };

export interface Witness {
  /** Reads the hub's log and compares it with what it was before; judges the answers since. */
  look(): Promise<void>;
  /** The database was set back: another log may follow. */
  setBack(): void;
  wasSetBack(): boolean;
  answer(device: string, name: keyof LedgerSession, answer: unknown, before: Rights | null): void;
  /** What a desk holds and says at this moment. */
  visit(desk: Desk): void;
  log(): readonly Confirmed[];
  state(caseId: string): CaseState | null;
  caseIds(): readonly string[];
  /** By what the log says, not by what the hub wrote down beside it. `beyond`: closed too long ago to be listed; whoever has it may still. */
  reach(rights: Rights | null, caseId: string): 'none' | 'beyond' | 'whole';
  broken(): readonly Broken[];
}

const ALL = 1_000_000;
/** A page may be asked for twice before its sign of life is looked at. */
const LATE = 30_000;

/** `name` and `answer`: judged at the next look, when it is known which case the words in it belong to. */
type Told = {
  readonly device: string;
  readonly rights: readonly (Rights | null)[];
  readonly name: keyof LedgerSession;
  readonly answer: unknown;
};

export const createWitness = ({ lane, store, office }: { lane: string; store: () => LedgerStore; office: Office }): Witness => {
  const broken: Broken[] = [];
  let epoch = '';
  let log: readonly Confirmed[] = [];
  const met = new Set<string>();
  // After it was set back unnoticed, the log may differ under an old name until somebody notices.
  let doubted: ReadonlySet<string> = new Set();
  const isSure = (): boolean => !doubted.has(epoch);
  let states = new Map<string, CaseState>();
  let audiences = new Map<string, Set<string>>();
  let owners = new Map<string, string>();
  let told: Told[] = [];

  const fold = (entries: readonly Confirmed[]): void => {
    for (const { event } of entries) {
      const state = evolve(states.get(event.caseId) ?? null, event);
      states.set(event.caseId, state);
      const audience = audiences.get(event.caseId) ?? new Set<string>();
      tagsOf(state).forEach((tag) => audience.add(tag));
      audiences.set(event.caseId, audience);
      if (event.body !== null) owners.set(event.body, event.caseId);
    }
  };

  const begin = (): void => {
    states = new Map();
    audiences = new Map();
    owners = new Map();
  };

  const reach: Witness['reach'] = (rights, caseId) => {
    const state = states.get(caseId);
    if (rights === null || state === undefined) return 'none';
    if (rights.tags !== null && !rights.tags.some((tag) => audiences.get(caseId)!.has(tag))) return 'none';
    const isOld = rights.closedSince !== null && state.phase === 'closed' && (state.closedAt ?? 0) < rights.closedSince;
    return isOld ? 'beyond' : 'whole';
  };

  const judge = ({ device, rights, name, answer }: Told): void => {
    const { cases, digests } = casesIn(name, answer, owners);
    for (const caseId of cases)
      if (states.has(caseId) && !rights.some((right) => reach(right, caseId) !== 'none'))
        broken.push({ rule: 'I9', what: `${device} was told of ${caseId}, which it may not see` });
    const words = digests.length === 0 ? '' : JSON.stringify(digests);
    for (const caseId of states.keys())
      if (words.includes(caseId)) broken.push({ rule: 'I9', what: `${device} was told the name of ${caseId} in a digest` });
  };

  return {
    look: async () => {
      const head = await store().head(lane);
      if (head === null) return;
      const now = await store().events(lane, 0, ALL);
      const kept = head.epoch === epoch ? log.length : ((await store().epochs(lane)).find((one) => one.epoch === head.epoch)?.from ?? 0);
      const at = log.slice(0, kept).findIndex(({ event }, index) => now[index]?.event.id !== event.id);
      if (at !== -1) broken.push({ rule: 'I11', what: `position ${at + 1} holds another event than before` });
      const goesOn = head.epoch === epoch && now.length >= log.length && now[log.length - 1]?.event.id === log.at(-1)?.event.id;
      if (!goesOn) begin();
      fold(goesOn ? now.slice(log.length) : now);
      epoch = head.epoch;
      met.add(epoch);
      log = now;
      told.forEach(judge);
      told = [];
    },
    wasSetBack: () => doubted.size > 0,
    setBack: () => {
      doubted = new Set(met);
      epoch = '';
      log = [];
      told = [];
      begin();
    },
    answer: (device, name, answer, before) => {
      if (TELLING.has(name)) told.push({ device, rights: [before, office.rights(device)], name, answer });
    },
    visit: (desk) => {
      const { name, store: disk, engine, heardAt } = desk;
      const { lastHeard, waiting } = engine.status(lane);
      if (lastHeard !== null && !heardAt.some((at) => Math.abs(lastHeard - at) <= LATE))
        broken.push({
          rule: 'I14',
          what: `${name} says it heard from the hub at ${lastHeard}, the last sign of life came at ${heardAt.at(-1)}`,
        });
      if (waiting !== disk.outboxCount(lane)) broken.push({ rule: 'I14', what: `${name} says that ${waiting} commands wait` });
      if (!isSure() || disk.head(lane).epoch !== epoch) return;
      const byCase = Map.groupBy(log, ({ event }) => event.caseId);
      for (const caseId of disk.caseIds(lane, null, ALL)) {
        const theirs = byCase.get(caseId) ?? [];
        for (const { event, version } of disk.eventsOf(caseId))
          if (version <= theirs.length && theirs[version - 1]!.event.id !== event.id)
            return void broken.push({ rule: 'I3', what: `${name}: ${caseId} has another event at version ${version}` });
      }
    },
    log: () => log,
    state: (caseId) => states.get(caseId) ?? null,
    caseIds: () => [...states.keys()],
    reach,
    broken: () => broken,
  };
};

type Named = { readonly cases: readonly string[]; readonly digests: readonly CaseDigest[] };
/** The answers that tell of cases. */
const TELLING: ReadonlySet<keyof LedgerSession> = new Set<keyof LedgerSession>(['pull', 'inventory', 'snapshots', 'histories', 'bodies']);
const eventCases = (events: readonly { readonly event: Pick<CaseEvent, 'caseId'> }[]): readonly string[] => [
  ...new Set(events.map(({ event }) => event.caseId)),
];

const casesIn = (name: keyof LedgerSession, answer: unknown, owners: ReadonlyMap<string, string>): Named => {
  if (name === 'pull') {
    const { events, digests } = answer as Page;
    return { cases: eventCases(events), digests };
  }
  if (name === 'inventory') {
    const { cases, digests } = answer as InventoryPage;
    return { cases: cases.map(({ caseId }) => caseId), digests };
  }
  if (name === 'snapshots') return { cases: (answer as readonly Snapshot[]).map(({ caseId }) => caseId), digests: [] };
  if (name === 'histories') return { cases: eventCases((answer as Histories).events), digests: [] };
  return { cases: (answer as readonly { hash: string }[]).flatMap(({ hash }) => owners.get(hash) ?? []), digests: [] };
};
