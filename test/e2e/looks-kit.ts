// Changes how an open window looks without disturbing what stands in it: its language, its theme, its size.
import type { Page } from 'playwright-core';
import type { Language, Shade } from './console-kit.ts';

/** `hard`: the theme of high contrast, which there is in both shades. */
export type Look = { readonly language: Language; readonly shade: Shade; readonly hard: boolean };

/** What the window finds when it is loaded the next time; what it shows now stays, which spares drawing it once more for nobody. */
export const layOut = async (page: Page, { language, hard }: Look): Promise<void> =>
  page.evaluate((wanted) => window.localStorage.setItem('stafette.looks', JSON.stringify(wanted)), {
    language,
    theme: hard ? 'contrast' : 'system',
  });

/** Waits until the window looks so. */
export const wears = (page: Page, { language, shade, hard }: Look): Promise<void> =>
  page
    .locator(`html[lang="${language}"][data-theme="${shade}"][data-contrast="${hard ? 'more' : 'normal'}"]`)
    .waitFor({ state: 'attached' });

/** As if it were chosen in another window: whatever is open stays as it is. */
export const dress = async (page: Page, look: Look): Promise<void> => {
  await page.emulateMedia({ colorScheme: look.shade });
  await layOut(page, look);
  await page.evaluate(() => window.dispatchEvent(new StorageEvent('storage', { key: 'stafette.looks' })));
  await wears(page, look);
};
