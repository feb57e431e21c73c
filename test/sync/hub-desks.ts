// Puts desks of different teams around one hub in one process: each sees what its people may see, over a wire the test holds in its hands.
import { createNewId } from '../../shared/kernel/ids.ts';
import { createSeeded } from '../../shared/kernel/seeded.ts';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { DESK_APPLICATION, DESK_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteDeskStore } from '../../shared/store/sqlite-desk-store.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { createEngine } from '../../shared/sync/engine.ts';
import { createLedger, type LedgerSession } from '../../shared/sync/ledger.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import type { LeaseParts } from '../../shared/sync/lease-parts.ts';
import type { Transport } from '../../shared/sync/protocol.ts';
import { rightsOf } from '../../shared/sync/rights.ts';
import { transportTrouble } from '../../shared/sync/trouble.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import { createTimers, digest, LANE, NOON, says, type DeskBench, type World } from './desks.ts';
import { TEAMS } from './writers.ts';

export type Office = World & {
  /** By device: who has proved himself there. */
  readonly bound: Map<string, readonly string[]>;
  readonly revoked: Set<string>;
  /** By device: who had proved himself there and is nobody's colleague any more. */
  readonly left: Map<string, readonly string[]>;
  /** Whether the hub had no word of any workstation at that time. */
  readonly silence: { from: number; until: number };
  readonly seat: (device: string) => LedgerSession;
  /** Of every new desk. */
  readonly newStore: () => DeskStore;
};

/** What a desk may keep its part of a lane in. */
export const DESK_STORES: readonly (readonly [string, () => DeskStore])[] = [
  ['memory', createMemoryDeskStore],
  ['SQLite', () => createSqliteDeskStore(openSqlite('memory', DESK_APPLICATION, DESK_MIGRATIONS).handle)],
];

type OfficeSetup = {
  readonly newStore?: () => DeskStore;
  readonly store?: LedgerStore;
  readonly seed?: number;
  readonly hub?: string;
  readonly clock?: { now: number };
  readonly policy?: Policy;
};

/** With a pack that shows cases to teams only. */
export const createOffice = async ({
  newStore = createMemoryDeskStore,
  store = createMemoryLedgerStore(),
  seed = 7,
  hub = 'hub-1',
  clock = { now: NOON },
  policy = TEAMS,
}: OfficeSetup = {}): Promise<Office> => {
  const seeded = createSeeded(seed);
  const random = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => seeded.whole(0, 255));
  const newEpoch = createNewId(() => clock.now, random);
  const ledger = createLedger({ store, clock: () => clock.now, digest, newEpoch, hub });
  const published = await ledger.publishPack(policy.pack);
  if (!published.ok) throw new Error(JSON.stringify(published.refusal));
  const bound = new Map<string, readonly string[]>();
  const revoked = new Set<string>();
  const left = new Map<string, readonly string[]>();
  const silence = { from: 0, until: 0 };
  const peopleOf = (device: string): readonly string[] => bound.get(device) ?? [];
  const seat = (device: string): LedgerSession =>
    ledger.as({
      device,
      rights: (lane) => (lane === LANE && !revoked.has(device) ? rightsOf(peopleOf(device), policy, clock.now, digest) : null),
      admits: (_lane, actor) => (revoked.has(device) ? 'device-revoked' : peopleOf(device).includes(actor) ? null : 'not-signed-in-here'),
      believes: (_lane, actor) => left.get(device)?.includes(actor) === true,
      wasCut: (at) => at > silence.from && at < silence.until,
    });
  return { clock, random, ledgerStore: store, ledger, bound, revoked, left, silence, seat, newStore };
};

export type HubDesk = DeskBench & {
  readonly device: string;
  /** What was asked of the hub, in order. */
  readonly asked: string[];
  /** Answers nothing while set, as a dead line does. */
  readonly line: { isDead: boolean };
  /** Wakes the desk as the hub would. */
  readonly wake: () => void;
};

