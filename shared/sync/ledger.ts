// Settles what desks send: one lane at a time, in order, each command exactly once, with a durable verdict for every one.
import type { Digest } from '../kernel/ids.ts';
import { ok, refuse, type Result } from '../kernel/result.ts';
import type { Clock } from '../kernel/time.ts';
import type { Body } from '../case/commands.ts';
import type { Confirmed } from '../case/events.ts';
import { grantsOf } from '../case/grants.ts';
import type { CaseState } from '../case/state.ts';
import type { Absence } from '../policy/absence.ts';
import type { PackFaults } from '../policy/pack-fault.ts';
import type { Outcome } from '../store/desk-store.ts';
import type { JournalKey, LaneHold, LedgerJournal, LedgerStore, Settled, StoredPack } from '../store/ledger-store.ts';
import type { Customer } from '../views/shapes.ts';
import { NOTHING_KNOWN } from './forecast.ts';
import { judge, readCommand, type Bench } from './judge.ts';
import { asksFacts, createGrantBook, inOrder, queryOf, type GrantBook } from './known.ts';
import { createPolicies, checkPack } from './policies.ts';
import {
  BATCH,
  bodyHash,
  entryHash,
  EVERYTHING,
  OLDEST_PROTOCOL,
  PROTOCOL,
  pushSchema,
  type AbsencePage,
  type Cursor,
  type CustomerPage,
  type Greeting,
  type Histories,
  type InventoryPage,
  type Page,
  type Push,
  type PushAnswer,
  type PushEntry,
  type Snapshot,
} from './protocol.ts';
import { TRUSTED, type Caller } from './rights.ts';
import { createTurns } from './turns.ts';

/** The ledger as one caller sees it: every answer is cut to the rights his session has now. */
export interface LedgerSession {
  lanes(): Promise<readonly string[]>;
  /** Null for a lane that is not kept, or in which the caller has no rights. */
  hello(key: JournalKey, cursor: Cursor): Promise<Greeting | null>;
  /** Begins a new epoch of the lane after `common`, where the cursor really does not fit; else nothing. */
  part(lane: string, cursor: Cursor, common: number): Promise<void>;
  /** Takes anything: what is no push is answered `bad-frame`. */
  push(frame: unknown): Promise<PushAnswer>;
  pull(lane: string, cursor: Cursor): Promise<Page>;
  inventory(lane: string, after: string | null): Promise<InventoryPage>;
  snapshots(lane: string, cases: readonly string[]): Promise<readonly Snapshot[]>;
  histories(lane: string, cases: readonly { readonly caseId: string; readonly after: number }[]): Promise<Histories>;
  bodies(lane: string, hashes: readonly string[]): Promise<readonly Body[]>;
  publishPack(document: unknown): Promise<Result<{ readonly lane: string; readonly version: string }, PackFaults>>;
  packs(lane: string): Promise<readonly StoredPack[]>;
  customers(lane: string, afterMark: number): Promise<CustomerPage>;
  putCustomers(lane: string, customers: readonly Customer[]): Promise<void>;
  putAbsences(lane: string, absences: readonly Absence[]): Promise<void>;
  absences(lane: string): Promise<AbsencePage>;
}

/** The methods of the ledger itself are those of a caller in the same process, who may do everything. */
export interface Ledger extends LedgerSession {
  as(caller: Caller): LedgerSession;
}

/** `newEpoch` gives a random nonce: two ledgers, or one before and after a restore, never share it (sync.md §2.7). */
export type LedgerParts = {
  readonly store: LedgerStore;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly newEpoch: () => string;
  /** Names the ledger for ever, also over restores; a desk that meets another one stops and asks. */
  readonly hub?: string;
  /** This process's hold on a lane, asked before every append; left out where nobody divides lanes. Null: not ours now. */
  readonly fence?: (lane: string) => LaneHold | null;
  /** Called after every append, so that those who listen wake up. */
  readonly onAppend?: (lane: string, position: number) => void;
  /** Rules on a command in another way: for measuring without ruling, and for showing what happens without it. */
  readonly judge?: typeof judge;
};

