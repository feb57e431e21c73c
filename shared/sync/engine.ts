// Puts a desk's engine together: orders become commands, commands become facts once the ledger has ruled, and windows are told.
import type { Result } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import type { Context } from '../case/context.ts';
import type { CaseState } from '../case/state.ts';
import type { Absence } from '../policy/absence.ts';
import type { PackFaults } from '../policy/pack-fault.ts';
import type { PackInput, Person } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import type { Customer, SyncStatus } from '../views/shapes.ts';
import { createAbsenceBook } from './absence-book.ts';
import { adoptSaved, type Saved } from './adopt.ts';
import { redecide } from './derive.ts';
import { createDriver } from './driver.ts';
import { createExchange } from './exchange.ts';
import { createHistories } from './histories.ts';
import { contextOf, NOTHING_KNOWN, type Away } from './forecast.ts';
import { asideOf, createBeliefs, type Change, type EngineParts, type Inside } from './inside.ts';
import { queryOf } from './known.ts';
import { seenAway, withLeases } from './lease-facts.ts';
import { createLeaseKeeper } from './lease-keeper.ts';
import { NO_RECORD } from './lease-parts.ts';
import { createLeaseRecord } from './lease-record.ts';
import { createPolicies } from './policies.ts';
import { BATCH } from './protocol.ts';
import { createReach } from './reach.ts';
import { createRewrite } from './rewrite.ts';
import { transportTrouble } from './trouble.ts';
import { createSignsOfLife } from './signs-of-life.ts';
import { createSubmit, type Order, type Submitted } from './submit.ts';
import { tidySearch } from './tidy-search.ts';

export interface Engine {
  lanes(): readonly string[];
  /** The pack in force; null for a lane that is not kept here. */
  policy(lane: string): Policy | null;
  policyOf(lane: string, version: string): Policy | null;
  /** What `decide` would be told now if this person acted on this case; everything granted before included, that of a contract where one is named. */
  context(lane: string, state: CaseState | null, actor: Person, contract?: string | null): Context;
  /** A new number with every call; a number whose case is never opened is given again after a restart. */
  nextCaseNumber(lane: string): string;
  /** Durable when it returns. Refusals: those of `decide`, `unknown-lane`, `unknown-person`, `disk-full`; a refused order leaves no trace. */
  submit(order: Order): Result<Submitted>;
  submitMany(orders: readonly Order[]): readonly Result<Submitted>[];
  /** A spend and the decision it pays: all of them or none, see `Submit`. */
  submitAll(orders: readonly Order[]): Result<readonly Submitted[]>;
  /** Null in touch with the hub (or with a ledger of one's own); else when it was heard of last, null = nobody knows. */
  away(lane: string): Away | null;
  /** Which workstation this is, in which incarnation of its journal: whose leases it may spend. Null where it may spend none now. */
  holder(lane: string): { readonly device: string; readonly gen: number } | null;
  /** Talks to the ledger and answers when everything there was to say is said, or what keeps it: never rejects. */
  sync(lane?: string): Promise<void>;
  /** As `sync`, for somebody who waits: false where the ledger was not reached in this time; what was begun goes on. */
  reach(lane: string, within: Ms): Promise<boolean>;
  /** As `sync`, as soon as the caller has returned; a timer tries again after failures. */
  kick(lane: string): void;
  /** Of `status` what never changes: asked for every row of a list, where the rest would be counted for each. */
  readonly mode: SyncStatus['mode'];
  status(lane: string): SyncStatus;
  /** Due times follow from the pack in force: the rows are written anew beside the day's work, as `status` tells. */
  publishPack(document: PackInput): Promise<Result<{ readonly lane: string; readonly version: string }, PackFaults>>;
  /** Writes at once what is left of that: for whoever is about to compare the rows with the log. */
  finishRewriting(): void;
  putCustomers(lane: string, customers: readonly Customer[]): Promise<void>;
  /** The ledger first; rejects where it is not reached or declines (`absence-refused` with the code), and nothing is written then. */
  putAbsence(lane: string, absence: Absence): Promise<void>;
  /** After a fork: this desk goes on under a new incarnation of its journal. */
  renewJournal(lane: string): Promise<void>;
  /** Takes in commands that were saved from a damaged store; what the ledger knows already is not done twice. */
  adopt(saved: Saved): void;
  /** Somebody else wrote the store (a rebuild): whatever is at hand is read again. */
  forget(): void;
  subscribe(listener: (change: Change) => void): () => void;
  /** Ends timers and conversations; the store stays open for its owner to close. */
  stop(): Promise<void>;
  /** Lets everybody else have his turn: for one action over many cases. */
  breathe(): Promise<void>;
  /** Somebody looks at a case whose earlier events have not come yet: they come next. Costs nothing where all are here. */
  wantHistory(lane: string, caseId: string): void;
  /** Fetches at once every earlier event that is still missing; rejects where the hub is not reached. */
  fillHistories(lane: string): Promise<void>;
}

