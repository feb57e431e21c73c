// Takes in what the ledger answered: events, cases, verdicts and words of one lane in one transaction, and derives the touched cases again.
import type { Body } from '../case/commands.ts';
import type { CaseEvent, Confirmed } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { CaseDigest, Cursor, Outcome, Outgoing } from '../store/desk-store.ts';
import { refreshCase, refreshWaiting, UNKNOWN } from './derive.ts';
import { searchTextOf } from './forecast.ts';
import { freeOf } from './forgetting.ts';
import { asksFacts } from './known.ts';
import { asideOf, readBody, type Belief, type Inside } from './inside.ts';
import { digestName, type Snapshot } from './protocol.ts';

/** Verdicts name the numbers of this desk's journal; bodies are those of the events it did not have yet. */
export type Arrival = {
  readonly lane: string;
  /** Each case goes on where this desk's copy of it ends, or where the snapshot of this arrival does. */
  readonly events: readonly Confirmed[];
  readonly outcomes: readonly Outcome[];
  readonly bodies: readonly Body[];
  /** Events that came with a snapshot or a history before: they settle what waits and nothing else. */
  readonly known?: readonly Confirmed[];
  /** Cases taken over whole; what this desk had of them goes. */
  readonly snapshots?: readonly Snapshot[];
  /** Cases that may no longer be seen; one whose commands still wait goes with their verdicts. */
  readonly forget?: readonly string[];
  readonly digests?: readonly CaseDigest[];
  /** Where the desk stands in the lane with all of this. */
  readonly cursor: Cursor;
};

export const applyArrival = (inside: Inside, arrival: Arrival): void => {
  const { store, beliefs, seen, tell } = inside;
  const { lane, events, outcomes, known = [], snapshots = [], forget = [], digests = [], cursor } = arrival;
  const isEmpty = [events, outcomes, known, snapshots, forget, digests].every(({ length }) => length === 0);
  if (isEmpty) return moveHead(inside, lane, cursor);
  const before = new Map<string, Belief>();
  const remember = (caseId: string): void => void (before.has(caseId) || before.set(caseId, beliefs.of(caseId)));
  const after = new Map<string, Belief>();
  try {
    store.transact(() => {
      saveWords(inside, arrival);
      const whole = new Map<string, CaseState | null>();
      for (const { caseId, state, position } of snapshots) {
        remember(caseId);
        if (before.get(caseId)?.confirmed) store.forgetCase(caseId);
        store.installSnapshot(lane, state, position);
        whole.set(caseId, state);
      }
      if (events.length > 0) store.appendConfirmed(lane, events);
      comeAgain(inside, lane, events);
      const byCase = groupBy(events, ({ event }) => event.caseId);
      byCase.forEach((_, caseId) => remember(caseId));
      // What is believed with the command, before it leaves the outbox: after a restart nothing else remembers what the rows show.
      for (const { command } of outcomes) waitingCase(inside, command).forEach(remember);
      for (const { event } of known) waitingCase(inside, event.command).forEach(remember);
      for (const outcome of outcomes) settle(inside, outcome);
      settleByEvents(inside, lane, [...known, ...events], outcomes, new Set(known.map(({ event }) => event.command)));
      const visible = new Set([...byCase.keys(), ...whole.keys()]);
      for (const caseId of freeOf(store, lane, { forget, touched: before.keys(), visible })) {
        remember(caseId);
        store.forgetCase(caseId);
        whole.set(caseId, null);
      }
      takeDigests(inside, lane, digests, before, whole);
      for (const [caseId, belief] of before) {
        const base = whole.has(caseId) ? { ...UNKNOWN, confirmed: whole.get(caseId)! } : belief;
        const added = (byCase.get(caseId) ?? []).map(({ event }) => event);
        after.set(caseId, refreshCase(inside, caseId, base, added));
      }
      // What was granted elsewhere moves what may still be granted here.
      if (digests.length > 0 || [...before].some(([caseId, belief]) => grantsDiffer(belief, after.get(caseId)!)))
        refreshWaiting(inside, lane, asksFacts, new Set(before.keys())).forEach((belief, caseId) => after.set(caseId, belief));
      store.setHead(lane, cursor);
    });
  } catch (error) {
    beliefs.clear();
    inside.aside.delete(lane);
    throw error;
  }
  for (const [caseId, belief] of after) beliefs.keep(caseId, belief);
  seen.set(lane, cursor.position);
  const lost = outcomes.some(isLost);
  tell({
    type: 'changed',
    lane,
    cases: [...after.keys()],
    topics: ['queue', 'lead', 'case', 'alerts', 'sync', ...(lost ? (['refused'] as const) : [])],
  });
};

/** Others did something this desk does not see, or nothing at all. */
const moveHead = ({ store, seen }: Inside, lane: string, cursor: Cursor): void => {
  const head = store.head(lane);
  if (head.position === cursor.position && head.epoch === cursor.epoch && head.scope === cursor.scope && head.anchor === cursor.anchor)
    return;
  store.transact(() => store.setHead(lane, cursor));
  seen.set(lane, cursor.position);
};