export const createLedger = ({ store, clock, digest, newEpoch, judge: rule = judge }: LedgerParts): Ledger => {
  const policies = createPolicies();
  const inTurn = createTurns();
  let loaded: Promise<void> | null = null;
  const load = (): Promise<void> => (loaded ??= store.packs().then((packs) => policies.add(packs)));

  const settle = async (push: Push): Promise<PushAnswer> => {
    const key = { lane: push.lane, device: push.device, gen: push.gen };
    const head = await store.head(push.lane);
    if (head === null) return refuse('unknown-lane', { lane: push.lane });
    const badBody = push.bodies.find(({ hash, salt, text }) => bodyHash(digest, salt, text) !== hash);
    if (badBody !== undefined) return refuse('bad-body', { hash: badBody.hash });
    const broken = brokenEntry(push, digest);
    if (broken !== null) return refuse('bad-hash', { dseq: broken });

    const journal = await store.journal(key);
    if (journal?.frozen) return refuse('journal-frozen', { dseq: journal.dseq });
    const begun = journal ?? { gen: push.gen, dseq: 0, hash: '', frozen: false };
    if (push.entries[0]!.dseq > begun.dseq + 1) return refuse('journal-behind', { dseq: begun.dseq, hash: begun.hash });
    const known = await readKnown(store, key, push, begun);
    const fork = forkOf(push, begun, known);
    if (fork !== null) {
      await store.recordFork({ key, ...fork, at: clock() });
      return refuse('journal-forked', { dseq: fork.dseq });
    }
    return settleNew(push, key, begun, head.position, known);
  };

  const settleNew = async (
    push: Push,
    key: JournalKey,
    journal: LedgerJournal,
    expected: number,
    known: readonly Settled[],
  ): Promise<PushAnswer> => {
    const fresh = push.entries.filter(({ dseq }) => dseq > journal.dseq);
    const already = known.map(({ outcome }) => outcome);
    if (fresh.length === 0) return ok({ verdicts: already, journal, position: expected });
    const docket = await prepare(store, policies, push, fresh, clock());
    const events: Confirmed[] = [];
    const touched = new Map<string, CaseState>();
    const settled: Settled[] = [];
    for (const entry of fresh) {
      const outcome = await ruleOn(entry, docket, rule, (confirmed, state) => {
        events.push(...confirmed.map((part, index) => ({ ...part, position: expected + events.length + index + 1 })));
        touched.set(state.id, state);
      });
      settled.push({ outcome, key, hash: entry.hash, text: entry.text });
    }
    const written = await store.append({
      lane: push.lane,
      expected,
      events,
      states: [...touched.values()],
      grants: docket.book.granted().filter(({ caseId }) => touched.has(caseId)),
      settled,
      bodies: push.bodies.map(({ caseId, ...body }) => ({ caseId, body })),
    });
    if (!written) return refuse('lane-moved', { lane: push.lane });
    const last = fresh.at(-1)!;
    return ok({
      verdicts: [...already, ...settled.map(({ outcome }) => outcome)],
      journal: { gen: push.gen, dseq: last.dseq, hash: last.hash, frozen: false },
      position: expected + events.length,
    });
  };

  const session = (_caller: Caller): LedgerSession => ({
    lanes: async () => {
      await load();
      return store.lanes();
    },
    hello: async (key, cursor) => {
      await load();
      const head = await store.head(key.lane);
      if (head === null) return null;
      const [journal, newestGen, packs, customers] = await Promise.all([
        store.journal(key),
        store.newestGen(key.lane, key.device),
        store.packs(),
        store.customerCount(key.lane),
      ]);
      return {
        ...head,
        protocol: PROTOCOL,
        oldest: OLDEST_PROTOCOL,
        hub: '',
        epochs: [{ epoch: head.epoch, from: 0 }],
        agrees: cursor.epoch === head.epoch && cursor.position <= head.position,
        scope: EVERYTHING,
        journal,
        newestGen,
        packs: packs.filter(({ lane }) => lane === key.lane).map(({ version }) => version),
        customers,
      };
    },
    push: async (frame) => {
      await load();
      const read = pushSchema.safeParse(frame);
      if (!read.success) return refuse('bad-frame', { path: read.error.issues[0]?.path.join('.') ?? '' });
      return inTurn(read.data.lane, () => settle(read.data));
    },
    part: async () => undefined,
    pull: async (lane, cursor) => {
      const events = await store.events(lane, cursor.position, BATCH);
      const last = events.at(-1);
      return {
        again: false,
        events,
        position: last?.position ?? cursor.position,
        anchor: last?.event.id ?? cursor.anchor,
        more: events.length === BATCH,
        digests: [],
        absences: await store.absenceMark(lane),
        customers: 0,
        packs: 0,
        canary: null,
      };
    },
    inventory: async () => ({ epoch: '', scope: EVERYTHING, position: 0, anchor: '', cases: [], digests: [], next: null }),
    snapshots: async () => [],
    histories: async () => ({ events: [], bodies: [], more: [] }),
    customers: async () => ({ mark: 0, more: false, customers: [] }),
    bodies: (lane, hashes) => store.bodies(lane, hashes),
    publishPack: async (document) => {
      await load();
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
    packs: async (lane) => (await store.packs()).filter((pack) => pack.lane === lane),
    putCustomers: (lane, customers) => store.putCustomers(lane, customers),
    putAbsences: (lane, absences) => store.putAbsences(absences.filter((entry) => entry.lane === lane)),
    absences: async (lane) => {
      // The mark first: whoever writes between the two moves it, and is asked for again.
      const mark = await store.absenceMark(lane);
      return { mark, entries: await store.absences(lane) };
    },
  });
  return { ...session(TRUSTED), as: session };
};

/** The first entry out of number or whose hash does not cover its bytes and what came before. */
const brokenEntry = (push: Push, digest: Digest): number | null => {
  let prev = push.prev;
  const first = push.entries[0]!.dseq;
  for (const [index, { dseq, hash, text }] of push.entries.entries()) {
    if (dseq !== first + index || entryHash(digest, push, dseq, prev, text) !== hash) return dseq;
    prev = hash;
  }
  return null;
};

/** What was settled before of the numbers that are sent again. */
const readKnown = async (store: LedgerStore, key: JournalKey, push: Push, journal: LedgerJournal): Promise<readonly Settled[]> => {
  const first = push.entries[0]!.dseq;
  if (first > journal.dseq) return [];
  return store.settledAfter(key, first - 1, Math.min(push.entries.length, journal.dseq - first + 1));
};

/** The first entry that tells another history: another hash under a settled number, or a chain that hangs on another past. */
const forkOf = (push: Push, journal: LedgerJournal, known: readonly Settled[]): { dseq: number; hash: string; text: string } | null => {
  const hashes = new Map(known.map(({ outcome, hash }) => [outcome.dseq, hash]));
  const other = push.entries.find(({ dseq, hash }) => hashes.has(dseq) && hashes.get(dseq) !== hash);
  const first = push.entries[0]!;
  const loose = first.dseq === journal.dseq + 1 && push.prev !== journal.hash ? first : undefined;
  const found = other ?? loose;
  return found === undefined ? null : { dseq: found.dseq, hash: found.hash, text: found.text };
};

type Docket = {
  readonly lane: string;
  readonly book: GrantBook;
  readonly bench: Bench;
  readonly states: Map<string, CaseState>;
  readonly commands: ReadonlyMap<number, ReturnType<typeof readCommand>>;
  readonly earlier: Map<string, Outcome>;
  readonly bodies: ReadonlyMap<string, Body>;
};

/** Everything the ruling of a push will ask, read before it begins. */
const prepare = async (
  store: LedgerStore,
  policies: Bench['policies'],
  push: Push,
  fresh: readonly PushEntry[],
  now: number,
): Promise<Docket> => {
  const commands = new Map(fresh.map(({ dseq, text }) => [dseq, readCommand(push.lane, text)] as const));
  const readable = [...commands.values()].flatMap((read) => (read.ok ? [read.value] : []));
  const states = new Map(await store.states([...new Set(readable.map(({ caseId }) => caseId))]));
  const customerIds = [...readable.map((command) => customerOf(command, null)), ...[...states.values()].map(({ customer }) => customer)];
  const customers = await store.customersById(push.lane, [...new Set(customerIds.filter((customer) => customer !== null))]);
  const settled = await store.settledCommands(
    push.lane,
    readable.map((command) => command.id),
  );
  const book = createGrantBook();
  const absences = await store.absences(push.lane);
  const known: Bench['known'] = async (command, asked) => {
    if (!asksFacts(command)) return { ...NOTHING_KNOWN, absences };
    const query = queryOf(asked);
    return { facts: inOrder(book.amend(await store.facts(query), query), query, asked.now), absences };
  };
  return {
    lane: push.lane,
    book,
    bench: { policies, now, customer: (_lane, customer) => customers.get(customer) ?? null, known },
    states,
    commands,
    earlier: new Map([...settled].map(([command, { outcome }]) => [command, outcome])),
    bodies: new Map(push.bodies.map((body) => [body.hash, body])),
  };
};

const customerOf = (command: { readonly data: object }, state: CaseState | null): string | null =>
  ('customer' in command.data && typeof command.data.customer === 'string' ? command.data.customer : null) ?? state?.customer ?? null;

type Accept = (events: readonly Omit<Confirmed, 'position'>[], state: CaseState) => void;

/** The outcome of one entry; accepted events are handed over in their versions, positions come from the lane. */
const ruleOn = async (entry: PushEntry, docket: Docket, rule: typeof judge, accept: Accept): Promise<Outcome> => {
  const { lane, bench } = docket;
  const read = docket.commands.get(entry.dseq)!;
  if (!read.ok)
    return { command: `unreadable:${entry.hash}`, lane, dseq: entry.dseq, verdict: 'refused', refusal: read.refusal, at: bench.now };
  const command = read.value;
  const before = docket.earlier.get(command.id);
  // The same command under a new number (a renewed journal) is not decided twice.
  if (before !== undefined) return { ...before, dseq: entry.dseq };
  const state = docket.states.get(command.caseId) ?? null;
  const ruling = await rule(command, state, command.body === null ? null : (docket.bodies.get(command.body) ?? null), bench);
  if (ruling.state !== null && ruling.events.length > 0) {
    const version = state?.version ?? 0;
    const zone = bench.policies.current(lane, bench.now)!.pack.principal.zone;
    docket.book.note(command.caseId, state === null ? [] : grantsOf(state, zone), grantsOf(ruling.state, zone));
    docket.states.set(command.caseId, ruling.state);
    accept(
      ruling.events.map((event, index) => ({ event, version: version + index + 1, recordedAt: bench.now, flag: ruling.flag })),
      ruling.state,
    );
  }
  const outcome = { command: command.id, lane, dseq: entry.dseq, verdict: ruling.verdict, refusal: ruling.refusal, at: bench.now };
  docket.earlier.set(command.id, outcome);
  return outcome;
};
