// Special ways of a handover: to somebody away, back to a former team, to the next shift, to the principal; and what is owed after the call.
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import type { CaseEvent, EventData } from '../../shared/case/events.ts';
import type { Form } from '../../shared/handover/form.ts';
import { after, command, given, happened, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { accepted, away, closed, escalation, fullForm, HELGA, LENA, MURAT, offered, opened, promised, sealed } from './story.ts';

const escalate = (...parts: Parameters<typeof escalation>) => command('escalate', escalation(...parts), { id: 'h-1', body: 'words' });
const accept = command('accept-handover', { handover: 'h-1', facts: ['situation', 'request', 'promise'] });
type Sideways = { readonly shift?: string; readonly again?: string; readonly form?: Form };
const pass = (team: string, person: string | null, { form = fullForm(), ...more }: Sideways = {}) =>
  command('offer-handover', { ...escalation(form), to: { team, person }, ...more }, { id: 'h-1', body: 'words' });

describe('to somebody who is away', () => {
  it('[H26] his deputy is asked at once, and both names stand in it', () => {
    const state = given(opened())
      .when('lena', pass('stoerung', 'jonas'), { absences: [away('jonas', 'tim')] })
      .then(['handover-offered', { to: { tier: 1, team: 'stoerung', person: 'tim', for: 'jonas' } }]);
    expect(state?.flight?.to).toEqual({ tier: 1, team: 'stoerung', person: 'tim', for: 'jonas' });
    // Some decisions or all: who stands in for somebody takes his work.
    given(opened())
      .when('lena', pass('stoerung', 'jonas'), { absences: [away('jonas', 'tim', { scope: ['goodwill-credit'] })] })
      .then(['handover-offered', { to: { person: 'tim', for: 'jonas' } as never }]);
  });
  it('[H26] nobody is asked to take it over from himself, and somebody there is asked himself', () => {
    const jonas = { tier: 1, team: 'stoerung', person: 'jonas' } as const;
    const toJonas = given(opened()).when('lena', pass('stoerung', 'jonas'), { absences: [away('jonas', 'lena')] });
    expect(toJonas.then(['handover-offered', {}])?.flight?.to).toEqual(jonas);
    const over = [away('jonas', 'tim', { until: NOON })];
    expect(given(opened()).when('lena', pass('stoerung', 'jonas'), { absences: over }).then(['handover-offered', {}])?.flight?.to).toEqual(
      jonas,
    );
  });
  it('[H26] where the matrix names a person, too; and where that is the sender, his team is asked', () => {
    const matrix = TELECOM.pack.matrix.map((row) => (row.id === 'd-commercial' ? { ...row, to: { ...row.to, person: 'murat' } } : row));
    const policy = telecomWith({ matrix });
    given(opened())
      .when('lena', escalate(), { policy, absences: [away('murat', 'carla')] })
      .then(['handover-offered', { to: { tier: 3, team: 'tl-abrechnung', person: 'carla', for: 'murat' } }]);
    const own = { person: 'murat', team: 'abrechnung', tier: 1, waiting: false } as const;
    given(opened({ holder: own }))
      .when('murat', escalate(), { policy })
      .then(['handover-offered', { to: { tier: 3, team: 'tl-abrechnung', person: null } }]);
  });
  it('[H26] the deputy accepts for the team, though he is of another', () => {
    given(opened(), offered({ to: { tier: 3, team: 'tl-abrechnung', person: 'ayse', for: 'murat' } }))
      .when('ayse', accept)
      .then(['handover-accepted', { holder: { person: 'ayse', team: 'tl-abrechnung', tier: 3, waiting: false } }]);
  });
});

describe('back to a team that had it', () => {
  // Opened at the fault desk, passed to billing, and now it should go back.
  const back: readonly CaseEvent[] = [
    opened({ holder: { person: 'tim', team: 'stoerung', tier: 1, waiting: false } }),
    offered({ lateral: true, to: { tier: 1, team: 'abrechnung', person: null } }),
    accepted(LENA),
  ];
  it('[H27] asks for a reason of the pack', () => {
    given(...back)
      .when('lena', pass('stoerung', null))
      .thenRefused('former-team-needs-reason', { team: 'stoerung' });
    given(...back)
      .when('lena', pass('stoerung', null, { again: 'whim' }))
      .thenRefused('unknown-code', { list: 'formerTeam', code: 'whim' });
    given(opened())
      .when('lena', pass('stoerung', null))
      .then(['handover-offered', { pingPong: false }]);
  });
  it('[H27] tells the leads of both teams, and never the sender', () => {
    const state = given(...back)
      .when('lena', pass('stoerung', null, { again: 'work-left' }))
      .then(['handover-offered', { pingPong: true, again: 'work-left', leads: ['murat', 'carla'] }]);
    expect(state?.news).toMatchObject([
      { kind: 'ping-pong', to: 'murat', about: 'h-1' },
      { kind: 'ping-pong', to: 'carla', about: 'h-1' },
    ]);
    const own = accepted({ person: 'murat', team: 'abrechnung', tier: 1, waiting: false });
    given(...back.slice(0, 2), own)
      .when('murat', pass('stoerung', null, { again: 'work-left' }), { absences: [away('carla', 'ayse')] })
      .then(['handover-offered', { leads: ['ayse'] }]);
  });
  it('[H27] holds for the way up as well: asked again after the answer', () => {
    const answered = happened('escalation-answered', { handover: 'h-0', outcome: 'refused', holder: LENA }, { by: 'murat' });
    const before = [opened(), offered({ handover: 'h-0' }), accepted(MURAT, 'h-0'), answered];
    given(...before)
      .when('lena', escalate())
      .thenRefused('former-team-needs-reason', { team: 'tl-abrechnung' });
    given(...before)
      .when('lena', escalate(fullForm(), { again: 'new-facts' }))
      .then(['handover-offered', { pingPong: true, again: 'new-facts', leads: ['murat'] }]);
  });
  it('[H27] names what is missing in the form first', () => {
    const { summary: _summary, ...form } = fullForm();
    given(...back)
      .when('lena', pass('stoerung', null, { form }))
      .thenRefused('form-incomplete', { fields: ['summary'] });
  });
});

describe('a shift handover', () => {
  const short: Form = {
    summary: 'Rechnung März doppelt abgebucht',
    question: 'Bitte morgen zurückrufen',
    promises: { none: true, rows: [] },
    nextStep: { text: 'Wir melden uns bis morgen.', told: true, notTold: null },
  };
  const shift = 'shift-1';
  const sent = offered({ lateral: true, row: null, kind: 'functional', to: { tier: 1, team: 'abrechnung', person: 'tim' }, shift });
  it('[H32] needs no whole form, but what a colleague needs', () => {
    const state = given(opened())
      .when('lena', pass('abrechnung', 'tim', { shift, form: short }))
      .then(['handover-offered', { shift, lateral: true, hop: 0, pingPong: false, later: null }]);
    expect(state).toMatchObject({ holder: LENA, flight: { shift } });
    expect(state?.owed).toBeUndefined();
    const complaint = { is: true, receivedOn: '2026-06-02' };
    given(opened())
      .when('lena', pass('abrechnung', 'tim', { shift, form: { ...short, complaint } }))
      .then(['handover-offered', { later: null }]);
    given(opened())
      .when('lena', pass('abrechnung', 'tim', { form: fullForm({ complaint }) }))
      .then(['handover-offered', { later: { fields: ['fallback', 'deescalation'] } as never }]);
    given(opened())
      .when('lena', pass('abrechnung', 'tim', { form: short }))
      .thenRefused('form-incomplete');
    const { question: _question, ...mute } = short;
    given(opened())
      .when('lena', pass('abrechnung', 'tim', { shift, form: mute }))
      .thenRefused('form-incomplete', { fields: ['question'], numbers: [7] });
  });
  it('[H32] goes to a colleague of the same team by name', () => {
    given(opened())
      .when('lena', pass('stoerung', 'tim', { shift }))
      .thenRefused('not-in-same-team', { person: 'tim', team: 'abrechnung' });
    given(opened())
      .when('lena', pass('stoerung', null, { shift }))
      .thenRefused('not-in-same-team', { person: null });
    given(opened())
      .when('lena', pass('abrechnung', 'jonas', { shift }))
      .thenRefused('not-in-that-team', { person: 'jonas' });
  });
  it('[H32] is taken by the colleague, with the promises its sender had to keep', () => {
    const foreign = happened('promise-made', { promise: 'p-3', due: NOON, by: 'jonas', callback: false });
    const kept = happened('promise-settled', { promise: 'p-2', outcome: 'kept', newDue: null });
    const before = [opened(), promised(), promised('p-2'), kept, foreign, sent];
    const state = given(...before)
      .when('tim', accept)
      .then(
        ['handover-accepted', { holder: { ...LENA, person: 'tim' } }],
        ['promise-moved', { promise: 'p-1', from: 'lena', to: 'tim', cause: 'shift' }],
      );
    expect(state?.promises.map(({ by }) => by)).toEqual(['tim', 'lena', 'jonas']);
    expect(state).toMatchObject({ hops: 0, senders: ['lena'] });
    const { shift: _shift, ...ordinary } = sent.data as EventData['handover-offered'];
    given(opened(), promised(), offered(ordinary)).when('tim', accept).then(['handover-accepted', {}]);
  });
  it('[H9] nobody takes over from himself what stays in his team', () => {
    given(opened(), sent).when('lena', accept).thenRefused('not-addressee', { person: 'tim' });
    // In another team of his he does: then the case moves there.
    const tim = { person: 'tim', team: 'abrechnung', tier: 1, waiting: false } as const;
    given(opened({ holder: tim }), offered({ lateral: true, from: tim, to: { tier: 1, team: 'stoerung', person: null } }))
      .when('tim', accept)
      .then(['handover-accepted', { holder: { ...tim, team: 'stoerung' } }]);
  });
});

describe('to the principal', () => {
  const there = { to: { tier: 'A', team: 'auftraggeber', person: null }, from: HELGA, row: 'd-top', contact: 'nt-betrieb' } as const;
  const sent = [opened({ holder: HELGA }), offered(there)];
  const answer = command('answer-escalation', { handover: 'h-1', outcome: 'granted' }, { body: 'Frau Thoms: ja' });
  const card = (way: 'print' | 'mail', contact: string | null = null) => command('give-card', { handover: 'h-1', way, contact });
  it('[H29] goes to the contact the matrix names', () => {
    const state = given(opened({ holder: HELGA }))
      .when('helga', escalate(fullForm(), { reason: 'principal-decision' }))
      .then(['handover-offered', { contact: 'nt-betrieb', lateral: false }]);
    expect(state?.flight).toMatchObject({ contact: 'nt-betrieb' });
  });
  it('[H30] its answer is recorded by the keeper, accepted or not, and ends the handover', () => {
    const state = given(...sent)
      .when('helga', answer)
      .then(['escalation-answered', { handover: 'h-1', outcome: 'granted', holder: HELGA }]);
    expect(state).toMatchObject({ flight: null, errands: [], holder: HELGA, arrived: 'answered', hops: 0 });
    given(...sent, accepted(HELGA))
      .when('helga', answer)
      .then(['escalation-answered', { holder: HELGA }]);
    given(...sent)
      .when('ruediger', answer)
      .thenRefused('not-holder', { holder: 'helga' });
    given(...sent)
      .when('ruediger', answer, { absences: [away('helga', 'ruediger')] })
      .then(['escalation-answered', { holder: HELGA }]);
    given(...sent, happened('handover-withdrawn', { handover: 'h-1' }))
      .when('helga', answer)
      .thenRefused('not-your-errand', { handover: 'h-1' });
  });
  it('[H30] answers nothing of the house, and no older errand over a handover on its way', () => {
    given(opened(), offered()).when('lena', answer).thenRefused('in-flight', { handover: 'h-1' });
    given(opened(), offered(), accepted({ ...MURAT, person: 'carla' }))
      .when('murat', answer)
      .thenRefused('not-holder', { holder: 'carla' });
    const older = [
      opened(),
      offered({ handover: 'h-0', to: { tier: 4, team: 'leitung', person: null } }),
      accepted(HELGA, 'h-0'),
      offered(there),
    ];
    given(...older)
      .when('helga', command('answer-escalation', { handover: 'h-0', outcome: 'granted' }))
      .thenRefused('in-flight');
    const state = given(...older)
      .when('helga', answer)
      .then(['escalation-answered', { holder: HELGA }]);
    expect(state?.errands).toMatchObject([{ handover: 'h-0' }]);
  });
  it('[H31] the card that was given is recorded, on its way and while the answer is open', () => {
    const state = given(...sent)
      .when('helga', card('print'))
      .then(['card-given', { way: 'print', contact: 'nt-betrieb' }]);
    expect(state).toMatchObject({ holder: HELGA, flight: { handover: 'h-1' } });
    given(...sent, accepted(HELGA))
      .when('helga', card('mail', 'nt-recht'))
      .then(['card-given', { way: 'mail', contact: 'nt-recht' }]);
    given(...sent)
      .when('helga', card('mail', 'nobody'))
      .thenRefused('unknown-code', { list: 'contacts', code: 'nobody' });
    given(...sent)
      .when('ruediger', card('print'))
      .thenRefused('not-holder');
    given(opened(), offered()).when('lena', card('print')).thenRefused('no-principal-handover', { handover: 'h-1' });
    given(opened(), offered(), accepted()).when('murat', card('print')).thenRefused('no-principal-handover');
    given(opened()).when('lena', card('print')).thenRefused('handover-over', { handover: 'h-1' });
  });
});

describe('what is owed after the call', () => {
  const LATER = NOON + 10 * MINUTE;
  const owing = offered({ later: { fields: ['fallback', 'deescalation'], by: LATER } });
  const amend = (form: Form) => command('amend-handover', { handover: 'h-1', form: sealed(form) }, { body: 'words' });
  const fallback = [{ if: 'nicht erreichbar', then: 'Brief' }];
  it('[H21] is what is marked r and empty, ten minutes after it was sent', () => {
    const state = given(opened())
      .when('lena', escalate())
      .then(['handover-offered', { later: { fields: ['fallback', 'deescalation'], by: LATER } }]);
    expect(state?.owed).toEqual([{ handover: 'h-1', by: 'lena', due: LATER, fields: ['fallback', 'deescalation'] }]);
    const whole = fullForm({ fallback, deescalation: [TELECOM.pack.guidance.deescalation[0]!.id] });
    expect(
      given(opened())
        .when('lena', escalate(whole))
        .then(['handover-offered', { later: null }])?.owed,
    ).toBeUndefined();
  });
  it('[H18] [H21] is over once filled, also after it was accepted and passed on', () => {
    const half = given(opened(), owing)
      .when('lena', amend({ fallback }))
      .then(['handover-amended', { later: ['deescalation'] }]);
    expect(half?.owed).toEqual([{ handover: 'h-1', by: 'lena', due: LATER, fields: ['deescalation'] }]);
    const lateral = [
      opened(),
      offered({ lateral: true, to: { tier: 1, team: 'stoerung', person: null }, later: { fields: ['fallback'], by: LATER } }),
    ];
    const jonas = accepted({ person: 'jonas', team: 'stoerung', tier: 1, waiting: false });
    const state = given(...lateral, jonas)
      .when('lena', amend({ fallback }))
      .then(['handover-amended', { later: [] }]);
    expect(state?.owed).toBeUndefined();
    given(...lateral, jonas)
      .when('jonas', amend({ fallback }))
      .thenRefused('not-sender', { sender: 'lena', team: 'abrechnung' });
    given(opened(), owing, accepted(), closed()).when('lena', amend({ fallback })).thenRefused('handover-over');
  });
  it('[H21] is over with a handover that comes back, and with the case', () => {
    const over: readonly CaseEvent[] = [
      happened('handover-withdrawn', { handover: 'h-1' }),
      happened('handover-returned', { handover: 'h-1', holder: LENA, deficiency: 'wrong-tier', field: null }, { by: 'murat' }),
      happened('handover-fell-back', { handover: 'h-1', step: 2, holder: LENA }, { by: 'watchdog' }),
      closed(),
    ];
    for (const event of over) expect(after(opened(), owing, event).owed).toBeUndefined();
    expect(after(opened(), owing, accepted()).owed).toHaveLength(1);
    // Of two handovers the one that came back takes only its own along.
    const second = offered({ handover: 'h-2', from: MURAT, later: { fields: ['fallback'], by: NOON + HOUR } });
    const state = after(opened(), owing, accepted(), second, happened('handover-withdrawn', { handover: 'h-2' }));
    expect(state.owed?.map(({ handover }) => handover)).toEqual(['h-1']);
  });
});
