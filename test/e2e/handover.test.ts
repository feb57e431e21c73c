// The handover as two people see it: exactly what is missing, the customer's clock whatever is given back, and what a principal added.
import { describe, expect, it } from 'vitest';
import { focused, said } from './keyboard-kit.ts';
import { clocksOn, openCase, people, rowOf } from './people-kit.ts';

const { place, windowOf, seat, caseOf } = people();
const MISSING = 'main [data-field]';

/** A busy machine is given time; how fast it is stands in the bench. */
const PATIENT = { timeout: 20_000 };

describe('an incomplete handover', () => {
  it('shows exactly what the desk would refuse it for, and leads there, field by field', { timeout: 60_000 }, async () => {
    const lena = await windowOf('Lena Brandt');
    await openCase(lena, /Kündigungsfrist/);
    await lena.keyboard.press('F9');
    await lena.locator(MISSING).first().waitFor();
    const marked = (): Promise<readonly string[]> =>
      lena
        .locator(MISSING)
        .evaluateAll((rows) =>
          rows.flatMap((row) => (row.textContent?.includes('fehlt noch') === true ? [row.getAttribute('data-field') ?? ''] : [])),
        );
    const session = await seat('lena');
    const caseId = await caseOf(session, /Kündigungsfrist/);
    const refused = async (): Promise<readonly string[]> => {
      const { value } = await place().workplace.desk.call('draft.get', session, { key: `handover:${caseId}` });
      const form = (value ?? {}) as never;
      const asked = await place().workplace.desk.call('escalation.preview', session, {
        caseId,
        reason: null,
        form,
        customerWaiting: false,
      });
      if (!asked.ok) throw new Error(asked.refusal.code);
      const data = { reason: asked.value.reason, demanded: false, customerWaiting: false, form };
      const sent = await place().workplace.desk.call('command.send', session, { type: 'escalate', caseId, data, body: {} });
      if (sent.ok) throw new Error('an incomplete form went out');
      expect(sent.refusal.code).toBe('form-incomplete');
      return sent.refusal.data['fields'] as unknown as readonly string[];
    };
    const first = await refused();
    expect(first.length).toBeGreaterThan(3);
    await expect.poll(async () => new Set(await marked()), PATIENT).toEqual(new Set(first));
    // The same list stands in words above the form, and the key leads to its first field.
    const names = await Promise.all(
      (await marked()).map((field) => lena.locator(`[data-field="${field}"] > div > span`).first().innerText()),
    );
    const words = await lena
      .getByRole('main')
      .getByText(/^Es fehlt: /)
      .innerText();
    expect(names.filter((name) => !words.includes(name))).toEqual([]);
    expect(words.length).toBe('Es fehlt: '.length + names.join(', ').length);
    await expect.poll(async () => (await focused(lena)).field).toBe('summary');

    await lena.keyboard.type('Kunde fragt nach der Kündigungsfrist.');
    await expect.poll(marked, PATIENT).toEqual((await marked()).filter((field) => field !== 'summary'));
    await expect.poll(async () => new Set(await refused()), PATIENT).toEqual(new Set(first.filter((field) => field !== 'summary')));
    await lena.keyboard.press('Control+Enter');
    await expect.poll(async () => (await focused(lena)).field, PATIENT).toBe((await marked())[0]);
    expect(await lena.getByText(/^Gesendet an/).count()).toBe(0);
  });
});

describe('a returned handover', () => {
  it('comes back with its reason and keeps every clock of the customer', { timeout: 60_000 }, async () => {
    const lena = await windowOf('Lena Brandt');
    await openCase(lena, /Techniker kam dreimal nicht/);
    // The instant it is due, not the minutes that are left: those go on falling while two people click.
    const ofCustomer = async () =>
      (await clocksOn(lena))
        .filter(([name]) => ['Zwischenstand', 'Lösung (Kunde)'].includes(name))
        .map(([name, text]) => [name, /fällig .*/.exec(text)?.[0] ?? text] as const);
    const before = await ofCustomer();
    expect(before.map(([name]) => name)).toEqual(['Zwischenstand', 'Lösung (Kunde)']);
    expect(before.every(([, due]) => /\d{1,2}:\d{2}/.test(due))).toBe(true);

    const murat = await windowOf('Murat Aydin', 'lead');
    await murat.locator('[data-list="rows"] [data-key]').filter({ hasText: 'Techniker kam dreimal nicht' }).click();
    await murat
      .getByRole('button', { name: /^Zurückgeben/ })
      .first()
      .click();
    const form = murat.getByRole('region', { name: 'Zurückgeben' });
    await form.getByRole('button', { name: 'Auf der unteren Ebene lösbar' }).click();
    await form.getByRole('button', { name: /^Zurückgeben/ }).click();
    await said(murat, /^Zurück an Lena Brandt, mit Grund\./);

    await rowOf(lena, /Techniker kam dreimal nicht/)
      .filter({ hasText: 'zurückgegeben' })
      .first()
      .waitFor();
    await lena
      .getByText(/Auf der unteren Ebene lösbar/)
      .first()
      .waitFor();
    expect(await lena.getByRole('region', { name: 'Unterwegs' }).count()).toBe(0);
    expect(await ofCustomer()).toEqual(before);
  });
});

