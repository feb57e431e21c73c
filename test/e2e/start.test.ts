// A start as a person types it: real processes, a real folder, a real browser.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { projectRoot } from '../../build/paths.ts';
import { launchBrowser, newContext } from '../browser/browser.ts';

type Run = { readonly child: ChildProcess; said: string; readonly ended: Promise<number | null> };
const linkPattern = /http:\/\/127\.0\.0\.1:\d+\/open\?key=[\w-]{43}/;
let dir: string;
let runs: Run[] = [];

const startOn = (folder: string, ...args: string[]): Run => {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(projectRoot, 'electron/cli.ts'), 'start', '--data', folder, ...args],
    {
      cwd: tmpdir(),
      env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const run: Run = { child, said: '', ended: new Promise((resolve) => child.on('close', resolve)) };
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (run.said += String(chunk)));
  runs.push(run);
  return run;
};
const start = (...args: string[]): Run => startOn(dir, ...args);
const linkOf = async (run: Run): Promise<string> => {
  await expect.poll(() => run.said, { timeout: 40_000 }).toMatch(linkPattern);
  return linkPattern.exec(run.said)![0];
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stafette-run-'));
});
afterEach(async () => {
  for (const run of runs) run.child.kill('SIGKILL');
  await Promise.all(runs.map((run) => run.ended));
  runs = [];
  rmSync(dir, { recursive: true, force: true });
});

describe('a start', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser(inject('browser'));
  });
  afterAll(() => browser.close());

  it('[B19] says in one line why it runs in the browser, opens by its link, and ends in order', async () => {
    const run = start('--language', 'de');
    const link = await linkOf(run);
    expect(run.said.split('\n')[0]).toMatch(/^Stafette läuft im Browser: .*\.$/);
    const page = await (await newContext(browser)).newPage();
    await page.goto(link);
    expect(page.url()).toBe(`${new URL(link).origin}/?language=de`);
    await page.getByRole('heading').first().waitFor();
    expect(statSync(join(dir, 'running.json')).mode & 0o777).toBe(0o600);
    run.child.kill('SIGINT');
    expect([await run.ended, run.said.trimEnd().split('\n').at(-1)]).toEqual([0, 'Beendet. Alles ist gespeichert.']);
    expect(existsSync(join(dir, 'running.json'))).toBe(false);
    await page.context().close();
  });

  it('[B18] [B19] on a folder in use shows a fresh link to the running one, and ends', async () => {
    const first = start('--no-open', '--empty');
    const [one, second] = [await linkOf(first), start('--no-open', '--empty')];
    const two = await linkOf(second);
    expect(await second.ended).toBe(0);
    expect(second.said).toContain(`Stafette already runs on ${dir}.`);
    expect([new URL(two).origin, two === one]).toEqual([new URL(one).origin, false]);
    expect((await fetch(two, { redirect: 'manual' })).status).toBe(303);
  });

  it('[B19] starts again after a crash left its note behind', async () => {
    const first = start('--no-open', '--empty');
    await linkOf(first);
    first.child.kill('SIGKILL');
    await first.ended;
    expect(existsSync(join(dir, 'running.json'))).toBe(true);
    await linkOf(start('--no-open', '--empty'));
  });

  it('[B19] says in one sentence what is not to be had, with exit code 2', async () => {
    const port = new URL(await linkOf(start('--no-open', '--empty'))).port;
    const other = mkdtempSync(join(tmpdir(), 'stafette-other-'));
    const taken = startOn(other, '--no-open', '--empty', '--port', port);
    expect([await taken.ended, taken.said.trimEnd().split('\n').at(-1)]).toEqual([
      2,
      `Port ${port} is taken. Choose another with --port, or leave --port away.`,
    ]);
    const desktop = startOn(other, '--empty', '--host', 'desktop');
    expect([await desktop.ended, desktop.said]).toEqual([
      2,
      expect.stringMatching(/^Stafette runs in the browser: .* Without --host desktop Stafette starts in the browser\.\n$/),
    ]);
    rmSync(other, { recursive: true, force: true });
  });
});
