// The parts of the desktop host with only the module `electron` faked: windows, their walls, the one channel, the bridge.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bridge, DeskEvent, WireAnswer } from '../../shared/api.ts';
import { isOwnAddress, pageAddress, servePage } from '../../electron/app-page.ts';
import { argumentOf } from '../../electron/desktop-arguments.ts';
import { createDeskPort } from '../../electron/desk-port.ts';
import { connectWindows } from '../../electron/ipc.ts';
import { readPageFiles } from '../../electron/page-files.ts';
import { lockDown, openWindow } from '../../electron/window.ts';
import { readWindowState } from '../../electron/window-state.ts';
import { FakeContents, FakeWindow, guarded, world } from './fake-electron.ts';
import { writeTinyPage } from './host-kit.ts';
import { createTinyDesk, type TinyDesk } from './tiny-desk.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).electron);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stafette-desktop-'));
  FakeWindow.all = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const reports: unknown[] = [];
const open = (): FakeWindow => {
  openWindow({
    preload: '/p/preload.cjs',
    address: pageAddress('en'),
    stateFile: join(folder, 'window.json'),
    report: (error) => reports.push(error),
  });
  return FakeWindow.all.at(-1)!;
};

describe('the window', () => {
  it('[B20] is sandboxed, isolated, without Node, and shows the page of the app', () => {
    const window = open();
    expect(window.options.webPreferences).toMatchObject({
      preload: '/p/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    });
    expect(window.loaded).toEqual(['app://stafette/?language=en']);
  });

  it('[B20] is shown only when there is something to see', () => {
    const window = open();
    expect([window.options['show'], window.shown]).toEqual([false, []]);
    window.emit('ready-to-show');
    expect(window.shown).toEqual(['show']);
  });

  it('[B23] opens where it stood, as large as it was', () => {
    const window = open();
    window.bounds = { x: 300, y: 40, width: 1400, height: 900 };
    window.maximized = true;
    window.emit('close');
    const again = open();
    expect([again.options, again.maximized]).toMatchObject([{ x: 300, y: 40, width: 1400, height: 900 }, true]);
    expect(statSync(join(folder, 'window.json')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['on a screen that is gone', '{"bounds":{"x":4000,"y":0,"width":1280,"height":800},"maximized":false}'],
    ['above all screens', '{"bounds":{"x":0,"y":-900,"width":1280,"height":800},"maximized":false}'],
    ['damaged', '{"bounds":'],
    ['too small to take hold of', '{"bounds":{"x":0,"y":0,"width":5,"height":5},"maximized":false}'],
  ])('[B23] forgets a place %s', (_what, content) => {
    writeFileSync(join(folder, 'window.json'), content);
    expect(readWindowState(join(folder, 'window.json'), [world.screens[0]!.workArea])).toBe(null);
    expect(open().options).toMatchObject({ width: 1280, height: 800 });
  });

  it('[B23] reloads a page that died, but not one that dies again at once', () => {
    const window = open();
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect([window.webContents.reloads, reports.length]).toEqual([1, 2]);
  });
});

describe('the walls of every page', () => {
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('[B21] %s leads nowhere else', (event) => {
    const contents = new FakeContents();
    lockDown(contents as unknown as Parameters<typeof lockDown>[0]);
    const outcome = ['https://example.org/', 'file:///etc/passwd', 'app://other/', 'app://stafette.example/', 'app://stafette/'].map(
      (url) => {
        const attempt = guarded(url);
        contents.emit(event, attempt);
        return attempt.prevented;
      },
    );
    expect(outcome).toEqual([true, true, true, true, false]);
  });

  it('[B21] opens no window and embeds nothing', () => {
    const contents = new FakeContents();
    lockDown(contents as unknown as Parameters<typeof lockDown>[0]);
    const webview = guarded('app://stafette/');
    contents.emit('will-attach-webview', webview);
    expect([contents.openHandler?.({ url: 'app://stafette/' }).action, webview.prevented]).toEqual(['deny', true]);
  });

  it.each(['app://stafette/', 'app://stafette/index.html?language=de#x'])('[B21] knows %s as its own', (url) =>
    expect(isOwnAddress(url)).toBe(true),
  );
  it.each([
    'app://stafette@evil/',
    'app://evil@stafette/',
    'app://stafette:1/',
    'app:stafette',
    'https://stafette/',
    'x',
    'app://stafettex/',
  ])('[B21] knows %s as foreign', (url) => expect(isOwnAddress(url)).toBe(false));
});

describe('the page’s files', () => {
  it('[B21] come from the built page only, under a policy that lets scripts connect to nothing', async () => {
    const { folder: root, page } = writeTinyPage();
    const files = readPageFiles(page);
    const ask = (url: string, method = 'GET'): Response => servePage(files, { url, method });
    expect(await ask('app://stafette/').text()).toContain('<title>Stafette</title>');
    expect(ask('app://stafette/assets/a-1234.js').headers.get('content-type')).toContain('text/javascript');
    expect(ask('app://stafette/').headers.get('content-security-policy')).toContain("connect-src 'none'");
    const refused = [
      'app://stafette/../secret.json',
      'app://stafette/%2e%2e%2fsecret.json',
      'app://other/',
      'app://stafette/assets/a-1234.js.map',
    ];
    expect(refused.map((url) => ask(url).status)).toEqual([404, 404, 403, 404]);
    expect(ask('app://stafette/', 'POST').status).toBe(403);
    rmSync(root, { recursive: true });
  });
});

describe('the channel', () => {
  let tiny: TinyDesk;
  let bridge: Bridge;
  beforeEach(async () => {
    tiny = createTinyDesk();
    world.sender = { url: 'app://stafette/?language=de', parent: null };
    connectWindows(createDeskPort(tiny.desk, () => undefined));
    vi.resetModules();
    await import('../../electron/preload.ts');
    bridge = world.bridges.get('bridge') as Bridge;
  });

  it('[B22] exposes two functions and nothing of Electron', () => {
    expect(Object.keys(bridge)).toEqual(['call', 'on']);
    expect([...world.bridges.keys()]).toEqual(['bridge']);
  });

  it('[B22] carries a call from the page to the desk and back', async () => {
    const answer = await bridge.call('people.list', { session: null, input: {} });
    expect(answer).toMatchObject({ ok: true, output: [{ name: 'Lena Über' }] });
  });

  it.each([
    ['another page', { url: 'https://example.org/', parent: null }],
    ['a frame inside of ours', { url: 'app://stafette/', parent: {} }],
    ['a frame that is gone', null],
    ['a look-alike', { url: 'app://stafette.example/', parent: null }],
  ])('[B22] refuses %s', async (_who, sender) => {
    world.sender = sender;
    const answer: WireAnswer = await bridge.call('people.list', { session: null, input: {} });
    expect([answer, tiny.asked]).toMatchObject([{ ok: false, fault: { where: 'sender' } }, []]);
  });

  it('[B22] answers what is no call with a fault', async () => {
    const invoke = world.invokable.get('rpc')!;
    expect(await invoke({ senderFrame: world.sender }, 7, {})).toMatchObject({ ok: false, fault: { fault: 'unknown-call' } });
    expect(await invoke({ senderFrame: world.sender }, 'people.list', 'x')).toMatchObject({ ok: false, fault: { fault: 'bad-input' } });
  });

  it('[B22] sends wake-ups to every window, and the page hears the event alone', () => {
    const windows = [open(), open()];
    const heard: DeskEvent[][] = [];
    const stop = bridge.on((...words) => void heard.push(words));
    const event: DeskEvent = { type: 'signed-out', session: 's' };
    tiny.emit(event);
    expect(windows.map(({ webContents }) => webContents.sent)).toEqual([[['event', event]], [['event', event]]]);
    world.pageEvents.emit('event', { sender: 'main' }, event);
    stop();
    world.pageEvents.emit('event', {}, event);
    expect(heard).toEqual([[event]]);
  });
});

describe('arguments', () => {
  it.each([
    [['electron', '.', '--data', '/a'], '/a'],
    [['electron', '--data=/a b', '--no-sandbox'], '/a b'],
    [['electron', '--data', '--x'], null],
    [['electron', '--data='], null],
    [['electron', '--data=/a', '--data=/b'], '/b'],
    [['electron'], null],
  ])('[B24] of %j name the data folder %s', (argv, expected) => expect(argumentOf(argv, 'data')).toBe(expected));

  it('[B22] the preload asks for nothing but electron', () => {
    expect(readFileSync(join(import.meta.dirname, '../../electron/preload.ts'), 'utf8').match(/^import (?!type).*$/gm)).toEqual([
      "import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';",
    ]);
  });
});
