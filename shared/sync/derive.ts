// Writes what follows from a case: its state, its row, its lists; the same function serves every action, every verdict and every rebuild.
import type { Command } from '../case/commands.ts';
import type { CaseEvent } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { DeskStore } from '../store/desk-store.ts';
import { tablesOf, type CaseTables } from '../views/tables.ts';
import { caseWords, fold, refold } from './forecast.ts';
import { contextFor, readBody, type Belief, type Inside } from './inside.ts';

type Parts = Pick<Inside, 'store' | 'policies' | 'clock'> & Partial<Pick<Inside, 'rowsBy'>>;
type Deciding = Parts & Pick<Inside, 'absences'>;

/**
 * The read tables of a state under the pack by which the rows of the lane are written: a clock that is wrong for a while must not leave a few
 * rows by another one. Where nobody has said which that is it is the one in force.
 */
export const deriveTables = ({ store, policies, clock, rowsBy }: Parts, state: CaseState): CaseTables | null => {
  const version = rowsBy?.get(state.lane);
  const policy = (version === undefined ? null : policies.version(state.lane, version)) ?? policies.current(state.lane, clock());
  if (policy === null) throw new Error(`case ${state.id} belongs to ${state.lane}, which has no pack here`);
  return tablesOf(
    state,
    policy,
    caseWords(state, (hash) => readBody(store, hash)),
    false,
  );
};

export const writeTables = (parts: Parts, state: CaseState): void => {
  const tables = deriveTables(parts, state);
  if (tables !== null) parts.store.putTables(tables);
};

/** Confirmed plus outbox, decided again; also gives waiting commands their new forecast. Writes states and tables of the case. */
export const refreshCase = (parts: Deciding, caseId: string, before: Belief, arrived: readonly CaseEvent[]): Belief => {
  const { store } = parts;
  const confirmed = fold(before.confirmed, arrived);
  if (confirmed !== null && arrived.length > 0) store.saveConfirmedState(confirmed);
  const waiting = store.outboxOf(caseId);
  const current = waiting.length === 0 ? confirmed : reforecast(parts, confirmed, waiting);
  if (current === null) store.dropTables(caseId);
  else if (current.version !== before.current?.version || JSON.stringify(current) !== JSON.stringify(before.current))
    writeTables(parts, current);
  return { confirmed, current };
};

/** What is known of nobody. */
export const UNKNOWN: Belief = { confirmed: null, current: null };

/**
 * Derives a case anew from the log; where its first events have not come yet, from what it was taken over at. Where that is lost too the
 * case is forgotten, for the hub to tell it anew.
 */
export const rederiveCase = (parts: Deciding, caseId: string): Belief => {
  const { store } = parts;
  const taken = store.snapshotOf(caseId);
  if (taken === null && store.missing(caseId) > 0) store.forgetCase(caseId);
  const events = store.eventsOf(caseId).map(({ event }) => event);
  if (taken === null) return refreshCase(parts, caseId, UNKNOWN, events);
  if (events.length === 0) store.saveConfirmedState(taken.state);
  return refreshCase(parts, caseId, { ...UNKNOWN, confirmed: taken.state }, events);
};

/** Decides other cases with waiting commands of this kind again, in the order in which they wait; inside a transaction. */
export const refreshWaiting = (
  inside: Deciding & Pick<Inside, 'beliefs'>,
  lane: string,
  which: (command: Command) => boolean,
  but: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, Belief> => {
  const waiting = inside.store.outbox(lane, Number.MAX_SAFE_INTEGER);
  const cases = new Set(waiting.flatMap(({ command }) => (which(command) ? [command.caseId] : [])));
  const fresh = new Map<string, Belief>();
  for (const caseId of cases) if (!but.has(caseId)) fresh.set(caseId, refreshCase(inside, caseId, inside.beliefs.of(caseId), []));
  return fresh;
};

/** Something that every decision may hang on has changed: who is away, what is known of customers. Answers the cases decided again. */
export const redecide = (inside: Deciding & Pick<Inside, 'beliefs'>, lane: string): string[] => {
  const { store, beliefs } = inside;
  if (store.outboxCount(lane) === 0) return [];
  try {
    const fresh = store.transact(() => refreshWaiting(inside, lane, () => true));
    fresh.forEach((belief, caseId) => beliefs.keep(caseId, belief));
    return [...fresh.keys()];
  } catch (error) {
    beliefs.clear();
    throw error;
  }
};

const reforecast = (parts: Deciding, confirmed: CaseState | null, waiting: ReturnType<DeskStore['outboxOf']>): CaseState | null => {
  const { state, forecasts } = refold(confirmed, waiting, (command, base) => contextFor(parts, command, base));
  for (const outgoing of waiting) {
    const forecast = forecasts.get(outgoing.command.id) ?? [];
    if (JSON.stringify(forecast) !== JSON.stringify(outgoing.forecast)) parts.store.requeue({ ...outgoing, forecast });
  }
  return state;
};
