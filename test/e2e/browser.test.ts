// The browser the other journeys stand on: it starts, speaks German and paints text.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, newContext } from '../browser/browser.ts';

describe('the browser for tests', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser(inject('browser'));
  });
  afterAll(() => browser.close());

  it('opens German contexts', async () => {
    const page = await (await newContext(browser)).newPage();
    expect(await page.evaluate(() => [navigator.language, new Intl.NumberFormat(navigator.language).format(1234.5)])).toEqual([
      'de-DE',
      '1.234,5',
    ]);
  });

  it('has a font: letters leave ink on the page', async () => {
    const page = await (await newContext(browser)).newPage();
    await page.setContent('<p style="font-size: 40px">Übergabe für 12,50 €</p>');
    const withText = await page.screenshot();
    await page.setContent('<p style="font-size: 40px"></p>');
    expect(withText.equals(await page.screenshot())).toBe(false);
  });
});
