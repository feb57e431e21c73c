// Knows the way to what guides a call: needed steps, the script of a tense one, articles beside the case, a gap told to the lead; a part of the tour.
import type { Page } from 'playwright-core';
import { openTitle, type Stop } from './tour-together.ts';

const takesCall = async (page: Page): Promise<void> => {
  await page
    .locator('main button')
    .filter({ hasText: /Anruf annehmen|Take the call/ })
    .click();
};

const panel = (page: Page) => page.getByRole('region', { name: /^(Wissensartikel|Knowledge articles)$/ });

/** The first case of a group of the list, whatever it is called in this language. */
export const opensOwn = async (page: Page, group: string): Promise<void> => {
  await page.locator(`nav button[data-key^="${group} "]`).first().click();
  await page.locator('main h1').waitFor();
  await page.locator('footer button[aria-keyshortcuts="F9"]').waitFor();
};

export const GUIDE_ALONE: Stop = {
  name: 'guide-alone',
  person: 'Lena Brandt',
  go: async (page) => {
    await page.locator('[data-list]').first().waitFor();
    await page.keyboard.press('Control+k');
    const isGerman = (await page.locator('html').getAttribute('lang')) === 'de';
    await page.keyboard.type(isGerman ? 'kündigung' : 'giving notice');
    await page
      .getByRole('option', { name: isGerman ? /^Kündigung und Laufzeit/ : /^Giving notice/ })
      .first()
      .click();
    await page.locator('main article h2').first().waitFor();
  },
};

export const GUIDE: readonly Stop[] = [
  {
    name: 'guide-call',
    person: 'Lena Brandt',
    go: async (page) => {
      await opensOwn(page, 'promises');
      await takesCall(page);
      for (const mood of [/^(aufgebracht|very angry)/, /^(verärgert|upset)/]) {
        await page.locator('main').getByRole('radio', { name: mood }).click();
        await page.locator('main').getByRole('radio', { name: mood, checked: true }).waitFor();
      }
      await page.locator('aside li[aria-current="step"]').first().waitFor();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'guide-search',
    person: 'Lena Brandt',
    go: async (page) => {
      await opensOwn(page, 'mine');
      await page.keyboard.press('Shift+F1');
      const isGerman = (await page.locator('html').getAttribute('lang')) === 'de';
      await panel(page)
        .getByRole('combobox')
        .fill(isGerman ? 'kund' : 'cust');
      await page.waitForTimeout(400);
    },
  },
  {
    name: 'guide-article',
    person: 'Lena Brandt',
    go: async (page) => {
      await opensOwn(page, 'mine');
      await page.keyboard.press('Shift+F1');
      await page.keyboard.type('router');
      await page.keyboard.press('Enter');
      await panel(page).getByRole('checkbox').nth(1).waitFor();
      await panel(page).getByRole('checkbox').nth(0).check();
      await panel(page).getByRole('checkbox').nth(1).check();
      await page.keyboard.press('F4');
      await page.waitForTimeout(400);
    },
  },
  {
    name: 'guide-gap',
    person: 'Lena Brandt',
    go: async (page) => {
      await opensOwn(page, 'mine');
      await page.keyboard.press('Shift+F1');
      await page.keyboard.type('satellit');
      await page.waitForTimeout(400);
      await panel(page)
        .getByRole('button', { name: /^(Lücke melden|Report a gap)/ })
        .click();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'guide-handover',
    person: 'Lena Brandt',
    go: async (page) => {
      await opensOwn(page, 'promises');
      await page.keyboard.press('F9');
      await page.locator('[data-needed], [data-field="summary"]').first().waitFor();
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'guide-tried',
    person: 'Lena Brandt',
    go: async (page) => {
      await opensOwn(page, 'mine');
      const tried = page.getByRole('region', { name: /^(Schon versucht|Tried already)/ });
      for (const [index, way] of [/: (half nicht|no effect)$/, /: (geht nicht|not possible)$/].entries()) {
        await tried.getByRole('button', { name: way }).first().click();
        await tried
          .getByRole('button', { name: /^(Zurücknehmen|Take back): / })
          .nth(index)
          .waitFor();
      }
    },
  },
  {
    name: 'guide-lead',
    person: 'Murat Aydin',
    go: async (page) => {
      // A window opens where it was; only then it is led on.
      await page.locator('[data-list]').first().waitFor();
      await page.waitForTimeout(300);
      await page.keyboard.press('Control+1');
      await openTitle(page, /Mahngebühr|Reminder fee/);
      await page.waitForTimeout(300);
    },
  },
];
