// The commands of a push stand in bundles: each comes out as it went in, however its neighbours were ruled on, and under its own name only.
import { hash as digest } from 'node:crypto';
import { expect, it } from 'vitest';
import { CHAPTER } from '../../shared/store/migrations/ledger-004.ts';
import type { LedgerAppend, Settled } from '../../shared/store/ledger-store.ts';
import { LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { openSqlite } from './open-sqlite.ts';
import { LANE } from './samples.ts';

const key = { lane: LANE, device: 'd1', gen: 0 };
const sha = (text: string): string => digest('sha256', text);
const change = { lane: LANE, expected: 0, events: [], states: [], grants: [], bodies: [] };
type Said = LedgerAppend['bodies'][number];

/** Signs of one byte, of two, and such that are two units long, alone and in halves, at every end of a part. */
const SIGNS = ['a', 'ß', '😀', '"', '\\', '\n', '\u0000', '一', ''];

const entry = (dseq: number, more: Partial<Settled['outcome']> = {}, body: string | null = null, of = key): Settled => {
  const sign = SIGNS[dseq % SIGNS.length]!;
  return {
    key: of,
    hash: sha(`${dseq}`),
    text: `${sign}${JSON.stringify({ n: dseq, body })}${sign}`,
    outcome: { command: `cmd-${dseq}${dseq % 5 === 0 ? sign : ''}`, lane: LANE, dseq, verdict: 'accepted', refusal: null, at: 9, ...more },
  };
};
const words = (dseq: number): Said => {
  const text = `${SIGNS[(dseq * 7) % SIGNS.length]} said ${dseq} ${SIGNS[(dseq * 5) % SIGNS.length]}`;
  return { caseId: `c${dseq % 3}`, body: { hash: sha(text), salt: `salt-${dseq % 11}`, text } };
};

const opened = async () => {
  const { handle, cleanUp } = openSqlite('memory', LEDGER_APPLICATION, LEDGER_MIGRATIONS);
  const store = createSqliteLedgerStore(handle);
  await store.openLane(LANE, 'e');
  await store.openLane('hotel', 'h');
  const bundles = () =>
    handle.prepare('SELECT place, dseq, count FROM bundles ORDER BY place').all() as { place: number; dseq: number; count: number }[];
  return { handle, store, bundles, cleanUp };
};

it('[S62] every command of a push, its verdict and its words come out of the bundles as they went in', async () => {
  const { handle, store, bundles, cleanUp } = await opened();
  // The push begins thirty places before its chapter is full.
  handle.exec(`INSERT INTO bundles (place, journal, dseq, count, verdict, at, marks, hashes, body)
    VALUES (${CHAPTER - 31}, 0, 1, 1, 'accepted', 9, '[null]', x'', '["","","","",""]')`);
  const refusal = { code: 'case-closed', data: { by: 'Jörg' } };
  const bodies: Said[] = [];
  const settled = Array.from({ length: 90 }, (_, index) => {
    const dseq = index + 1;
    const said = dseq % 4 === 0 ? null : words(dseq);
    if (said !== null) bodies.push(said);
    const ruled =
      dseq > 20 && dseq < 24
        ? { verdict: 'refused' as const, refusal: dseq === 23 ? { ...refusal, code: 'case-gone' } : refusal }
        : dseq === 24
          ? { verdict: 'quarantined' as const }
          : {};
    return entry(dseq, { ...ruled, at: dseq < 60 ? 9 : 10 }, said?.body.hash ?? null);
  });
  expect(await store.append({ ...change, settled, bodies })).toBe(true);
  expect(
    bundles()
      .slice(1)
      .map(({ dseq, count }) => [dseq, count]),
  ).toEqual([
    [1, 16],
    [17, 4],
    [21, 2],
    [23, 1],
    [24, 1],
    [25, 6],
    [31, 16],
    [47, 13],
    [60, 16],
    [76, 15],
  ]);
  expect(bundles().find(({ dseq }) => dseq === 31)?.place).toBe(CHAPTER);
  expect(handle.prepare('SELECT chapter, count(*) AS words FROM marks').all()).toEqual([
    { chapter: 0, words: bodies.filter((_, index) => index < 23).length },
  ]);
  for (let after = 0; after <= 90; after += 1)
    for (const limit of [1, 5, 17, 99]) expect(await store.settledAfter(key, after, limit)).toEqual(settled.slice(after, after + limit));
  for (const { outcome } of settled) expect(await store.settledAt(key, outcome.dseq)).toEqual(settled[outcome.dseq - 1]);
  expect(await store.settledAt(key, 91)).toBeNull();
  const names = settled.map(({ outcome }) => outcome.command);
  expect(await store.settledCommands(LANE, [...names, 'nobody'])).toEqual(new Map(settled.map((each) => [each.outcome.command, each])));
  for (const name of names) expect([name, (await store.settledCommands(LANE, [name])).get(name)?.outcome.command]).toEqual([name, name]);
  expect((await store.settledCommands('hotel', names)).size).toBe(0);
  for (const each of [store, createSqliteLedgerStore(handle)]) {
    expect(
      await each.bodies(
        LANE,
        bodies.toReversed().map(({ body }) => body.hash),
      ),
    ).toEqual(bodies.toReversed().map(({ body }) => body));
    expect([
      ...(
        await each.casesOfBodies(
          LANE,
          bodies.map(({ body }) => body.hash),
        )
      ).values(),
    ]).toEqual(bodies.map(({ caseId }) => caseId));
  }
  cleanUp();
});

it('[S62] several journals that are settled together, and a number nobody took, keep to themselves; what is long stands alone', async () => {
  const { store, bundles, cleanUp } = await opened();
  const other = { ...key, device: 'd2' };
  const long = (dseq: number): Settled => ({ ...entry(dseq), text: 'x'.repeat(40_000) });
  const settled = [
    entry(1),
    entry(2),
    entry(1, {}, null, other),
    entry(2, {}, null, other),
    entry(3),
    entry(5),
    long(6),
    long(7),
    entry(8),
  ];
  expect(await store.append({ ...change, settled })).toBe(true);
  expect(bundles().map(({ dseq, count }) => [dseq, count])).toEqual([
    [1, 2],
    [1, 2],
    [3, 1],
    [5, 2],
    [7, 1],
    [8, 1],
  ]);
  expect(await store.settledAfter(key, 0, 99)).toEqual(settled.filter((each) => each.key === key));
  expect(await store.settledAfter(other, 0, 99)).toEqual(settled.filter((each) => each.key === other));
  expect((await store.settledCommands(LANE, ['cmd-2'])).get('cmd-2')?.key).toEqual(key);
  cleanUp();
});

it('[S5] [S62] a command is found among names of which nobody can say whether they come before or after it', async () => {
  const { store, cleanUp } = await opened();
  const named = (command: string, dseq: number): Settled => ({ ...entry(dseq), outcome: { ...entry(dseq).outcome, command } });
  // Two units long, it comes before the other for JavaScript and behind it for SQLite.
  const [pair, single] = ['😀', '\ue000'];
  expect(await store.append({ ...change, settled: [named(pair, 1), named('m', 2), named('q"\\', 3)] })).toBe(true);
  const among = async (...names: readonly string[]): Promise<readonly string[]> => [...(await store.settledCommands(LANE, names)).keys()];
  expect(await among('y', pair, single)).toEqual([pair]);
  expect([await among('z', 'm', 'a'), await among('m', 'z'), await among('a', 'm'), await among('m')]).toEqual([
    ['m'],
    ['m'],
    ['m'],
    ['m'],
  ]);
  expect([await among('a', 'b'), await among('n', 'o'), await among('n', 'a'), await among()]).toEqual([[], [], [], []]);
  expect(await among('q"\\', 'a')).toEqual(['q"\\']);
  cleanUp();
});

it('[S60] [S62] words are those of the command they came with, also where another one names their hash and its own begins alike', async () => {
  const { handle, store, cleanUp } = await opened();
  handle.exec(`INSERT INTO bundles (place, journal, dseq, count, verdict, at, marks, hashes, body)
    VALUES (${CHAPTER - 3}, 0, 1, 1, 'accepted', 9, '[null]', x'', '["","","","",""]')`);
  // Alike as far as a chapter that is full knows them.
  const [one, two] = ['ab1234567801', 'ab1234567802'].map((start) => start.padEnd(64, '0')) as [string, string];
  const said = (hash: string, text: string): Said => ({ caseId: 'c', body: { hash, salt: 's', text } });
  const settled = [{ ...entry(1), text: JSON.stringify({ of: two, body: one }) }, entry(2, {}, two), entry(3)];
  expect(await store.append({ ...change, settled, bodies: [said(one, 'one'), said(two, 'two')] })).toBe(true);
  expect(handle.prepare('SELECT count(*) AS n FROM marks').get()).toEqual({ n: 2 });
  expect((await store.bodies(LANE, [two, one])).map(({ text }) => text)).toEqual(['two', 'one']);
  cleanUp();
});

it('[S62] words that are asked for together, in whatever order, take each bundle out once', async () => {
  const { handle, cleanUp } = await opened();
  let taken = 0;
  const counting = {
    ...handle,
    inTransaction: false,
    exec: (sql: string) => handle.exec(sql),
    close: () => handle.close(),
    prepare: (sql: string) => {
      const statement = handle.prepare(sql);
      const get = (...values: Parameters<typeof statement.get>): unknown => {
        if (sql.includes('b.body')) taken += 1;
        return statement.get(...values);
      };
      return { run: statement.run.bind(statement), all: statement.all.bind(statement), get };
    },
  };
  const store = createSqliteLedgerStore(counting);
  const bodies = Array.from({ length: 64 }, (_, index) => words(index + 1));
  const settled = bodies.map(({ body }, index) => entry(index + 1, {}, body.hash));
  await store.append({ ...change, settled, bodies });
  const scattered = bodies.map((_, index) => bodies[(index * 17) % 64]!.body.hash);
  taken = 0;
  expect((await store.bodies(LANE, scattered)).map(({ hash }) => hash)).toEqual(scattered);
  expect(taken).toBe(4);
  cleanUp();
});
