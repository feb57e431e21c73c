// Keeps at hand what was read of a desk's store and has not been written since, and counts what is written about each case.
import type { CaseState } from '../case/state.ts';
import type { Absence } from '../policy/absence.ts';
import type { CaseRow, Customer } from '../views/shapes.ts';
import type { DeskStore } from './desk-store.ts';

/** So many of each: what the lists of the people at one desk show, not what the store holds. */
const MOST = { states: 1_024, rows: 6_144, customers: 4_096 } as const;
/** Cases whose writing is counted one by one; beyond, everything counts as written once. */
const COUNTED = 16_384;

export type Plain = Omit<DeskStore, 'revisionOf'>;

type Shelf<Value> = { take(key: string, read: () => Value): Value; drop(key: string): void; clear(): void };

/** What was asked for last stays longest. */
const createShelf = <Value>(most: number): Shelf<Value> => {
  const held = new Map<string, { readonly value: Value }>();
  return {
    take: (key, read) => {
      const known = held.get(key) ?? { value: read() };
      held.delete(key);
      held.set(key, known);
      if (held.size > most) held.delete(held.keys().next().value!);
      return known.value;
    },
    drop: (key) => void held.delete(key),
    clear: () => held.clear(),
  };
};

/**
 * Reading and parsing the same rows for every list after every act costs far more than the act: what nobody has written since is answered as
 * it was read. One store object writes a file, so every write passes here; what a transaction that failed has read is forgotten with it.
 */
export const remembered = <Store extends Plain>(store: Store): Store & Pick<DeskStore, 'revisionOf'> => {
  const states = createShelf<CaseState | null>(MOST.states);
  const rows = createShelf<CaseRow | null>(MOST.rows);
  const customers = createShelf<Customer | null>(MOST.customers);
  const books = createShelf<readonly Absence[]>(64);
  const written = new Map<string, number>();
  let last = 0;
  let floor = 0;

  const forgetAll = (): void => {
    states.clear();
    rows.clear();
    customers.clear();
    books.clear();
    written.clear();
    last += 1;
    floor = last;
  };
  const touch = (caseId: string): void => {
    states.drop(caseId);
    rows.drop(caseId);
    last += 1;
    written.set(caseId, last);
    if (written.size <= COUNTED) return;
    written.clear();
    floor = last;
  };
  /** Also where the writing failed half way: whoever catches that must not read what was. */
  const writing = <Values extends readonly unknown[], Answer>(
    write: (...values: Values) => Answer,
    after: (...values: Values) => void,
  ): ((...values: Values) => Answer) => {
    return (...values) => {
      try {
        return write(...values);
      } finally {
        after(...values);
      }
    };
  };
  const ofCommand = (command: string): void => {
    const waiting = store.waiting(command);
    if (waiting !== null) touch(waiting.command.caseId);
  };

  return {
    ...store,
    transact: (work) => {
      try {
        return store.transact(work);
      } catch (error) {
        forgetAll();
        throw error;
      }
    },
    revisionOf: (caseId) => Math.max(floor, written.get(caseId) ?? 0),
    currentState: (caseId) => states.take(caseId, () => store.currentState(caseId)),
    row: (caseId) => rows.take(caseId, () => store.row(caseId)),
    customer: (lane, id) => customers.take(`${lane} ${id}`, () => store.customer(lane, id)),
    absences: (lane) => books.take(lane, () => store.absences(lane)),

    appendConfirmed: writing(store.appendConfirmed, (_lane, events) => {
      for (const caseId of new Set(events.map(({ event }) => event.caseId))) touch(caseId);
    }),
    saveConfirmedState: writing(store.saveConfirmedState, ({ id }) => touch(id)),
    saveBodies: writing(store.saveBodies, (_lane, caseId) => touch(caseId)),
    installSnapshot: writing(store.installSnapshot, (_lane, { id }) => touch(id)),
    backfill: writing(store.backfill, (_lane, caseId) => touch(caseId)),
    forgetCase: writing(store.forgetCase, touch),
    putTables: writing(store.putTables, ({ row }) => touch(row.caseId)),
    dropTables: writing(store.dropTables, touch),
    queue: writing(store.queue, ({ command }) => touch(command.caseId)),
    requeue: writing(store.requeue, ({ command }) => touch(command.caseId)),
    refuse: writing(store.refuse, ({ command }) => touch(command.caseId)),
    settle: (outcome) => {
      // Afterwards it waits no more, and nobody could say of which case it was.
      ofCommand(outcome.command);
      store.settle(outcome);
    },
    cutBack: writing(store.cutBack, forgetAll),
    clearDerived: writing(store.clearDerived, forgetAll),
    putCustomers: writing(store.putCustomers, (lane, list) => list.forEach(({ id }) => customers.drop(`${lane} ${id}`))),
    dropCustomers: writing(store.dropCustomers, () => customers.clear()),
    putAbsences: writing(store.putAbsences, (list) => list.forEach(({ lane }) => books.drop(lane))),
    dropAbsences: writing(store.dropAbsences, (lane) => books.drop(lane)),
  };
};
