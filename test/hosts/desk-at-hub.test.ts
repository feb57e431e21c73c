// A workstation and a real hub: enrolment, sign-in with and without the line, first sync, work that goes up and comes down.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { comesIn, LANE, SECRET, startHubKit, type HubKit } from '../hub/real-hub.ts';
import { opensCase } from './hub-work.ts';
import { startFaultyProxy, type FaultyProxy } from '../real/faulty-proxy.ts';

let kit: HubKit | null = null;
let proxy: FaultyProxy | null = null;
const more: Workplace[] = [];
afterEach(async () => {
  for (const place of more.splice(0)) await place.close();
  await kit?.end();
  await proxy?.close();
  [kit, proxy] = [null, null];
});
const begin = async (...options: Parameters<typeof startHubKit>): Promise<HubKit> => (kit = await startHubKit(...options));
/** A hub behind a line that can be cut. */
const behindLine = async (...options: Parameters<typeof startHubKit>): Promise<{ readonly hub: HubKit; readonly line: FaultyProxy }> => {
  const hub = await begin(...options);
  const line = (proxy = await startFaultyProxy(hub.url()));
  return { hub, line };
};
const opened = async (...options: Parameters<typeof openWorkplace>): Promise<Workplace> => {
  const place = await openWorkplace(...options);
  if (!place.ok) throw new Error(JSON.stringify(place.refusal));
  more.push(place.value);
  return place.value;
};

const signIn = (place: Workplace, person: string, secret?: string) =>
  place.desk.call('session.sign-in', null, { lane: LANE, person, ...(secret === undefined ? {} : { secret }) });

describe('a workstation of a hub', () => {
  it('[HC1] is enrolled with a code, lets people in by their secret, and what one does the other sees at once', async () => {
    const { desk } = await begin({ kind: 'memory' });
    const [one, two] = [await desk({ name: 'Platz 1' }), await desk({ name: 'Platz 2' })];
    expect(await one.desk.call('hub.view', null, {})).toMatchObject({ enrolled: true, name: 'Platz 1', trouble: null, lanes: [] });
    await comesIn(one.desk, 'lena');
    await comesIn(two.desk, 'jonas');
    const caseId = opensCase(one, 'Router blinkt rot');
    one.engine.kick(LANE);
    // Nobody asks: the wake-up brings it.
    await expect.poll(() => two.store.row(caseId)?.title, { timeout: 10_000 }).toBe('Router blinkt rot');
    await expect.poll(() => one.store.row(caseId)?.pending, { timeout: 10_000 }).toBe(false);
    expect([one.engine.status(LANE).trouble, one.ledger, one.engine.status(LANE).mode]).toEqual([null, null, 'hub']);
    expect((await one.desk.call('hub.view', null, {})).lanes).toMatchObject([{ lane: LANE, arriving: null }]);
  });

  it('[HC1] shows who may come in before any case came, asks each for his secret, and each desk numbers its own cases', async () => {
    const { desk } = await begin({ kind: 'memory' });
    const [one, two] = [await desk(), await desk()];
    const choices = await one.desk.call('people.list', null, {});
    expect(choices.find(({ person, lane }) => person === 'lena' && lane === LANE)).toMatchObject({
      secret: { offline: false },
      demo: expect.any(Boolean),
    });
    expect(choices.some(({ lane }) => lane !== LANE)).toBe(true);
    expect(await signIn(one, 'lena')).toMatchObject({ ok: false, refusal: { code: 'secret-needed' } });
    expect(await signIn(one, 'lena', 'falsch')).toMatchObject({ ok: false, refusal: { code: 'wrong-secret', data: { left: 4 } } });
    expect(await signIn(one, 'niemand', 'falsch')).toMatchObject({ ok: false, refusal: { code: 'wrong-secret' } });
    expect(one.engine.lanes()).toEqual([]);
    await comesIn(one.desk, 'lena');
    await comesIn(two.desk, 'lena');
    expect(one.engine.nextCaseNumber(LANE)).not.toBe(two.engine.nextCaseNumber(LANE));
    expect((await one.desk.call('host.info', null, {})).demo).toBe(false);
  });

  it('[HC5] a code enrols one workstation, and what does not go is named; nothing of it stays', async () => {
    const { folder, code, url } = await begin({ kind: 'memory' });
    const place = await opened({ dir: folder() });
    const asks = (wish: Partial<{ url: string; code: string; name: string }>) =>
      place.desk.call('hub.enrol', null, { url: url(), code: 'AAAA-BBBB-CCCC-DDDD', name: 'Platz', ...wish });
    expect(await asks({})).toMatchObject({ ok: false, refusal: { code: 'wrong-code' } });
    expect(await asks({ url: 'http://zentrale.example' })).toMatchObject({ ok: false, refusal: { code: 'hub-insecure' } });
    expect(await asks({ url: 'zwei Worte' })).toMatchObject({ ok: false, refusal: { code: 'bad-url' } });
    expect(await asks({ url: 'http://127.0.0.1:1' })).toMatchObject({ ok: false, refusal: { code: 'hub-unreachable' } });
    expect((await place.desk.call('hub.view', null, {})).url).toBe(null);
    const words = await code();
    expect(await asks({ code: words.toLowerCase() })).toMatchObject({ ok: true, value: { enrolled: true, restart: true, url: url() } });
    expect(await asks({ code: words })).toMatchObject({ ok: false, refusal: { code: 'already-enrolled', data: { url: url() } } });
    const second = await opened({ dir: folder() });
    expect(await second.desk.call('hub.enrol', null, { url: url(), code: words, name: 'Platz 2' })).toMatchObject({
      ok: false,
      refusal: { code: 'code-used' },
    });
  });

  it('[HC5] a folder that kept its own ledger begins anew as a workstation, and one with cases of its own does not', async () => {
    const { folder, code, url } = await begin({ kind: 'memory' });
    const dir = folder();
    const single = await opened({ dir });
    single.store.transact(() => single.store.saveDraft({ author: `${LANE}/lena`, key: 'c', value: 'halb', savedAt: 1 }));
    expect(await single.desk.call('hub.enrol', null, { url: url(), code: await code(), name: 'Platz' })).toMatchObject({ ok: true });
    await more.pop()!.close();
    const joined = await opened({ dir });
    expect(await joined.desk.call('hub.view', null, {})).toMatchObject({ url: url(), enrolled: true, restart: false, name: 'Platz' });
    await comesIn(joined.desk, 'lena');
    expect([joined.store.draft(`${LANE}/lena`, 'c')?.value, joined.rescues, joined.ledger]).toEqual(['halb', [], null]);
    expect(readdirSync(join(dir, 'set-aside')).length).toBe(1);
    const busy = await opened({ dir: folder() });
    opensCase(busy, 'Eigener Vorgang');
    expect(await busy.desk.call('hub.view', null, {})).toMatchObject({ url: null, ownCases: 1 });
    expect(await busy.desk.call('hub.enrol', null, { url: url(), code: await code(), name: 'Platz' })).toMatchObject({
      ok: false,
      refusal: { code: 'own-cases', data: { cases: expect.any(Number) } },
    });
  });
});

