// Two people take one case at two desks without seeing each other (sync.md §2.12), over one real hub: who has it, and what of the other's work stands.
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../shared/kernel/time.ts';
import { LANE, notes, says } from './desks.ts';
import { wellBeside } from './forged.ts';
import { createHubDesk } from './hub-desks.ts';
import { agreed, chairAt, FACTS, held, lostOf, meet, offers, offices, queued, toldOf } from './two-offices.ts';

const goodwill = (amount: number) => ({ decisionType: 'goodwill-credit', amount, reason: null, evidence: [] });
describe('two who take one case', () => {
  it('[C26] the first at the hub has it; the other is told who, keeps his words, and finds that once on his list', async () => {
    const at = await offices();
    const { lena, tim, all, office } = at;
    const caseId = await queued(at);
    says(tim, 'take-case', caseId, {}, {}, 'tim');
    notes(tim, caseId, 'Kunde hat zwei Router', 'tim');
    says(lena, 'take-case', caseId);
    expect([lena, tim].map(({ store }) => store.row(caseId)?.holder.person)).toEqual(['lena', 'tim']);
    await meet(lena, tim, ...all);
    expect(await toldOf(at, caseId, 'case-taken')).toEqual([['lena', null]]);
    expect(await toldOf(at, caseId, 'note-added')).toEqual([['tim', null]]);
    expect([lostOf(lena, 'lena'), lostOf(tim, 'tim')]).toMatchObject([[], [{ code: 'already-taken', data: { holder: 'lena' } }]]);
    expect(agreed(at, caseId)).toBe(true);
    // Whoever starts anew finds it still there, and not twice.
    const again = createHubDesk(office, ['tim'], { store: tim.store });
    await meet(again);
    expect(lostOf(again, 'tim').map(({ code }) => code)).toEqual(['already-taken']);
    await wellBeside(office, ...all);
  });

  it('[C26] of many the first at the hub alone has it, and every other one is told', async () => {
    const at = await offices();
    const caseId = await queued(at);
    const crowd = Array.from({ length: 8 }, () => createHubDesk(at.office, ['lena', 'tim']));
    await meet(...crowd);
    crowd.forEach((desk, index) => says(desk, 'take-case', caseId, {}, {}, index % 2 === 0 ? 'tim' : 'lena'));
    await meet(...crowd.toReversed());
    expect(await toldOf(at, caseId, 'case-taken')).toEqual([['lena', null]]);
    const lost = crowd.flatMap((desk) => [...lostOf(desk, 'lena'), ...lostOf(desk, 'tim')].map(({ code }) => code));
    // Lena herself is told that she has it already.
    expect(lost.toSorted()).toEqual([...Array<string>(3).fill('already-holder'), ...Array<string>(4).fill('already-taken')]);
  });

  it('[C26] two who accept one handover: the second is told who was first', async () => {
    const at = await offices();
    const { tim, all, office } = at;
    const caseId = await held(at);
    const handover = offers(at, caseId);
    const jonas = createHubDesk(office, ['jonas']);
    await meet(...all, jonas);
    for (const [desk, person] of [[tim, 'tim'] as const, [jonas, 'jonas'] as const])
      says(desk, 'accept-handover', caseId, { handover, facts: FACTS }, {}, person);
    await meet(jonas, tim, ...all);
    expect(await toldOf(at, caseId, 'handover-accepted')).toEqual([['jonas', null]]);
    expect(lostOf(tim, 'tim')).toMatchObject([{ code: 'already-taken', data: { holder: 'jonas' } }]);
    expect(agreed(at, caseId)).toBe(true);
  });

  it('[C26] a decision under a lost claim: told within authority it stands and is flagged, above it is refused', async () => {
    const at = await offices();
    const { lena, tim, all } = at;
    const caseId = await queued(at);
    says(tim, 'take-case', caseId, {}, {}, 'tim');
    says(tim, 'decide', caseId, goodwill(1000), { text: 'zugesagt' }, 'tim');
    says(lena, 'take-case', caseId);
    says(lena, 'decide', caseId, goodwill(1500), { text: 'zugesagt' });
    await meet(lena, tim, ...all);
    // Both told it to one customer: the second goodwill stands beside the first, for somebody to look at.
    expect(await toldOf(at, caseId, 'decision-made')).toEqual([
      ['lena', null],
      ['tim', 'not-holder'],
    ]);
    expect(lostOf(tim, 'tim').map(({ code }) => code)).toEqual(['already-taken']);
    expect(agreed(at, caseId)).toBe(true);
    await wellBeside(at.office, ...all);
  });
});

