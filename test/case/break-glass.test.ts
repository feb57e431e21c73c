// Emergency decisions above one's authority: allowed by the pack, told in words, looked at by somebody else in time.
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../shared/case/commands.ts';
import type { CaseEvent, EventData } from '../../shared/case/events.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { tablesOf } from '../../shared/views/tables.ts';
import { after, command, given, happened, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { away, closed, customerOf, opened, WHY } from './story.ts';
import { grant } from './wishes.ts';

const DAY = 24 * HOUR;
const emergency = (amount: number, body: string | null = 'words', changes = {}) => grant(amount, { breakGlass: true, ...changes }, body);

const broken = (changes: Partial<EventData['decision-made']> = {}, by = 'lena') =>
  happened(
    'decision-made',
    {
      decision: 'd-1',
      decisionType: 'goodwill-credit',
      ledger: 'goodwill',
      unit: 'money',
      amount: 4000,
      currency: 'EUR',
      customer: 'c-1',
      reason: null,
      evidence: [],
      approval: null,
      standing: 'committed',
      why: WHY,
      review: { by: NOON + DAY, team: 'tl-abrechnung' },
      ...changes,
    },
    { by },
  );
const look = (outcome: 'upheld' | 'follow-up' = 'upheld') => command('review-decision', { decision: 'd-1', outcome });

describe('an emergency', () => {
  it('[D23] is granted above one’s authority, with who must look at it by when', () => {
    const state = given(opened())
      .when('lena', emergency(4000))
      .then(['decision-made', { amount: 4000, review: { by: NOON + DAY, team: 'tl-abrechnung' } }]);
    const { result } = given(opened()).when('lena', emergency(4000));
    expect(result.ok && result.value[0]?.data).toMatchObject({ why: { verdict: 'needs-approval', tier: 1 } });
    expect(state?.decisions).toMatchObject([{ review: { outcome: null } }]);
  });
  it('[D23] is a lead’s to look at, even where a specialist could have granted it', () => {
    given(opened({ category: 'fault' }))
      .when('lena', emergency(2000))
      .then(['decision-made', { review: { by: NOON + DAY, team: 'tl-technik' } }]);
  });
  it('[D23] is an ordinary decision within one’s authority', () => {
    const { result } = given(opened()).when('lena', emergency(1500, null));
    expect(result.ok && result.value[0]?.type === 'decision-made' && result.value[0].data.review).toBeUndefined();
  });
  it('[D23] exists only for tiers, types and amounts the pack names', () => {
    const forbidden = { decisionType: 'goodwill-credit', tier: 1 };
    given(opened()).when('lena', emergency(5001)).thenRefused('break-glass-forbidden', forbidden);
    given(opened())
      .when('lena', emergency(1100, 'words', { decisionType: 'fee-waiver' }))
      .thenRefused('break-glass-forbidden', { decisionType: 'fee-waiver' });
    const rules = { ...TELECOM.pack.authority, breakGlass: { ...TELECOM.pack.authority.breakGlass!, tiers: [2] } };
    given(opened())
      .when('lena', emergency(4000), { policy: telecomWith({ authority: rules }) })
      .thenRefused('break-glass-forbidden', forbidden);
    const none = { ...TELECOM.pack.authority, breakGlass: undefined };
    given(opened())
      .when('lena', emergency(4000), { policy: telecomWith({ authority: none }) })
      .thenRefused('break-glass-forbidden', forbidden);
  });
  it('[D23] needs words', () => {
    given(opened()).when('lena', emergency(4000, null)).thenRefused('break-glass-needs-words');
    expect(COMMANDS.decide.body.safeParse({ text: ' ' }).success).toBe(false);
  });
  it('[D23] opens neither one’s own account nor what nobody may grant', () => {
    given(opened())
      .when('lena', emergency(4000), { customer: customerOf({ staff: 'lena' }) })
      .thenRefused('own-account');
    const capped = TELECOM.pack.decisions.map((type) => (type.id === 'goodwill-credit' ? { ...type, ceiling: 3500 } : type));
    given(opened())
      .when('lena', emergency(4000), { policy: telecomWith({ decisions: capped }) })
      .thenRefused('never-allowed');
  });
});

describe('looking at it', () => {
  it('[D24] is done once, by somebody of that team or above', () => {
    for (const person of ['murat', 'helga']) {
      const state = given(opened(), broken())
        .when(person, look('follow-up'))
        .then(['decision-reviewed', { decision: 'd-1', outcome: 'follow-up' }]);
      expect(state?.decisions).toMatchObject([{ review: { outcome: 'follow-up' } }]);
    }
    given(opened(), broken(), happened('decision-reviewed', { decision: 'd-1', outcome: 'upheld' }, { by: 'murat' }))
      .when('helga', look())
      .thenRefused('review-over', { decision: 'd-1' });
    given(opened(), broken({ review: null }))
      .when('murat', look())
      .thenRefused('review-over');
    given(opened()).when('murat', look()).thenRefused('decision-unknown', { decision: 'd-1' });
    for (const person of ['tim', 'ayse', 'carla'])
      given(opened(), broken()).when(person, look()).thenRefused('not-approver', { tier: 3, team: 'tl-abrechnung' });
  });
  it('[D24] is never done by whoever decided it, nor by his deputy, nor on one’s own account', () => {
    given(opened(), broken({}, 'murat')).when('murat', look()).thenRefused('own-decision', { decision: 'd-1' });
    given(opened(), broken())
      .when('murat', look(), { absences: [away('lena', 'murat')] })
      .thenRefused('own-decision');
    given(opened(), broken())
      .when('murat', look(), { customer: customerOf({ relatives: ['murat'] }) })
      .thenRefused('own-account', { relation: 'relative' });
  });
  it('[D24] is not done by whom its decider named as the lead’s deputy', () => {
    given(opened(), broken())
      .when('carla', look(), { absences: [away('murat', 'carla', { setBy: 'lena' })] })
      .thenRefused('not-approver');
  });
  it('[D24] is done by the deputy of an absent lead', () => {
    given(opened(), broken())
      .when('carla', look(), { absences: [away('murat', 'carla')] })
      .then(['decision-reviewed', {}]);
  });
  it('[D24] stays on the lead’s list when the case is closed, until it is done', () => {
    const words = { title: 'x', hint: null };
    const listsOf = (...events: readonly CaseEvent[]) => tablesOf(after(...events), TELECOM, words, false)?.lists;
    const place = { list: 'reviews:tl-abrechnung', due: NOON + DAY, caseId: 'case-1' };
    expect(listsOf(opened(), broken())).toContainEqual(place);
    expect(listsOf(opened(), broken(), closed(NOON - MINUTE))).toEqual([place]);
    const done = happened('decision-reviewed', { decision: 'd-1', outcome: 'upheld' }, { by: 'murat' });
    expect(listsOf(opened(), broken(), closed(NOON - MINUTE), done)).toEqual([]);
    given(opened(), broken(), closed(NOON - MINUTE))
      .when('murat', look())
      .then(['decision-reviewed', {}]);
  });
});
