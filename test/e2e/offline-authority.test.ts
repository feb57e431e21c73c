// A field office whose line is cut goes on deciding: firmly out of its share, proposed beyond it, granted by telephone; and with the line all of it settles.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser/browser.ts';
import { starterPack } from '../../shared/packs/starter.ts';
import { pointers, said, tabTo } from './keyboard-kit.ts';
import { openHouse, secretOf, type Desk, type HubHouse } from './hub-kit.ts';

const LANE = 'kornmark';

let house: HubHouse;
let browser: Browser;
/** The office whose line is cut, and the lead's desk, which stays in touch. */
let [office, head] = [null as unknown as Desk, null as unknown as Desk];
let [birte, thore] = [null as unknown as Page, null as unknown as Page];
/** Answers for the money; comes late. */
let eckhard = null as unknown as Page;
let restore = async (): Promise<void> => {};
/** Birte's session, beside her window's. */
let seat = '';

const comesIn = async (page: Page, name: string, person: string): Promise<void> => {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.locator('input[type="password"]').fill(secretOf(person));
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
};
const badge = (page: Page, words: RegExp): Promise<void> =>
  page.getByRole('banner').getByRole('button', { name: words }).waitFor({ timeout: 20_000 });
const amount = (text: string): Promise<void> => birte.locator('aside input.text-huge').fill(text);

const opensCase = async (matter: string): Promise<void> => {
  await birte.keyboard.press('F2');
  await birte.getByRole('textbox', { name: /^Anliegen in einem Satz/ }).fill(matter);
  await birte.locator('main form [role="group"] button').first().click();
  await birte.keyboard.press('Control+Enter');
  await birte.locator('main h1').filter({ hasText: matter }).waitFor();
};

const firmness = () => birte.getByRole('region', { name: 'Verbindlichkeit' });
/** What the office holds of its own team's budget, as its own desk tells it. */
const held = async (): Promise<number> => {
  const { budgets } = await office.place().desk.call('budgets.view', seat, {});
  return budgets.find(({ owner }) => owner === 'kiel')?.here.left ?? 0;
};
/** The same pack, a day on, by which an agent may grant less. */
const stricter = (): unknown => {
  const pack = starterPack('branch')!;
  const credit = pack.decisions.find(({ id }) => id === 'goodwill-credit')!;
  const limits = { ...credit.limits, 1: { amount: 500 } };
  const decisions = pack.decisions.map((row) => (row === credit ? { ...credit, limits } : row));
  return { ...pack, version: `${pack.version}-b`, validFrom: '2026-01-02', decisions };
};
const openBudgets = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Budgets');
  await page.getByRole('option', { name: /^Budgets und Anteile/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').locator('table').first().waitFor();
};
/** Opens a step over a share and does it, without a word where none is asked. */
const step = async (page: Page, name: string): Promise<void> => {
  await tabTo(page, new RegExp(`^${name}$`));
  await page.keyboard.press('Enter');
  await page.getByRole('form', { name }).waitFor();
  await page.keyboard.press('Enter');
};
const sessionOf = async (desk: Desk, person: string): Promise<string> => {
  const answer = await desk.place().desk.call('session.sign-in', null, { lane: LANE, person, secret: secretOf(person) });
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value.session;
};

beforeAll(async () => {
  browser = await launchBrowser(inject('browser'));
  house = await openHouse(['birte', 'thore', 'eckhard'], { pack: 'branch', lane: LANE });
  office = await house.desk('kiel', await house.code());
  head = await house.desk('head', await house.code());
  [birte, thore] = [await office.window(browser), await head.window(browser)];
  await comesIn(birte, 'Birte Hansen', 'birte');
  await comesIn(thore, 'Thore Lüders', 'thore');
  seat = await sessionOf(office, 'birte');
}, 90_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});

