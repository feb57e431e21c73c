// A hub's database of version 5 goes on: each verdict and its words stand in a bundle of its own, found as before, and new ones behind them.
import { hash as digest } from 'node:crypto';
import { expect, it } from 'vitest';
import { CHAPTER } from '../../shared/store/migrations/ledger-004.ts';
import { migrate } from '../../shared/store/migrate.ts';
import { LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { openSqlite } from './open-sqlite.ts';
import { hash, LANE } from './samples.ts';

const key = { lane: LANE, device: 'd1', gen: 0 };
const REFUSAL = { code: 'case-closed', data: { by: 'Łenä', n: null } };
/** What SQL could stumble over: quotes, line ends, backslashes, two units for one sign. */
const WORDS = ['{"text":"Störung \\"Büro\\" 😀"}', '', '[]', "it's\n\tso \\ ż", '😀😀'];
const wordsAt = (nth: number): string => digest('sha256', WORDS[nth]!);

const versionFive = () => {
  const { handle, cleanUp } = openSqlite('memory', LEDGER_APPLICATION, LEDGER_MIGRATIONS.slice(0, 5));
  handle.exec(`INSERT INTO lanes (lane, epoch, position, number) VALUES ('${LANE}', 'e', 0, 1), ('hotel', 'h', 0, 2);
    INSERT INTO journals (lane, device, gen, dseq, hash) VALUES ('${LANE}', 'd1', 0, 7, '${hash(7)}'), ('hotel', 'd2', 0, 1, '${hash(1)}');
    INSERT INTO runs (journal, dseq, place, count) VALUES (1, 1, 1, 7), (2, 1, 8, 1)`);
  const insert = handle.prepare(
    `INSERT INTO verdicts (place, journal, dseq, command, hash, verdict, refusal, at, mark, case_id, salt, text, words)
     VALUES (?, ?, ?, ?, unhex(?), ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  WORDS.forEach((words, nth) => {
    const mark = Number.parseInt(wordsAt(nth).slice(0, 12), 16);
    const text = JSON.stringify({ id: `cmd-${nth}`, body: wordsAt(nth) });
    insert.run(nth + 1, 1, nth + 1, `cmd-${nth}`, hash(nth + 1), 'accepted', null, 9 + nth, mark, `c${nth}`, `salt ${nth}`, text, words);
  });
  insert.run(6, 1, 6, 'wordless', hash(6), 'refused', JSON.stringify(REFUSAL), 20, null, null, null, '{no command "\n', null);
  // Told once more under another number, and by somebody else in another lane.
  insert.run(7, 1, 7, 'cmd-0', hash(7), 'accepted', null, 21, null, null, null, '{}', null);
  insert.run(8, 2, 1, 'cmd-1', hash(1), 'refused', null, 22, null, null, null, '{}', null);
  return { handle, cleanUp };
};

it('[S17] [S60] [S62] a ledger of version 5 finds its verdicts and words as before, and goes on behind them', async () => {
  const { handle, cleanUp } = versionFive();
  expect(migrate(handle, LEDGER_APPLICATION, LEDGER_MIGRATIONS, () => undefined).ok).toBe(true);
  const store = createSqliteLedgerStore(handle);
  const hashes = WORDS.map((_, nth) => wordsAt(nth));
  expect(await store.bodies(LANE, hashes)).toEqual(WORDS.map((text, nth) => ({ hash: wordsAt(nth), salt: `salt ${nth}`, text })));
  expect([...(await store.casesOfBodies(LANE, hashes)).values()]).toEqual(WORDS.map((_, nth) => `c${nth}`));
  expect(await store.bodies('hotel', hashes)).toEqual([]);
  const all = await store.settledAfter(key, 0, 99);
  expect(all.map(({ outcome }) => [outcome.dseq, outcome.command, outcome.verdict, outcome.at])).toEqual([
    ...WORDS.map((_, nth) => [nth + 1, `cmd-${nth}`, 'accepted', 9 + nth]),
    [6, 'wordless', 'refused', 20],
    [7, 'cmd-0', 'accepted', 21],
  ]);
  expect(await store.settledAt(key, 6)).toEqual({
    key,
    hash: hash(6),
    text: '{no command "\n',
    outcome: { command: 'wordless', lane: LANE, dseq: 6, verdict: 'refused', refusal: REFUSAL, at: 20 },
  });
  const found = await store.settledCommands(LANE, ['cmd-0', 'cmd-1', 'wordless', 'nobody']);
  expect([...found].map(([command, { outcome }]) => [command, outcome.dseq])).toEqual([
    ['cmd-0', 1],
    ['cmd-1', 2],
    ['wordless', 6],
  ]);
  expect((await store.settledCommands('hotel', ['cmd-0', 'cmd-1'])).get('cmd-1')?.outcome.verdict).toBe('refused');

  const told = {
    key,
    hash: hash(8),
    text: '{}',
    outcome: { command: 'new', lane: LANE, dseq: 8, verdict: 'accepted', refusal: null, at: 30 },
  } as const;
  const change = { lane: LANE, expected: 0, events: [], states: [], grants: [], bodies: [] };
  expect(await store.append({ ...change, settled: [told] })).toBe(true);
  expect(await store.settledAt(key, 8)).toEqual(told);
  expect(handle.prepare('SELECT place, count FROM bundles WHERE place > 7').all()).toEqual([
    { place: 8, count: 1 },
    { place: 9, count: 1 },
  ]);
  // The chapter is closed over old and new ones.
  handle.exec(`UPDATE bundles SET place = ${CHAPTER - 2} WHERE place = 9`);
  const behind = [9, 10].map((dseq) => ({ ...told, outcome: { ...told.outcome, command: `new-${dseq}`, dseq } }));
  expect(await store.append({ ...change, settled: behind })).toBe(true);
  expect(handle.prepare('SELECT code % ? AS place FROM marks WHERE chapter = 0 ORDER BY place').all(CHAPTER)).toEqual(
    WORDS.map((_, nth) => ({ place: nth + 1 })),
  );
  expect((await store.bodies(LANE, hashes)).map(({ text }) => text)).toEqual(WORDS);
  expect(handle.pragma('integrity_check', { simple: true })).toBe('ok');
  cleanUp();
});
