// Answers to requests: yes, another amount, no; four eyes; deputies.
import { describe, expect, it } from 'vitest';
import type { EventData } from '../../shared/case/events.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { command, given, happened, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { asked, away, closed, customerOf, opened, to } from './story.ts';
import { approve, decline, pass, withdraw } from './wishes.ts';

const TOP = to(4, 'leitung');
const GIVEN = [['approval-given', {}] as const, ['decision-made', {}] as const];

describe('answering', () => {
  const given2 = [opened(), asked(), asked({ approval: 'a-2', amount: 5000 })];
  it('[D7] is the approver’s decision, also with another amount', () => {
    const state = given(opened(), asked())
      .when('murat', approve(2500))
      .then(
        ['approval-given', { approval: 'a-1', amount: 2500, decision: 'd-1' }],
        ['decision-made', { decision: 'd-1', approval: 'a-1', amount: 2500 }],
      );
    expect(state).toMatchObject({
      holder: { person: 'lena' },
      approvals: [{ outcome: 'given' }],
      decisions: [{ by: 'murat', amount: 2500 }],
    });
    given(opened(), asked()).when('murat', approve(7501)).thenRefused('above-authority', { tier: 3, limit: 7500, approverTier: 4 });
    given(opened(), asked()).when('murat', approve(0)).thenRefused('amount-missing');
    given(opened(), asked())
      .when('helga', approve(4000))
      .then(...GIVEN);
  });
  it('[D7] is open to the team that was asked and to any higher tier, to nobody else', () => {
    for (const person of ['ayse', 'tim', 'carla'])
      for (const sent of [approve(100), decline()])
        given(opened(), asked()).when(person, sent).thenRefused('not-approver', { tier: 3, team: 'tl-abrechnung' });
    // Of tier A: the principal's own people decide nothing inside the house.
    const roster = [...TELECOM.pack.roster, { id: 'pia', name: 'Pia', role: 'manager', tier: 'A', teams: ['auftraggeber'] }];
    given(opened(), asked())
      .when('pia', approve(100), { policy: telecomWith({ roster }) })
      .thenRefused('not-approver');
  });
  it('[D7] keeps the wish as it was asked', () => {
    const whole = { evidence: ['paper'], reason: 'billing-error', contract: 'V-77', toldAt: NOON - 2 * HOUR, terms: { days: 3 } };
    given(opened(), asked(whole))
      .when('murat', approve(4000), { customer: customerOf() })
      .then(['approval-given', {}], ['decision-made', whole]);
  });
  it('[D25] grants nothing in a case that another system has closed meanwhile, which a no or taking it back still ends', () => {
    const over = [opened(), asked(), closed()];
    given(...over)
      .when('murat', approve(4000))
      .thenRefused('not-open', { phase: 'closed' });
    given(...over)
      .when('murat', decline())
      .then(['approval-declined', {}]);
    given(...over)
      .when('lena', withdraw())
      .then(['approval-withdrawn', {}]);
  });
  it('[D6] is never the requester’s', () => {
    for (const sent of [approve(4000), decline(), pass()])
      given(opened(), asked({}, 'murat')).when('murat', sent).thenRefused('own-request', { approval: 'a-1' });
  });
  it('[D8] answers one of several, once', () => {
    const state = given(...given2)
      .when('murat', decline('a-2'))
      .then(['approval-declined', { approval: 'a-2' }]);
    expect(state?.approvals.map(({ outcome }) => outcome)).toEqual(['open', 'declined']);
    const over = happened('approval-declined', { approval: 'a-2' });
    for (const sent of [approve(100, 'a-2'), decline('a-2'), pass(1, null, 'a-2')])
      given(...given2, over)
        .when('murat', sent)
        .thenRefused('approval-over', { approval: 'a-2', outcome: 'declined' });
    for (const sent of [approve(100, 'a-9'), decline('a-9'), pass(1, null, 'a-9')])
      given(...given2)
        .when('murat', sent)
        .thenRefused('approval-unknown', { approval: 'a-9' });
  });
});

