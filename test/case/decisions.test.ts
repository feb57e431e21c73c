// Decisions within authority, approvals above it.
import { describe, expect, it } from 'vitest';
import { command, given, happened, NOON } from '../given.ts';
import { accepted, asked, closed, offered, opened } from './story.ts';
import { HOUR } from '../../shared/kernel/time.ts';
import { TELECOM } from '../pack.ts';

const wish = (amount: number, decisionType = 'goodwill-credit', evidence = false) => ({ decisionType, amount, reason: null, evidence });
const grant = (...parts: Parameters<typeof wish>) => command('decide', wish(...parts), { id: 'd-1' });
const ask = (amount: number, decisionType = 'goodwill-credit', customerWaiting = false) =>
  command('ask-approval', { ...wish(amount, decisionType), customerWaiting, recommendation: 'grant' }, { id: 'a-1' });
const approve = (amount: number, approval = 'a-1') => command('approve', { approval, amount }, { id: 'd-1' });
const berger = { id: 'c-1', lastBill: 2000, staff: null };

describe('deciding', () => {
  it('[D1] grants within the holder’s authority and keeps why', () => {
    const state = given(opened())
      .when('lena', grant(1500))
      .then([
        'decision-made',
        {
          decision: 'd-1',
          ledger: 'goodwill',
          unit: 'money',
          amount: 1500,
          currency: 'EUR',
          customer: 'c-1',
          approval: null,
          standing: 'committed',
        },
      ]);
    expect(state?.decisions).toMatchObject([{ decision: 'd-1', by: 'lena', at: NOON, amount: 1500 }]);
    const { result } = given(opened()).when('lena', grant(1500));
    expect(result.ok && result.value[0]?.type === 'decision-made' && result.value[0].data.why).toMatchObject({
      verdict: 'within',
      pack: TELECOM.version,
      tier: 1,
    });
    given(opened()).when('tim', grant(100)).thenRefused('not-holder');
    given(opened(), closed()).when('lena', grant(100)).thenRefused('not-open');
  });
  it('[D2] refuses what is above with the rule that binds and the tier that may', () => {
    given(opened()).when('lena', grant(1501)).thenRefused('above-authority', {
      amount: 1501,
      rule: 'per-decision',
      limit: 1500,
      remaining: 1500,
      tier: 1,
      approverTier: 2,
      currency: 'EUR',
      unit: 'money',
    });
    given(opened()).when('lena', grant(1200), { customer: berger }).thenRefused('above-authority', { rule: 'percent', limit: 1000 });
  });
  it('[D3] refuses what nobody may grant', () => {
    given(opened()).when('lena', grant(99_999_999, 'fee-waiver')).thenRefused('never-allowed', { decisionType: 'fee-waiver' });
    given(opened()).when('lena', ask(99_999_999, 'fee-waiver')).thenRefused('never-allowed');
  });
  it('[D1] refuses nothing at all, and what the pack does not know', () => {
    given(opened()).when('lena', grant(0)).thenRefused('amount-missing', { decisionType: 'goodwill-credit' });
    given(opened()).when('lena', grant(1, 'yacht')).thenRefused('unknown-code', { list: 'decisions', code: 'yacht' });
  });
  it('[D10] is impossible on one’s own account', () => {
    const own = { customer: { ...berger, staff: 'lena' } };
    given(opened()).when('lena', grant(100), own).thenRefused('own-account', { customer: 'c-1' });
    given(opened()).when('lena', ask(4000), own).thenRefused('own-account');
    given(opened(), asked())
      .when('murat', approve(100), { customer: { ...berger, staff: 'murat' } })
      .thenRefused('own-account');
  });
  it('[D1] settles the question of the errand when its holder decides', () => {
    const state = given(opened(), offered(), accepted()).when('murat', grant(4000)).then(['decision-made', {}]);
    expect(state?.errands).toMatchObject([{ decided: true }]);
  });
});

describe('a reason', () => {
  it('[D12] is one of the pack, for whoever grants and for whoever asks', () => {
    const said = { reason: 'Frau Berger, 0221 123456' };
    for (const sent of [
      command('decide', { ...wish(1500), ...said }),
      command('ask-approval', { ...wish(4000), ...said, customerWaiting: false, recommendation: null }),
    ])
      given(opened()).when('lena', sent).thenRefused('unknown-code', { list: 'reasons' });
    given(opened())
      .when('lena', command('decide', { ...wish(1500), reason: 'authority-exceeded' }))
      .then(['decision-made', { reason: 'authority-exceeded' }]);
  });
});

