// The journeys about authority: who is there, requests that are corrected, answered by deputies, emergencies, pictures, absences.
import { expect, it } from 'vitest';
import type { CallInput, DeskEvent } from '../../shared/api.ts';
import { opened, people } from './api-journeys.ts';
import { settled, signIn, type ApiUnderTest, type Person } from './api-people.ts';

type Get = () => ApiUnderTest;

const HOUR = 3_600_000;
const credit = (amount: number) => ({ decisionType: 'goodwill-credit', amount, reason: null, evidence: [] });

const askFor = async (lena: Person, caseId: string, amount: number, text = 'bitte'): Promise<string> => {
  await lena.send('ask-approval', caseId, { ...credit(amount), customerWaiting: true, recommendation: 'grant' }, { text });
  await settled(lena);
  return (await lena.view(caseId)).approvals.at(-1)!.approval;
};

const inbox = (person: Person) => person.call('lead.inbox', { limit: 100 });
const requestIn = async (person: Person, approval: string) => (await inbox(person)).approvals.find((row) => row.approval === approval);

export const authorityJourneys = (get: Get): void => {
  it('[Q26] who is there is told: signed in and at work; whoever would be asked and is there stands with the answer', async () => {
    const heard: DeskEvent[] = [];
    const stop = get().api.subscribe((event) => heard.push(event));
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    await expect
      .poll(() => heard.some((event) => event.type === 'changed' && event.lane === 'nordlicht' && event.topics.includes('presence')))
      .toBe(true);
    stop();
    const there = await lena.call('people.present', {});
    expect(there).toContainEqual(expect.objectContaining({ person: 'murat', tier: 3, teams: ['tl-abrechnung', 'abrechnung'] }));
    expect(there.map(({ person }) => person)).not.toContain('ruediger');
    const caseId = await opened(lena, 'M-ask');
    const answer = await murat.call('authority.ask', { caseId, wish: credit(50_000) });
    expect(answer).toMatchObject({ ok: true, value: { approver: { tier: 4, team: 'leitung', lead: 'helga', present: [] } } });
    const asked = await lena.call('authority.ask', { caseId, wish: credit(4_000) });
    expect(asked).toMatchObject({ ok: true, value: { approver: { team: 'tl-abrechnung', present: ['murat'] }, breakGlass: true } });
    // A screen that claims somebody else is there is not believed.
    await lena.send('ask-approval', caseId, { ...credit(4_000), customerWaiting: true, recommendation: null, present: ['helga'] });
    expect((await lena.view(caseId)).approvals.at(-1)).toMatchObject({ to: { team: 'tl-abrechnung', person: null } });
  });

  it('[Q27] a corrected request keeps its place, goes where its amount belongs, and can be taken back', async () => {
    const [lena, murat, helga] = (await people(get, 'lena', 'murat', 'helga')) as [Person, Person, Person];
    const caseId = await opened(lena, 'M-correct');
    const approval = await askFor(lena, caseId, 4_000, 'erst so');
    const before = (await requestIn(murat, approval))!;
    expect(before).toMatchObject({ corrected: 0, steps: 0, to: { tier: 3 }, mayAnswer: null });
    await lena.send('correct-approval', caseId, { approval, ...credit(20_000), recommendation: 'partly' }, { text: 'doch mehr' });
    await settled(lena);
    expect(await requestIn(murat, approval)).toBeUndefined();
    const moved = (await requestIn(helga, approval))!;
    expect(moved).toMatchObject({
      amount: 20_000,
      corrected: 1,
      text: 'doch mehr',
      recommendation: 'partly',
      to: { tier: 4, team: 'leitung' },
    });
    expect(moved.askedAt).toBe(before.askedAt);
    expect(moved.decideBy).toBeGreaterThanOrEqual(before.decideBy);
    await lena.send('withdraw-approval', caseId, { approval });
    await settled(lena);
    expect(await requestIn(helga, approval)).toBeUndefined();
    expect(await helga.refused('approve', caseId, { approval, amount: 20_000 })).toMatchObject({ code: 'approval-over' });
    expect((await lena.view(caseId)).approvals).toMatchObject([{ outcome: 'withdrawn', answeredBy: null }]);
  });

  it('[Q28] a deputy is asked by name, answers with the authority of the absent person, and both names stand with the decision', async () => {
    const [lena, murat, carla] = (await people(get, 'lena', 'murat', 'carla')) as [Person, Person, Person];
    const now = (await lena.call('host.info', {})).now;
    const away = { person: 'murat', deputy: 'carla', from: now - HOUR, until: now + HOUR, scope: null };
    const set = await murat.call('absence.set', away);
    if (!set.ok) throw new Error(set.refusal.code);
    try {
      const caseId = await opened(lena, 'M-deputy');
      const told = await lena.call('authority.ask', { caseId, wish: credit(4_000) });
      expect(told).toMatchObject({ ok: true, value: { approver: { tier: 3, person: 'carla', for: 'murat', present: ['carla'] } } });
      const approval = await askFor(lena, caseId, 4_000);
      expect(await requestIn(carla, approval)).toMatchObject({
        to: { team: 'tl-abrechnung', person: 'carla', for: 'murat' },
        mayAnswer: null,
      });
      await carla.send('approve', caseId, { approval, amount: 3_500 }, { text: 'in Vertretung' });
      await settled(carla);
      const view = await lena.view(caseId);
      expect(view.approvals[0]).toMatchObject({ outcome: 'given', answeredBy: { person: 'carla', for: 'murat', amount: 3_500 } });
      expect(view.decisions[0]).toMatchObject({ by: 'lena', approvedBy: 'carla', actingFor: 'murat', amount: 3_500 });
      expect(await requestIn(carla, approval)).toBeUndefined();
    } finally {
      expect(await murat.call('absence.end', { id: set.value.id })).toMatchObject({ ok: true, value: { endedBy: 'murat' } });
    }
  });

  it('[Q35] four eyes: the first agreement leaves the request open for another person; the decision names both', async () => {
    const [lena, helga, ruediger] = (await people(get, 'lena', 'helga', 'ruediger')) as [Person, Person, Person];
    const caseId = await opened(lena);
    const approval = await askFor(lena, caseId, 40_000);
    await helga.send('approve', caseId, { approval, amount: 40_000, corrected: 0 });
    await settled(helga);
    expect((await lena.view(caseId)).approvals[0]).toMatchObject({ outcome: 'open', seconded: { person: 'helga', amount: 40_000 } });
    expect(await helga.refused('approve', caseId, { approval, amount: 40_000 })).toMatchObject({ code: 'already-agreed' });
    await ruediger.send('approve', caseId, { approval, amount: 40_000, corrected: 0 });
    await settled(ruediger);
    expect((await lena.view(caseId)).decisions).toMatchObject([{ by: 'lena', agreedBy: 'helga', approvedBy: 'ruediger', amount: 40_000 }]);
  });

  it('[Q29] an emergency decision is told to the lead at once, with its words, until somebody else has looked at it', async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    const caseId = await opened(lena, 'M-glass');
    expect(await lena.refused('decide', caseId, { ...credit(4_000), breakGlass: true })).toMatchObject({ code: 'break-glass-needs-words' });
    await lena.send('decide', caseId, { ...credit(4_000), breakGlass: true }, { text: 'Kundin ohne Geld in der Apotheke' });
    await settled(lena);
    const found = async () => (await inbox(murat)).reviews.find((row) => row.caseId === caseId);
    const row = await found();
    expect(row).toMatchObject({
      customer: 'Mia Beispiel glass',
      text: 'Kundin ohne Geld in der Apotheke',
      mayReview: null,
      decision: { amount: 4_000, by: 'lena', review: { team: 'tl-abrechnung', outcome: null } },
    });
    expect((await inbox(murat)).causes).toMatchObject({ 'break-glass': 1 });
    expect((await inbox(lena)).reviews.filter((other) => other.caseId === caseId)).toEqual([]);
    const { decision } = row!.decision;
    expect(await lena.refused('review-decision', caseId, { decision, outcome: 'upheld' })).toMatchObject({ code: 'own-decision' });
    await murat.send('review-decision', caseId, { decision, outcome: 'follow-up' }, { text: 'bitte sprechen' });
    await settled(murat);
    expect(await found()).toBeUndefined();
    expect((await lena.view(caseId)).decisions[0]).toMatchObject({ review: { outcome: 'follow-up' } });
  });

  it('[Q30] several small credits of one customer are one picture: beside the next request, and for the lead', async () => {
    const [lena, murat, tim] = (await people(get, 'lena', 'murat', 'tim')) as [Person, Person, Person];
    const [first, second] = [await opened(lena, 'M-picture'), await opened(tim, 'M-picture')];
    expect((await inbox(murat)).pictures.map(({ customer }) => customer)).not.toContain('M-picture');
    await lena.send('decide', first, credit(1_000));
    await tim.send('decide', second, credit(900));
    await settled(tim);
    const shown = (await inbox(murat)).pictures.find(({ customer }) => customer === 'M-picture');
    expect(shown).toMatchObject({
      name: 'Mia Beispiel picture',
      count: 2,
      window: { days: 90 },
      sums: [{ ledger: 'goodwill', amount: 1_900, count: 2 }],
      closest: { decisionType: 'goodwill-credit', share: 100, cap: { rule: 'customer-count', used: 2, limit: 2, remaining: 0, ok: false } },
    });
    const [newest, older] = shown!.decisions;
    expect([newest, older]).toMatchObject([
      { by: 'tim', amount: 900, caseId: second },
      { by: 'lena', amount: 1_000, caseId: first },
    ]);
    expect(newest!.number).toBe((await lena.view(second)).row.number);
    const third = await opened(lena, 'M-picture');
    await askFor(lena, third, 1_200);
    expect((await lena.view(third)).approvals[0]).toMatchObject({ to: { tier: 4 }, picture: { customer: 'M-picture', count: 2 } });
    expect((await inbox(tim)).pictures).toEqual([]);
  });

  it('[Q31] why a decision was allowed is told with every cap as it stood, in both languages', async () => {
    const [lena] = (await people(get, 'lena')) as [Person];
    const caseId = await opened(lena, 'M-why');
    const wish = { ...credit(1_000), reason: 'outage', evidence: ['fault-ticket'] };
    const told = await lena.call('authority.ask', { caseId, wish });
    await lena.send('decide', caseId, wish);
    await settled(lena);
    const [decision] = (await lena.view(caseId)).decisions;
    expect(decision).toMatchObject({ reason: 'outage', evidence: ['fault-ticket'], actingFor: null, review: null, approvedBy: null });
    expect(decision!.why.verdict).toBe('within');
    expect(decision!.why.caps.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['per-decision', 'percent', 'customer-window']));
    expect(decision!.why.caps.every(({ ok }) => ok)).toBe(true);
    expect(decision!.why.seen).toMatchObject({ by: 'lena', bill: 3_999, online: true });
    if (!told.ok) throw new Error(told.refusal.code);
    expect(decision!.sentence).toEqual(told.value.sentence);
    expect(told.value.papers.every(({ given }) => given)).toBe(true);
  });
};

