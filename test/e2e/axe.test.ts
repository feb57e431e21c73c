// Nobody is shut out: the door and the screens of leads in both languages and both themes, judged by axe (WCAG 2.2 AA and its best practices), with a clean browser log.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser/browser.ts';
import { everyScreenOf, findings } from './axe-kit.ts';

everyScreenOf('everybody else and the door');

describe('a screen with a button nobody can hear and words nobody can read', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser(inject('browser'))));
  afterAll(() => browser.close());

  it('would be noticed', async () => {
    const page = await browser.newPage();
    await page.setContent(
      '<html lang="de"><title>x</title><main><h1 style="color:#ccc;background:#fff">words</h1><button></button></main></html>',
    );
    const rulesIn = (lines: readonly string[]): readonly string[] => lines.map((line) => line.split(' ')[0]!);
    expect(rulesIn(await findings(page))).toEqual(expect.arrayContaining(['button-name', 'color-contrast']));
    await page.close();
  });
});
