// The principal without a desk: the card of a handover to it, and the answer that a named person gave.
import { expect, it } from 'vitest';
import { opened, people } from './api-journeys.ts';
import { settled, typedForm, type ApiUnderTest, type Person } from './api-people.ts';

type Get = () => ApiUnderTest;

const HOUR = 3_600_000;

const nowOf = async (person: Person): Promise<number> => (await person.call('host.info', {})).now;

export const cardJourneys = (get: Get): void => {
  it('[Q45] a handover to the principal is a card in both languages for its contact; the answer is recorded with who gave it', async () => {
    const [murat, lena] = (await people(get, 'murat', 'lena')) as [Person, Person];
    const caseId = await opened(murat);
    await murat.send('make-promise', caseId, { due: (await nowOf(murat)) + HOUR, by: 'murat', callback: false }, { what: 'Zwischenstand' });
    const inside = await opened(lena);
    const form = {
      ...typedForm((await nowOf(murat)) + 2 * HOUR, 'murat'),
      tried: [{ step: 'Rechnung geprüft', result: 'doppelt', who: 'murat' }],
    };
    await murat.send('escalate', caseId, { reason: 'principal-decision', demanded: false, customerWaiting: false, form });
    await settled(murat);
    const view = await murat.view(caseId);
    const handover = view.handover!.handover;
    expect(view.handover).toMatchObject({ to: { tier: 'A', team: 'auftraggeber' }, contact: 'nt-betrieb' });
    expect(view.row.holder.person).toBe('murat');
    const answer = await murat.call('card.external', { caseId, handover });
    if (!answer.ok) throw new Error(answer.refusal.code);
    const { contact, subject, text } = answer.value;
    expect(contact).toMatchObject({ id: 'nt-betrieb', name: 'Annika Thoms', mail: 'kundenbetrieb@nordlicht.example' });
    // A closed contact says when he opens again, an open one need not.
    expect(contact!.open).toBe(contact!.opensAt === null);
    expect(contact!.opensAt ?? Infinity).toBeGreaterThan(await nowOf(murat));
    for (const language of ['de', 'en'] as const) {
      expect(subject[language]).toContain(view.row.number);
      expect(text[language]).toContain('Annika Thoms');
      expect(text[language]).toContain(form.summary!);
      expect(text[language]).toContain(form.question!);
    }
    expect(text.de).toContain('Antwort bitte bis');
    expect(text.en).toContain('Please answer by');
    await murat.send('give-card', caseId, { handover, way: 'mail', contact: 'nt-betrieb' });
    await murat.send('answer-escalation', caseId, { handover, outcome: 'granted' }, { text: 'Genehmigt', who: 'Annika Thoms' });
    await settled(murat);
    const after = await murat.view(caseId);
    expect(after.timeline.slice(0, 2)).toMatchObject([
      { type: 'escalation-answered', body: { who: 'Annika Thoms' }, by: { person: 'murat' } },
      { type: 'card-given', data: { way: 'mail', contact: 'nt-betrieb' } },
    ]);
    expect(after.row).toMatchObject({ holder: { person: 'murat' }, flight: null });
    // Read again later, for whoever asks what was sent.
    expect(await murat.call('card.external', { caseId, handover })).toMatchObject({ ok: true });
    const { summary, wish, question, nextStep, identity, tried } = form;
    await lena.send('escalate', inside, {
      reason: 'billing-error',
      demanded: false,
      customerWaiting: false,
      form: { summary, wish, question, nextStep, identity, tried },
    });
    const other = (await lena.view(inside)).handover!.handover;
    expect(await lena.call('card.external', { caseId: inside, handover: other })).toMatchObject({
      ok: false,
      refusal: { code: 'no-principal-handover' },
    });
    expect(await lena.call('card.external', { caseId: inside, handover: 'h' })).toMatchObject({
      ok: false,
      refusal: { code: 'not-found' },
    });
  });
};
