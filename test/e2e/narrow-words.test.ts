// Words that must not be cut short where the line is full: how things stand with the centre, and which limit binds.
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { people } from './people-kit.ts';
import { AWAY } from './tour-away.ts';

const { place, windowOf } = people();

/** How many parts of it have more to say than they show. */
const cutIn = (part: Locator): Promise<number> =>
  part.evaluate(
    (whole) =>
      [whole, ...whole.querySelectorAll('span')].filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth)
        .length,
  );

it('[LK11] without a connection the lead reads the whole word of it in the header, at 1280 pixels too', async () => {
  place().setting({ hub: {}, status: { ...AWAY, waiting: 12 } });
  const page = await windowOf('Murat Aydin', 'lead');
  const badge = page.getByRole('banner').getByRole('button', { name: /^Ohne Zentrale seit .* · 12 warten$/ });
  await badge.waitFor();
  await expect.poll(() => cutIn(badge)).toBe(0);
  const over = await page.getByRole('banner').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(over).toBeLessThanOrEqual(0);

  // Beside every act on the first row the bar still says how much waits; its end is there, not beyond the window.
  const bar = page.getByRole('contentinfo');
  await bar.getByRole('button', { name: /^Lesen und annehmen/ }).waitFor();
  await bar.getByRole('button', { name: 'Budgets' }).waitFor();
  const figures = bar.locator('span', { hasText: /^Wartend: \d+$/ });
  await expect.poll(() => cutIn(figures)).toBe(0);
  const box = (await figures.boundingBox())!;
  expect(box.x + box.width).toBeLessThanOrEqual(1280);

  // Enlarged to 200 %, too.
  await page.setViewportSize({ width: 640, height: 400 });
  await page.waitForTimeout(100);
  await expect.poll(() => cutIn(badge)).toBe(0);
  const place640 = (await badge.boundingBox())!;
  expect(place640.x + place640.width).toBeLessThanOrEqual(640);
  await page.setViewportSize({ width: 1280, height: 800 });
  place().setting(null);
});

it('[LK11] the longest name of a limit is read to its end beside the meter', async () => {
  const page = await windowOf('Lena Brandt');
  await page.locator('nav button[data-key^="mine "]').first().click();
  await page.locator('aside input.text-huge').fill('5');
  const chip = page.locator('aside [title^="Maßgebende Regel"]').first();
  await chip.waitFor();
  const cut = await chip.evaluate((one) => {
    one.textContent = 'Anzahl je Person und Tag';
    return one.scrollWidth - one.clientWidth;
  });
  expect(cut).toBeLessThanOrEqual(0);
});

it('[LK1] the header holds all it says at every width, also of a lead whose screens have long names', async () => {
  const page = await windowOf('Murat Aydin', 'lead');
  const over: Record<number, number> = {};
  for (const width of [640, 800, 959, 960, 1024, 1100, 1151, 1152, 1200, 1279]) {
    await page.setViewportSize({ width, height: 800 });
    await page.waitForTimeout(100);
    const past = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (past > 0) over[width] = past;
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(over).toEqual({});
});