describe('an office without a line', () => {
  it('fetches a share of the budgets while it is in touch, and spends from it when the line is cut', async () => {
    await opensCase('Keller unter Wasser');
    await amount('5');
    await firmness().getByText('Gilt sofort: fest zugesagt').waitFor();
    await expect.poll(held, { timeout: 15_000 }).toBeGreaterThan(1_000);
    office.cut();
    // Nobody does anything: the wake-up socket that closes is sign enough.
    await badge(birte, /^Ohne Zentrale/);
    await amount('6');
    await firmness().getByText('Das sage ich Ihnen fest zu: 6,00').waitFor();
    await firmness()
      .getByText(/^Gedeckt durch den Anteil/)
      .first()
      .waitFor();
    const before = await held();
    await birte.getByRole('button', { name: /^Gewähren/ }).click();
    await expect.poll(held).toBe(before - 600);
  });

  it('says before anybody speaks what is only proposed, and keeps that the customer hears as a promise', async () => {
    await amount('40');
    await firmness().getByText('Nur vorbehaltlich Bestätigung der Zentrale').waitFor();
    await firmness()
      .getByText(/vorbehaltlich der Bestätigung bis/)
      .waitFor();
    expect(await birte.getByRole('button', { name: /^Gewähren/ }).count()).toBe(0);
    await birte.getByRole('button', { name: /^Vorschlagen/ }).click();
    const request = birte.getByRole('region', { name: 'Freigaben' });
    await request.getByText(/^vorgeschlagen/).waitFor();
    await request.getByText(/noch nicht bei der Zentrale; der Kunde hört bis/).waitFor();
    await birte
      .getByRole('complementary')
      .getByText(/^Rückmeldung: Kulanzgutschrift 40,00/)
      .first()
      .waitFor();
  });

  it('is granted by telephone what a lead hears, compares and agrees to', async () => {
    await birte.getByRole('button', { name: 'Telefon …' }).click();
    const panel = birte.getByRole('region', { name: 'Freigabe am Telefon holen' });
    await panel.getByText(/Rufen Sie an: Thore Lüders/).waitFor();
    const number = /KV-[0-9A-Z-]+/.exec((await panel.textContent()) ?? '')?.[0] ?? '';
    const read = (await panel.locator('.sr-only').first().textContent()) ?? '';
    const challenge = read.slice(read.indexOf(':') + 1);
    await thore.keyboard.press('Control+2');
    await thore.getByRole('button', { name: 'Telefonfreigabe' }).click();
    const dialog = thore.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Was die Stelle vorliest' }).fill(challenge);
    await thore.keyboard.press('Enter');
    // The request never left the office: its words are typed, and the letters must fit them.
    const said = dialog.getByRole('form', { name: 'Was die Stelle sagt' });
    await said.getByRole('textbox', { name: 'Vorgangsnummer' }).fill(number);
    await said.getByRole('combobox', { name: 'Wer fragt?' }).selectOption('birte');
    await said.getByRole('textbox', { name: 'Betrag oder Anzahl' }).fill('41');
    await said.getByRole('button', { name: 'Vergleichen' }).click();
    await dialog.getByText(/^Das ist nicht, was gefragt ist/).waitFor();
    await said.getByRole('textbox', { name: 'Betrag oder Anzahl' }).fill('40');
    await said.getByRole('button', { name: 'Vergleichen' }).click();
    await dialog.getByText('Das liegt in Ihrer Befugnis.').waitFor();
    await dialog.getByRole('button', { name: 'Freigeben', exact: true }).click();
    const given = dialog.getByRole('region', { name: /^Freigegeben/ });
    await given.waitFor();
    const told = (await given.locator('.sr-only').first().textContent()) ?? '';
    const code = told.slice(told.indexOf(':') + 1).replaceAll(' ', '');
    await thore.keyboard.press('Escape');
    const entry = panel.getByRole('textbox', { name: 'Code der Leitung' });
    await entry.fill(`${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`);
    await panel.getByText(/Das zählt nicht als Versuch/).waitFor();
    await entry.fill(code);
    await birte.keyboard.press('Enter');
    await birte
      .getByText(/^Thore Lüders hat freigegeben: Kulanzgutschrift 40,00/)
      .first()
      .waitFor();
  });

  it('settles everything with the hub once the line is back, and the lead sees the money', async () => {
    office.mend();
    await badge(birte, /^Zentrale verbunden/);
    await expect.poll(() => office.place().engine.status(LANE).waiting).toBe(0);
    await birte
      .getByText(/am Telefon freigegeben von Thore Lüders, eingetragen von Birte Hansen/)
      .first()
      .waitFor();
    expect(await birte.getByRole('button', { name: /^Nachfassen nötig/ }).count()).toBe(0);
    const session = await sessionOf(head, 'thore');
    const spent = async (): Promise<readonly number[]> =>
      (await head.place().desk.call('budgets.view', session, {})).budgets.filter(({ spent: of }) => of > 0).map(({ spent: of }) => of);
    // Once in the budget of the office, once in that of the principal: six by Birte, forty by Thore.
    await expect.poll(spent, { timeout: 15_000 }).toEqual([4_600, 4_600]);
    await thore.getByRole('button', { name: 'Budgets', exact: true }).click();
    const dialog = thore.getByRole('dialog');
    await dialog
      .getByRole('region', { name: /Außenstelle Kiel/ })
      .getByText('Birte Hansen')
      .first()
      .waitFor();
    await thore.keyboard.press('Escape');
  });

  it('has what the hub flagged reviewed by keyboard alone: one stands, for the other the customer is called back', async () => {
    office.cut();
    await house.publish(stricter());
    // Decided before the hub knows it, nothing would be wrong with it.
    const lead = await sessionOf(head, 'thore');
    const packAtHead = async (): Promise<string> => (await head.place().desk.call('pack.view', lead, {})).version;
    await expect.poll(packAtHead, { timeout: 30_000, interval: 250 }).toMatch(/-b$/);
    await badge(birte, /^Ohne Zentrale/);
    await opensCase('Dach abgedeckt');
    for (const minor of [600, 700]) {
      const before = await held();
      await amount(String(minor / 100));
      await birte.getByRole('button', { name: /^Gewähren/ }).click();
      await expect.poll(held).toBe(before - minor);
    }
    office.mend();
    await badge(birte, /^Zentrale verbunden/);
    const used = await pointers(thore);
    await thore.keyboard.press('Control+2');
    const waits = thore.getByRole('region', { name: 'Prüfen' });
    for (const sum of [/6,00/, /7,00/]) await waits.getByText(sum).waitFor();
    await tabTo(thore, /Kulanzgutschrift 6,00.*Birte Hansen/);
    await thore.keyboard.press('Enter');
    await said(thore, /^Warum es vorliegt$/);
    await tabTo(thore, /^Bestätigen$/);
    await thore.keyboard.press('Enter');
    await said(thore, /^Geprüft und in Ordnung/);
    await tabTo(thore, /Kulanzgutschrift 7,00.*Birte Hansen/);
    await thore.keyboard.press('Enter');
    await tabTo(thore, /^Ein Satz dazu$/);
    await thore.keyboard.type('Bitte anrufen und erklären.');
    await tabTo(thore, /^Kunden zurückrufen$/);
    await thore.keyboard.press('Enter');
    await said(thore, /^Geprüft, mit Nachfassen/);
    expect(await pointers(thore)).toBe(used);
    await birte
      .getByText(/Bitte anrufen und erklären/)
      .first()
      .waitFor();
  });

  it('[W20] [W25] loses its shares by keyboard alone: asked back, stopped, written off with a reason by whoever may', async () => {
    restore = await house.backUp();
    await badge(thore, /^Zentrale verbunden/);
    office.cut();
    await badge(birte, /^Ohne Zentrale/);
    const used = await pointers(thore);
    await openBudgets(thore);
    await step(thore, 'Zurückbitten: kiel');
    await said(thore, /^Um Rückgabe gebeten: kiel/);
    await said(thore, /^um Rückgabe gebeten$/);
    await step(thore, 'Sperren: kiel');
    await said(thore, /^gesperrt$/);
    // Giving a share up is for whoever answers for the money.
    await thore.keyboard.press('Escape');
    eckhard = await head.window(browser);
    await tabTo(eckhard, /^Eckhard Blume/);
    await eckhard.keyboard.press('Enter');
    await eckhard.keyboard.type(secretOf('eckhard'));
    await eckhard.keyboard.press('Enter');
    await eckhard.getByRole('navigation').first().waitFor();
    await openBudgets(eckhard);
    await tabTo(eckhard, /^Abschreiben: kiel$/);
    await eckhard.keyboard.press('Enter');
    const form = eckhard.getByRole('form', { name: 'Abschreiben: kiel' });
    await form.getByText(/entschieden: Birte Hansen · angemeldet: Birte Hansen/).waitFor();
    await tabTo(eckhard, /^verloren$/);
    await eckhard.keyboard.press('Enter');
    await tabTo(eckhard, /^Warum\?/);
    await eckhard.keyboard.type('Nach dem Sturm nicht wiedergefunden');
    await eckhard.keyboard.press('Enter');
    await said(eckhard, /^Abgeschrieben: kiel/);
    expect([await pointers(thore), await pointers(eckhard)]).toEqual([used, 0]);
  });

  it('[W25] hands out nothing after its hub was set back until a manager releases the budget, by keyboard alone', async () => {
    await restore();
    await said(eckhard, /^Die Zentrale wurde auf einen früheren Stand gesetzt/);
    await tabTo(eckhard, /^Wieder freigeben$/);
    await eckhard.keyboard.press('Enter');
    await tabTo(eckhard, /^Warum\?/);
    await eckhard.keyboard.type('Alle Büros haben sich gemeldet');
    await eckhard.keyboard.press('Enter');
    await said(eckhard, /^Wieder freigegeben:/);
    expect(await pointers(eckhard)).toBe(0);
  });

  it('leaves nothing broken behind', () => expect(house.broken.map(String)).toEqual([]));
});
