// The journeys by keyboard alone: nobody touches a mouse, the focus is always seen and never moves by itself, and nothing typed is lost.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, type Console } from './console-kit.ts';
import { countPointers, enter, focusComes, focused, inHistory, pointers, said, type Focused } from './keyboard-kit.ts';

const LOOKS = { language: 'de', shade: 'light', width: 1280, height: 800 } as const;
const ASK = 'Kündigungsfrist nach Tarifwechsel';

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

type Window = { readonly context: BrowserContext; readonly page: Page };

const openWindow = async (person: RegExp): Promise<Window> => {
  const opened = await place.window(browser, LOOKS);
  await countPointers(opened.page);
  await opened.page.reload();
  await enter(opened.page, person);
  return opened;
};

const lena = /^Lena Brandt/;
const murat = /^Murat Aydin/;

/** Opens a case from the list: Ctrl+1 leads there, J walks down, Enter opens. */
const openCase = async (page: Page, title: RegExp): Promise<void> => {
  await page.keyboard.press('Control+1');
  await page.waitForFunction(() => document.activeElement?.hasAttribute('data-key'));
  // Only those one sees are drawn: more than there are does no harm.
  const rows = 30;
  for (let row = 0; row < rows; row += 1) await page.keyboard.press('k');
  for (let row = 0; row < rows && !title.test((await focused(page)).name); row += 1) {
    await page.keyboard.press('j');
    await page.waitForTimeout(40);
  }
  expect((await focused(page)).name).toMatch(title);
  await page.keyboard.press('Enter');
  await page.locator('main h1').filter({ hasText: title }).waitFor();
};

const WORDS: Readonly<Record<string, string>> = {
  INPUT: 'Drei Wochen ohne Gerät, zugesagt waren zwei Tage.',
  TEXTAREA: 'Kunde wartet seit drei Wochen auf das Ersatzgerät.',
};

const spot = ({ field, tag, name }: Focused): string => `${field} ${tag} ${name}`;

/** Fills in whatever the focus stands on, as a hand on the keys would. */
const fillIn = async (page: Page): Promise<string> => {
  const now = await focused(page);
  const { tag } = now;
  if (tag === 'SELECT') await page.keyboard.press('ArrowDown');
  else if (tag === 'BUTTON') await page.keyboard.press('Space');
  else await page.keyboard.type(WORDS[tag] ?? '');
  return spot(now);
};

