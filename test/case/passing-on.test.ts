// Requests nobody answers: passed to a deputy, to the next tier, kept at the top, taken off at their end.
import { describe, it, expect } from 'vitest';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { given, happened, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { asked, away, opened, to } from './story.ts';
import { approve, correct, decline, expire, pass, withdraw } from './wishes.ts';

const TL = to(3, 'tl-abrechnung');
const TOP = to(4, 'leitung');
const LATER = NOON + 48 * HOUR;

describe('nobody answers', () => {
  const before = [opened(), asked()];
  const due = { at: NOON + MINUTE };
  it('[D18] passes it to the next tier at its time, not before', () => {
    const state = given(...before)
      .when('watchdog', pass(), due)
      .then(['approval-moved', { approval: 'a-1', step: 1, from: TL, to: TOP, decideBy: due.at + 90_000, byHand: false }]);
    expect(state?.approvals).toMatchObject([{ to: TOP, steps: 1, askedAt: NOON - MINUTE, since: due.at }]);
    given(...before)
      .when('watchdog', pass(), { at: due.at - 1 })
      .thenRefused('not-due', { approval: 'a-1', decideBy: due.at });
  });
  it('[D18] asks first a deputy of the same team who is there', () => {
    given(...before)
      .when('watchdog', pass(1, ['carla', 'helga']), { ...due, absences: [away('murat', 'carla')] })
      .then(['approval-moved', { to: to(3, 'tl-abrechnung', 'carla', 'murat') }]);
    const lent = asked({ to: to(3, 'tl-abrechnung', 'carla', 'murat') });
    given(opened(), lent)
      .when('watchdog', pass(), { ...due, absences: [away('murat', 'carla')] })
      .then(['approval-moved', { to: TOP }]);
  });
  it('[D18] stays at the top until its end', () => {
    const top = asked({ amount: 20_000, to: TOP });
    given(opened(), top)
      .when('watchdog', pass(), due)
      .then(['approval-moved', { from: TOP, to: TOP, decideBy: LATER, step: 1 }]);
  });
  it('[D18] a second run changes nothing', () => {
    const moved = happened(
      'approval-moved',
      { approval: 'a-1', step: 1, from: TL, to: TOP, decideBy: NOON + HOUR, passedOver: [], byHand: false },
      { by: 'watchdog' },
    );
    given(...before, moved)
      .when('watchdog', pass(1), { at: NOON + 2 * HOUR })
      .thenRefused('step-over', { approval: 'a-1', step: 1 });
    given(...before)
      .when('watchdog', pass(2), due)
      .thenRefused('step-over', { step: 0 });
  });
  it('[D18] whoever is asked passes it on by hand, at any time', () => {
    given(...before)
      .when('murat', pass())
      .then(['approval-moved', { to: TOP, byHand: true }]);
    given(...before)
      .when('lena', pass())
      .thenRefused('own-request');
    given(...before)
      .when('tim', pass())
      .thenRefused('not-approver', { tier: 3 });
    given(opened(), asked({ amount: 20_000, to: TOP }))
      .when('helga', pass())
      .thenRefused('no-approver', { tier: 4 });
  });
  it('[D18] keeps its place where who asked has left', () => {
    const { people } = TELECOM;
    const policy = { ...TELECOM, people: new Map([...people].filter(([id]) => id !== 'lena')) };
    given(...before)
      .when('watchdog', pass(), { ...due, policy })
      .then(['approval-moved', { to: TL, decideBy: LATER }]);
  });
  it('[D19] at its end nobody answers any more; it is taken off, or taken back', () => {
    const end = { at: LATER };
    const state = given(...before)
      .when('watchdog', expire(), end)
      .then(['approval-expired', { approval: 'a-1' }]);
    expect(state?.approvals).toMatchObject([{ outcome: 'expired' }]);
    given(...before)
      .when('watchdog', expire(), { at: LATER - 1 })
      .thenRefused('not-expired', { approval: 'a-1', expiresAt: LATER });
    for (const sent of [approve(4000), decline()])
      given(...before)
        .when('murat', sent, end)
        .thenRefused('approval-over', { approval: 'a-1', outcome: 'expired' });
    given(...before)
      .when('watchdog', pass(), end)
      .thenRefused('approval-over', { outcome: 'expired' });
    given(...before)
      .when('lena', correct(5000), end)
      .thenRefused('approval-over', { outcome: 'expired' });
    given(...before)
      .when('lena', withdraw(), end)
      .then(['approval-withdrawn', {}]);
    given(...before, happened('approval-expired', { approval: 'a-1' }, { by: 'watchdog' }))
      .when('watchdog', expire(), end)
      .thenRefused('approval-over', { outcome: 'expired' });
    given(...before)
      .when('watchdog', expire('a-9'), end)
      .thenRefused('approval-unknown');
  });
});
