// Questions about a case that stays where it is: asked, answered, taken back, and read by whoever was asked.
import { expect, it } from 'vitest';
import { opened, people } from './api-journeys.ts';
import { settled, type ApiUnderTest, type Person } from './api-people.ts';

type Get = () => ApiUnderTest;

const ask = (person: Person, caseId: string, to: { team: string; person: string | null }, text: string, customerWaiting = false) =>
  person.send('ask-consult', caseId, { to, customerWaiting }, { text });

export const consultJourneys = (get: Get): void => {
  it('[Q41] a question goes to a specialist and the case stays; the answer comes back to whoever asked', async () => {
    const [lena, ayse, piotr, jonas] = (await people(get, 'lena', 'ayse', 'piotr', 'jonas')) as [Person, Person, Person, Person];
    const caseId = await opened(lena);
    await ask(lena, caseId, { team: 'technik', person: null }, 'Ist der Router betroffen?');
    await settled(lena);
    const asked = await lena.view(caseId);
    expect(asked.row.holder.person).toBe('lena');
    expect(asked.consults).toMatchObject([
      { askedBy: 'lena', to: { team: 'technik', person: null }, outcome: 'open', question: 'Ist der Router betroffen?', answer: null },
    ]);
    expect(asked.consults[0]!.answerBy).toBeGreaterThan(asked.consults[0]!.askedAt);
    for (const specialist of [ayse, piotr]) expect(await specialist.group('asked')).toContain(caseId);
    expect(await jonas.group('asked')).not.toContain(caseId);
    const { consult } = asked.consults[0]!;
    const [ayses, lenas, jonass] = [(await ayse.view(caseId)).can, asked.can, (await jonas.view(caseId)).can];
    expect([ayses['answer-consult'], lenas['withdraw-consult'], lenas['answer-consult']?.code, jonass['answer-consult']?.code]).toEqual([
      null,
      null,
      'not-consulted',
      'not-consulted',
    ]);
    expect(await jonas.refused('answer-consult', caseId, { consult }, { text: 'Ja' })).toMatchObject({ code: 'not-consulted' });
    await ayse.send('answer-consult', caseId, { consult }, { text: 'Ja, Firmware 7.1 stürzt ab.' });
    await settled(ayse);
    const told = await lena.view(caseId);
    expect(told.consults).toMatchObject([{ outcome: 'answered', answeredBy: 'ayse', answer: 'Ja, Firmware 7.1 stürzt ab.' }]);
    expect(told.row.holder.person).toBe('lena');
    expect(told.news).toMatchObject([{ kind: 'consult-answered', about: consult, by: 'ayse' }]);
    expect(await lena.group('back')).toContain(caseId);
    expect(await ayse.group('asked')).not.toContain(caseId);
    // News are their reader's alone, and gone once he has read them.
    expect((await ayse.view(caseId)).news).toEqual([]);
    await lena.send('acknowledge-news', caseId, { news: [told.news[0]!.news] });
    await settled(lena);
    expect((await lena.view(caseId)).news).toEqual([]);
    expect(await lena.group('back')).not.toContain(caseId);
    expect(await lena.group('mine')).toContain(caseId);
  });

  it('[Q41] a colleague of the own team is asked by name and is the only one asked; whoever asked takes it back', async () => {
    const [lena, tim, murat] = (await people(get, 'lena', 'tim', 'murat')) as [Person, Person, Person];
    const caseId = await opened(lena);
    const own = { team: 'abrechnung', person: null };
    expect(await lena.refused('ask-consult', caseId, { to: own, customerWaiting: false }, { text: '?' })).toMatchObject({
      code: 'own-team-only-by-name',
    });
    expect(
      await lena.refused('ask-consult', caseId, { to: { ...own, person: 'ayse' }, customerWaiting: false }, { text: '?' }),
    ).toMatchObject({
      code: 'not-in-that-team',
    });
    await ask(lena, caseId, { ...own, person: 'tim' }, 'Kennst du die Kundin?', true);
    await settled(lena);
    expect(await tim.group('asked')).toContain(caseId);
    expect(await murat.group('asked')).not.toContain(caseId);
    const { consult } = (await tim.view(caseId)).consults[0]!;
    expect(await tim.refused('withdraw-consult', caseId, { consult })).toMatchObject({ code: 'not-asker' });
    await lena.send('withdraw-consult', caseId, { consult });
    await settled(lena);
    expect(await tim.group('asked')).not.toContain(caseId);
    expect((await lena.view(caseId)).consults).toMatchObject([{ outcome: 'withdrawn', answer: null }]);
    expect(await tim.refused('answer-consult', caseId, { consult }, { text: 'Ja' })).toMatchObject({ code: 'consult-over' });
  });
};