describe('taking with a hub in reach', () => {
  const take = (caseId: string) => ({ type: 'take-case' as const, caseId, data: {}, body: {} });

  it('[C27] waits for its word: the loser is refused with who has it, and nothing of it is left to follow up', async () => {
    const at = await offices();
    const { lena, tim } = at;
    const caseId = await queued(at);
    const [hers, his] = [await chairAt(at, lena, 'lena'), await chairAt(at, tim, 'tim')];
    expect(await hers('command.send', take(caseId))).toMatchObject({ ok: true, value: { caseId } });
    const answer = await his('command.send', take(caseId));
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'already-taken', data: { holder: 'lena' } } });
    expect(await his('refused.list', {})).toEqual([]);
    const view = await his('case.view', { caseId });
    expect(view.ok && view.value.timeline.filter(({ refusal }) => refusal !== null).map(({ type }) => type)).toEqual(['take-case']);
    expect(view.ok && [view.value.row.holder.person, view.value.row.tentative]).toEqual(['lena', undefined]);
  });

  it('[C27] without one it is tentative, and says so until the hub has spoken; who was late finds it on his list', async () => {
    const at = await offices();
    const { lena, tim } = at;
    const caseId = await queued(at);
    const his = await chairAt(at, tim, 'tim');
    tim.line.isDead = true;
    const sent = await his('command.send', take(caseId));
    expect(sent).toMatchObject({ ok: true, value: { tentative: true } });
    const mine = async () => (await his('queue.list', { limit: 9 })).find(({ group }) => group === 'mine')?.rows[0];
    expect(await mine()).toMatchObject({ caseId, tentative: true, pending: true });
    says(lena, 'take-case', caseId);
    await meet(lena);
    tim.line.isDead = false;
    await meet(tim);
    expect(await mine()).toBeUndefined();
    expect(await his('refused.list', {})).toMatchObject([{ type: 'take-case', refusal: { code: 'already-taken' } }]);
  });

  it('[C27] a hub that does not answer in time is not waited for', async () => {
    const at = await offices();
    const caseId = await queued(at);
    const slow = createHubDesk(at.office, ['tim'], {
      wire: (transport) => ({ ...transport, push: () => new Promise<never>(() => undefined) }),
    });
    await slow.engine.sync();
    const his = await chairAt(at, slow, 'tim');
    const sent = his('command.send', take(caseId));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(slow.timers.due.map(({ delay }) => delay)).toContain(2_000);
    slow.timers.due.find(({ delay }) => delay === 2_000)?.work();
    expect(await sent).toMatchObject({ ok: true, value: { tentative: true } });
  });
});

describe('a case that is checked out', () => {
  const out = (caseId: string, until: number) => ({
    type: 'check-out' as const,
    caseId,
    data: { until },
    body: { place: 'Filiale Mitte' },
  });

  it('[C28] is a certainty: only with the hub, seen by all, and who comes late is told who has it and until when', async () => {
    const at = await offices();
    const { lena, tim, office, all } = at;
    const caseId = await queued(at);
    const until = office.clock.now + 3 * DAY;
    const hers = await chairAt(at, lena, 'lena');
    lena.line.isDead = true;
    expect(await hers('command.send', out(caseId, until))).toMatchObject({ ok: false, refusal: { code: 'hub-needed' } });
    expect(lena.store.outboxCount(LANE)).toBe(0);
    lena.line.isDead = false;
    says(tim, 'take-case', caseId, {}, {}, 'tim');
    const contact = { channel: 'phone', direction: 'in', reached: true, informed: false, call: null };
    says(tim, 'log-contact', caseId, contact, { text: 'rief an' }, 'tim');
    expect(await hers('command.send', out(caseId, until))).toEqual({
      ok: true,
      value: { command: expect.any(String) as string, caseId, position: null },
    });
    await meet(tim, ...all);
    expect(lostOf(tim, 'tim')).toMatchObject([{ code: 'checked-out', data: { by: 'lena', until } }]);
    expect(await toldOf(at, caseId, 'contact-logged')).toEqual([['tim', null]]);
    const his = await chairAt(at, tim, 'tim');
    const view = await his('case.view', { caseId });
    expect(view.ok && view.value).toMatchObject({
      row: { checkedOut: { by: 'lena', until } },
      checkOut: { by: 'lena', until, place: 'Filiale Mitte' },
      can: { 'take-case': { code: 'checked-out' }, 'add-note': null },
    });
    office.clock.now = until;
    says(at.murat, 'take-case', caseId, {}, {}, 'murat');
    await meet(...all);
    expect(lostOf(at.murat, 'murat')).toEqual([]);
    expect(agreed(at, caseId)).toBe(true);
  });

  it('[C28] overridden meanwhile: what was told the customer is flagged, the rest refused, and whoever was out is told by whom', async () => {
    const at = await offices();
    const { lena, murat, office, all } = at;
    const caseId = await held(at);
    says(lena, 'check-out', caseId, { until: office.clock.now + 3 * DAY }, { place: 'Filiale Mitte' });
    await meet(...all);
    says(murat, 'override-check-out', caseId, {}, { text: 'Kunde ist am Telefon' }, 'murat');
    await meet(murat);
    office.clock.now += HOUR;
    const decided = says(lena, 'decide', caseId, goodwill(1000), { text: 'zugesagt' }).command;
    says(lena, 'start-wait', caseId, { reason: 'evidence', until: null }, { text: 'wartet' });
    notes(lena, caseId, 'war beim Kunden');
    await meet(lena, ...all);
    expect(await toldOf(at, caseId, 'decision-made')).toEqual([['lena', 'overridden-check-out']]);
    expect(lena.store.outcome(decided)?.verdict).toBe('accepted-with-exception');
    expect(await toldOf(at, caseId, 'note-added')).toEqual([['lena', null]]);
    expect(lostOf(lena, 'lena')).toMatchObject([{ code: 'overridden-check-out', data: { by: 'murat' } }]);
    expect(lena.store.row(caseId)?.holder.person).toBe('murat');
    await wellBeside(office, ...all);
  });

  it('[C28] the one who had it is told in his list as soon as he hears of it', async () => {
    const at = await offices();
    const { lena, murat, office, all } = at;
    const caseId = await held(at);
    says(lena, 'check-out', caseId, { until: office.clock.now + DAY });
    await meet(...all);
    says(murat, 'override-check-out', caseId, {}, { text: 'Kunde ist am Telefon' }, 'murat');
    await meet(murat, lena);
    const hers = await chairAt(at, lena, 'lena');
    const back = (await hers('queue.list', { limit: 9 })).find(({ group }) => group === 'back');
    expect(back?.rows).toMatchObject([{ caseId, told: ['check-out-overridden'] }]);
    const view = await hers('case.view', { caseId });
    expect(view.ok && view.value.news).toMatchObject([{ kind: 'check-out-overridden', by: 'murat' }]);
  });
});
