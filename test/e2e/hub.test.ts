// One real hub, two workstations, two people in a real browser and nobody with a mouse: enrolled, let in, seen by each other, alone for a while, and settled again.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser/browser.ts';
import { LANE, openHouse, secretOf, type Desk, type HubHouse } from './hub-kit.ts';
import { focusComes, focused, pointers, said, tabTo } from './keyboard-kit.ts';

/** Several pages of snapshots. */
const CASES = 300;

let house: HubHouse;
let browser: Browser;
/** Desk A is Lena's and is enrolled on its screen; desk B is Tim's, enrolled beforehand. */
let [a, b] = [null as unknown as Desk, null as unknown as Desk];
let [lena, tim] = [null as unknown as Page, null as unknown as Page];

beforeAll(async () => {
  browser = await launchBrowser(inject('browser'));
  house = await openHouse(['lena', 'tim', 'murat']);
  a = await house.desk('a', null);
  lena = await a.window(browser);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});

const badge = (page: Page, words: RegExp): Promise<void> =>
  page.getByRole('banner').getByRole('button', { name: words }).waitFor({ timeout: 20_000 });
const row = (page: Page, title: string) => page.locator('nav button[data-key]').filter({ hasText: title });
const comesIn = async (page: Page, name: string, secret: string): Promise<void> => {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).waitFor();
  await tabTo(page, new RegExp(`^${name}`));
  await page.keyboard.press('Enter');
  await focusComes(page, new RegExp(`für ${name}`));
  await page.keyboard.type(secret);
  await page.keyboard.press('Enter');
};
const opensCase = async (page: Page, title: string): Promise<void> => {
  await page.keyboard.press('F2');
  await focusComes(page, /^Telefonnummer, Name/);
  await tabTo(page, /^Anliegen in einem Satz/);
  await page.keyboard.type(title);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await page.locator('main h1').filter({ hasText: title }).waitFor();
};
/** Found by its words: it may stand below hundreds of others. */
const show = async (page: Page, title: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(title);
  await page
    .getByRole('option', { name: new RegExp(title) })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.locator('main h1').filter({ hasText: title }).waitFor();
};
/** Walks there and presses; what has the focus must be seen on the way. */
const presses = async (page: Page, name: RegExp, key = 'Enter'): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press(key);
};
const OPENING = {
  type: 'open-case',
  data: { customer: null, category: 'billing', channel: 'phone', urgency: 'medium', impact: 'medium', reason: null, call: null },
} as const;

/** Murat leads the team of both; his hand at desk B is only the setting here. */
const muratSends = async (title: string, type: 'move-case' | 'take-case', data: Readonly<Record<string, unknown>> = {}): Promise<void> => {
  const session = await b.seat('murat');
  const { desk } = b.place();
  const find = async (): Promise<string | undefined> => (await desk.call('search', session, { text: title, limit: 5 }))[0]?.caseId;
  await expect.poll(find, { timeout: 15_000 }).toBeDefined();
  const sent = await desk.call('command.send', session, { type, caseId: (await find()) ?? null, data: data as never, body: {} });
  if (!sent.ok) throw new Error(`${type}: ${JSON.stringify(sent.refusal)}`);
};
const toTeam = (person: string | null) => ({ to: { team: 'abrechnung', person }, cause: 'workload' });

