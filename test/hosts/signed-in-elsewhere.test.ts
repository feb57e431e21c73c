// Whoever decides within a day's caps works at one workstation without the hub: signing in elsewhere gives the former one back.
import { afterEach, expect, it } from 'vitest';
import type { Workplace } from '../../electron/workplace.ts';
import { comesIn, LANE, SECRET, startHubKit, type HubKit } from '../hub/real-hub.ts';
import { startFaultyProxy, type FaultyProxy } from '../real/faulty-proxy.ts';

let kit: HubKit | null = null;
let proxy: FaultyProxy | null = null;
afterEach(async () => {
  await kit?.end();
  await proxy?.close();
  [kit, proxy] = [null, null];
});

const offlineAt = async (place: Workplace): Promise<readonly string[]> =>
  (await place.desk.call('people.list', null, {})).filter(({ secret }) => secret?.offline === true).map(({ person }) => person);

it('[HL25] an agent comes in without the hub only where he signed in last; a lead, who stands in beside others, also where he was before', async () => {
  const now = { at: Date.now() };
  kit = await startHubKit({ kind: 'memory', clock: () => now.at });
  proxy = await startFaultyProxy(kit.url());
  const [former, next] = [await kit.desk({ url: proxy.url, clock: () => now.at }), await kit.desk({ clock: () => now.at })];
  for (const person of ['lena', 'murat']) await comesIn(former.desk, person);
  expect(await offlineAt(former)).toEqual(expect.arrayContaining(['lena', 'murat']));
  now.at += 60_000;
  for (const person of ['lena', 'murat']) await comesIn(next.desk, person);
  // Told at the next contact, not before.
  now.at += 60_000;
  await expect.poll(() => offlineAt(former), { timeout: 10_000 }).toEqual(['murat']);
  expect(await offlineAt(next)).toEqual(expect.arrayContaining(['lena', 'murat']));
  proxy.weather = () => 'refuse';
  proxy.pull();
  expect(await former.desk.call('session.sign-in', null, { lane: LANE, person: 'lena', secret: SECRET })).toMatchObject({
    ok: false,
    refusal: { code: 'hub-unreachable' },
  });
  expect(await former.desk.call('session.sign-in', null, { lane: LANE, person: 'murat', secret: SECRET })).toMatchObject({ ok: true });
});
