// A hub that outgrows its file: everything is moved to PostgreSQL, and workstations go on without being enrolled anew.
import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { examineLedger } from '../../shared/sync/doctor-ledger.ts';
import { MOVED_TABLES, moveRows } from '../../hub/server/moving.ts';
import { openStore } from '../../hub/server/open-store.ts';
import { digest } from '../../hub/server/secrets.ts';
import { startHub } from '../../hub/server/start-hub.ts';
import { startPostgres, type OwnPostgres } from '../../hub/simulation/own-postgres.ts';
import type { Workplace } from '../../electron/workplace.ts';
import { cli } from '../cli/run-cli.ts';
import { notesOn, opensCase } from '../hosts/hub-work.ts';
import { until } from '../hub/at-the-wire.ts';
import { comesIn, LANE, startHubKit, type HubKit } from '../hub/real-hub.ts';
import { absence, customer, hash } from '../store/samples.ts';

let server: OwnPostgres;
let kit: HubKit;
let [url, database, file] = ['', '', ''];
let desk: Workplace;
let caseId: string;

const opened = async (dir: string, at: string | null) => {
  const store = await openStore({ dir, database: at, now: Date.now });
  if (!store.ok) throw new Error(JSON.stringify(store.refusal));
  return store.value;
};
const atRest = (): Promise<void> =>
  until(() => {
    const { waiting, trouble, position } = desk.engine.status(LANE);
    return waiting === 0 && trouble === null && position > 0;
  }, 20_000);
const move = (dir: string, ...args: string[]) => cli(['hub', 'move', '--data', dir, '--database', database, ...args]);

const asideIn = (dir: string): readonly string[] =>
  readdirSync(join(dir, 'backups')).flatMap((name) => (name.endsWith('-moved-ledger.sqlite') ? [join(dir, 'backups', name)] : []));

/** Everything a ledger tells, as its readers see it. */
const told = async (store: LedgerStore): Promise<unknown> => {
  const lanes = await store.lanes();
  return Promise.all(
    lanes.map(async (lane) => {
      const events = await store.events(lane, 0, 9_999);
      const cases = [...new Set(events.map(({ event }) => event.caseId))].toSorted();
      const hashes = events.flatMap(({ event }) => ('bodyHash' in event && typeof event.bodyHash === 'string' ? [event.bodyHash] : []));
      const keys = await store.journals(lane);
      return [
        lane,
        await store.glance(lane, 1),
        await store.epochs(lane),
        events,
        await Promise.all(cases.map((id) => store.eventsOf(id))),
        Object.fromEntries(await store.states(cases)),
        Object.fromEntries([...(await store.audiences(lane, cases))].map(([id, tags]) => [id, tags.toSorted()])),
        await store.inventory({ lane, tags: null, closedSince: null, after: null, limit: 99 }),
        await store.bodies(lane, hashes),
        hashes.length > 2,
        await store.grantsOfCases(lane, cases),
        await store.budgetTotals(lane),
        await store.journalHeads(keys),
        await Promise.all(keys.map((key) => store.settledAfter(key, 0, 9_999))),
        await store.settledCommands(lane, ['twice']),
        await store.forks(lane),
        await store.absences(lane),
        await store.customersAfter(lane, 0, 99),
        (await store.packs()).length,
      ];
    }),
  );
};

beforeAll(async () => {
  server = await startPostgres();
  database = `${server.url}${server.url.includes('?') ? '&' : '?'}schema=t_${randomUUID().replaceAll('-', '')}`;
  kit = await startHubKit();
  url = kit.url();
  file = join(kit.dir, 'ledger.sqlite');
  desk = await kit.desk();
  await comesIn(desk.desk, 'lena');
  caseId = opensCase(desk, 'Kein Netz');
  notesOn(desk, caseId, 'Vor dem Umzug');
  // The conversation that signing in began may be over by now.
  desk.engine.kick(LANE);
  await atRest();
  const { store, register } = kit.hub();
  await store.putCustomers(LANE, [customer('K-1'), customer('K-2')]);
  await store.putCustomers(LANE, [customer('K-1', { name: 'Neu' })]);
  await store.putAbsences([absence('a1', { lane: LANE })]);
  await register.recordTry(LANE, 'murat', Date.now(), false);
}, 60_000);
afterAll(async () => {
  await kit.end();
  await server.stop();
});