describe('a field the principal added', () => {
  it(
    'stands in the form, holds what was typed through a switch of language, and is on the card and in the search',
    { timeout: 60_000 },
    async () => {
      const sofia = await windowOf('Sofia Huber');
      await sofia.locator('nav button[data-key^="mine "]').first().click();
      const title = await sofia.locator('main h1').innerText();
      await sofia.keyboard.press('F9');
      const house = sofia.locator('[data-field="house"]');
      await house.getByText('fehlt noch').waitFor();
      await house.locator('input').fill('Seeblick Lindau, Zimmer 4711');
      await sofia.locator('[data-field="summary"] textarea').fill('Gast fragt nach der Umbuchung.');
      await sofia.locator('[data-field="question"] input').fill('Dürfen wir umbuchen?');
      await house.getByText('fehlt noch').waitFor({ state: 'detached' });

      await sofia.keyboard.press('Control+k');
      await sofia.keyboard.type('Englisch');
      await sofia.getByRole('option', { name: 'Sprache: Englisch' }).waitFor();
      await sofia.keyboard.press('Enter');
      await sofia.locator('html[lang="en"]').waitFor();
      await house.getByText('House and room').waitFor();
      expect(await house.locator('input').inputValue()).toBe('Seeblick Lindau, Zimmer 4711');
      expect(await sofia.locator('[data-field="summary"] textarea').inputValue()).toBe('Gast fragt nach der Umbuchung.');
      expect(await sofia.locator('[data-field="question"] input').inputValue()).toBe('Dürfen wir umbuchen?');
      // The rest is set by hand at the desk, from what was typed here.
      const session = await seat('sofia', 'seeblick');
      const caseId = await caseOf(session, new RegExp(title.slice(0, 20).replaceAll(/[^\wäöüÄÖÜß ]/g, '.')));
      const { value } = await place().workplace.desk.call('draft.get', session, { key: `handover:${caseId}` });
      expect(value).toMatchObject({ own: { house: 'Seeblick Lindau, Zimmer 4711' } });
      await sendRest(session, caseId, value as object);

      const beatrix = await windowOf('Beatrix Gruber', 'lead');
      await beatrix.locator('[data-list="rows"] [data-key]').filter({ hasText: title }).first().click();
      await beatrix.locator('aside').getByText('Haus und Zimmer').first().waitFor();
      await beatrix.locator('aside').getByText('Seeblick Lindau, Zimmer 4711').first().waitFor();
      await beatrix.keyboard.press('Control+k');
      await beatrix.keyboard.type('4711');
      await beatrix.getByRole('option').filter({ hasText: title }).first().waitFor();
    },
  );
});

const sendRest = async (session: string, caseId: string, typed: object): Promise<void> => {
  const form = {
    wish: { remedy: 'free-cancel', text: 'Umbuchung ohne Kosten' },
    tried: [{ step: 'Haus angerufen', result: 'besetzt', who: 'sofia' }],
    decision: { type: 'goodwill-credit', amount: 9000, own: null },
    recommendation: { verdict: 'grant', line: 'Ja, Stammgast.' },
    promises: { none: true, rows: [] },
    nextStep: { text: 'Wir melden uns heute.', told: true, notTold: null },
    callback: { who: 'Frau Moser', channel: 'phone', number: '+43 1 5550121', window: '9–18' },
    mood: { level: 'calm', quote: '' },
    identity: { method: 'booking-code', contract: 'SB-2026-4471' },
    complaint: { is: false, receivedOn: null },
    ...typed,
  };
  const data = { reason: 'authority-exceeded', demanded: false, customerWaiting: false, form: form as never };
  const sent = await place().workplace.desk.call('command.send', session, { type: 'escalate', caseId, data, body: {} });
  if (!sent.ok) throw new Error(JSON.stringify(sent.refusal));
};
