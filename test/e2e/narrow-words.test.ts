// Words that must not be cut short where the line is full: how things stand with the centre, and which limit binds.
import { expect, it } from 'vitest';
import { people } from './people-kit.ts';
import { AWAY } from './tour-away.ts';

const { place, windowOf } = people();

it('[LK11] without a connection the lead reads the whole word of it in the header, at 1280 pixels too', async () => {
  place().setting({ hub: {}, status: { ...AWAY, waiting: 12 } });
  const page = await windowOf('Murat Aydin', 'lead');
  const badge = page.getByRole('banner').getByRole('button', { name: /^Ohne Zentrale seit .* · 12 warten$/ });
  await badge.waitFor();
  const cut = await badge.evaluate(
    (button) =>
      [button, ...button.querySelectorAll('span')].filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth)
        .length,
  );
  expect(cut).toBe(0);
  const over = await page.getByRole('banner').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(over).toBeLessThanOrEqual(0);
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
