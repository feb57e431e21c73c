// Shows the telephone at work: the call, its hold, what is due after it, a call that is announced, and one of another principal.
import type { Page } from 'playwright-core';
import type { Console } from './console-kit.ts';
import type { Stop } from './tour-together.ts';

const firstCase = async (page: Page): Promise<void> => {
  await page.locator('nav button[data-key^="mine "]').first().click();
  await page.locator('main h1').waitFor();
};

const announce = (place: Console, words: Readonly<Record<string, string>>): void => {
  place.workplace.desk.pops.announce({ caller: null, customer: null, principal: null, case: null, call: null, ...words });
};

export const CALLS: readonly Stop[] = [
  {
    name: 'call',
    person: 'Lena Brandt',
    go: async (page) => {
      await firstCase(page);
      await page.keyboard.press('Shift+F3');
      await page.getByRole('timer').waitFor();
      await page.waitForTimeout(1200);
    },
  },
  {
    name: 'call-held',
    person: 'Lena Brandt',
    goesOn: true,
    go: async (page, place) => {
      await page.getByRole('timer').waitFor();
      place.leap(95_000);
      await page.reload();
      await page.getByRole('timer').waitFor();
      await page.keyboard.press('F3');
      await page.waitForTimeout(1500);
    },
  },
  {
    name: 'call-wrap-up',
    person: 'Lena Brandt',
    goesOn: true,
    go: async (page) => {
      await page.getByRole('timer').waitFor();
      await page.keyboard.press('Shift+F3');
      await page.waitForTimeout(2600);
    },
  },
  {
    name: 'call-announced',
    person: 'Lena Brandt',
    go: async (page, place) => {
      announce(place, { caller: '+49 4821 555033', principal: 'nordlicht', call: 'c-77' });
      await page.locator('button[aria-keyshortcuts="Shift+F3"]').first().waitFor();
      await page.waitForTimeout(600);
    },
  },
  {
    name: 'call-foreign',
    person: 'Sofia Huber',
    go: async (page, place) => {
      announce(place, { caller: '+49 171 5550142', principal: 'nordlicht', call: 'c-78' });
      await page
        .getByRole('alert')
        .filter({ hasText: /Nordlicht Telekom/ })
        .waitFor();
    },
  },
];

/** A call a stop has begun or announced is on every screen; the next stop begins without it. */
export const hangUp = async (page: Page): Promise<void> => {
  const pass = page.getByRole('button', { name: /^(Nicht annehmen|Do not take)$/ });
  if ((await pass.count()) > 0) await pass.first().click();
  const discard = page.getByRole('button', { name: /^(Kein Gespräch: nichts festhalten|No call: record nothing)$/ });
  if ((await discard.count()) === 0) return;
  await discard.click();
  // As long as a draft takes to be saved.
  await page.waitForTimeout(900);
};
