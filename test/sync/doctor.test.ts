// The doctor finds every kind of damage that is done on purpose, and a rebuild heals what is derived.
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { DESK_APPLICATION, DESK_MIGRATIONS, LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteDeskStore } from '../../shared/store/sqlite-desk-store.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { examineDesk } from '../../shared/sync/doctor.ts';
import { compareWithLedger, examineLedger } from '../../shared/sync/doctor-ledger.ts';
import { rebuildDerived } from '../../shared/sync/rebuild.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import { createDeskBench, createWorld, digest, LANE, notes, opens, says } from './desks.ts';

const ward = async () => {
  const [desk, ledger] = [
    openSqlite('memory', DESK_APPLICATION, DESK_MIGRATIONS),
    openSqlite('memory', LEDGER_APPLICATION, LEDGER_MIGRATIONS),
  ];
  const world = createWorld(createSqliteLedgerStore(ledger.handle));
  const bench = await createDeskBench(world, { store: createSqliteDeskStore(desk.handle) });
  const [first, second] = [opens(bench, 'Rechnung doppelt'), opens(bench, 'Kein Netz')];
  notes(bench, first, 'Gutschrift angekündigt');
  const goodwill = { decisionType: 'goodwill-credit', amount: 1000, reason: null, evidence: [] };
  says(bench, 'decide', first, goodwill);
  await bench.engine.sync(LANE);
  // Something waits, so that the outbox takes part in every comparison.
  says(bench, 'decide', second, goodwill);
  says(bench, 'make-promise', second, { due: world.clock.now + 3_600_000, by: 'lena', callback: true }, { what: 'Rückruf' });
  const clock = (): number => world.clock.now;
  const findings = async () => [
    ...examineDesk({ store: bench.store, clock, digest }).findings,
    ...(await examineLedger(world.ledgerStore, digest)),
    ...(await compareWithLedger(bench.store, world.ledgerStore)),
  ];
  return {
    desk: desk.handle,
    ledger: ledger.handle,
    findings,
    first,
    second,
    rebuild: () => rebuildDerived({ store: bench.store, clock }),
    bench,
  };
};

type Damage = readonly [what: string, on: 'desk' | 'ledger', sql: string, code: string];

const derived: readonly Damage[] = [
  ['a confirmed state that is behind', 'desk', `UPDATE states SET state = json_set(state, '$.contacts', 9)`, 'confirmed-state-differs'],
  ['a confirmed state that is gone', 'desk', 'DELETE FROM states', 'confirmed-state-differs'],
  ['a current state that is behind', 'desk', `UPDATE journal SET forecast = '[]' WHERE settled = 0`, 'current-state-differs'],
  ['a row with another title', 'desk', `UPDATE case_rows SET row = json_set(row, '$.title', 'Anderes')`, 'row-differs'],
  ['a row that is gone', 'desk', 'DELETE FROM case_rows WHERE number = (SELECT min(number) FROM case_rows)', 'row-differs'],
  [
    'a row of no case',
    'desk',
    `INSERT INTO case_rows SELECT 999, 'zz', lane, 'zz', customer, 0, row, '[]', 0 FROM case_rows LIMIT 1`,
    'row-without-case',
  ],
  ['a place left in a list', 'desk', `INSERT INTO lists SELECT lane, 'mine:mia', due, case_id FROM lists LIMIT 1`, 'list-differs'],
  ['a place missing in a list', 'desk', `DELETE FROM lists WHERE list = 'mine:lena'`, 'list-differs'],
  ['a list out of order', 'desk', `UPDATE lists SET due = 1 WHERE case_id = (SELECT max(case_id) FROM lists)`, 'list-differs'],
  ['a decision that no longer counts', 'desk', 'DELETE FROM grants WHERE key = (SELECT min(key) FROM grants)', 'grants-differ'],
  ['a decision that counts less', 'desk', 'UPDATE grants SET amount = 1', 'grants-differ'],
  ['a decision of no case', 'desk', `UPDATE grants SET case_id = 'zz' WHERE key = (SELECT max(key) FROM grants)`, 'grants-differ'],
  ['a wrong sum of a month', 'desk', 'UPDATE budget_sums SET used = used + 1', 'budget-differs'],
  ['a sum that is gone', 'desk', `DELETE FROM budget_sums WHERE scope = 'team'`, 'budget-differs'],
  [
    'a sum too many',
    'desk',
    `INSERT INTO budget_sums SELECT lane, scope, 'zz', month, currency, ledger, used FROM budget_sums`,
    'budget-differs',
  ],
  ['a wrong count', 'desk', 'UPDATE list_counts SET n = n + 1', 'list-differs'],
  ['a text missing in the search', 'desk', 'DELETE FROM search_docs WHERE doc = (SELECT min(doc) FROM search_docs)', 'search-differs'],
  ['a text of another case', 'desk', `UPDATE search_docs SET case_id = 'zz'`, 'search-differs'],
  ['other words in the search', 'desk', `UPDATE search_docs SET mark = 1`, 'search-differs'],
  ['words that are not found', 'desk', `UPDATE search_docs SET text = NULL`, 'search-differs'],
];

