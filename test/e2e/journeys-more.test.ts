// More of an agent's day without a mouse: ends, deputies, what others hand over or send back, and cases that belong together.
import { describe, expect, it } from 'vitest';
import { focusComes, inHistory, pointers, said, tabTo } from './keyboard-kit.ts';
import { finds, note, opens, seats, stands } from './journeys-kit.ts';
import { FORM } from './people-kit.ts';

const { page: at, place, seat, send, newCase, caseOf, view, another } = seats(/^Lena Brandt/);
const HOUR = 3_600_000;

describe('an agent ends a case without a mouse', () => {
  it('settles the promise on the way, solves and closes in one', async () => {
    const page = at();
    const lena = await seat('lena');
    const caseId = await newCase(lena, 'Adresse geändert');
    const due: number = (await place().workplace.desk.call('host.info', null, {})).now + HOUR;
    await send(lena, 'make-promise', caseId, { due, by: 'lena', callback: false, window: null }, { what: 'Brief schicken' });
    await opens(page, 'Adresse geändert');
    await note(page);
    // Looked at and left again: the note has the focus back.
    await page.keyboard.press('F10');
    const finish = page.getByRole('region', { name: 'Vorgang abschließen' });
    await finish.waitFor();
    await page.keyboard.press('Escape');
    await focusComes(page, /Notiz zum Vorgang/);

    await page.keyboard.press('F10');
    await finish.waitFor();
    await tabTo(page, /^Gehalten: Brief schicken/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await said(page, /Keine offene Zusage/);
    await stands(page);
    await tabTo(page, /^Gelöst/);
    await page.keyboard.press('Enter');
    await tabTo(page, /weiß Bescheid/);
    await page.keyboard.press('Space');
    await tabTo(page, /^Nein$/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await said(page, /ist geschlossen\. Wieder öffnen/);
    await stands(page);
    expect((await view(lena, caseId)).row.phase).toBe('closed');
  });

  it('solves it now, and closes it once the customer knows', async () => {
    const page = at();
    const lena = await seat('lena');
    const caseId = await newCase(lena, 'Rechnung erklärt');
    await opens(page, 'Rechnung erklärt');
    await note(page);
    const finish = page.getByRole('region', { name: 'Vorgang abschließen' });
    await page.keyboard.press('F10');
    await finish.waitFor();
    await page.keyboard.press('Enter');
    await tabTo(page, /^Nur lösen/);
    await page.keyboard.press('Enter');
    await said(page, /ist gelöst\. Der Kunde ist noch zu informieren/);
    await stands(page);
    expect((await view(lena, caseId)).row.phase).toBe('resolved');
    await page.keyboard.press('F10');
    await finish.waitFor();
    await tabTo(page, /weiß Bescheid/);
    await page.keyboard.press('Space');
    await tabTo(page, /^Nein$/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await said(page, /ist geschlossen\. Wieder öffnen/);
    await stands(page);
    expect((await view(lena, caseId)).row.phase).toBe('closed');
  });
});

describe('an agent and his colleagues, without a mouse', () => {
  it('names a deputy, ends it, and is back where he was', async () => {
    const page = at();
    const lena = await seat('lena');
    await newCase(lena, 'Rufnummer wechseln');
    await opens(page, 'Rufnummer wechseln');
    await note(page);
    await finds(page, 'Vertretung');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, /^Wer entscheidet/);
    await page.keyboard.type('Tim');
    await page.keyboard.press('Control+Enter');
    const end = page.getByRole('dialog').getByRole('button', { name: 'Beenden: Tim Vogel für Lena Brandt' });
    await end.waitFor();
    await tabTo(page, /^Beenden: Tim Vogel für Lena Brandt/);
    await page.keyboard.press('Enter');
    await end.waitFor({ state: 'detached' });
    await stands(page);
    await page.keyboard.press('Escape');
    await focusComes(page, /Notiz zum Vorgang/);
    expect(await pointers(page)).toBe(0);
  });

  it('passes a case on sideways to a team he names, and takes it back', async () => {
    const page = at();
    const lena = await seat('lena');
    const caseId = await newCase(lena, 'Leitung knackt');
    await place().workplace.desk.call('draft.save', lena, { key: `handover:${caseId}`, value: FORM as never });
    await opens(page, 'Leitung knackt');
    await note(page);
    await page.keyboard.press('Shift+F9');
    await focusComes(page, /Team/);
    await page.keyboard.type('Störung');
    await page
      .getByRole('button', { name: /Störung/ })
      .first()
      .waitFor();
    const sent = page.getByText(/^Gesendet an/);
    await expect
      .poll(async () => {
        await page.keyboard.press('Control+Enter');
        return sent.count();
      })
      .toBeGreaterThan(0);
    await focusComes(page, /Notiz zum Vorgang/);
    await page.keyboard.press('F8');
    await said(page, /Zurückgezogen\. Ihr Entwurf/);
  });

  it('asks for an approval, takes it back by F8, asks again, puts it right, and hears that it was granted', async () => {
    const page = at();
    const lena = await seat('lena');
    const caseId = await newCase(lena, 'Kulanz für drei Wochen');
    await opens(page, 'Kulanz für drei Wochen');
    await note(page);
    await page.keyboard.press('F7');
    await focusComes(page, /Betrag oder Anzahl/);
    await page.keyboard.type('41');
    await tabTo(page, /^Warum\?/);
    await page.keyboard.type('Drei Wochen ohne Gerät.');
    await page.keyboard.press('Control+Enter');
    await said(page, /Freigabe ist angefragt/);
    await focusComes(page, /Notiz zum Vorgang/);
    await page.keyboard.press('F8');
    await expect.poll(() => page.getByLabel('Betrag oder Anzahl').inputValue()).toBe('41');
    await page.keyboard.press('F7');
    // What was written comes back with it, and is seen before it goes again.
    await focusComes(page, /^Warum\?/);
    expect(await page.locator(':focus').inputValue()).toBe('Drei Wochen ohne Gerät.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Korrigieren' }).first().waitFor();
    await tabTo(page, /^Korrigieren/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await focusComes(page, /Betrag/);
    await page.keyboard.type('44');
    await page.keyboard.press('Control+Enter');
    await said(page, /Korrigiert\. Die Anfrage/);
    await stands(page);
    const open = (await view(lena, caseId)).approvals.find(({ outcome }) => outcome === 'open');
    expect(open).toMatchObject({ amount: 4400, corrected: 1 });
    await send(await seat('murat'), 'approve', caseId, { approval: open?.approval, amount: 4400, corrected: 1 });
    await said(page, /Freigabe erteilt/);
    await said(page, /44,00.€ aus Kulanz gut/);
    await stands(page);
  });

  it('[Q57] reads why a handover came back, is led to what was wanting, and sends the rest as it was typed', async () => {
    const page = at();
    const lena = await seat('lena');
    const murat = await seat('murat');
    const caseId = await newCase(lena, 'Gutschrift fehlt');
    const data = { reason: 'authority-exceeded', demanded: false, customerWaiting: false, form: FORM };
    const handover = await send(lena, 'escalate', caseId, data);
    expect(handover).toBe(caseId);
    const asked = (await view(lena, caseId)).handover?.handover;
    await send(murat, 'return-handover', caseId, { handover: asked, deficiency: 'unclear-field', field: 7 }, { text: 'Was genau?' });
    await opens(page, 'Gutschrift fehlt');
    await inHistory(page, /zurück.*Was genau/is);
    await note(page);
    await page.keyboard.press('F9');
    await page.waitForFunction(() => document.activeElement?.closest('[data-field="question"]') !== null);
    expect(await page.locator('[data-field="question"]').innerText()).toMatch(/beanstandet/);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Darf ich 40 Euro gutschreiben?');
    await page.keyboard.press('Control+Enter');
    await said(page, /^Gesendet an/);
    const { form } = (await view(lena, caseId)).handover!;
    expect(form).toMatchObject({ summary: FORM.summary, wish: FORM.wish, question: 'Darf ich 40 Euro gutschreiben?' });
  });

  it('hands his shift over, takes it back, and takes over the one of a colleague', async () => {
    const page = at();
    const lena = await seat('lena');
    await newCase(lena, 'Tarif gewechselt');
    await opens(page, 'Tarif gewechselt');
    await note(page);
    await finds(page, 'Schichtübergabe');
    await focusComes(page, /An wen/);
    await page.keyboard.type('Tim');
    await page.keyboard.press('Control+Enter');
    await said(page, /Bis zur Annahme bleiben Sie verantwortlich/);
    await focusComes(page, /Notiz zum Vorgang/);
    await page.keyboard.press('F8');
    await said(page, /Zurückgezogen\. Ihr Entwurf/);
    await page.keyboard.press('Control+1');
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-key'));
    await tabTo(page, /Tim Vogel übergibt Ihnen/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, /^Gelesen: Tarifwechsel/);
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');
    await said(page, /^Übernommen von Tim Vogel/);
    await stands(page);
    expect((await view(lena, await caseOf(lena, /Tarifwechsel zum Monatsende/))).row.holder.person).toBe('lena');
  });

  it('makes a case part of another, tells its parts, and takes the link away', async () => {
    const page = at();
    const lena = await seat('lena');
    for (const title of ['Hauptfall Ausfall', 'Teilfall Ausfall']) await newCase(lena, title);
    await opens(page, 'Hauptfall Ausfall');
    await note(page);
    await page.keyboard.press('Shift+F8');
    await focusComes(page, /^Nummer, Kunde oder Worte/);
    await page.keyboard.type('Teilfall');
    const row = page.locator('main li').filter({ hasText: 'Teilfall Ausfall' });
    await row.waitFor();
    await tabTo(page, /^ist Teil hiervon/);
    await page.keyboard.press('Enter');
    await tabTo(page, /^Mit .* verknüpfen$/);
    await page.keyboard.press('Enter');
    await said(page, /^Mit .* verknüpft\.$/);
    await stands(page);
    // Whoever leads the team speaks to all parts at once, in a window of his own.
    const lead = await another(/^Murat Aydin/);
    await opens(lead, 'Hauptfall Ausfall');
    await note(lead);
    await lead.keyboard.press('Shift+F8');
    await tabTo(lead, /^Eine Nachricht an alle Teile/, 'Shift+Tab');
    await lead.keyboard.type('Ab 18 Uhr geht es wieder.');
    await tabTo(lead, /^An 1 Teil senden/);
    await lead.keyboard.press('Enter');
    await said(lead, /^Nachricht ist in 1 Vorgang/);
    await stands(lead);
    await lead.keyboard.press('Escape');
    await focusComes(lead, /Notiz zum Vorgang/);
    await lead.close();
    await tabTo(page, /^Trennen/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await said(page, /^Verknüpfung mit .* ist gelöst/);
    await stands(page);
    await page.keyboard.press('Escape');
    await focusComes(page, /Notiz zum Vorgang/);
    expect(await pointers(page)).toBe(0);
  });

  it('logs a call: begins it, holds, ends it, and puts the contact into the case', async () => {
    const page = at();
    const lena = await seat('lena');
    await newCase(lena, 'Anruf ohne Anliegen');
    await opens(page, 'Anruf ohne Anliegen');
    await note(page);
    await page.keyboard.press('Shift+F3');
    await page.getByRole('button', { name: /^Gespräch beenden/ }).waitFor();
    await page.keyboard.press('F3');
    await said(page, /^Gehalten/);
    await page.keyboard.press('F3');
    await page.keyboard.press('Shift+F3');
    // The contact stands in the history; the work after it ends by the same key as it was held.
    await inHistory(page, /Kontakt · Telefon · eingehend/);
    const wrap = page.getByRole('region', { name: 'Nach dem Gespräch' });
    await wrap.waitFor();
    await page.keyboard.press('F3');
    await wrap.waitFor({ state: 'detached' });
    await focusComes(page, /Notiz zum Vorgang/);
    expect(await pointers(page)).toBe(0);
  });
});
