// What a lead does for somebody who is away: his open cases and promises go to a colleague in one action.
import { expect, it } from 'vitest';
import { opened, people } from './api-journeys.ts';
import { settled, type ApiUnderTest, type Person } from './api-people.ts';

type Get = () => ApiUnderTest;

const HOUR = 3_600_000;

const nowOf = async (person: Person): Promise<number> => (await person.call('host.info', {})).now;
const code = (answer: { readonly ok: boolean; readonly refusal?: { readonly code: string } }): string => answer.refusal?.code ?? 'done';

const moved = async (lead: Person, person: string, to: string, text = '') => {
  const answer = await lead.call('people.move', { person, to, cause: 'absence', text });
  if (!answer.ok) throw new Error(answer.refusal.code);
  await settled(lead);
  return answer.value;
};

export const moveJourneys = (get: Get): void => {
  it('[Q44] a lead moves all open cases and promises of somebody to a colleague; both are told, and what flies is named', async () => {
    const [lena, tim, murat, jonas] = (await people(get, 'lena', 'tim', 'murat', 'jonas')) as [Person, Person, Person, Person];
    const [first, flying, foreign] = [await opened(tim), await opened(tim), await opened(jonas)];
    const due = (await nowOf(tim)) + HOUR;
    await tim.send('make-promise', first, { due, by: 'tim', callback: false }, { what: 'Rückruf' });
    await tim.send('make-promise', foreign, { due, by: 'tim', callback: false }, { what: 'Gutschrift nachsehen' });
    await tim.send('offer-handover', flying, {
      reason: 'other',
      demanded: false,
      customerWaiting: false,
      to: { team: 'stoerung', person: null },
      form: {
        summary: 'x',
        wish: { remedy: 'credit', text: 'x' },
        question: 'x',
        tried: [{ step: 'x', result: '', who: 'tim' }],
        nextStep: { text: 'x', told: true, notTold: null },
        identity: { method: 'password', contract: '' },
      },
    });
    await settled(tim);
    const work = await murat.call('people.work', { person: 'tim' });
    if (!work.ok) throw new Error(work.refusal.code);
    expect(work.value.cases.map(({ caseId }) => caseId)).toEqual(expect.arrayContaining([first, flying]));
    expect(work.value.cases.map(({ caseId }) => caseId)).not.toContain(foreign);
    expect(work.value.promises).toContainEqual(expect.objectContaining({ caseId: first, what: 'Rückruf', withCase: true }));
    expect(work.value.promises).toContainEqual(expect.objectContaining({ caseId: foreign, withCase: false }));
    expect(work.value.total).toBe(work.value.cases.length + work.value.promises.length);
    const result = await moved(murat, 'tim', 'lena', 'Tim ist krank');
    expect(result.done).toBe(work.value.total - result.failed.length);
    expect(result.failed.find(({ caseId }) => caseId === flying)).toMatchObject({
      number: (await tim.view(flying)).row.number,
      refusal: { code: 'in-flight' },
    });
    const view = await lena.view(first);
    expect(view.row.holder).toMatchObject({ person: 'lena', team: 'abrechnung', waiting: false });
    expect(view.promises).toMatchObject([{ by: 'lena' }]);
    expect(view.timeline.find(({ type }) => type === 'case-moved')).toMatchObject({
      body: { text: 'Tim ist krank' },
      by: { person: 'murat' },
    });
    expect((await lena.view(foreign)).promises).toMatchObject([{ by: 'lena' }]);
    expect((await lena.view(foreign)).row.holder.person).toBe('jonas');
    expect(view.news.map(({ kind }) => kind)).toContain('moved');
    expect((await tim.view(first)).news.map(({ kind }) => kind)).toContain('moved');
    expect(await lena.group('back')).toContain(first);
    const back = (await lena.call('queue.list', { limit: 100 })).find(({ group }) => group === 'back');
    expect(back?.rows.find(({ caseId }) => caseId === first)?.told?.toSorted()).toEqual(['moved', 'promise-moved']);
    expect(await lena.group('promises')).toContain(foreign);
    expect(await tim.group('mine')).not.toContain(first);
    // Everything that could be moved is moved; a second time there is only what flies.
    expect(await moved(murat, 'tim', 'lena')).toMatchObject({ done: 0 });
  });

  it('[Q44] only whoever leads one of his teams, stands in for that lead or manages the house, and only within a common team', async () => {
    const [lena, murat, carla, ayse, helga] = (await people(get, 'lena', 'murat', 'carla', 'ayse', 'helga')) as [
      Person,
      Person,
      Person,
      Person,
      Person,
    ];
    const caseId = await opened(lena);
    const asked = async (person: Person, of: string, to: string) =>
      code(await person.call('people.move', { person: of, to, cause: 'workload', text: '' }));
    for (const stranger of [carla, ayse]) {
      expect(await asked(stranger, 'lena', 'tim')).toBe('not-yours');
      expect(code(await stranger.call('people.work', { person: 'lena' }))).toBe('not-yours');
    }
    expect(await asked(lena, 'lena', 'tim')).toBe('not-yours');
    expect(await asked(murat, 'lena', 'jonas')).toBe('not-in-same-team');
    expect(await asked(murat, 'lena', 'lena')).toBe('not-in-same-team');
    expect(await asked(murat, 'nobody', 'tim')).toBe('unknown-person');
    expect(await asked(murat, 'lena', 'import')).toBe('unknown-person');
    expect((await lena.view(caseId)).row.holder.person).toBe('lena');
    const now = await nowOf(murat);
    const away = await murat.call('absence.set', { person: 'murat', deputy: 'ayse', from: now - HOUR, until: now + HOUR, scope: null });
    if (!away.ok) throw new Error(away.refusal.code);
    expect(await asked(ayse, 'lena', 'tim')).toBe('done');
    await settled(ayse);
    expect((await lena.view(caseId)).row.holder.person).toBe('tim');
    await murat.call('absence.end', { id: away.value.id });
    expect(await asked(ayse, 'tim', 'lena')).toBe('not-yours');
    expect(await asked(helga, 'tim', 'lena')).toBe('done');
    await settled(helga);
    expect((await lena.view(caseId)).row.holder.person).toBe('lena');
  });
};
