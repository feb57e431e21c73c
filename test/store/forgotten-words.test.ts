// Searches the bytes of a desk's file for words that were forgotten: after tidying, checkpoint and vacuum not even their beginnings are there.
import Database from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../electron/database.ts';
import { DESK_FILE } from '../../electron/workplace.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { DESK_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteDeskStore } from '../../shared/store/sqlite-desk-store.ts';
import { tidySearch } from '../../shared/sync/tidy-search.ts';
import { withBody } from './copy-samples.ts';
import { confirmed, hash, LANE, noted, opened, stateOf, tables } from './samples.ts';

let dir: string;
let store: DeskStore;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stafette-forgotten-'));
  store = open();
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

const open = (migrations = DESK_MIGRATIONS): DeskStore => {
  const handle = openDatabase(dir, { ...DESK_FILE, migrations }, 's');
  if (!handle.ok) throw new Error(handle.refusal.code);
  return createSqliteDeskStore(handle.value);
};

const WORDS = ['Zwetschgenmus', 'Quittenbrot', 'Vogelbeere', 'Holunder', 'Schlehenlikör'];
/** As they are written and as the index folds them, the first ones of both; a prefix of three letters alone may stand anywhere. */
const TRACES = [...WORDS, ...WORDS.map((word) => word.toLowerCase())].map((word) => word.slice(0, 6));

/** What of the words the file still holds. */
const traces = (): readonly string[] => {
  const side = new Database(join(dir, DESK_FILE.file));
  side.pragma('wal_checkpoint(TRUNCATE)');
  side.exec('VACUUM');
  side.pragma('wal_checkpoint(TRUNCATE)');
  side.close();
  const bytes = readFileSync(join(dir, DESK_FILE.file));
  return TRACES.filter((trace) => bytes.includes(trace));
};

/** Case c1 says the words, early and late; c2 says other ones between them and after. */
const fill = (): void =>
  store.transact(() => {
    const said = (caseId: string, n: number, text: string): void => {
      const salted = { hash: hash(n), salt: 's', text: JSON.stringify({ text }) };
      store.saveBodies(LANE, caseId, [salted]);
      store.index({ command: `note-${caseId}-${n}`, caseId, lane: LANE, text, at: Date.UTC(2026, 0, 5) + n * 1000 });
    };
    store.appendConfirmed(LANE, [
      confirmed(opened('c1'), 1, 1),
      confirmed(opened('c2'), 2, 1),
      ...WORDS.map((_, n) => confirmed(withBody(noted('c1', n + 1), n === 4 ? 200 : n), n + 3, n + 2)),
    ]);
    store.saveConfirmedState(stateOf('c1'));
    store.putTables({ ...tables('c1', [['mine:lena', 5]]), row: { ...tables('c1', []).row, title: WORDS[0]!, hint: WORDS[4]! } });
    for (let n = 0; n < 200; n += 1) said(n < 4 ? 'c1' : 'c2', n, n < 4 ? `${WORDS[n]} und ${WORDS[n]}` : `Rechnung ${n}`);
    said('c1', 200, WORDS[4]!);
  });

it('[S47] words of a forgotten case are in no table of the file, whether they were in the index already or waited for it', async () => {
  fill();
  // The last word waits: the index does not have it folded yet.
  expect(traces()).toEqual(TRACES.slice(0, -1));
  store.transact(() => store.forgetCase('c1'));
  expect(WORDS.map((word) => store.search(LANE, word, 9))).toEqual(WORDS.map(() => []));
  // Nothing finds them, and yet they are there.
  expect(traces()).not.toEqual([]);
  await tidySearch({ store, breathe: () => Promise.resolve() });
  expect(store.tidySearch()).toBe(false);
  expect(traces()).toEqual([]);
  expect([store.search(LANE, 'rechnung', 9), store.search(LANE, 'rechnung 199', 9)]).toEqual([['c2'], ['c2']]);
});