const lasting: readonly Damage[] = [
  [
    'a position left out',
    'desk',
    'UPDATE events SET position = position + 5 WHERE position = (SELECT max(position) FROM events)',
    'position-hole',
  ],
  ['a version left out', 'desk', 'UPDATE events SET version = version + 5 WHERE version = 2', 'version-hole'],
  ['changed words', 'desk', `UPDATE bodies SET text = replace(text, 'Kein', 'Viel')`, 'body-mismatch'],
  ['a changed command', 'desk', `UPDATE journal SET text = replace(text, 'phone', 'chat')`, 'journal-broken'],
  ['a command cut out of the journal', 'desk', 'DELETE FROM journal WHERE dseq = 2', 'journal-broken'],
  ['a verdict that is gone', 'desk', 'DELETE FROM outcomes WHERE dseq = 1', 'outcome-missing'],
  [
    'a changed event at the ledger',
    'ledger',
    `UPDATE events SET event = json_set(event, '$.data.category', 'x') WHERE position = 1`,
    'ledger-broken',
  ],
  ['a changed state at the ledger', 'ledger', `UPDATE states SET state = json_set(state, '$.contacts', 9)`, 'ledger-broken'],
  ['a changed command at the ledger', 'ledger', `UPDATE bundles SET body = replace(body, '"phone"', '"phony"')`, 'ledger-broken'],
  [
    'a command that is not found by its name',
    'ledger',
    `DELETE FROM told WHERE command = (SELECT min(command) FROM told)`,
    'ledger-broken',
  ],
  ['a head that runs ahead', 'ledger', 'UPDATE lanes SET position = position + 1', 'ledger-broken'],
  ['a journal that is behind', 'ledger', 'UPDATE journals SET dseq = dseq - 1', 'ledger-broken'],
  ['changed words at the ledger', 'ledger', `UPDATE bundles SET body = replace(body, 'Kein', 'Viel')`, 'ledger-broken'],
  ['a decision that no longer counts at the ledger', 'ledger', 'DELETE FROM grants', 'ledger-broken'],
  ['a decision of no case at the ledger', 'ledger', `UPDATE grants SET case_id = 'zz'`, 'ledger-broken'],
  ['a wrong sum at the ledger', 'ledger', 'UPDATE budget_sums SET used = used + 1', 'ledger-broken'],
  ['another history', 'ledger', `UPDATE events SET event = json_set(event, '$.id', 'other.0') WHERE position = 3`, 'ledger-differs'],
];

const codesAfter = async (damage: Damage): Promise<{ readonly codes: readonly string[]; readonly healed: readonly string[] }> => {
  const { findings, rebuild, ...handles } = await ward();
  const handle: Database.Database = handles[damage[1]];
  handle.exec(damage[2]);
  const codes = (await findings()).map(({ code }) => code);
  rebuild();
  return { codes, healed: (await findings()).map(({ code }) => code) };
};

describe('the doctor', () => {
  it('[Y24] finds nothing where nothing is wrong, and a rebuild changes nothing', async () => {
    const { findings, rebuild, bench, first, second } = await ward();
    expect(await findings()).toEqual([]);
    const before = [
      bench.store.row(first),
      bench.store.row(second),
      bench.store.currentState(second),
      bench.store.search(LANE, 'ruckruf', 9),
      bench.store.list(LANE, 'mine:lena', 9),
    ];
    rebuild();
    expect(await findings()).toEqual([]);
    expect([
      bench.store.row(first),
      bench.store.row(second),
      bench.store.currentState(second),
      bench.store.search(LANE, 'ruckruf', 9),
      bench.store.list(LANE, 'mine:lena', 9),
    ]).toEqual(before);
  });
  it.each(derived)('[Y24] finds %s, and a rebuild heals it', async (...damage) => {
    const { codes, healed } = await codesAfter(damage);
    expect(codes).toContain(damage[3]);
    expect(healed).toEqual([]);
  });
  it.each(lasting)('[Y25] finds %s', async (...damage) => expect((await codesAfter(damage)).codes).toContain(damage[3]));
});
