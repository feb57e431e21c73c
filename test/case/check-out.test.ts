// A case that somebody works on away from the hub: who takes it out, what others may still do, and how it ends.
import { describe, expect, it } from 'vitest';
import { checkedOutNow } from '../../shared/case/check-out.ts';
import { clocksOf } from '../../shared/case/clocks.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import { HOUR } from '../../shared/kernel/time.ts';
import { tablesOf } from '../../shared/views/tables.ts';
import { after, command, given, happened, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { accepted, asked, closed, HELGA, LENA, offered, opened, QUEUE, resolved } from './story.ts';

const DAY = 24 * HOUR;
const UNTIL = NOON + 5 * DAY;
const out = (until = UNTIL): CaseEvent => happened('case-checked-out', { until }, { body: 'place' });
const take = (until = UNTIL) => command('check-out', { until }, { body: 'place' });
const override = command('override-check-out', {}, { body: 'Kunde ruft an' });
const LED = { ...LENA, person: 'murat' };

describe('checking out', () => {
  it('[C21] the holder takes the case away until a time of his own, at most 30 days, and may move the end', () => {
    const state = given(opened())
      .when('lena', take())
      .then(['case-checked-out', { until: UNTIL }]);
    expect(state).toMatchObject({ holder: LENA, checkedOut: { person: 'lena', at: NOON, until: UNTIL, body: 'place' } });
    given(opened(), out())
      .when('lena', take(UNTIL + DAY))
      .then(['case-checked-out', { until: UNTIL + DAY }]);
    given(opened(), out()).when('lena', take()).thenRefused('nothing-changed');
    given(opened()).when('lena', take(NOON)).thenRefused('check-out-in-past', { until: NOON });
    given(opened())
      .when('lena', take(NOON + 30 * DAY + 1))
      .thenRefused('check-out-too-long', { latest: NOON + 30 * DAY });
  });
  it('[C21] a case of the queue is taken with it; one that a colleague holds, that flies or that is over is not', () => {
    given(opened({ holder: QUEUE }))
      .when('lena', take())
      .then(['case-taken', { holder: LENA, from: 'murat' }], ['case-checked-out', { until: UNTIL }]);
    given(opened())
      .when('murat', take())
      .then(['case-taken', { holder: LED }], ['case-checked-out', {}]);
    given(opened()).when('tim', take()).thenRefused('already-taken', { holder: 'lena' });
    given(opened()).when('jonas', take()).thenRefused('not-in-team');
    given(opened(), offered()).when('lena', take()).thenRefused('in-flight');
    given(opened(), resolved()).when('lena', take()).thenRefused('not-open');
    given(opened()).when('nora', take()).thenRefused('role-forbids');
  });
  it('[C22] nobody else changes it meanwhile, whatever his rank', () => {
    const by = { by: 'lena', until: UNTIL };
    given(opened(), out()).when('murat', command('take-case', {})).thenRefused('checked-out', by);
    given(opened(), out())
      .when('helga', command('classify', { category: 'fault' }))
      .thenRefused('checked-out', by);
    given(opened(), out())
      .when('murat', command('move-case', { to: { team: 'abrechnung', person: 'tim' }, cause: 'absence' }))
      .thenRefused('checked-out', by);
    given(opened(), out()).when('tim', take()).thenRefused('checked-out', by);
    given(opened(), out()).when('tim', command('check-in', {})).thenRefused('checked-out', by);
  });
  it('[C22] what a customer was told is recorded all the same, and answers reach whoever waits for them', () => {
    const contact = { channel: 'phone', direction: 'in', reached: true, informed: true, call: null } as const;
    given(opened(), out())
      .when('tim', command('add-note', {}, { body: 'x' }))
      .then(['note-added', {}]);
    given(opened(), out()).when('tim', command('log-contact', contact)).then(['contact-logged', {}]);
    given(opened(), out())
      .when('tim', command('make-promise', { due: NOON + HOUR, by: 'tim', callback: false }, { body: 'x' }))
      .then(['promise-made', {}]);
    given(opened(), asked(), out())
      .when('murat', command('decline', { approval: 'a-1' }))
      .then(['approval-declined', {}]);
    given(opened(), out())
      .when('lena', command('resolve', { result: 'solved' }))
      .then(['case-resolved', {}]);
  });
  it('[C22] the watchdog goes on, and flags a case without taking it from whoever is out', () => {
    const policy = telecomWith({ alerts: { unresolved: { after: { minutes: 1 }, calendar: 'real', forward: true } } });
    const flag = command('flag-unresolved', { step: 1 });
    given(opened())
      .when('watchdog', flag, { policy })
      .then(['case-flagged', { holder: { ...LENA, person: 'murat' } }]);
    given(opened(), out())
      .when('watchdog', flag, { policy })
      .then(['case-flagged', { holder: null, lead: 'murat' }]);
  });
});

describe('the end of it', () => {
  it('[C23] comes with the time alone, by giving it back, or with the case itself', () => {
    const state = after(opened(), out());
    expect([checkedOutNow(state, UNTIL - 1)?.person, checkedOutNow(state, UNTIL)]).toEqual(['lena', null]);
    given(opened(), out()).when('murat', command('take-case', {}), { at: UNTIL }).then(['case-taken', {}]);
    given(opened(), out()).when('lena', command('check-in', {}), { at: UNTIL }).thenRefused('not-checked-out');
    const back = given(opened(), out()).when('lena', command('check-in', {})).then(['case-checked-in', {}]);
    expect(back).toMatchObject({ holder: LENA });
    const ends = [[offered()], [closed()], [happened('case-taken', { holder: LED, from: 'lena' })], [offered(), accepted()]];
    for (const last of ends) expect(after(opened(), out(), ...last).checkedOut).toBeUndefined();
    expect(back?.checkedOut).toBeUndefined();
    expect(after(opened(), out(), resolved()).checkedOut).toBeDefined();
  });
  it('[C24] the lead or a manager takes it over with words, and whoever had it is told', () => {
    const state = given(opened(), out())
      .when('murat', override)
      .then(['check-out-overridden', { holder: LED, from: LENA, until: UNTIL }]);
    expect(state).toMatchObject({ holder: LED, heldSince: NOON, news: [{ kind: 'check-out-overridden', to: 'lena' }] });
    expect(state?.checkedOut).toBeUndefined();
    given(opened(), out())
      .when('helga', override)
      .then(['check-out-overridden', { holder: { ...LENA, person: HELGA.person } }]);
    given(opened(), out()).when('murat', command('override-check-out', {})).thenRefused('override-needs-words');
    given(opened(), out()).when('tim', override).thenRefused('not-lead', { lead: 'murat' });
    given(opened()).when('murat', override).thenRefused('not-checked-out');
    given(opened(), out()).when('murat', override, { at: UNTIL }).thenRefused('not-checked-out');
    const own = happened('case-checked-out', { until: UNTIL }, { by: 'murat' });
    given(opened({ holder: LED }), own)
      .when('murat', override)
      .thenRefused('already-holder');
  });
  it('[C24] until it would have run out whoever lost it is told by whom, whatever else stands against him', () => {
    const lost = [opened(), out(), happened('check-out-overridden', { holder: LED, from: LENA, until: UNTIL }, { by: 'murat' })];
    const wait = command('start-wait', { reason: 'evidence', until: null });
    given(...lost)
      .when('lena', wait)
      .thenRefused('overridden-check-out', { by: 'murat', since: NOON - HOUR });
    given(...lost)
      .when('lena', wait, { at: UNTIL })
      .thenRefused('not-holder');
    given(...lost)
      .when('tim', wait)
      .thenRefused('not-holder');
    given(...lost)
      .when('lena', command('add-note', {}, { body: 'x' }))
      .then(['note-added', {}]);
    expect(after(...lost, happened('case-checked-out', { until: UNTIL }, { by: 'murat' })).overridden).toBeUndefined();
  });
  it('[C21] moves no clock, and stands in the row as long as somebody has it', () => {
    const [before, state] = [after(opened()), after(opened(), out())];
    expect(clocksOf(state, TELECOM, NOON)).toEqual(clocksOf(before, TELECOM, NOON));
    const rowOf = (of: typeof state) => tablesOf(of, TELECOM, { title: 't', hint: null }, false)?.row;
    expect(rowOf(state)?.checkedOut).toEqual({ by: 'lena', until: UNTIL });
    expect(rowOf(before)).not.toHaveProperty('checkedOut');
  });
});
