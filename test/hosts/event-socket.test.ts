// The event socket of the browser host: to whom it opens, what it brings, and when it ends.
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startKit, textOf, type Kit } from './host-kit.ts';

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

/** A header that is undefined is not sent at all. */
const openSocket = (cookie: string, headers: Record<string, string | undefined> = {}, path = '/events'): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const all = Object.entries({ cookie, origin: kit.host.origin, ...headers }).filter(([, value]) => value !== undefined);
    const socket = new WebSocket(`ws://127.0.0.1:${kit.host.tcpPort}${path}`, { headers: Object.fromEntries(all) });
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
  });

describe('the event socket', () => {
  it('[B15] brings the wake-ups of the desk to every window', async () => {
    const cookie = await kit.comeIn();
    const windows = await Promise.all([openSocket(cookie), openSocket(cookie)]);
    const heard = windows.map((socket) => new Promise((resolve) => socket.on('message', (data) => resolve(JSON.parse(textOf(data))))));
    kit.tiny.emit({ type: 'changed', lane: 'nordlicht', cases: ['ü'], topics: ['case'] });
    const told = { type: 'changed', lane: 'nordlicht', cases: ['ü'], topics: ['case'], told: 1 };
    expect(await Promise.all(heard)).toEqual(Array(2).fill(told));
  });

  it.each([
    ['without a cookie', { cookie: '' }, '/events', '401'],
    ['without an Origin', { origin: undefined }, '/events', '403'],
    ['with an empty Origin', { origin: '' }, '/events', '403'],
    ['of another Origin', { origin: 'http://127.0.0.1:9' }, '/events', '403'],
    ['to another name', { host: 'rebind.example' }, '/events', '421'],
    ['at another path', {}, '/other', '404'],
  ])('[B15] does not open %s', async (_what, headers, path, status) => {
    await expect(openSocket(await kit.comeIn(), headers, path)).rejects.toThrow(status);
  });

  it('[B15] ends when a window talks into it', async () => {
    const socket = await openSocket(await kit.comeIn());
    const code = new Promise((resolve) => socket.on('close', resolve));
    socket.send('x');
    expect(await code).toBe(1003);
  });

  it('[B6] ends with the visit it belongs to', async () => {
    await kit.close();
    kit = await startKit({ sweepEvery: 20 });
    const socket = await openSocket(await kit.comeIn());
    const code = new Promise((resolve) => socket.on('close', resolve));
    kit.clock.now += 12 * 3_600_000;
    expect(await code).toBe(4401);
  });

  it('[B16] is told when the host goes, and a running call is answered before', async () => {
    const cookie = await kit.comeIn();
    const socket = await openSocket(cookie);
    const code = new Promise((resolve) => socket.on('close', resolve));
    const running = kit.call(cookie, 'sync.status', 'session-1', {});
    await pause(30);
    await kit.host.close();
    expect([await code, JSON.parse((await running).body).ok]).toEqual([1001, true]);
    await expect(fetch(kit.host.origin)).rejects.toThrow('fetch failed');
  });
});