describe('an agent without a mouse', () => {
  it('signs in, opens a case from the list, notes, decides, escalates and takes it back', { timeout: 120_000 }, async () => {
    const { context, page } = await openWindow(lena);
    await openCase(page, /Ersatzgerät kommt nicht an/);

    await page.keyboard.press('F4');
    await focusComes(page, /Notiz zum Vorgang/);
    await page.keyboard.type('Paket laut Zusteller verloren.');
    await page.keyboard.press('Control+Enter');
    await inHistory(page, /Paket laut Zusteller verloren/);

    await page.keyboard.press('F6');
    await focusComes(page, /Betrag oder Anzahl/);
    await page.keyboard.type('12,50');
    await said(page, /in Ihrer Befugnis/);
    await page.keyboard.press('F6');
    await inHistory(page, /Entscheidung.*12,50/s);

    // F9 opens the sheet on the first missing field and leads on from one to the next.
    await page.keyboard.press('F9');
    await page.locator('[data-field]').first().waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('[data-field]') !== null);
    expect((await focused(page)).field).toBe('summary');
    // Ctrl+Enter leads on to what is missing, and sends when nothing is.
    const sent = page.getByText(/^Gesendet an/);
    const filled: string[] = [];
    for (let step = 0; step < 12 && (await sent.count()) === 0; step += 1) {
      const here = await fillIn(page);
      filled.push(here);
      await page.keyboard.press('Control+Enter');
      await expect.poll(async () => (await sent.count()) > 0 || spot(await focused(page)) !== here).toBe(true);
    }
    expect(filled.length).toBeLessThanOrEqual(9);
    expect(new Set(filled).size).toBe(filled.length);
    await said(page, /Gesendet an/);
    await inHistory(page, /Übergabe.*Annahme bis/s);

    await page.keyboard.press('F8');
    await said(page, /Zurückgezogen\. Ihr Entwurf ist unverändert da/);
    await inHistory(page, /Übergabe zurückgezogen/);
    // Complete as it was, one press sends it again.
    await page.keyboard.press('F9');
    await said(page, /Gesendet an/);
    await page.keyboard.press('F8');
    await said(page, /Zurückgezogen/);
    expect(await pointers(page)).toBe(0);
    expect(place.broken).toEqual([]);
    await context.close();
  });

  it('keeps the focus where it put it, whatever others do', { timeout: 90_000 }, async () => {
    const { context, page } = await openWindow(lena);
    await openCase(page, /Angebot für Glasfaser/);
    await page.keyboard.press('F4');
    await page.keyboard.type('angefangen');
    await page.evaluate(() => {
      Object.assign(window, { moves: [] as string[] });
      window.addEventListener(
        'focusin',
        ({ target }) => void (window as unknown as { moves: string[] }).moves.push((target as Element).outerHTML),
        true,
      );
      window.addEventListener('focusout', () => void (window as unknown as { moves: string[] }).moves.push('away'), true);
    });
    const { desk } = place.workplace;
    const me = await desk.call('session.sign-in', null, { lane: 'nordlicht', person: 'lena' });
    const session = me.ok ? me.value.session : '';
    const queue = await desk.call('queue.list', session, { limit: 50 });
    const rows = queue.flatMap((group) => group.rows).filter(({ title }) => /Glasfaser|Ersatzgerät/.test(title));
    for (const { caseId } of rows)
      await desk.call('command.send', session, { type: 'add-note', caseId, data: {}, body: { text: 'von anderswo' } });
    await inHistory(page, /von anderswo/);
    await page.waitForTimeout(1500);
    expect(await page.evaluate(() => (window as unknown as { moves: string[] }).moves)).toEqual([]);
    await page.keyboard.type(' und weiter');
    expect(await page.getByLabel('Notiz zum Vorgang').inputValue()).toBe('angefangen und weiter');
    await context.close();
  });
});

describe('a lead without a mouse', () => {
  const asks = async (amounts: readonly number[]): Promise<void> => {
    const { desk } = place.workplace;
    const me = await desk.call('session.sign-in', null, { lane: 'nordlicht', person: 'lena' });
    const session = me.ok ? me.value.session : '';
    const queue = await desk.call('queue.list', session, { limit: 50 });
    const { caseId } = queue.flatMap((group) => group.rows).find(({ title }) => title === ASK)!;
    for (const amount of amounts) {
      const data = {
        decisionType: 'goodwill-credit',
        amount,
        reason: null,
        evidence: [],
        customerWaiting: true,
        recommendation: 'grant',
      };
      const sent = await desk.call('command.send', session, { type: 'ask-approval', caseId, data, body: {} });
      expect(sent.ok).toBe(true);
    }
  };

  it('answers approvals with one key each and stands on the next one', { timeout: 60_000 }, async () => {
    await asks([4100, 4200, 4300]);
    const { context, page } = await openWindow(murat);
    await page.keyboard.press('Control+2');
    // A row that came under the key by itself is not answered in the same breath.
    const comes = async (name: RegExp): Promise<void> => {
      await focusComes(page, name);
      await page.waitForTimeout(400);
    };
    await comes(/41,00/);
    expect((await focused(page)).visible).toBe(true);
    await page.keyboard.press('y');
    await said(page, /41,00.*freigegeben/);
    await comes(/42,00/);
    await page.keyboard.press('n');
    await said(page, /42,00.*abgelehnt/);
    await comes(/43,00/);
    await page.keyboard.press('b');
    await focusComes(page, /Anderer Betrag/);
    await page.waitForTimeout(1300);
    expect((await focused(page)).name).toBe('Anderer Betrag');
    // What was asked stands there, marked: typing replaces it.
    await page.keyboard.type('20,5');
    await page.keyboard.press('Enter');
    await said(page, /20,50.*freigegeben/);
    // Escape leaves the other amount without an answer; the row has the focus again.
    await comes(/45,00/);
    await page.keyboard.press('b');
    await focusComes(page, /Anderer Betrag/);
    await page.keyboard.press('Escape');
    await comes(/45,00/);
    await page.keyboard.press('y');
    await said(page, /45,00.*freigegeben/);
    expect(await pointers(page)).toBe(0);
    await context.close();
  });

  it('accepts a handover: A leads to the facts, Space ticks them, A accepts', { timeout: 90_000 }, async () => {
    const { context, page } = await openWindow(murat);
    await page.keyboard.press('Control+2');
    await focusComes(page, /Techniker kam dreimal nicht/);
    await page.keyboard.press('a');
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-fact'));
    const facts = await page.locator('[data-fact]').count();
    expect(facts).toBeGreaterThan(1);
    for (let fact = 0; fact < facts; fact += 1) {
      await page.waitForFunction(() => document.activeElement?.hasAttribute('data-fact'));
      await page.keyboard.press('Space');
      if (fact < facts - 1) await page.keyboard.press('Tab');
    }
    await page.keyboard.press('a');
    await said(page, /Angenommen\. Lena Brandt sieht/);
    expect(await pointers(page)).toBe(0);
    expect(place.broken).toEqual([]);
    await context.close();
  });
});