type DeskSetup = {
  readonly store?: DeskStore;
  readonly wire?: (transport: Transport) => Transport;
  readonly device?: string;
  readonly leases?: LeaseParts;
};

export const createHubDesk = (
  office: Office,
  people: readonly string[],
  { store = office.newStore(), wire = (same) => same, device, leases }: DeskSetup = {},
): HubDesk => {
  const clock = (): number => office.clock.now;
  const newId = createNewId(clock, office.random);
  const own = device ?? store.setting('device') ?? newId();
  store.transact(() => store.saveSetting('device', own));
  office.bound.set(own, people);
  const timers = createTimers();
  const asked: string[] = [];
  const line = { isDead: false };
  const listeners = new Set<(lane: string) => void>();
  const engine = createEngine({
    store,
    transport: wire(hubTransport(office, own, { asked, line, listeners })),
    clock,
    newId,
    digest,
    random: office.random,
    schedule: timers.schedule,
    ...(leases === undefined ? {} : { leases }),
  });
  return { engine, store, timers, device: own, asked, line, wake: () => listeners.forEach((listener) => listener(LANE)) };
};

type Wire = { readonly asked: string[]; readonly line: { isDead: boolean }; readonly listeners: Set<(lane: string) => void> };

/** Everything crosses the wire as text, and a locked-out workstation may only push. */
const hubTransport = (office: Office, device: string, { asked, line, listeners }: Wire): Transport => {
  const seat = office.seat(device);
  const over = <Name extends keyof Transport & keyof LedgerSession>(name: Name): Transport[Name] =>
    (async (...args: readonly unknown[]): Promise<unknown> => {
      asked.push(name);
      if (line.isDead) throw transportTrouble('unreachable', 'the line is dead');
      if (office.revoked.has(device) && name !== 'push') throw transportTrouble('device-revoked', '');
      const call = seat[name] as (...given: readonly unknown[]) => Promise<unknown>;
      const answer = await call(...(JSON.parse(JSON.stringify(args)) as unknown[]));
      return answer === undefined ? undefined : JSON.parse(JSON.stringify(answer));
    }) as unknown as Transport[Name];
  return {
    mode: 'hub',
    lanes: over('lanes'),
    hello: over('hello'),
    part: over('part'),
    push: over('push'),
    pull: over('pull'),
    inventory: over('inventory'),
    snapshots: over('snapshots'),
    histories: over('histories'),
    bodies: over('bodies'),
    publishPack: () => Promise.reject(transportTrouble('not-possible', 'packs come from the hub')),
    packs: over('packs'),
    customers: over('customers'),
    putCustomers: () => Promise.reject(transportTrouble('not-possible', 'customers come from the hub')),
    putAbsences: over('putAbsences'),
    absences: over('absences'),
    onWake: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

/** Lets the faults team in on a case. */
export const consults = (desk: DeskBench, caseId: string, team = 'stoerung', actor = 'lena'): string =>
  says(desk, 'ask-consult', caseId, { to: { team, person: null }, customerWaiting: false }, { text: 'Wisst ihr mehr?' }, actor).command;

export const casesOf = ({ store }: DeskBench): readonly string[] => store.versions(LANE, null, 9_999).map(({ caseId }) => caseId);

export const trouble = ({ engine }: DeskBench): string | null => engine.status(LANE).trouble;

/** Keeps appointments that are due at once or nearly so, and what follows from them, until none is left. */
export const settleDown = async ({ timers }: DeskBench): Promise<void> => {
  for (let turns = 0; turns < 5_000; turns += 1) {
    for (let tick = 0; tick < 50; tick += 1) await Promise.resolve();
    const index = timers.due.findIndex(({ delay }) => delay < 100);
    if (index !== -1) timers.due.splice(index, 1)[0]!.work();
    else if (turns > 20) return;
  }
};