const DEVICE = 'device';

/** Not a lane: the look for lanes that this desk has rights in by now. */
const LOOKOUT = '';

export const createEngine = (parts: EngineParts): Engine => {
  const { store, transport, clock, newId, random, schedule } = parts;
  const listeners = new Set<(change: Change) => void>();
  const heard = new Map<string, number>();
  const tell = (change: Change): void => listeners.forEach((listener) => listener(change));
  const policies = createPolicies();
  policies.add(store.packs());
  const bare: Inside = {
    ...parts,
    policies,
    rowsBy: new Map(),
    device: deviceOf(store, newId),
    beliefs: createBeliefs(store),
    seen: new Map(),
    absences: createAbsenceBook(store),
    marks: new Map(),
    packMarks: new Map(),
    arriving: new Map(),
    heard: new Map(),
    aside: new Map(),
    placed: new Map(),
    leaseRecord: NO_RECORD,
    tell,
  };
  const { leases } = parts;
  const inside: Inside = { ...bare, leaseRecord: leases === undefined ? NO_RECORD : createLeaseRecord({ ...bare, leases }) };
  const submit = createSubmit(inside);
  const rewrite = createRewrite(inside);
  const histories = createHistories(inside);
  const keeper = createLeaseKeeper(inside, submit);
  const life = createSignsOfLife(inside);
  const exchange = createExchange(inside, submit.forgetHeads, rewrite.look);
  const isHub = transport.mode === 'hub';

  /** Lanes may come with every sign-in, and a desk that has none yet asks again as one that has. */
  const lookOut = async (): Promise<{ readonly trouble: null }> => {
    const known = new Set(policies.lanes());
    for (const lane of await transport.lanes()) if (!known.has(lane) && !driver.knows(lane)) driver.kick(lane);
    return { trouble: null };
  };
  const driver = createDriver({
    schedule,
    onTrouble: (lane) => (lane === LOOKOUT ? undefined : tell({ type: 'changed', lane, cases: [], topics: ['sync'] })),
    jitter: () => random(1)[0]! / 255,
    talk: async (lane) => {
      if (lane === LOOKOUT) return lookOut();
      // A pack's first day comes with the night, whether anybody is reached or not.
      rewrite.look(lane);
      if (inside.leaseRecord.ready(lane)) submit.forgetHeads();
      const done = await exchange.run(lane);
      heard.set(lane, clock());
      life.note(lane, done.trouble);
      // A pack may have come with the conversation.
      rewrite.look(lane);
      histories.look(lane);
      await tidySearch(inside);
      if (done.trouble === null && keeper.look(lane)) driver.kick(lane);
      return done;
    },
  });
  // Only a sign that there is something to ask for: data never travels this way.
  const deafen = transport.onWake?.((lane) => driver.kick(lane)) ?? (() => undefined);

  const arrivingAt = (lane: string): Pick<SyncStatus, 'arriving'> => {
    const list = inside.arriving.get(lane);
    if (list !== undefined) return { arriving: { what: 'list', ...list } };
    const history = histories.progress(lane);
    return history === null ? {} : { arriving: { what: 'history', ...history } };
  };

  const syncLane = (lane: string): Promise<void> => driver.now(lane);

  return {
    ...submit,
    lanes: policies.lanes,
    policy: (lane) => policies.current(lane, clock()),
    policyOf: policies.version,
    context: (lane, state, actor, contract = null) => {
      const policy = policies.current(lane, clock());
      if (policy === null) throw new Error(`no pack for ${lane}`);
      const now = clock();
      const customer = state?.customer ?? null;
      const asked = { lane, caseId: state?.id ?? '', state, customer, contract, actor, now, policy };
      return contextOf(
        actor,
        now,
        policy,
        customer === null ? null : store.customer(lane, customer),
        {
          facts: state === null ? NOTHING_KNOWN.facts : withLeases(inside, store.facts(queryOf(asked)), asked),
          absences: inside.absences.of(lane),
        },
        seenAway(store, life.away(lane, driver.trouble(lane)), asked),
      );
    },
    away: (lane) => life.away(lane, driver.trouble(lane)),
    holder: (lane) => (inside.leaseRecord.isKept(lane) ? { device: inside.device, gen: store.journalHead(lane).gen } : null),
    sync: async (lane) => {
      if (lane === undefined && isHub) await driver.now(LOOKOUT);
      const lanes = lane === undefined ? new Set([...policies.lanes(), ...(await reachableLanes(inside))]) : [lane];
      for (const each of lanes) await syncLane(each);
    },
    reach: createReach(schedule, syncLane, driver.trouble),
    kick: driver.kick,
    mode: transport.mode,
    status: (lane) => ({
      mode: transport.mode,
      waiting: store.outboxCount(lane),
      unconfirmed: 0,
      refused: store.refused(lane, null).length,
      position: store.head(lane).position,
      lastHeard: isHub ? life.lastHeard(lane) : (heard.get(lane) ?? null),
      trouble: driver.trouble(lane),
      ...arrivingAt(lane),
      ...(isHub && asideOf(inside, lane).size > 0 ? { aside: asideOf(inside, lane).size } : {}),
      ...rewrite.progress(lane),
    }),
    finishRewriting: rewrite.finish,
    publishPack: async (document) => {
      const published = await transport.publishPack(document);
      if (!published.ok) return published;
      const { lane } = published.value;
      const packs = await transport.packs(lane);
      store.transact(() => packs.forEach((pack) => store.savePack(lane, pack.version, pack.document, pack.at)));
      policies.add(packs);
      rewrite.look(lane);
      tell({ type: 'changed', lane, cases: [], topics: ['pack', 'queue', 'lead', 'case', 'alerts'] });
      return published;
    },
    putCustomers: async (lane, customers) => {
      for (let from = 0; from < customers.length; from += BATCH) {
        const page = customers.slice(from, from + BATCH);
        // The ledger first: what the desk knows, the ruling must know too.
        await transport.putCustomers(lane, page);
        store.transact(() => store.putCustomers(lane, page));
      }
      tell({ type: 'changed', lane, cases: redecide(inside, lane), topics: ['queue', 'case'] });
    },
    putAbsence: async (lane, absence) => {
      const [declined] = await transport.putAbsences(lane, [absence]);
      if (declined !== undefined) throw transportTrouble('absence-refused', declined.code);
      store.transact(() => store.putAbsences([absence]));
      inside.absences.clear();
      tell({ type: 'changed', lane, cases: redecide(inside, lane), topics: ['absence', 'lead', 'case', 'alerts'] });
    },
    renewJournal: async (lane) => {
      await exchange.renew(lane);
      await syncLane(lane);
    },
    adopt: (saved) => {
      adoptSaved(inside, saved);
      submit.forgetHeads();
    },
    forget: () => {
      inside.beliefs.clear();
      inside.seen.clear();
      inside.absences.clear();
      inside.aside.clear();
      inside.placed.clear();
      submit.forgetHeads();
    },
    wantHistory: histories.want,
    fillHistories: histories.fill,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    breathe: () => new Promise((resolve) => void schedule(0, () => resolve())),
    stop: () => {
      deafen();
      rewrite.stop();
      histories.stop();
      return driver.stop();
    },
  };
};

/** The device's name, made once and kept with the folder. */
const deviceOf = (store: EngineParts['store'], newId: EngineParts['newId']): string => {
  const known = store.setting(DEVICE);
  if (known !== null) return known;
  const device = newId();
  store.transact(() => store.saveSetting(DEVICE, device));
  return device;
};

/** Lanes the ledger keeps and this desk may not know yet; an unreachable ledger adds none. */
const reachableLanes = async ({ transport }: Inside): Promise<readonly string[]> => {
  try {
    return await transport.lanes();
  } catch {
    // Each lane's own conversation will meet the same wall and say so in its status.
    return [];
  }
};
