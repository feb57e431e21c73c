// Watches the words SQLite is asked: no question about earlier decisions walks a table, and a case that grants nothing asks none.
import { describe, expect, it } from 'vitest';
import { DESK_APPLICATION, DESK_MIGRATIONS, LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteDeskStore } from '../../shared/store/sqlite-desk-store.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { openSqlite } from './open-sqlite.ts';
import { grant, tables } from './samples.ts';
import { planOf, watched } from './watched.ts';

const ABOUT_GRANTS = /\b(?:FROM|INTO|UPDATE) (?:grants|budget_sums)\b/;

describe('questions about earlier decisions', () => {
  it.each([
    ['desk', DESK_APPLICATION, DESK_MIGRATIONS, createSqliteDeskStore],
    ['ledger', LEDGER_APPLICATION, LEDGER_MIGRATIONS, createSqliteLedgerStore],
  ] as const)('[S29] are answered by an index at the %s', (_, application, migrations, create) => {
    const { handle, cleanUp } = openSqlite('memory', application, migrations);
    const spy = watched(handle);
    create(spy.handle);
    const asked = spy.prepared.filter((sql) => sql.startsWith('SELECT') && ABOUT_GRANTS.test(sql));
    expect(asked.length).toBeGreaterThan(8);
    for (const sql of asked) {
      const plan = planOf(handle, sql);
      expect([sql, plan.filter((step) => /^SCAN (?!d VIRTUAL TABLE)/.test(step))]).toEqual([sql, []]);
      expect(plan.join(' ')).toMatch(/SEARCH (?:grants USING (?:COVERING )?INDEX|budget_sums USING PRIMARY KEY)/);
    }
    cleanUp();
  });

  it('[S29] are not asked for a case that grants nothing, and nothing is written where nothing changed', () => {
    const { handle, cleanUp } = openSqlite('memory', DESK_APPLICATION, DESK_MIGRATIONS);
    const spy = watched(handle);
    const store = createSqliteDeskStore(spy.handle);
    const about = (work: () => void): readonly string[] => {
      spy.ran.length = 0;
      store.transact(work);
      return spy.ran.filter((sql) => ABOUT_GRANTS.test(sql));
    };
    expect(about(() => store.putTables(tables('c1', [['mine:lena', 5]])))).toEqual([]);
    expect(about(() => store.putTables(tables('c1', [['mine:lena', 6]], { title: 'Neu' })))).toEqual([]);
    expect(about(() => store.putTables({ ...tables('c1', []), grants: [grant(1)] })).length).toBeGreaterThan(1);
    const again = about(() => store.putTables({ ...tables('c1', [], { title: 'Noch neuer' }), grants: [grant(1)] }));
    expect(again.map((sql) => sql.split(' ')[0])).toEqual(['SELECT']);
    const shut = about(() => store.putTables({ ...tables('c1', []), grants: [grant(1, { open: false })] }));
    expect(shut.filter((sql) => !sql.startsWith('SELECT'))).toEqual(['UPDATE grants SET open = ? WHERE key = ?']);
    cleanUp();
  });
});
