// Asks axe about a page in one go: every rule of the levels we promise, the same as its own driver asks, without its detours; and leads it over the tour.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { projectRoot } from '../../build/paths.ts';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, type Language, type Shade } from './console-kit.ts';
import { TOUR, walk } from './tour.ts';

const AXE = readFileSync(join(projectRoot, 'node_modules/axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Check = { readonly message: string };
type Node = {
  readonly target: readonly string[];
  readonly any: readonly Check[];
  readonly all: readonly Check[];
  readonly none: readonly Check[];
};
type Axe = {
  run(
    context: Document,
    options: object,
  ): Promise<{ readonly violations: readonly { readonly id: string; readonly nodes: readonly Node[] }[] }>;
};

/**
 * What axe finds, one line each: rule, where, why. Only what is wrong is described, which spares most of the work; the style sheets are read
 * anew (`sheets`) for the one rule that needs their text, and they are the same on every screen.
 */
export const findings = async (page: Page, sheets = true): Promise<readonly string[]> => {
  if (page.frames().length > 1) throw new Error('a frame inside the page would not be looked at');
  // A colour on its way from one theme to the other is no colour anybody reads.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity),
  );
  // It stays with the page until that is loaded anew; reading it costs half as much as asking it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(
    async ({ values, preload }) => {
      const { axe } = window as unknown as { axe: Axe };
      const options = { runOnly: { type: 'tag', values }, resultTypes: ['violations'], preload, performanceTimer: false };
      const { violations } = await axe.run(document, options);
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ target, any, all, none }) =>
            `${id} at ${target.join(' ')}: ${[...any, ...all, ...none].map(({ message }) => message).join('; ')}`,
        ),
      );
    },
    { values: TAGS, preload: sheets },
  );
};

const SIZE = { width: 1280, height: 800 };

/** Names, roles and order hang on the language, colours on the theme: each language is judged whole, in a theme of its own. */
const LOOKS: readonly (readonly [Language, Shade])[] = [
  ['de', 'dark'],
  ['en', 'light'],
];
const [[FIRST, SHADE]] = LOOKS as readonly [readonly [Language, Shade]];

const JUDGED = TOUR.filter(({ twin }) => twin === undefined);

/** As if it were chosen in another window: whatever is open stays as it is. */
const dress = async (page: Page, language: Language, shade: Shade): Promise<void> => {
  await page.emulateMedia({ colorScheme: shade });
  await page.evaluate((wanted) => {
    window.localStorage.setItem('stafette.looks', JSON.stringify({ language: wanted, theme: 'system' }));
    window.dispatchEvent(new StorageEvent('storage', { key: 'stafette.looks' }));
  }, language);
  await page.locator(`html[lang="${language}"][data-theme="${shade}"]`).waitFor({ state: 'attached' });
};

type Toured = { readonly found: readonly string[]; readonly seen: number; readonly broken: readonly unknown[] };

const tour = async (browser: Browser, names: ReadonlySet<string>): Promise<Toured> => {
  const place = await openConsole(FIRST);
  const found: string[] = [];
  let seen = 0;
  try {
    const look = async (name: string, page: Page): Promise<void> => {
      for (const [language, shade] of LOOKS) {
        await dress(page, language, shade);
        found.push(...(await findings(page, seen === 0)).map((line) => `${name} (${language}, ${shade}): ${line}`));
      }
      await dress(page, FIRST, SHADE);
      seen += 1;
    };
    await walk(place, browser, { language: FIRST, shade: SHADE, ...SIZE }, look, (name) => names.has(name));
    return { found, seen, broken: place.broken };
  } finally {
    await place.close();
  }
};

const AGENT = 'Lena Brandt';

/** Half of the tour, as a test of the file that asks for it: the halves share nothing, so they are walked at once. */
export const everyScreenOf = (whose: 'the agent' | 'everybody else and the door'): void => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser(inject('browser'))));
  afterAll(() => browser.close());
  describe('every screen', () => {
    it(`of ${whose} is open to everybody`, { timeout: 600_000 }, async () => {
      const stops = JUDGED.filter(({ person }) => (person === AGENT) === (whose === 'the agent'));
      const { found, seen, broken } = await tour(browser, new Set(stops.map(({ name }) => name)));
      expect(found).toEqual([]);
      expect(broken).toEqual([]);
      expect(seen).toBe(stops.length);
      expect(seen).toBeGreaterThan(20);
    });
  });
};
