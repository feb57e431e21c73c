// Nobody is shut out: every screen in both themes and both languages, judged by axe (WCAG 2.2 AA and its best practices), with a clean browser log.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, type Language } from './console-kit.ts';
import { TOUR, walk } from './tour.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const COLOURS = ['color-contrast', 'link-in-text-block'];
const SIZE = { width: 1280, height: 800 };

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser(inject('browser'))));
afterAll(() => browser.close());

/** What axe finds, one line each: rule, where, why. */
const findings = async (page: Page, rules: readonly string[] | null = null): Promise<readonly string[]> => {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules === null ? axe.withTags(TAGS) : axe.withRules([...rules])).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, any, all, none }) => `${id} at ${target.join(' ')}: ${[...any, ...all, ...none].map(({ message }) => message).join('; ')}`,
    ),
  );
};

const inDark = async (page: Page): Promise<void> => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.locator('html[data-theme="dark"]').waitFor();
};

const tour = async (
  language: Language,
): Promise<{ readonly found: readonly string[]; readonly seen: number; readonly broken: readonly unknown[] }> => {
  const place = await openConsole(language);
  const found: string[] = [];
  let seen = 0;
  try {
    await walk(place, browser, { language, shade: 'light', ...SIZE }, async (name, page) => {
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      found.push(...(await findings(page)).map((line) => `${name} light: ${line}`));
      // The other theme is the same page in other colours, whatever its language: names, roles and order were judged already.
      if (language === 'de') {
        await inDark(page);
        found.push(...(await findings(page, COLOURS)).map((line) => `${name} dark: ${line}`));
      }
      seen += 1;
    });
    return { found, seen, broken: place.broken };
  } finally {
    await place.close();
  }
};

describe('every screen, light and dark', () => {
  // Both at once: a tour mostly waits for its own browser window.
  it.concurrent.each(['de', 'en'] as const)('is open to everybody in %s', { timeout: 300_000 }, async (language) => {
    const { found, seen, broken } = await tour(language);
    expect(found).toEqual([]);
    expect(broken).toEqual([]);
    expect(seen).toBe(TOUR.length);
  });

  it('would be noticed with a button nobody can hear and words nobody can read', async () => {
    const page = await browser.newPage();
    await page.setContent(
      '<html lang="de"><title>x</title><main><h1 style="color:#ccc;background:#fff">words</h1><button></button></main></html>',
    );
    const rulesIn = (lines: readonly string[]): readonly string[] => lines.map((line) => line.split(' ')[0]!);
    expect(rulesIn(await findings(page))).toEqual(expect.arrayContaining(['button-name', 'color-contrast']));
    expect(rulesIn(await findings(page, COLOURS))).toEqual(['color-contrast']);
    await page.close();
  });
});