describe('the question of an errand', () => {
  const over = [opened(), offered(), accepted()];
  it('[D13] is settled by the approval its holder asked for', () => {
    const state = given(...over, asked({ amount: 9000, to: { tier: 4, team: 'leitung' } }, 'murat'))
      .when('helga', approve(9000))
      .then(['approval-given', {}], ['decision-made', {}]);
    expect(state?.errands).toMatchObject([{ decided: true }]);
  });
  it('[D13] is not settled by one that was asked for before', () => {
    const state = given(...over, asked({ amount: 9000, to: { tier: 4, team: 'leitung' } }, 'lena'))
      .when('helga', approve(9000))
      .then(['approval-given', {}], ['decision-made', {}]);
    expect(state?.errands).toMatchObject([{ decided: false }]);
  });
});

describe('asking', () => {
  it('[D4] goes straight to the lowest tier that covers it, and the case stays', () => {
    const state = given(opened())
      .when('lena', ask(4000))
      .then(['approval-asked', { approval: 'a-1', to: { tier: 3, team: 'tl-abrechnung' }, decideBy: NOON + 4 * HOUR, amount: 4000 }]);
    expect(state).toMatchObject({ holder: { person: 'lena' }, approvals: [{ outcome: 'open', askedBy: 'lena' }] });
    given(opened())
      .when('lena', ask(20_000))
      .then(['approval-asked', { to: { tier: 4, team: 'leitung' } }]);
    given(opened({ category: 'fault' }))
      .when('lena', ask(4000))
      .then(['approval-asked', { to: { tier: 3, team: 'tl-technik' } }]);
  });
  it('[D4] counts seconds while the customer is on the line', () => {
    given(opened())
      .when('lena', ask(4000, 'goodwill-credit', true))
      .then(['approval-asked', { decideBy: NOON + 90_000, customerWaiting: true }]);
  });
  it('[D5] is not needed for what one may grant oneself', () => {
    given(opened()).when('lena', ask(1500)).thenRefused('within-authority', { limit: 1500, tier: 1 });
    given(opened()).when('tim', ask(4000)).thenRefused('not-holder');
  });
});

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
    given(opened(), asked()).when('ayse', approve(100)).thenRefused('not-approver', { tier: 3, team: 'tl-abrechnung' });
    given(opened(), asked()).when('helga', approve(4000)).then(['approval-given', {}], ['decision-made', {}]);
  });
  it('[D6] is never the requester’s', () => {
    given(opened(), asked({}, 'murat')).when('murat', approve(4000)).thenRefused('own-request', { approval: 'a-1' });
    given(opened(), asked({}, 'murat'))
      .when('murat', command('decline', { approval: 'a-1' }))
      .thenRefused('own-request');
  });
  it('[D8] answers one of several, once', () => {
    const state = given(...given2)
      .when('murat', command('decline', { approval: 'a-2' }))
      .then(['approval-declined', { approval: 'a-2' }]);
    expect(state?.approvals.map(({ outcome }) => outcome)).toEqual(['open', 'declined']);
    given(...given2, happened('approval-declined', { approval: 'a-2' }))
      .when('murat', approve(100, 'a-2'))
      .thenRefused('approval-over', { approval: 'a-2', outcome: 'declined' });
    given(...given2)
      .when('murat', approve(100, 'a-9'))
      .thenRefused('approval-unknown', { approval: 'a-9' });
    given(...given2)
      .when('murat', command('decline', { approval: 'a-9' }))
      .thenRefused('approval-unknown');
  });
  it('[D9] above the four-eyes line takes two of tier 4', () => {
    const large = { amount: 40_000, to: { tier: 4, team: 'leitung' } } as const;
    given(opened(), asked(large)).when('helga', approve(40_000)).thenRefused('above-authority', { rule: 'four-eyes', limit: 30_000 });
    given(opened(), asked(large, 'ruediger'))
      .when('helga', approve(40_000))
      .then(['approval-given', {}], ['decision-made', { amount: 40_000 }]);
  });
  it('[D11] is withdrawn by whoever asked', () => {
    const withdraw = command('withdraw-approval', { approval: 'a-1' });
    const state = given(opened(), asked())
      .when('lena', withdraw)
      .then(['approval-withdrawn', { approval: 'a-1' }]);
    expect(state?.approvals).toMatchObject([{ outcome: 'withdrawn' }]);
    given(opened(), asked()).when('tim', withdraw).thenRefused('not-asker', { askedBy: 'lena' });
    given(opened()).when('lena', withdraw).thenRefused('approval-unknown');
  });
});
