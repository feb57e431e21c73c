// Work whose owner is gone, was never there or has passed the case on: somebody is always told of it, and can end it.
import { describe, expect, it } from 'vitest';
import { alertKey, alertsOf } from '../../shared/case/alerts.ts';
import { COMMANDS } from '../../shared/case/commands.ts';
import { clocksOf } from '../../shared/case/clocks.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import telecom from '../../shared/packs/telecom.json' with { type: 'json' };
import { HOUR } from '../../shared/kernel/time.ts';
import { after, command, given, happened, NOON } from '../given.ts';
import { telecomWith, TELECOM } from '../pack.ts';
import { asked, away, closed, escalation, fullForm, opened, promised } from './story.ts';

const withoutLena = telecomWith({ roster: telecom.roster.filter(({ id }) => id !== 'lena') });
const TIM = { person: 'tim', team: 'abrechnung', tier: 1, waiting: false } as const;
const moved = happened(
  'case-moved',
  { holder: TIM, from: { ...TIM, person: 'lena' }, cause: 'absence' },
  { by: 'murat', at: NOON - 30 * 60_000 },
);
const newsOf = (state: CaseState | null): readonly string[] => (state?.news ?? []).map(({ kind, to }) => `${kind} ${to}`);

describe('a promise', () => {
  it('[N10] of somebody who has left is watched where the case lies', () => {
    const state = after(opened({ holder: TIM }), promised('p-1', NOON));
    const told = alertsOf(state, withoutLena, NOON).filter(({ clock }) => clock === 'promise');
    expect(told.map(({ to, as }) => `${to} ${as}`)).toEqual(['lena holder', 'murat lead', 'carla next-tier']);
  });
  it('[T18] is made in the name of somebody who works with cases, never of the watch or the import', () => {
    const promise = (by: string) => command('make-promise', { due: NOON + HOUR, by, callback: false }, { body: 'words' });
    for (const by of ['watchdog', 'import', 'nora'])
      given(opened()).when('lena', promise(by)).thenRefused('unknown-code', { list: 'people', code: by });
    given(opened())
      .when('lena', promise('tim'))
      .then(['promise-made', { by: 'tim' }]);
    const form = fullForm({ promises: { none: false, rows: [{ what: 'Rückruf', due: NOON + HOUR, by: 'watchdog' }] } });
    const promises = [{ promise: 'p-9', due: NOON + HOUR, by: 'watchdog', callback: false }];
    given(opened())
      .when('lena', command('escalate', escalation(form, { promises }), { body: 'words' }))
      .thenRefused('unknown-code', { list: 'people', code: 'watchdog' });
    given(opened())
      .when('lena', command('absorb-case', { from: 'case-2', openedAt: NOON, promises }, { body: 'words' }))
      .thenRefused('unknown-code', { list: 'people', code: 'watchdog' });
  });
  it('[T19] left open by another system that closed the case is told to whoever was to keep it', () => {
    const row = (state: 'open' | 'closed', at: number, number: number): CaseEvent =>
      happened(
        'row-imported',
        {
          source: { system: 'old', ref: 'r-1', row: number },
          team: 'abrechnung',
          assignee: null,
          state,
          holder: TIM,
          priority: 'P3',
          urgency: 'medium',
          impact: 'medium',
          category: 'billing',
          wait: null,
          handover: null,
          reopened: false,
          recordedBy: 'import',
          result: null,
        },
        { by: 'import', at },
      );
    const state = after(opened(), row('open', NOON - HOUR, 1), promised(), row('closed', NOON, 2));
    expect(newsOf(state)).toEqual(['promise-ended lena']);
    expect(newsOf(after(opened(), row('open', NOON - HOUR, 1), promised(), row('closed', NOON, 2), row('closed', NOON, 3)))).toEqual([
      'promise-ended lena',
    ]);
  });
});

