// Nobody is shut out: every screen in both languages and both themes, judged by axe (WCAG 2.2 AA and its best practices), with a clean browser log.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser/browser.ts';
import { findings } from './axe-kit.ts';
import { openConsole, type Language, type Shade } from './console-kit.ts';
import { TOUR, walk } from './tour.ts';

const SIZE = { width: 1280, height: 800 };

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser(inject('browser'))));
afterAll(() => browser.close());

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

const tour = async (names: ReadonlySet<string>): Promise<Toured> => {
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

const PARTS = [
  ['the agent', JUDGED.filter(({ person }) => person === 'Lena Brandt')],
  ['everybody else and the door', JUDGED.filter(({ person }) => person !== 'Lena Brandt')],
] as const;

describe('every screen', () => {
  // Both at once: a tour often waits for its own browser window.
  it.concurrent.each(PARTS)('of %s is open to everybody', { timeout: 600_000 }, async (_, stops) => {
    const { found, seen, broken } = await tour(new Set(stops.map(({ name }) => name)));
    expect(found).toEqual([]);
    expect(broken).toEqual([]);
    expect(seen).toBe(stops.length);
    expect(seen).toBeGreaterThan(20);
  });

  it('would be noticed with a button nobody can hear and words nobody can read', async () => {
    const page = await browser.newPage();
    await page.setContent(
      '<html lang="de"><title>x</title><main><h1 style="color:#ccc;background:#fff">words</h1><button></button></main></html>',
    );
    const rulesIn = (lines: readonly string[]): readonly string[] => lines.map((line) => line.split(' ')[0]!);
    expect(rulesIn(await findings(page))).toEqual(expect.arrayContaining(['button-name', 'color-contrast']));
    await page.close();
  });
});
