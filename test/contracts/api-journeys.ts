// The journeys of the desk, told through the contract alone, so that they hold behind every wire.
import { expect, it } from 'vitest';
import type { ApiUnderTest, Person } from './api-people.ts';
import { openBilling, settled, signIn, typedForm } from './api-people.ts';

type Get = () => ApiUnderTest;

const HOUR = 3_600_000;

export const people = async (get: Get, ...ids: readonly string[]): Promise<readonly Person[]> => {
  const seats: Person[] = [];
  for (const id of ids) seats.push(await signIn(get().api, 'nordlicht', id));
  return seats;
};

const found = (rows: readonly { readonly caseId: string }[]): readonly string[] => rows.map(({ caseId }) => caseId);

const nowOf = async (person: Person): Promise<number> => (await person.call('host.info', {})).now;

/** Lena has a case about a bill; everybody else comes in through a handover. */
export const opened = async (lena: Person, customer: string = openBilling.data.customer): Promise<string> => {
  const caseId = await lena.send('open-case', null, { ...openBilling.data, customer }, openBilling.body);
  await settled(lena);
  return caseId;
};

const escalated = async (lena: Person): Promise<{ caseId: string; handover: string }> => {
  const caseId = await opened(lena);
  const form = typedForm((await nowOf(lena)) + 2 * HOUR, 'lena');
  await lena.send('escalate', caseId, { reason: 'authority-exceeded', demanded: false, customerWaiting: false, form });
  await settled(lena);
  const handover = (await lena.view(caseId)).handover;
  if (handover === null) throw new Error('the escalation left no handover');
  return { caseId, handover: handover.handover };
};

const accepted = async (lena: Person, murat: Person): Promise<{ caseId: string; handover: string }> => {
  const flown = await escalated(lena);
  await murat.send('accept-handover', flown.caseId, { handover: flown.handover, facts: ['situation', 'request', 'promise'] });
  await settled(murat);
  return flown;
};

export const openingJourneys = (get: Get): void => {
  it('[Q5] a case is opened with a number of the principal, lies with its opener and is found by words and number', async () => {
    const [lena, tim] = (await people(get, 'lena', 'tim')) as [Person, Person];
    const caseId = await opened(lena);
    const { row } = await lena.view(caseId);
    expect(row.number).toMatch(/^NT-[0-9A-Z]{4}-[0-9A-Z]{3}$/);
    expect(row).toMatchObject({ title: 'Doppelte Abbuchung März', customer: 'Karin Öztürk', pending: false });
    expect(await lena.group('mine')).toContain(caseId);
    for (const text of ['abbuch mär', row.number, row.number.toLowerCase().replaceAll('-', '')]) {
      expect(found(await tim.call('search', { text, limit: 10 }))).toContain(caseId);
    }
    expect(await tim.call('search', { text: 'gibtesnicht', limit: 10 })).toEqual([]);
  });

  it('[Q6] notes, calls and promises stand in the history with their words; the promise is in the list of its keeper', async () => {
    const [lena] = (await people(get, 'lena')) as [Person];
    const caseId = await opened(lena);
    const due = (await nowOf(lena)) + HOUR;
    await lena.send('add-note', caseId, {}, { text: 'Kontoauszug liegt vor' });
    await lena.send(
      'log-contact',
      caseId,
      { channel: 'phone', direction: 'out', reached: false, informed: false, call: null },
      { who: 'Karin Öztürk' },
    );
    await lena.send('make-promise', caseId, { due, by: 'lena', callback: true }, { what: 'Rückruf bis Mittag' });
    await settled(lena);
    const view = await lena.view(caseId);
    expect(view.timeline.map(({ type }) => type)).toEqual(['promise-made', 'contact-logged', 'note-added', 'case-opened']);
    expect(view.timeline[2]).toMatchObject({ body: { text: 'Kontoauszug liegt vor' }, by: { person: 'lena' }, pending: false });
    expect(view.promises).toMatchObject([{ what: 'Rückruf bis Mittag', due, by: 'lena', outcome: 'open' }]);
    expect(view.clocks.find(({ clock }) => clock === 'callback')?.events).not.toEqual([]);
    expect(await lena.group('promises')).toContain(caseId);
  });

  it('[Q20] every verb says whether it may be used now, and by whom not', async () => {
    const [lena, tim, nora] = (await people(get, 'lena', 'tim', 'nora')) as [Person, Person, Person];
    const caseId = await opened(lena);
    const own = (await lena.view(caseId)).can;
    expect(own).toMatchObject({ 'add-note': null, escalate: null, decide: null, 'ask-approval': null, resolve: null });
    expect(own['accept-handover']).toMatchObject({ code: 'handover-over' });
    expect(own['settle-promise']).toMatchObject({ code: 'promise-unknown' });
    expect((await tim.view(caseId)).can).toMatchObject({ 'add-note': null, escalate: { code: 'not-holder' } });
    expect((await nora.view(caseId)).can['add-note']).toMatchObject({ code: 'role-forbids' });
    expect(await tim.refused('escalate', caseId, { reason: 'other', demanded: false, customerWaiting: false, form: {} })).toMatchObject({
      code: 'not-holder',
    });
  });
};

