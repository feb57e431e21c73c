// Who may ask what: sessions, the wall between principals on every call, drafts, customers, wake-ups.
import { expect, it } from 'vitest';
import type { DeskEvent } from '../../shared/api.ts';
import { NOT_FROM_SCREENS } from '../../shared/views/screen-command.ts';
import { ACCOUNT_VERBS } from '../../shared/views/budget-calls.ts';
import { COMMANDS, type CommandType } from '../../shared/case/commands.ts';
import { inputs } from './api-inputs.ts';
import { faultFrom, openBilling, settled, SESSION_CALLS, signIn, type ApiUnderTest } from './api-people.ts';

type Get = () => ApiUnderTest;

export const sessionJourneys = (get: Get): void => {
  it('[Q1] whoever may sign in is offered under his principal; people known from an import are not', async () => {
    const choices = await get().api.call('people.list', null, {});
    expect(choices).toContainEqual(
      expect.objectContaining({ lane: 'nordlicht', person: 'lena', principal: 'Nordlicht Telekom', demo: true }),
    );
    expect(choices).toContainEqual(expect.objectContaining({ lane: 'seeblick', person: 'beatrix' }));
    expect(choices.map(({ person }) => person)).not.toContain('import');
    expect(await get().api.call('host.info', null, {})).toMatchObject({
      host: expect.any(String) as string,
      now: expect.any(Number) as number,
    });
  });

  it('[Q2] several people are signed in at once, each as himself, until he signs out', async () => {
    const { api } = get();
    const lena = await signIn(api, 'nordlicht', 'lena');
    const murat = await signIn(api, 'nordlicht', 'murat');
    expect(lena.session).not.toBe(murat.session);
    expect(await lena.call('session.me', {})).toMatchObject({ person: 'lena', role: 'agent', lane: 'nordlicht' });
    expect(await murat.call('session.me', {})).toMatchObject({ person: 'murat', role: 'lead' });
    const gone: DeskEvent[] = [];
    const stop = api.subscribe((event) => gone.push(event));
    await lena.call('session.sign-out', {});
    await expect.poll(() => gone).toContainEqual({ type: 'signed-out', session: lena.session });
    stop();
    expect(await faultFrom(lena.call('session.me', {}))).toMatchObject({ fault: 'not-signed-in' });
    expect(await murat.call('session.me', {})).toMatchObject({ person: 'murat' });
  });

  it('[Q2] nobody signs in who is not on the roster or is known only from an import', async () => {
    const { api } = get();
    const code = async (lane: string, person: string) => {
      const answer = await api.call('session.sign-in', null, { lane, person });
      return answer.ok ? 'in' : answer.refusal.code;
    };
    expect(await code('nordlicht', 'beatrix')).toBe('unknown-person');
    expect(await code('nowhere', 'lena')).toBe('unknown-person');
    expect(await code('nordlicht', 'import')).toBe('no-sign-in');
  });

  it.each(SESSION_CALLS)('[Q2] %s answers nobody without a session', async (name) => {
    for (const session of [null, 'made-up'])
      expect(await faultFrom(get().api.call(name, session, inputs('none')[name]))).toMatchObject({
        fault: 'not-signed-in',
      });
  });

  it('[Q3] wrong input is answered with its place, in the call and in the exact contract of the verb', async () => {
    const lena = await signIn(get().api, 'nordlicht', 'lena');
    expect(await faultFrom(lena.call('queue.list', { limit: 0 }))).toMatchObject({ fault: 'bad-input', where: 'limit' });
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    const send = async (type: CommandType, data: object, body: object) =>
      faultFrom(lena.call('command.send', { type, caseId, data: data as Record<string, string>, body: body as Record<string, string> }));
    expect(await send('add-note', {}, {})).toMatchObject({ fault: 'bad-input', where: 'body.text' });
    expect(await send('make-promise', { due: 'bald', by: 'lena', callback: true }, { what: 'x' })).toMatchObject({
      fault: 'bad-input',
      where: 'data.due',
    });
    expect(await send('escalate', { reason: 'other', demanded: false, customerWaiting: false, form: { summary: 7 } }, {})).toMatchObject({
      fault: 'bad-input',
      where: 'data.form.summary',
    });
    expect(await send('open-case', { ...openBilling.data, number: 'NT-1' }, { title: '' })).toMatchObject({
      fault: 'bad-input',
      where: 'body.title',
    });
    expect((await lena.view(caseId)).timeline).toHaveLength(1);
  });

  it('[Q37] no screen sends one half of a link, a merge or a message to many', async () => {
    const lena = await signIn(get().api, 'nordlicht', 'lena');
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    const links = ['link-case', 'unlink-case', 'merge-case', 'absorb-case'] as const;
    const many = ['tell-parts', 'tell-part', 'close-part', 'import-row'] as const;
    const halves = [...links, ...many, ...ACCOUNT_VERBS, 'approve-by-phone', 'use-phone-approval', 'redeem-approval'] as const;
    expect([...halves].toSorted()).toEqual([...NOT_FROM_SCREENS].toSorted());
    for (const type of halves)
      expect(await faultFrom(lena.call('command.send', { type, caseId, data: {}, body: {} }))).toMatchObject({
        fault: 'bad-input',
        where: 'type',
      });
  });

  it('[Q4] the pack is shown in the words of its principal and with the limits of the reader', async () => {
    const lena = await (await signIn(get().api, 'nordlicht', 'lena')).call('pack.view', {});
    const murat = await (await signIn(get().api, 'nordlicht', 'murat')).call('pack.view', {});
    const own = (view: typeof lena) => view.decisions.find(({ id }) => id === 'goodwill-credit')?.own;
    expect([own(lena), own(murat)]).toEqual([1500, 7500]);
    expect(lena.decisions.find(({ id }) => id === 'payment-plan')).toHaveProperty('own');
    expect(lena).toMatchObject({ name: 'Nordlicht Telekom', prefix: 'NT' });
    expect(lena.fields.map(({ number }) => number).slice(0, 26)).toEqual(Array.from({ length: 26 }, (_none, index) => index + 1));
    expect(lena.fields.slice(26).map(({ id }) => id)).toEqual(['faultTicket']);
  });
};

