// A handover in flight: read back, returned, withdrawn, asked about; and the answer that brings the case home.
import { describe, expect, it } from 'vitest';
import { after, command, given, happened, NOON } from '../given.ts';
import { accepted, asked, closed, escalation, fullForm, HELGA, LENA, MURAT, offered, opened } from './story.ts';
import { HOUR } from '../../shared/kernel/time.ts';
import type { FactId } from '../../shared/handover/card.ts';

const escalate = (...parts: Parameters<typeof escalation>) => command('escalate', escalation(...parts), { id: 'h-1', body: 'words' });
const accept = (facts: FactId[] = ['situation', 'request', 'promise']) => command('accept-handover', { handover: 'h-1', facts });
const giveBack = (deficiency: string, field: number | null) => command('return-handover', { handover: 'h-1', deficiency, field });
const toPrincipal = { to: { tier: 'A', team: 'auftraggeber', person: null }, from: HELGA } as const;

describe('in flight', () => {
  it('[H8] is accepted by three facts or one line, and nothing less', () => {
    const state = given(opened(), offered())
      .when('murat', accept())
      .then(['handover-accepted', { handover: 'h-1', holder: MURAT }]);
    expect(state).toMatchObject({
      holder: MURAT,
      flight: null,
      hops: 1,
      arrived: 'handed-over',
      errands: [{ handover: 'h-1', from: LENA, decided: false }],
    });
    given(opened(), offered())
      .when('murat', accept(['situation']))
      .thenRefused('read-back-missing', { facts: ['request', 'promise'] });
    given(opened(), offered())
      .when('murat', command('accept-handover', { handover: 'h-1', facts: [] }, { body: 'my words' }))
      .then(['handover-accepted', {}]);
  });
  it('[H9] is accepted by the team or the person addressed', () => {
    given(opened(), offered()).when('carla', accept()).thenRefused('not-addressee', { team: 'tl-abrechnung', person: null });
    given(opened(), offered({ to: { tier: 3, team: 'tl-abrechnung', person: 'carla' } }))
      .when('carla', accept())
      .then(['handover-accepted', { holder: { ...MURAT, person: 'carla' } }]);
    given(opened(), offered()).when('carla', giveBack('duplicate', null)).thenRefused('not-addressee');
    given(opened(), offered())
      .when('carla', command('ask-query', { handover: 'h-1' }))
      .thenRefused('not-addressee');
  });
  it('[H10] comes back with a coded deficiency and its field', () => {
    const state = given(opened(), offered())
      .when('murat', giveBack('missing-field', 7))
      .then(['handover-returned', { holder: LENA, deficiency: 'missing-field', field: 7 }]);
    expect(state).toMatchObject({ holder: LENA, flight: null, arrived: 'returned', hops: 0, errands: [] });
    given(opened(), offered())
      .when('murat', giveBack('missing-field', null))
      .thenRefused('deficiency-needs-field', { deficiency: 'missing-field' });
    given(opened(), offered()).when('murat', giveBack('missing-field', 99)).thenRefused('field-unknown', { field: 99 });
    given(opened(), offered()).when('murat', giveBack('missing-field', 25)).thenRefused('field-unknown', { field: 25 });
    given(opened(), offered()).when('murat', giveBack('mood', null)).thenRefused('unknown-code', { list: 'deficiencies' });
    given(opened(), offered())
      .when('murat', giveBack('wrong-tier', null))
      .then(['handover-returned', { field: null }]);
  });
  it('[H11] is withdrawn by the sender, his lead or the watchdog until accepted', () => {
    const withdraw = command('withdraw-handover', { handover: 'h-1' });
    for (const person of ['lena', 'murat', 'watchdog']) {
      const state = given(opened(), offered())
        .when(person, withdraw)
        .then(['handover-withdrawn', { handover: 'h-1' }]);
      expect(state).toMatchObject({ holder: LENA, flight: null });
    }
    given(opened(), offered()).when('tim', withdraw).thenRefused('not-sender', { sender: 'lena', team: 'abrechnung' });
    given(opened(), offered(), accepted()).when('murat', withdraw).thenRefused('handover-over', { handover: 'h-1' });
  });
  it('[H11] what was withdrawn can neither be accepted nor returned nor asked about', () => {
    const gone = [opened(), offered(), happened('handover-withdrawn', { handover: 'h-1' })];
    given(...gone)
      .when('murat', accept())
      .thenRefused('handover-over', { handover: 'h-1' });
    given(...gone)
      .when('murat', giveBack('duplicate', null))
      .thenRefused('handover-over');
    given(...gone)
      .when('murat', command('ask-query', { handover: 'h-1' }))
      .thenRefused('handover-over');
    given(...gone)
      .when('lena', command('answer-query', { handover: 'h-1', query: 'q' }))
      .thenRefused('handover-over');
  });
  it('[H12] a query and its answer move nothing', () => {
    const query = happened('query-asked', { handover: 'h-1', query: 'q-1' }, { by: 'murat' });
    const askedBack = given(opened(), offered())
      .when('murat', command('ask-query', { handover: 'h-1' }, { id: 'q-1', body: 'words' }))
      .then(['query-asked', { handover: 'h-1', query: 'q-1' }]);
    expect(askedBack).toMatchObject({ holder: LENA, flight: { queries: [{ query: 'q-1', answered: false }] } });
    const answer = command('answer-query', { handover: 'h-1', query: 'q-1' });
    const told = given(opened(), offered(), query)
      .when('lena', answer)
      .then(['query-answered', { query: 'q-1' }]);
    expect(told).toMatchObject({ holder: LENA, flight: { queries: [{ query: 'q-1', answered: true }] } });
    given(opened(), offered()).when('lena', answer).thenRefused('query-unknown', { query: 'q-1' });
    given(opened(), offered(), query, happened('query-answered', { handover: 'h-1', query: 'q-1' }))
      .when('lena', answer)
      .thenRefused('query-answered');
    given(opened(), offered(), query).when('tim', answer).thenRefused('not-sender');
  });
});

