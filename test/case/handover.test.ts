// Handovers as they are sent: upwards by a reason, sideways by a name, and what is owed after the call.
import { describe, expect, it } from 'vitest';
import { after, command, given, NOON } from '../given.ts';
import { accepted, closed, escalation, fullForm, LENA, MURAT, offered, opened, promised, QUEUE, sealed } from './story.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import type { FactId } from '../../shared/handover/card.ts';

const escalate = (...parts: Parameters<typeof escalation>) => command('escalate', escalation(...parts), { id: 'h-1', body: 'words' });
const accept = (facts: FactId[] = ['situation', 'request', 'promise']) => command('accept-handover', { handover: 'h-1', facts });

describe('escalating', () => {
  it('[H1] finds kind, tier, team and the time to accept from a reason', () => {
    const state = given(opened())
      .when('lena', escalate())
      .then([
        'handover-offered',
        {
          handover: 'h-1',
          kind: 'hierarchical',
          row: 'd-commercial',
          lateral: false,
          to: { tier: 3, team: 'tl-abrechnung', person: null },
          from: LENA,
          acceptBy: NOON + HOUR,
          deadline: NOON + 24 * HOUR,
          hop: 1,
          pingPong: false,
        },
      ]);
    expect(state?.flight).toMatchObject({ handover: 'h-1', sentAt: NOON, customerWaiting: false, queries: [] });
    given(opened())
      .when('lena', escalate(fullForm(), { reason: 'technical-depth' }))
      .then(['handover-offered', { kind: 'functional', to: { tier: 2, team: 'technik', person: null }, acceptBy: NOON + 2 * HOUR }]);
  });
  it('[H1] counts seconds while the customer is on the line', () => {
    given(opened())
      .when('lena', escalate(fullForm(), { customerWaiting: true }))
      .then(['handover-offered', { customerWaiting: true, acceptBy: NOON + 90_000 }]);
    given(opened({ urgency: 'low', impact: 'low', priority: 'P4' }))
      .when('lena', escalate(fullForm({ priority: { urgency: 'low', impact: 'low' } }), { customerWaiting: true }))
      .then(['handover-offered', { acceptBy: NOON + 4 * HOUR }]);
  });
  it('[H1] writes over what only the system may say', () => {
    const tricked = fullForm({
      kind: 'functional',
      target: { tier: 1, team: 'stoerung', person: null },
      reason: { code: 'other', demanded: true },
    });
    given(opened())
      .when('lena', escalate(tricked))
      .then([
        'handover-offered',
        {
          form: {
            open: {
              kind: 'hierarchical',
              target: { tier: 3, team: 'tl-abrechnung', person: null },
              reason: { code: 'authority-exceeded', demanded: false },
            },
          },
        } as never,
      ]);
  });
  it('[H1] refuses an unknown reason and a case that is not open', () => {
    given(opened())
      .when('lena', escalate(fullForm(), { reason: 'whim' }))
      .thenRefused('unknown-code', { list: 'reasons', code: 'whim' });
    given(opened(), closed()).when('lena', escalate()).thenRefused('not-open', { phase: 'closed' });
  });
  it('[H2] names every missing field', () => {
    const { summary: _summary, question: _question, ...rest } = fullForm();
    given(opened())
      .when('lena', escalate(rest))
      .thenRefused('form-incomplete', { fields: ['summary', 'question'], numbers: [4, 7] });
  });
  it('[H2] asks what the column asks: mood and recommendation on the way to authority only', () => {
    const { mood: _mood, recommendation: _recommendation, decision: _decision, ...rest } = fullForm();
    given(opened())
      .when('lena', escalate(rest))
      .thenRefused('form-incomplete', { numbers: [8, 9, 15] });
    given(opened())
      .when('lena', escalate(rest, { reason: 'technical-depth' }))
      .then(['handover-offered', {}]);
  });
  it('[H2] refuses what is no form, and codes the pack does not know', () => {
    given(opened())
      .when('lena', escalate(fullForm(), { form: { open: [1], sealed: [] } }))
      .thenRefused('form-incomplete');
    given(opened())
      .when('lena', escalate(fullForm(), { form: { open: { summary: 7 }, sealed: [] } }))
      .thenRefused('form-broken');
    for (const changes of [
      { wish: { remedy: 'moon', text: 'x' } },
      { notSolvable: 'moon' },
      { identity: { method: 'moon', contract: '' } },
      { decision: { type: 'moon', amount: 1, own: null } },
    ])
      given(opened())
        .when('lena', escalate(fullForm(changes)))
        .thenRefused('unknown-code', { code: 'moon' });
  });
  it('[H3] leaves the sender responsible while in flight', () => {
    expect(after(opened(), offered())).toMatchObject({ holder: LENA, arrived: 'opened', hops: 0 });
    given(opened(), offered())
      .when('lena', command('start-wait', { reason: 'evidence', until: null }))
      .then(['wait-started', {}]);
  });
  it('[H4] cannot be done twice at once', () => {
    given(opened(), offered())
      .when('lena', escalate())
      .thenRefused('in-flight', { handover: 'h-1', team: 'tl-abrechnung', acceptBy: NOON });
  });
  it('[H5] is the holder’s, and a waiting case is taken first', () => {
    given(opened()).when('tim', escalate()).thenRefused('not-holder', { holder: 'lena', team: 'abrechnung', waiting: false });
    given(opened({ holder: QUEUE }))
      .when('lena', escalate())
      .thenRefused('not-holder', { holder: 'murat', waiting: true });
  });
  it('[H6] makes the promises of field 10, and none can be hidden', () => {
    const promises = { none: false, rows: [{ what: 'Rückruf', due: NOON + HOUR, by: 'lena' }] };
    const made = { promise: 'p-1', due: NOON + HOUR, by: 'lena', callback: true };
    const state = given(opened())
      .when('lena', escalate(fullForm({ promises }), { promises: [made] }))
      .then(['handover-offered', {}], ['promise-made', made]);
    expect(state?.promises).toMatchObject([{ ...made, madeAt: NOON, outcome: 'open' }]);
    given(opened())
      .when('lena', escalate(fullForm({ promises })))
      .thenRefused('promises-differ', { form: 1, given: 0 });
    given(opened(), promised())
      .when('lena', escalate(fullForm({ promises }), { promises: [made] }))
      .thenRefused('promise-exists', { promise: 'p-1' });
    given(opened())
      .when('lena', escalate(fullForm({ promises }), { promises: [{ ...made, by: 'nobody' }] }))
      .thenRefused('unknown-code', { list: 'people' });
  });
  it('[H7] needs the next step told, or the coded reason why not', () => {
    const step = (told: boolean, notTold: string | null, text = '') => escalate(fullForm({ nextStep: { text, told, notTold } }));
    given(opened())
      .when('lena', step(false, null, 'Wir melden uns'))
      .thenRefused('form-incomplete', { fields: ['nextStep'], numbers: [11] });
    given(opened())
      .when('lena', step(true, null))
      .thenRefused('form-incomplete', { numbers: [11] });
    given(opened()).when('lena', step(false, 'shy')).thenRefused('unknown-code', { list: 'notTold', code: 'shy' });
    given(opened()).when('lena', step(false, 'call-dropped')).then(['handover-offered', {}]);
  });
  it('[H17] takes over what the form tells anew before it asks the matrix', () => {
    const form = fullForm({
      priority: { urgency: 'high', impact: 'high' },
      markers: ['law'],
      complaint: { is: true, receivedOn: '2026-06-03' },
    });
    given(opened())
      .when('lena', escalate(form))
      .then(
        ['case-classified', { urgency: 'high', impact: 'high', priority: 'P1', markers: ['law'] }],
        ['handover-offered', { row: 'm-law', to: { tier: 4, team: 'leitung', person: null }, acceptBy: NOON + 70 * MINUTE }], // ten minutes of the management's day, after its lunch
      );
  });
  it('[H2] a complaint, law, press or authority asks for the complaint and the mood, too', () => {
    const { mood: _mood, ...rest } = fullForm({ markers: ['press'], complaint: { is: true, receivedOn: null } });
    given(opened())
      .when('lena', escalate(rest, { reason: 'technical-depth' }))
      .thenRefused('form-incomplete', { numbers: [15, 21] });
  });
});

