// A desk that is killed under somebody who is typing: real processes, a real folder, a real page; every word is there again.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { projectRoot } from '../../build/paths.ts';
import { launchBrowser, newContext } from '../browser/browser.ts';
import { freePort } from '../real/processes.ts';
import { signIn } from './console-kit.ts';

type Run = { readonly child: ChildProcess; readonly link: string; readonly ended: Promise<unknown> };
const LINK = /http:\/\/127\.0\.0\.1:\d+\/open\?key=[\w-]{43}/;

let browser: Browser;
let dir: string;
let run: Run | null = null;

const start = async (port: string): Promise<Run> => {
  const child = spawn(
    process.execPath,
    [join(projectRoot, 'electron/cli.ts'), 'start', '--data', dir, '--no-open', '--language', 'de', '--host', 'browser', '--port', port],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise((resolve) => child.on('close', resolve));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  await expect.poll(() => said, { timeout: 40_000 }).toMatch(LINK);
  return { child, link: LINK.exec(said)![0], ended };
};

const kill = async ({ child, ended }: Run): Promise<void> => {
  child.kill('SIGKILL');
  await ended;
};

beforeAll(async () => {
  browser = await launchBrowser(inject('browser'));
  dir = mkdtempSync(join(tmpdir(), 'stafette-killed-'));
});
afterAll(async () => {
  if (run !== null) await kill(run);
  await browser.close();
  rmSync(dir, { recursive: true, force: true });
});

const SAVED = 'Kunde nennt die Nummer des Pakets: 8841.';
const AFTER = ' Er ist bis 18 Uhr zu erreichen.';

const openNote = async (page: Page) => {
  await signIn(page, 'Lena Brandt');
  await page.locator('nav button[data-key]').filter({ hasText: 'Ersatzgerät kommt nicht an' }).first().click();
  await page.locator('main h1').filter({ hasText: 'Ersatzgerät kommt nicht an' }).waitFor();
  return page.getByRole('textbox', { name: /Notiz zum Vorgang/ });
};

describe('a desk that is killed', () => {
  it('[W31] has every word typed a second before, and those typed after it, once it is started again', { timeout: 120_000 }, async () => {
    // A port of its own: the usual one may be taken by another desk while this one is dead.
    const port = String(await freePort());
    run = await start(port);
    const page = await (await newContext(browser, { locale: 'de-DE' })).newPage();
    await page.goto(run.link);
    const note = await openNote(page);
    await note.pressSequentially(SAVED);
    await page.waitForTimeout(1_000);
    await kill(run);
    // Whoever is listening to a customer types on.
    await note.pressSequentially(AFTER);
    expect(await note.inputValue()).toBe(SAVED + AFTER);
    await page.waitForTimeout(600);

    run = await start(port);
    await page.goto(run.link);
    const again = await openNote(page);
    await expect.poll(() => again.inputValue()).toBe(SAVED + AFTER);
    // Once the desk has them too, this window keeps nothing of its own.
    await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('unsaved')))).toEqual([]);
    await page.reload();
    await expect.poll(() => page.getByRole('textbox', { name: /Notiz zum Vorgang/ }).inputValue()).toBe(SAVED + AFTER);
  });
});