describe('answering', () => {
  const answer = (handover = 'h-1') => command('answer-escalation', { handover, outcome: 'partly' }, { body: 'words' });
  it('[H13] gives the case back to its sender in his team', () => {
    const state = given(opened(), offered(), accepted())
      .when('murat', answer())
      .then(['escalation-answered', { handover: 'h-1', outcome: 'partly', holder: LENA }]);
    expect(state).toMatchObject({ holder: LENA, errands: [], arrived: 'answered', heldSince: NOON, hops: 1 });
    given(opened(), offered(), accepted()).when('lena', answer()).thenRefused('not-holder', { holder: 'murat' });
    given(opened()).when('lena', answer()).thenRefused('not-your-errand', { handover: 'h-1' });
    given(opened(), offered(), accepted(), closed()).when('murat', answer()).thenRefused('not-open');
  });
  it('[H13] goes down step by step: each answer to whoever asked', () => {
    const twice = [
      opened(),
      offered(),
      accepted(),
      offered({ handover: 'h-2', from: MURAT, to: { tier: 4, team: 'leitung', person: null } }),
    ];
    given(...twice)
      .when('murat', answer())
      .thenRefused('in-flight');
    given(...twice, accepted(HELGA, 'h-2'))
      .when('helga', answer('h-1'))
      .thenRefused('not-your-errand');
    const state = given(...twice, accepted(HELGA, 'h-2'))
      .when('helga', answer('h-2'))
      .then(['escalation-answered', { holder: MURAT }]);
    expect(state?.errands).toMatchObject([{ handover: 'h-1' }]);
  });
  it('[H19] the sender stays known after the case has moved on', () => {
    expect(after(opened(), offered(), accepted()).senders).toEqual(['lena']);
  });
  it('[H15] a team that had the case already makes it a ping-pong', () => {
    const back = [
      opened({ holder: { person: 'tim', team: 'stoerung', tier: 1, waiting: false } }),
      offered({ lateral: true, to: { tier: 1, team: 'abrechnung', person: null } }),
      accepted(LENA),
    ];
    given(...back)
      .when('lena', command('offer-handover', { ...escalation(), to: { team: 'stoerung', person: null }, again: 'work-left' }))
      .then(['handover-offered', { hop: 2, pingPong: true }]);
  });
  it('[H16] the principal’s acceptance leaves the case with its keeper', () => {
    const held = [opened({ holder: HELGA })];
    given(...held)
      .when('helga', escalate(fullForm(), { reason: 'principal-decision' }))
      .then([
        'handover-offered',
        { row: 'r-principal', to: { tier: 'A', team: 'auftraggeber', person: null }, acceptBy: NOON + 24 * HOUR },
      ]);
    const state = given(...held, offered(toPrincipal))
      .when('helga', accept())
      .then(['handover-accepted', { holder: HELGA }]);
    expect(state).toMatchObject({ holder: HELGA, hops: 0, errands: [{ tier: 'A', from: HELGA }] });
    given(...held, offered(toPrincipal))
      .when('ruediger', accept())
      .thenRefused('not-addressee');
    given(...held, offered(toPrincipal), accepted(HELGA))
      .when('helga', answer())
      .then(['escalation-answered', { holder: HELGA }]);
  });
  it('[H3] an approval that is open does not hinder the handover', () => {
    given(opened(), asked()).when('lena', escalate()).then(['handover-offered', {}]);
  });
});

describe('whoever comes late', () => {
  const late = [
    command('withdraw-handover', { handover: 'h-1' }),
    command('return-handover', { handover: 'h-1', deficiency: 'wrong-tier', field: null }),
    command('ask-query', { handover: 'h-1' }, { body: 'words' }),
    command('answer-query', { handover: 'h-1', query: 'q-1' }, { body: 'words' }),
  ];
  const another = offered({ handover: 'h-2', from: MURAT, to: { tier: 4, team: 'leitung', person: null } });
  it.each(late)('[H11] is told that the handover is over, not that somebody else had sent it: $type', (sent) => {
    for (const person of ['lena', 'tim', 'murat']) {
      given(opened(), offered(), accepted()).when(person, sent).thenRefused('handover-over', { handover: 'h-1' });
      given(opened(), offered(), accepted(), another).when(person, sent).thenRefused('handover-over', { handover: 'h-1' });
    }
  });
  it('[H11] and who accepts after somebody else is told who has it', () => {
    const accept = command('accept-handover', { handover: 'h-1', facts: ['situation', 'request', 'promise'] });
    for (const person of ['lena', 'tim'])
      given(opened(), offered(), accepted()).when(person, accept).thenRefused('already-taken', { holder: 'murat' });
    given(opened(), offered(), accepted()).when('murat', accept).thenRefused('handover-over', { handover: 'h-1' });
    given(opened(), offered(), accepted(), another).when('tim', accept).thenRefused('handover-over', { handover: 'h-1' });
    given(opened(), offered(), happened('handover-withdrawn', { handover: 'h-1' }))
      .when('murat', accept)
      .thenRefused('handover-over');
  });
});