describe('[HS32] a hub is moved from its file to PostgreSQL', () => {
  it('not without a ledger or a database, and not into somebody else’s', async () => {
    expect(await move(join(kit.dir, 'directory'))).toMatchObject({ code: 2, err: [expect.stringContaining('no ledger')] });
    expect((await cli(['hub', 'move', '--data', kit.dir])).err).toEqual([
      '“hub move” needs --database postgres://….'.replaceAll(/[“”]/g, '"'),
    ]);
    await kit.stop();
    const elsewhere = `${database}_other`;
    const other = await opened(kit.dir, elsewhere);
    await other.store.openLane('somebody', 'e1');
    await other.close();
    const refused = await cli(['hub', 'move', '--data', kit.dir, '--database', elsewhere]);
    expect(refused).toMatchObject({ code: 2, err: [expect.stringContaining('Another ledger')] });
    expect(existsSync(file)).toBe(true);
  });

  it('not while somebody writes there, and not what is broken', async () => {
    const writer = new Database(file);
    writer.exec('BEGIN IMMEDIATE');
    const moving = new Database(file, { timeout: 10 });
    expect(await moveRows(kit.dir, moving, null as never)).toMatchObject({ refusal: { code: 'ledger-in-use' } });
    moving.close();
    writer.exec('ROLLBACK');
    const put = writer.prepare('UPDATE states SET state = json_set(state, ?, json_extract(state, ?) + ?)');
    put.run('$.openedAt', '$.openedAt', 1);
    expect(await move(kit.dir)).toMatchObject({ code: 2, err: [expect.stringContaining('findings')] });
    put.run('$.openedAt', '$.openedAt', -1);
    writer.close();
  });

  it('with everything its readers are told, and the file is put aside', async () => {
    const before = await opened(kit.dir, null);
    await before.store.recordFork({ key: { lane: LANE, device: 'gone', gen: 1 }, dseq: 2, hash: hash(9), text: 'other', at: 9 });
    const [ledger, devices, codes] = [await told(before.store), await before.register.devices(), await before.register.codes()];
    await before.close();
    expect(await move(kit.dir, '--json')).toMatchObject({ code: 0, err: [], json: { lanes: 2, again: false } });
    expect([existsSync(file), asideIn(kit.dir).length]).toEqual([false, 1]);
    const after = await opened(kit.dir, database);
    expect(await told(after.store)).toEqual(ledger);
    expect([await after.register.devices(), await after.register.codes()]).toEqual([devices, codes]);
    expect([devices.length, codes.length, await after.register.failures(LANE, 'murat', 0)]).toEqual([1, 1, 1]);
    expect(await examineLedger(after.store, digest)).toEqual([]);
    await after.close();
  });

  it('a move that was broken off behind its last step is gone on with', async () => {
    copyFileSync(asideIn(kit.dir)[0]!, file);
    expect((await move(kit.dir, '--json')).json).toMatchObject({ rows: 0, again: true });
    expect(existsSync(file)).toBe(false);
  });

  it('and its workstations go on where they were, nobody enrolled anew', async () => {
    const said = notesOn(desk, caseId, 'Während des Umzugs');
    const started = await startHub({ dir: kit.dir, port: Number(new URL(url).port), store: await opened(kit.dir, database) });
    if (!started.ok) throw new Error(JSON.stringify(started.refusal));
    await desk.engine.sync(LANE);
    await atRest();
    const kept = await opened(kit.dir, database);
    expect((await kept.store.settledCommands(LANE, [said])).get(said)?.outcome.verdict).toBe('accepted');
    expect(await kept.store.epochs(LANE)).toHaveLength(1);
    await kept.close();
    await started.value.close();
  });

  it('a hub that is started from the folder without its database says so and begins nothing', async () => {
    const before = readdirSync(kit.dir).toSorted();
    expect(await openStore({ dir: kit.dir, database: null, now: Date.now })).toMatchObject({ refusal: { code: 'lanes-missing' } });
    const said = await cli(['hub', 'pack', 'hotel', '--data', kit.dir]);
    expect([said.code, said.err.join()]).toEqual([2, expect.stringContaining('--database is missing')]);
    expect(readdirSync(kit.dir).toSorted()).toEqual(before);
  });

  /** The narrow row of a case, and the ways to words, numbers and names: they only say where in the file something stands. */
  const FOUND_BY = new Set(['cases', 'marks', 'runs', 'told']);
  /** Verdicts stand one by one over there. */
  const thereOf = (name: string): string => (name === 'bundles' ? 'verdicts' : name);
  it('every table of the file is moved', () => {
    const own = new Database(asideIn(kit.dir)[0]!);
    const tables = own
      .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all();
    own.close();
    expect(
      tables
        .map(({ name }) => thereOf(name))
        .filter((name) => !FOUND_BY.has(name))
        .toSorted(),
    ).toEqual([...MOVED_TABLES].toSorted());
  });
});
