// Guidance through the contract: articles without a network, what was tried and noted seen by whoever reads next, and filled into the handover.
import { expect, it } from 'vitest';
import { opened, people } from './api-journeys.ts';
import { settled, typedForm, type ApiUnderTest, type Person } from './api-people.ts';

type Get = () => ApiUnderTest;

const HOUR = 3_600_000;

export const guideJourneys = (get: Get): void => {
  it('[GD6] articles are found by what one types and read whole; one that does not exist is refused', async () => {
    const [lena] = (await people(get, 'lena')) as [Person];
    const asked = { category: 'billing', language: 'de', limit: 20 } as const;
    const hits = await lena.call('articles.search', { ...asked, text: 'grossstör' });
    expect(hits[0]).toMatchObject({ id: 'outage-check', steps: 5 });
    expect((await lena.call('articles.search', { ...asked, text: 'area out', language: 'en' })).map(({ id }) => id)).toContain(
      'outage-check',
    );
    expect(await lena.call('articles.search', { ...asked, text: 'satellit' })).toEqual([]);
    const [first] = await lena.call('articles.search', { ...asked, text: '' });
    const article = await lena.call('articles.view', { id: first!.id });
    expect(article).toMatchObject({ ok: true, value: { id: first!.id, categories: expect.arrayContaining(['billing']) } });
    expect(await lena.call('articles.view', { id: 'satellit' })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  });

  it('[GD7] what one has tried, said and noted is seen by the next; [GD8] and stands in the form before it is typed', async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    const caseId = await opened(lena);
    const log = (kind: string, id: string, result: string): Promise<string> => lena.send('log-guidance', caseId, { kind, id, result });
    await log('step', 'compare-bills', 'no-effect');
    await log('step', 'explain-items', 'helped');
    await log('step', 'explain-items', 'undone');
    await log('deescalation', 'apologise', 'used');
    await lena.send('note-mood', caseId, { level: 'escalated' });
    await lena.send('note-mood', caseId, { level: 'upset' });
    await lena.send('check-identity', caseId, { method: 'password', call: null });
    await settled(lena);
    const seen = await murat.view(caseId);
    expect(seen.guidance).toMatchObject([
      { kind: 'step', id: 'compare-bills', result: 'no-effect', by: 'lena' },
      { kind: 'deescalation', id: 'apologise', result: 'used' },
    ]);
    expect(seen.mood).toMatchObject({ level: 'upset', trend: 'better', points: [{ level: 'escalated' }, { level: 'upset' }] });
    expect(seen.identity).toMatchObject({ method: 'password', by: 'lena' });
    const asked = { caseId, reason: 'authority-exceeded', form: {}, customerWaiting: false };
    const preview = await lena.call('escalation.preview', { ...asked, language: 'en' });
    expect(preview).toMatchObject({
      ok: true,
      value: {
        form: {
          tried: [{ step: 'Compared with the previous bill', result: 'without success', who: 'lena' }],
          mood: { level: 'upset' },
          deescalation: ['apologise'],
          identity: { method: 'password' },
        },
      },
    });
    // A call runs on her desk: in it nobody has asked who he is yet.
    const runs = (on: string): Promise<unknown> =>
      lena.call('draft.save', { key: 'call:now', value: { call: 'call-neu', startedAt: Date.now() + HOUR, caseId: on } });
    await runs('another-case');
    const other = await lena.call('escalation.preview', asked);
    expect(other.ok ? other.value.form : null).toMatchObject({ identity: { method: 'password' } });
    await runs(caseId);
    const anew = await lena.call('escalation.preview', asked);
    expect(anew.ok ? anew.value.form : null).toMatchObject({ callRef: { call: 'call-neu' } });
    expect(anew.ok ? anew.value.form : null).not.toHaveProperty('identity');
    await lena.call('draft.save', { key: 'call:now', value: null });
    // What is sent without being opened carries it as well.
    const { now } = await lena.call('host.info', {});
    const { tried: _tried, mood: _mood, identity: _identity, ...form } = typedForm(now + 2 * HOUR, 'lena');
    await lena.send('escalate', caseId, { reason: 'authority-exceeded', demanded: false, customerWaiting: false, form });
    await settled(lena);
    const { handover } = await murat.view(caseId);
    expect(handover).toMatchObject({ form: { mood: { level: 'upset' }, identity: { method: 'password' } }, mood: { trend: 'better' } });
    expect(handover?.form.tried).toHaveLength(1);
  });

  it('[GD2] a gap reaches the lead as news with its words', async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    const caseId = await opened(lena);
    await lena.send('report-gap', caseId, { article: null, category: 'billing' }, { text: 'Gesucht: „satellit“.' });
    await settled(lena);
    const view = await murat.view(caseId);
    const [news] = view.news;
    expect(news).toMatchObject({ kind: 'gap-reported', by: 'lena', about: null });
    expect(view.timeline.find(({ id }) => id === news?.news)).toMatchObject({ body: { text: 'Gesucht: „satellit“.' } });
    expect(await murat.group('back')).toContain(caseId);
  });
};
