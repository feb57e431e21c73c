// A dense past comes from its end on: giving each of its texts a number must not look through all that came before.
import { expect, it } from 'vitest';
import { DESK_APPLICATION, DESK_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteDeskStore } from '../../shared/store/sqlite-desk-store.ts';
import { openSqlite } from './open-sqlite.ts';
import { LANE } from './samples.ts';
import { watched } from './watched.ts';

it('[S61] texts said at nearly the same moments get numbers in a few looks each, from whichever end they come', () => {
  const { handle, cleanUp } = openSqlite('memory', DESK_APPLICATION, DESK_MIGRATIONS);
  const spy = watched(handle);
  const store = createSqliteDeskStore(spy.handle);
  const [count, begin, now] = [1_500, 1_700_000_000_000, 1_700_009_000_000];
  store.transact(() => {
    for (let n = count; n > 0; n -= 1) {
      store.index({ command: `old-${n}`, caseId: 'c1', lane: LANE, text: `alt ${n}`, at: begin + Math.floor(n / 4) });
      // Somebody works here meanwhile.
      if (n % 5 === 0) store.index({ command: `new-${n}`, caseId: 'c2', lane: LANE, text: `neu ${n}`, at: now + n });
    }
  });
  const looks = spy.ran.filter((sql) => sql.startsWith('SELECT 1 FROM search_docs')).length;
  expect(looks).toBeLessThan(count * 3);
  expect(store.searchDocs(LANE, 0, 9_999).length).toBe(count + count / 5);
  expect([store.search(LANE, 'alt', 9), store.search(LANE, 'neu', 9), store.search(LANE, 'alt 1400', 9)]).toEqual([['c1'], ['c2'], ['c1']]);
  cleanUp();
});
