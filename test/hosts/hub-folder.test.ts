// The data folder of a workstation of a hub: how it comes to be, what may be done with it, and how damage is healed from the hub.
import Database from 'better-sqlite3';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { joinFolder } from '../../electron/hub/join-folder.ts';
import { exportLines } from '../../electron/export.ts';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { cli } from '../cli/run-cli.ts';
import { comesIn, LANE, SECRET, startHubKit, type HubKit } from '../hub/real-hub.ts';
import { startFaultyProxy } from '../real/faulty-proxy.ts';
import { opensCase, notesOn } from './hub-work.ts';

let root: string;
let kit: HubKit;
const open: Workplace[] = [];
const ends: (() => Promise<void>)[] = [];
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'stafette-hubfolder-'));
  kit = await startHubKit({ kind: 'memory' });
});
afterEach(async () => {
  for (const place of open.splice(0)) await place.close();
  for (const end of ends.splice(0)) await end();
  await kit.end();
  rmSync(root, { recursive: true, force: true });
});
const opened = async (dir: string): Promise<Workplace> => {
  const place = await openWorkplace({ dir });
  if (!place.ok) throw new Error(JSON.stringify(place.refusal));
  open.push(place.value);
  return place.value;
};
const closed = async (place: Workplace): Promise<void> => {
  open.splice(open.indexOf(place), 1);
  await place.close();
};
const joins = (over: Partial<Parameters<typeof joinFolder>[0]>) =>
  joinFolder({ dir: join(root, 'desk'), url: kit.url(), code: null, name: 'Platz 7', clock: Date.now, ...over });

