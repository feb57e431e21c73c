// A lead's day without a mouse, one journey each: what waits is answered, given back, asked, looked at, moved and passed on by key alone.
import { describe, expect, it } from 'vitest';
import { focusComes, said, tabTo } from './keyboard-kit.ts';
import { seats, stands } from './journeys-kit.ts';
import { FORM } from './people-kit.ts';
import { BUDGETS } from './tour-budgets.ts';

const { page: at, place, seat, send, newCase } = seats(/^Murat Aydin/);
const NOT = { demanded: false, customerWaiting: false } as const;

/** A case of Lena's that waits for the lead to accept it. */
const handsOver = async (title: string): Promise<string> => {
  const lena = await seat('lena');
  const caseId = await newCase(lena, title);
  await send(lena, 'escalate', caseId, { reason: 'authority-exceeded', ...NOT, form: FORM });
  return caseId;
};
const rows = () => at().locator('[data-list="rows"] [data-key]');
const rowOf = (title: string) => rows().filter({ hasText: title });

/** His screen, from wherever he is: a window that was just loaded hears its keys a moment after it can be seen. */
const leads = async (): Promise<void> => {
  const page = at();
  await page.locator('[data-list="rows"] [data-key]').first().waitFor();
  await page.keyboard.press('Control+2');
  await page.getByRole('region', { name: 'Stand der Warteschlangen' }).waitFor();
  await rows().first().waitFor();
};
/** By J or K, as one reads along the list. */
const walksTo = async (title: string): Promise<void> => {
  const page = at();
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+2');
  await rowOf(title).waitFor();
  await page.waitForFunction(() => document.activeElement?.hasAttribute('data-key'));
  if ((await page.locator('[data-list="live"] :focus').count()) > 0) await tabToList();
  const steps = await page.evaluate((words) => {
    const all = [...document.querySelectorAll('[data-list="rows"] [data-key]')];
    const top = (row: Element | undefined): number => row?.getBoundingClientRect().top ?? 0;
    const order = all.toSorted((a, b) => top(a) - top(b));
    const is = (of: (row: Element) => boolean): number => order.findIndex(of);
    return is((row) => row.textContent?.includes(words) === true) - is((row) => row.getAttribute('aria-current') === 'true');
  }, title);
  for (let step = 0; step < Math.abs(steps); step += 1) await page.keyboard.press(steps > 0 ? 'j' : 'k');
  await focusComes(page, new RegExp(title));
  await page.getByRole('complementary').getByRole('heading', { name: title }).waitFor();
};
const tabToList = async (): Promise<void> => {
  const page = at();
  for (let step = 0; step < 80 && (await page.locator('[data-list="rows"] :focus').count()) === 0; step += 1)
    await page.keyboard.press('Tab');
};
const viewOf = async (caseId: string) => {
  const answer = await place().workplace.desk.call('case.view', await seat('lena'), { caseId });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
};
const dialog = (name: RegExp) => at().getByRole('dialog', { name });
const asks = async (title: string, amount: number): Promise<string> => {
  const lena = await seat('lena');
  const caseId = await newCase(lena, title);
  const data = { decisionType: 'goodwill-credit', amount, reason: null, evidence: [], recommendation: 'grant', customerWaiting: true };
  await send(lena, 'ask-approval', caseId, data);
  return caseId;
};
/** The focus stands on the request, and has stood there for long enough to be meant. */
const standsOn = async (title: string): Promise<void> => {
  const page = at();
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+2');
  await page.locator('[data-list="live"] article').filter({ hasText: title }).waitFor();
  await tabTo(page, new RegExp(title), 'Tab');
  await page.waitForTimeout(400);
};

