// Holds everything that ruling on a group of pushes asks, read before it begins, and what each ruling changes for those after it.
import type { Refusal } from '../kernel/result.ts';
import { whenThere, type Soon } from '../kernel/soon.ts';
import type { Clock } from '../kernel/time.ts';
import type { Body, Command } from '../case/commands.ts';
import { isBudgetVerb } from '../case/decide-budget.ts';
import type { Confirmed } from '../case/events.ts';
import { HARMLESS } from '../case/flag-review.ts';
import { grantsOf } from '../case/grants.ts';
import type { CaseState } from '../case/state.ts';
import { phoneFileId } from '../case/telephone-code.ts';
import type { Grant } from '../policy/authority-types.ts';
import type { Outcome } from '../store/desk-store.ts';
import type { LedgerAppend, LedgerStore } from '../store/ledger-store.ts';
import { NOTHING_KNOWN } from './forecast.ts';
import { budgetFacts, drawnFor, drawsOf, epochSince, isUnheard, paidFor, successionAt, type Moved } from './hub-money.ts';
import { readCommand, type Bench, type Hashes, type Judge, type Paid, type Ruling } from './judge.ts';
import { asksFacts, createGrantBook, inOrder, queryOf, type GrantBook } from './known.ts';
import type { Policies } from './policies.ts';
import type { PushEntry } from './protocol.ts';
import { tagsOf, type Caller } from './rights.ts';

export type Docket = {
  readonly lane: string;
  readonly bench: Bench;
  readonly states: Map<string, CaseState>;
  readonly commands: ReadonlyMap<PushEntry, ReturnType<typeof readCommand>>;
  readonly earlier: Map<string, Outcome>;
  /** What this group spent and gave back of shared budgets. */
  readonly moved: Moved[];
  /** A ruling changed a case: what stands here counts for every ruling after it. */
  readonly note: (before: CaseState | null, ruled: CaseState) => void;
  readonly touched: () => readonly CaseState[];
  readonly granted: () => readonly Grant[];
  readonly audience: () => NonNullable<LedgerAppend['audience']>;
};

export type Reading = {
  readonly store: LedgerStore;
  /** Of whichever lane, as they stand at the head that is written on. */
  readonly states: (caseIds: readonly string[]) => Promise<ReadonlyMap<string, CaseState>>;
  readonly policies: Policies;
  readonly clock: Clock;
  /** Of the lane's log. */
  readonly epoch: string;
  /** Reads packs again when somebody works by one that is not known here; others may have published it. */
  readonly learnPacks: () => Promise<void>;
};

