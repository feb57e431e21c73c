// Asks axe about a page in one go: every rule of the levels we promise, the same as its own driver asks, without its detours; and leads it over the tour.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { projectRoot } from '../../build/paths.ts';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole } from './console-kit.ts';
import { dress, layOut, wears, type Look } from './looks-kit.ts';
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
  // Nobody judges a page that is just being fetched.
  await page.locator('main[aria-busy="true"]').waitFor({ state: 'detached' });
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

const everyLook = (): readonly Look[] =>
  (['de', 'en'] as const).flatMap((language) =>
    (['dark', 'light'] as const).flatMap((shade) => [false, true].map((hard) => ({ language, shade, hard }))),
  );

/**
 * Names, roles and order hang on the language, colours on the theme: each language is judged whole, in a theme of its own. `AXE_LOOKS=all`
 * judges every language in every theme, which takes four times as long.
 */
const LOOKS: readonly Look[] =
  process.env['AXE_LOOKS'] === 'all'
    ? everyLook()
    : [
        { language: 'de', shade: 'dark', hard: false },
        { language: 'en', shade: 'light', hard: false },
      ];
/** The first of them, in which the walk goes from stop to stop. */
const [FIRST, SHADE] = ['de', 'dark'] as const;

const JUDGED = TOUR.filter(({ twin }) => twin === undefined);

type Toured = { readonly found: ReadonlyMap<string, readonly string[]>; readonly broken: readonly unknown[]; readonly end: string | null };

/** A tour that cannot go on says where; what it saw before is judged all the same. */
const tour = async (browser: Browser, names: ReadonlySet<string>): Promise<Toured> => {
  const place = await openConsole(FIRST);
  const found = new Map<string, readonly string[]>();
  let end: string | null = null;
  try {
    const look = async (name: string, page: Page): Promise<void> => {
      const lines: string[] = [];
      for (const [index, dressed] of LOOKS.entries()) {
        // It came in the first one.
        await (index === 0 ? wears : dress)(page, dressed);
        const words = `${dressed.language}, ${dressed.shade}${dressed.hard ? ', high contrast' : ''}`;
        lines.push(...(await findings(page, found.size === 0)).map((line) => `${words}: ${line}`));
      }
      await layOut(page, { language: FIRST, shade: SHADE, hard: false });
      found.set(name, lines);
    };
    await walk(place, browser, { language: FIRST, shade: SHADE, ...SIZE }, look, (name) => names.has(name)).catch((error: unknown) => {
      end = `after ${[...found.keys()].at(-1) ?? 'nothing'}: ${String(error)}`;
    });
    return { found, broken: place.broken, end };
  } finally {
    await place.close();
  }
};

const AGENT = 'Lena Brandt';

/** Half of the tour, as a test for each of its screens: the halves share nothing, so they are walked at once. */
export const everyScreenOf = (whose: 'the agent' | 'everybody else and the door'): void => {
  const stops = JUDGED.filter(({ person }) => (person === AGENT) === (whose === 'the agent')).map(({ name }) => name);
  let seen: Toured;
  beforeAll(async () => {
    const browser = await launchBrowser(inject('browser'));
    try {
      seen = await tour(browser, new Set(stops));
    } finally {
      await browser.close();
    }
  }, 1_200_000);
  describe(`the screens of ${whose}`, () => {
    it.each(stops)('%s is open to everybody', (name) => {
      // A screen nobody came to is told with the reason, not as one without findings.
      expect(seen.found.get(name) ?? seen.end ?? 'not on the way').toEqual([]);
    });
    it('are many, and leave nothing in the log of the browser', () => {
      expect(seen.end).toBeNull();
      expect(stops.length).toBeGreaterThan(20);
      expect(seen.broken).toEqual([]);
    });
  });
};
