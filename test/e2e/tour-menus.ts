// Knows the way to every menu of a case, and to the search that finds nothing; a part of the tour.
import { opensOwn } from './tour-guide.ts';
import type { Stop } from './tour-together.ts';

export const MENUS: readonly Stop[] = [
  {
    name: 'palette-nothing',
    person: 'Lena Brandt',
    go: async (page) => {
      await page.locator('[data-list]').first().waitFor();
      await page.keyboard.press('Control+k');
      await page.keyboard.type('qqxz');
      await page.getByRole('dialog').getByRole('status').filter({ hasText: 'qqxz' }).waitFor();
    },
  },
  {
    name: 'identity-menu',
    person: 'Lena Brandt',
    go: async (page) => {
      await opensOwn(page, 'mine');
      await page
        .locator('main')
        .getByRole('group', { name: /^(Identität|Identity)/ })
        .locator('[aria-haspopup="menu"]')
        .click();
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'case-menu',
    person: 'Lena Brandt',
    go: async (page) => {
      await opensOwn(page, 'mine');
      await page
        .locator('main')
        .getByRole('button', { name: /^(Weitere Schritte|More steps)/ })
        .click();
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'reason-menu',
    person: 'Lena Brandt',
    go: async (page) => {
      await opensOwn(page, 'mine');
      await page.locator('footer [aria-haspopup="menu"]').click();
      await page.getByRole('menuitemradio').first().waitFor();
    },
  },
];