export const separationJourneys = (get: Get): void => {
  it('[Q16] nothing of one principal is reached from another, on any call that names a case', async () => {
    const lena = await signIn(get().api, 'nordlicht', 'lena');
    const beatrix = await signIn(get().api, 'seeblick', 'beatrix');
    const maximilian = await signIn(get().api, 'seeblick', 'maximilian');
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    await settled(lena);
    const naming = SESSION_CALLS.filter((name) => JSON.stringify(inputs('look-for-me')[name]).includes('look-for-me'));
    expect(naming).toEqual([
      'case.view',
      'authority.ask',
      'escalation.preview',
      'command.send',
      'cases.relate',
      'cases.merge',
      'parts.tell',
      'parts.close',
      'shift.send',
      'shift.accept',
      'card.external',
      'telephone.challenge',
      'telephone.redeem',
      'beside.act',
      'authority.standing',
    ]);
    for (const stranger of [beatrix, maximilian])
      for (const name of naming.filter((each) => each !== 'shift.send'))
        expect(await stranger.call(name, inputs(caseId)[name]), `${stranger.id} ${name}`).toMatchObject({
          ok: false,
          refusal: { code: 'not-found' },
        });
    const levin = await signIn(get().api, 'seeblick', 'levin');
    // Also where the foreign case is named beside one's own, and among many.
    const own = await levin.send('open-case', null, { ...openBilling.data, customer: null, category: 'bill' }, openBilling.body);
    const both = [
      await levin.call('cases.relate', { caseId: own, other: caseId, relation: 'related' }),
      await levin.call('cases.merge', { from: own, into: caseId, text: '' }),
      await levin.call('cases.merge', { from: caseId, into: own, text: '' }),
    ];
    for (const answer of both) expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    const given = await levin.call('shift.send', { to: 'sofia', note: '', cases: [caseId], promises: [{ caseId, promise: 'p' }] });
    expect(given).toMatchObject({ ok: true, value: { done: 0, failed: [{ caseId, number: '', refusal: { code: 'not-found' } }] } });
    expect(await levin.call('shift.send', inputs(caseId)['shift.send'])).toMatchObject({ ok: false, refusal: { code: 'unknown-person' } });
    for (const name of ['people.work', 'people.move'] as const)
      expect(await maximilian.call(name, inputs(caseId)[name])).toMatchObject({ ok: false, refusal: { code: 'unknown-person' } });
    expect((await levin.view(own)).links).toEqual([]);
    const answer = await lena.call('case.view', { caseId: 'no-such-case' });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    expect((await lena.view(caseId)).timeline).toHaveLength(1);
  });

  it('[Q16] no verb moves a case of another principal', async () => {
    const lena = await signIn(get().api, 'nordlicht', 'lena');
    const beatrix = await signIn(get().api, 'seeblick', 'beatrix');
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    const verbs = (Object.keys(COMMANDS) as CommandType[]).filter((type) => !NOT_FROM_SCREENS.includes(type) && type !== 'open-case');
    for (const type of verbs) expect(await beatrix.refused(type, caseId)).toMatchObject({ code: 'not-found' });
  });

  it('[Q16] lists, search and customers show only the own principal; a foreign customer cannot be named', async () => {
    const lena = await signIn(get().api, 'nordlicht', 'lena');
    const murat = await signIn(get().api, 'nordlicht', 'murat');
    const beatrix = await signIn(get().api, 'seeblick', 'beatrix');
    const caseId = await lena.send('open-case', null, openBilling.data, { ...openBilling.body, title: 'Zebrafink' });
    await settled(lena);
    expect((await murat.call('search', { text: 'zebra', limit: 5 })).map((row) => row.caseId)).toEqual([caseId]);
    expect(await beatrix.call('search', { text: 'zebra', limit: 5 })).toEqual([]);
    const { number } = (await lena.view(caseId)).row;
    expect(await beatrix.call('search', { text: number, limit: 5 })).toEqual([]);
    expect((await beatrix.call('queue.list', { limit: 50 })).every(({ total }) => total === 0)).toBe(true);
    expect(await beatrix.call('lead.inbox', { limit: 50 })).toEqual({
      approvals: [],
      handovers: [],
      reviews: [],
      pictures: [],
      total: 0,
    });
    const found = async (text: string) => (await beatrix.call('customers.find', { text, limit: 10 })).map(({ customer }) => customer.id);
    expect(await found('Karin')).toEqual(['G-1']);
    expect(await found('V-77-4411')).toEqual([]);
    const naming = { ...openBilling.data, category: 'bill' };
    expect(await beatrix.refused('open-case', null, naming, openBilling.body)).toMatchObject({ code: 'not-found' });
    const own = await beatrix.send('open-case', null, { ...naming, customer: 'G-1' }, openBilling.body);
    expect(await beatrix.refused('classify', own, { customer: 'K-1001' })).toMatchObject({ code: 'not-found' });
  });

  it('[Q15] a draft belongs to its author: saved, found again, let go, and seen by nobody else', async () => {
    const lena = await signIn(get().api, 'nordlicht', 'lena');
    const tim = await signIn(get().api, 'nordlicht', 'tim');
    const { savedAt } = await lena.call('draft.save', { key: 'note:1', value: { text: 'Kundin arbei' } });
    expect(await lena.call('draft.get', { key: 'note:1' })).toEqual({ value: { text: 'Kundin arbei' }, savedAt });
    const again = await signIn(get().api, 'nordlicht', 'lena');
    expect(await again.call('draft.get', { key: 'note:1' })).toMatchObject({ value: { text: 'Kundin arbei' } });
    expect(await tim.call('draft.get', { key: 'note:1' })).toEqual({ value: null, savedAt: null });
    await tim.call('draft.save', { key: 'note:1', value: null });
    expect(await lena.call('draft.get', { key: 'note:1' })).toMatchObject({ value: { text: 'Kundin arbei' } });
    await lena.call('draft.save', { key: 'note:1', value: null });
    expect(await lena.call('draft.get', { key: 'note:1' })).toEqual({ value: null, savedAt: null });
  });
};