describe('two workstations of one hub', { timeout: 60_000 }, () => {
  it('[W15] a desk is enrolled with a code on its screen, and a wrong one is said', async () => {
    await lena.getByRole('heading', { name: 'Diesen Platz mit der Zentrale verbinden' }).waitFor();
    await focusComes(lena, /^Code für diesen Platz/);
    await lena.keyboard.type('AAAA-BBBB-CCCC-DDDD');
    await tabTo(lena, /^Name dieses Platzes/);
    await lena.keyboard.type('Büro Lübeck, Platz 3');
    await lena.keyboard.press('Enter');
    await lena.getByText(/^Diesen Code kennt die Zentrale nicht/).waitFor();
    await focusComes(lena, /^Code für diesen Platz/);
    await lena.keyboard.press('Control+a');
    await lena.keyboard.type(await house.code());
    await lena.keyboard.press('Enter');
    await lena.getByRole('button', { name: /^Lena Brandt/ }).waitFor();
    await lena.getByText(/Arbeitsplatz Büro Lübeck, Platz 3/).waitFor();
    expect(await a.place().desk.call('hub.view', null, {})).toMatchObject({ enrolled: true, restart: false, name: 'Büro Lübeck, Platz 3' });
  });

  it('[W14] lets somebody in by his secret alone', async () => {
    await comesIn(lena, 'Lena Brandt', 'geraten');
    await lena.getByText(/^Das stimmt nicht\. Noch \d Versuch/).waitFor();
    await lena.keyboard.type(secretOf('lena'));
    await lena.keyboard.press('Enter');
    await lena.getByRole('navigation').first().waitFor();
    await badge(lena, /^Zentrale verbunden/);
    expect(
      a
        .place()
        .desk.sessions.present(LANE)
        .map(({ person }) => person.id),
    ).toEqual(['lena']);
    // The drawer opens from its badge, and Escape puts the focus back on it.
    await presses(lena, /^Zentrale verbunden/);
    await lena.getByRole('dialog').getByText('Büro Lübeck, Platz 3').waitFor();
    await lena.keyboard.press('Escape');
    await focusComes(lena, /^Zentrale verbunden/);
  });

  it('[Y50] [W13] a second workstation shows the first sync while it runs, and its lists meanwhile', async () => {
    const { engine } = a.place();
    const stock = Array.from({ length: CASES }, (_, index) => ({
      ...OPENING,
      lane: LANE,
      caseId: null,
      actor: 'lena',
      data: { ...OPENING.data, number: engine.nextCaseNumber(LANE) },
      body: { title: `Vorrat ${index}` },
    }));
    const stored = engine.submitMany(stock);
    expect(stored.filter(({ ok }) => !ok)).toEqual([]);
    await engine.sync(LANE);
    b = await house.desk('b', await house.code());
    // A slow line: else the cases are there before anybody has looked.
    b.line.weather = (path) => (/snapshots/.test(path) ? 'late' : 'pass');
    tim = await b.window(browser);
    await comesIn(tim, 'Tim Vogel', secretOf('tim'));
    await tim.getByRole('progressbar').first().waitFor();
    await tim.getByText(/Offene zuerst/).waitFor();
    b.mend();
    await tim.getByRole('progressbar').first().waitFor({ state: 'detached', timeout: 40_000 });
    await badge(tim, /^Zentrale verbunden/);
  });

  it('[HC1] a case opened at one desk stands at the other without anything being loaded anew', async () => {
    await tim.evaluate(() => Object.assign(window, { sameWindow: true }));
    await opensCase(lena, 'Router blinkt rot');
    await muratSends('Router blinkt rot', 'move-case', toTeam(null));
    await row(tim, 'Router blinkt rot').first().waitFor();
    await row(lena, 'Router blinkt rot').first().waitFor();
    expect(await tim.evaluate(() => (window as unknown as { sameWindow?: boolean }).sameWindow)).toBe(true);
  });

  it('[W17] of two who take it at the same moment one has it, and the other is told at once who', async () => {
    await Promise.all([show(lena, 'Router blinkt rot'), show(tim, 'Router blinkt rot')]);
    // Pressed in both pages at one appointed time: whoever walks there with a mouse comes too late, for the other desk hears within a breath.
    const take = (page: Page, when: number): Promise<void> =>
      page.evaluate((then) => {
        const button = [...document.querySelectorAll<HTMLElement>('main button')].find(({ textContent }) => textContent === 'Übernehmen')!;
        return new Promise((resolve) => setTimeout(() => resolve(button.click()), then - Date.now()));
      }, when);
    const takes = (page: Page) => page.locator('main').getByRole('button', { name: 'Übernehmen', exact: true }).waitFor();
    await Promise.all([takes(lena), takes(tim)]);
    const soon = Date.now() + 500;
    await Promise.all([take(lena, soon), take(tim, soon)]);
    const lost = (page: Page) => page.getByText(/hat den Vorgang übernommen \(.*\)/).first();
    const loser = await Promise.race([
      lost(lena)
        .waitFor()
        .then(() => lena),
      lost(tim)
        .waitFor()
        .then(() => tim),
    ]);
    const [winner, name] = loser === lena ? [tim, 'Tim Vogel'] : [lena, 'Lena Brandt'];
    expect(await lost(loser).textContent()).toContain(name);
    await winner
      .locator('main')
      .getByText(/bei mir, Ebene 1/)
      .waitFor();
    await loser
      .locator('main')
      .getByText(new RegExp(`bei ${name}`))
      .waitFor();
    // Told at once counts as told: it is on nobody's list. The list is drawn after what somebody waits for.
    await expect.poll(() => loser.getByRole('button', { name: /^Nachfassen nötig/ }).count()).toBe(0);
  });

  it('[W17] a case goes out of the house and comes back by its keys, and the other desk sees who has it', async () => {
    await opensCase(lena, 'Zählerstand vor Ort');
    await badge(lena, /^Zentrale verbunden/);
    await lena.keyboard.press('Shift+F6');
    await focusComes(lena, /^heute Abend/);
    await presses(lena, /^morgen Abend/, 'Space');
    await tabTo(lena, /^Wo arbeiten Sie daran/);
    await lena.keyboard.type('Filiale Husum');
    await lena.keyboard.press('Control+Enter');
    await said(lena, /^Mitgenommen bis/);
    await show(tim, 'Zählerstand vor Ort');
    await said(tim, /^Lena Brandt arbeitet bis .* außer Haus/);
    // What stands above the note is near from there, however long the lists at the left are.
    await lena.keyboard.press('F4');
    await focusComes(lena, /^Notiz zum Vorgang/);
    await tabTo(lena, /^Zurückgeben$/, 'Shift+Tab');
    await lena.keyboard.press('Enter');
    await said(lena, /^Der Vorgang ist wieder für alle da/);
    await tim.getByText(/^Lena Brandt arbeitet bis/).waitFor({ state: 'detached' });
    expect(await tim.getByText(/^Lena Brandt arbeitet bis/).count()).toBe(0);
  });

  it('[HC6] [W12] [W14] without its hub a desk works on, says since when it heard nothing, and still lets its people in', async () => {
    await house.stop();
    await opensCase(tim, 'Anschluss tot');
    await badge(tim, /^Ohne Zentrale seit .*(?:\d\d:\d\d).* · 1 wartet$/);
    await presses(tim, /^Ohne Zentrale seit/);
    await tim
      .getByRole('dialog')
      .getByText(/^Sie können weiterarbeiten wie sonst/)
      .waitFor();
    await tim.keyboard.press('Escape');
    await focusComes(tim, /^Ohne Zentrale seit/);
    await presses(tim, /^Tim Vogel/);
    await tim.getByRole('menuitem', { name: 'Abmelden' }).waitFor();
    await tim.keyboard.press('End');
    await focusComes(tim, /^Abmelden/);
    await tim.keyboard.press('Enter');
    await tim.getByText(/Wer sich hier schon einmal angemeldet hat, kommt auch ohne Zentrale hinein/).waitFor();
    // The last name stands open.
    await focusComes(tim, /für Tim Vogel/);
    await tim.keyboard.type('falsch');
    await tim.keyboard.press('Enter');
    await tim.getByText(/^Das stimmt nicht/).waitFor();
    await tim.keyboard.type(secretOf('tim'));
    await tim.keyboard.press('Enter');
    await tim
      .getByText(/^Ohne Zentrale angemeldet/)
      .first()
      .waitFor();
    await row(tim, 'Anschluss tot').first().waitFor();
    await house.start();
    await badge(tim, /^Zentrale verbunden/);
    await row(tim, 'Anschluss tot').first().waitFor();
    await expect.poll(() => a.place().engine.status(LANE).waiting).toBe(0);
  });

  it("[W16] what was refused meanwhile stands on its author's list, is taken up with its words and gone once it is accepted", async () => {
    await opensCase(lena, 'Rechnung doppelt');
    await badge(lena, /^Zentrale verbunden/);
    a.cut();
    await muratSends('Rechnung doppelt', 'take-case');
    await lena.keyboard.press('F10');
    await focusComes(lena, /^Gelöst$/);
    await lena.keyboard.press('Space');
    await tabTo(lena, /^Was wurde erreicht/);
    await lena.keyboard.type('Doppelte Buchung erstattet');
    await presses(lena, /^Nur lösen, Kunde folgt/);
    await badge(lena, /1 wartet$/);
    a.mend();
    await lena.getByRole('button', { name: 'Nachfassen nötig · 1' }).waitFor({ timeout: 30_000 });
    await presses(lena, /^Nachfassen nötig · 1/);
    const refused = lena.locator('main li').filter({ hasText: 'Rechnung doppelt' });
    await refused.getByText(/Der Vorgang liegt bei Murat Aydin/).waitFor();
    await refused.getByText('Doppelte Buchung erstattet').waitFor();
    expect(await refused.getByRole('button').allTextContents()).toEqual([
      'Ändern und noch einmal senden',
      'Vorgang öffnen',
      'Murat Aydin fragen',
      'Ablegen …',
    ]);
    await muratSends('Rechnung doppelt', 'move-case', toTeam('lena'));
    // She sees that it is hers again before she sends it once more.
    await lena.locator('nav button:is([data-key^="mine "], [data-key^="back "])').filter({ hasText: 'Rechnung doppelt' }).waitFor();
    // The list opens on the first way out.
    await focusComes(lena, /^Ändern und noch einmal senden/);
    await lena.keyboard.press('Enter');
    await tabTo(lena, /^Was wurde erreicht/);
    expect(await lena.getByRole('textbox', { name: /^Was wurde erreicht/ }).inputValue()).toBe('Doppelte Buchung erstattet');
    await lena.keyboard.press('End');
    await lena.keyboard.type(', 12 €');
    await presses(lena, /^Nur lösen, Kunde folgt/);
    await lena.getByRole('button', { name: /^Nachfassen nötig/ }).waitFor({ state: 'detached' });
    await badge(lena, /^Zentrale verbunden/);
  });

  it('[W14] [W15] needed no mouse', async () => {
    expect([await pointers(lena), await pointers(tim)]).toEqual([0, 0]);
    expect((await focused(lena)).tag).not.toBe('');
  });

  it('leaves nothing broken behind', () => expect(house.broken.map(String)).toEqual([]));
});