describe('a lead without a mouse', () => {
  it('gives a handover back with its deficiency, and stands on the list again', async () => {
    const page = at();
    const caseId = await handsOver('Rückgabe mit Grund');
    await walksTo('Rückgabe mit Grund');
    await page.keyboard.press('r');
    await focusComes(page, /^Angabe fehlt/);
    await page.keyboard.press('Enter');
    await tabTo(page, /Welches Feld fehlt/);
    await page.keyboard.type('18');
    await tabTo(page, /Ein Satz dazu/);
    await page.keyboard.type('Welche Nummer erreicht ihn?');
    await page.keyboard.press('Control+Enter');
    await said(page, /Zurück an Lena Brandt, mit Grund/);
    await rowOf('Rückgabe mit Grund').waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.closest('[data-list="rows"]') !== null);
    expect((await viewOf(caseId)).row).toMatchObject({ arrived: 'returned', holder: { person: 'lena' } });
  });

  it('opens the form of a return, leaves it by Esc, and asks the sender back instead', async () => {
    const page = at();
    const caseId = await handsOver('Rückfrage nötig');
    await walksTo('Rückfrage nötig');
    await page.keyboard.press('r');
    await focusComes(page, /^Angabe fehlt/);
    await page.keyboard.press('Escape');
    await focusComes(page, /Rückfrage nötig/);
    await page.keyboard.press('q');
    await focusComes(page, /Was fehlt Ihnen/);
    await page.keyboard.type('Seit wann genau?');
    await page.keyboard.press('Control+Enter');
    await said(page, /Rückfrage ist bei Lena Brandt/);
    await focusComes(page, /Rückfrage nötig/);
    expect((await viewOf(caseId)).handover?.queries).toMatchObject([{ text: 'Seit wann genau?' }]);
  });

  it('looks at a decision of an emergency and lets it stand', async () => {
    const page = at();
    await leads();
    const reviews = page.locator('[data-list="reviews"] [data-key]');
    await reviews.first().waitFor();
    const count = await reviews.count();
    const title = (await reviews.first().innerText()).split('\n').at(-1)!.slice(0, 12);
    await tabTo(page, new RegExp(title));
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Ergebnis der Prüfung' }).waitFor();
    await tabTo(page, /Ein Satz dazu/);
    await page.keyboard.type('War richtig so.');
    await tabTo(page, /^In Ordnung/);
    await page.keyboard.press('Enter');
    await said(page, /Geprüft und in Ordnung/);
    await expect.poll(() => reviews.count()).toBe(count - 1);
  });

  it('grants one request, declines another and grants a third with another amount, one key each', async () => {
    const page = at();
    const [granted, declined, other] = [await asks('Ja bitte', 3000), await asks('Nein danke', 3100), await asks('Etwas weniger', 3200)];
    await standsOn('Ja bitte');
    await page.keyboard.press('y');
    await said(page, /30,00.*freigegeben/s);
    await standsOn('Nein danke');
    await page.keyboard.press('n');
    await said(page, /31,00.*abgelehnt/s);
    await standsOn('Etwas weniger');
    await page.keyboard.press('b');
    await focusComes(page, /Anderer Betrag/);
    await page.keyboard.type('zwanzig');
    await page.keyboard.press('Enter');
    await said(page, /^Geben Sie zuerst einen Betrag ein/);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('20');
    await page.keyboard.press('Enter');
    await said(page, /20,00.*freigegeben/s);
    await stands(page);
    const answers = () => Promise.all([granted, declined, other].map(async (caseId) => (await viewOf(caseId)).approvals));
    await expect
      .poll(answers)
      .toMatchObject([
        [{ outcome: 'given', answeredBy: { person: 'murat', amount: 3000 } }],
        [{ outcome: 'declined' }],
        [{ outcome: 'given', answeredBy: { amount: 2000 } }],
      ]);
  });

  it('passes a case of his up and takes it back', async () => {
    const page = at();
    const murat = await seat('murat');
    const caseId = await newCase(murat, 'Nach oben und zurück');
    await place().workplace.desk.call('draft.save', murat, { key: `handover:${caseId}`, value: FORM as never });
    await walksTo('Nach oben und zurück');
    await page.keyboard.press('F9');
    await page.locator('main [data-field]').first().waitFor();
    const sent = page.getByText(/^Gesendet an/);
    for (let step = 0; step < 6 && (await sent.count()) === 0; step += 1) {
      await page.keyboard.press('Control+Enter');
      await page.waitForTimeout(300);
    }
    await said(page, /^Gesendet an/);
    await page.keyboard.press('F8');
    await said(page, /Zurückgezogen\. Ihr Entwurf/);
    await stands(page);
    expect((await viewOf(caseId)).row).toMatchObject({ holder: { person: 'murat' }, flight: null });
  });

  it('gives the principal his card by telephone', async () => {
    const page = at();
    const murat = await seat('murat');
    const caseId = await newCase(murat, 'Frage an den Auftraggeber');
    await send(murat, 'escalate', caseId, { reason: 'principal-decision', ...NOT, form: FORM });
    await walksTo('Frage an den Auftraggeber');
    await tabTo(page, /^Karte weitergeben/);
    await page.keyboard.press('Enter');
    await dialog(/Karte für den Auftraggeber/).waitFor();
    await tabTo(page, /^Telefonisch durchgegeben/);
    await page.keyboard.press('Enter');
    await said(page, /Als telefonisch durchgegeben vermerkt/);
    await focusComes(page, /^Karte weitergeben/);
    expect((await viewOf(caseId)).timeline.map(({ type }) => type)).toContain('card-given');
  });

  it('names a deputy for somebody of his team, moves her open work to a colleague, and ends it again', async () => {
    const page = at();
    await leads();
    await tabTo(page, /^Vertretung …/);
    await page.keyboard.press('Enter');
    await tabTo(page, /Wer ist abwesend/);
    await page.keyboard.type('Lena');
    await tabTo(page, /Wer entscheidet/);
    await page.keyboard.type('Carla');
    await page.keyboard.press('Control+Enter');
    await said(page, /Carla Weiß entscheidet für Lena Brandt bis/);
    await page.keyboard.press('Escape');
    await focusComes(page, /^Vertretung …/);
    await tabTo(page, /^Arbeit übertragen … Lena/);
    await page.keyboard.press('Enter');
    await dialog(/Offene Arbeit von Lena/).waitFor();
    await tabTo(page, /Wer übernimmt/);
    await page.keyboard.type('Tim');
    await page.keyboard.press('Control+Enter');
    // What is on its way to somebody stays there, and says so; all else has gone.
    await said(page, /\d+ erledigt, \d+ nicht\. NT-.*ist unterwegs/s);
    await page.keyboard.press('Escape');
    await focusComes(page, /^Arbeit übertragen … Lena/);
    await tabTo(page, /^Vertretung beenden Lena/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await said(page, /Beendet: Lena Brandt entscheidet wieder selbst/);
    // The button goes with the absence, a moment after it was pressed.
    await page.getByRole('button', { name: /^Vertretung beenden Lena/ }).waitFor({ state: 'detached' });
    await stands(page);
    const absences = await place().workplace.desk.call('absence.list', await seat('lena'), {});
    expect(absences.find(({ person, deputy }) => person === 'lena' && deputy === 'carla')?.endedBy).toBe('murat');
  });

  it('[LK13] reads what was refused to his people, writes to the author, and opens the case', async () => {
    const page = at();
    await leads();
    const trouble = page.getByRole('region', { name: 'Im Team abgelehnt' });
    await trouble.getByRole('listitem').first().waitFor();
    await tabTo(page, /^Lena Brandt schreiben/);
    await page.keyboard.press('Enter');
    await focusComes(page, /Was soll Lena Brandt wissen/);
    await page.keyboard.type('Bitte einfach noch einmal senden.');
    await page.keyboard.press('Control+Enter');
    await said(page, /Lena Brandt sieht Ihren Hinweis sofort/);
    await focusComes(page, /^Lena Brandt schreiben/);
    await tabTo(page, /^Vorgang öffnen/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('main h1').first().waitFor();
    expect(await page.getByRole('navigation').first().locator('[aria-current="page"]').innerText()).toMatch(/Arbeitsplatz/);
  });

  it('reads the shared budgets and asks for a share back, in a dialog that Esc leaves step by step', async () => {
    const page = at();
    place().setting({ hub: {}, status: {}, budgets: { ...BUDGETS, away: false } });
    await page.reload();
    await leads();
    await tabTo(page, /^Budgets/);
    await page.keyboard.press('Enter');
    await dialog(/Budgets und Anteile/)
      .locator('table')
      .first()
      .waitFor();
    await tabTo(page, /^Abschreiben/);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.closest('form') !== null);
    await page.keyboard.press('Escape');
    await focusComes(page, /^Abschreiben/);
    await page.keyboard.press('Escape');
    await focusComes(page, /^Budgets/);
    expect(await page.getByRole('dialog').count()).toBe(0);
    place().setting(null);
  });
});
