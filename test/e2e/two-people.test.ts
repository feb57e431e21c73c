// Two windows of one browser on one real desk: two people at once, and what one does shows in the other's window unasked.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startBrowserHost, type BrowserHost } from '../../electron/browser-host/browser-host.ts';
import { createDeskPort } from '../../electron/desk-port.ts';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { launchBrowser, newContext } from '../browser/browser.ts';
import { writeTinyPage } from '../hosts/host-kit.ts';

let workplace: Workplace;
let host: BrowserHost;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'stafette-two-'));
const tiny = writeTinyPage();
const broken: unknown[] = [];

beforeAll(async () => {
  const opened = await openWorkplace({ dir: join(folder, 'data') });
  if (!opened.ok) throw new Error(opened.refusal.code);
  workplace = opened.value;
  const port = createDeskPort(workplace.desk, (_call, error) => void broken.push(error));
  const report = (error: unknown): void => void broken.push(error);
  host = await startBrowserHost({ port, page: tiny.page, tcpPort: 0, now: Date.now, random: (count) => randomBytes(count), report });
  browser = await launchBrowser(inject('browser'));
});
afterAll(async () => {
  await browser.close();
  await host.close();
  await workplace.close();
  for (const path of [folder, tiny.folder]) rmSync(path, { recursive: true, force: true });
});

const call = (page: Page, name: string, session: string | null, input: object): Promise<{ ok: boolean; output: never }> =>
  page.evaluate(
    async ([to, body]) =>
      (await fetch(`/rpc/${to}`, { method: 'POST', headers: { 'content-type': 'application/json', stafette: '1' }, body })).json(),
    [name, JSON.stringify({ session, input })] as const,
  );
const signIn = async (page: Page, person: string): Promise<string> => {
  const answer: { output: { value: { session: string } } } = await call(page, 'session.sign-in', null, { lane: 'nordlicht', person });
  return answer.output.value.session;
};

describe('two people at one browser', () => {
  it('[B11] [B15] act each for themselves, and hear of each other without asking', async () => {
    const context = await newContext(browser);
    const [first, second] = [await context.newPage(), await context.newPage()];
    await first.goto(host.newLink());
    await second.goto(`${host.origin}/`);
    const [lena, lead] = [await signIn(first, 'lena'), await signIn(second, 'murat')];
    await second.evaluate(() => {
      const socket = new WebSocket(`ws://${location.host}/events`);
      socket.onmessage = ({ data }) => void (document.title = String(data));
      return new Promise((resolve) => (socket.onopen = resolve));
    });
    const data = { customer: null, category: 'billing', channel: 'phone', urgency: 'medium', impact: 'medium', reason: null, call: null };
    const sent = await call(first, 'command.send', lena, { type: 'open-case', caseId: null, data, body: { title: 'Doppelte Abbuchung' } });
    expect(sent).toMatchObject({ ok: true, output: { ok: true } });
    await expect.poll(() => second.title()).toContain('"changed"');
    const [mine, hers] = await Promise.all([call(first, 'session.me', lena, {}), call(second, 'session.me', lead, {})]);
    expect([mine.output, hers.output]).toMatchObject([{ person: 'lena' }, { person: 'murat' }]);
    expect(broken).toEqual([]);
  });
});