describe('deputies', () => {
  const lent = { absences: [away('murat', 'ayse')] };
  const via = ['murat', 'ayse'];
  it('[D20] answer with the absent person’s authority, both names recorded', () => {
    const state = given(opened(), asked())
      .when('ayse', approve(4000), lent)
      .then(['approval-given', { actingFor: { person: 'murat', via } }], ['decision-made', { actingFor: { person: 'murat', via } }]);
    expect(state?.decisions).toMatchObject([{ by: 'ayse' }]);
    given(opened(), asked())
      .when('ayse', decline(), lent)
      .then(['approval-declined', { actingFor: { person: 'murat', via } }]);
  });
  it('[D20] never go above the absent person', () => {
    given(opened(), asked()).when('ayse', approve(7501), lent).thenRefused('above-authority', { tier: 3, limit: 7500 });
  });
  it('[D20] answer in their own name what they may themselves', () => {
    const { result } = given(opened(), asked()).when('murat', approve(4000), { absences: [away('helga', 'murat')] });
    const made = result.ok && result.value[1]?.type === 'decision-made' ? result.value[1].data : null;
    expect(made).toMatchObject({ why: { tier: 3 } });
    expect(made?.actingFor).toBeUndefined();
    given(opened(), asked())
      .when('murat', approve(20_000), { absences: [away('helga', 'murat')] })
      .then(['approval-given', {}], ['decision-made', { actingFor: { person: 'helga', via: ['helga', 'murat'] } }]);
  });
  it('[D20] borrow the least authority that covers it, whoever stands first in the roster', () => {
    const policy = telecomWith({ roster: TELECOM.pack.roster.toReversed() });
    const both = { policy, absences: [away('helga', 'ayse'), away('murat', 'ayse')] };
    given(opened(), asked())
      .when('ayse', approve(4000), both)
      .then(['approval-given', { actingFor: { person: 'murat', via } }], ['decision-made', {}]);
    given(opened(), asked())
      .when('ayse', approve(20_000), both)
      .then(['approval-given', { actingFor: { person: 'helga', via: ['helga', 'ayse'] } }], ['decision-made', {}]);
  });
  it('[D20] answer while it lasts, and only what it covers', () => {
    const outside = [{ until: NOON }, { from: NOON + 1 }, { endedAt: NOON }, { scope: ['fee-waiver'] }];
    for (const changes of outside)
      given(opened(), asked({ to: to(3, 'tl-abrechnung', 'ayse', 'murat') }))
        .when('ayse', approve(4000), { absences: [away('murat', 'ayse', changes)] })
        .thenRefused('not-approver');
    given(opened(), asked())
      .when('ayse', approve(4000), { absences: [away('murat', 'ayse', { scope: ['goodwill-credit'] })] })
      .then(...GIVEN);
  });
  it('[D20] are never the requester’s own deputy, even with authority of their own', () => {
    for (const sent of [approve(4000), decline(), pass()])
      given(opened(), asked())
        .when('murat', sent, { absences: [away('lena', 'murat')] })
        .thenRefused('asker-stand-in', { approval: 'a-1', askedBy: 'lena' });
    given(opened(), asked({}, 'murat')).when('ayse', approve(4000), lent).thenRefused('asker-stand-in', { askedBy: 'murat' });
  });
  it('[D20] never answer what they asked themselves for somebody absent', () => {
    given(opened(), asked({}, 'ayse')).when('ayse', approve(4000), lent).thenRefused('own-request');
  });
  it('[D20] borrow nothing from who is related to the customer', () => {
    given(opened(), asked())
      .when('ayse', approve(4000), { ...lent, customer: customerOf({ relatives: ['murat'] }) })
      .thenRefused('not-approver');
    given(opened(), asked())
      .when('ayse', decline(), { ...lent, customer: customerOf({ relatives: ['ayse'] }) })
      .thenRefused('own-account', { relation: 'relative' });
  });
});

