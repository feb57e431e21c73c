// Live approvals as two and three people see them in their own windows: another amount in fewer than five inputs, silence that moves on, deputies, emergencies, corrections.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, signIn, type Console } from './console-kit.ts';
import { countInputs, focusComes, inputs, said } from './keyboard-kit.ts';

const LOOKS = { language: 'de', shade: 'light', width: 1280, height: 800 } as const;
const LANE = 'nordlicht';

let browser: Browser;
let place: Console;
const contexts: BrowserContext[] = [];
beforeAll(async () => void (browser = await launchBrowser(inject('browser'))));
afterAll(() => browser.close());
beforeEach(async () => void (place = await openConsole('de')));
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  await place.close();
  if (place.broken.length > 0) throw new Error(place.broken.map(String).join('\n'));
});

const windowOf = async (name: string): Promise<Page> => {
  const { context, page } = await place.window(browser, LOOKS);
  contexts.push(context);
  page.setDefaultTimeout(20_000);
  await signIn(page, name);
  return page;
};
const leadWindow = async (name: string): Promise<Page> => {
  const page = await windowOf(name);
  await page.keyboard.press('Control+2');
  await page.locator('aside').waitFor();
  return page;
};

const openCase = async (page: Page, title: RegExp): Promise<void> => {
  await page.locator('nav button[data-key]').filter({ hasText: title }).first().click();
  await page.locator('main h1').filter({ hasText: title }).waitFor();
};
/** There is one line for each person: the call of a test before is brought to this case. */
const takeCall = (page: Page): Promise<void> =>
  page
    .locator('main button')
    .filter({ hasText: /Anruf annehmen|Diesem Vorgang zuordnen/ })
    .click();
const amountField = (page: Page) => page.locator('aside input[inputmode="decimal"]').first();
const strip = (page: Page) => page.locator('[data-list="live"] article');

/** A person at the desk without a window, for what is only the setting of a test. */
const seat = async (person: string): Promise<string> => {
  const answer = await place.workplace.desk.call('session.sign-in', null, { lane: LANE, person });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.session;
};
type Data = Readonly<Record<string, unknown>>;
const send = async (session: string, type: 'ask-approval' | 'correct-approval', caseId: string, data: Data): Promise<string> => {
  const sent = await place.workplace.desk.call('command.send', session, { type, caseId, data: data as never, body: {} });
  if (!sent.ok) throw new Error(`${type}: ${sent.refusal.code}`);
  return sent.value.command;
};
const caseOf = async (session: string, title: RegExp): Promise<string> => {
  const queue = await place.workplace.desk.call('queue.list', session, { limit: 50 });
  const found = queue.flatMap(({ rows }) => rows).find((row) => title.test(row.title));
  if (found === undefined) throw new Error(`no case ${String(title)}`);
  return found.caseId;
};
const credit = (amount: number) => ({ decisionType: 'goodwill-credit', amount, reason: null, evidence: [], recommendation: 'grant' });
const view = async (session: string, caseId: string) => {
  const answer = await place.workplace.desk.call('case.view', session, { caseId });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
};

/** Nothing waits live any more: the lead's hand lies on his list. */
const clearStrip = async (page: Page): Promise<void> => {
  await strip(page).first().waitFor();
  await page.keyboard.press('Control+2');
  await focusComes(page, /45,00/);
  await page.waitForTimeout(400);
  await page.keyboard.press('n');
  await strip(page).first().waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.closest('[data-list="rows"]') !== null);
};

