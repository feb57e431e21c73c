// The usual beginnings of a case, so that a scenario stays three lines: opened, offered, accepted, asked.
import type { CommandData } from '../../shared/case/commands.ts';
import type { Context } from '../../shared/case/context.ts';
import type { Asked, CaseEvent, EventData, Holder } from '../../shared/case/events.ts';
import type { Form } from '../../shared/handover/form.ts';
import { sealForm } from '../../shared/handover/seal.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import type { Absence } from '../../shared/policy/absence.ts';
import type { AuthorityReason } from '../../shared/policy/authority-types.ts';
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

/** Why a request went up, as a request of tier 1 records it. */
export const WHY: AuthorityReason = {
  verdict: 'needs-approval',
  binding: { rule: 'per-decision', unit: 'money', limit: 1500, used: 0, remaining: 1500, ok: false, detail: null, window: null },
  caps: [],
  tier: 1,
  approverTier: 3,
  papers: [],
  budgetWarning: null,
  pack: TELECOM.version,
  seen: { by: 'lena', at: NOON - HOUR, bill: null, online: true, lastSync: null, grants: 0 },
};

/** To whom a request goes: a team, or a person as the deputy of somebody absent. */
export const to = (tier: Asked['tier'], team: string, person: string | null = null, absent: string | null = null): Asked => ({
  tier,
  team,
  person,
  for: absent,
});

export const asked = (changes: Partial<EventData['approval-asked']> = {}, by = 'lena', at = NOON - MINUTE): CaseEvent =>
  happened(
    'approval-asked',
    {
      approval: 'a-1',
      decisionType: 'goodwill-credit',
      unit: 'money',
      amount: 4000,
      currency: 'EUR',
      reason: null,
      evidence: [],
      customerWaiting: true,
      recommendation: 'grant',
      to: to(3, 'tl-abrechnung'),
      decideBy: NOON + MINUTE,
      expiresAt: NOON + 48 * HOUR,
      passedOver: [],
      why: WHY,
      ...changes,
    },
    { by, at },
  );

/** Somebody is away from the evening before noon's day until the evening after, unless said otherwise. */
export const away = (person: string, deputy: string, changes: Partial<Absence> = {}): Absence => ({
  id: `away-${person}-${deputy}`,
  lane: TELECOM.lane,
  person,
  deputy,
  from: NOON - 12 * HOUR,
  until: NOON + 12 * HOUR,
  scope: null,
  setBy: person,
  setAt: NOON - 24 * HOUR,
  endedAt: null,
  endedBy: null,
  ...changes,
});

export const customerOf = (changes: Partial<NonNullable<Context['customer']>> = {}): NonNullable<Context['customer']> => ({
  id: 'c-1',
  lastBill: 4000,
  staff: null,
  relatives: [],
  since: '2020-01-01',
  segment: null,
  contracts: ['V-77'],
  ...changes,
});

export const resolved = (): CaseEvent => happened('case-resolved', { result: 'solved' });

export const closed = (at = NOON - 30 * MINUTE): CaseEvent =>
  happened('case-closed', { result: 'solved', informedAt: at, deviated: false, avoidable: false, cause: null }, { at });
