// Words of a ledger lie in chapters: whoever asks by a hash finds them in the first, the newest and any in between, and only in their lane.
import Database from 'better-sqlite3';
import { hash as digest } from 'node:crypto';
import { expect, it } from 'vitest';
import { CHAPTER, LANE_SPAN } from '../../shared/store/migrations/ledger-004.ts';
import { LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { openSqlite } from './open-sqlite.ts';
import { confirmed, hash, LANE, noted, opened, stateOf } from './samples.ts';

const key = { lane: LANE, device: 'd1', gen: 0 };

/** The small numbers of the samples all begin alike, as hashes hardly ever do. */
const kept = async (kind: 'memory' | 'file' = 'memory', named = hash) => {
  const { handle, cleanUp } = openSqlite(kind, LEDGER_APPLICATION, LEDGER_MIGRATIONS);
  const store = createSqliteLedgerStore(handle);
  await store.openLane(LANE, 'e');
  await store.openLane('hotel', 'h');
  /** One command with its words, and words that belong to no command. */
  const says = async (n: number): Promise<void> => {
    const caseId = `c${n}`;
    const expected = (await store.head(LANE))!.position;
    const outcome = { command: `cmd-${n}`, lane: LANE, dseq: n, verdict: 'accepted', refusal: null, at: 9 } as const;
    await store.append({
      lane: LANE,
      expected,
      events: [confirmed(opened(caseId), expected + 1, 1), confirmed(noted(caseId, 2), expected + 2, 2)],
      states: [{ ...stateOf(caseId), version: 2 }],
      grants: [],
      settled: [{ key, hash: hash(n), text: JSON.stringify({ id: `cmd-${n}`, body: named(n) }), outcome }],
      bodies: [
        { caseId, body: { hash: named(n), salt: 's', text: `said ${n}` } },
        { caseId, body: { hash: hash(n + 100), salt: 's', text: `loose ${n}` } },
      ],
    });
  };
  /** As if so much had been said meanwhile that the next command is the last of its chapter. */
  const turnPages = (): void => {
    handle.exec(`INSERT INTO bundles (place, journal, dseq, count, verdict, at, marks, hashes, body)
      SELECT (max(place) / ${CHAPTER} + 1) * ${CHAPTER} - 2, journal, 0, 1, verdict, at, '[null]', hashes, '["other","{}","","",""]' FROM bundles`);
    handle.exec(`UPDATE bodies SET place = place + ${CHAPTER}, chapter = chapter + 1 WHERE place = (SELECT max(place) FROM bodies)`);
  };
  const reopen = () => createSqliteLedgerStore(handle);
  const marks = (): unknown => handle.prepare('SELECT chapter, count(*) AS words FROM marks GROUP BY chapter').all();
  return { handle, store, says, turnPages, reopen, marks, cleanUp };
};

const unlike = (n: number): string => digest('sha256', `${n}`);

const ROUNDS = 6;
const LAST = 2 * ROUNDS + 1;
const mixed = (numbers: readonly number[]): readonly number[] => numbers.toSorted((a, b) => ((a * 5) % 7) - ((b * 5) % 7));

it('[S60] words are found in whatever chapter they stand, with their case and only in their lane', async () => {
  const { store, says, turnPages, reopen, marks, cleanUp } = await kept();
  for (let n = 1; n < LAST; n += 2) {
    await says(n);
    turnPages();
    await says(n + 1);
  }
  await says(LAST);
  expect(marks()).toEqual(Array.from({ length: ROUNDS }, (_, chapter) => ({ chapter, words: 2 })));
  const numbers = mixed(Array.from({ length: LAST }, (_, index) => index + 1));
  const hashes = numbers.flatMap((n) => [hash(n), hash(n + 100)]);
  const texts = numbers.flatMap((n) => [`said ${n}`, `loose ${n}`]);
  for (const each of [store, reopen()]) {
    expect((await each.bodies(LANE, [...hashes, hash(77)])).map(({ text }) => text)).toEqual(texts);
    expect([...(await each.casesOfBodies(LANE, hashes)).values()]).toEqual(numbers.flatMap((n) => [`c${n}`, `c${n}`]));
    expect([await each.bodies('hotel', hashes), await each.bodies('nobody', hashes)]).toEqual([[], []]);
  }
  cleanUp();
});

it('[S60] words of the chapter that is not full are found as soon as they stand, and where none stand none are', async () => {
  const { store, says, reopen, cleanUp } = await kept();
  const other = reopen();
  const texts = async (each: LedgerStore, ...numbers: readonly number[]): Promise<readonly string[]> =>
    (await each.bodies(LANE, numbers.map(hash))).map(({ text }) => text);
  await says(1);
  expect([await texts(store, 2, 1), await texts(other, 2, 1)]).toEqual([['said 1'], ['said 1']]);
  // Nothing of a push that was not written, and everything of the one that has its place then.
  const broken = { lane: LANE, expected: 2, events: [], states: [], grants: [] };
  const outcome = { command: 'cmd-2', lane: LANE, dseq: 2, verdict: 'accepted', refusal: null, at: 9 } as const;
  const settled = [2, 2].map((n) => ({ key, hash: hash(n), text: JSON.stringify({ body: hash(8) }), outcome }));
  await expect(
    store.append({ ...broken, settled, bodies: [{ caseId: 'c', body: { hash: hash(8), salt: 's', text: 'no' } }] }),
  ).rejects.toThrow('number 2 of d1/0 was settled before');
  expect(await texts(store, 8, 1)).toEqual(['said 1']);
  await says(2);
  expect([await texts(store, 2, 8, 1), await texts(other, 2, 8, 1)]).toEqual([
    ['said 2', 'said 1'],
    ['said 2', 'said 1'],
  ]);
  cleanUp();
});

it('[S60] words that another connection put where others stood are found, also in the chapter that is not full', async () => {
  const { handle, store, says, cleanUp } = await kept('file', unlike);
  await says(1);
  await says(2);
  expect((await store.bodies(LANE, [2, 1].map(unlike))).map(({ text }) => text)).toEqual(['said 2', 'said 1']);
  const other = new Database(handle.name);
  // The last place is the same as before.
  other.exec('UPDATE bundles SET place = place + 10; UPDATE bundles SET place = 13 - place');
  other.close();
  expect((await store.bodies(LANE, [2, 1].map(unlike))).map(({ text }) => text)).toEqual(['said 2', 'said 1']);
  cleanUp();
});

it('[S60] whoever asks for a position that no lane has finds nothing of another lane', async () => {
  const { store, says, cleanUp } = await kept();
  await says(1);
  const beyond = LANE_SPAN + 1;
  expect([await store.eventAt('hotel', 1), await store.events('hotel', 0, 9), await store.eventAt('nobody', 1)]).toEqual([null, [], null]);
  expect([
    await store.eventAt('nobody', beyond),
    (await store.glance('hotel', beyond))?.anchor,
    await store.events('nobody', beyond, 9),
  ]).toEqual([null, null, []]);
  expect((await store.eventsOf('c1')).map(({ version }) => version)).toEqual([1, 2]);
  cleanUp();
});
