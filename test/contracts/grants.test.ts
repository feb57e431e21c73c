// Runs the contract of earlier decisions and absences on every adapter of desk and ledger.
import { describe, expect, it } from 'vitest';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { DESK_APPLICATION, DESK_MIGRATIONS, LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteDeskStore } from '../../shared/store/sqlite-desk-store.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import { absence, grant, LANE, tables } from '../store/samples.ts';
import { grantsContract, grantsOfLedger as ledger, type GrantStore } from './grants-contract.ts';

const desk = (store: DeskStore, cleanUp: () => void): GrantStore => ({
  save: async (lane, caseId, grants) => store.transact(() => store.putTables({ ...tables(caseId, [], {}, lane), grants })),
  facts: async (query) => store.facts(query),
  ofCase: async (lane, caseId) => store.grantsOfCase(lane, caseId),
  cases: async (lane, after, limit) => store.grantedCases(lane, after, limit),
  totals: async (lane) => store.budgetTotals(lane),
  putAbsences: async (list) => store.transact(() => store.putAbsences(list)),
  absences: async (lane) => store.absences(lane),
  cleanUp,
});

const nothing = (): void => undefined;
const sqliteDesk = (kind: 'file' | 'memory') => {
  const { handle, cleanUp } = openSqlite(kind, DESK_APPLICATION, DESK_MIGRATIONS);
  return { store: createSqliteDeskStore(handle), cleanUp };
};
const sqliteLedger = () => {
  const { handle, cleanUp } = openSqlite('memory', LEDGER_APPLICATION, LEDGER_MIGRATIONS);
  return { store: createSqliteLedgerStore(handle), cleanUp };
};

const adapters: Readonly<Record<string, () => Promise<GrantStore>>> = {
  memory: async () => desk(createMemoryDeskStore(), nothing),
  'sqlite-memory': async () => {
    const { store, cleanUp } = sqliteDesk('memory');
    return desk(store, cleanUp);
  },
  'memory-ledger': () => ledger(createMemoryLedgerStore(), nothing),
  'sqlite-ledger': () => {
    const { store, cleanUp } = sqliteLedger();
    return ledger(store, cleanUp);
  },
};

for (const [name, open] of Object.entries(adapters)) grantsContract(name, open);

describe.each([
  ['memory', () => ({ store: createMemoryDeskStore(), cleanUp: nothing })],
  ['sqlite', () => sqliteDesk('memory')],
])('what a desk on %s tells the lead', (_, open) => {
  it('[S27] decisions newest first, of the principal or of one customer', () => {
    const { store, cleanUp } = open();
    store.transact(() => {
      store.putTables({ ...tables('c1', []), grants: [grant(1), grant(3, { customer: 'k2' })] });
      store.putTables({ ...tables('c2', []), grants: [grant(2, { caseId: 'c2' }), grant(4, { caseId: 'c2', at: 3000 })] });
    });
    const ids = (list: readonly { readonly decision: string }[]): readonly string[] => list.map(({ decision }) => decision);
    expect([
      ids(store.grantsSince(LANE, 1000, 9)),
      ids(store.grantsSince(LANE, 0, 2)),
      ids(store.grantsOfCustomer(LANE, 'k1', 1000, 9)),
      ids(store.grantsOfCustomer(LANE, 'k1', 0, 1)),
      ids(store.grantsSince('hotel', 0, 9)),
    ]).toEqual([['d003', 'd004', 'd002'], ['d003', 'd004'], ['d004', 'd002'], ['d004'], []]);
    cleanUp();
  });
  it('[S10] [S28] a case that is dropped, and all that is cleared, takes what it granted along; absences stay', () => {
    const { store, cleanUp } = open();
    store.transact(() => {
      store.putTables({ ...tables('c1', []), grants: [grant(1)] });
      store.putTables({ ...tables('c2', []), grants: [grant(2, { caseId: 'c2' })] });
      store.putTables({ ...tables('h1', [], {}, 'hotel'), grants: [grant(3, { caseId: 'h1' })] });
      store.putAbsences([absence('a')]);
      store.dropTables('c1');
    });
    expect([store.grantedCases(LANE, null, 9), store.budgetTotals(LANE).map(({ used }) => used)]).toEqual([['c2'], [1002, 1002]]);
    store.transact(() => store.clearDerived(LANE));
    expect([
      store.grantedCases(LANE, null, 9),
      store.budgetTotals(LANE),
      store.grantedCases('hotel', null, 9),
      store.absences(LANE),
    ]).toEqual([[], [], ['h1'], [absence('a')]]);
    cleanUp();
  });
});

describe.each([
  ['memory', () => ({ store: createMemoryLedgerStore(), cleanUp: nothing })],
  ['sqlite', sqliteLedger],
])('the absence book of a ledger on %s', (_, open) => {
  it('[S30] moves its mark with every change, and only the principal’s own', async () => {
    const { store, cleanUp } = open();
    await store.openLane(LANE, 'e');
    await store.openLane('hotel', 'e');
    const marks = [await store.absenceMark(LANE)];
    for (const entry of [absence('a'), absence('a', { endedAt: 7 }), absence('b')]) {
      await store.putAbsences([entry]);
      marks.push(await store.absenceMark(LANE));
    }
    expect([marks, await store.absenceMark('hotel')]).toEqual([[0, 1, 2, 3], 0]);
    cleanUp();
  });
});
