// The meter under an agent's hand: quick amounts, keys pressed faster than the answer, terms, emergencies, and why something was allowed.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, signIn, type Console } from './console-kit.ts';
import { focusComes, tabTo } from './keyboard-kit.ts';

const LOOKS = { language: 'de', shade: 'light', width: 1280, height: 800 } as const;

let browser: Browser;
let place: Console;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser(inject('browser'));
  place = await openConsole('de');
  ({ page } = await place.window(browser, LOOKS));
  page.setDefaultTimeout(20_000);
  await signIn(page, 'Lena Brandt');
});
afterAll(async () => {
  await browser.close();
  await place.close();
});

const openCase = async (title: RegExp): Promise<void> => {
  await page.locator('nav button[data-key]').filter({ hasText: title }).first().click();
  await page.locator('main h1').filter({ hasText: title }).waitFor();
};
const amount = () => page.locator('aside input[inputmode="decimal"]');
const meter = () => page.getByRole('region', { name: 'Entscheidung', exact: true });
const history = (words: RegExp) => page.getByRole('region', { name: 'Verlauf' }).locator('li').filter({ hasText: words });
const requests = () => page.getByRole('region', { name: 'Freigaben' }).getByText('wartet auf Freigabe');
const chooseType = (name: string) => meter().getByLabel('Art der Entscheidung').selectOption({ label: name });

describe('the meter', () => {
  it('[M8] grants a usual amount with one click and one key, and tells with the keyboard alone why it was allowed', async () => {
    await openCase(/Kündigungsfrist/);
    await meter().getByRole('button', { name: '10 €', exact: true }).click();
    await meter().getByText('in Ihrer Befugnis', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await history(/Entscheidung.*Kulanzgutschrift.*10,00/s).waitFor();

    await tabTo(page, /Warum war das erlaubt\?/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    const why = page.getByRole('dialog', { name: /Warum erlaubt: Kulanzgutschrift 10,00/ });
    await why.getByRole('row', { name: /je Kunde, 12 Monate 45 € 0 € 45 €/ }).waitFor();
    expect(await why.getByText(/Lena Brandt, heute/).count()).toBe(1);
    await page.keyboard.press('Escape');
    await why.waitFor({ state: 'detached' });
    await focusComes(page, /Warum war das erlaubt\?/);
    expect(place.broken).toEqual([]);
  });

  it('[M9] counts a key that was faster than the answer, and never makes a request of one that grants', async () => {
    await openCase(/Kündigungsfrist/);
    await page.keyboard.press('F6');
    await focusComes(page, /Betrag oder Anzahl/);
    await page.keyboard.type('32');
    await page.keyboard.press('F6');
    await page.getByRole('status').filter({ hasText: 'braucht Freigabe' }).waitFor();
    expect(await requests().count()).toBe(0);
    // Nobody is there: the meter says who gets it, and how long it waits there.
    await meter()
      .getByText(/gerade niemand da; geht an Murat Aydin, rückt nach .* von selbst weiter/)
      .waitFor();

    await amount().fill('');
    await page.keyboard.type('31');
    await page.keyboard.press('F7');
    await requests().waitFor();
    expect(await requests().count()).toBe(1);
    await expect.poll(() => amount().inputValue()).toBe('');
  });

  it('[M9] asks for the terms of a type before anything is sent', async () => {
    await openCase(/Dritter Ausfall/);
    await chooseType('Ratenzahlung');
    await amount().fill('80');
    await meter().getByText('Nennen Sie zuerst: Raten.').waitFor();
    await amount().press('F6');
    await page.getByRole('status').filter({ hasText: 'Nennen Sie zuerst: Raten.' }).waitFor();
    await meter().getByLabel('Raten').fill('1');
    await meter().getByLabel('Tage').fill('14');
    await page.keyboard.press('F6');
    await history(/Entscheidung.*Ratenzahlung.*80,00/s).waitFor();
    expect(await history(/Ratenzahlung/).count()).toBe(1);
  });

  it('[M7] offers both sums where an amount could mean two, and takes the one pressed', async () => {
    await openCase(/Angebot für Glasfaser/);
    await amount().fill('1.234');
    await page
      .getByRole('alert')
      .filter({ hasText: /Meinen Sie 1\.234,00.€ oder 1,23.€\?/ })
      .waitFor();
    await meter().getByRole('button', { name: /^1,23/ }).click();
    await meter().getByText('in Ihrer Befugnis', { exact: true }).waitFor();
    await focusComes(page, /Betrag oder Anzahl/);
    expect(await amount().inputValue()).toBe('1,23');
    await amount().fill('');
  });

  it('[M10] takes an emergency only with words, says who hears of it, and marks it', async () => {
    await openCase(/Angebot für Glasfaser/);
    await amount().fill('35');
    await meter()
      .getByRole('button', { name: /Notfallentscheidung/ })
      .click();
    await meter()
      .getByText(/Teamleitung Abrechnung wird sofort informiert und muss es prüfen\. Prüfung ≤ 1 Tag/)
      .waitFor();
    const go = meter().getByRole('button', { name: 'Als Notfall entscheiden' });
    expect(await go.getAttribute('aria-disabled')).toBe('true');
    await meter().getByLabel('Warum kann es nicht warten?').fill('Die Kundin steht im Laden.');
    await page.keyboard.press('Enter');
    await history(/Notfallentscheidung, zu prüfen bis .* von Teamleitung Abrechnung/).waitFor();
    await history(/Die Kundin steht im Laden\./).waitFor();
    expect(place.broken).toEqual([]);
  });
});
