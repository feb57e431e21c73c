// Opens the folder that version 1 of both databases left behind: everything in it is there, and a copy of it as it was.
import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { projectRoot } from '../../build/paths.ts';
import { readEvent, type EventRow } from '../../shared/store/sqlite-desk-log.ts';

const LANE = 'nordlicht';
const FILES = ['desk.sqlite', 'ledger.sqlite'];
const EVENTS = 123;
const CASES = 28;
const WAITING = 5;

let dir: string;
let place: Workplace | null = null;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'stafette-one-')), 'data');
  mkdirSync(dir);
  for (const file of FILES)
    writeFileSync(join(dir, file), gunzipSync(readFileSync(join(projectRoot, 'test/fixtures/data-1', `${file}.gz`))));
});
afterEach(async () => {
  await place?.close();
  place = null;
  rmSync(join(dir, '..'), { recursive: true, force: true });
});

/** What the old file says of itself, in its own words. */
const asItWas = () => {
  const old = new Database(join(dir, 'desk.sqlite'), { readonly: true });
  const rows = <Row>(sql: string): readonly Row[] => old.prepare(sql).all() as Row[];
  const said = {
    version: old.pragma('user_version', { simple: true }),
    events: rows<EventRow>(`SELECT * FROM events WHERE lane = '${LANE}' ORDER BY position`).map(readEvent),
    bodies: rows<{ hash: string; salt: string; text: string }>('SELECT hash, salt, text FROM bodies'),
    waiting: rows<{ command: string }>('SELECT command FROM journal WHERE settled = 0 ORDER BY seq').map(({ command }) => command),
    words: rows<{ command: string }>("SELECT command FROM search_docs WHERE command <> ''").length,
  };
  old.close();
  return said;
};

const opened = async (): Promise<Workplace> => {
  const now = await openWorkplace({ dir });
  if (!now.ok) throw new Error(JSON.stringify(now.refusal));
  return (place = now.value);
};

it('[S17] [S35] a desk of version 1 has its whole log, stands at its end under a name, and leaves nothing out', async () => {
  const before = asItWas();
  expect([before.version, before.events.length, before.waiting.length]).toEqual([1, EVENTS, WAITING]);
  const { store, rescues } = await opened();
  const last = before.events.at(-1)!;
  expect(rescues).toEqual([]);
  expect(store.eventsAfter(LANE, 0, EVENTS)).toEqual(before.events);
  expect([store.head(LANE).position >= last.position, store.head(LANE).scope, store.unfilledCount(LANE)]).toEqual([true, 'all', 0]);
  expect(before.bodies.map(({ hash }) => store.body(hash))).toEqual(before.bodies);
  expect([store.caseIds(LANE, null, 99).length >= CASES, store.searchDocs(LANE, 0, 999).length]).toEqual([true, before.words]);
  expect(store.draft(`${LANE}/lena`, 'c')?.value).toBe('halb geschrieben');
});

it('[S17] what waited in it gets its verdict, and both doctors find nothing', async () => {
  const { waiting } = asItWas();
  const { engine, store, examine } = await opened();
  await engine.sync(LANE);
  expect(waiting.map((command) => store.outcome(command)?.verdict)).toEqual(waiting.map(() => 'accepted'));
  expect([store.outboxCount(LANE), engine.status(LANE).trouble, (await examine()).findings]).toEqual([0, null, []]);
});

it('[S17] [S60] the ledger finds every word that stood in it by its hash', async () => {
  const old = new Database(join(dir, 'ledger.sqlite'), { readonly: true });
  const words = old.prepare('SELECT hash, salt, text FROM bodies WHERE lane = ? ORDER BY hash').all(LANE) as { hash: string }[];
  old.close();
  const { ledger } = await opened();
  expect([
    words.length > 90,
    await ledger!.bodies(
      LANE,
      words.map(({ hash }) => hash),
    ),
  ]).toEqual([true, words]);
});

it('[S17] a copy of each database as it was is kept', async () => {
  await opened();
  const backups = readdirSync(join(dir, 'backups')).toSorted((a, b) => (a < b ? -1 : 1));
  expect(backups.map((name) => name.replace(/^.*-v/, 'v'))).toEqual(['v1-desk.sqlite', 'v1-ledger.sqlite']);
  const copy = new Database(join(dir, 'backups', backups[0]!), { readonly: true });
  expect([copy.pragma('user_version', { simple: true }), copy.prepare('SELECT count(*) AS n FROM events').get()]).toEqual([
    1,
    { n: EVENTS },
  ]);
  copy.close();
});

it('[S41] [S43] a ledger of version 1 serves many desks: its epoch, every case for everybody who had to do with it, customers by mark', async () => {
  const { ledger } = await opened();
  if (ledger === null) throw new Error('a folder without a ledger');
  const head = (await ledger.head(LANE))!;
  expect(await ledger.epochs(LANE)).toEqual([{ epoch: head.epoch, from: 0 }]);
  const { cases } = await ledger.inventory({ lane: LANE, tags: null, closedSince: null, after: null, limit: 99 });
  expect(cases.length).toBeGreaterThanOrEqual(CASES);
  const audiences = await ledger.audiences(
    LANE,
    cases.map(({ caseId }) => caseId),
  );
  const states = await ledger.states(cases.map(({ caseId }) => caseId));
  for (const { caseId, version } of cases) {
    const { holder, version: known, teams } = states.get(caseId)!;
    expect([version, audiences.get(caseId)]).toEqual([
      known,
      expect.arrayContaining([`person:${holder.person}`, ...[holder.team, ...teams].map((team) => `team:${team}`)]),
    ]);
  }
  const mine = [...states.values()].filter(({ holder }) => holder.person === states.get(cases[0]!.caseId)!.holder.person);
  const listed = await ledger.inventory({
    lane: LANE,
    tags: [`person:${mine[0]!.holder.person}`],
    closedSince: null,
    after: null,
    limit: 99,
  });
  expect(listed.cases.map(({ caseId }) => caseId)).toEqual(expect.arrayContaining(mine.map(({ id }) => id)));
  expect((await ledger.customersAfter(LANE, 0, 9)).map(({ mark, customer }) => [mark, customer.id])).toEqual([
    [1, 'k1'],
    [2, 'k2'],
  ]);
});

it('[S37] a case of version 1 can be forgotten, and the words that were said here stay', async () => {
  const { store, engine } = await opened();
  await engine.sync(LANE);
  const [caseId] = store.caseIds(LANE, null, 1);
  const said = store.bodiesOf(caseId!);
  const { position } = store.head(LANE);
  expect([said.length > 0, store.search(LANE, 'Störung', 99).includes(caseId!)]).toEqual([true, true]);
  store.transact(() => store.forgetCase(caseId!));
  expect([store.eventsOf(caseId!), store.row(caseId!), store.head(LANE).position]).toEqual([[], null, position]);
  expect([store.bodiesOf(caseId!), store.search(LANE, 'Störung', 99).includes(caseId!)]).toEqual([said, false]);
});
