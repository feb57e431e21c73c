// Measures the console in a real browser over a big store: typing, the key of an action until its result is painted, and coming in.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { projectRoot } from '../../build/paths.ts';
import { generateStore } from '../../electron/generate-store.ts';
import { launchBrowser, newContext } from '../browser/browser.ts';
import { signIn } from '../e2e/console-kit.ts';
import { median, percentile, round, withFolder } from './measure.ts';
import { benchAcceptance, benchActionsOnPage, type ActionTimes } from './page-actions.ts';
import { openBig, startDesk, type Big } from './page-place.ts';
import { longestTask } from './page-trace.ts';

const LANE = 'nordlicht';
const SIGNS = 300;
const PAUSE_MS = 40;

export type PageReport = {
  readonly cases: number;
  readonly events: number;
  /** The page's longest task by the clock, and its own time in the processor, while 300 signs are typed and colleagues work. */
  readonly longestTaskMs: number;
  readonly longestTaskCpuMs: number;
  readonly tasksOver50: number;
  readonly actions: Readonly<Record<string, ActionTimes>>;
  readonly actionP95Ms: number;
  /** Of the program, from its call to the link; of the window, to the names; of the desk, from the name to its list. */
  readonly startMs: { readonly program: number; readonly window: number; readonly desk: number };
  readonly bytes: PageBytes;
};

type PageBytes = {
  readonly script: number;
  readonly scriptGzip: number;
  readonly first: number;
  readonly firstGzip: number;
  readonly style: number;
};

/** What a browser loads: all scripts of the page, and those it needs before the first picture. */
const bytesOfPage = (): PageBytes => {
  const root = join(projectRoot, 'out/renderer');
  const read = (name: string): Buffer => readFileSync(join(root, 'assets', name));
  const sum = (names: readonly string[], size: (bytes: Buffer) => number): number => names.reduce((all, name) => all + size(read(name)), 0);
  const names = readdirSync(join(root, 'assets'));
  const page = readFileSync(join(root, 'index.html'), 'utf8');
  const scripts = names.filter((name) => name.endsWith('.js'));
  const first = scripts.filter((name) => page.includes(name));
  const gzipped = (bytes: Buffer): number => gzipSync(bytes).length;
  const plain = (bytes: Buffer): number => bytes.length;
  return {
    script: sum(scripts, plain),
    scriptGzip: sum(scripts, gzipped),
    first: sum(first, plain),
    firstGzip: sum(first, gzipped),
    style: sum(
      names.filter((name) => name.endsWith('.css')),
      plain,
    ),
  };
};

const SMALL = 1000;

const summary = (acted: Readonly<Record<string, ActionTimes>>): string =>
  Object.entries(acted)
    .map(([name, { medianMs, p95Ms }]) => `${name} ${medianMs}/${p95Ms} ms`)
    .join(', ');

const acceptance = (browser: Browser, rounds: number): Promise<ActionTimes> =>
  withFolder(async (dir) => {
    await fill(dir, SMALL);
    const small = await openBig(dir);
    try {
      return await benchAcceptance(browser, small, rounds);
    } finally {
      await small.close();
    }
  });

const fill = async (dir: string, cases: number): Promise<void> => {
  const made = await generateStore({ dir, cases, seed: 2, principal: LANE, language: 'de', clock: Date.now, progress: () => undefined });
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
};

/** `say` is told what takes long; `rounds`: how often each action is done, and the desk is started. */
export const benchPage = (cases: number, rounds: number, say: (what: string) => void): Promise<PageReport> =>
  withFolder(async (dir) => {
    say('building the page');
    await ensureBuilt();
    say(`making a store of ${cases} cases`);
    await fill(dir, cases);
    const browser = await launchBrowser();
    try {
      say('coming in');
      const starts = [];
      for (let n = 0; n < Math.max(3, Math.round(rounds / 4)); n += 1) starts.push(await comeIn(browser, dir));
      const big = await openBig(dir);
      try {
        say(`typing ${SIGNS} signs`);
        const typing = await typeNote(browser, big);
        say(`acting, after a longest task of ${typing.longestTaskMs} ms`);
        const acted = await benchActionsOnPage(browser, big, rounds);
        say(`accepting in a store of ${SMALL}, after ${summary(acted)}`);
        const actions = { ...acted, accept: await acceptance(browser, rounds) };
        if (big.broken.length > 0) throw new Error(big.broken.map(String).join('\n'));
        const all = Object.values(actions).flatMap(({ times }) => times);
        return {
          cases,
          events: big.events(),
          ...typing,
          actions,
          actionP95Ms: round(percentile(all, 0.95), 1),
          startMs: {
            program: round(median(starts.map(({ program }) => program)), 0),
            window: round(median(starts.map(({ window }) => window)), 0),
            desk: round(median(starts.map(({ desk }) => desk)), 0),
          },
          bytes: bytesOfPage(),
        };
      } finally {
        await big.close();
      }
    } finally {
      await browser.close();
    }
  });

const ROW = 'nav button[data-key]';

/** A program of its own, as a person starts it, and a browser that has never seen the page. */
const comeIn = async (
  browser: Browser,
  dir: string,
): Promise<{ readonly program: number; readonly window: number; readonly desk: number }> => {
  const desk = await startDesk(dir);
  const context = await newContext(browser, { locale: 'de-DE', viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    const began = performance.now();
    await page.goto(desk.link);
    const name = page.getByRole('button', { name: /^Lena Brandt/ });
    await name.waitFor();
    const window = performance.now() - began;
    const pressed = performance.now();
    await name.click();
    await page.locator(ROW).first().waitFor();
    return { program: desk.ms, window, desk: performance.now() - pressed };
  } finally {
    await context.close();
    await desk.end();
  }
};

const WORDS = 'Kunde wartet seit drei Wochen auf das Ersatzgerät, Zusteller nennt das Paket verloren. ';

const typeNote = async (browser: Browser, big: Big): Promise<Pick<PageReport, 'longestTaskMs' | 'longestTaskCpuMs' | 'tasksOver50'>> => {
  const { context, page } = await big.window(browser);
  await signIn(page, 'Lena Brandt');
  await openFirst(page);
  await page.keyboard.press('F4');
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
  // Colleagues go on meanwhile: their notes change the lists of everybody.
  const stop = big.others();
  const text = WORDS.repeat(Math.ceil(SIGNS / WORDS.length)).slice(0, SIGNS);
  const tasks = await longestTask(await context.newCDPSession(page), () => page.keyboard.type(text, { delay: PAUSE_MS }));
  await stop();
  const typed = await page.evaluate(() => (document.activeElement as HTMLTextAreaElement).value);
  if (!typed.endsWith(text)) throw new Error('not every sign arrived');
  await context.close();
  return tasks;
};

const openFirst = async (page: Page): Promise<void> => {
  await page.locator(ROW).first().click();
  await page.locator('main h1').waitFor();
};
