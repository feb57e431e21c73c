// Questions to a specialist or colleague: the question moves and has its own time, the case stays.
import { describe, expect, it } from 'vitest';
import { consultDue } from '../../shared/case/decide-consults.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import type { Addressed, CaseEvent } from '../../shared/case/events.ts';
import type { ConsultState } from '../../shared/case/state.ts';
import telecom from '../../shared/packs/telecom.json' with { type: 'json' };
import { command, given, happened, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { accepted, closed, LENA, offered, opened, resolved } from './story.ts';

type To = Pick<Addressed, 'team' | 'person'>;
const TECHNIK: To = { team: 'technik', person: null };
const ask = (to: To = TECHNIK, customerWaiting = false, id = 'q-1') =>
  command('ask-consult', { to: { ...to }, customerWaiting }, { id, body: 'words' });
const asked = (consult = 'q-1', to: To = TECHNIK): CaseEvent =>
  happened('consult-asked', { consult, to, customerWaiting: false, answerBy: NOON + HOUR });
const answer = (consult = 'q-1') => command('answer-consult', { consult }, { body: 'words' });
const withdraw = (consult = 'q-1') => command('withdraw-consult', { consult });
const outcomes = (consults: readonly ConsultState[] = []) => consults.map(({ consult, outcome }) => [consult, outcome]);

describe('a question', () => {
  it('[T4] goes to a team or a person, and moves nothing', () => {
    const state = given(opened())
      .when('lena', ask())
      .then(['consult-asked', { consult: 'q-1', to: TECHNIK, customerWaiting: false }]);
    expect(state).toMatchObject({ holder: LENA, flight: null, hops: 0, phase: 'open' });
    expect(state?.consults).toMatchObject([{ consult: 'q-1', askedBy: 'lena', askedAt: NOON, outcome: 'open' }]);
    given(opened())
      .when('lena', ask({ team: 'technik', person: 'ayse' }))
      .then(['consult-asked', { to: { team: 'technik', person: 'ayse' } }]);
    given(opened()).when('tim', ask()).thenRefused('not-holder');
    given(opened(), resolved()).when('lena', ask()).thenRefused('not-open', { phase: 'resolved' });
    given(opened(), offered()).when('lena', ask()).then(['consult-asked', {}]);
  });
  it('[T4] has the time of its own clock, else of an answer; live that of a live acceptance', () => {
    const without = telecomWith({ clocks: telecom.clocks.filter(({ id }) => id !== 'consult') });
    const own = telecomWith({
      clocks: [
        ...telecom.clocks.filter(({ id }) => id !== 'consult'),
        {
          id: 'consult',
          label: { de: 'Fachfrage', en: 'Question' },
          calendar: 'team',
          targets: { P1: { minutes: 5 }, P2: { minutes: 10 }, P3: { minutes: 20 }, P4: { minutes: 40 } },
          grade: 'D',
        },
      ],
    });
    const due = (policy: typeof TELECOM, live = false, priority: 'P3' | 'P4' = 'P3'): number =>
      consultDue(policy, { priority }, 'technik', live, NOON) - NOON;
    expect(due(own)).toBe(20 * MINUTE);
    expect(due(without)).toBe(8 * HOUR);
    expect(due(own, true)).toBe(90_000);
    expect(due(own, true, 'P4')).toBe(40 * MINUTE);
    given(opened())
      .when('lena', ask(TECHNIK, true), { policy: own })
      .then(['consult-asked', { answerBy: NOON + 90_000, customerWaiting: true }]);
  });
  it('[T5] inside one’s own team goes to somebody by name, and never to the principal', () => {
    given(opened())
      .when('lena', ask({ team: 'abrechnung', person: null }))
      .thenRefused('own-team-only-by-name', { team: 'abrechnung' });
    given(opened())
      .when('lena', ask({ team: 'abrechnung', person: 'tim' }))
      .then(['consult-asked', {}]);
    given(opened())
      .when('lena', ask({ team: 'abrechnung', person: 'lena' }))
      .thenRefused('not-in-that-team', { person: 'lena' });
    given(opened())
      .when('lena', ask({ team: 'technik', person: 'jonas' }))
      .thenRefused('not-in-that-team', { person: 'jonas' });
    given(opened())
      .when('lena', ask({ team: 'weather', person: null }))
      .thenRefused('unknown-code', { list: 'teams' });
    given(opened())
      .when('lena', ask({ team: 'auftraggeber', person: 'helga' }))
      .thenRefused('principal-by-card', { team: 'auftraggeber' });
  });
  it('[T6] is answered once, by whoever was asked, beside others that stay open', () => {
    const open = [opened(), asked(), asked('q-2', { team: 'technik', person: 'ayse' })];
    const state = given(...open)
      .when('piotr', answer())
      .then(['consult-answered', { consult: 'q-1' }]);
    expect(outcomes(state?.consults)).toEqual([
      ['q-1', 'answered'],
      ['q-2', 'open'],
    ]);
    expect(state?.consults?.[0]).toMatchObject({ answeredBy: 'piotr', answeredAt: NOON });
    given(...open)
      .when('piotr', answer('q-2'))
      .thenRefused('not-consulted', { person: 'ayse' });
    given(...open)
      .when('lena', answer())
      .thenRefused('not-consulted', { team: 'technik', person: null });
    given(...open)
      .when('ayse', answer('q-9'))
      .thenRefused('consult-unknown', { consult: 'q-9' });
    given(...open, happened('consult-answered', { consult: 'q-1' }, { by: 'piotr' }))
      .when('ayse', answer())
      .thenRefused('consult-over', { consult: 'q-1', outcome: 'answered' });
  });
  it('[T6] is taken back by whoever asked, nobody else', () => {
    const state = given(opened(), asked())
      .when('lena', withdraw())
      .then(['consult-withdrawn', { consult: 'q-1' }]);
    expect(outcomes(state?.consults)).toEqual([['q-1', 'withdrawn']]);
    given(opened(), asked()).when('murat', withdraw()).thenRefused('not-asker', { askedBy: 'lena' });
    given(opened(), asked(), happened('consult-withdrawn', { consult: 'q-1' }))
      .when('ayse', answer())
      .thenRefused('consult-over', { outcome: 'withdrawn' });
    given(opened()).when('lena', withdraw()).thenRefused('consult-unknown');
  });
  it('[T6] is answered, or taken back by its asker, wherever the case lies by then', () => {
    const moved = [opened(), asked(), offered(), accepted()];
    const state = given(...moved)
      .when('ayse', answer())
      .then(['consult-answered', {}]);
    expect(state?.news?.map(({ to }) => to)).toEqual(['lena', 'murat']);
    given(...moved)
      .when('lena', withdraw())
      .then(['consult-withdrawn', {}]);
  });
  it('[T7] is withdrawn when the case is resolved or closed, here or in another system', () => {
    const open = [opened(), asked(), asked('q-2'), happened('consult-answered', { consult: 'q-2' }, { by: 'ayse' })];
    const gone = [
      ['q-1', 'withdrawn'],
      ['q-2', 'answered'],
    ];
    const state = given(...open)
      .when('lena', command('resolve', { result: 'solved' }))
      .then(['consult-withdrawn', { consult: 'q-1' }], ['case-resolved', {}]);
    expect(outcomes(state?.consults)).toEqual(gone);
    const end = { result: 'solved', informedAt: NOON, deviated: false, avoidable: false, cause: null };
    given(...open)
      .when('lena', command('close', end))
      .then(['consult-withdrawn', { consult: 'q-1' }], ['case-closed', end]);
    given(opened(), asked(), closed()).when('ayse', answer()).then(['consult-answered', {}]);
    const row = (state: 'open' | 'closed') =>
      command('import-row', {
        source: { system: 's', ref: 'r', row: 2 },
        occurredAt: NOON,
        openedAt: NOON,
        number: 'X-1',
        customer: null,
        category: 'billing',
        channel: 'phone',
        urgency: 'medium',
        impact: 'medium',
        priority: 'P3',
        state,
        wait: null,
        waitUntil: null,
        team: null,
        assignee: null,
        recordedBy: 'x',
        reopened: false,
        result: null,
      });
    const imported = [opened({ source: { system: 's', ref: 'r' } }), asked()];
    given(...imported)
      .when('import', row('closed'))
      .then(['consult-withdrawn', { consult: 'q-1' }], ['row-imported', { state: 'closed' }]);
    given(...imported)
      .when('import', row('open'))
      .then(['row-imported', { state: 'open' }]);
  });
});
