// Two people work on one case at two desks without seeing each other (sync.md §2.12), over one real hub: what both wrote, closed and waited for.
import { describe, expect, it } from 'vitest';
import { clocksOf } from '../../shared/case/clocks.ts';
import { HOUR } from '../../shared/kernel/time.ts';
import { notes, says } from './desks.ts';
import { agreed, chairAt, eventsOf, FACTS, held, lostOf, meet, offers, offices, toldOf, type Offices } from './two-offices.ts';
import { TEAMS } from './writers.ts';

describe('accepting and withdrawing', () => {
  const race = async (first: 'accept' | 'withdraw') => {
    const at = await offices();
    const { lena, tim, all } = at;
    const caseId = await held(at);
    const handover = offers(at, caseId);
    await meet(...all);
    says(tim, 'accept-handover', caseId, { handover, facts: FACTS }, { readBack: 'verstanden' }, 'tim');
    says(lena, 'withdraw-handover', caseId, { handover }, { text: 'hat sich erledigt' });
    await meet(...(first === 'accept' ? [tim, lena] : [lena, tim]), ...all);
    return { at, caseId };
  };

  it('[C29] the acceptance first: the withdrawal comes too late, and its words stay in the history', async () => {
    const { at, caseId } = await race('accept');
    expect(at.lena.store.row(caseId)).toMatchObject({ holder: { person: 'tim' }, flight: null });
    expect(lostOf(at.lena, 'lena')).toMatchObject([{ code: 'handover-over' }]);
    const view = await (await chairAt(at, at.lena, 'lena'))('case.view', { caseId });
    const struck = view.ok ? view.value.timeline.filter(({ refusal }) => refusal !== null) : [];
    expect(struck).toMatchObject([{ type: 'withdraw-handover', body: { text: 'hat sich erledigt' } }]);
    expect(agreed(at, caseId)).toBe(true);
  });
  it('[C29] the withdrawal first: who accepted is told, and the case stays with its sender', async () => {
    const { at, caseId } = await race('withdraw');
    expect(at.tim.store.row(caseId)).toMatchObject({ holder: { person: 'lena' }, flight: null });
    expect([lostOf(at.lena, 'lena'), lostOf(at.tim, 'tim')]).toMatchObject([[], [{ code: 'handover-over' }]]);
    expect(agreed(at, caseId)).toBe(true);
  });
});

describe('what both wrote', () => {
  it('[C30] notes and marks of both are kept, in the order of the hub', async () => {
    const at = await offices();
    const { lena, tim, all } = at;
    const caseId = await held(at);
    const [hers, his] = [await chairAt(at, lena, 'lena'), await chairAt(at, tim, 'tim')];
    const mark = (marker: string) => ({ type: 'classify' as const, caseId, data: { markers: [marker] }, body: {} });
    expect(await hers('command.send', mark('law'))).toMatchObject({ ok: true });
    expect(await his('command.send', mark('press'))).toMatchObject({ ok: true });
    notes(lena, caseId, 'von Lena');
    notes(tim, caseId, 'von Tim', 'tim');
    await meet(tim, lena, ...all);
    expect(lena.store.currentState(caseId)?.markers).toEqual(['press', 'law']);
    expect((await toldOf(at, caseId, 'note-added')).flat()).toEqual(['tim', null, 'lena', null]);
    expect([lostOf(lena, 'lena'), lostOf(tim, 'tim')]).toEqual([[], []]);
    expect(agreed(at, caseId)).toBe(true);
  });

  it('[C25] of one value the last at the hub holds; the history shows both, and holder and author are asked', async () => {
    const at = await offices();
    const { lena, tim, all } = at;
    const caseId = await held(at);
    const [hers, his] = [await chairAt(at, lena, 'lena'), await chairAt(at, tim, 'tim')];
    const set = (urgency: string) => ({ type: 'classify' as const, caseId, data: { urgency }, body: {} });
    await hers('command.send', set('high'));
    await his('command.send', set('low'));
    await meet(lena, tim, ...all);
    const classified = (await eventsOf(at, caseId)).filter(({ type }) => type === 'case-classified');
    expect(classified.map(({ by, data }) => [by.person, data])).toMatchObject([
      ['lena', { urgency: 'high' }],
      ['tim', { urgency: 'low', unseen: { urgency: 'high' } }],
    ]);
    for (const chair of [hers, his]) {
      const view = await chair('case.view', { caseId });
      expect(view.ok && [view.value.urgency, view.value.news.map(({ kind }) => kind)]).toEqual(['low', ['both-changed']]);
    }
    expect(agreed(at, caseId)).toBe(true);
  });
});

describe('closing and what comes in', () => {
  const closing = async (say: (at: Offices, caseId: string) => void) => {
    const at = await offices();
    const { lena, tim, all, office } = at;
    const caseId = await held(at);
    const data = { result: 'solved', informedAt: office.clock.now, deviated: false, avoidable: false, cause: null };
    says(lena, 'close', caseId, data, { text: 'erledigt' });
    say(at, caseId);
    await meet(lena, tim, ...all);
    expect(agreed(at, caseId)).toBe(true);
    expect([lostOf(lena, 'lena'), lostOf(tim, 'tim')]).toEqual([[], []]);
    return lena.store.currentState(caseId);
  };

  it('[C31] a customer who got in touch brings the case back, a promise does as well, a note does not', async () => {
    const contact = { channel: 'phone', direction: 'in', reached: true, informed: false, call: null };
    const called = await closing(({ tim }, caseId) => void says(tim, 'log-contact', caseId, contact, { text: 'geht nicht' }, 'tim'));
    expect(called).toMatchObject({ phase: 'open', holder: { person: 'lena' }, reopened: 1, contacts: 2 });
    const promised = await closing(
      ({ tim, office }, caseId) =>
        void says(tim, 'make-promise', caseId, { due: office.clock.now + HOUR, by: 'tim', callback: false }, { what: 'Rückruf' }, 'tim'),
    );
    expect(promised).toMatchObject({ phase: 'open', promises: [{ by: 'tim', outcome: 'open' }] });
    const noted = await closing(({ tim }, caseId) => void notes(tim, caseId, 'Nachtrag', 'tim'));
    expect(noted).toMatchObject({ phase: 'closed', reopened: 0 });
  });
});

describe('clocks', () => {
  it('[C32] follow from what the hub accepted, in its order: the same at every desk, however late or early anybody told it', async () => {
    const at = await offices();
    const { lena, tim, murat, all, office } = at;
    const caseId = await held(at);
    const wait = { reason: 'evidence', until: null };
    says(murat, 'take-case', caseId, {}, {}, 'murat');
    says(murat, 'start-wait', caseId, wait, { text: 'fehlt noch' }, 'murat');
    office.clock.now += HOUR;
    says(lena, 'start-wait', caseId, wait, { text: 'Beleg fehlt' });
    office.clock.now += HOUR;
    const told = { channel: 'mail', direction: 'out', reached: true, informed: true, call: null };
    says(tim, 'log-contact', caseId, told, { text: 'Zwischenstand' }, 'tim');
    await meet(lena, murat, tim, ...all);
    const states = all.map(({ store }) => store.currentState(caseId)!);
    const [first, ...others] = states.map((state) => clocksOf(state, TEAMS, office.clock.now));
    for (const clocks of others) expect(clocks).toEqual(first);
    expect(states[0]?.wait).toMatchObject({ reason: 'evidence' });
    expect(agreed(at, caseId)).toBe(true);
  });
});