describe('passing sideways', () => {
  const pass = (team: string, person: string | null = null) =>
    command('offer-handover', { ...escalation(), to: { team, person } }, { id: 'h-1' });
  it('[H14] names its team and owes no answer', () => {
    const to = { tier: 1, team: 'stoerung', person: 'jonas' } as const;
    given(opened())
      .when('lena', pass('stoerung', 'jonas'))
      .then(['handover-offered', { lateral: true, kind: 'functional', row: null, to }]);
    const state = given(opened(), offered({ lateral: true, to }))
      .when('jonas', accept())
      .then(['handover-accepted', { holder: { person: 'jonas', team: 'stoerung', tier: 1, waiting: false } }]);
    expect(state).toMatchObject({ errands: [], hops: 1, senders: ['lena'], teams: ['abrechnung', 'stoerung'] });
    given(opened())
      .when('lena', pass('abrechnung', 'tim'))
      .then(['handover-offered', { hop: 0, pingPong: false }]);
  });
  it('[H14] never leads upwards, nowhere, or to a stranger', () => {
    given(opened()).when('lena', pass('tl-abrechnung')).thenRefused('not-lateral', { team: 'tl-abrechnung', tier: 3, holderTier: 1 });
    given(opened()).when('lena', pass('auftraggeber')).thenRefused('not-lateral', { tier: 'A' });
    given(opened()).when('lena', pass('abrechnung')).thenRefused('already-there', { team: 'abrechnung' });
    given(opened()).when('lena', pass('abrechnung', 'lena')).thenRefused('already-there');
    given(opened()).when('lena', pass('stoerung', 'ayse')).thenRefused('not-in-that-team', { person: 'ayse', team: 'stoerung' });
    given(opened()).when('lena', pass('kantine')).thenRefused('unknown-code', { list: 'teams' });
  });
  it('[H14] hands on the errand that is open, with a new clock for its new holder', () => {
    const lateral = offered({ handover: 'h-2', lateral: true, from: MURAT, to: { tier: 3, team: 'tl-technik', person: null } });
    const state = after(
      opened(),
      offered(),
      accepted(),
      lateral,
      accepted({ person: 'carla', team: 'tl-technik', tier: 3, waiting: false }, 'h-2'),
    );
    expect(state.errands).toMatchObject([{ handover: 'h-1', from: LENA }]);
    given(opened(), offered(), accepted(), lateral, accepted({ person: 'carla', team: 'tl-technik', tier: 3, waiting: false }, 'h-2'))
      .when('carla', command('answer-escalation', { handover: 'h-1', outcome: 'granted' }))
      .then(['escalation-answered', { holder: LENA }]);
  });
});

