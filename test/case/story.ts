// The usual beginnings of a case, so that a scenario stays three lines: opened, offered, accepted, asked.
import type { CommandData } from '../../shared/case/commands.ts';
import type { CaseEvent, EventData, Holder } from '../../shared/case/events.ts';
import type { Form } from '../../shared/handover/form.ts';
import { sealForm } from '../../shared/handover/seal.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { happened, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';

export const LENA: Holder = { person: 'lena', team: 'abrechnung', tier: 1, waiting: false };
export const QUEUE: Holder = { person: 'murat', team: 'abrechnung', tier: 1, waiting: true };
export const MURAT: Holder = { person: 'murat', team: 'tl-abrechnung', tier: 3, waiting: false };
export const HELGA: Holder = { person: 'helga', team: 'leitung', tier: 4, waiting: false };

export const opened = (changes: Partial<EventData['case-opened']> = {}): CaseEvent =>
  happened(
    'case-opened',
    {
      number: 'NT-0A00-4K7',
      customer: 'c-1',
      category: 'billing',
      channel: 'phone',
      urgency: 'medium',
      impact: 'medium',
      priority: 'P3',
      reason: null,
      call: 'call-7',
      holder: LENA,
      source: null,
      openedAt: NOON - 2 * HOUR,
      ...changes,
    },
    { at: NOON - 2 * HOUR },
  );

/** Complete for a functional and for a hierarchical handover. */
export const fullForm = (changes: Partial<Form> = {}): Form => ({
  priority: { urgency: 'medium', impact: 'medium' },
  summary: 'Rechnung März doppelt abgebucht',
  wish: { remedy: 'credit', text: 'Gutschrift über 40 Euro' },
  tried: [{ step: 'Buchungen verglichen', result: 'zwei Abbuchungen', who: 'lena' }],
  question: 'Darf ich 40 Euro gutschreiben?',
  decision: { type: 'goodwill-credit', amount: 4000, own: 1500 },
  recommendation: { verdict: 'grant', line: 'treuer Kunde' },
  promises: { none: true, rows: [] },
  nextStep: { text: 'Wir melden uns bis morgen.', told: true, notTold: null },
  deadline: NOON + 24 * HOUR,
  callback: { who: 'Frau Berger', channel: 'phone', number: '0221 123456', window: 'nachmittags' },
  mood: { level: 'upset', quote: 'So geht das nicht!' },
  identity: { method: 'password', contract: 'V-77' },
  markers: [],
  complaint: { is: false, receivedOn: null },
  notSolvable: 'authority',
  ...changes,
});

export const sealed = (form: Form = fullForm()): CommandData<'escalate'>['form'] => {
  const { open, sealed: paths } = sealForm(form, TELECOM.fields).sealed;
  return { open: open as CommandData<'escalate'>['form']['open'], sealed: [...paths] };
};

export const escalation = (form: Form = fullForm(), changes: Partial<CommandData<'escalate'>> = {}): CommandData<'escalate'> => ({
  reason: 'authority-exceeded',
  demanded: false,
  customerWaiting: false,
  form: sealed(form),
  promises: [],
  ...changes,
});

export const offered = (changes: Partial<EventData['handover-offered']> = {}): CaseEvent =>
  happened('handover-offered', {
    handover: 'h-1',
    kind: 'hierarchical',
    reason: 'authority-exceeded',
    demanded: false,
    row: 'd-commercial',
    lateral: false,
    from: LENA,
    to: { tier: 3, team: 'tl-abrechnung', person: null },
    form: { open: {}, sealed: [] },
    acceptBy: NOON,
    deadline: null,
    customerWaiting: false,
    hop: 1,
    pingPong: false,
    ...changes,
  });

export const accepted = (holder: Holder = MURAT, handover = 'h-1'): CaseEvent =>
  happened(
    'handover-accepted',
    { handover, holder, facts: ['situation', 'request', 'promise'] },
    { by: holder.person, at: NOON - 30 * MINUTE },
  );

export const promised = (promise = 'p-1', due = NOON + 4 * HOUR): CaseEvent =>
  happened('promise-made', { promise, due, by: 'lena', callback: false });

export const asked = (changes: Partial<EventData['approval-asked']> = {}, by = 'lena'): CaseEvent =>
  happened(
    'approval-asked',
    {
      approval: 'a-1',
      decisionType: 'goodwill-credit',
      unit: 'money',
      amount: 4000,
      currency: 'EUR',
      reason: null,
      evidence: false,
      customerWaiting: true,
      recommendation: 'grant',
      to: { tier: 3, team: 'tl-abrechnung' },
      decideBy: NOON,
      why: {
        verdict: 'needs-approval',
        binding: { rule: 'per-decision', limit: 1500, used: 0, remaining: 1500, ok: false },
        caps: [],
        tier: 1,
        approverTier: 3,
        pack: TELECOM.version,
        balances: [],
      },
      ...changes,
    },
    { by },
  );

export const resolved = (): CaseEvent => happened('case-resolved', { result: 'solved' });

export const closed = (at = NOON - 30 * MINUTE): CaseEvent =>
  happened('case-closed', { result: 'solved', informedAt: at, deviated: false, avoidable: false, cause: null }, { at });
