// Waits and the end of a case.
import { describe, expect, it } from 'vitest';
import { command, given, happened, NOON } from '../given.ts';
import { accepted, asked, closed, LENA, MURAT, offered, opened, promised, resolved } from './story.ts';
import { HOUR } from '../../shared/kernel/time.ts';
import { TELECOM, telecomWith } from '../pack.ts';

const DAY = 24 * HOUR;
const wait = (until: number | null = null, reason = 'customer-info') => command('start-wait', { reason, until });
const waiting = happened('wait-started', { reason: 'evidence', until: NOON + DAY, stops: ['resolution'] });
const resolve = command('resolve', { result: 'solved' });
const closing = { result: 'solved', informedAt: NOON, deviated: false, avoidable: false, cause: null };

describe('waits', () => {
  it('[C10] end by the pack when nobody names an end, and stop what the reason says', () => {
    const state = given(opened())
      .when('lena', wait())
      .then([
        'wait-started',
        { reason: 'customer-info', until: NOON + DAY, stops: ['answer', 'decision', 'resolution', 'principal-answer'] },
      ]);
    expect(state?.wait).toMatchObject({ from: NOON, until: NOON + DAY, endedAt: null });
    given(opened())
      .when('lena', wait(NOON + 2 * HOUR))
      .then(['wait-started', { until: NOON + 2 * HOUR }]);
  });
  it('[C10] never lie in the past nor beyond the longest', () => {
    given(opened()).when('lena', wait(NOON)).thenRefused('wait-in-past', { until: NOON });
    given(opened())
      .when('lena', wait(NOON + 20 * DAY))
      .thenRefused('wait-too-long', { until: NOON + 20 * DAY, maxDays: 5 });
    given(opened()).when('lena', wait(null, 'lunch')).thenRefused('unknown-code', { list: 'waits', code: 'lunch' });
    given(opened(), waiting).when('lena', wait()).thenRefused('already-waiting', { reason: 'evidence' });
    given(opened(), resolved()).when('lena', wait()).thenRefused('not-open');
    given(opened()).when('tim', wait()).thenRefused('not-holder', { holder: 'lena', team: 'abrechnung', waiting: false });
  });
  it('[C10] are ended by the team or the watchdog', () => {
    for (const person of ['lena', 'tim', 'watchdog']) {
      const state = given(opened(), waiting).when(person, command('end-wait', {})).then(['wait-ended', {}]);
      expect(state).toMatchObject({ wait: null, pauses: [{ reason: 'evidence', endedAt: NOON }] });
    }
    given(opened()).when('lena', command('end-wait', {})).thenRefused('not-waiting');
  });
});

describe('the end', () => {
  it('[C11] is the holder’s, with nothing in flight and no approval open', () => {
    const state = given(opened(), waiting)
      .when('lena', resolve)
      .then(['wait-ended', {}], ['case-resolved', { result: 'solved' }]);
    expect(state).toMatchObject({ phase: 'resolved', resolvedAt: NOON, wait: null });
    given(opened()).when('tim', resolve).thenRefused('not-holder');
    given(opened(), offered()).when('lena', resolve).thenRefused('in-flight');
    given(opened(), asked())
      .when('lena', resolve)
      .thenRefused('approvals-open', { approvals: ['a-1'] });
    given(opened(), resolved()).when('lena', resolve).thenRefused('not-open', { phase: 'resolved' });
    given(opened())
      .when('lena', command('resolve', { result: 'magic' }))
      .thenRefused('unknown-code', { list: 'results' });
    given(opened(), offered()).when('lena', command('close', closing)).thenRefused('in-flight');
    given(opened(), asked()).when('lena', command('close', closing)).thenRefused('approvals-open');
  });
  it('[C12] needs every promise settled and the customer informed', () => {
    const state = given(opened(), resolved()).when('lena', command('close', closing)).then(['case-closed', closing]);
    expect(state).toMatchObject({ phase: 'closed', closedAt: NOON, informedAt: NOON, result: 'solved' });
    given(opened(), promised(), promised('p-2'))
      .when('lena', command('close', closing))
      .thenRefused('promises-open', { promises: ['p-1', 'p-2'] });
    given(opened())
      .when('lena', command('close', { ...closing, informedAt: NOON + 1 }))
      .thenRefused('informed-in-future', { informedAt: NOON + 1 });
    given(opened(), closed()).when('lena', command('close', closing)).thenRefused('not-open', { phase: 'closed' });
  });
  it('[C20] cannot have been told to the customer before there was a case', () => {
    const openedAt = NOON - 2 * HOUR;
    given(opened())
      .when('lena', command('close', { ...closing, informedAt: openedAt - 1 }))
      .thenRefused('informed-too-early', { informedAt: openedAt - 1, openedAt });
    given(opened())
      .when('lena', command('close', { ...closing, informedAt: NOON + 1 }))
      .thenRefused('informed-in-future');
    given(opened())
      .when('lena', command('close', { ...closing, informedAt: openedAt }))
      .then(['case-closed', {}]);
  });
  it('[C12] names the cause of what could have been avoided', () => {
    given(opened())
      .when('lena', command('close', { ...closing, avoidable: true }))
      .thenRefused('cause-missing');
    given(opened())
      .when('lena', command('close', { ...closing, avoidable: true, cause: 'fate' }))
      .thenRefused('unknown-code', { list: 'avoidableCauses' });
    given(opened())
      .when('lena', command('close', { ...closing, avoidable: true, cause: 'training' }))
      .then(['case-closed', { avoidable: true, cause: 'training' }]);
    given(opened())
      .when('lena', command('close', { ...closing, cause: 'training' }))
      .then(['case-closed', { avoidable: false, cause: null }]);
  });
  it('[C11] is possible on the upper tier; the errand ends with the case', () => {
    const state = given(opened(), offered(), accepted()).when('murat', command('close', closing)).then(['case-closed', {}]);
    expect(state).toMatchObject({ phase: 'closed', errands: [], senders: ['lena'], holder: MURAT });
  });
  it('[C13] can be undone: the last holder has the case again', () => {
    for (const end of [resolved(), closed()])
      given(opened(), end)
        .when('tim', command('reopen', { cause: 'new-fact' }))
        .then(['case-reopened', { cause: 'new-fact', holder: LENA }]);
    given(opened())
      .when('lena', command('reopen', { cause: 'customer' }))
      .thenRefused('not-resolved', { phase: 'open' });
  });
  it('[C13] goes to the lead of the team when the last holder has left', () => {
    const policy = telecomWith({ roster: TELECOM.pack.roster.filter(({ id }) => id !== 'lena') });
    given(opened(), closed())
      .when('tim', command('reopen', { cause: 'customer' }), { policy })
      .then(['case-reopened', { holder: { person: 'murat', team: 'abrechnung', tier: 1, waiting: true } }]);
  });
});
