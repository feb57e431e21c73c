// What several people do together, each in a window of his own: a shift handed over, a question asked, the work of somebody away moved.
import { describe, expect, it } from 'vitest';
import { openCase, people, rowOf } from './people-kit.ts';

const { place, windowOf, seat, view, caseOf } = people();

describe('a shift handover', () => {
  it('goes in one list to one colleague, who reads and takes it all in one action', { timeout: 60_000 }, async () => {
    const jonas = await windowOf('Jonas Peters');
    await rowOf(jonas, /Husum/).first().waitFor();
    await jonas
      .getByRole('banner')
      .getByRole('button', { name: /^Jonas Peters/ })
      .click();
    await jonas.getByRole('menuitem', { name: 'Schichtübergabe …' }).click();
    const dialog = jonas.getByRole('dialog', { name: 'Schichtübergabe' });
    await dialog.getByText('Husum: Praxis ohne Telefon').first().waitFor();
    await dialog.getByLabel('An wen?').selectOption('tim');
    await dialog.getByLabel(/Was muss man wissen/).fill('Beide Kunden wissen Bescheid.');
    await jonas.keyboard.press('Control+Enter');
    await jonas
      .getByText(/ist bei Tim Vogel|sind bei Tim Vogel/)
      .first()
      .waitFor();

    const tim = await windowOf('Tim Vogel');
    await tim.getByRole('button', { name: /Jonas Peters übergibt Ihnen die Schicht/ }).click();
    const taking = tim.getByRole('dialog', { name: 'Schicht übernehmen' });
    await taking.getByText('Beide Kunden wissen Bescheid.').first().waitFor();
    const cases = await taking.getByRole('checkbox').count();
    expect(cases).toBe(2);
    // Nobody takes over unread: the key does nothing yet.
    await tim.keyboard.press('Control+Enter');
    expect(await taking.count()).toBe(1);
    await taking.getByLabel('Gelesen: Husum: Praxis ohne Telefon').check();
    await taking.getByLabel('Gelesen: Husum: Anschluss tot seit heute Morgen').check();
    await tim.keyboard.press('Control+Enter');
    await tim
      .getByText(/^Übernommen von Jonas Peters: 2 Vorgänge/)
      .first()
      .waitFor();
    await tim.locator('nav button[data-key^="mine "]').filter({ hasText: 'Husum: Praxis ohne Telefon' }).waitFor();
    await jonas.locator('nav button[data-key^="mine "]').filter({ hasText: 'Husum' }).first().waitFor({ state: 'detached' });
    const session = await seat('tim');
    const { row } = await view(session, await caseOf(session, /Praxis ohne Telefon/));
    expect(row.holder).toMatchObject({ person: 'tim', team: 'stoerung', waiting: false });
  });
});

describe('a question to a specialist', () => {
  it('goes to the team and comes back with its answer, while the case stays where it is', { timeout: 60_000 }, async () => {
    const lena = await windowOf('Lena Brandt');
    await openCase(lena, /Ersatzgerät/);
    await lena.keyboard.press('Shift+F7');
    const ask = lena.getByRole('region', { name: 'Fachfrage stellen' });
    await ask.getByLabel('Wen fragen?: Team').selectOption('technik');
    await ask.getByLabel('Was möchten Sie wissen?').fill('Passt das Netzteil des alten Geräts auch?');
    await lena.keyboard.press('Control+Enter');
    await lena.getByText('Frage ist bei Technik. Die Antwort erscheint im Vorgang.').first().waitFor();

    const ayse = await windowOf('Ayşe Demir');
    await ayse.locator('nav button[data-key^="asked "]').filter({ hasText: 'Ersatzgerät' }).click();
    const reply = ayse.getByRole('region', { name: 'Antwort auf die Fachfrage' });
    await reply.getByText('Passt das Netzteil des alten Geräts auch?').waitFor();
    await reply.getByLabel('Antwort auf die Fachfrage').fill('Ja, beide haben 12 Volt und 2 Ampere.');
    await ayse.keyboard.press('Control+Enter');
    await ayse.getByText('Antwort ist bei Lena Brandt. Der Vorgang bleibt dort.').first().waitFor();
    await ayse.locator('nav button[data-key^="asked "]').filter({ hasText: 'Ersatzgerät' }).waitFor({ state: 'detached' });

    await rowOf(lena, /Ersatzgerät/)
      .filter({ hasText: 'Fachfrage beantwortet' })
      .first()
      .waitFor();
    await lena.getByText('Ja, beide haben 12 Volt und 2 Ampere.').first().waitFor();
    const session = await seat('lena');
    const seen = await view(session, await caseOf(session, /Ersatzgerät/));
    expect(seen.row.holder).toMatchObject({ person: 'lena' });
    expect(seen.consults).toMatchObject([{ outcome: 'answered', answeredBy: 'ayse' }]);
  });
});

describe('the work of somebody who is away', () => {
  it('is moved by the lead in one action, cases and promises, and both are told', { timeout: 60_000 }, async () => {
    const session = await seat('murat');
    const { desk } = place().workplace;
    const now = (await desk.call('host.info', null, {})).now;
    const away = await desk.call('absence.set', session, {
      person: 'lena',
      deputy: 'tim',
      from: now - 60_000,
      until: now + 8 * 3_600_000,
      scope: null,
    });
    expect(away.ok).toBe(true);
    const work = await desk.call('people.work', session, { person: 'lena' });
    if (!work.ok) throw new Error(work.refusal.code);
    const movable = work.value.total;
    expect(work.value.promises.length).toBeGreaterThan(0);

    const murat = await windowOf('Murat Aydin', 'lead');
    await murat
      .getByRole('banner')
      .getByRole('button', { name: /^\d+ da$/ })
      .click();
    await murat.getByRole('button', { name: 'Arbeit übertragen … Lena Brandt' }).first().click();
    const dialog = murat.getByRole('dialog', { name: 'Offene Arbeit von Lena Brandt' });
    await dialog.getByLabel('Wer übernimmt?').selectOption('tim');
    await dialog.getByRole('button', { name: new RegExp(`^Alle ${movable} an Tim Vogel übertragen`) }).click();
    await expect
      .poll(async () => {
        const left = await desk.call('people.work', session, { person: 'lena' });
        return left.ok ? left.value.promises.length : -1;
      })
      .toBe(0);
    const tim = await windowOf('Tim Vogel');
    await rowOf(tim, /Ersatzgerät/)
      .filter({ hasText: 'übertragen' })
      .first()
      .waitFor();
    await tim.locator('nav button[data-key^="promises "]').filter({ hasText: 'Ersatzgerät' }).first().waitFor();
  });
});
