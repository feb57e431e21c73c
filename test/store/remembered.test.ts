// What a store keeps at hand falls with whatever is written: after every kind of write it answers as one that has read nothing yet.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { DESK_APPLICATION, DESK_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteDeskStore } from '../../shared/store/sqlite-desk-store.ts';
import { openSqlite } from './open-sqlite.ts';
import { absence, confirmed, customer, hash, LANE, noted, opened, outgoing, stateOf, tables } from './samples.ts';

let store: DeskStore;
let fresh: () => DeskStore;
let cleanUp: () => void;
beforeEach(() => {
  const opened_ = openSqlite('memory', DESK_APPLICATION, DESK_MIGRATIONS);
  cleanUp = opened_.cleanUp;
  store = createSqliteDeskStore(opened_.handle);
  fresh = () => createSqliteDeskStore(opened_.handle);
  store.transact(() => {
    for (const [position, caseId] of ['c1', 'c2'].entries()) {
      store.appendConfirmed(LANE, [confirmed(opened(caseId), position + 1, 1)]);
      store.saveConfirmedState(stateOf(caseId));
      store.putTables(tables(caseId, [['mine:lena', 5]]));
    }
    store.queue(outgoing(1, 'c1', { forecast: [noted('c1', 1)] }));
    store.putCustomers(LANE, [customer('k1')]);
    store.putAbsences([absence('a1')]);
    store.installSnapshot(LANE, stateOf('c4'), 2);
  });
});
afterEach(() => cleanUp());

const CASES = ['c1', 'c2', 'c3', 'c4'] as const;
const reads = (of: DeskStore): unknown => ({
  states: CASES.map((id) => of.currentState(id)),
  rows: CASES.map((id) => of.row(id)),
  customers: ['k1', 'k2'].map((id) => of.customer(LANE, id)),
  absences: of.absences(LANE),
});

const settled = { command: 'cmd-1', lane: LANE, dseq: 1, verdict: 'accepted', refusal: null, at: 9 } as const;
/** By write: what it does, and of which case. */
const WRITES: Readonly<Record<string, { readonly of: string | null; readonly write: () => void }>> = {
  appendConfirmed: {
    of: 'c2',
    write: () => store.appendConfirmed(LANE, [confirmed(noted('c2', 1), 3, 2)]),
  },
  saveConfirmedState: { of: 'c2', write: () => store.saveConfirmedState({ ...stateOf('c2'), contacts: 7 }) },
  putTables: { of: 'c2', write: () => store.putTables(tables('c2', [['mine:mia', 5]], { title: 'Neu' })) },
  dropTables: { of: 'c2', write: () => store.dropTables('c2') },
  queue: { of: 'c2', write: () => store.queue(outgoing(2, 'c2', { forecast: [noted('c2', 1)] })) },
  requeue: { of: 'c1', write: () => store.requeue(outgoing(1, 'c1', { dseq: 3, forecast: [] })) },
  settle: { of: 'c1', write: () => store.settle(settled) },
  refuse: { of: 'c1', write: () => store.refuse(outgoing(1), { code: 'closed', data: {} }, 9) },
  saveBodies: { of: 'c2', write: () => store.saveBodies(LANE, 'c2', [{ hash: hash(1), salt: 's', text: '{}' }]) },
  installSnapshot: { of: 'c3', write: () => store.installSnapshot(LANE, stateOf('c3'), 1) },
  backfill: { of: 'c4', write: () => store.backfill(LANE, 'c4', [confirmed(opened('c4'), 9, 1)]) },
  forgetCase: { of: 'c2', write: () => store.forgetCase('c2') },
  cutBack: { of: null, write: () => void store.cutBack(LANE, 1, 9) },
  clearDerived: { of: null, write: () => store.clearDerived(LANE) },
  putCustomers: { of: null, write: () => store.putCustomers(LANE, [customer('k1', { name: 'Anders' }), customer('k2')]) },
  dropCustomers: { of: null, write: () => store.dropCustomers(LANE, 9) },
  putAbsences: { of: null, write: () => store.putAbsences([absence('a1', { person: 'mia' }), absence('a2')]) },
  dropAbsences: { of: null, write: () => store.dropAbsences(LANE) },
};

describe('what a store keeps at hand', () => {
  it.each(Object.entries(WRITES))('falls with %s', (_name, { of, write }) => {
    expect(reads(store)).toEqual(reads(fresh()));
    const before = CASES.map((id) => store.revisionOf(id));
    store.transact(write);
    expect(reads(store)).toEqual(reads(fresh()));
    if (of === null) return;
    const touched = CASES.filter((id, index) => store.revisionOf(id) > before[index]!);
    expect(touched).toEqual([of]);
  });

  it('is not what a transaction that failed had written', () => {
    const before = reads(store);
    const revision = store.revisionOf('c2');
    expect(() =>
      store.transact(() => {
        store.putTables(tables('c2', [['mine:mia', 5]], { title: 'Nie' }));
        store.saveConfirmedState({ ...stateOf('c2'), contacts: 7 });
        expect(store.row('c2')?.title).toBe('Nie');
        expect(store.currentState('c2')?.contacts).toBe(7);
        throw new Error('the disk is full');
      }),
    ).toThrow('the disk is full');
    expect(reads(store)).toEqual(before);
    expect(store.revisionOf('c2')).toBeGreaterThan(revision);
  });

  it('is read once as long as nobody writes', () => {
    expect(store.row('c2')).toBe(store.row('c2'));
    expect(store.currentState('c2')).toBe(store.currentState('c2'));
    store.transact(() => store.queue(outgoing(2, 'c1')));
    expect(store.row('c1')?.pending).toBe(true);
    const kept = store.row('c2');
    store.transact(() => store.putTables(tables('c1', [['mine:mia', 5]])));
    expect(store.row('c2')).toBe(kept);
  });

  it('counts everything as written when too many cases were', () => {
    const before = store.revisionOf('c2');
    for (let n = 0; n <= 16_384; n += 1) store.saveBodies(LANE, `x${n}`, []);
    expect(store.revisionOf('c2')).toBeGreaterThan(before);
  });
});