export const directoryJourneys = (get: Get): void => {
  it.each(['+49 40 555 0134', '0405550134', '(040) 555-0134', '0049 40 5550134', 'V-77-4411', 'v774411', 'K-1001', 'öztürk', 'Ozturk kar'])(
    '[Q17] "%s" finds the customer, with what is open for him first',
    async (text) => {
      const lena = await signIn(get().api, 'nordlicht', 'lena');
      const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
      const hits = await lena.call('customers.find', { text, limit: 5 });
      expect(hits.map(({ customer }) => customer.id)).toEqual(['K-1001']);
      expect(hits[0]?.open.map((row) => row.caseId)).toContain(caseId);
    },
  );

  it('[Q17] a case shows its customer and what else there was', async () => {
    const lena = await signIn(get().api, 'nordlicht', 'lena');
    const first = await lena.send('open-case', null, { ...openBilling.data, customer: 'K-1002' }, openBilling.body);
    const second = await lena.send('open-case', null, { ...openBilling.data, customer: 'K-1002' }, openBilling.body);
    const view = await lena.view(second);
    expect(view.customer).toMatchObject({ id: 'K-1002', name: 'Peter Lindqvist' });
    expect(view.earlier.map(({ caseId }) => caseId)).toEqual([first]);
  });

  it('[Q19] windows are woken when something of theirs changed, and the wake-up carries no content', async () => {
    const lena = await signIn(get().api, 'nordlicht', 'lena');
    const heard: DeskEvent[] = [];
    const stop = get().api.subscribe((event) => heard.push(event));
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    await settled(lena);
    await expect
      .poll(() =>
        heard.some(
          (event) =>
            event.type === 'changed' && event.lane === 'nordlicht' && event.cases.includes(caseId) && event.topics.includes('queue'),
        ),
      )
      .toBe(true);
    expect(JSON.stringify(heard)).not.toContain('Abbuchung');
    stop();
  });

  it('[Q21] the state of the exchange is told: nothing waits once the ledger has ruled', async () => {
    const lena = await signIn(get().api, 'nordlicht', 'lena');
    const before = await lena.call('sync.status', {});
    await lena.send('open-case', null, openBilling.data, openBilling.body);
    await settled(lena);
    const after = await lena.call('sync.status', {});
    expect(after).toMatchObject({ mode: 'loopback', waiting: 0, trouble: null });
    expect(after.position).toBe(before.position + 1);
    expect(after.lastHeard).not.toBeNull();
  });
};
