// Short messages in a real window, wide and enlarged: whatever one presses next is never under them.
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openCase, people } from './people-kit.ts';

const { windowOf } = people();
const SIZES = [
  { width: 1280, height: 800 },
  { width: 640, height: 400 },
] as const;

/** Buttons of the form or dialog that stand in the window with their middle, and are something else to whoever presses there. */
const covered = (page: Page, within: string): Promise<readonly string[]> =>
  page.locator(`${within} button`).evaluateAll((buttons) =>
    buttons.flatMap((button) => {
      const { left, top, width, height } = button.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const isShown = width > 0 && x > 0 && y > 0 && x < window.innerWidth && y < window.innerHeight;
      const there = isShown ? document.elementFromPoint(x, y) : button;
      return button.contains(there) || there?.closest('section[aria-label="Meldungen"]') === null ? [] : [button.textContent];
    }),
  );
const messages = (page: Page) => page.getByRole('region', { name: 'Meldungen' }).locator('p');
/** Two keys that can do nothing here say so. */
const says = async (page: Page): Promise<void> => {
  await page.keyboard.press('F8');
  await messages(page).first().waitFor();
  await page.keyboard.press('F3');
  await expect.poll(() => messages(page).count()).toBeGreaterThan(0);
};

describe.each(SIZES)('in a window of $width by $height', (size) => {
  it('[W35] no button of the form one fills in is under a message, and the one in hand stays in sight', async () => {
    const page = await windowOf('Lena Brandt');
    await openCase(page, /Kündigungsfrist/);
    await page.setViewportSize(size);
    await page.keyboard.press('F10');
    const form = 'section[aria-label="Vorgang abschließen"]';
    const last = page.locator(`${form} button`).last();
    await last.waitFor();
    await last.evaluate((button) => {
      button.scrollIntoView({ block: 'end' });
      (button as HTMLElement).focus({ preventScroll: true });
    });
    await says(page);
    await page.waitForTimeout(100);
    expect(await covered(page, form)).toEqual([]);
    const inSight = await last.evaluate((button) => {
      const { left, top, width, height } = button.getBoundingClientRect();
      return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
    expect(inSight).toBe(true);
  });

  it('[W35] no button of an open dialog is under a message', async () => {
    const page = await windowOf('Lena Brandt');
    await openCase(page, /Kündigungsfrist/);
    await page.setViewportSize(size);
    await says(page);
    await page.keyboard.press('F1');
    await page.getByRole('dialog').waitFor();
    expect(await covered(page, '[role="dialog"]')).toEqual([]);
  });
});
