// Opens a case for one seat: only of its own principal and only with the right to read; to everybody else it is not there.
import type { History } from './views/history.ts';
import { mergePlaces } from './views/queue.ts';
import { mayRead } from './views/reading.ts';
import type { CaseRow, Customer } from './views/shapes.ts';
import type { Confirmed } from './case/events.ts';
import type { CaseEvent } from './case/events.ts';
import type { CaseState } from './case/state.ts';
import { refuse, type Refusal } from './kernel/result.ts';
import type { DeskStore } from './store/desk-store.ts';
import { readBody } from './desk-parts.ts';
import type { Seat } from './desk-session.ts';

/** The answer to everything that is not there or not the asker's: the two must not be told apart. */
export const notFound = (data: Refusal['data']): { readonly ok: false; readonly refusal: Refusal<'not-found'> } =>
  refuse('not-found', data);

/** The case as it stands with everything that waits; null where this seat may not read it. */
export const stateFor = (store: DeskStore, seat: Seat, caseId: string): CaseState | null => {
  const state = store.currentState(caseId) ?? store.confirmedState(caseId);
  if (state === null || state.lane !== seat.lane || state.phase === 'new') return null;
  return mayRead(seat.person, state, seat.policy) ? state : null;
};

export type CaseLog = { readonly confirmed: readonly Confirmed[]; readonly pending: readonly CaseEvent[]; readonly history: History };

/** Everything that happened in a case and everything forecast, with the words behind it. */
export const logOf = (store: DeskStore, caseId: string): CaseLog => {
  const confirmed = store.eventsOf(caseId);
  const pending = store.outboxOf(caseId).flatMap(({ forecast }) => forecast);
  const bodies = new Map<string, ReturnType<typeof readBody>>();
  const bodyOf: History['bodyOf'] = (hash) => {
    if (hash === null) return null;
    const known = bodies.get(hash);
    if (known !== undefined) return known;
    const read = readBody(store, hash);
    bodies.set(hash, read);
    return read;
  };
  return { confirmed, pending, history: { events: [...confirmed.map(({ event }) => event), ...pending], bodyOf } };
};

export const customerOf = (store: DeskStore, lane: string, id: string | null): Customer | null =>
  id === null ? null : store.customer(lane, id);

/** Rows as a screen shows them: the tables keep the customer's id, people read the name. */
export const named = (store: DeskStore, lane: string, rows: readonly CaseRow[]): CaseRow[] =>
  rows.map((row) => (row.customer === null ? row : { ...row, customer: store.customer(lane, row.customer)?.name ?? row.customer }));

/** The first `limit` cases of several lists together, in the order of their times. */
export const mergedCases = (store: DeskStore, lane: string, lists: readonly string[], limit: number): readonly string[] =>
  mergePlaces(
    lists.map((list) => store.places(lane, list, limit)),
    limit,
  );

export const rowsOf = (store: DeskStore, cases: readonly string[]): readonly CaseRow[] =>
  cases.flatMap((caseId) => store.row(caseId) ?? []);

export const totalOf = (store: DeskStore, lane: string, lists: readonly string[]): number =>
  lists.reduce((sum, list) => sum + store.listCount(lane, list), 0);

/** What a customer's cases, as far as this seat may read them, tell together: contacts, and goodwill granted since `since` in the given currency. */
export const pastOf = (
  store: DeskStore,
  seat: Seat,
  state: CaseState,
  currency: string,
  since: number,
): { readonly contacts: number; readonly goodwill: number } => {
  const others =
    state.customer === null
      ? []
      : store.casesOfCustomer(state.lane, state.customer, PAST_CASES).filter(({ caseId }) => caseId !== state.id);
  const states = [state, ...others.flatMap(({ caseId }) => stateFor(store, seat, caseId) ?? [])];
  const goodwill = states
    .flatMap(({ decisions }) => decisions)
    .filter((decision) => decision.ledger === 'goodwill' && decision.currency === currency && decision.at >= since)
    .reduce((sum, { amount }) => sum + amount, 0);
  return { contacts: states.reduce((sum, { contacts }) => sum + contacts, 0), goodwill };
};

const PAST_CASES = 50;