const saveWords = ({ store }: Inside, { lane, events, known = [], bodies, snapshots = [] }: Arrival): void => {
  const owners = ownersOf([...events, ...known]);
  for (const body of bodies) {
    const owner = owners.get(body.hash);
    if (owner !== undefined) store.saveBodies(lane, owner, [body]);
  }
  for (const { caseId, bodies: words } of snapshots) store.saveBodies(lane, caseId, words);
};

/** What the hub had lost and another desk, or this one, has told it again. */
export const comeAgain = (inside: Inside, lane: string, events: readonly Confirmed[]): void => {
  const aside = asideOf(inside, lane);
  if (aside.size === 0) return;
  const back = events.map(({ event }) => event.id).filter((id) => aside.has(id));
  inside.store.dropAside(back);
  for (const id of back) aside.delete(id);
};

/** What was granted in a case counts once: with the case where this desk has it, with its digest where not. */
const takeDigests = (
  { store, transport, digest }: Inside,
  lane: string,
  digests: readonly CaseDigest[],
  before: ReadonlyMap<string, Belief>,
  whole: ReadonlyMap<string, CaseState | null>,
): void => {
  if (transport.mode === 'loopback') return;
  const fresh = [...before].flatMap(([caseId, { confirmed }]) => (confirmed === null && whole.get(caseId) !== null ? [caseId] : []));
  const dropped = fresh.map((caseId) => ({ digest: digestName(digest, caseId), grants: [] }));
  if (dropped.length + digests.length > 0) store.putDigests(lane, [...digests, ...dropped]);
};

const grantsDiffer = ({ current: a }: Belief, { current: b }: Belief): boolean =>
  JSON.stringify(countedOf(a)) !== JSON.stringify(countedOf(b));

/** What grants follow from; nothing for the many cases that grant nothing. */
const countedOf = (state: CaseState | null): unknown =>
  state === null || state.decisions.length === 0 ? null : [state.decisions, state.customer, state.phase === 'closed'];

export const isLost = ({ verdict }: Pick<Outcome, 'verdict'>): boolean => verdict === 'refused' || verdict === 'quarantined';

/** The case that a verdict moves whose events do not come with it. */
const waitingCase = ({ store }: Inside, command: string): readonly string[] => {
  const outgoing = store.waiting(command);
  return outgoing === null ? [] : [outgoing.command.caseId];
};

/** Settles one command; a lost one stays on its author's list with the evidence. */
const settle = ({ store }: Inside, outcome: Outcome): void => {
  const outgoing = isLost(outcome) ? store.waiting(outcome.command) : null;
  store.settle(outcome);
  if (outgoing === null) return;
  store.refuse(outgoing, outcome.refusal ?? { code: outcome.verdict, data: {} }, outcome.at);
  store.unindex(outcome.command);
};

/**
 * A confirmed event is a verdict too: a waiting command whose events arrive without one was accepted while the answer got
 * lost. The words of a stranger's command become searchable here.
 */
const settleByEvents = (
  { store, clock }: Inside,
  lane: string,
  events: readonly Confirmed[],
  outcomes: readonly Outcome[],
  known: ReadonlySet<string>,
): void => {
  const judged = new Set(outcomes.map(({ command }) => command));
  for (const [command, parts] of groupBy(events, ({ event }) => event.command)) {
    if (judged.has(command)) continue;
    const { recordedAt, flag } = parts[0]!;
    const own: Outgoing | null = store.waiting(command);
    if (own !== null)
      store.settle({
        command,
        lane,
        dseq: own.dseq,
        verdict: flag === null ? 'accepted' : 'accepted-with-exception',
        refusal: null,
        at: recordedAt,
      });
    else if (!known.has(command))
      indexAnew(
        { store, clock },
        lane,
        parts.map(({ event }) => event),
      );
  }
};

/** The words of a command that came, or came again after the hub or this desk had lost it. */
export const indexAnew = ({ store, clock }: Pick<Inside, 'store' | 'clock'>, lane: string, events: readonly CaseEvent[]): void => {
  const { command } = events[0]!;
  if (store.knowsCommand(command)) {
    store.unindex(command);
    // Its author may have been told that it was lost.
    store.dismiss(command, clock(), 'accepted');
  }
  indexCommand({ store }, lane, events);
};

/** Puts the words of one command into the search, found from its confirmed events; used for arrivals and rebuilds alike. */
export const indexCommand = ({ store }: Pick<Inside, 'store'>, lane: string, events: readonly CaseEvent[]): void => {
  const { command, caseId, at } = events[0]!;
  const text = searchTextOfConfirmed({ store }, events);
  if (text !== '') store.index({ command, caseId, lane, text, at });
};

export const searchTextOfConfirmed = ({ store }: Pick<Inside, 'store'>, events: readonly CaseEvent[]): string => {
  const hash = events.find(({ body }) => body !== null)?.body ?? null;
  return searchTextOf(events, hash === null ? null : readBody(store, hash));
};

const ownersOf = (events: readonly Confirmed[]): ReadonlyMap<string, string> =>
  new Map(events.flatMap(({ event }) => (event.body === null ? [] : [[event.body, event.caseId] as const])));

export const groupBy = <Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> => {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
};
