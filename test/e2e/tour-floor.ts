// Knows the way to what a lead sees beside his inbox: passing on where he is, a note to a sender, the board; a part of the tour.
import type { Page } from 'playwright-core';
import { leadsTo } from './tour-presence.ts';
import type { Stop } from './tour-together.ts';

const settled = (page: Page): Promise<void> => page.waitForTimeout(250);

const onLead = async (page: Page): Promise<void> => {
  // A window opens where it was; only then it is led on.
  await page.locator('[data-list]').first().waitFor();
  await settled(page);
  await leadsTo(page, page.locator('[data-list="rows"] button').first());
};
export const FLOOR: readonly Stop[] = [
  {
    name: 'lead-coach',
    person: 'Murat Aydin',
    go: async (page) => {
      await onLead(page);
      await page.getByRole('button', { name: /^(?:Hinweis an|Note to)/ }).click();
      await page.getByRole('dialog').getByRole('textbox').waitFor();
      await settled(page);
    },
  },
  {
    name: 'lead-pass',
    person: 'Murat Aydin',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await onLead(page);
      // Nothing is passed on that is not in hand: the first one is accepted, read fact by fact.
      const first = page.locator('[data-list="rows"] button').first();
      const title = (await first.locator('.font-semibold').nth(1).innerText()).slice(0, 20);
      await page.locator('[data-fact]').first().waitFor();
      for (const fact of await page.locator('[data-fact]').all()) await fact.check();
      await page.locator('footer button[aria-keyshortcuts="a"]').click();
      const held = page
        .locator('[data-list="rows"] button')
        .filter({ hasText: title })
        .filter({ hasText: /zuletzt gesagt|said last/ });
      await held.click();
      await page.keyboard.press('Escape');
      await page.locator('footer button[aria-keyshortcuts="Shift+F9"]:not([aria-disabled])').waitFor();
      await page.keyboard.press('Shift+F9');
      await page.locator('main [data-field="to"]').waitFor();
      await settled(page);
    },
  },
  {
    name: 'board',
    person: 'Murat Aydin',
    go: async (page) => {
      await page.keyboard.press('Escape');
      // A window opens where it was; only then it is led on.
      await page.locator('[data-list]').first().waitFor();
      await page.keyboard.press('Control+3');
      await page.getByRole('region', { name: /^(?:Wer ist da|Who is here)$/ }).waitFor();
      await settled(page);
    },
  },
];
