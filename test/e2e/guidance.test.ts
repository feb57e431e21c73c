// A tense call by keyboard alone: steps tried, mood, the script, an article that stays while one writes, a gap told, a handover that knows it all.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, type Console } from './console-kit.ts';
import { countPointers, enter, focusComes, focused, inHistory, pointers, said, tabTo } from './keyboard-kit.ts';

let browser: Browser;
let place: Console;
beforeAll(async () => {
  browser = await launchBrowser(inject('browser'));
  place = await openConsole('de');
});
afterAll(async () => {
  await browser.close();
  await place.close();
});

const opensCase = async (page: Page, words: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  await focusComes(page, /.*/);
  await page.keyboard.type(words);
  await page
    .getByRole('option', { name: new RegExp(words) })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.locator('main h1').filter({ hasText: words }).waitFor();
};

/** As far as it is above the bar: nobody scrolls with a customer on the line. */
const isInSight = (page: Page, label: RegExp): Promise<boolean> =>
  page
    .getByRole('button', { name: label })
    .first()
    .evaluate((button) => button.getBoundingClientRect().bottom < window.innerHeight - 56 && button.getBoundingClientRect().top > 0);

it('[GD7] [GD8] [GD9] [GD10] [GD12] a call is guided without a mouse, and nothing of it is asked again', { timeout: 120_000 }, async () => {
  const { context, page } = await place.window(browser, { language: 'de', shade: 'light', width: 1280, height: 800 });
  await countPointers(page);
  await page.reload();
  await enter(page, /^Lena Brandt/);
  await opensCase(page, 'Ersatzgerät kommt nicht an');

  await page.keyboard.press('Shift+F3');
  await page.getByRole('region', { name: 'Am Apparat noch versuchen' }).waitFor();
  expect(await isInSight(page, /^Großstörung ausgeschlossen: geht nicht/)).toBe(true);
  await page.keyboard.press('Shift+F2');
  await focusComes(page, /ruhig/);
  for (const mood of [/verärgert/, /aufgebracht/]) {
    await page.keyboard.press('ArrowRight');
    await focusComes(page, mood);
  }
  await page.keyboard.press('Enter');
  await inHistory(page, /Stimmung.*aufgebracht/s);
  // The script stands open now, and its first sentence is the next to say.
  await tabTo(page, /^Router 30 Sekunden.*half nicht/);
  await page.keyboard.press('Enter');
  await inHistory(page, /Router 30 Sekunden.*half nicht|Router 30 Sekunden.*ohne Erfolg/s);
  await tabTo(page, /^Gesagt: Ausreden lassen/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Gesagt: Ausreden lassen/, pressed: true }).waitFor();

  await page.keyboard.press('F4');
  await focusComes(page, /Notiz zum Vorgang/);
  await page.keyboard.press('Shift+F1');
  await page.keyboard.type('großstör');
  await page.getByRole('option', { name: /^Großstörung prüfen/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Großstörung prüfen' }).waitFor();
  await tabTo(page, /Anschrift des Anschlusses/);
  await page.keyboard.press('Space');
  await said(page, /1 von 5 Schritten erledigt/);
  await page.keyboard.press('F4');
  await focusComes(page, /Notiz zum Vorgang/);
  await page.keyboard.type('Keine Störung in der Straße.');
  expect(await page.getByRole('heading', { name: 'Großstörung prüfen' }).isVisible()).toBe(true);
  await page.keyboard.press('Control+Enter');
  await inHistory(page, /Keine Störung in der Straße/);

  await page.keyboard.press('Shift+F1');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('satellit');
  await said(page, /Kein Artikel zu „satellit“/);
  await tabTo(page, /^Lücke melden/);
  await page.keyboard.press('Enter');
  await focusComes(page, /^Was fehlt/);
  await page.keyboard.press('Control+Enter');
  await inHistory(page, /Lücke in den Artikeln.*Gesucht: „satellit“/s);
  await page.keyboard.press('Escape');
  await focusComes(page, /Notiz zum Vorgang/);

  // What is still open stands on top of the handover; what was done stands in it.
  await page.keyboard.press('F9');
  const asked = page.getByRole('region', { name: 'Vor dem Weitergeben versuchen' });
  await asked.waitFor();
  expect(await asked.getByRole('listitem').count()).toBe(1);
  const tried = page.locator('[data-field="tried"] input').first();
  await expect.poll(() => tried.inputValue()).toBe('Router 30 Sekunden vom Strom genommen');
  expect(await page.locator('[data-field="mood"] [aria-pressed="true"]').textContent()).toBe('aufgebracht');
  expect((await focused(page)).field).toBe('summary');
  expect(await pointers(page)).toBe(0);
  expect(place.broken).toEqual([]);
  await context.close();
});
