// The contract over both wires: posted to a browser host, and by the bridge of the desktop; behind each stands a real workplace.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startBrowserHost } from '../../electron/browser-host/browser-host.ts';
import { createDeskPort } from '../../electron/desk-port.ts';
import { connectWindows } from '../../electron/ipc.ts';
import { idleLimit } from '../../electron/open-desk.ts';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { deskEvent, type Bridge, type DeskApi, type DeskEvent, type WireAnswer } from '../../shared/api.ts';
import { FakeWindow, world } from '../hosts/fake-electron.ts';
import { textOf, writeTinyPage } from '../hosts/host-kit.ts';
import { apiContract } from './api-contract.ts';
import { apiOver, CUSTOMERS, signIn, type MakeApi } from './api-people.ts';

vi.mock('electron', async () => (await import('../hosts/fake-electron.ts')).electron);

const broke = (call: string, error: unknown): never => {
  throw new Error(`${call} broke`, { cause: error });
};

type Opened = { readonly workplace: Workplace; readonly end: () => Promise<void> };
const openFolder = async (customers: Parameters<MakeApi>[0], clock: () => number = Date.now): Promise<Opened> => {
  const dir = mkdtempSync(join(tmpdir(), 'stafette-wire-'));
  const opened = await openWorkplace({ dir, clock });
  if (!opened.ok) throw new Error(opened.refusal.code);
  for (const [lane, list] of Object.entries(customers)) await opened.value.engine.putCustomers(lane, list);
  const end = async (): Promise<void> => {
    await opened.value.close();
    rmSync(dir, { recursive: true, force: true });
  };
  return { workplace: opened.value, end };
};

type Wire = { readonly api: DeskApi; readonly close: () => Promise<void> };

const overHttp = async ({ workplace, end }: Opened): Promise<Wire> => {
  const page = writeTinyPage();
  const port = createDeskPort(workplace.desk, broke);
  const host = await startBrowserHost({
    port,
    page: page.page,
    tcpPort: 0,
    now: Date.now,
    random: (count) => randomBytes(count),
    report: (error) => broke('host', error),
  });
  const opened = await fetch(host.newLink(), { redirect: 'manual' });
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const headers = { cookie, origin: host.origin, 'content-type': 'application/json', stafette: '1' };
  const listeners = new Set<(event: DeskEvent) => void>();
  const socket = new WebSocket(`${host.origin.replace('http', 'ws')}/events`, { headers: { cookie, origin: host.origin } });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.on('message', (data) => {
    const event = deskEvent.parse(JSON.parse(textOf(data)));
    listeners.forEach((listener) => listener(event));
  });
  const send = async (name: string, session: string | null, input: unknown): Promise<WireAnswer> => {
    const answer = await fetch(`${host.origin}/rpc/${name}`, { method: 'POST', headers, body: JSON.stringify({ session, input }) });
    return (await answer.json()) as WireAnswer;
  };
  const subscribe: DeskApi['subscribe'] = (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const close = async (): Promise<void> => {
    await host.close();
    await end();
    rmSync(page.folder, { recursive: true, force: true });
  };
  return { api: apiOver(send, subscribe), close };
};

const overIpc = async ({ workplace, end }: Opened): Promise<Wire> => {
  world.sender = { url: 'app://stafette/', parent: null };
  FakeWindow.all = [];
  const window = new FakeWindow({ webPreferences: {} });
  Object.assign(window.webContents, {
    send: (channel: string, event: unknown) => world.pageEvents.emit(channel, {}, structuredClone(event)),
  });
  connectWindows(createDeskPort(workplace.desk, broke));
  await import('../../electron/preload.ts');
  const bridge = world.bridges.get('bridge') as Bridge;
  return { api: apiOver((name, session, input) => bridge.call(name, { session, input }), bridge.on), close: end };
};

apiContract('over HTTP and WebSocket', async (customers) => overHttp(await openFolder(customers)));
apiContract('over the bridge of the desktop', async (customers) => overIpc(await openFolder(customers)));

describe.each([
  ['the browser host', overHttp],
  ['the desktop', overIpc],
])('people at %s', (_host, over) => {
  it('[B12] are signed out after an hour without a hand at work; others stay, and so do drafts', async () => {
    let now = Date.now();
    const opened = await openFolder(CUSTOMERS, () => now);
    const { api, close } = await over(opened);
    const [lena, second] = [await signIn(api, 'nordlicht', 'lena'), await signIn(api, 'nordlicht', 'lena')];
    const heard: DeskEvent[] = [];
    api.subscribe((event) => void (event.type === 'signed-out' && heard.push(event)));
    await lena.call('draft.save', { key: 'note', value: 'angefangen' });
    now += idleLimit - 1000;
    await second.call('draft.save', { key: 'other', value: 'x' });
    await lena.call('queue.list', { limit: 1 });
    now += 2000;
    opened.workplace.desk.sessions.expireIdle(idleLimit);
    await expect.poll(() => heard).toEqual([{ type: 'signed-out', session: lena.session }]);
    await expect(lena.call('session.me', {})).rejects.toThrow('not-signed-in');
    expect((await second.call('draft.get', { key: 'note' })).value).toBe('angefangen');
    await close();
  });
});
