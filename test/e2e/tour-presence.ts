// Knows the way to who is there: the list with contacts and one's own break, beside a case, and without a connection; a part of the tour.
import type { Locator, Page } from 'playwright-core';
import type { Stop } from './tour-together.ts';

const badge = (page: Page) =>
  page.getByRole('banner').getByRole('button', { name: /^(\d+ (da|hier|here|at this desk)|niemand da|nobody here)$/ });

/** A page that was just loaded hears its keys a moment after it can be seen: what leads to `there` is pressed until that stands there. */
export const leadsTo = async (page: Page, there: Locator): Promise<void> => {
  const stands = (): Promise<boolean> =>
    there.waitFor({ timeout: 1_000 }).then(
      () => true,
      () => false,
    );
  for (let tries = 0; tries < 30; tries += 1) {
    await page.keyboard.press('Control+2');
    if (await stands()) return;
  }
  await there.waitFor();
};

export const onLead = (page: Page): Promise<void> => leadsTo(page, page.locator('[data-list="pictures"] button').first());

/** Who is there, and who decides for somebody, as a lead sees it. */
export const DEPUTIES: readonly Stop[] = [
  {
    name: 'presence',
    person: 'Murat Aydin',
    go: async (page) => {
      await onLead(page);
      await page
        .getByRole('banner')
        .getByRole('button', { name: /^\d+ (da|here)$/ })
        .click();
    },
  },
  {
    name: 'absence',
    person: 'Murat Aydin',
    go: async (page) => {
      await onLead(page);
      await page
        .getByRole('banner')
        .getByRole('button', { name: /^\d+ (da|here)$/ })
        .click();
      await page
        .locator('header, [role="dialog"]')
        .getByRole('button', { name: /^(Vertretung|Deputy) …/ })
        .first()
        .click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^(nur bestimmte|only certain)/ })
        .click();
    },
  },
];

export const PRESENCE: readonly Stop[] = [
  {
    name: 'presence-break',
    person: 'Lena Brandt',
    go: async (page) => {
      // Whoever still works on the last call takes no break.
      const done = page.getByRole('button', { name: /^(Fertig|Done)/ }).first();
      // It stands there as soon as the draft of the call has been read; where nobody called there is none.
      const standing = await done.waitFor({ timeout: 4_000 }).then(
        () => true,
        () => false,
      );
      if (standing) await done.click();
      await page.waitForTimeout(900);
      await badge(page).click();
      const list = page.getByRole('dialog');
      await list.getByRole('button', { name: /^(Pause machen|Take a break)$/ }).click();
      await list.getByRole('button', { name: /^(Wieder da|Back again)$/ }).waitFor();
    },
  },
  {
    name: 'presence-contacts',
    person: 'Lena Brandt',
    go: async (page) => {
      await badge(page).click();
      await page.getByRole('dialog').getByText('Annika Thoms').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'who-is-there',
    person: 'Lena Brandt',
    go: async (page) => {
      await page.locator('nav button[data-key^="mine "]').first().click();
      await page.locator('main h1').waitFor();
      await page
        .getByRole('heading', { name: /^(Nächste Ebenen|Next tiers)/ })
        .first()
        .scrollIntoViewIfNeeded();
    },
  },
];