describe('a live approval', () => {
  it(
    'is asked and answered with another amount in fewer than five inputs, and the answer comes without being asked for',
    { timeout: 60_000 },
    async () => {
      const murat = await leadWindow('Murat Aydin');
      await clearStrip(murat);
      const lena = await windowOf('Lena Brandt');
      await openCase(lena, /Kündigungsfrist/);
      await takeCall(lena);
      await countInputs(lena);
      await countInputs(murat);

      await amountField(lena).focus();
      await lena.keyboard.type('40');
      await lena.keyboard.press('F7');
      await strip(murat).filter({ hasText: '40,00' }).waitFor();
      await murat.waitForTimeout(400);
      await murat.keyboard.type('25');
      await murat.keyboard.press('Enter');
      await lena.getByText('Freigabe erteilt').first().waitFor();
      await said(lena, /25,00.*40,00/s);
      await said(lena, /Ich schreibe Ihnen 25,00.€ aus Kulanz gut/);

      const [asking, answering] = [await inputs(lena), await inputs(murat)];
      expect([asking.log, answering.log]).toEqual([
        ['field', 'F7'],
        ['field', 'Enter'],
      ]);
      expect(asking.inputs + answering.inputs).toBeLessThan(5);

      const session = await seat('lena');
      const { decisions, approvals } = await view(session, await caseOf(session, /Kündigungsfrist/));
      expect(decisions).toMatchObject([
        { decisionType: 'goodwill-credit', amount: 2500, by: 'lena', approvedBy: 'murat', actingFor: null },
      ]);
      expect(approvals).toMatchObject([{ amount: 4000, outcome: 'given', askedBy: 'lena', answeredBy: { person: 'murat', amount: 2500 } }]);
    },
  );

  it('moves on to the next tier by itself when nobody answers, in every window', { timeout: 60_000 }, async () => {
    const murat = await leadWindow('Murat Aydin');
    const helga = await leadWindow('Helga Sommer');
    const lena = await windowOf('Lena Brandt');
    await openCase(lena, /Kündigungsfrist/);
    await takeCall(lena);
    await amountField(lena).fill('40');
    await lena.keyboard.press('F7');
    await strip(murat).filter({ hasText: '40,00' }).waitFor();
    expect(await strip(helga).filter({ hasText: '40,00' }).count()).toBe(0);
    // Nobody touches a key for a minute and a half; the watch looks every five seconds.
    place.leap(95_000);
    await strip(helga).filter({ hasText: '40,00' }).filter({ hasText: 'rückte 1× weiter' }).waitFor();
    await strip(murat).filter({ hasText: '40,00' }).waitFor({ state: 'detached' });
    await said(lena, /1× weitergerückt/);
    await said(lena, /Geschäftsleitung/);
  });

  it('goes to the deputy whom the lead named before he left, with both names in every window', { timeout: 60_000 }, async () => {
    const murat = await windowOf('Murat Aydin');
    await murat
      .getByRole('banner')
      .getByRole('button', { name: /^Murat Aydin/ })
      .click();
    await murat.getByRole('menuitem', { name: 'Vertretung …' }).click();
    const dialog = murat.getByRole('dialog', { name: 'Vertretung' });
    await dialog.getByLabel('Wer entscheidet?').selectOption({ label: 'Carla Weiß · Ebene 3' });
    await murat.keyboard.press('Control+Enter');
    await said(murat, /Carla Weiß entscheidet für Murat Aydin bis/);
    await dialog.getByText('Carla Weiß für Murat Aydin').waitFor();
    await murat.keyboard.press('Escape');
    await murat
      .getByRole('banner')
      .getByRole('button', { name: /^Murat Aydin.*vertreten/ })
      .click();
    await murat.getByRole('menuitem', { name: 'Abmelden' }).click();

    const carla = await leadWindow('Carla Weiß');
    const lena = await windowOf('Lena Brandt');
    await openCase(lena, /Kündigungsfrist/);
    await takeCall(lena);
    await amountField(lena).fill('40');
    await lena.keyboard.press('F7');
    const asked = strip(carla).filter({ hasText: '40,00' });
    await asked.filter({ hasText: 'für Murat Aydin' }).waitFor();
    await asked.locator('[data-key]').focus();
    await carla.keyboard.press('y');
    await said(lena, /Carla Weiß für Murat Aydin/);
    const session = await seat('lena');
    const { decisions } = await view(session, await caseOf(session, /Kündigungsfrist/));
    expect(decisions).toMatchObject([{ amount: 4000, by: 'lena', approvedBy: 'carla', actingFor: 'murat' }]);
  });

  it('keeps its place when it is corrected, and no key answers what was not read yet', { timeout: 60_000 }, async () => {
    const session = await seat('lena');
    const [first, second] = [await caseOf(session, /Kündigungsfrist/), await caseOf(session, /Glasfaser/)];
    const live = { ...credit(4000), customerWaiting: true };
    const murat = await leadWindow('Murat Aydin');
    await clearStrip(murat);
    const approval = await send(session, 'ask-approval', first, live);
    await send(session, 'ask-approval', second, { ...live, amount: 4200 });
    await strip(murat).nth(1).filter({ hasText: '42,00' }).waitFor();
    await strip(murat).first().locator('[data-key]').focus();

    await send(session, 'correct-approval', first, { approval, ...credit(4400) });
    const corrected = strip(murat).first().filter({ hasText: '44,00' });
    await corrected.filter({ hasText: 'korrigiert, vorher 40,00' }).waitFor();
    await murat.keyboard.press('y');
    await said(murat, /Lena Brandt hat eben korrigiert: jetzt 44,00.*vorher 40,00/s);
    expect((await view(session, first)).approvals).toMatchObject([{ outcome: 'open', corrected: 1 }]);
    await murat.waitForTimeout(1600);
    // The next row comes under the hand by itself: a second stroke of the same hand must not answer it.
    await murat.evaluate(() =>
      window.addEventListener('focusin', ({ target }) =>
        setTimeout(() => target?.dispatchEvent(new KeyboardEvent('keydown', { key: 'y', bubbles: true })), 50),
      ),
    );
    await murat.keyboard.press('y');
    await said(murat, /44,00.*freigegeben/s);
    expect((await view(session, first)).decisions).toMatchObject([{ amount: 4400, approvedBy: 'murat' }]);
    await focusComes(murat, /42,00/);
    await said(murat, /eben eine andere Anfrage: Kulanzgutschrift 42,00/);
    expect((await view(session, second)).approvals).toMatchObject([{ outcome: 'open' }]);
  });
});