describe('four eyes', () => {
  const large = { amount: 40_000, to: TOP };
  const agreed = (changes: Partial<EventData['approval-seconded']> = {}, by = 'helga') =>
    happened('approval-seconded', { approval: 'a-1', amount: 40_000, to: TOP, decideBy: NOON + HOUR, ...changes }, { by, at: NOON });
  it('[D9] are complete where one of tier 4 asked and another one answers', () => {
    given(opened(), asked(large, 'ruediger'))
      .when('helga', approve(40_000))
      .then(['approval-given', {}], ['decision-made', { amount: 40_000 }]);
    const { result } = given(opened(), asked(large, 'ruediger')).when('helga', approve(40_000));
    expect(result.ok && result.value[1]?.data).toMatchObject({ why: { tier: 4, verdict: 'within' } });
    given(opened(), asked(large)).when('murat', approve(40_000)).thenRefused('not-approver');
  });
  it('[D9] are not complete above what was asked: whoever asked has not agreed to more', () => {
    given(opened(), asked(large, 'ruediger'))
      .when('helga', approve(40_001))
      .then(['approval-seconded', { amount: 40_001 }]);
    given(opened(), asked(large, 'ruediger'))
      .when('helga', approve(39_000))
      .then(...GIVEN);
  });
  it('[D21] are not two where one of them has named the other for somebody absent', () => {
    const named = (by: string) => ({ absences: [away('helga', 'ayse', { setBy: by })] });
    const standIn = happened(
      'approval-seconded',
      {
        approval: 'a-1',
        amount: 40_000,
        to: TOP,
        decideBy: NOON + HOUR,
        actingFor: { person: 'helga', via: ['helga', 'ayse'] },
      },
      { by: 'ayse', at: NOON },
    );
    // The other one named himself the deputy who asks, who answers after him, or who has answered before him.
    given(opened(), asked(large, 'ruediger')).when('ayse', approve(40_000), named('ruediger')).thenRefused('not-approver');
    given(opened(), asked(large), agreed({}, 'ruediger')).when('ayse', approve(40_000), named('ruediger')).thenRefused('not-approver');
    given(opened(), asked(large), standIn).when('ruediger', approve(40_000), named('ruediger')).thenRefused('already-agreed');
    for (const by of ['helga', 'murat']) {
      given(opened(), asked(large, 'ruediger'))
        .when('ayse', approve(40_000), named(by))
        .then(...GIVEN);
      given(opened(), asked(large), agreed({}, 'ruediger'))
        .when('ayse', approve(40_000), named(by))
        .then(...GIVEN);
      given(opened(), asked(large), standIn)
        .when('ruediger', approve(40_000), named(by))
        .then(...GIVEN);
    }
  });
  it('[D21] begin with one of tier 4; the request stays open for the others', () => {
    const state = given(opened(), asked(large))
      .when('helga', approve(40_000))
      .then(['approval-seconded', { approval: 'a-1', amount: 40_000, to: TOP, decideBy: NOON + 90_000 }]);
    expect(state).toMatchObject({
      decisions: [],
      approvals: [{ outcome: 'open', seconded: { person: 'helga', authority: 'helga', amount: 40_000 }, askedAt: NOON - MINUTE }],
    });
  });
  it('[D21] are completed by another person of tier 4 with the same amount', () => {
    const state = given(opened(), asked(large), agreed())
      .when('ruediger', approve(40_000))
      .then(['approval-given', { amount: 40_000 }], ['decision-made', { amount: 40_000 }]);
    expect(state?.decisions).toMatchObject([{ by: 'ruediger' }]);
    given(opened(), asked(large), agreed())
      .when('helga', approve(40_000))
      .thenRefused('already-agreed', { approval: 'a-1', amount: 40_000 });
  });
  it('[D21] begin anew with another amount', () => {
    const state = given(opened(), asked(large), agreed())
      .when('ruediger', approve(35_000))
      .then(['approval-seconded', { amount: 35_000 }]);
    expect(state?.approvals).toMatchObject([{ seconded: { person: 'ruediger', amount: 35_000 } }]);
    given(opened(), asked(large), agreed(), agreed({ amount: 35_000 }, 'ruediger'))
      .when('helga', approve(35_000))
      .then(['approval-given', { amount: 35_000 }], ['decision-made', {}]);
  });
  it('[D21] are not needed for an amount one may grant alone', () => {
    given(opened(), asked(large), agreed())
      .when('ruediger', approve(30_000))
      .then(...GIVEN);
  });
  it('[D29] answer the words that were read: a yes or no to a request corrected meanwhile is refused', () => {
    const corrected = happened('approval-corrected', {
      approval: 'a-1',
      decisionType: 'goodwill-credit',
      unit: 'money',
      amount: 2000,
      reason: null,
      evidence: [],
      recommendation: null,
      to: to(3, 'tl-abrechnung'),
      passedOver: [],
      why: { ...(asked().data as EventData['approval-asked']).why },
    });
    const story = given(opened(), asked(), corrected);
    for (const late of [
      command('approve', { approval: 'a-1', amount: 4000, corrected: 0 }),
      command('decline', { approval: 'a-1', corrected: 0 }),
    ])
      story.when('murat', late).thenRefused('corrected-meanwhile', { approval: 'a-1', amount: 2000 });
    story.when('murat', command('approve', { approval: 'a-1', amount: 2000, corrected: 1 }, { id: 'd-1' })).then(...GIVEN);
    const state = story
      .when('murat', command('decline', { approval: 'a-1', corrected: 1 }))
      .then(['approval-declined', { approval: 'a-1' }]);
    expect(state?.approvals).toMatchObject([{ outcome: 'declined', corrected: 1 }]);
  });
  it('[D21] begin anew when the request is corrected', () => {
    const corrected = happened('approval-corrected', {
      approval: 'a-1',
      decisionType: 'goodwill-credit',
      unit: 'money',
      amount: 40_000,
      reason: 'billing-error',
      evidence: [],
      recommendation: null,
      to: TOP,
      passedOver: [],
      why: { ...(asked().data as EventData['approval-asked']).why },
    });
    given(opened(), asked(large), agreed(), corrected).when('ruediger', approve(40_000)).then(['approval-seconded', {}]);
  });
  it('[D21] are two people with two authorities: a deputy of the first is not the second', () => {
    given(opened(), asked(large), agreed())
      .when('murat', approve(40_000), { absences: [away('helga', 'murat')] })
      .thenRefused('already-agreed');
    given(opened(), asked(large), agreed({ actingFor: { person: 'helga', via: ['helga', 'murat'] } }, 'murat'))
      .when('helga', approve(40_000))
      .thenRefused('already-agreed');
    given(opened(), asked(large), agreed())
      .when('murat', approve(40_000), { absences: [away('ruediger', 'murat')] })
      .then(['approval-given', { actingFor: { person: 'ruediger', via: ['ruediger', 'murat'] } }], ['decision-made', {}]);
  });
  it('[D21] put it to the others of the tier, or to the deputy of one who is absent', () => {
    given(opened(), asked(large))
      .when('helga', approve(40_000), { absences: [away('ruediger', 'carla')] })
      .then(['approval-seconded', { to: to(4, 'leitung', 'carla', 'ruediger') }]);
  });
  it('[D9] hold for money paid to another account', () => {
    const other = asked({ decisionType: 'refund-inside-policy', amount: 10_000, otherAccount: true, to: TOP });
    given(opened(), other).when('helga', approve(10_000)).then(['approval-seconded', {}]);
  });
  it('[D21] end with one no', () => {
    given(opened(), asked(large), agreed())
      .when('ruediger', decline())
      .then(['approval-declined', { approval: 'a-1' }]);
  });
});
