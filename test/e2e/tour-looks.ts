// The stops of settings, help, first walk and palette: what lies on top of whatever one was doing.
import type { Page } from 'playwright-core';
import type { Stop } from './tour-together.ts';

const tab =
  (which: number) =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press('Control+,');
    await page.locator(`[role="tab"]:nth-child(${which})`).click();
    await page.locator('[role="tabpanel"]:not([hidden]) section').first().waitFor();
    await page.waitForTimeout(200);
  };

export const LOOKS: readonly Stop[] = [
  { name: 'settings', person: 'Lena Brandt', go: tab(1) },
  { name: 'settings-keys', person: 'Lena Brandt', go: tab(2) },
  { name: 'settings-here', person: 'Lena Brandt', go: tab(3) },
  { name: 'settings-about', person: 'Lena Brandt', go: tab(4) },
  {
    name: 'palette-customer',
    person: 'Lena Brandt',
    go: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('Kröger');
      await page.locator('[cmdk-item][data-value^="customer"]').first().click();
      await page.waitForTimeout(300);
    },
  },
  // The last one: it stays until somebody ends it.
  {
    name: 'first-walk',
    person: 'Lena Brandt',
    go: async (page) => {
      await page.keyboard.press('F1');
      await page
        .locator('[role="dialog"] button')
        .filter({ hasText: /Rundgang zeigen|Show the tour/ })
        .click();
      await page.locator('[data-toured]').waitFor();
    },
  },
];
