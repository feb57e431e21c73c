// Takes in what the ledger answered: events, verdicts and words of one lane in one transaction, and derives the touched cases again.
import type { Body } from '../case/commands.ts';
import type { CaseEvent, Confirmed } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { Outcome, Outgoing } from '../store/desk-store.ts';
import { refreshCase, refreshWaiting } from './derive.ts';
import { searchTextOf } from './forecast.ts';
import { asksFacts } from './known.ts';
import { readBody, type Belief, type Inside } from './inside.ts';

/** Verdicts name the numbers of this desk's journal; bodies are those of the events it did not have yet. */
export type Arrival = {
  readonly lane: string;
  readonly events: readonly Confirmed[];
  readonly outcomes: readonly Outcome[];
  readonly bodies: readonly Body[];
};

export const applyArrival = (inside: Inside, arrival: Arrival): void => {
  const { store, beliefs, seen, tell } = inside;
  const { lane, events, outcomes, bodies } = arrival;
  if (events.length === 0 && outcomes.length === 0) return;
  const before = new Map<string, Belief>();
  const remember = (caseId: string): void => void (before.has(caseId) || before.set(caseId, beliefs.of(caseId)));
  const after = new Map<string, Belief>();
  try {
    store.transact(() => {
      const owners = ownersOf(events);
      for (const body of bodies) store.saveBodies(lane, owners.get(body.hash)!, [body]);
      store.appendConfirmed(lane, events);
      const byCase = groupBy(events, ({ event }) => event.caseId);
      byCase.forEach((_, caseId) => remember(caseId));
      // What is believed with the command, before it leaves the outbox: after a restart nothing else remembers what the rows show.
      for (const outcome of outcomes) if (isLost(outcome)) lostCase(inside, outcome).forEach(remember);
      for (const outcome of outcomes) settle(inside, outcome);
      settleByEvents(inside, lane, events, outcomes);
      for (const [caseId, belief] of before)
        after.set(
          caseId,
          refreshCase(
            inside,
            caseId,
            belief,
            (byCase.get(caseId) ?? []).map(({ event }) => event),
          ),
        );
      // What was granted elsewhere moves what may still be granted here.
      if ([...before].some(([caseId, belief]) => grantsDiffer(belief, after.get(caseId)!)))
        refreshWaiting(inside, lane, asksFacts, new Set(before.keys())).forEach((belief, caseId) => after.set(caseId, belief));
    });
  } catch (error) {
    beliefs.clear();
    throw error;
  }
  for (const [caseId, belief] of after) beliefs.keep(caseId, belief);
  if (events.length > 0) seen.set(lane, events.at(-1)!.position);
  const lost = outcomes.some(isLost);
  tell({
    type: 'changed',
    lane,
    cases: [...after.keys()],
    topics: ['queue', 'lead', 'case', 'alerts', 'sync', ...(lost ? (['refused'] as const) : [])],
  });
};

const grantsDiffer = ({ current: a }: Belief, { current: b }: Belief): boolean =>
  JSON.stringify(countedOf(a)) !== JSON.stringify(countedOf(b));

/** What grants follow from; nothing for the many cases that grant nothing. */
const countedOf = (state: CaseState | null): unknown =>
  state === null || state.decisions.length === 0 ? null : [state.decisions, state.customer, state.phase === 'closed'];

const isLost = ({ verdict }: Outcome): boolean => verdict === 'refused' || verdict === 'quarantined';

/** The case that a verdict without events moves. */
const lostCase = ({ store }: Inside, { command }: Outcome): readonly string[] => {
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
const settleByEvents = ({ store }: Inside, lane: string, events: readonly Confirmed[], outcomes: readonly Outcome[]): void => {
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
    else if (!store.knowsCommand(command))
      indexCommand(
        { store },
        lane,
        parts.map(({ event }) => event),
      );
  }
};

/** Puts the words of one command into the search, found from its confirmed events; used for arrivals and rebuilds alike. */
export const indexCommand = ({ store }: Pick<Inside, 'store'>, lane: string, events: readonly CaseEvent[]): void => {
  const { command, caseId } = events[0]!;
  const text = searchTextOfConfirmed({ store }, events);
  if (text !== '') store.index({ command, caseId, lane, text });
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
