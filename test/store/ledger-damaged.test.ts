// A bundle of commands, or what finds one in it, is changed on the disk: it says so and tells nothing wrong, and all others tell what they did.
import { hash as digest } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CHAPTER } from '../../shared/store/migrations/ledger-004.ts';
import type { LedgerAppend, Settled } from '../../shared/store/ledger-store.ts';
import { LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { openSqlite } from './open-sqlite.ts';
import { LANE } from './samples.ts';

const key = { lane: LANE, device: 'd1', gen: 0 };
const sha = (text: string): string => digest('sha256', text);
const change = { lane: LANE, expected: 0, events: [], states: [], grants: [] };

const entry = (dseq: number, command = `cmd-${dseq}`): Settled => ({
  key,
  hash: sha(`${dseq}`),
  text: JSON.stringify({ id: command, body: sha(`said ${dseq}`) }),
  outcome: { command, lane: LANE, dseq, verdict: 'refused', refusal: { code: 'case-gone', data: {} }, at: 9 },
});
const words = (dseq: number): LedgerAppend['bodies'][number] => ({
  caseId: 'c',
  body: { hash: sha(`said ${dseq}`), salt: 's', text: `said ${dseq}` },
});
const numbers = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, nth) => from + nth);

/** Three bundles; the second one, places 17 to 32, is the one to be damaged. */
const three = async () => {
  const { handle, cleanUp } = openSqlite('memory', LEDGER_APPLICATION, LEDGER_MIGRATIONS);
  const store = createSqliteLedgerStore(handle);
  await store.openLane(LANE, 'e');
  const all = numbers(1, 48);
  await store.append({ ...change, settled: all.map((dseq) => entry(dseq)), bodies: all.map(words) });
  return { handle, store, cleanUp };
};
const named = (dseqs: readonly number[]): readonly string[] => dseqs.map((dseq) => `cmd-${dseq}`);

