// Nobody is shut out: every screen in both languages and both themes, judged by axe (WCAG 2.2 AA and its best practices), with a clean browser log.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, type Language, type Shade } from './console-kit.ts';
import { TOUR, walk } from './tour.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SIZE = { width: 1280, height: 800 };

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser(inject('browser'))));
afterAll(() => browser.close());

/** What axe finds, one line each: rule, where, why. */
const findings = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(TAGS).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, any, all, none }) => `${id} at ${target.join(' ')}: ${[...any, ...all, ...none].map(({ message }) => message).join('; ')}`,
    ),
  );
};

/** Names, roles and order hang on the language, colours on the theme: each language is judged whole, in a theme of its own. */
const SHADES: Readonly<Record<Language, Shade>> = { de: 'dark', en: 'light' };

const JUDGED: ReadonlySet<string> = new Set(TOUR.filter(({ twin }) => twin === undefined).map(({ name }) => name));

const tour = async (
  language: Language,
): Promise<{ readonly found: readonly string[]; readonly seen: number; readonly broken: readonly unknown[] }> => {
  const place = await openConsole(language);
  const found: string[] = [];
  let seen = 0;
  try {
    const look = async (name: string, page: Page): Promise<void> => {
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect((await page.locator('html').getAttribute('data-theme')) ?? 'light').toBe(SHADES[language]);
      found.push(...(await findings(page)).map((line) => `${name}: ${line}`));
      seen += 1;
    };
    await walk(place, browser, { language, shade: SHADES[language], ...SIZE }, look, (name) => JUDGED.has(name));
    return { found, seen, broken: place.broken };
  } finally {
    await place.close();
  }
};

describe('every screen', () => {
  // Both at once: a tour mostly waits for its own browser window.
  it.concurrent.each(['de', 'en'] as const)('is open to everybody in %s', { timeout: 300_000 }, async (language) => {
    const { found, seen, broken } = await tour(language);
    expect(found).toEqual([]);
    expect(broken).toEqual([]);
    expect(seen).toBe(JUDGED.size);
    expect(seen).toBeGreaterThan(50);
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
