// Opens the whole console for tests and screenshots: a folder with the first day's cases, the browser host, windows of people.
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { projectRoot } from '../../build/paths.ts';
import { startBrowserHost } from '../../electron/browser-host/browser-host.ts';
import { fillDemo } from '../../electron/demo.ts';
import manifest from '../../package.json' with { type: 'json' };
import { createDeskPort } from '../../electron/desk-port.ts';
import { openWorkplace, schedule, type Workplace } from '../../electron/workplace.ts';
import { newContext } from '../browser/browser.ts';
import { coverDesk, type HubSetting } from './hub-setting.ts';
import { loseACaseTo } from './rival.ts';

export type Language = 'de' | 'en';
export type Shade = 'light' | 'dark';
export type Looks = { readonly language: Language; readonly shade: Shade; readonly width: number; readonly height: number };

/** A Tuesday, early afternoon in Berlin: everybody works, clocks run, and a picture made at night shows the same. */
const MOMENT = Date.UTC(2026, 10, 24, 12, 50);

export type Console = {
  readonly workplace: Workplace;
  readonly broken: readonly unknown[];
  /** Lets the desk's clock leap: what would fall due meanwhile falls due now. Windows opened later show the new time. */
  leap(ms: number): void;
  /** What the desk tells of a hub from now on; null = the truth, that it has none. */
  setting(next: HubSetting | null): void;
  /** A browser of its own, let in by a link of its own. */
  window(browser: Browser, looks: Looks): Promise<{ readonly context: BrowserContext; readonly page: Page }>;
  close(): Promise<void>;
};

const playInto = async (dir: string, language: Language): Promise<void> => {
  const filled = await fillDemo({ dir, language, clock: () => MOMENT });
  if (!filled.ok) throw new Error(filled.refusal.code);
};

/** In tests the first day is played once for a worker, and every console begins with a copy of it; the folder for it goes with the run. */
const playFirstDay = async (dir: string, language: Language): Promise<void> => {
  const kept = process.env['STAFETTE_FIRST_DAYS'];
  if (kept === undefined) return playInto(dir, language);
  const played = join(kept, `${language}-${process.pid}`);
  if (!existsSync(played)) {
    await playInto(`${played}.new`, language);
    renameSync(`${played}.new`, played);
  }
  cpSync(played, dir, { recursive: true });
};

export const openConsole = async (language: Language): Promise<Console> => {
  const folder = mkdtempSync(join(tmpdir(), 'stafette-console-'));
  const dir = join(folder, 'data');
  const begun = Date.now();
  let leapt = 0;
  const clock = (): number => MOMENT + Date.now() - begun + leapt;
  await playFirstDay(dir, language);
  const opened = await openWorkplace({ dir, clock, host: { host: 'browser', version: manifest.version } });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const workplace = opened.value;
  await loseACaseTo('tim', 'lena', 'abrechnung', workplace, clock);
  await endTours(workplace);
  const endWatch = workplace.desk.watch(schedule);
  const broken: unknown[] = [];
  let setting: HubSetting | null = null;
  const port = createDeskPort(
    coverDesk(workplace.desk, () => setting, clock),
    (name, error) => void broken.push(name, error),
  );
  const host = await startBrowserHost({
    port,
    page: join(projectRoot, 'out/renderer'),
    tcpPort: 0,
    now: Date.now,
    random: (count) => randomBytes(count),
    report: (error) => void broken.push(error),
  });
  return {
    workplace,
    broken,
    setting: (next) => {
      setting = next;
    },
    leap: (ms) => {
      leapt += ms;
    },
    window: async (browser, looks) => {
      const context = await newContext(browser, {
        viewport: { width: looks.width, height: looks.height },
        locale: looks.language === 'de' ? 'de-DE' : 'en-GB',
        colorScheme: looks.shade,
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      page.on('console', (message) => (message.type() === 'error' ? void broken.push(message.text()) : undefined));
      page.on('pageerror', (error) => void broken.push(error));
      await page.goto(host.newLink());
      return { context, page };
    },
    close: async () => {
      endWatch();
      await host.close();
      await workplace.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** Nobody here is new: whoever tries the first walk begins it by himself. */
const endTours = async ({ desk }: Workplace): Promise<void> => {
  const people = await desk.call('people.list', null, {});
  for (const { lane, person } of people) {
    const answer = await desk.call('session.sign-in', null, { lane, person });
    if (!answer.ok) continue;
    await desk.call('draft.save', answer.value.session, { key: 'settings:tour', value: { done: true } });
    await desk.call('session.sign-out', answer.value.session, {});
  }
};

export const signIn = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('navigation').first().waitFor();
};
