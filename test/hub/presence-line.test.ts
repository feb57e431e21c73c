// The line by which a workstation hears who is elsewhere: what it hears, what fades when the hub is away, and what an older hub leaves open.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createHubClient } from '../../electron/hub/hub-client.ts';
import { createPresenceLine, type HubPresence, type PresencePace } from '../../electron/hub/presence-line.ts';
import { createWakeSocket } from '../../electron/hub/wake-socket.ts';
import type { Told } from '../../shared/presence-line.ts';
import { LANE, openWire, seatOf, type Seat, type WireHub } from './at-the-wire.ts';
import { cuttableLine, type Line } from './cuttable.ts';

const SOON = { timeout: 10_000, interval: 10 };
/** Long enough that nothing beats or fades by itself where the test does not wait for it. */
const PACE: PresencePace = { beat: 60_000, gap: 20, untold: 60_000, fade: 90_000 };
let wire: WireHub;
let [murat, tim] = [null, null] as unknown as [Seat, Seat];
beforeAll(async () => {
  wire = await openWire();
  murat = await wire.seat('l-murat', ['murat']);
  tim = await wire.seat('l-tim', ['tim', 'jonas']);
});
afterAll(() => wire.end());

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

type Watched = {
  readonly line: HubPresence;
  readonly here: Told[];
  readonly changes: string[];
  readonly time: { now: number; read?: () => number };
  readonly names: () => readonly string[];
  readonly known: () => string;
  readonly asked: () => number;
};

/** A workstation at which Murat has proved himself, with a stopwatch that the test may turn on. */
const watched = (url: string, pace: Partial<PresencePace> = {}): Watched => {
  const client = createHubClient({ url: () => url, key: () => murat.key, silence: 5_000 });
  const wake = createWakeSocket({
    url: () => url,
    key: () => murat.key,
    lanes: () => [LANE],
    jitter: () => 0.5,
    pace: { first: 20, longest: 100, beat: 5_000, news: { burst: 50, perSecond: 50 } },
  });
  wake.listen(() => undefined);
  const time: Watched['time'] = { now: 0 };
  let asked = 0;
  const ask: typeof client.ask = (...about) => {
    asked += 1;
    return client.ask(...about);
  };
  const stopwatch = (): number => time.read?.() ?? performance.now() + time.now;
  const line = createPresenceLine({ client: { ask }, wake, lanes: () => [LANE], stopwatch, pace: { ...PACE, ...pace } });
  const here: Told[] = [];
  const changes: string[] = [];
  line.follow({ here: () => here, onChange: (lane) => void changes.push(lane) });
  ends.push(() => line.close(), wake.close, client.close);
  const seen = () => line.elsewhere(LANE);
  return {
    line,
    here,
    changes,
    time,
    names: () => seen().people.map(({ person }) => person),
    known: () => seen().known,
    asked: () => asked,
  };
};

const tells = (...people: readonly string[]): Promise<unknown> =>
  tim.ask('presence', { lane: LANE, here: people.map((person) => ({ person, since: 1, state: 'free' })) });

it('[PR1] who comes and goes elsewhere is heard at once by the wake-ups, and the others hear who is here', async () => {
  await tells();
  const desk = watched(wire.hub.url);
  await expect.poll(desk.known, SOON).toBe('known');
  await tells('tim');
  await expect.poll(desk.names, SOON).toEqual(['tim']);
  expect(desk.changes.length).toBeGreaterThan(0);
  desk.here.push({ person: 'murat', since: 5, state: 'break' });
  desk.line.changed(LANE);
  const heard = async (): Promise<unknown> =>
    (await tim.ask('presence', { lane: LANE, here: [{ person: 'tim', since: 1, state: 'free' }] })).body['people'];
  await expect.poll(heard, SOON).toMatchObject([{ person: 'murat', since: 5, state: 'break' }]);
  await tells();
  await expect.poll(desk.names, SOON).toEqual([]);
  // Whoever closes says so; nobody is missed for a minute and a half.
  await desk.line.close();
  expect(await heard()).toEqual([]);
});

it('[PR1] many changes are one question each time the pace allows it, and nobody asks for what he was told already', async () => {
  await tells();
  const desk = watched(wire.hub.url, { gap: 150 });
  await expect.poll(desk.known, SOON).toBe('known');
  await new Promise((resolve) => setTimeout(resolve, 200));
  const before = desk.asked();
  for (let n = 0; n < 40; n += 1) desk.line.changed(LANE);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(desk.asked() - before).toBeGreaterThanOrEqual(1);
  expect(desk.asked() - before).toBeLessThanOrEqual(3);
});

