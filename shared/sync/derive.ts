// Writes what follows from a case: its state, its row, its lists; the same function serves every action, every verdict and every rebuild.
import type { CaseEvent } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { DeskStore } from '../store/desk-store.ts';
import { tablesOf, type CaseTables } from '../views/tables.ts';
import { caseWords, fold, refold } from './forecast.ts';
import { contextFor, readBody, type Belief, type Inside } from './inside.ts';

type Parts = Pick<Inside, 'store' | 'policies' | 'clock'>;
type Deciding = Parts & Pick<Inside, 'absences'>;

/** The read tables of a state under the pack in force. */
export const deriveTables = ({ store, policies, clock }: Parts, state: CaseState): CaseTables | null => {
  const policy = policies.current(state.lane, clock());
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
  else if (JSON.stringify(current) !== JSON.stringify(before.current)) writeTables(parts, current);
  return { confirmed, current };
};

const reforecast = (parts: Deciding, confirmed: CaseState | null, waiting: ReturnType<DeskStore['outboxOf']>): CaseState | null => {
  const { state, forecasts } = refold(confirmed, waiting, (command, base) => contextFor(parts, command, base));
  for (const outgoing of waiting) {
    const forecast = forecasts.get(outgoing.command.id) ?? [];
    if (JSON.stringify(forecast) !== JSON.stringify(outgoing.forecast)) parts.store.requeue({ ...outgoing, forecast });
  }
  return state;
};
