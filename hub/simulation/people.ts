// Lets simulated people work: whatever somebody may do with a case is tried at random, with the words and sums one would expect.
import { plausible, probe, type CaseVerb } from '../../shared/views/can.ts';

import type { Context } from '../../shared/case/context.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { fieldsFor } from '../../shared/handover/fields.ts';
import type { Form } from '../../shared/handover/form.ts';
import { sealForm } from '../../shared/handover/seal.ts';
import type { Json } from '../../shared/kernel/result.ts';
import type { Seeded } from '../../shared/kernel/seeded.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import type { Order } from '../../shared/sync/submit.ts';
import type { Desk } from './desks.ts';

/** How often a verb is tried against the others. */
const HABITS: readonly (readonly [CaseVerb, number])[] = [
  ['add-note', 4],
  ['log-contact', 3],
  ['make-promise', 3],
  ['settle-promise', 2],
  ['take-case', 4],
  ['check-out', 1],
  ['check-in', 1],
  ['override-check-out', 1],
  ['escalate', 6],
  ['accept-handover', 6],
  ['return-handover', 2],
  ['withdraw-handover', 1],
  ['ask-query', 1],
  ['answer-query', 1],
  ['answer-escalation', 3],
  ['decide', 10],
  ['ask-approval', 3],
  ['approve', 4],
  ['decline', 1],
  ['withdraw-approval', 1],
  ['start-wait', 1],
  ['end-wait', 1],
  ['ask-consult', 2],
  ['answer-consult', 2],
  ['link-case', 1],
  ['classify', 1],
  ['resolve', 2],
  ['close', 2],
  ['reopen', 1],
];

const CUSTOMERS = ['k-1', 'k-2', 'k-3'];
/** Verbs that must say something in words. */
const SPOKEN = new Set<CaseVerb>([
  'override-check-out',
  'add-note',
  'ask-query',
  'answer-query',
  'answer-escalation',
  'ask-consult',
  'answer-consult',
]);
const TRIES = 8;
/** Few cases, so that people meet over them. */
const MOST = 6;

/** One thing somebody at this desk does: an order the desk itself would send, or null when there was nothing to do. */
export const workOf = (desk: Desk, lane: string, seeded: Seeded): Order | null => {
  const policy = desk.engine.policy(lane);
  if (policy === null) return null;
  const cases = desk.store.caseIds(lane, null, 1_000);
  if (cases.length === 0 || (cases.length < MOST && seeded.unit() < 0.2)) return opening(desk, lane, seeded);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const actor = seeded.pick(desk.people);
    const person = policy.people.get(actor);
    const caseId = seeded.pick(cases);
    const state = desk.store.currentState(caseId);
    if (person === undefined || state === null) continue;
    const type = seeded.weighted(HABITS);
    const context = desk.engine.context(lane, state, person);
    const { data, body } = said(type, state, context, seeded);
    // What the desk would refuse anyhow is no work; now and then somebody tries it all the same.
    if (probe(type, state, context, data as object) !== null && seeded.unit() < 0.9) continue;
    return { lane, caseId, actor, type, data, body };
  }
  return null;
};

const opening = (desk: Desk, lane: string, seeded: Seeded): Order => ({
  lane,
  caseId: null,
  actor: seeded.pick(desk.people),
  type: 'open-case',
  data: {
    number: desk.engine.nextCaseNumber(lane),
    customer: seeded.pick(CUSTOMERS),
    category: 'billing',
    channel: 'phone',
    urgency: seeded.pick(['high', 'medium', 'low']),
    impact: seeded.pick(['high', 'medium', 'low']),
    reason: null,
    call: null,
  },
  body: { title: 'Rechnung zu hoch' },
});

type Said = { readonly data: Json; readonly body: Json | null };

const said = (type: CaseVerb, state: CaseState, context: Context, seeded: Seeded): Said => {
  const { now, actor, policy } = context;
  if (type === 'escalate') return escalation(context, seeded);
  const data = plausible(type, state, context) as Readonly<Record<string, Json>>;
  if (type === 'decide' || type === 'ask-approval') {
    const amount = seeded.whole(1, type === 'decide' ? 30 : 120) * 100;
    return { data: { ...data, decisionType: 'goodwill-credit', amount, reason: seeded.pick([...policy.reasons.keys()]) }, body: null };
  }
  if (type === 'make-promise')
    return { data: { due: now + seeded.whole(5, 600) * MINUTE, by: actor.id, callback: seeded.unit() < 0.5 }, body: { what: 'Rückruf' } };
  if (type === 'log-contact')
    return {
      data: { ...data, direction: seeded.pick(['in', 'out']), reached: seeded.unit() < 0.6, informed: seeded.unit() < 0.4 },
      body: null,
    };
  return { data, body: SPOKEN.has(type) ? { text: 'Kunde fragt nach' } : null };
};

const escalation = ({ policy, now, actor }: Context, seeded: Seeded): Said => {
  const form: Form = {
    kind: 'functional',
    reason: { code: 'x', demanded: false },
    priority: { urgency: 'high', impact: 'low' },
    summary: 'Rechnung doppelt abgebucht',
    wish: { remedy: policy.pack.remedies[0]!.id, text: 'Erstattung' },
    tried: [{ step: 'Konto geprüft', result: 'doppelt', who: actor.id }],
    question: 'Bitte erstatten?',
    decision: { type: 'goodwill-credit', amount: 2_000, own: 1_500 },
    recommendation: { verdict: 'grant', line: 'Fehler bei uns' },
    promises: { none: true, rows: [] },
    nextStep: { text: 'Wir melden uns', told: true, notTold: null },
    deadline: now + 4 * HOUR,
    callback: { who: 'Kunde', channel: 'phone', number: '0', window: '' },
    mood: { level: 'upset', quote: '' },
    identity: { method: policy.pack.identity[0]!.id, contract: '' },
    markers: [],
    complaint: { is: false, receivedOn: null },
    notSolvable: policy.pack.notSolvable[0]!.id,
  };
  const { sealed, body } = sealForm(form, fieldsFor(policy.pack.handover.fields));
  return {
    data: {
      reason: seeded.pick([...policy.reasons.keys()]),
      demanded: false,
      customerWaiting: seeded.unit() < 0.3,
      form: sealed as unknown as Json,
      promises: [],
      again: policy.pack.formerTeam[0]!.id,
      present: null,
    },
    body: { form: body, promises: {} },
  };
};
