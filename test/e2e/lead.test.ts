// A lead's hour by keyboard alone: the queues at a glance, accepting, passing on where he is, a word to the sender, and the wall.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, type Console } from './console-kit.ts';
import { countPointers, enter, focusComes, focused, pointers, said, tabTo } from './keyboard-kit.ts';

const LOOKS = { language: 'de', shade: 'dark', width: 1280, height: 800 } as const;

let browser: Browser;
let place: Console;
beforeAll(async () => {
  browser = await launchBrowser(inject('browser'));
  place = await openConsole('de');
});
afterAll(async () => {
  await browser.close();
  await place.close();
});

const cells = (page: Page): Promise<readonly string[]> =>
  page.getByRole('region', { name: 'Stand der Warteschlangen' }).getByRole('row').allInnerTexts();

it(
  '[FB1] [FB4] the queues at a glance, a handover accepted and passed on where one is, a note to its sender, and the wall',
  { timeout: 60_000 },
  async () => {
    const { context, page } = await place.window(browser, LOOKS);
    page.setDefaultTimeout(20_000);
    await countPointers(page);
    await page.reload();
    await enter(page, /^Murat Aydin/);
    await page.keyboard.press('Control+2');
    await focusComes(page, /Kulanzgutschrift 45,00/);
    await expect.poll(async () => (await cells(page)).join(' ')).toMatch(/Teamleitung Abrechnung\s+0\s+1\s+\d+ min\s+1/);

    // What the row says is readable without opening it.
    const row = page.locator('[data-list="rows"] button').first();
    for (const words of [
      /Techniker kam dreimal nicht/,
      /45\s€ Gutschrift/,
      /Versucht: /,
      /Können wir 45\s€ aus Kulanz/,
      /45,00\s€ · empfiehlt: gewähren/,
    ])
      expect(await row.innerText()).toMatch(words);

    await page
      .getByRole('complementary')
      .getByRole('heading', { name: /Techniker kam dreimal nicht/ })
      .waitFor();
    // F9 speaks before the handover is accepted, and leads nobody away from here.
    await page.keyboard.press('F9');
    await said(page, /Der Vorgang liegt bei Lena Brandt/);
    await page.keyboard.press('Escape');

    await page.keyboard.press('a');
    for (const last of [false, false, true]) {
      await page.keyboard.press('Space');
      if (!last) await page.keyboard.press('Tab');
    }
    await page.keyboard.press('a');
    await said(page, /Angenommen\. Lena Brandt sieht/);
    const held = page.locator('[data-list="rows"] button').filter({ hasText: /Techniker kam dreimal nicht/ });
    await held.filter({ hasText: /in meiner Hand/ }).waitFor();
    await expect.poll(async () => (await cells(page)).join(' ')).toMatch(/Teamleitung Abrechnung\s+0\s+0\s+–/);

    // J leads on from what waits to what is in hand.
    await page.keyboard.press('Control+2');
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-key'));
    for (let row = 0; row < 9 && !/Techniker kam dreimal nicht/.test((await focused(page)).name); row += 1) {
      await page.keyboard.press('j');
      await page.waitForTimeout(80);
    }
    expect((await focused(page)).name).toMatch(/Techniker kam dreimal nicht/);

    await page
      .getByRole('complementary')
      .getByRole('heading', { name: /Techniker kam dreimal nicht/ })
      .waitFor();
    // Passed on from here: the sheet stands where the inbox stood, Esc puts the inbox back.
    await page.keyboard.press('F9');
    await page.locator('main [data-field]').first().waitFor();
    expect(await page.getByRole('navigation').first().locator('[aria-current="page"]').innerText()).toMatch(/Leitung/);
    expect(await held.isVisible()).toBe(false);
    await page.keyboard.press('Escape');
    await held.waitFor();
    await page.keyboard.press('Shift+F9');
    await page.locator('main [data-field="to"]').waitFor();
    await page.keyboard.press('Escape');
    await held.waitFor();

    await tabTo(page, /^Hinweis an Lena Brandt/);
    await page.keyboard.press('Enter');
    await focusComes(page, /Was soll Lena Brandt wissen/);
    await page.keyboard.type('Beim nächsten Mal bitte gleich den Termin nennen.');
    await page.keyboard.press('Control+Enter');
    await said(page, /Lena Brandt sieht Ihren Hinweis sofort/);

    await page.keyboard.press('Control+3');
    const board = page.getByRole('main', { name: 'Wandtafel' });
    await board.getByRole('region', { name: 'Wer ist da' }).waitFor();
    expect(await board.innerText()).not.toMatch(/Lena|Murat|Techniker|Hansen/);

    // The window becomes a wall, stays one when it is loaded again, and nobody is signed in at it.
    await page.keyboard.press('Control+2');
    await tabTo(page, /^Wandtafel öffnen/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Wandtafel beenden' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Wandtafel beenden' }).waitFor();
    await board.getByRole('region', { name: 'Warteschlangen' }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(place.workplace.desk.sessions.signedIn('nordlicht').map(({ id }) => id)).not.toContain('murat');
    await tabTo(page, /^Wandtafel beenden/);
    await page.keyboard.press('Enter');
    await page.locator('main h2').first().waitFor();
    expect(await pointers(page)).toBe(0);
    await context.close();

    const lena = await place.workplace.desk.call('session.sign-in', null, { lane: 'nordlicht', person: 'lena' });
    if (!lena.ok) throw new Error(lena.refusal.code);
    const queue = await place.workplace.desk.call('queue.list', lena.value.session, { limit: 50 });
    const back = queue.find(({ group }) => group === 'back')?.rows.find(({ title }) => title.startsWith('Techniker kam'));
    expect(back?.told).toContain('coached');
    expect(place.broken.map(String)).toEqual([]);
  },
);
