// A request nobody answered, and one that was declined on the telephone: both are facts, and everybody who must know is told once.
import { describe, expect, it } from 'vitest';
import { DAY } from '../../shared/kernel/time.ts';
import { command, given, NOON } from '../given.ts';
import { asked, opened } from './story.ts';

describe('a request', () => {
  it('[U39] that expired is told to whoever asked and to its lead, once each', () => {
    const state = given(opened(), asked())
      .when('watchdog', command('expire-approval', { approval: 'a-1' }), { at: NOON + 30 * DAY })
      .then(['approval-expired', { approval: 'a-1', leads: ['murat'] }]);
    expect(state?.news?.map(({ kind, to }) => [kind, to])).toEqual([
      ['approval-expired', 'lena'],
      ['approval-expired', 'murat'],
    ]);
    expect(state?.approvals).toMatchObject([{ outcome: 'expired' }]);
  });

  it('[U40] that a lead declined on the telephone is declined with both names and the words for the customer', () => {
    const no = (declinedBy: string) => command('withdraw-approval', { approval: 'a-1', declinedBy }, { body: 'worte' });
    const state = given(opened(), asked())
      .when('lena', no('murat'))
      .then(['approval-declined', { approval: 'a-1', phone: { lead: 'murat', enteredBy: 'lena' } }]);
    expect(state?.approvals).toMatchObject([{ outcome: 'declined' }]);
    // Nobody says no in somebody's name behind his back.
    expect(state?.news).toMatchObject([{ kind: 'phone-declined', to: 'murat', about: 'a-1' }]);
    given(opened(), asked()).when('lena', no('lena')).thenRefused('own-request');
    given(opened(), asked()).when('lena', no('tim')).thenRefused('not-approver');
    given(opened(), asked()).when('lena', no('niemand')).thenRefused('unknown-code');
    given(opened(), asked()).when('tim', no('murat')).thenRefused('not-asker');
  });
});