it('[PR3] with the line cut those elsewhere fade after 90 seconds, and from then on nobody knows; joined again they are there', async () => {
  const between: Line = await cuttableLine(wire.hub.url);
  ends.push(() => between.end());
  await tells('tim');
  const desk = watched(between.url, { beat: 100 });
  await expect.poll(desk.names, SOON).toEqual(['tim']);
  between.cut();
  desk.time.now += 60_000;
  expect([desk.known(), desk.names()]).toEqual(['known', ['tim']]);
  const told = desk.changes.length;
  desk.time.now += 30_500;
  expect([desk.known(), desk.names()]).toEqual(['cut', []]);
  // The windows are told without anybody asking.
  await expect.poll(() => desk.changes.length, SOON).toBeGreaterThan(told);
  between.join();
  await expect.poll(desk.names, SOON).toEqual(['tim']);
  expect(desk.known()).toBe('known');
});

it('[PR3] what fades while the windows are looked at is told to them when it fades, not with the next question', async () => {
  await tells('tim');
  const between: Line = await cuttableLine(wire.hub.url);
  ends.push(() => between.end());
  const desk = watched(between.url, { fade: 400 });
  await expect.poll(desk.names, SOON).toEqual(['tim']);
  between.cut();
  const told = desk.changes.length;
  await expect.poll(() => desk.changes.length, SOON).toBeGreaterThan(told);
  expect([desk.known(), desk.names()]).toEqual(['cut', []]);
});

it('[PR3] whoever fades in the very moment in which it is looked who is there is told of all the same', async () => {
  await tells('tim');
  const desk = watched(wire.hub.url, { fade: 1_500 });
  desk.time.read = () => 0;
  await expect.poll(desk.names, SOON).toEqual(['tim']);
  // Until nothing is asked any more: what is heard later fades later.
  for (let before = -1; before !== desk.asked();) {
    before = desk.asked();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const told = desk.changes.length;
  // The first look is a hair too early, and every reading after it is past the moment.
  const readings = [1_499.9];
  desk.time.read = () => readings.shift() ?? 1_500.1;
  await expect.poll(() => desk.changes.length, SOON).toBeGreaterThan(told);
});

it('[PR3] a hub that has begun to listen anew takes nobody away who was told of before: he fades, or goes as soon as it hears of that', async () => {
  const again = await openWire({ keep: { store: wire.store, register: wire.register } });
  const between = await cuttableLine(wire.hub.url);
  await tells('tim', 'jonas');
  let [url, ahead] = [between.url, 0];
  const client = createHubClient({ url: () => url, key: () => murat.key, silence: 5_000 });
  const line = createPresenceLine({
    client,
    wake: { onPresence: () => () => undefined },
    lanes: () => [LANE],
    stopwatch: () => performance.now() + ahead,
    pace: PACE,
  });
  ends.push(
    () => line.close(),
    client.close,
    () => between.end(),
    () => again.end(),
  );
  line.follow({ here: () => [], onChange: () => undefined });
  const names = () =>
    line
      .elsewhere(LANE)
      .people.map(({ person }) => person)
      .toSorted();
  await expect.poll(names, SOON).toEqual(['jonas', 'tim']);
  again.clock.now += 60_000;
  url = again.hub.url;
  const jonas = (here: readonly object[]): Promise<unknown> => seatOf(url, 'l-tim', tim.key).ask('presence', { lane: LANE, here });
  await jonas([{ person: 'jonas', since: 2, state: 'call' }]);
  line.changed(LANE);
  await expect.poll(() => line.elsewhere(LANE).people.find(({ person }) => person === 'jonas')?.state, SOON).toBe('call');
  expect(names()).toEqual(['jonas', 'tim']);
  await jonas([]);
  line.changed(LANE);
  await expect.poll(names, SOON).toEqual(['tim']);
  ahead = 90_001;
  expect(names()).toEqual([]);
});

it('[PR3] an older hub knows no such question: nothing is claimed of others, and it is not asked again for every move', async () => {
  let asked = 0;
  const old = createServer((request, response) => {
    if (request.url === '/v1/presence') asked += 1;
    response.writeHead(404, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ fault: { code: 'unknown-route', data: {} } }));
  });
  await new Promise<void>((resolve) => void old.listen(0, '127.0.0.1', resolve));
  ends.push(() => void old.close());
  const desk = watched(`http://127.0.0.1:${(old.address() as AddressInfo).port}`);
  await expect.poll(desk.known, SOON).toBe('untold');
  for (let n = 0; n < 10; n += 1) desk.line.changed(LANE);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect([asked, desk.names()]).toEqual([1, []]);
});

it('[PR2] a workstation that was locked out hears nothing more, at once', async () => {
  await tells('tim');
  const desk = watched(wire.hub.url);
  await expect.poll(desk.names, SOON).toEqual(['tim']);
  await wire.register.revoke('l-murat', wire.clock.now);
  desk.line.changed(LANE);
  await expect.poll(desk.names, SOON).toEqual([]);
  expect(desk.known()).toBe('cut');
});
