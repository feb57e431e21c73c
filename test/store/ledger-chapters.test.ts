// Words of a ledger lie in chapters: whoever asks by a hash finds them in the first, the newest and any in between, and only in their lane.
import { expect, it } from 'vitest';
import { CHAPTER, LANE_SPAN } from '../../shared/store/migrations/ledger-004.ts';
import { LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { openSqlite } from './open-sqlite.ts';
import { confirmed, hash, LANE, noted, opened, stateOf } from './samples.ts';

const key = { lane: LANE, device: 'd1', gen: 0 };

const kept = async () => {
  const { handle, cleanUp } = openSqlite('memory', LEDGER_APPLICATION, LEDGER_MIGRATIONS);
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
      settled: [{ key, hash: hash(n), text: JSON.stringify({ id: `cmd-${n}`, body: hash(n) }), outcome }],
      bodies: [
        { caseId, body: { hash: hash(n), salt: 's', text: `said ${n}` } },
        { caseId, body: { hash: hash(n + 100), salt: 's', text: `loose ${n}` } },
      ],
    });
  };
  /** As if so many had been said meanwhile. */
  const turnPages = (chapters: number): void => {
    for (const table of ['verdicts', 'bodies'])
      handle.exec(
        `UPDATE ${table} SET place = place + ${chapters * CHAPTER}, chapter = chapter + ${chapters} WHERE place = (SELECT max(place) FROM ${table})`,
      );
  };
  return { store, says, turnPages, cleanUp };
};

it('[S60] words are found in whatever chapter they stand, with their case and only in their lane', async () => {
  const { store, says, turnPages, cleanUp } = await kept();
  for (const n of [1, 2, 3]) {
    await says(n);
    turnPages(n);
  }
  await says(4);
  const hashes = [3, 101, 4, 1, 104, 102, 2, 103].map(hash);
  const texts = ['said 3', 'loose 1', 'said 4', 'said 1', 'loose 4', 'loose 2', 'said 2', 'loose 3'];
  expect((await store.bodies(LANE, [...hashes, hash(77)])).map(({ text }) => text)).toEqual(texts);
  expect([...(await store.casesOfBodies(LANE, hashes)).values()]).toEqual(['c3', 'c1', 'c4', 'c1', 'c4', 'c2', 'c2', 'c3']);
  expect([await store.bodies('hotel', hashes), await store.bodies('nobody', hashes)]).toEqual([[], []]);
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