it('[S47] what is owed survives a restart, and nothing is owed where nothing was forgotten', () => {
  fill();
  expect(store.tidySearch()).toBe(false);
  store.transact(() => store.unindex('note-c1-2'));
  store.close();
  store = open();
  expect(store.transact(() => store.tidySearch())).toBe(true);
  while (store.transact(() => store.tidySearch()));
  const left = new Database(join(dir, DESK_FILE.file));
  // Read from the index itself: the words still stand in the bodies, because only the text was taken back.
  left.exec("CREATE VIRTUAL TABLE terms USING fts5vocab('search_words', 'row')");
  const terms = left.prepare('SELECT term FROM terms').pluck().all();
  left.close();
  expect([terms.includes('vogelbeere'), terms.includes('quittenbrot'), terms.includes('rechnung')]).toEqual([false, true, true]);
});

it('[S47] a rebuild leaves nothing of what stood in the index before, also where another principal has texts', () => {
  fill();
  store.transact(() => {
    store.index({ command: 'h1', caseId: 'h1', lane: 'hotel', text: 'Minibar', at: 1 });
    for (let n = 0; n < 70; n += 1) store.index({ command: `h-${n}`, caseId: 'h1', lane: 'hotel', text: `Zimmer ${n}`, at: n * 1000 });
    store.forgetCase('c1');
    store.clearDerived(LANE);
  });
  expect(store.tidySearch()).toBe(false);
  expect(traces()).toEqual([]);
  expect([store.search('hotel', 'minibar', 9), store.search('hotel', 'zimmer 69', 9), store.search(LANE, 'rechnung', 9)]).toEqual([
    ['h1'],
    ['h1'],
    [],
  ]);
});

it('[S47] texts of a desk of version 2 are found as before, forgotten from what is found, and gone with the next rebuild', () => {
  store.close();
  rmSync(join(dir, DESK_FILE.file));
  const old = openDatabase(dir, { ...DESK_FILE, migrations: DESK_MIGRATIONS.slice(0, 2) }, 's');
  if (!old.ok) throw new Error(old.refusal.code);
  old.value.exec(`
    INSERT INTO lanes (lane, place, key, epoch, gen, indexed) VALUES ('${LANE}', 1, 1, NULL, 0, ${2 ** 40 + 2});
    INSERT INTO search_docs VALUES (${2 ** 40 + 1}, 'a', 'c1', 1, NULL), (${2 ** 40 + 2}, 'b', 'c2', 1, NULL), (${2 ** 40 + 3}, 'c', 'c3', 1, 'Vogelbeere');
    INSERT INTO search_words (rowid, text) VALUES (${2 ** 40 + 1}, 'Vogelbeere'), (${2 ** 40 + 2}, 'Vogelbeere');
    INSERT INTO search_cases VALUES ('c1', ${2 ** 40 + 1}), ('c2', ${2 ** 40 + 2});`);
  old.value.close();
  store = open();
  expect(store.search(LANE, 'vogel', 9)).toEqual(['c3', 'c2', 'c1']);
  store.transact(() => store.forgetCase('c1'));
  expect([store.search(LANE, 'vogel', 9), store.tidySearch()]).toEqual([['c3', 'c2'], false]);
  for (let n = 0; n < 70; n += 1)
    store.transact(() => store.index({ command: `n${n}`, caseId: 'c4', lane: LANE, text: 'Vogelbeere', at: Date.UTC(2026, 0, 5) + n }));
  expect(store.search(LANE, 'vogel', 9)).toEqual(['c4', 'c3', 'c2']);
  store.transact(() => store.clearDerived(LANE));
  expect([store.search(LANE, 'vogel', 9), traces()]).toEqual([[], []]);
});

it('[S64] the index is written in small pages, also after it was cleared', () => {
  const size = (): unknown => {
    const side = new Database(join(dir, DESK_FILE.file), { readonly: true });
    const found = side.prepare("SELECT v FROM search_words_config WHERE k = 'pgsz'").pluck().get();
    side.close();
    return found;
  };
  expect(size()).toBe(1_000);
  fill();
  store.transact(() => store.clearDerived(LANE));
  expect(size()).toBe(1_000);
});
