// Sideways and back again: a handover to a team that had the case before says why, and the leads are told.
import { expect, it } from 'vitest';
import { opened, people } from './api-journeys.ts';
import { settled, typedForm, type ApiUnderTest, type Person } from './api-people.ts';

type Get = () => ApiUnderTest;

const HOUR = 3_600_000;

export const backJourneys = (get: Get): void => {
  it('[Q50] a preview sideways names the team chosen; back to a former team needs a reason, which the receiver and the leads read', async () => {
    const [lena, jonas, murat, carla] = (await people(get, 'lena', 'jonas', 'murat', 'carla')) as [Person, Person, Person, Person];
    const caseId = await opened(lena);
    const now = (await lena.call('host.info', {})).now;
    const { decision: _decision, recommendation: _opinion, promises: _promises, ...typed } = typedForm(now + HOUR, 'lena');
    const form = { ...typed, tried: [{ step: 'Buchung geprüft', result: 'in Ordnung', who: 'lena' }] };
    const preview = async (person: Person, team: string) => {
      const to = { team, person: null };
      const asked = await person.call('escalation.preview', { caseId, reason: null, form: {}, customerWaiting: false, to });
      if (!asked.ok) throw new Error(asked.refusal.code);
      return asked.value;
    };
    expect(await preview(lena, 'stoerung')).toMatchObject({ row: null, to: { team: 'stoerung', tier: 1, lead: 'carla' }, former: false });
    const order = { reason: 'technical-depth', demanded: false, customerWaiting: false, form };
    await lena.send('offer-handover', caseId, { ...order, to: { team: 'stoerung', person: null } });
    const { handover } = (await lena.view(caseId)).handover!;
    await jonas.send('accept-handover', caseId, { handover, facts: ['situation', 'request', 'promise'] });
    await settled(jonas);
    const view = await jonas.view(caseId);
    expect(view.formerTeams).toEqual(['abrechnung']);
    // The reason is a matter of what is filled in, so the button stays open.
    expect(view.can['offer-handover']).toBeNull();
    expect(await preview(jonas, 'abrechnung')).toMatchObject({ to: { team: 'abrechnung' }, former: true });
    const back = { ...order, to: { team: 'abrechnung', person: null } };
    expect(await jonas.refused('offer-handover', caseId, back)).toMatchObject({
      code: 'former-team-needs-reason',
      data: { team: 'abrechnung' },
    });
    const code = (await jonas.call('pack.view', {})).formerTeam[0]!.id;
    await jonas.send('offer-handover', caseId, { ...back, again: code });
    await settled(jonas);
    const waiting = (await murat.call('lead.inbox', { limit: 100 })).handovers.find(({ row }) => row.caseId === caseId);
    expect(waiting?.card).toMatchObject({ pingPong: true, again: code, hop: 2, from: { person: 'jonas' } });
    for (const lead of [murat, carla]) {
      expect((await lead.view(caseId)).news.map(({ kind }) => kind)).toEqual(['ping-pong']);
      expect(await lead.group('back')).toContain(caseId);
    }
    expect((await jonas.view(caseId)).news).toEqual([]);
  });

  it('[Q57] what was returned stands in the next handover as it was typed, with what was found wanting, until it is on its way again', async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    const caseId = await opened(lena);
    const typed = typedForm((await lena.call('host.info', {})).now + HOUR, 'lena');
    const order = { reason: 'authority-exceeded', demanded: false, customerWaiting: false };
    const flying = async (): Promise<string> => (await lena.view(caseId)).handover!.handover;
    const next = async (form: object = {}) => {
      const asked = await lena.call('escalation.preview', { caseId, reason: null, form, customerWaiting: false });
      if (!asked.ok) throw new Error(asked.refusal.code);
      return asked.value;
    };
    await lena.send('escalate', caseId, { ...order, form: typed });
    const handover = await flying();
    await murat.send('return-handover', caseId, { handover, deficiency: 'unclear-field', field: 7 }, { text: 'Was genau?' });
    await settled(murat);

    const { summary, wish, question, decision, recommendation, nextStep } = typed;
    const prepared = await next();
    expect(prepared).toMatchObject({
      reason: 'authority-exceeded',
      missing: [],
      returned: { handover, deficiency: 'unclear-field', field: 'question' },
      form: { summary, wish, question, recommendation, nextStep },
    });
    expect(prepared.form.decision).toMatchObject({ type: decision!.type, amount: decision!.amount });
    // Its promises are the case's since they were given, and its deadline was that of another hour.
    expect(prepared.form.promises).toEqual({ none: true, rows: [] });
    expect((await next({ question: 'Darf ich 80 Euro gutschreiben?' })).form.question).toBe('Darf ich 80 Euro gutschreiben?');

    await lena.send('escalate', caseId, { ...order, form: { question: 'Darf ich 80 Euro gutschreiben?' } });
    await settled(lena);
    const second = await flying();
    expect((await murat.view(caseId)).handover?.form).toMatchObject({ summary, wish, question: 'Darf ich 80 Euro gutschreiben?' });
    await lena.send('withdraw-handover', caseId, { handover: second });
    expect((await next()).returned?.handover).toBe(handover);
    await lena.send('escalate', caseId, { ...order, form: {} });
    const third = await flying();
    await settled(lena);
    await murat.send('accept-handover', caseId, { handover: third, facts: ['situation', 'request', 'promise'] });
    await murat.send('answer-escalation', caseId, { handover: third, outcome: 'refused' }, { text: 'Nicht möglich' });
    await settled(murat);
    // It was answered since: nothing is left to be repaired.
    expect((await next()).returned).toBeUndefined();
  });
};