export const absenceJourneys = (get: Get): void => {
  const refusedFor = async (person: Person, change: Partial<CallInput<'absence.set'>>): Promise<string> => {
    const now = (await person.call('host.info', {})).now;
    const from = now + 100 * HOUR;
    const answer = await person.call('absence.set', { person: person.id, deputy: 'tim', from, until: from + HOUR, scope: null, ...change });
    return answer.ok ? 'set' : answer.refusal.code;
  };

  it('[Q32] everybody names his own deputy, a lead for his people, a manager for all; what makes no sense is refused', async () => {
    const [lena, murat, helga] = (await people(get, 'lena', 'murat', 'helga')) as [Person, Person, Person];
    expect(await refusedFor(lena, { person: 'tim', deputy: 'jonas' })).toBe('not-yours');
    expect(await refusedFor(murat, { person: 'ayse', deputy: 'piotr' })).toBe('not-yours');
    // Else a lead could lend himself what he does not have.
    expect(await refusedFor(murat, { person: 'helga', deputy: 'murat' })).toBe('not-yours');
    expect(await refusedFor(lena, { deputy: 'lena' })).toBe('deputy-self');
    expect(await refusedFor(lena, { deputy: 'nobody' })).toBe('unknown-person');
    expect(await refusedFor(lena, { deputy: 'import' })).toBe('unknown-person');
    expect(await refusedFor(helga, { person: 'nobody' })).toBe('unknown-person');
    expect(await refusedFor(lena, { scope: ['no-such-type'] })).toBe('unknown-code');
    expect(await refusedFor(lena, { until: 1 })).toBe('absence-order');
    expect(await refusedFor(lena, { until: Date.UTC(2099, 0, 1) })).toBe('absence-too-long');
    const rows = async () => (await lena.call('absence.list', {})).filter(({ from }) => from > 0);
    const before = (await rows()).length;
    expect(await refusedFor(lena, { scope: ['goodwill-credit'] })).toBe('set');
    expect(await refusedFor(murat, { person: 'tim', deputy: 'jonas' })).toBe('set');
    expect(await refusedFor(helga, { person: 'jonas', deputy: 'lena', scope: ['fee-waiver'] })).toBe('set');
    expect(await rows()).toHaveLength(before + 3);
    expect(await refusedFor(helga, { person: 'jonas', deputy: 'lena', scope: ['fee-waiver', 'goodwill-credit'] })).toBe('deputy-circle');
    const [own] = (await rows()).filter(({ person }) => person === 'lena');
    expect(own).toMatchObject({ deputy: 'tim', scope: ['goodwill-credit'], setBy: 'lena', endedAt: null });
    const tim = await signIn(get().api, 'nordlicht', 'tim');
    expect(await tim.call('absence.end', { id: own!.id })).toMatchObject({ ok: false, refusal: { code: 'not-yours' } });
    expect(await lena.call('absence.end', { id: own!.id })).toMatchObject({ ok: true, value: { endedBy: 'lena' } });
    expect(await lena.call('absence.end', { id: own!.id })).toMatchObject({ ok: false, refusal: { code: 'absence-over' } });
    expect(await lena.call('absence.end', { id: 'none' })).toMatchObject({ ok: false, refusal: { code: 'absence-unknown' } });
    expect(await refusedFor(helga, { person: 'jonas', deputy: 'lena', scope: ['goodwill-credit'] })).toBe('set');
  });

  it('[Q16] neither absences nor who is there, requests nor pictures are seen from another principal', async () => {
    const [lena] = (await people(get, 'lena')) as [Person];
    const maximilian = await signIn(get().api, 'seeblick', 'maximilian');
    const now = (await lena.call('host.info', {})).now;
    const set = await lena.call('absence.set', {
      person: 'lena',
      deputy: 'tim',
      from: now + 900 * HOUR,
      until: now + 901 * HOUR,
      scope: null,
    });
    if (!set.ok) throw new Error(set.refusal.code);
    expect(await maximilian.call('absence.list', {})).toEqual([]);
    expect(await maximilian.call('absence.end', { id: set.value.id })).toMatchObject({ ok: false, refusal: { code: 'absence-unknown' } });
    const foreign = { person: 'lena', deputy: 'maximilian', from: now, until: now + HOUR, scope: null };
    expect(await maximilian.call('absence.set', foreign)).toMatchObject({ ok: false, refusal: { code: 'unknown-person' } });
    const there = (await maximilian.call('people.present', {})).map(({ person }) => person);
    expect(there).toContain('maximilian');
    expect(there).not.toContain('lena');
    expect(await inbox(maximilian)).toMatchObject({ approvals: [], reviews: [], pictures: [] });
    expect((await lena.call('absence.list', {})).map(({ id }) => id)).toContain(set.value.id);
    await lena.call('absence.end', { id: set.value.id });
  });
};