describe('what is owed after the call', () => {
  const amend = (form = sealed({ fallback: [{ if: 'nicht erreichbar', then: 'Brief' }] })) =>
    command('amend-handover', { handover: 'h-1', form }, { body: 'words' });
  it('[H18] is added by the sender, in flight and while the answer is open', () => {
    for (const events of [
      [opened(), offered()],
      [opened(), offered(), accepted()],
    ]) {
      const state = given(...events)
        .when('lena', amend())
        .then(['handover-amended', { handover: 'h-1' }]);
      expect(state?.holder).toEqual(after(...events).holder);
    }
    given(opened(), offered()).when('tim', amend()).thenRefused('not-sender', { sender: 'lena' });
    given(opened()).when('lena', amend()).thenRefused('handover-over');
    given(opened(), offered())
      .when('lena', amend({ open: {}, sealed: [] }))
      .thenRefused('nothing-changed');
    given(opened(), offered())
      .when('lena', amend({ open: { mood: 1 }, sealed: [] }))
      .thenRefused('form-broken');
  });
});

describe('a form that was not sealed', () => {
  it('[H20] is no form: its words would stand in the chain for ever', () => {
    const { open, sealed: paths } = sealed();
    const bare = { open: { ...(open as object), summary: 'Frau Berger, 0221 123456' }, sealed: paths.filter((path) => path !== 'summary') };
    given(opened())
      .when('lena', command('escalate', { ...escalation(), form: bare }))
      .thenRefused('form-broken');
    given(opened(), offered())
      .when('lena', command('amend-handover', { handover: 'h-1', form: { open: { question: 'Frau Berger?' }, sealed: [] } }))
      .thenRefused('form-broken');
  });
});
