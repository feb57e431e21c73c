// The socket of wake-ups: shows who asks, is connected again when it dies or falls silent, and never brings a desk down.
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { createWakeSocket, type WakeSocket } from '../../electron/hub/wake-socket.ts';

const PACE = { first: 20, longest: 200, beat: 5_000, news: { burst: 50, perSecond: 50 } };
/** For the one test in which the other side says nothing more. */
const IMPATIENT = { ...PACE, beat: 100 };
const SOON = { timeout: 10_000 };
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

type Hub = { readonly url: string; readonly came: WebSocket[]; readonly headers: unknown[]; answers: boolean };

const hubOf = async (autoPong = true): Promise<Hub> => {
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true, autoPong });
  const hub: Hub = { url: '', came: [], headers: [], answers: true };
  server.on('upgrade', (request, line, head) => {
    line.on('error', () => line.destroy());
    hub.headers.push([request.url, request.headers['authorization'], request.headers['stafette-protocol']]);
    if (!hub.answers) return void line.end('HTTP/1.1 401 Turned away\r\nconnection: close\r\n\r\n');
    sockets.handleUpgrade(request, line, head, (socket) => void hub.came.push(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    for (const socket of hub.came) socket.terminate();
    server.close();
  });
  return Object.assign(hub, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
};

const listening = (
  hub: Hub,
  key: () => string | null = () => 'schluessel',
  pace = PACE,
): { readonly heard: string[]; readonly wake: WakeSocket } => {
  const heard: string[] = [];
  const wake = createWakeSocket({ url: () => hub.url, key, lanes: () => ['alle'], jitter: () => 0.5, pace });
  ends.push(wake.close);
  wake.listen((lane) => void heard.push(lane));
  return { heard, wake };
};

describe('[HC9] the socket of wake-ups', () => {
  it('shows the key, wakes what the hub names, and everything once it is connected: something may have been lost before', async () => {
    const hub = await hubOf();
    const { heard } = listening(hub);
    await expect.poll(() => hub.came.length, SOON).toBe(1);
    expect(hub.headers).toEqual([['/v1/wake', 'Bearer schluessel', '1']]);
    hub.came[0]!.send(JSON.stringify({ lane: 'nordlicht', position: 7 }));
    await expect.poll(() => heard, SOON).toEqual(['alle', 'nordlicht']);
  });

  it('[W24] tells that a line that stood is lost, once; never of one that did not come about, nor of one that was ended here', async () => {
    const hub = await hubOf();
    let lost = 0;
    const wake = createWakeSocket({
      url: () => hub.url,
      key: () => 'k',
      lanes: () => [],
      jitter: () => 0.5,
      onLost: () => (lost += 1),
      pace: PACE,
    });
    wake.listen(() => undefined);
    await expect.poll(() => hub.came.length, SOON).toBe(1);
    hub.came[0]!.terminate();
    await expect.poll(() => [lost, hub.came.length], SOON).toEqual([1, 2]);
    wake.close();
    const nowhere = createWakeSocket({
      url: () => 'http://127.0.0.1:1',
      key: () => 'k',
      lanes: () => [],
      jitter: () => 0,
      onLost: () => (lost += 1),
      pace: PACE,
    });
    ends.push(nowhere.close);
    nowhere.listen(() => undefined);
    await new Promise((resolve) => void setTimeout(resolve, 150));
    expect(lost).toBe(1);
  });

  it('[HC15] follows wake-ups at an even pace: none of the first waits, the last one is never lost, and no other lane waits for them', async () => {
    const hub = await hubOf();
    const { heard } = listening(hub, undefined, { ...PACE, news: { burst: 2, perSecond: 4 } });
    await expect.poll(() => hub.came.length, SOON).toBe(1);
    for (let position = 1; position <= 200; position += 1) hub.came[0]!.send(JSON.stringify({ lane: 'nordlicht', position }));
    hub.came[0]!.send(JSON.stringify({ lane: 'hotel', position: 1 }));
    await expect.poll(() => heard, SOON).toEqual(['alle', 'nordlicht', 'nordlicht', 'hotel']);
    await expect.poll(() => heard, SOON).toEqual(['alle', 'nordlicht', 'nordlicht', 'hotel', 'nordlicht']);
    // All two hundred were told with that.
    await new Promise((resolve) => void setTimeout(resolve, 600));
    expect(heard).toHaveLength(5);
    hub.came[0]!.send(JSON.stringify({ lane: 'nordlicht', position: 201 }));
    await expect.poll(() => heard.length, SOON).toBe(6);
  });

  it('wakes nobody by what is no wake-up, and goes on', async () => {
    const hub = await hubOf();
    const { heard } = listening(hub);
    await expect.poll(() => hub.came.length, SOON).toBe(1);
    for (const words of ['', '{', '[]', '{"lane":1,"position":2}', '{"lane":"x"}']) hub.came[0]!.send(words);
    hub.came[0]!.send(Buffer.from([0xff, 0xfe]), { binary: true });
    hub.came[0]!.send(JSON.stringify({ lane: 'nordlicht', position: 8, more: true }));
    await expect.poll(() => heard, SOON).toEqual(['alle', 'nordlicht']);
    hub.came[0]!.send('x'.repeat(10_000));
    await expect.poll(() => hub.came.length, SOON).toBe(2);
  });

  it('connects again when the line dies, and when it stands still without a word', async () => {
    const hub = await hubOf();
    const { heard } = listening(hub);
    await expect.poll(() => hub.came.length, SOON).toBe(1);
    hub.came[0]!.terminate();
    await expect.poll(() => hub.came.length, SOON).toBe(2);
    await expect.poll(() => heard, SOON).toEqual(['alle', 'alle']);
    const silent = await hubOf(false);
    listening(silent, undefined, IMPATIENT);
    await expect.poll(() => silent.came.length, SOON).toBeGreaterThan(1);
  });

  it('knocks more and more seldom where it is turned away, and at once when the key has come', async () => {
    const hub = await hubOf();
    hub.answers = false;
    listening(hub);
    await new Promise((resolve) => setTimeout(resolve, 700));
    // 20, 40, 80, 160, 200, 200 ms apart.
    expect([hub.headers.length >= 2, hub.headers.length <= 7]).toEqual([true, true]);
    const later = await hubOf();
    const key: { now: string | null } = { now: null };
    const { wake } = listening(later, () => key.now);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(later.headers).toEqual([]);
    key.now = 'neu';
    wake.again();
    await expect.poll(() => later.came.length, SOON).toBe(1);
  });

  it('ends with its last listener', async () => {
    const hub = await hubOf();
    const wake = createWakeSocket({ url: () => hub.url, key: () => 'k', lanes: () => [], jitter: () => 0, pace: PACE });
    const deafen = wake.listen(() => undefined);
    await expect.poll(() => hub.came.length, SOON).toBe(1);
    const closed = once(hub.came[0]!, 'close');
    deafen();
    await closed;
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(hub.came.length).toBe(1);
  });
});