describe('[S63] a bundle that was changed on the disk', () => {
  it.each([
    ['a length', `lengths = '[7' || substr(lengths, 3)`],
    ['a length less', `lengths = '[' || substr(lengths, 4)`],
    ['lengths that are no list', `lengths = 'x' || substr(lengths, 2)`],
    ['lengths that are gone', 'lengths = NULL'],
    ['its end cut off', 'body = substr(body, 1, 300)'],
    ['a mark less', `marks = replace(marks, substr(marks, 1, 16), '[')`],
    ['a mark that is none', `marks = '[1' || substr(marks, 3)`],
    ['a count too many', 'count = 17'],
    ['a hash less', 'hashes = substr(hashes, 33)'],
    ['a refusal that cannot be read', `refusal = '{'`],
  ])('says so with its place and tells nothing of it: %s', async (_what, set) => {
    const { handle, store, cleanUp } = await three();
    expect(handle.prepare(`UPDATE bundles SET ${set} WHERE place = 17`).run().changes).toBe(1);
    const damaged = { code: 'SQLITE_CORRUPT', message: expect.stringContaining('at place 17 is damaged') as string };
    await expect(store.settledAfter(key, 16, 16)).rejects.toMatchObject(damaged);
    await expect(store.settledAt(key, 20)).rejects.toMatchObject(damaged);
    await expect(store.settledCommands(LANE, ['cmd-32'])).rejects.toMatchObject(damaged);
    expect(await store.settledAfter(key, 0, 16)).toEqual(numbers(1, 16).map((dseq) => entry(dseq)));
    expect(await store.settledAfter(key, 32, 99)).toEqual(numbers(33, 48).map((dseq) => entry(dseq)));
    expect([...(await store.settledCommands(LANE, [...named(numbers(1, 16)), ...named(numbers(33, 48))])).keys()]).toHaveLength(32);
    expect(
      (
        await store.bodies(
          LANE,
          [1, 48].map((dseq) => sha(`said ${dseq}`)),
        )
      ).map(({ text }) => text),
    ).toEqual(['said 1', 'said 48']);
    expect(await store.append({ ...change, settled: [entry(49)], bodies: [words(49)] })).toBe(true);
    cleanUp();
  });

  it.each([
    ['it is gone', 'DELETE FROM bundles WHERE place = 17'],
    ['it names a command otherwise', `UPDATE bundles SET body = 'xmd' || substr(body, 4) WHERE place = 17`],
    ['it names no journal', 'UPDATE bundles SET journal = 9 WHERE place = 17'],
    ['its name leads to another', `UPDATE told SET place = 18 WHERE command = 'cmd-17'`],
    ['its name leads nowhere', `UPDATE told SET place = 999 WHERE command = 'cmd-17'`],
  ])('never takes a command for new that it has ruled on: %s', async (_what, sql) => {
    const { handle, store, cleanUp } = await three();
    expect(handle.prepare(sql).run().changes).toBe(1);
    await expect(store.settledCommands(LANE, ['cmd-1', 'cmd-17'])).rejects.toMatchObject({
      code: 'SQLITE_CORRUPT',
      message: expect.stringContaining('command cmd-17 is not at place') as string,
    });
    expect([...(await store.settledCommands(LANE, ['cmd-1', 'cmd-48'])).keys()]).toEqual(['cmd-1', 'cmd-48']);
    cleanUp();
  });

  it.each([
    ['it is gone', 'DELETE FROM bundles WHERE place = 17'],
    ['it says other numbers', 'UPDATE bundles SET dseq = 18 WHERE place = 17'],
    ['its numbers lead elsewhere', 'UPDATE runs SET place = place - 1, dseq = dseq + 1, count = count + 1'],
  ])('never tells other numbers than it is asked for: %s', async (_what, sql) => {
    const { handle, store, cleanUp } = await three();
    expect(handle.prepare(sql).run().changes).toBe(1);
    await expect(store.settledAfter(key, 16, 99)).rejects.toMatchObject({
      code: 'SQLITE_CORRUPT',
      message: expect.stringContaining('of journal d1/0 are not at place') as string,
    });
    cleanUp();
  });

  it('keeps nobody from closing the chapter it stands in', async () => {
    const { handle, store, cleanUp } = await three();
    handle.exec(
      `UPDATE bundles SET marks = '{' || substr(marks, 2) WHERE place = 17; UPDATE bundles SET place = ${CHAPTER - 18} WHERE place = 33`,
    );
    expect(await store.append({ ...change, settled: [entry(49), entry(50)], bodies: [49, 50].map(words) })).toBe(true);
    const found = await store.bodies(
      LANE,
      [1, 48, 50].map((dseq) => sha(`said ${dseq}`)),
    );
    expect(found.map(({ text }) => text)).toEqual(['said 1', 'said 48', 'said 50']);
    cleanUp();
  });
});

it('[S5] [S63] a command whose name holds half a sign is no damage, and known again', async () => {
  const { handle, cleanUp } = openSqlite('memory', LEDGER_APPLICATION, LEDGER_MIGRATIONS.slice(0, 5));
  handle.exec(`INSERT INTO lanes (lane, epoch, position, number) VALUES ('${LANE}', 'e', 0, 1);
    INSERT INTO journals (lane, device, gen, dseq, hash) VALUES ('${LANE}', 'd1', 0, 1, '${sha('1')}');
    INSERT INTO runs (journal, dseq, place, count) VALUES (1, 1, 1, 1)`);
  const [old, fresh] = ['old-\ud83d', 'new-\udc4d'];
  handle
    .prepare(
      `INSERT INTO verdicts (place, journal, dseq, command, hash, verdict, at, text) VALUES (1, 1, 1, ?, unhex(?), 'accepted', 9, '')`,
    )
    .run(old, sha('1'));
  for (const step of LEDGER_MIGRATIONS.slice(5)) handle.exec(step.sql);
  const store = createSqliteLedgerStore(handle);
  await store.append({ ...change, settled: [entry(2, fresh)], bodies: [] });
  const found = await store.settledCommands(LANE, [fresh, old, 'new-']);
  expect([...found.values()].map(({ outcome }) => outcome.dseq).toSorted((a, b) => a - b)).toEqual([1, 2]);
  cleanUp();
});
