// An agent's day without a mouse, one journey each: nothing needs a pointer, the focus comes back to where it was, nothing typed is lost.
import { describe, expect, it } from 'vitest';
import { focusComes, focused, inHistory, pointers, said, tabTo } from './keyboard-kit.ts';
import { finds, note, opens, seats, stands } from './journeys-kit.ts';
import { FORM } from './people-kit.ts';

const { page: at, place, seat, send, caseOf, newCase } = seats(/^Lena Brandt/);
const FIRST = 'Ersatzgerät kommt nicht an';

describe('an agent without a mouse', () => {
  it('opens a new case for a customer found by typing', async () => {
    const page = at();
    await page.keyboard.press('F2');
    await focusComes(page, /Telefonnummer, Name oder Vertrag/);
    await page.keyboard.type('Hansen');
    await page
      .getByRole('button', { name: /Hansen/ })
      .last()
      .waitFor();
    await page.waitForTimeout(150);
    await page.keyboard.press('Tab');
    await focusComes(page, /Hansen/);
    await page.keyboard.press('Enter');
    await said(page, /^für .*Hansen/);
    await stands(page);
    await tabTo(page, /^Anliegen in einem Satz/);
    await page.keyboard.type('Sperre trotz Zahlung');
    // He leaves before the subject is chosen, and comes back to what he typed.
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: /^Anliegen in einem Satz/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('F2');
    await said(page, /^für .*Hansen/);
    await tabTo(page, /^Anliegen in einem Satz/);
    expect(await page.getByRole('textbox', { name: /^Anliegen in einem Satz/ }).inputValue()).toBe('Sperre trotz Zahlung');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.locator('main h1').filter({ hasText: 'Sperre trotz Zahlung' }).waitFor();
    expect(await pointers(page)).toBe(0);
  });

  it('asks somebody who knows better, takes the question back, sends it again and reads the reply', async () => {
    const page = at();
    await opens(page, FIRST);
    await note(page);
    await page.keyboard.press('Shift+F7');
    await focusComes(page, /Wen fragen/);
    await page.keyboard.type('Technik');
    await tabTo(page, /Was möchten Sie wissen/);
    await page.keyboard.type('Passt das Netzteil auch?');
    await page.keyboard.press('Control+Enter');
    await said(page, /^Frage ist bei/);
    await page.keyboard.press('F8');
    await said(page, /Zurückgezogen\. Ihr Entwurf/);
    await page.keyboard.press('Shift+F7');
    await expect.poll(() => page.getByLabel('Was möchten Sie wissen?').inputValue()).toBe('Passt das Netzteil auch?');
    await page.keyboard.press('Control+Enter');
    await said(page, /^Frage ist bei/);
    await focusComes(page, /Notiz zum Vorgang/);
    const ayse = await seat('ayse');
    const caseId = await caseOf(await seat('lena'), new RegExp(FIRST));
    const view = await place().workplace.desk.call('case.view', ayse, { caseId });
    const open = view.ok ? view.value.consults.find(({ outcome }) => outcome === 'open') : undefined;
    await send(ayse, 'answer-consult', caseId, { consult: open?.consult }, { text: 'Ja, beide haben 12 Volt.' });
    await said(page, /beide haben 12 Volt/);
    await page.getByRole('region', { name: 'Neu für Sie' }).waitFor();
    await tabTo(page, /^Gesehen/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Neu für Sie' }).waitFor({ state: 'detached' });
    expect(await pointers(page)).toBe(0);
  });

  it('gives a promise for a moment he types, logs two tries and keeps it', async () => {
    const page = at();
    await newCase(await seat('lena'), 'Rückruf zum Vertrag');
    await opens(page, 'Rückruf zum Vertrag');
    await note(page);
    await page.keyboard.press('Shift+F4');
    await focusComes(page, /Was wird zugesagt/);
    await page.keyboard.type('Preis nennen');
    await page.keyboard.press('Escape');
    await focusComes(page, /Notiz zum Vorgang/);
    await page.keyboard.press('Shift+F4');
    await focusComes(page, /Was wird zugesagt/);
    expect(await page.getByRole('textbox', { name: /Was wird zugesagt/ }).inputValue()).toBe('Preis nennen');
    // Most promises are calls: that one is, unless somebody says otherwise.
    expect(await page.getByRole('checkbox', { name: 'Rückruf', exact: true }).isChecked()).toBe(true);
    await tabTo(page, /Bis wann/);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('+2h');
    await tabTo(page, /^Zusagen$/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'nicht erreicht: Preis nennen' }).waitFor();
    await stands(page);
    await tabTo(page, /^nicht erreicht: Preis nennen/);
    await page.keyboard.press('Enter');
    await said(page, /ein Versuch, niemand erreicht/);
    await tabTo(page, /^Kunde erreicht: Preis nennen/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await said(page, /Festgehalten: Kunde erreicht/);
    await stands(page);
    await tabTo(page, /^Gehalten: Preis nennen/);
    await page.keyboard.press('Enter');
    await inHistory(page, /Zusage.*gehalten/is);
    expect(await pointers(page)).toBe(0);
  });

  it('passes a case on to where the matrix leads, and takes it back', async () => {
    const page = at();
    const lena = await seat('lena');
    const title = 'Gebühr ohne Grund';
    const caseId = await newCase(lena, title);
    await place().workplace.desk.call('draft.save', lena, { key: `handover:${caseId}`, value: FORM as never });
    await opens(page, title);
    await note(page);
    await page.keyboard.press('F9');
    await page.locator('[data-field]').first().waitFor();
    const sent = page.getByText(/^Gesendet an/);
    for (let step = 0; step < 6 && (await sent.count()) === 0; step += 1) {
      await page.keyboard.press('Control+Enter');
      await page.waitForTimeout(400);
    }
    await said(page, /^Gesendet an/);
    await focusComes(page, /Notiz zum Vorgang/);
    await page.keyboard.press('F8');
    await said(page, /Zurückgezogen\. Ihr Entwurf/);
    expect(await pointers(page)).toBe(0);
  });

  it('answers a query of the next tier', async () => {
    const page = at();
    const lena = await seat('lena');
    const caseId = await caseOf(lena, /Techniker kam dreimal/);
    const view = await place().workplace.desk.call('case.view', lena, { caseId });
    const handover = view.ok ? view.value.handover?.handover : undefined;
    await send(await seat('murat'), 'ask-query', caseId, { handover }, { text: 'Welche drei Termine?' });
    await opens(page, 'Techniker kam dreimal');
    await note(page);
    await tabTo(page, /Antwort auf die Rückfrage/, 'Shift+Tab');
    await page.keyboard.type('Der 3., der 7. und der 11.');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Rückfrage der nächsten Ebene' }).waitFor({ state: 'detached' });
    await focusComes(page, /Notiz zum Vorgang/);
    expect(await pointers(page)).toBe(0);
  });

  it('deals with what was refused', async () => {
    const page = at();
    await finds(page, 'Nachfassen');
    await page.locator('main h1').filter({ hasText: 'Nachfassen nötig' }).waitFor();
    await tabTo(page, /^Ablegen …/);
    await page.keyboard.press('Enter');
    await tabTo(page, /^Hat sich erledigt/);
    await page.keyboard.press('Enter');
    await said(page, /Nichts nachzufassen/);
    await page.keyboard.press('Escape');
    expect(await pointers(page)).toBe(0);
  });

  it('puts one warning off, has seen the next, and comes back to his note', async () => {
    const page = at();
    await opens(page, FIRST);
    await note(page);
    await page.keyboard.press('Control+b');
    const dialog = page.getByRole('dialog', { name: 'Warnungen' });
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-key'));
    const rows = await dialog.locator('[data-key]').count();
    await page.keyboard.press('s');
    await tabTo(page, /^Ich bin beim Kunden/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => dialog.locator('[data-key]').count()).toBe(rows - 1);
    await page.waitForFunction(() => document.activeElement?.closest('[data-letters]') !== null);
    await page.keyboard.press('g');
    await expect.poll(() => dialog.locator('[data-key]').count()).toBe(rows - 2);
    await page.keyboard.press('Escape');
    await focusComes(page, /Notiz zum Vorgang/);
    expect(await pointers(page)).toBe(0);
  });
});

describe('a case that is taken away while its agent writes', () => {
  it('leaves him his words, says whose it is, and takes them as a note', async () => {
    const page = at();
    const lena = await seat('lena');
    const caseId = await newCase(lena, 'Wird weggenommen');
    await opens(page, 'Wird weggenommen');
    await page.keyboard.press('F9');
    await page.waitForFunction(() => document.activeElement?.closest('[data-field="summary"]') !== null);
    await page.keyboard.type('Kunde wartet seit Montag.');
    await page.keyboard.press('Escape');
    await note(page);
    await page.keyboard.type('Er ruft um vier');
    const to = { team: 'abrechnung', person: 'tim' };
    await send(await seat('murat'), 'move-case', caseId, { to, cause: 'workload' });
    await said(page, /Dieser Vorgang liegt jetzt bei Tim Vogel/);
    expect((await focused(page)).name).toMatch(/Notiz zum Vorgang/);
    await page.keyboard.type(' noch einmal an.');
    await tabTo(page, /^In die Notiz/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await focusComes(page, /Notiz zum Vorgang/);
    expect(await page.getByLabel('Notiz zum Vorgang').inputValue()).toBe('Er ruft um vier noch einmal an.\nKunde wartet seit Montag.');
    await page.keyboard.press('Control+Enter');
    await inHistory(page, /Er ruft um vier noch einmal an\..*Kunde wartet seit Montag\./s);
  });
});
