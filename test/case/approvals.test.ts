// Requests above one's authority: where they go, how they are corrected and taken back.
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { command, given, happened, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { accepted, asked, away, customerOf, HELGA, MURAT, offered, opened, to } from './story.ts';
import { approve, ask, correct, withdraw } from './wishes.ts';

const TL = to(3, 'tl-abrechnung');
const TOP = to(4, 'leitung');
const LATER = NOON + 48 * HOUR;

describe('asking', () => {
  it('[D4] goes straight to the lowest tier that covers it, and the case stays', () => {
    const state = given(opened())
      .when('lena', ask(4000))
      .then(['approval-asked', { approval: 'a-1', to: TL, decideBy: NOON + 4 * HOUR, expiresAt: LATER, amount: 4000, passedOver: [] }]);
    expect(state).toMatchObject({ holder: { person: 'lena' }, approvals: [{ outcome: 'open', askedBy: 'lena', askedAt: NOON }] });
    given(opened())
      .when('lena', ask(20_000))
      .then(['approval-asked', { to: TOP }]);
    given(opened({ category: 'fault' }))
      .when('lena', ask(4000))
      .then(['approval-asked', { to: to(3, 'tl-technik') }]);
  });
  it('[D4] counts seconds while the customer is on the line', () => {
    given(opened())
      .when('lena', ask(4000, { customerWaiting: true }))
      .then(['approval-asked', { decideBy: NOON + 90_000, customerWaiting: true }]);
  });
  it('[D5] is not needed for what one may grant oneself', () => {
    given(opened()).when('lena', ask(1500)).thenRefused('within-authority', { limit: 1500, tier: 1 });
    given(opened()).when('tim', ask(4000)).thenRefused('not-holder');
    given(opened()).when('lena', ask(0)).thenRefused('amount-missing');
  });
  it('[D4] finds nobody where no tier above has a team', () => {
    const teams = TELECOM.pack.teams.filter(({ tier }) => tier !== 4);
    const policy = { ...TELECOM, pack: { ...TELECOM.pack, teams, matrix: TELECOM.pack.matrix.filter(({ to: { tier } }) => tier !== 4) } };
    given(opened()).when('lena', ask(20_000), { policy }).thenRefused('no-approver', { tier: 4 });
  });
  it('[D19] ends by the pack’s time, and is due before', () => {
    const authority = { ...TELECOM.pack.authority, expiry: { minutes: 30 } };
    given(opened())
      .when('lena', ask(4000), { policy: telecomWith({ authority }) })
      .then(['approval-asked', { expiresAt: NOON + 30 * MINUTE, decideBy: NOON + 30 * MINUTE }]);
  });
});

describe('the place a request goes to', () => {
  it('[D16] is the lowest covering tier with somebody there; who was passed over is recorded', () => {
    const absent = { tier: 3, team: 'tl-abrechnung', why: 'absent' } as const;
    given(opened())
      .when('lena', ask(4000, { present: ['tim', 'helga'] }))
      .then(['approval-asked', { to: TOP, passedOver: [absent] }]);
    given(opened())
      .when('lena', ask(4000, { present: ['murat', 'helga'] }))
      .then(['approval-asked', { to: TL, passedOver: [] }]);
    given(opened())
      .when('lena', ask(2000, { present: ['helga'] }))
      .then(['approval-asked', { to: TOP, passedOver: [{ tier: 2, team: 'technik', why: 'absent' }, absent] }]);
  });
  it('[D16] counts only those of the team who stand high enough', () => {
    // carla is there, but of another team; tim sits in his lead's first team and not at its tier.
    given(opened())
      .when('lena', ask(4000, { present: ['carla', 'tim', 'helga'] }))
      .then(['approval-asked', { to: TOP }]);
    // Of the specialists nobody is there but their lead, who may.
    given(opened())
      .when('lena', ask(2000, { present: ['carla'] }))
      .then(['approval-asked', { to: to(2, 'technik') }]);
  });
  it('[D16] is a deputy who is there, of somebody of that team who is absent', () => {
    const world = { absences: [away('murat', 'carla')] };
    const deputy = to(3, 'tl-abrechnung', 'carla', 'murat');
    given(opened())
      .when('lena', ask(4000, { present: ['carla', 'helga'] }), world)
      .then(['approval-asked', { to: deputy, passedOver: [] }]);
    given(opened())
      .when('lena', ask(4000), world)
      .then(['approval-asked', { to: deputy }]);
    given(opened())
      .when('lena', ask(4000, { present: ['helga'] }), world)
      .then(['approval-asked', { to: TOP }]);
  });
  it('[D16] is nobody’s deputy out of scope, after his time, in a circle, or who asked himself', () => {
    const skipped = (changes: Parameters<typeof away>[2], deputy = 'carla') =>
      given(opened())
        .when('lena', ask(4000), { absences: [away('murat', deputy, changes)] })
        .then(['approval-asked', { to: TOP }]);
    skipped({ scope: ['fee-waiver'] });
    skipped({}, 'lena');
    given(opened())
      .when('lena', ask(4000), { absences: [away('murat', 'carla'), away('carla', 'murat')] })
      .then(['approval-asked', { to: TOP }]);
    for (const ended of [{ until: NOON }, { endedAt: NOON }, { from: NOON + 1 }])
      given(opened())
        .when('lena', ask(4000), { absences: [away('murat', 'carla', ended)] })
        .then(['approval-asked', { to: TL }]);
  });
  it('[D16] follows a chain of deputies to who is there', () => {
    given(opened())
      .when('lena', ask(4000), { absences: [away('murat', 'carla'), away('carla', 'piotr')] })
      .then(['approval-asked', { to: to(3, 'tl-abrechnung', 'piotr', 'murat') }]);
  });
  it('[D16] is never a deputy whom the requester has named for somebody else', () => {
    const absences = [away('murat', 'carla', { setBy: 'lena' })];
    given(opened())
      .when('lena', ask(4000, { present: ['carla', 'helga'] }), { absences })
      .then(['approval-asked', { to: to(4, 'leitung') }]);
  });
  it('[D16] is never the requester’s own deputy, nor whoever is related to the customer', () => {
    given(opened())
      .when('lena', ask(4000), { absences: [away('lena', 'murat')] })
      .then(['approval-asked', { to: TOP }]);
    given(opened())
      .when('lena', ask(4000), { customer: customerOf({ relatives: ['murat'] }) })
      .then(['approval-asked', { to: TOP }]);
  });
  it('[D16] is the lowest tier’s team where nobody is anywhere', () => {
    given(opened())
      .when('lena', ask(4000, { present: [] }))
      .then(['approval-asked', { to: TL, passedOver: [{ tier: 4, team: 'leitung', why: 'absent' }] }]);
  });
  it('[D16] is another one of tier 4 where tier 4 asks for a second pair of eyes', () => {
    const state = given(opened({ holder: HELGA }))
      .when('helga', ask(40_000, { present: ['helga', 'ruediger'] }))
      .then(['approval-asked', { to: TOP }]);
    expect(state?.approvals).toMatchObject([{ askedBy: 'helga' }]);
  });
});

describe('correcting', () => {
  const before = [opened(), asked()];
  it('[D17] keeps the place in the line and the end, whatever is corrected', () => {
    const state = given(...before)
      .when('lena', correct(5000, { reason: 'billing-error', evidence: ['paper'], recommendation: 'partly' }))
      .then(['approval-corrected', { approval: 'a-1', amount: 5000, to: TL, reason: 'billing-error', evidence: ['paper'] }]);
    expect(state?.approvals).toMatchObject([
      { amount: 5000, askedAt: NOON - MINUTE, decideBy: NOON + MINUTE, expiresAt: LATER, corrected: 1, steps: 0, reason: 'billing-error' },
    ]);
  });
  it('[D17] keeps what is not named: terms, contract, another account, when it was told', () => {
    const whole = { terms: { months: 3 }, contract: 'V-77', otherAccount: true, toldAt: NOON - 2 * HOUR };
    const known = { customer: customerOf() };
    given(opened(), asked(whole))
      .when('lena', correct(5000), known)
      .then(['approval-corrected', { amount: 5000, ...whole }]);
    const named = { terms: null, contract: null, otherAccount: false, toldAt: null };
    const state = given(opened(), asked(whole)).when('lena', correct(5000, named), known).then(['approval-corrected', {}]);
    expect(state?.approvals).toMatchObject([named]);
    const other = given(opened(), asked(whole))
      .when('lena', correct(60_000, { decisionType: 'refund-inside-policy' }), known)
      .then(['approval-corrected', { otherAccount: true, to: TOP }]);
    expect(other?.approvals).toMatchObject([{ terms: null }]);
  });
  it('[D17] leads to another tier where the pack asks another one, with that tier’s time', () => {
    const state = given(...before)
      .when('lena', correct(20_000))
      .then(['approval-corrected', { to: TOP, decideBy: NOON + 90_000 }]);
    expect(state?.approvals).toMatchObject([{ to: TOP, askedAt: NOON - MINUTE, since: NOON, decideBy: NOON + 90_000 }]);
    const high = asked({ amount: 20_000, to: TOP, decideBy: NOON + 3 * HOUR });
    given(opened(), high)
      .when('lena', correct(4000))
      .then(['approval-corrected', { to: TL, decideBy: NOON + 3 * HOUR }]);
  });
  it('[D17] stays where it was passed on to, as long as that tier covers it', () => {
    const moved = happened(
      'approval-moved',
      { approval: 'a-1', step: 1, from: TL, to: TOP, decideBy: NOON + HOUR, passedOver: [], byHand: false },
      { by: 'watchdog' },
    );
    const state = given(...before, moved)
      .when('lena', correct(5000))
      .then(['approval-corrected', { to: TOP }]);
    expect(state?.approvals).toMatchObject([{ decideBy: NOON + HOUR, steps: 1 }]);
  });
  it('[D17] is the asker’s alone, while it is open, and above his authority', () => {
    given(...before)
      .when('tim', correct(5000))
      .thenRefused('not-asker', { askedBy: 'lena' });
    given(...before)
      .when('lena', correct(1500))
      .thenRefused('within-authority', { limit: 1500 });
    given(...before)
      .when('lena', correct(99_999, { decisionType: 'fee-waiver' }))
      .thenRefused('never-allowed');
    given(...before)
      .when('lena', correct(5000, { reason: 'junk' }))
      .thenRefused('unknown-code');
    given(...before, happened('approval-declined', { approval: 'a-1' }))
      .when('lena', correct(5000))
      .thenRefused('approval-over', { outcome: 'declined' });
    given(...before)
      .when('lena', correct(5000, { approval: 'a-9' }))
      .thenRefused('approval-unknown');
  });
});

describe('taking back', () => {
  it('[D11] is the asker’s', () => {
    const state = given(opened(), asked())
      .when('lena', withdraw())
      .then(['approval-withdrawn', { approval: 'a-1' }]);
    expect(state?.approvals).toMatchObject([{ outcome: 'withdrawn' }]);
    given(opened(), asked()).when('tim', withdraw()).thenRefused('not-asker', { askedBy: 'lena' });
    given(opened()).when('lena', withdraw()).thenRefused('approval-unknown');
  });
});

describe('a case with an open request', () => {
  it('[C11] is neither resolved nor closed', () => {
    const closing = { result: 'solved', informedAt: NOON, deviated: false, avoidable: false, cause: null };
    for (const sent of [command('resolve', { result: 'solved' }), command('close', closing)])
      given(opened(), asked())
        .when('lena', sent)
        .thenRefused('approvals-open', { approvals: ['a-1'] });
  });
  it('[D25] leaves it with its asker, to be answered, corrected and taken back, whoever holds the case by then', () => {
    const moved = [opened(), asked(), offered(), accepted(MURAT)];
    given(...moved)
      .when('murat', approve(4000))
      .then(['approval-given', {}], ['decision-made', {}]);
    given(...moved)
      .when('lena', correct(5000))
      .then(['approval-corrected', { to: TL }]);
    given(...moved)
      .when('lena', withdraw())
      .then(['approval-withdrawn', {}]);
    given(opened(), asked(), offered()).when('murat', approve(4000)).then(['approval-given', {}], ['decision-made', {}]);
  });
});