describe('without the line', () => {
  it('[HC6] a desk opens at once, says what keeps it, works, and tells everything when the line is back', async () => {
    const { hub, line } = await behindLine({ kind: 'memory' });
    const dir = hub.folder();
    const first = await hub.desk({ dir, url: line.url });
    await comesIn(first.desk, 'lena');
    const known = opensCase(first, 'Vor der Störung');
    await first.engine.sync(LANE);
    await first.close();
    line.weather = () => 'half-open';
    const began = performance.now();
    const place = await opened({ dir });
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(place.store.row(known)?.title).toBe('Vor der Störung');
    line.weather = () => 'refuse';
    line.pull();
    expect(await signIn(place, 'lena', SECRET)).toMatchObject({ ok: true, value: { offline: true } });
    const caseId = opensCase(place, 'Während der Störung');
    await place.engine.sync(LANE);
    expect(place.engine.status(LANE)).toMatchObject({ waiting: 1, trouble: expect.stringMatching(/^unreachable/) });
    expect((await place.desk.call('hub.view', null, {})).trouble).toMatch(/^unreachable/);
    line.weather = () => 'portal';
    await place.engine.sync(LANE);
    expect(place.engine.status(LANE).trouble).toMatch(/^not-a-hub/);
    line.weather = () => 'pass';
    await place.engine.sync(LANE);
    expect(place.engine.status(LANE)).toMatchObject({ waiting: 0, trouble: null });
    expect((await hub.hub().store.states([caseId])).get(caseId)?.version).toBeGreaterThan(0);
  });

  it('[HC9] hears of news again by itself after the line died and after the hub was started anew', async () => {
    const { hub, line } = await behindLine({ kind: 'memory' });
    const [far, near] = [await hub.desk(), await hub.desk({ url: line.url })];
    await comesIn(far.desk, 'lena');
    await comesIn(near.desk, 'jonas');
    const seesNews = async (title: string): Promise<void> => {
      const caseId = opensCase(far, title);
      await expect.poll(async () => (await far.engine.sync(LANE), far.store.row(caseId)?.pending), { timeout: 15_000 }).toBe(false);
      await expect.poll(() => near.store.row(caseId)?.title, { timeout: 15_000 }).toBe(title);
    };
    await seesNews('Vorher');
    line.pull();
    await seesNews('Nach dem Kabel');
    await hub.stop();
    await hub.start();
    await seesNews('Nach dem Neustart');
  });

  it('[HC6] a desk that never reached its hub opens and says so, and lets nobody in', async () => {
    const { hub, line } = await behindLine({ kind: 'memory' });
    const dir = hub.folder();
    await (await hub.desk({ dir, url: line.url })).close();
    line.weather = () => 'unavailable';
    const place = await opened({ dir });
    await expect.poll(async () => (await place.desk.call('hub.view', null, {})).trouble, { timeout: 10_000 }).toMatch(/^not-ready/);
    expect(await signIn(place, 'lena', SECRET)).toMatchObject({
      ok: false,
      refusal: { code: 'hub-unreachable', data: { why: expect.stringMatching(/^not-ready/) } },
    });
  });

  it('[HC7] whom the hub let in here before comes in without it for 30 days; wrong words are counted, and the wait grows', async () => {
    const now = { at: Date.now() };
    const { hub, line } = await behindLine({ kind: 'memory', clock: () => now.at });
    const place = await hub.desk({ url: line.url, clock: () => now.at, stopwatch: () => now.at });
    await comesIn(place.desk, 'lena');
    line.weather = () => 'refuse';
    line.pull();
    expect(await signIn(place, 'lena', SECRET)).toMatchObject({ ok: true, value: { offline: true } });
    expect(await signIn(place, 'jonas', SECRET)).toMatchObject({ ok: false, refusal: { code: 'hub-unreachable' } });
    for (const left of [4, 3, 2, 1])
      expect(await signIn(place, 'lena', 'falsch')).toEqual({ ok: false, refusal: { code: 'wrong-secret', data: { left } } });
    expect(await signIn(place, 'lena', 'falsch')).toEqual({
      ok: false,
      refusal: { code: 'sign-in-locked', data: { until: now.at + 60_000 } },
    });
    expect(await signIn(place, 'lena', SECRET)).toMatchObject({ ok: false, refusal: { code: 'sign-in-locked' } });
    now.at += 60_000;
    expect(await signIn(place, 'lena', 'falsch')).toMatchObject({ refusal: { code: 'sign-in-locked', data: { until: now.at + 120_000 } } });
    now.at += 120_000;
    expect(await signIn(place, 'lena', SECRET)).toMatchObject({ ok: true });
    const choices = await place.desk.call('people.list', null, {});
    expect(choices.filter(({ secret }) => secret?.offline === true).map(({ person }) => person)).toEqual(['lena']);
    now.at += 31 * 86_400_000;
    expect(await signIn(place, 'lena', SECRET)).toMatchObject({ ok: false, refusal: { code: 'hub-unreachable' } });
    now.at -= 60 * 86_400_000;
    expect(await signIn(place, 'lena', SECRET)).toMatchObject({ ok: false, refusal: { code: 'hub-unreachable' } });
  });

  it('[HC7] what the hub no longer takes does not let anybody in by cutting the line', async () => {
    const { hub, line } = await behindLine({ kind: 'memory' });
    const place = await hub.desk({ url: line.url });
    await comesIn(place.desk, 'lena');
    const revoked = await hub.desk({ url: line.url });
    await comesIn(revoked.desk, 'jonas');
    await hub.hub().register.revoke(revoked.store.setting('device')!, Date.now());
    expect(await signIn(revoked, 'jonas', SECRET)).toMatchObject({ ok: false, refusal: { code: 'device-revoked' } });
    await hub.stop();
    await hub.start({ directory: join(hub.dir, 'nobody') });
    expect(await signIn(place, 'lena', SECRET)).toMatchObject({ ok: false, refusal: { code: 'wrong-secret' } });
    line.weather = () => 'refuse';
    line.pull();
    expect(await signIn(place, 'lena', SECRET)).toMatchObject({ ok: false, refusal: { code: 'hub-unreachable' } });
    expect(await signIn(revoked, 'jonas', SECRET)).toMatchObject({ ok: false, refusal: { code: 'hub-unreachable' } });
  });

  it('[HC7] nowhere in the folder stands a secret, and only its owner reads what stands there', async () => {
    const hub = await begin({ kind: 'memory' });
    const dir = hub.folder();
    const place = await hub.desk({ dir });
    await comesIn(place.desk, 'lena');
    await place.close();
    for (const name of readdirSync(dir).filter((each) => statSync(join(dir, each)).isFile())) {
      expect([name, readFileSync(join(dir, name)).includes(SECRET)]).toEqual([name, false]);
      expect([name, JSON.stringify(readFileSync(join(dir, 'hub.json'), 'utf8')).includes('stafette_')]).toEqual([name, false]);
    }
    expect(statSync(join(dir, 'hub.json')).mode & 0o777).toBe(0o600);
  });
});
