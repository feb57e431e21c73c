// A call by keyboard alone: begun, held, carried across screens and a reload, ended, wrapped up; then one that is announced, and one for another principal.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Pop } from '../../shared/views/pop-shapes.ts';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, type Console } from './console-kit.ts';
import { countPointers, enter, focusComes, focused, inHistory, pointers, said } from './keyboard-kit.ts';

const LOOKS = { language: 'de', shade: 'dark', width: 1280, height: 800 } as const;
/** A busy machine takes its time; the journey itself is over in a few seconds. */
const PATIENCE = 20_000;
const CALLER = '+49 40 5550131';

let browser: Browser;
let place: Console;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser(inject('browser'));
  place = await openConsole('de');
  ({ context, page } = await place.window(browser, LOOKS));
  await countPointers(page);
  await page.reload();
  await enter(page, /^Lena Brandt/);
  page.setDefaultTimeout(PATIENCE);
});
afterAll(async () => {
  await browser.close();
  await place.close();
});

const announce = (words: Partial<Pop>): void => {
  const done = place.workplace.desk.pops.announce({ caller: null, customer: null, principal: null, case: null, call: null, ...words });
  expect(done).toMatchObject({ ok: true });
};
const strip = (name: string) => page.getByRole('region', { name, exact: true });

it('[CA1] [CA2] [CA3] begins, holds, outlives screens and a reload, ends and is wrapped up, all by keys', { timeout: 90_000 }, async () => {
  await page.keyboard.press('Control+1');
  await page.waitForFunction(() => document.activeElement?.hasAttribute('data-key'));
  for (let step = 0; step < 30 && !/Ersatzgerät/.test((await focused(page)).name); step += 1) await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page
    .locator('main h1')
    .filter({ hasText: /Ersatzgerät/ })
    .waitFor();

  await page.keyboard.press('Shift+F3');
  await said(page, /mein Name ist Lena Brandt/);
  await page.keyboard.press('F4');
  await focusComes(page, /Notiz zum Vorgang/);
  await page.keyboard.type('Kundin ist am Apparat.');
  await page.keyboard.press('F3');
  await said(page, /^Gehalten/);
  expect((await focused(page)).name).toMatch(/Notiz zum Vorgang/);
  place.leap(75_000);
  await page.keyboard.press('F2');
  await page.locator('main h1').filter({ hasText: 'Neuer Vorgang' }).waitFor();
  await strip('Gespräch').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+3');
  await strip('Gespräch').waitFor();
  await page.waitForTimeout(900);
  await page.reload();
  await strip('Gespräch')
    .getByText(/^Gehalten [1-9]:\d\d/)
    .waitFor();
  await page.keyboard.press('F3');
  await strip('Gespräch')
    .getByText(/davon gehalten [1-9]:\d\d/)
    .waitFor();

  await page.keyboard.press('Shift+F3');
  const wrap = strip('Nach dem Gespräch');
  await wrap.getByRole('button', { name: /^Notiz noch nicht abgelegt/ }).waitFor();
  await page.keyboard.press('Control+1');
  await inHistory(page, /Gespräch · eingehend · [1-9]:\d\d · davon [1-9]:\d\d gehalten/);
  await inHistory(page, /Kontakt · Telefon · eingehend/);
  await page.keyboard.press('F3');
  await expect.poll(() => wrap.count()).toBe(0);
});

it('[CA5] an announced call moves no focus, and one key opens it with its customer', { timeout: 60_000 }, async () => {
  await page.keyboard.press('F4');
  await focusComes(page, /Notiz zum Vorgang/);
  await page.keyboard.type(' Rückruf');
  announce({ caller: CALLER, principal: 'nordlicht', call: 'anlage-77' });
  await strip('Anruf')
    .getByText(/Petra Sommerfeld/)
    .waitFor();
  expect((await focused(page)).name).toMatch(/Notiz zum Vorgang/);
  await page.keyboard.press('Shift+F3');
  await strip('Gespräch').waitFor();
  await expect.poll(() => strip('Anruf').count()).toBe(0);
  await page
    .getByText(/Petra Sommerfeld/)
    .first()
    .waitFor();
  expect([await place.workplace.desk.call('pops.outside', null, {}), await pointers(page)]).toEqual([[], 0]);
});

it(
  '[CA4] [PO3] a window for another principal is told whose call it is, and warns before it records one',
  { timeout: 60_000 },
  async () => {
    const other = await context.newPage();
    await other.goto(page.url());
    await enter(other, /^Sofia Huber/);
    other.setDefaultTimeout(PATIENCE);
    await other
      .getByRole('alert')
      .filter({ hasText: 'Das laufende Gespräch ist für Nordlicht Telekom. Dieses Fenster ist für Seeblick Hotels.' })
      .waitFor();
    expect(await other.locator('body').innerText()).not.toMatch(/Sommerfeld|5550131|anlage-77/);
    await other.keyboard.press('Control+1');
    await other.waitForFunction(() => document.activeElement?.hasAttribute('data-key'));
    await other.keyboard.press('j');
    await other.keyboard.press('Enter');
    await other.locator('main h1').waitFor();
    await other.keyboard.press('F6');
    await focusComes(other, /Betrag oder Anzahl/);
    await other.keyboard.type('5');
    await said(other, /in Ihrer Befugnis|keine Befugnis|Befugnis/);
    await other.keyboard.press('F6');
    await said(other, /noch ist nichts geschehen/);
    expect(place.broken).toEqual([]);
  },
);
