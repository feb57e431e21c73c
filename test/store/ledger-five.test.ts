// A hub's database of version 4 goes on: its words and the numbers of its journals are found as before, and what comes is put behind them.
import { hash as digest } from 'node:crypto';
import { expect, it } from 'vitest';
import { CHAPTER } from '../../shared/store/migrations/ledger-004.ts';
import { migrate } from '../../shared/store/migrate.ts';
import { LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { openSqlite } from './open-sqlite.ts';
import { hash, LANE } from './samples.ts';

const journals = ['d1', 'd2'].map((device) => ({ lane: LANE, device, gen: 0 }));
const [one, two] = [journals[0]!, journals[1]!];

/** [place, journal, number]: two workstations that pushed by turns, over the end of a chapter. */
const OLD: readonly (readonly [place: number, journal: number, dseq: number])[] = [
  [1, 1, 1],
  [2, 1, 2],
  [3, 2, 1],
  [4, 1, 3],
  [CHAPTER - 1, 2, 2],
  [CHAPTER, 2, 3],
  [CHAPTER + 1, 1, 4],
];
const wordsAt = (place: number): string => digest('sha256', `${place}`);

const versionFour = () => {
  const { handle, cleanUp } = openSqlite('memory', LEDGER_APPLICATION, LEDGER_MIGRATIONS.slice(0, 4));
  handle.exec(`INSERT INTO lanes (lane, epoch, position, number) VALUES ('${LANE}', 'e', 0, 1);
    INSERT INTO journals (lane, device, gen, dseq, hash) VALUES ('${LANE}', 'd1', 0, 4, '${hash(4)}'), ('${LANE}', 'd2', 0, 3, '${hash(3)}')`);
  const insert =
    handle.prepare(`INSERT INTO verdicts (place, journal, dseq, command, hash, verdict, at, chapter, mark, case_id, salt, text, words)
    VALUES (?, ?, ?, ?, unhex(?), 'accepted', 9, ?, ?, 'c', 's', ?, ?)`);
  for (const [place, journal, dseq] of OLD) {
    const mark = Number.parseInt(wordsAt(place).slice(0, 12), 16);
    const text = JSON.stringify({ body: wordsAt(place) });
    insert.run(place, journal, dseq, `cmd-${place}`, hash(dseq), Math.floor(place / CHAPTER), mark, text, `said ${place}`);
  }
  return { handle, cleanUp };
};

const numbers = (rows: readonly { readonly outcome: { readonly dseq: number; readonly command: string } }[]): readonly unknown[] =>
  rows.map(({ outcome }) => [outcome.dseq, outcome.command]);

it('[S17] [S60] a ledger of version 4 finds its words and numbers as before, and goes on behind them', async () => {
  const { handle, cleanUp } = versionFour();
  expect(migrate(handle, LEDGER_APPLICATION, LEDGER_MIGRATIONS, () => undefined).ok).toBe(true);
  const store = createSqliteLedgerStore(handle);
  const places = OLD.map(([place]) => place).toReversed();
  expect((await store.bodies(LANE, places.map(wordsAt))).map(({ text }) => text)).toEqual(places.map((place) => `said ${place}`));
  // Only what is full is sorted in.
  expect(handle.prepare('SELECT chapter, code % ? AS place FROM marks ORDER BY place').all(CHAPTER)).toEqual(
    [1, 2, 3, 4, CHAPTER - 1].map((place) => ({ chapter: 0, place })),
  );
  expect(handle.prepare('SELECT * FROM runs').all()).toEqual([
    { journal: 1, dseq: 1, place: 1, count: 2 },
    { journal: 1, dseq: 3, place: 4, count: 1 },
    { journal: 1, dseq: 4, place: CHAPTER + 1, count: 1 },
    { journal: 2, dseq: 1, place: 3, count: 1 },
    { journal: 2, dseq: 2, place: CHAPTER - 1, count: 2 },
  ]);

  const told = (dseq: number) => ({
    key: one,
    hash: hash(dseq),
    text: '{}',
    outcome: { command: `new-${dseq}`, lane: LANE, dseq, verdict: 'accepted', refusal: null, at: 9 } as const,
  });
  const change = { lane: LANE, expected: 0, events: [], states: [], grants: [], bodies: [] };
  expect(await store.append({ ...change, settled: [5, 6, 7].map(told) })).toBe(true);
  await expect(store.append({ ...change, settled: [told(7)] })).rejects.toThrow('settled before');
  const all = [
    [1, 'cmd-1'],
    [2, 'cmd-2'],
    [3, 'cmd-4'],
    [4, `cmd-${CHAPTER + 1}`],
    [5, 'new-5'],
    [6, 'new-6'],
    [7, 'new-7'],
  ];
  for (let after = 0; after < 8; after += 1)
    for (const limit of [1, 2, 3, 9])
      expect([after, limit, numbers(await store.settledAfter(one, after, limit))]).toEqual([after, limit, all.slice(after, after + limit)]);
  expect(await Promise.all([0, 1, 2, 3, 4].map(async (dseq) => (await store.settledAt(two, dseq))?.outcome.command ?? null))).toEqual([
    null,
    'cmd-3',
    `cmd-${CHAPTER - 1}`,
    `cmd-${CHAPTER}`,
    null,
  ]);
  // A number nobody took is no reason to lose those behind it.
  expect(await store.append({ ...change, settled: [8, 10, 11].map(told) })).toBe(true);
  expect(numbers(await store.settledAfter(one, 7, 9)).map(String)).toEqual(['8,new-8', '10,new-10', '11,new-11']);
  expect([await store.settledAt(one, 9), (await store.settledAt(one, 11))?.outcome.command]).toEqual([null, 'new-11']);
  expect(handle.pragma('integrity_check', { simple: true })).toBe('ok');
  cleanUp();
});