describe('a folder comes to a hub', () => {
  it('[HC10] by one command with a code, and the same command later only starts', async () => {
    const code = await kit.code();
    expect(await joins({ code })).toEqual({ ok: true, value: null });
    expect(await joins({ code })).toEqual({ ok: true, value: null });
    expect(await joins({ url: null, code })).toEqual({ ok: true, value: null });
    const place = await opened(join(root, 'desk'));
    expect(await place.desk.call('hub.view', null, {})).toMatchObject({ enrolled: true, name: 'Platz 7', url: kit.url() });
    expect([place.engine.lanes(), existsSync(join(root, 'desk/ledger.sqlite'))]).toEqual([[], false]);
    expect((await kit.hub().register.devices()).map(({ name }) => name)).toEqual(['Platz 7']);
  });

  it('[HC10] without a code it is named and asked for on the screen', async () => {
    expect(await joins({})).toEqual({ ok: true, value: null });
    const place = await opened(join(root, 'desk'));
    expect(await place.desk.call('hub.view', null, {})).toMatchObject({ url: kit.url(), enrolled: false, restart: false });
    expect(await place.desk.call('people.list', null, {})).toEqual([]);
    expect(await place.desk.call('session.sign-in', null, { lane: LANE, person: 'lena', secret: SECRET })).toMatchObject({
      refusal: { code: 'not-enrolled' },
    });
    const enrolled = await place.desk.call('hub.enrol', null, { url: kit.url(), code: await kit.code(), name: 'Platz 8' });
    expect(enrolled).toMatchObject({ ok: true, value: { enrolled: true, restart: false, trouble: null } });
    await comesIn(place.desk, 'lena');
    expect(place.engine.lanes()).toEqual([LANE]);
  });

  it('[HC10] a code whose answer got lost on the way still works for the same command, and for no other folder', async () => {
    const line = await startFaultyProxy(kit.url());
    ends.push(line.close);
    line.weather = () => 'lose-answer';
    const code = await kit.code();
    expect(await joins({ url: line.url, code })).toMatchObject({ ok: false, refusal: { code: 'hub-unreachable' } });
    line.weather = () => 'pass';
    expect(await joins({ dir: join(root, 'andere'), url: line.url, code })).toMatchObject({ ok: false, refusal: { code: 'code-used' } });
    expect(await joins({ url: line.url, code: code.toLowerCase() })).toEqual({ ok: true, value: null });
    await comesIn((await opened(join(root, 'desk'))).desk, 'lena');
    expect((await kit.hub().register.devices()).length).toBe(1);
  });

  it('[HC10] nothing is made where the hub says no, and each no is one sentence', async () => {
    const start = (...words: readonly string[]) => cli(['start', '--data', join(root, 'desk'), '--no-open', '--host', 'browser', ...words]);
    const wrong = await start('--hub', kit.url(), '--code', 'AAAA-BBBB-CCCC-DDDD', '--name', 'Platz');
    expect([wrong.code, wrong.err, existsSync(join(root, 'desk'))]).toEqual([2, ['The hub does not know this code.'], false]);
    const plain = await start('--hub', 'http://zentrale.example', '--code', 'A');
    expect([plain.code, plain.err[0]]).toEqual([2, expect.stringMatching(/not encrypted/)]);
    expect((await start('--hub', 'http://127.0.0.1:1', '--code', 'A')).err[0]).toMatch(/cannot be reached \(unreachable/);
    expect((await start('--code', 'A')).err[0]).toMatch(/name it with --hub/);
    expect(existsSync(join(root, 'desk'))).toBe(false);
  });

  it('[HC10] belongs to one hub: another is refused, a moved one is followed, a hub’s own folder is left alone', async () => {
    await joins({ code: await kit.code() });
    expect(await joins({ url: 'https://andere.example', code: 'A' })).toMatchObject({
      refusal: { code: 'already-enrolled', data: { url: kit.url() } },
    });
    const moved = await startFaultyProxy(kit.url());
    ends.push(moved.close);
    expect(await joins({ url: moved.url })).toEqual({ ok: true, value: null });
    const place = await opened(join(root, 'desk'));
    await comesIn(place.desk, 'lena');
    expect([(await place.desk.call('hub.view', null, {})).url, moved.met.get('pass')! > 0]).toEqual([moved.url, true]);
    const record = readFileSync(join(kit.dir, 'hub.json'), 'utf8');
    expect(await joins({ dir: kit.dir })).toMatchObject({ ok: false, refusal: { code: 'hub-data' } });
    expect(await openWorkplace({ dir: kit.dir })).toMatchObject({ ok: false, refusal: { code: 'hub-data' } });
    expect(readFileSync(join(kit.dir, 'hub.json'), 'utf8')).toBe(record);
  });

  it('[HC10] a file that can no longer be read is named, and mended by naming the hub again', async () => {
    await joins({ code: await kit.code() });
    writeFileSync(join(root, 'desk/hub.json'), '{"url":');
    expect(await openWorkplace({ dir: join(root, 'desk') })).toMatchObject({ ok: false, refusal: { code: 'hub-file-broken' } });
    expect(await joins({})).toEqual({ ok: true, value: null });
    expect(await (await opened(join(root, 'desk'))).desk.call('hub.view', null, {})).toMatchObject({ enrolled: true });
  });

  it('[HC10] a folder in which somebody has worked is no hub’s because a file was laid into it', async () => {
    const dir = join(root, 'eigen');
    const single = await opened(dir);
    opensCase(single, 'Eigener Vorgang');
    await closed(single);
    writeFileSync(join(dir, 'hub.json'), JSON.stringify({ url: kit.url() }));
    expect(await openWorkplace({ dir })).toMatchObject({ ok: false, refusal: { code: 'own-cases', data: { cases: 1, dir } } });
    expect([existsSync(join(dir, 'desk.sqlite')), existsSync(join(dir, 'ledger.sqlite'))]).toEqual([true, true]);
    rmSync(join(dir, 'hub.json'));
    expect(await joins({ dir, code: await kit.code() })).toMatchObject({ ok: false, refusal: { code: 'own-cases' } });
    expect(await joins({ dir })).toMatchObject({ ok: false, refusal: { code: 'own-cases' } });
  });

  it('[HC10] another hub at the same address is not followed, and nothing is lost', async () => {
    const line = await startFaultyProxy(kit.url());
    ends.push(line.close);
    const place = await kit.desk({ url: line.url });
    await comesIn(place.desk, 'lena');
    const caseId = opensCase(place, 'Vor dem Tausch');
    await place.engine.sync(LANE);
    const other = await startHubKit({ kind: 'memory' });
    ends.push(other.end);
    line.target = other.url();
    line.pull();
    const troubleAfterATry = async (): Promise<string | null> => {
      await place.engine.sync(LANE);
      return place.engine.status(LANE).trouble;
    };
    await expect.poll(troubleAfterATry, { timeout: 10_000 }).toMatch(/^not-enrolled/);
    expect(place.store.row(caseId)?.title).toBe('Vor dem Tausch');
  });
});

describe('a workstation’s folder', () => {
  it('[HC11] takes in nothing from files, is examined by what lies in it, and is written out', async () => {
    const dir = join(root, 'desk');
    await joins({ code: await kit.code() });
    const place = await opened(dir);
    await comesIn(place.desk, 'lena');
    const caseId = opensCase(place, 'Router blinkt rot');
    await place.engine.sync(LANE);
    await closed(place);
    const csv = join(root, 'kunden.csv');
    writeFileSync(csv, 'id,name\nK-1,Petra\n');
    for (const words of [
      [csv, '--from', 'customers', '--principal', LANE],
      [csv, '--from', 'servicenow', '--principal', LANE, '--dry-run'],
    ])
      expect((await cli(['import', ...words, '--data', dir])).err).toEqual([expect.stringMatching(/is a workstation of a hub/)]);
    const doctor = await cli(['doctor', '--data', dir, '--json']);
    expect([doctor.code, doctor.json]).toMatchObject([0, { ok: true, hub: kit.url(), cases: 1, rescues: [], findings: [] }]);
    expect((await cli(['doctor', '--data', dir], { language: 'de' })).out.join('\n')).toMatch(/nur, was hier liegt/);
    await cli(['export', '--data', dir, '--out', join(root, 'aus.jsonl')]);
    const lines = readFileSync(join(root, 'aus.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { caseId?: string });
    expect(lines.filter((line) => line.caseId === caseId).length).toBeGreaterThan(0);
  });

  it('[HC11] a case whose history has not come yet is marked where it is written out, and told by the doctor', async () => {
    const line = await startFaultyProxy(kit.url());
    ends.push(line.close);
    const far = await kit.desk();
    await comesIn(far.desk, 'lena');
    const caseId = opensCase(far, 'Alter Vorgang');
    for (let n = 0; n < 3; n += 1) notesOn(far, caseId, `Notiz ${n}`);
    await far.engine.sync(LANE);
    line.weather = (path) => (path.endsWith('/histories') ? 'refuse' : 'pass');
    const near = await kit.desk({ url: line.url });
    await comesIn(near.desk, 'jonas');
    await near.engine.sync(LANE);
    const written = (): readonly unknown[] =>
      [...exportLines(near.store, { lanes: [LANE], customers: false })].map((text): unknown => JSON.parse(text));
    expect(near.store.row(caseId)?.title).toBe('Alter Vorgang');
    expect(written()).toContainEqual({ kind: 'history-missing', lane: LANE, caseId, until: 4 });
    expect(await near.examine()).toMatchObject({ findings: [], integrity: [], unfilled: 1 });
    line.weather = () => 'pass';
    await near.engine.fillHistories(LANE);
    expect(near.store.eventsOf(caseId)).toEqual(far.store.eventsOf(caseId));
    expect(written().filter((entry) => (entry as { kind: string }).kind === 'history-missing')).toEqual([]);
  });

  it('[HC12] a damaged desk is set aside; who it is, its drafts and what had not gone up yet are saved, the rest comes from the hub', async () => {
    const line = await startFaultyProxy(kit.url());
    ends.push(line.close);
    const dir = join(root, 'desk');
    await joins({ url: line.url, code: await kit.code() });
    const place = await opened(dir);
    await comesIn(place.desk, 'lena');
    const confirmed = opensCase(place, 'Schon oben');
    await place.engine.sync(LANE);
    line.weather = () => 'refuse';
    line.pull();
    const waiting = opensCase(place, 'Noch nicht oben');
    const noted = notesOn(place, confirmed, 'Auch noch nicht oben');
    place.store.transact(() => place.store.saveDraft({ author: `${LANE}/lena`, key: 'c', value: 'halb', savedAt: 1 }));
    const device = place.store.setting('device');
    await closed(place);
    spoil(join(dir, 'desk.sqlite'), 'states');
    // A start that waits for nobody does not look at every page; whoever meets the damage leaves word for the next one.
    const spoilt = await opened(dir);
    expect(spoilt.rescues).toEqual([]);
    const signed = await spoilt.desk.call('session.sign-in', null, { lane: LANE, person: 'lena', secret: SECRET });
    const session = signed.ok ? signed.value.session : null;
    await expect(spoilt.desk.call('case.view', session, { caseId: confirmed })).rejects.toThrow(/malformed/);
    await closed(spoilt);

    const again = await opened(dir);
    expect(again.rescues).toMatchObject([{ file: 'desk.sqlite', commands: 2, drafts: 1, complete: true }]);
    expect([again.store.setting('device'), again.store.draft(`${LANE}/lena`, 'c')?.value]).toEqual([device, 'halb']);
    expect((await again.desk.call('hub.view', null, {})).enrolled).toBe(true);
    await closed(again);
    line.weather = () => 'pass';
    const healed = await opened(dir);
    await expect.poll(async () => (await kit.hub().store.states([waiting])).get(waiting)?.id, { timeout: 15_000 }).toBe(waiting);
    await healed.engine.sync(LANE);
    const events = await kit.hub().store.eventsOf(confirmed);
    expect(events.filter(({ event }) => event.command === noted).length).toBe(1);
    expect([healed.store.row(confirmed)?.title, healed.store.row(waiting)?.title]).toEqual(['Schon oben', 'Noch nicht oben']);
    expect([healed.engine.status(LANE).waiting, healed.engine.status(LANE).trouble, (await healed.examine()).findings]).toEqual([
      0,
      null,
      [],
    ]);
  });
});

/** Zeroes the first page of a table, as a bad sector does. */
const spoil = (file: string, table: string): void => {
  const handle = new Database(file);
  const { rootpage } = handle.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table) as { rootpage: number };
  handle.pragma('wal_checkpoint(TRUNCATE)');
  handle.close();
  const bytes = readFileSync(file);
  bytes.fill(0, (rootpage - 1) * 4096, rootpage * 4096);
  writeFileSync(file, bytes);
};
