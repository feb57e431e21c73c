// Handovers nobody accepts: deputy, lead, back to the sender; a name at each step, once each, and never a clock of the customer moved.
import { describe, expect, it } from 'vitest';
import { clocksOf } from '../../shared/case/clocks.ts';
import type { CaseEvent, EventData } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { after, command, given, happened, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { accepted, away, HELGA, LENA, offered, opened } from './story.ts';

const pass = (step = 1) => command('pass-handover', { handover: 'h-1', step });
const accept = command('accept-handover', { handover: 'h-1', facts: ['situation', 'request', 'promise'] });
const withdraw = command('withdraw-handover', { handover: 'h-1' });
const FACTS = { handover: 'h-1' } as const;

/** To jonas of the fault desk by name; tim is of his team, carla leads it. */
const named = (changes: Partial<EventData['handover-offered']> = {}): CaseEvent =>
  offered({ lateral: true, row: null, kind: 'functional', to: { tier: 1, team: 'stoerung', person: 'jonas' }, ...changes });

const passed = (to: EventData['handover-passed']['to'], step = 1, why: EventData['handover-passed']['why'] = 'deputy'): CaseEvent =>
  happened(
    'handover-passed',
    { ...FACTS, step, from: { ...to, person: null }, to, contact: null, acceptBy: NOON, why },
    { by: 'watchdog', at: NOON - 10 * MINUTE },
  );

describe('a handover nobody accepts', () => {
  it('[H22] goes to the deputy of whoever was asked, then to the lead, then back, with a name at each step', () => {
    const absences = [away('jonas', 'tim')];
    const first = given(opened(), named())
      .when('watchdog', pass(1), { absences })
      .then([
        'handover-passed',
        {
          step: 1,
          from: { tier: 1, team: 'stoerung', person: 'jonas' },
          to: { tier: 1, team: 'stoerung', person: 'tim', for: 'jonas' },
          why: 'deputy',
          acceptBy: NOON + 2 * HOUR,
        },
      ]);
    expect(first).toMatchObject({
      holder: LENA,
      flight: { to: { person: 'tim' }, meant: { person: 'jonas' }, asked: ['jonas'], since: NOON },
    });
    const tim = passed({ tier: 1, team: 'stoerung', person: 'tim', for: 'jonas' });
    const second = given(opened(), named(), tim)
      .when('watchdog', pass(2), { absences })
      .then(['handover-passed', { step: 2, to: { tier: 1, team: 'stoerung', person: 'carla' }, why: 'lead', acceptBy: NOON + 2 * HOUR }]);
    expect(second).toMatchObject({
      holder: LENA,
      flight: { to: { person: 'carla' }, meant: { person: 'jonas' }, asked: ['jonas', 'tim'] },
    });
    const carla = passed({ tier: 1, team: 'stoerung', person: 'carla' }, 2, 'lead');
    const third = given(opened(), named(), tim, carla)
      .when('watchdog', pass(3), { absences })
      .then(['handover-fell-back', { step: 3, holder: LENA }]);
    expect(third).toMatchObject({
      holder: LENA,
      flight: null,
      arrived: 'returned',
      hops: 0,
      news: [{ kind: 'fell-back', to: 'lena', about: 'h-1' }],
    });
  });
  it('[H22] asks the lead of a team nobody of whom was named, or who stands in for him', () => {
    given(opened(), offered())
      .when('watchdog', pass())
      .then(['handover-passed', { to: { tier: 3, team: 'tl-abrechnung', person: 'murat' }, why: 'lead', acceptBy: NOON + HOUR }]);
    given(opened(), offered())
      .when('watchdog', pass(), { absences: [away('murat', 'carla')] })
      .then(['handover-passed', { to: { tier: 3, team: 'tl-abrechnung', person: 'carla', for: 'murat' }, why: 'deputy' }]);
    // The deputy's deputy, where he is away as well; the lead's stand-in for a named person who has none.
    given(opened(), offered())
      .when('watchdog', pass(), { absences: [away('murat', 'carla'), away('carla', 'ayse')] })
      .then(['handover-passed', { to: { person: 'ayse', for: 'murat' } as never }]);
    given(opened(), named())
      .when('watchdog', pass(), { absences: [away('carla', 'ayse')] })
      .then(['handover-passed', { to: { tier: 1, team: 'stoerung', person: 'ayse', for: 'carla' }, why: 'lead' }]);
  });
  it('[H22] nobody is asked twice: a named lead who does not accept gives it straight back', () => {
    const toLead = named({ to: { tier: 1, team: 'stoerung', person: 'carla' } });
    given(opened(), toLead)
      .when('watchdog', pass())
      .then(['handover-fell-back', { holder: LENA }]);
    const ofDeputy = named({ to: { tier: 1, team: 'stoerung', person: 'tim', for: 'carla' } });
    given(opened(), ofDeputy)
      .when('watchdog', pass(), { absences: [away('carla', 'tim')] })
      .then(['handover-fell-back', {}]);
    // Back from holiday meanwhile, the lead has not been asked yet.
    given(opened(), ofDeputy)
      .when('watchdog', pass())
      .then(['handover-passed', { to: { tier: 1, team: 'stoerung', person: 'carla' } }]);
    const asked = passed({ tier: 1, team: 'stoerung', person: 'tim', for: 'carla' });
    given(opened(), toLead, asked).when('watchdog', pass(2)).then(['handover-fell-back', {}]);
    // Gone again after he was asked: the lead was the last one.
    given(opened(), offered(), passed({ tier: 3, team: 'tl-abrechnung', person: 'murat' }, 1, 'lead'))
      .when('watchdog', pass(2), { absences: [away('murat', 'carla')] })
      .then(['handover-fell-back', {}]);
  });
  it('[H22] never asks its sender, be he deputy or lead', () => {
    given(opened(), named())
      .when('watchdog', pass(), { absences: [away('jonas', 'lena')] })
      .then(['handover-passed', { to: { tier: 1, team: 'stoerung', person: 'carla' }, why: 'lead' }]);
    const carla = { person: 'carla', team: 'tl-technik', tier: 3, waiting: false } as const;
    given(opened({ holder: carla }), named({ from: carla }))
      .when('watchdog', pass())
      .then(['handover-fell-back', { holder: carla }]);
    given(opened(), named())
      .when('watchdog', pass(), { absences: [away('carla', 'lena')] })
      .then(['handover-fell-back', { holder: LENA }]);
  });
  it('[H22] passes over who works with no cases, or cannot sign in', () => {
    given(opened(), named())
      .when('watchdog', pass(), { absences: [away('jonas', 'nora')] })
      .then(['handover-passed', { to: { tier: 1, team: 'stoerung', person: 'carla' } }]);
    const policy = telecomWith({ roster: TELECOM.pack.roster.map((row) => (row.id === 'tim' ? { ...row, signIn: false } : row)) });
    given(opened(), named())
      .when('watchdog', pass(), { policy, absences: [away('jonas', 'tim')] })
      .then(['handover-passed', { to: { tier: 1, team: 'stoerung', person: 'carla' } }]);
    const leadless = telecomWith({ roster: TELECOM.pack.roster.map((row) => (row.id === 'carla' ? { ...row, signIn: false } : row)) });
    given(opened(), named())
      .when('watchdog', pass(), { policy: leadless })
      .then(['handover-fell-back', { holder: LENA }]);
  });
  it('[H22] gives each the time to accept without a caller, counted in the hours of the team', () => {
    const live = offered({ customerWaiting: true });
    given(opened(), live)
      .when('watchdog', pass())
      .then(['handover-passed', { acceptBy: NOON + HOUR }]);
    // 19:30 in Berlin: half an hour today, the other half tomorrow from eight.
    given(opened(), live)
      .when('watchdog', pass(), { at: NOON + 7.5 * HOUR })
      .then(['handover-passed', { acceptBy: NOON + 20.5 * HOUR }]);
  });
  it('[H24] each step is taken once, and not before its time', () => {
    given(opened(), offered())
      .when('watchdog', pass(), { at: NOON - 1 })
      .thenRefused('handover-not-due', { handover: 'h-1', acceptBy: NOON });
    given(opened(), offered()).when('watchdog', pass(2)).thenRefused('handover-step-over', { handover: 'h-1', step: 2 });
    const murat = passed({ tier: 3, team: 'tl-abrechnung', person: 'murat' }, 1, 'lead');
    given(opened(), offered(), murat).when('watchdog', pass(1)).thenRefused('handover-step-over', { step: 1 });
    given(opened(), offered(), accepted()).when('watchdog', pass()).thenRefused('handover-over', { handover: 'h-1' });
    given(opened(), offered(), happened('handover-withdrawn', FACTS)).when('watchdog', pass()).thenRefused('handover-over');
  });
  it('[H25] falls back to the lead of the sender who has left the roster', () => {
    const policy = telecomWith({ roster: TELECOM.pack.roster.filter(({ id }) => id !== 'lena') });
    const lead = { person: 'murat', team: 'abrechnung', tier: 1, waiting: true } as const;
    const state = given(opened(), named(), passed({ tier: 1, team: 'stoerung', person: 'carla' }, 1, 'lead'))
      .when('watchdog', pass(2), { policy })
      .then(['handover-fell-back', { holder: lead }]);
    expect(state).toMatchObject({ holder: lead, flight: null, news: [{ kind: 'fell-back', to: 'murat' }] });
  });
});

describe('what was passed on', () => {
  const tim = { tier: 1, team: 'technik', person: 'tim', for: 'ayse' } as const;
  const on = [opened(), named({ to: { tier: 2, team: 'technik', person: 'ayse' } }), passed({ ...tim, tier: 2 })];
  const holder = (person: string) => ({ person, team: 'technik', tier: 2, waiting: false }) as const;
  it('[H23] is accepted by whoever is asked now, whoever was named first, and anybody of the team', () => {
    for (const person of ['tim', 'ayse', 'piotr', 'carla'])
      given(...on)
        .when(person, accept)
        .then(['handover-accepted', { holder: holder(person) }]);
    for (const person of ['jonas', 'lena', 'murat'])
      given(...on)
        .when(person, accept)
        .thenRefused('not-addressee', { team: 'technik', person: 'tim' });
    // Asked at once as the deputy of somebody away, and of no team of theirs: whoever has read it may still take it.
    const lent = offered({ to: { tier: 3, team: 'tl-abrechnung', person: 'ayse', for: 'murat' } });
    given(opened(), lent, passed({ tier: 3, team: 'tl-abrechnung', person: 'murat' }, 1, 'lead'))
      .when('ayse', accept)
      .then(['handover-accepted', { holder: { person: 'ayse', team: 'tl-abrechnung', tier: 3, waiting: false } }]);
  });
  it('[H23] is returned, asked about and taken back as before', () => {
    const giveBack = command('return-handover', { handover: 'h-1', deficiency: 'wrong-tier', field: null });
    given(...on)
      .when('tim', giveBack)
      .then(['handover-returned', { holder: LENA }]);
    given(...on)
      .when('tim', command('ask-query', FACTS, { id: 'q-1' }))
      .then(['query-asked', { query: 'q-1' }]);
    given(...on, happened('query-asked', { handover: 'h-1', query: 'q-1' }, { by: 'tim' }))
      .when('lena', command('answer-query', { handover: 'h-1', query: 'q-1' }))
      .then(['query-answered', {}]);
    for (const person of ['lena', 'murat'])
      given(...on)
        .when(person, withdraw)
        .then(['handover-withdrawn', {}]);
    // The lead is away: who stands in for him takes it back as well.
    given(...on)
      .when('carla', withdraw, { absences: [away('murat', 'carla')] })
      .then(['handover-withdrawn', {}]);
    given(...on, accepted(holder('tim')))
      .when('lena', withdraw)
      .thenRefused('handover-over');
  });
  it('[H15] [H23] counts one hop, however many were asked', () => {
    expect(after(...on, accepted(holder('tim')))).toMatchObject({ hops: 1, senders: ['lena'], teams: ['abrechnung', 'technik'] });
  });
});

describe('at the principal', () => {
  const alone = TELECOM.pack.contacts.map(({ deputy: _deputy, ...row }) => row);
  const policy = telecomWith({ contacts: alone.map((row) => (row.id === 'nt-betrieb' ? { ...row, deputy: 'nt-netz' } : row)) });
  const there = { to: { tier: 'A', team: 'auftraggeber', person: null }, from: HELGA, row: 'd-top', contact: 'nt-betrieb' } as const;
  it('[H29] the deputy of the contact is asked, in his own hours, then it is back with its keeper', () => {
    const evening = NOON + 6 * HOUR;
    const state = given(opened({ holder: HELGA }), offered(there))
      .when('watchdog', pass(), { policy, at: evening })
      // Eight hours of somebody who is there day and night, not of office hours.
      .then(['handover-passed', { to: there.to, contact: 'nt-netz', why: 'contact-deputy', acceptBy: evening + 8 * HOUR }]);
    expect(state).toMatchObject({ holder: HELGA, flight: { contact: 'nt-netz', to: { tier: 'A' } } });
    const second = happened(
      'handover-passed',
      { ...FACTS, step: 1, from: there.to, to: there.to, contact: 'nt-netz', acceptBy: NOON, why: 'contact-deputy' },
      { by: 'watchdog' },
    );
    given(opened({ holder: HELGA }), offered(there), second)
      .when('watchdog', pass(2), { policy })
      .then(['handover-fell-back', { holder: HELGA }]);
    given(opened({ holder: HELGA }), offered(there))
      .when('watchdog', pass(), { policy: telecomWith({ contacts: alone }) })
      .then(['handover-fell-back', { holder: HELGA }]);
  });
});

describe('the customer waits all the while', () => {
  const customers = (state: CaseState) =>
    clocksOf(state, TELECOM, NOON + 24 * HOUR)
      .filter(({ family }) => family === 'customer')
      .map(({ clock, startedAt, dueAt }) => ({ clock, startedAt, dueAt }));
  it('[H28] a returned, passed, withdrawn or fallen back handover keeps the customer’s clocks', () => {
    const sent = customers(after(opened(), offered()));
    expect(sent.map(({ clock }) => clock)).toEqual(['interim', 'resolution']);
    const murat = passed({ tier: 3, team: 'tl-abrechnung', person: 'murat' }, 1, 'lead');
    const returned = happened('handover-returned', { ...FACTS, holder: LENA, deficiency: 'wrong-tier', field: null }, { by: 'murat' });
    const fellBack = happened('handover-fell-back', { ...FACTS, step: 2, holder: LENA }, { by: 'watchdog' });
    for (const more of [[returned], [murat], [murat, fellBack], [murat, returned], [happened('handover-withdrawn', FACTS)]]) {
      const state = after(opened(), offered(), ...more);
      expect(customers(state)).toEqual(sent);
      expect(state.heldSince).toBe(after(opened()).heldSince);
    }
  });
});
