// Two workstations of a real hub process: an agent sees in the browser who is at the other one and what he is doing, and he that she takes a break.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser/browser.ts';
import { openHouse, secretOf, type Desk, type HubHouse } from './hub-kit.ts';
import { focusComes, pointers, tabTo } from './keyboard-kit.ts';

let house: HubHouse;
let browser: Browser;
let [a, b] = [null as unknown as Desk, null as unknown as Desk];
let page: Page;
let murat = '';

beforeAll(async () => {
  browser = await launchBrowser(inject('browser'));
  house = await openHouse(['lena', 'murat']);
  [a, b] = [await house.desk('a', await house.code()), await house.desk('b', await house.code())];
  page = await a.window(browser);
  murat = await b.seat('murat');
}, 90_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});

const badge = (name: string): Promise<void> => page.getByRole('banner').getByRole('button', { name, exact: true }).waitFor();
const muratSees = async (): Promise<readonly string[]> =>
  (await b.place().desk.call('people.present', murat, {})).map(({ person }) => person);
const row = (name: string) => page.getByRole('dialog').getByRole('listitem').filter({ hasText: name });

it(
  '[PR1] [PR4] shows who is at the other workstation and whether he is free, and tells it of a break taken by hand',
  { timeout: 60_000 },
  async () => {
    await page.getByRole('button', { name: /^Lena Brandt/ }).waitFor();
    await tabTo(page, /^Lena Brandt/);
    await page.keyboard.press('Enter');
    await focusComes(page, /für Lena Brandt/);
    await page.keyboard.type(secretOf('lena'));
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').first().waitFor();
    await badge('2 da');
    await tabTo(page, /^2 da$/);
    await page.keyboard.press('Enter');
    await row('Murat Aydin').getByText('frei', { exact: true }).waitFor();
    await b.place().desk.call('presence.set', murat, { state: 'call' });
    // The pack does not allow to say that he is in a call.
    await row('Murat Aydin').getByText('gerade nicht frei', { exact: true }).waitFor();
    await page.getByRole('dialog').getByText('Ansprechpartner Nordlicht Telekom').waitFor();
    // The duty desk is there at any hour.
    await row('Netzleitstelle').getByText('jetzt erreichbar').waitFor();

    await expect.poll(muratSees).toEqual(['lena', 'murat']);
    await tabTo(page, /^Pause machen$/);
    await page.keyboard.press('Enter');
    await row('Lena Brandt').getByText('in der Pause', { exact: true }).waitFor();
    await expect.poll(muratSees, { timeout: 15_000 }).toEqual(['murat']);
    await tabTo(page, /^Wieder da$/);
    await page.keyboard.press('Enter');
    await expect.poll(muratSees, { timeout: 15_000 }).toEqual(['lena', 'murat']);

    await page.keyboard.press('Escape');
    await focusComes(page, /^2 da$/);
    await b.place().desk.call('session.sign-out', murat, {});
    await badge('1 da');
    expect(await pointers(page)).toBe(0);
    expect(house.broken).toEqual([]);
  },
);