describe('an emergency decision', () => {
  it('is seen by the lead at once and looked at with a sentence', { timeout: 60_000 }, async () => {
    const murat = await leadWindow('Murat Aydin');
    // The first day brings one: its list stands once that one does.
    await murat.locator('[data-list="reviews"] button').first().waitFor();
    const before = await murat.locator('[data-list="reviews"] button').count();
    const lena = await windowOf('Lena Brandt');
    await openCase(lena, /Kündigungsfrist/);
    await amountField(lena).fill('40');
    const meter = lena.getByRole('region', { name: 'Entscheidung', exact: true });
    await meter.getByRole('button', { name: /Notfallentscheidung/ }).click();
    await meter.getByLabel('Warum kann es nicht warten?').fill('Kundin steht ohne Telefon im Krankenhaus.');
    await lena.keyboard.press('Enter');
    const row = murat.locator('[data-list="reviews"] button').filter({ hasText: 'ohne Telefon im Krankenhaus' });
    await row.waitFor();
    expect(await murat.locator('[data-list="reviews"] button').count()).toBe(before + 1);
    await row.click();
    const form = murat.getByRole('region', { name: 'Ergebnis der Prüfung' });
    await form.getByText('Notfallentscheidung von Lena Brandt').waitFor();
    // A follow-up without a word of what should follow is none.
    await form.getByRole('button', { name: 'Nachfassen' }).click({ force: true });
    expect(await row.count()).toBe(1);
    await form.getByLabel('Ein Satz dazu').fill('Beim nächsten Mal zuerst die Vertretung fragen.');
    await form.getByRole('button', { name: 'Nachfassen' }).click();
    await row.waitFor({ state: 'detached' });
    await said(lena, /Beim nächsten Mal zuerst die Vertretung fragen/);
    const session = await seat('lena');
    const { decisions } = await view(session, await caseOf(session, /Kündigungsfrist/));
    expect(decisions).toMatchObject([{ amount: 4000, review: { team: 'tl-abrechnung', outcome: 'follow-up' } }]);
  });
});