/** Reads once for the whole group: the cases, their customers, who is away, and what was settled before under another number. */
export const createDocket = async (
  { store, states: readStates, policies, clock, epoch, learnPacks }: Reading,
  lane: string,
  pushes: readonly { readonly fresh: readonly PushEntry[]; readonly sent: Hashes }[],
): Promise<Docket> => {
  const commands = new Map<PushEntry, ReturnType<typeof readCommand>>();
  const readable: Command[] = [];
  for (const { fresh, sent } of pushes)
    for (const entry of fresh) {
      const read = readCommand(lane, entry.text, sent);
      commands.set(entry, read);
      if (read.ok) readable.push(read.value);
    }
  if (readable.some(({ pack }) => policies.version(lane, pack) === null)) await learnPacks();
  const caseIds = new Set<string>();
  for (const command of readable) {
    caseIds.add(command.caseId);
    for (const call of callsOf(command)) caseIds.add(call);
  }
  const [cases, settled, absences] = await Promise.all([
    readStates([...caseIds]),
    store.settledCommands(
      lane,
      readable.map((command) => command.id),
    ),
    store.absences(lane),
  ]);
  const states = new Map(cases);
  const customerIds = new Set<string | null>();
  for (const { data } of readable) customerIds.add(customerIn(data));
  for (const { customer } of states.values()) customerIds.add(customer);
  const customers = await store.customersById(
    lane,
    [...customerIds].filter((customer) => customer !== null),
  );
  const book = createGrantBook();
  const nothing = { ...NOTHING_KNOWN, absences };
  const known: Bench['known'] = (command, asked) => {
    if (!asksFacts(command)) return nothing;
    const query = queryOf(asked);
    return store.facts(query).then((facts) => ({ facts: inOrder(book.amend(facts, query), query, asked.now), absences }));
  };
  const now = clock();
  const earlier = new Map([...settled].map(([command, { outcome }]) => [command, outcome]));
  const moved: Moved[] = [];
  const stateOf = async (caseId: string): Promise<CaseState | undefined> => states.get(caseId) ?? (await readStates([caseId])).get(caseId);
  const hub: Bench['hub'] = async (command, device) => {
    const was = command.type === 'thaw-lease' && device !== null ? command.data.was : null;
    const journal = was === null ? null : await store.journal({ lane, device: device!, gen: was });
    const phone = callsOf(command).map((call) => states.get(call)?.phone ?? null)[0] ?? null;
    // Of a journal that forked, nobody knows what the other copy spent.
    const settled = (gen: number): number => (gen !== was || journal === null ? 0 : journal.frozen ? -1 : journal.dseq);
    const money = isBudgetVerb(command.type) ? { since: await epochSince(store, lane, now) } : {};
    const paid =
      command.type === 'give-back-budget'
        ? { paid: await paidFor(store, command, { earlier, events: moved.map(({ event }) => event), stateOf }) }
        : {};
    const drawn = command.type === 'ask-approval' && drawsOf(command).length > 0 && (await drawnFor(store, command, moved)) !== null;
    const takenBack = command.type === 'ask-approval' && readable.some((later) => isTakenBackBy(command, later));
    const unheard = command.type === 'withdraw-approval' ? { unheard: await isUnheard(store, command) } : {};
    const policy = policies.current(lane, now)!;
    const succession = await successionAt(policies, policy, command, stateOf);
    return { epoch, device, drawn, takenBack, now, phone, policy, settled, ...money, ...paid, ...unheard, ...succession };
  };
  const paidOf = async (command: Command): Promise<Paid> => {
    const spends = await drawnFor(store, command, moved);
    const flag = spends?.find((each) => each.flag !== null && !HARMLESS.has(each.flag))?.flag ?? null;
    return { isPaid: spends !== null, flag, budgets: flag === null ? [] : await budgetFacts(command, spends ?? [], stateOf) };
  };
  const paid: Bench['paid'] = (command) => (drawsOf(command).length === 0 ? NOTHING_DRAWN : paidOf(command));
  const bench = { policies, now, hub, paid, customer: (_lane: string, id: string) => customers.get(id) ?? null, known };
  return { lane, bench, states, commands, earlier, moved, ...createChanges(bench, book, states) };
};

/** What a customer was told by them cannot be taken back, whoever may not decide any more; and what it was paid from. */
const TOLD: ReadonlySet<Command['type']> = new Set<Command['type']>(['decide', 'spend-budget', 'use-phone-approval', 'redeem-approval']);

/** The hub sees a proposal and what its author did with it afterwards at one time. */
const isTakenBackBy = ({ id, actor }: Command, later: Command): boolean =>
  (later.type === 'withdraw-approval' || later.type === 'correct-approval') && later.actor === actor && later.data.approval === id;

const NO_CALLS: readonly string[] = [];

/** The record of the call that a command names. */
const callsOf = (command: Command): readonly string[] =>
  command.type === 'redeem-approval' ? [phoneFileId(command.lane, command.data.challenge)] : NO_CALLS;

const customerIn = (data: object): string | null => ('customer' in data && typeof data.customer === 'string' ? data.customer : null);

// A state that was ruled on is the one before of the next ruling.
const audiences = new WeakMap<CaseState, readonly string[]>();

const audienceOf = (state: CaseState): readonly string[] => {
  const known = audiences.get(state);
  if (known !== undefined) return known;
  const tags = tagsOf(state);
  audiences.set(state, tags);
  return tags;
};

/** Names of people and teams stand in objects and lists of a state; most commands leave all of them as they were. */
const isNamedAlike = (before: CaseState, ruled: CaseState): boolean => {
  const [a, b] = [before as unknown as Record<string, unknown>, ruled as unknown as Record<string, unknown>];
  for (const key in b) if (a[key] !== b[key] && (typeof b[key] === 'object' || typeof a[key] === 'object')) return false;
  return true;
};

const addedTags = (before: CaseState | null, ruled: CaseState): readonly string[] => {
  if (before === null) return audienceOf(ruled);
  if (isNamedAlike(before, ruled)) return [];
  const had = audienceOf(before);
  return audienceOf(ruled).filter((tag) => !had.includes(tag));
};

type Changes = Pick<Docket, 'note' | 'touched' | 'granted' | 'audience'>;