describe('what is typed', () => {
  it('stays when the language is switched in the middle of it', { timeout: 90_000 }, async () => {
    const { context, page } = await openWindow(lena);
    await openCase(page, /Kündigungsfrist/);
    await page.keyboard.press('F9');
    await page.waitForFunction(() => document.activeElement?.closest('[data-field="summary"]') !== null);
    await page.keyboard.type('Halb geschriebener Satz');
    const inGerman = await page.locator('[data-field="summary"]').innerText();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Englisch');
    await page.getByRole('option', { name: 'Sprache: Englisch' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('html[lang="en"]').waitFor();
    expect(await page.locator('[data-field="summary"] textarea').inputValue()).toBe('Halb geschriebener Satz');
    expect(await page.locator('[data-field="summary"]').innerText()).not.toBe(inGerman);
    // The palette gives the focus back, so the sentence simply goes on.
    await page.waitForFunction(() => document.activeElement?.closest('[data-field="summary"]') !== null);
    await page.keyboard.type(' ends here');
    expect(await page.locator('[data-field="summary"] textarea').inputValue()).toBe('Halb geschriebener Satz ends here');
    await context.close();
  });

  it('is there again a second after the page has crashed, and the window opens where it was', { timeout: 90_000 }, async () => {
    const { context, page } = await openWindow(lena);
    await openCase(page, /Angebot für Glasfaser/);
    await page.keyboard.press('F4');
    const typed = 'Wer ohne Pause schreibt, dessen Worte sind trotzdem spätestens nach einer Sekunde gesichert.';
    await page.keyboard.type(typed, { delay: 25 });
    await page.waitForTimeout(1000);
    const crashed = page.waitForEvent('crash');
    const devtools = await context.newCDPSession(page);
    void devtools.send('Page.crash').catch(() => undefined);
    await crashed;
    const again = await context.newPage();
    await again.goto(new URL('/', page.url()).href);
    await enter(again, lena);
    await again.locator('main h1').filter({ hasText: 'Angebot für Glasfaser' }).waitFor();
    // Whatever stood there before stays before it.
    await expect.poll(async () => (await again.getByLabel('Notiz zum Vorgang').inputValue()).endsWith(typed)).toBe(true);
    await context.close();
  });

  it(
    'in one window shows in the other of the same person before he types there: nothing is overwritten unseen',
    { timeout: 90_000 },
    async () => {
      const { context, page: first } = await openWindow(lena);
      const second = await context.newPage();
      await second.goto(new URL('/', first.url()).href);
      await enter(second, lena);
      for (const page of [first, second]) {
        await openCase(page, /Ersatzgerät/);
        await page.keyboard.press('F4');
      }
      const note = (page: Page): Promise<string> => page.getByLabel('Notiz zum Vorgang').inputValue();
      await first.bringToFront();
      await first.keyboard.type('eins');
      await expect.poll(() => note(second)).toBe('eins');
      await second.bringToFront();
      await second.keyboard.press('Control+End');
      await second.keyboard.type(' zwei');
      await expect.poll(() => note(first)).toBe('eins zwei');
      // What was put into the history is gone from the other window's entry as well.
      await second.keyboard.press('Control+Enter');
      await inHistory(second, /eins zwei/);
      await expect.poll(() => note(first)).toBe('');
      expect(place.broken).toEqual([]);
      await context.close();
    },
  );
});
