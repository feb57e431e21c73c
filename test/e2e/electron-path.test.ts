// The desktop program as built (main process, preload, page) in a real browser; only the module `electron` is faked.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { projectRoot } from '../../build/paths.ts';
import type { Bridge, DeskEvent } from '../../shared/api.ts';
import { openWorkplace } from '../../electron/workplace.ts';
import { launchBrowser, newContext } from '../browser/browser.ts';
import { FakeWindow, world } from '../hosts/fake-electron.ts';

vi.mock('electron', async () => (await import('../hosts/fake-electron.ts')).electron);

// A browser knows no app://, so the page stands under an address of its own and every request is handed to the app's protocol.
const outside = 'https://stafette.invalid/';
const inside = 'app://stafette/';
const preload = readFileSync(join(projectRoot, 'out/preload/preload.cjs'), 'utf8');

let browser: Browser;
let folder: string;
const pages: Page[] = [];
const complaints: string[] = [];

/** What Electron does around a sandboxed preload: a `require` that knows one module, and a world to expose something in. */
const preloadWorld = (): void => {
  const listeners = new Map<string, Set<(event: unknown, value: unknown) => void>>();
  const page = window as unknown as Record<string, unknown> & { invoke: (...args: unknown[]) => Promise<unknown> };
  page['deliver'] = (channel: string, value: unknown): void => listeners.get(channel)?.forEach((listener) => listener({}, value));
  page['require'] = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`a sandboxed preload has no ${name}`);
    const of = (channel: string): Set<(event: unknown, value: unknown) => void> => {
      const known = listeners.get(channel) ?? new Set();
      listeners.set(channel, known);
      return known;
    };
    return {
      contextBridge: { exposeInMainWorld: (key: string, api: unknown) => void (page[key] = api) },
      ipcRenderer: {
        invoke: (...args: unknown[]) => page.invoke(...args),
        on: (channel: string, listener: (event: unknown, value: unknown) => void) => void of(channel).add(listener),
        off: (channel: string, listener: (event: unknown, value: unknown) => void) => void of(channel).delete(listener),
      },
    };
  };
};

const openPage = async (window: FakeWindow, address: string): Promise<void> => {
  const page = await (await newContext(browser)).newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  await page.route(`${outside}**`, async (route) => {
    const url = route.request().url().replace(outside, inside);
    const answer = await world.protocols.get('app')!(new Request(url, { method: route.request().method() }));
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
  await page.exposeFunction('invoke', (channel: string, ...args: unknown[]) =>
    world.invokable.get(channel)!({ senderFrame: { url: page.url().replace(outside, inside), parent: null } }, ...args),
  );
  await page.addInitScript(preloadWorld);
  await page.addInitScript({ content: `(() => { const module = { exports: {} }, exports = module.exports;\n${preload}\n})()` });
  Object.assign(window.webContents, {
    send: (channel: string, value: unknown) => {
      page
        .evaluate(([to, what]) => (window as unknown as { deliver: (c: unknown, v: unknown) => void }).deliver(to, what), [channel, value])
        .catch((error: unknown) => complaints.push(String(error)));
    },
  });
  await page.goto(address.replace(inside, outside));
  pages.push(page);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stafette-built-'));
  browser = await launchBrowser(inject('browser'));
  world.load = openPage;
  process.argv.push(`--data=${folder}`, '--language=de');
  await import(join(projectRoot, 'out/main/main.js'));
  await vi.waitUntil(() => pages.length === 1 || world.errorBoxes.length > 0, { timeout: 15_000 });
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

type Session = { readonly session: string; readonly person: string };
const signIn = (page: Page, at: number): Promise<Session> =>
  page.evaluate(async (index) => {
    const bridge = (window as unknown as { bridge: Bridge }).bridge;
    const people = await bridge.call('people.list', { session: null, input: {} });
    if (!people.ok) throw new Error(JSON.stringify(people));
    const { lane, person } = (people.output as { lane: string; person: string }[])[index]!;
    const answer = await bridge.call('session.sign-in', { session: null, input: { lane, person } });
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    return { session: (answer.output as { value: { session: string } }).value.session, person };
  }, at);

describe('the desktop as built', () => {
  it('[B27] says what must be said before Electron is ready, and asks for the lock first of all', () => {
    expect(world.app.said.slice(0, 5)).toEqual(['name Stafette', 'sandbox', 'schemes', 'lock', 'ready']);
    expect(world.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
  });

  it('[B26] keeps its lock and Chromium’s files beside the data, so that every folder has a program of its own', () => {
    expect(world.app.paths['userData']).toBe(join(folder, 'desktop'));
  });

  it('[B27] shows the built page under its policy, without a complaint', async () => {
    expect(world.errorBoxes).toEqual([]);
    await pages[0]!.getByRole('heading').first().waitFor();
    expect(await pages[0]!.evaluate(() => location.search)).toBe('?language=de');
    expect(complaints).toEqual([]);
  });

  it('[B21] grants no permission but writing to the clipboard and telling of deadlines, and cancels every request to the network or the disk', () => {
    const { permission, blocked } = world;
    const asked = ['media', 'geolocation', 'push', 'clipboard-read', 'clipboard-sanitized-write', 'notifications'].map((name) => {
      let answer: boolean | null = null;
      permission.request?.({}, name, (yes) => (answer = yes));
      return [answer, permission.check?.({}, name)];
    });
    expect(asked).toEqual([...Array<boolean[]>(4).fill([false, false]), ...Array<boolean[]>(2).fill([true, true])]);
    expect(permission.device?.()).toBe(false);
    expect(blocked?.urls).toEqual(expect.arrayContaining(['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file://*/*']));
    let verdict: unknown = null;
    blocked?.ask({}, (given) => (verdict = given));
    expect(verdict).toEqual({ cancel: true });
  });

  it('[B26] brings its window forward at a second start, and opens one more when asked', async () => {
    world.app.emit('second-instance', {}, ['stafette']);
    expect([FakeWindow.all.length, FakeWindow.all[0]!.shown.at(-1)]).toEqual([1, 'focus']);
    world.app.emit('second-instance', {}, ['stafette', '--new-window']);
    await vi.waitFor(() => expect(pages.length).toBe(2), 10_000);
  });

  it('[B27] [B11] has two people signed in at two windows; what one does wakes the other', async () => {
    const [first, second] = [pages[0]!, pages[1]!];
    const [one, two] = [await signIn(first, 0), await signIn(second, 1)];
    expect(one.session).not.toBe(two.session);
    const heard = second.evaluate(
      () =>
        new Promise<DeskEvent>((resolve) =>
          (window as unknown as { bridge: Bridge }).bridge.on((event) => void (event.type === 'signed-out' && resolve(event))),
        ),
    );
    await first.evaluate(
      (session) => (window as unknown as { bridge: Bridge }).bridge.call('session.sign-out', { session, input: {} }),
      one.session,
    );
    expect(await heard).toEqual({ type: 'signed-out', session: one.session });
    const me = await second.evaluate(
      (session) => (window as unknown as { bridge: Bridge }).bridge.call('session.me', { session, input: {} }),
      two.session,
    );
    expect(me).toMatchObject({ ok: true, output: { person: two.person } });
    expect(complaints).toEqual([]);
  });

  it('[B16] puts its end off until everything is stored', async () => {
    world.app.quit();
    await vi.waitFor(() => expect(world.app.said.slice(-3)).toEqual(['quit', 'quit put off', 'quit']));
    // The folder is free again for whoever comes next.
    const next = await openWorkplace({ dir: folder });
    expect(next.ok).toBe(true);
    if (next.ok) await next.value.close();
  });
});
