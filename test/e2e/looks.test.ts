// How the desk looks where a window is small, huge, enlarged, in forced colours or in hard contrast: nothing is cut off, nothing loses its meaning.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, signIn, type Console } from './console-kit.ts';

let browser: Browser;
let place: Console;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser(inject('browser'));
  place = await openConsole('de');
  ({ page } = await place.window(browser, { language: 'de', shade: 'light', width: 1280, height: 800 }));
  await signIn(page, 'Lena Brandt');
  await page.locator('nav button[data-key^="mine "]').first().click();
  await page.locator('main h1').waitFor();
});
afterAll(async () => {
  await browser.close();
  await place.close();
});

const size = async (width: number, height: number): Promise<void> => {
  await page.setViewportSize({ width, height });
  await page.waitForTimeout(100);
};
/** How far the page could be scrolled sideways. */
const sideways = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
const escalate = () => page.locator('footer button[aria-keyshortcuts="F9"]');
const isWhole = async (): Promise<boolean> => {
  const box = await escalate().boundingBox();
  const { width, height } = page.viewportSize()!;
  return box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
};
const style = async (selector: string, names: readonly string[]): Promise<string> => {
  await page.locator(selector).first().waitFor();
  return page.evaluate(
    ([found, wanted]) => {
      const looks = getComputedStyle(document.querySelector(found)!);
      return wanted.map((name) => looks.getPropertyValue(name)).join(' ');
    },
    [selector, names] as const,
  );
};
const MARKS = ['outline-style', 'outline-color', 'border-left-color', 'background-color'];

describe('the desk', () => {
  it.each([
    [1280, 800],
    [1920, 1080],
    [2560, 1440],
    [640, 400],
  ])('[LK1] of %i by %i pixels scrolls nothing sideways and shows the way on whole', async (width, height) => {
    await size(width, height);
    expect([await sideways(), await isWhole()]).toEqual([0, true]);
  });

  it('[LK1] enlarged to 200 % keeps the list one press away, above the case', async () => {
    await size(640, 400);
    expect(await page.locator('nav button[data-key]').count()).toBe(0);
    await page.keyboard.press('Control+1');
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-key'));
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('nav button[data-key]').count()).toBe(0);
    expect(await page.locator('main h1').isVisible()).toBe(true);
  });

  it('[LK1] writes no line of prose longer than one finds back from', async () => {
    await size(2560, 1440);
    const widest = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll('p')].map((line) => line.getBoundingClientRect().width)),
    );
    expect(widest).toBeLessThan(760);
  });

  it('[LK2] lets the panes be moved with the arrows and remembers them', async () => {
    await size(1280, 800);
    const split = page.getByRole('separator').first();
    const width = async (): Promise<number> => (await page.locator('nav').nth(1).boundingBox())!.width;
    await split.focus();
    const before = await width();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowRight']) await page.keyboard.press(key);
    expect(await width()).toBe(before + 32);
    await page.reload();
    await page.locator('main h1').waitFor();
    expect(await width()).toBe(before + 32);
    await split.dblclick();
    expect(await width()).toBe(before);
  });

  it('[LK3] tells the chosen row and the one thing to press apart in forced colours', async () => {
    await size(1280, 800);
    await page.emulateMedia({ forcedColors: 'active' });
    const [chosen, other] = [
      await style('nav button[data-key][aria-current="true"]', MARKS),
      await style('nav button[data-key][aria-current="false"]', MARKS),
    ];
    expect(chosen).not.toBe(other);
    expect(await style('footer button.bg-accent', ['background-color'])).not.toBe(
      await style('footer button[aria-keyshortcuts="F4"]', ['background-color']),
    );
    await page.emulateMedia({ forcedColors: 'none' });
  });

  it('[LK3] draws hard lines where the system asks for contrast, and compact rows where somebody does', async () => {
    await page.emulateMedia({ contrast: 'more' });
    await expect.poll(() => page.locator('html').getAttribute('data-contrast')).toBe('more');
    expect(await style('nav button[data-key][aria-current="true"]', ['outline-style'])).toBe('solid');
    await page.emulateMedia({ contrast: 'no-preference' });
    const high = async (): Promise<number> => (await page.locator('nav button[data-key]').first().boundingBox())!.height;
    const before = await high();
    await page.locator('header > div > button').last().click();
    await page.getByRole('menuitemradio', { name: 'Dicht' }).click();
    expect(await high()).toBeLessThan(before);
    await page.keyboard.press('Escape');
  });

  it('starts no movement where the system asks for rest, not even one too short to see', async () => {
    const begun = await page.evaluate(async () => {
      let count = 0;
      for (const type of ['transitionrun', 'animationstart']) document.addEventListener(type, () => void (count += 1), true);
      // What all inherit changes: a transition would start for each of them.
      document.documentElement.dataset['theme'] = 'dark';
      await new Promise((resolve) => void requestAnimationFrame(() => void requestAnimationFrame(resolve)));
      return [count, document.getAnimations().length];
    });
    expect(begun).toEqual([0, 0]);
  });

  it('[LK10] what is longer than its window and holds nothing to press is read with the keys, and takes no focus where it is not', async () => {
    const board = page.getByRole('main', { name: 'Wandtafel' });
    // Not every browser leads the focus to what scrolls by itself.
    const stop = (): Promise<string | null> => board.getAttribute('tabindex');
    await size(2560, 1440);
    await page.keyboard.press('Control+3');
    await board.getByRole('table').waitFor();
    await expect.poll(stop).toBe(null);
    await size(640, 400);
    await expect.poll(stop).toBe('0');
    await board.focus();
    await page.keyboard.press('End');
    await expect.poll(() => board.evaluate((box) => box.scrollTop)).toBeGreaterThan(50);
  });
});
