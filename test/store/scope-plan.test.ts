// Watches how SQLite answers what a hub and its desks ask: by an index, in its order, however many cases there are.
import { describe, expect, it } from 'vitest';
import { createSqliteRegister } from '../../hub/register/sqlite.ts';
import { DESK_APPLICATION, DESK_MIGRATIONS, LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteDeskStore } from '../../shared/store/sqlite-desk-store.ts';
import type { SqlHandle } from '../../shared/store/sqlite-handle.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { openSqlite } from './open-sqlite.ts';
import { planOf, watched } from './watched.ts';

/** Tables of a few rows, what a rebuild empties as a whole, or one chapter that is sorted in when it is full: walking them is right. */
const WALKED =
  /^(?:INSERT INTO lanes|INSERT INTO marks|SELECT (?:lane|key, indexed) FROM lanes|SELECT name FROM hub|SELECT .* FROM (?:codes|devices|packs) ORDER BY|DELETE FROM (?:states|search_cases) WHERE (?:lane|doc))/s;
/** A table or an index from end to end, rows put in order after they were found, or a whole lane walked for one case. */
const SLOW = /^SCAN (?!found\b|d\b)|TEMP B-TREE|AUTOMATIC/;
const LANE_WALKED = /\(lane=\?\)$/;
const OF_ONE = /\b(?:case_id|hash|command|id|caseId) = \?/;

const slowSteps = (handle: SqlHandle, prepared: readonly string[], about: RegExp): readonly (readonly [string, readonly string[]])[] =>
  prepared
    .filter((sql) => about.test(sql) && !WALKED.test(sql))
    .map((sql) => [sql, planOf(handle, sql).filter((step) => SLOW.test(step) || (LANE_WALKED.test(step) && OF_ONE.test(sql)))] as const)
    .filter(([, steps]) => steps.length > 0);

describe('what many desks ask', () => {
  it('[S41] an inventory is ranges of an index, merged in their order, for every case and for however many tags', async () => {
    const { handle, cleanUp } = openSqlite('memory', LEDGER_APPLICATION, LEDGER_MIGRATIONS);
    const spy = watched(handle);
    const store = createSqliteLedgerStore(spy.handle);
    const before = spy.prepared.length;
    for (const tags of [null, ['a'], ['a', 'b', 'c']]) await store.inventory({ lane: 'x', tags, closedSince: 1, after: null, limit: 9 });
    // That of the whole lane is prepared from the start; one more for each number of tags.
    expect(spy.prepared.length - before).toBe(2);
    const asked = spy.prepared.filter((sql) => /AS found\b/.test(sql));
    expect(asked.length).toBe(3);
    for (const sql of asked) {
      const plan = planOf(handle, sql);
      expect([sql, plan.filter((step) => SLOW.test(step))]).toEqual([sql, []]);
      expect(plan.join('\n')).toMatch(/SEARCH (?:found USING INDEX cases_by_rank|audience USING COVERING INDEX audience_by_tag) \(lane=/);
      expect(!sql.includes('audience') || plan.join('\n').includes('SEARCH c USING INDEX cases_by_id (case_id=?)')).toBe(true);
    }
    cleanUp();
  });

  it.each([
    ['ledger', createSqliteLedgerStore, /\b(?:events|cases|states|audience|customers|bodies|bundles|told|marks)\b/, 20],
    ['register', createSqliteRegister, /\b(?:codes|devices|bindings|tries)\b/, 15],
  ] as const)('[S41] nothing else at the %s walks a table either', (_, create, about, least) => {
    const { handle, cleanUp } = openSqlite('memory', LEDGER_APPLICATION, LEDGER_MIGRATIONS);
    const spy = watched(handle);
    create(spy.handle);
    expect(spy.prepared.filter((sql) => about.test(sql)).length).toBeGreaterThan(least);
    expect(slowSteps(handle, spy.prepared, about)).toEqual([]);
    cleanUp();
  });

  it('[S36] what a desk asks of a part of a lane is found by an index', () => {
    const { handle, cleanUp } = openSqlite('memory', DESK_APPLICATION, DESK_MIGRATIONS);
    const spy = watched(handle);
    createSqliteDeskStore(spy.handle);
    const about = /\b(?:FROM|UPDATE|INTO) (?:events|snapshots|digests|search_cases|case_rows r WHERE r\.lane = \? AND r\.case_id)\b/;
    const asked = spy.prepared.filter((sql) => about.test(sql));
    expect(asked.length).toBeGreaterThan(20);
    expect(slowSteps(handle, spy.prepared, about)).toEqual([]);
    cleanUp();
  });
});