describe('a question', () => {
  const ask = (person: string, team: string) => command('ask-consult', { to: { team, person }, customerWaiting: false }, { body: 'words' });
  const question = (person: string | null = 'ayse', by = 'lena'): CaseEvent =>
    happened('consult-asked', { consult: 'q-1', to: { team: 'technik', person }, customerWaiting: false, answerBy: NOON }, { by });
  const answer = command('answer-consult', { consult: 'q-1' }, { body: 'words' });
  const withdraw = command('withdraw-consult', { consult: 'q-1' });
  it('[T20] goes to nobody who cannot answer it', () => {
    const deaf = telecomWith({
      roster: telecom.roster.map((row) => (row.id === 'piotr' ? { ...row, signIn: false } : row)),
    });
    given(opened())
      .when('lena', ask('piotr', 'technik'), { policy: deaf })
      .thenRefused('not-in-that-team', { person: 'piotr', team: 'technik' });
    given(opened()).when('lena', ask('piotr', 'technik')).then(['consult-asked', {}]);
  });
  it('[T20] to somebody by name is answered by his stand-in or the lead of his team, too', () => {
    given(opened(), question()).when('carla', answer).then(['consult-answered', {}]);
    given(opened(), question()).when('piotr', answer).thenRefused('not-consulted', { person: 'ayse' });
    given(opened(), question())
      .when('piotr', answer, { absences: [away('ayse', 'piotr')] })
      .then(['consult-answered', {}]);
  });
  it('[T20] of a former holder is taken back by whoever holds the case now, so that it can be merged', () => {
    const merge = command('merge-case', { into: 'case-2' });
    given(opened(), question(), moved)
      .when('tim', merge)
      .thenRefused('merge-open-work', { consults: ['q-1'] });
    given(opened(), question(), moved).when('tim', withdraw).then(['consult-withdrawn', {}]);
    given(opened(), question(), moved).when('lena', withdraw).then(['consult-withdrawn', {}]);
    given(opened(), question(), moved).when('jonas', withdraw).thenRefused('not-asker', { askedBy: 'lena' });
  });
});

describe('a request', () => {
  it('[T21] whose asker has passed the case on tells its answer to the holder as well', () => {
    const given1 = (type: 'approval-declined' | 'approval-expired'): CaseEvent =>
      happened(type, { approval: 'a-1' }, { by: 'murat', at: NOON });
    for (const type of ['approval-declined', 'approval-expired'] as const) {
      const state = after(opened(), asked({}, 'lena', NOON - 50 * 60_000), moved, given1(type));
      expect(newsOf(state).filter((row) => row.startsWith('approval'))).toEqual([`${type} lena`, `${type} tim`]);
    }
  });
});

describe('an alert', () => {
  const due = (state: CaseState) => clocksOf(state, TELECOM, NOON).find(({ clock }) => clock === 'resolution')!;
  const see = (alert: string) => command('acknowledge-alert', { alert });
  const putOff = (alert: string) => command('snooze-alert', { alert, until: NOON + 1, reason: 'with-customer' });
  it('[N12] is seen and put off once it is there, not before', () => {
    const begin = opened({ priority: 'P1' });
    const at = due(after(begin)).dueAt;
    for (const sent of [see, putOff]) {
      given(begin)
        .when('lena', sent(alertKey(due(after(begin)), 2)))
        .thenRefused('nothing-changed');
    }
    given(begin)
      .when('lena', see(alertKey(due(after(begin)), 1)), { at })
      .then(['alert-acknowledged', {}]);
  });
  it('[N12] has a name of codes and times: nobody writes a sentence in its place', () => {
    const { data } = COMMANDS['acknowledge-alert'];
    for (const alert of [alertKey(due(after(opened())), 0.75), 'promise:6f1c-2:1780000000000:2', 'after-call:h.1:1:0.9'])
      expect(data.safeParse({ alert }).success).toBe(true);
    for (const alert of ['Herr Berger ist krank', 'resolution:Herr Berger:1:2', 'resolution:-:1:3', 'resolution:-:gestern:1'])
      expect(data.safeParse({ alert }).success).toBe(false);
  });
});

describe('a case that is opened again', () => {
  it('[N11] alerts anew whoever had seen the alerts of its former life', () => {
    const before = after(opened({ priority: 'P1' }));
    const due = clocksOf(before, TELECOM, NOON).find(({ clock }) => clock === 'resolution')!;
    const late = due.dueAt + 2 * HOUR;
    const seen = happened('alert-acknowledged', { alert: alertKey(due, 2) }, { by: 'lena', at: late });
    const reopened = happened('case-reopened', { cause: 'customer', holder: before.holder }, { by: 'tim', at: late + 2 * HOUR });
    const state = after(opened({ priority: 'P1' }), seen, closed(late + HOUR), reopened);
    const again = clocksOf(state, TELECOM, late + 2 * HOUR).find(({ clock }) => clock === 'resolution')!;
    expect(again).toMatchObject({ dueAt: due.dueAt, state: 'breached' });
    const told = alertsOf(state, TELECOM, late + 2 * HOUR).filter(({ clock }) => clock === 'resolution');
    expect(told.map(({ to, share }) => `${to} ${share}`)).toContain('lena 2');
  });
});