export const escalationJourneys = (get: Get): void => {
  it('[Q7] a preview tells route, time to accept and what is missing, and writes nothing', async () => {
    const [lena] = (await people(get, 'lena')) as [Person];
    const caseId = await opened(lena);
    await lena.send('add-note', caseId, {}, { text: 'Buchung geprüft' });
    await settled(lena);
    const before = await lena.call('sync.status', {});
    const asked = await lena.call('escalation.preview', { caseId, reason: null, form: {}, customerWaiting: false });
    if (!asked.ok) throw new Error(asked.refusal.code);
    const preview = asked.value;
    expect(preview).toMatchObject({ reason: 'billing-error', kind: 'functional', to: { team: 'tl-abrechnung', tier: 3, lead: 'murat' } });
    expect(preview.acceptBy).toBeGreaterThan(await nowOf(lena));
    expect(preview.missing).toEqual(['summary', 'wish', 'question', 'nextStep', 'identity']);
    expect(preview.done + preview.missing.length).toBe(preview.required);
    expect(preview.form).toMatchObject({
      callback: { who: 'Karin Öztürk', number: '+49 40 555 0134' },
      tried: [{ step: 'Buchung geprüft', who: 'lena' }],
      target: { team: 'tl-abrechnung' },
      callRef: { call: 'R-1' },
    });
    const typed = await lena.call('escalation.preview', {
      caseId,
      reason: 'authority-exceeded',
      form: { summary: 'kurz', decision: { type: 'goodwill-credit', amount: 4000, own: 0 } },
      customerWaiting: true,
    });
    if (!typed.ok) throw new Error(typed.refusal.code);
    expect(typed.value).toMatchObject({ kind: 'hierarchical', form: { summary: 'kurz', decision: { own: 1500 } } });
    expect(typed.value.acceptBy).toBeLessThan(preview.acceptBy);
    expect(await lena.call('sync.status', {})).toMatchObject({ position: before.position, waiting: 0 });
    expect((await lena.view(caseId)).timeline).toHaveLength(2);
  });

  it('[Q8] an incomplete handover is refused with the missing fields, a complete one is sent with what the desk filled in', async () => {
    const [lena] = (await people(get, 'lena')) as [Person];
    const caseId = await opened(lena);
    const form = typedForm((await nowOf(lena)) + HOUR, 'lena');
    const { summary: _summary, question: _question, ...lacking } = form;
    const order = { reason: 'authority-exceeded', demanded: false, customerWaiting: true };
    const refusal = await lena.refused('escalate', caseId, { ...order, form: lacking });
    expect(refusal).toMatchObject({ code: 'form-incomplete', data: { fields: ['summary', 'question'], numbers: [4, 7] } });
    const sent = await lena.call('command.send', { type: 'escalate', caseId, data: { ...order, form }, body: {} } as never);
    await settled(lena);
    const view = await lena.view(caseId);
    // Whoever sent it is told where it went, not where a look before would have sent it.
    expect(sent).toMatchObject({ ok: true, value: { flight: view.row.flight } });
    expect(view.row.flight).toMatchObject({ team: 'tl-abrechnung' });
    expect(view.handover).toMatchObject({
      kind: 'hierarchical',
      to: { team: 'tl-abrechnung' },
      customerWaiting: true,
      form: { summary: form.summary, promises: form.promises, callback: { number: '+49 40 555 0134' }, decision: { own: 1500 } },
    });
    expect(view.promises).toMatchObject([{ what: 'Rückruf mit Ergebnis', by: 'lena', callback: true, outcome: 'open' }]);
    expect(view.row.holder.person).toBe('lena');
    expect(await lena.group('sent')).toContain(caseId);
    // What is chained holds nothing personal: the words stand in the body alone.
    const offered = view.timeline.find(({ type }) => type === 'handover-offered');
    expect(JSON.stringify(offered?.data)).not.toContain('zweimal abgebucht');
    expect(JSON.stringify(offered?.body)).toContain('zweimal abgebucht');
  });

  it('[Q9] the lead reads a handover without opening it, accepts by read-back, decides and answers', async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    const { caseId, handover } = await escalated(lena);
    const inbox = await murat.call('lead.inbox', { limit: 20 });
    const waiting = inbox.handovers.find(({ row }) => row.caseId === caseId);
    expect(waiting?.row).toMatchObject({ title: 'Doppelte Abbuchung März', customer: 'Karin Öztürk' });
    expect(waiting?.card).toMatchObject({
      reason: 'authority-exceeded',
      from: { person: 'lena' },
      form: {
        wish: { text: 'Erstattung und Gutschrift' },
        question: 'Gutschrift über 40 Euro freigeben?',
        recommendation: { verdict: 'grant' },
      },
    });
    expect(waiting?.card.facts.map(({ id }) => id)).toEqual(['situation', 'request', 'promise']);
    expect(waiting?.card.spoken.de).toContain('zweimal abgebucht');
    expect(await murat.refused('accept-handover', caseId, { handover, facts: ['situation'] })).toMatchObject({ code: 'read-back-missing' });
    await murat.send('accept-handover', caseId, { handover, facts: [] }, { readBack: 'Doppelbuchung, 40 Euro Gutschrift gewünscht' });
    expect((await murat.view(caseId)).errand).toMatchObject({ handover, from: { person: 'lena' } });
    await murat.send('decide', caseId, { decisionType: 'goodwill-credit', amount: 4000, reason: null, evidence: [] }, { text: 'Kulanz' });
    await murat.send('answer-escalation', caseId, { handover, outcome: 'granted' }, { text: '40 Euro genehmigt' });
    await settled(murat);
    const view = await lena.view(caseId);
    expect(view.row.holder.person).toBe('lena');
    expect(view.decisions).toMatchObject([{ decisionType: 'goodwill-credit', amount: 4000, by: 'murat', why: { verdict: 'within' } }]);
    expect(view.decisions[0]?.sentence.de).not.toBe('');
    expect(await lena.group('back')).toContain(caseId);
    expect((await murat.call('lead.inbox', { limit: 20 })).handovers.map(({ row }) => row.caseId)).not.toContain(caseId);
  });

  it('[Q10] the agent informs the customer, settles the promise, resolves and closes; the history tells it all', async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    const { caseId, handover } = await accepted(lena, murat);
    await murat.send('answer-escalation', caseId, { handover, outcome: 'refused' }, { text: 'Nicht möglich' });
    const promise = (await lena.view(caseId)).promises[0]!.promise;
    const close = { result: 'refused', informedAt: await nowOf(lena), deviated: false, avoidable: true, cause: 'authority-too-low' };
    expect((await lena.refused('close', caseId, close)).code).toBe('promises-open');
    await lena.send(
      'log-contact',
      caseId,
      { channel: 'phone', direction: 'out', reached: true, informed: true, call: null },
      { text: 'Ergebnis gesagt' },
    );
    await lena.send('settle-promise', caseId, { promise, outcome: 'kept', newDue: null });
    await lena.send('resolve', caseId, { result: 'refused' });
    await lena.send('close', caseId, close);
    await settled(lena);
    const view = await lena.view(caseId);
    expect(view.row.phase).toBe('closed');
    expect(view.timeline.map(({ type }) => type).toReversed()).toEqual([
      'case-opened',
      'handover-offered',
      'promise-made',
      'handover-accepted',
      'escalation-answered',
      'contact-logged',
      'promise-settled',
      'case-resolved',
      'case-closed',
    ]);
    expect(view.timeline.every(({ pending }) => !pending)).toBe(true);
    for (const group of ['mine', 'back', 'sent', 'promises']) expect(await lena.group(group)).not.toContain(caseId);
  });

  it("[Q12] a return names its deficiency and lies in the sender's list of what came back", async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    const { caseId, handover } = await escalated(lena);
    expect((await murat.refused('return-handover', caseId, { handover, deficiency: 'missing-field', field: null })).code).toBe(
      'deficiency-needs-field',
    );
    await murat.send('return-handover', caseId, { handover, deficiency: 'missing-field', field: 6 }, { text: 'Was wurde versucht?' });
    await settled(murat);
    expect(await lena.group('back')).toContain(caseId);
    const view = await lena.view(caseId);
    expect(view.row).toMatchObject({ holder: { person: 'lena' }, arrived: 'returned', flight: null });
    expect(view.timeline[0]).toMatchObject({ type: 'handover-returned', data: { deficiency: 'missing-field', field: 6 } });
  });

  it('[Q13] a question of the receiver comes back to the sender, and its answer stands on the card', async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    const { caseId, handover } = await escalated(lena);
    await murat.send('ask-query', caseId, { handover }, { text: 'Welches Konto?' });
    await settled(murat);
    expect(await lena.group('back')).toContain(caseId);
    const asked = (await lena.view(caseId)).handover!.queries;
    expect(asked).toMatchObject([{ text: 'Welches Konto?', answer: null }]);
    await lena.send('answer-query', caseId, { handover, query: asked[0]!.query }, { text: 'Das Girokonto' });
    await settled(lena);
    const inbox = await murat.call('lead.inbox', { limit: 20 });
    expect(inbox.handovers.find(({ row }) => row.caseId === caseId)?.card.queries).toMatchObject([
      { text: 'Welches Konto?', answer: 'Das Girokonto' },
    ]);
  });

  it('[Q22] what the form still owes is added after the call and read by the receiver, who keeps what he has read', async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    const { caseId, handover } = await escalated(lena);
    expect((await lena.view(caseId)).handover?.later).toContain('fallback');
    await lena.send('amend-handover', caseId, {
      handover,
      form: { fallback: [{ if: 'nicht erreichbar', then: 'E-Mail' }], summary: 'anders' },
    });
    await settled(lena);
    const card = (await murat.view(caseId)).handover;
    expect(card?.form).toMatchObject({ fallback: [{ then: 'E-Mail' }], summary: 'März zweimal abgebucht, Kundin wartet seit zwei Wochen' });
    expect(card?.later).not.toContain('fallback');
  });

  it('[Q25] a colleague of another team takes over sideways, and the giver keeps following the case', async () => {
    const [lena, jonas] = (await people(get, 'lena', 'jonas')) as [Person, Person];
    const caseId = await opened(lena);
    const { decision: _decision, ...typed } = typedForm((await nowOf(lena)) + HOUR, 'lena');
    const form = { ...typed, tried: [{ step: 'Buchung geprüft', result: 'in Ordnung', who: 'lena' }] };
    const order = { reason: 'technical-depth', demanded: false, customerWaiting: false, to: { team: 'stoerung', person: null } };
    expect((await lena.refused('offer-handover', caseId, { ...order, form, to: { team: 'leitung', person: null } })).code).toBe(
      'not-lateral',
    );
    await lena.send('offer-handover', caseId, { ...order, form });
    await settled(lena);
    const waiting = (await jonas.call('lead.inbox', { limit: 50 })).handovers.find(({ row }) => row.caseId === caseId);
    expect(waiting?.card).toMatchObject({ lateral: true, to: { team: 'stoerung' } });
    await jonas.send('accept-handover', caseId, { handover: waiting!.card.handover, facts: ['situation', 'request', 'promise'] });
    await settled(jonas);
    expect(await jonas.group('mine')).toContain(caseId);
    expect(await lena.group('followed')).toContain(caseId);
    await jonas.send('add-note', caseId, {}, { text: 'übernommen' });
    expect((await lena.view(caseId)).timeline[0]).toMatchObject({ type: 'note-added', by: { person: 'jonas' } });
  });
};