const createChanges = ({ policies, now }: Bench, book: GrantBook, states: Map<string, CaseState>): Changes => {
  const changed = new Set<string>();
  const tags = new Map<string, Set<string>>();
  return {
    note: (before, ruled) => {
      const { zone } = policies.current(ruled.lane, now)!.pack.principal;
      book.note(ruled.id, before === null ? [] : grantsOf(before, zone), grantsOf(ruled, zone));
      const added = addedTags(before, ruled);
      // Tags only grow: whoever had to do with the case between two rulings of this group belongs to its audience, too.
      if (added.length > 0) tags.set(ruled.id, new Set([...(tags.get(ruled.id) ?? []), ...added]));
      states.set(ruled.id, ruled);
      changed.add(ruled.id);
    },
    touched: () => [...changed].map((caseId) => states.get(caseId)!),
    granted: () => book.granted().filter(({ caseId }) => changed.has(caseId)),
    audience: () => [...tags].map(([caseId, added]) => ({ caseId, tags: [...added] })),
  };
};

/** So is nearly every command. */
const NOTHING_DRAWN: Paid = { isPaid: true, flag: null, budgets: [] };

export type RuledEntry = { readonly outcome: Outcome; readonly accepted: readonly Omit<Confirmed, 'position'>[] };

/** The outcome of one entry, and the events that were accepted in their versions; their positions come from the lane. */
export const ruleOn = (
  docket: Docket,
  rule: Judge,
  entry: PushEntry,
  bodies: ReadonlyMap<string, Body>,
  caller: Caller,
): Soon<RuledEntry> => {
  const { lane, bench } = docket;
  const read = docket.commands.get(entry)!;
  const told = { lane, dseq: entry.dseq, at: bench.now };
  if (!read.ok) {
    // Under its number only: told again under a new one, to a hub that has learned to read it, it is ruled on.
    const verdict = read.refusal.code === 'command-unknown' ? 'quarantined' : 'refused';
    return { outcome: { ...told, command: `unreadable:${entry.hash}`, verdict, refusal: read.refusal }, accepted: [] };
  }
  const command = read.value;
  const before = docket.earlier.get(command.id);
  // The same command under a new number (a renewed journal) is not decided twice.
  if (before !== undefined) return { outcome: { ...before, dseq: entry.dseq }, accepted: [] };
  const state = docket.states.get(command.caseId) ?? null;
  // Both names of an act beside a colleague are people of this workstation.
  const people = command.beside === undefined ? [command.actor] : [command.actor, command.beside];
  const out = people.filter((person) => caller.admits(lane, person) !== null);
  const barred = out[0] === undefined ? null : caller.admits(lane, out[0]);
  const isTold = barred !== null && TOLD.has(command.type) && out.every((person) => caller.believes?.(lane, person, command.at) === true);
  const words = command.body === null ? null : (bodies.get(command.body) ?? null);
  const isWordless = command.body !== null && words === null;
  const ruling =
    barred !== null && !isTold
      ? quarantine(barred, { person: command.actor }, state)
      : isWordless
        ? quarantine('body-missing', { hash: command.body }, state)
        : rule(command, state, words, bench, {
            device: caller.device,
            isWithdrawn: isTold,
            isCut: caller.wasCut?.(command.at) ?? false,
          });
  return whenThere(ruling, (ruled) => conclude(docket, entry, command, state, ruled));
};

/** What was ruled counts for whatever is ruled on next. */
const conclude = (docket: Docket, { dseq }: PushEntry, command: Command, state: CaseState | null, ruling: Ruling): RuledEntry => {
  const { lane, bench } = docket;
  const outcome = { lane, dseq, at: bench.now, command: command.id, verdict: ruling.verdict, refusal: ruling.refusal };
  docket.earlier.set(command.id, outcome);
  if (ruling.state === null || ruling.events.length === 0) return { outcome, accepted: [] };
  docket.note(state, ruling.state);
  if (ruling.state.budget !== undefined) docket.moved.push(...ruling.events.map((event) => ({ event, flag: ruling.flag })));
  const version = state?.version ?? 0;
  const { flag } = ruling;
  return {
    outcome,
    accepted: ruling.events.map((event, index) => ({ event, version: version + index + 1, recordedAt: bench.now, flag })),
  };
};

/**
 * Kept and told to its author, and it changes nothing: whoever sent it has not proved that he may speak for this person, or what was said in
 * it never came.
 */
const quarantine = (code: string, data: Refusal['data'], state: CaseState | null): Ruling => ({
  verdict: 'quarantined',
  refusal: { code, data },
  flag: null,
  events: [],
  state,
});
