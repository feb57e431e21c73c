// Makes any command out of a few numbers, mostly fitting the case as it stands, sometimes nonsense.
import { fc } from '../seeded.ts';
import { isBudgetVerb } from '../../shared/case/decide-budget.ts';
import { isPhoneVerb } from '../../shared/case/telephone-schema.ts';
import type { CaseVerb } from '../../shared/views/can.ts';
import { COMMANDS, type Command, type CommandData, type CommandType } from '../../shared/case/commands.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { CASE, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';
import {
  anyConsult,
  anyPromise,
  atPrincipal,
  flightOf,
  masterOf,
  of,
  offeredPromise,
  openApproval,
  PEOPLE,
  type Step,
} from './random-picks.ts';
import { escalation, fullForm } from './story.ts';

const VERBS = (Object.keys(COMMANDS) as CommandType[]).filter((type): type is CaseVerb => !isBudgetVerb(type) && !isPhoneVerb(type));
// Verbs that make a history deep come more often than those that end it.
const OFTEN: readonly CaseVerb[] = [
  'escalate',
  'escalate',
  'accept-handover',
  'accept-handover',
  'take-case',
  'offer-handover',
  'answer-escalation',
  'ask-approval',
  'ask-approval',
  'approve',
  'approve',
  'correct-approval',
  'pass-approval',
  'expire-approval',
  'decide',
  'review-decision',
  'review-decision',
  'ask-query',
  'ask-query',
  'answer-query',
  'answer-query',
  'pass-handover',
  'pass-handover',
  'pass-handover',
  ...Array.from({ length: 3 }, () => 'answer-escalation' as const),
  ...Array.from({ length: 3 }, () => 'give-card' as const),
  ...Array.from({ length: 2 }, () => 'flag-unresolved' as const),
  ...(['make-promise', 'offer-promise', 'offer-promise', 'take-promise', 'take-promise', 'leave-promise', 'leave-promise'] as const),
  ...(['ask-consult', 'ask-consult', 'answer-consult', 'answer-consult', 'answer-consult'] as const),
  ...([
    'check-out',
    'check-out',
    'check-in',
    'check-in',
    'check-in',
    'override-check-out',
    'override-check-out',
    'decline',
    'decline',
    'leave-promise',
  ] as const),
  ...Array.from({ length: 2 }, () => 'move-promise' as const),
  ...(['link-case', 'link-case', 'tell-part', 'tell-parts', 'close-part', 'close-part', 'acknowledge-news'] as const),
];

export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    verb: fc.constantFrom(...VERBS, ...OFTEN),
    who: fc.nat(99),
    n: fc.nat(999),
    m: fc.nat(999),
    minutes: fc.integer({ min: -30, max: 600 }),
  }),
  { minLength: 5, maxLength: 45, size: 'max' },
);

const reasons = TELECOM.pack.reasons.map(({ id }) => id);
const teams = TELECOM.pack.teams.map(({ id }) => id);
const types = TELECOM.pack.decisions.map(({ id }) => id);

type Make = { readonly [T in CaseVerb]: (state: CaseState | null, n: number, m: number, now: number) => CommandData<T> };

const wish = (n: number, m: number, now: number): CommandData<'decide'> => ({
  decisionType: of(types, n),
  amount: (n % 9) * m * 10,
  reason: n % 4 === 0 ? of(reasons, m) : null,
  evidence: m % 2 === 0 ? ['paper'] : [],
  ...(n % 6 === 0 ? { terms: { months: (m % 12) + 1, days: (m % 20) + 1 } } : {}),
  ...(m % 8 === 0 ? { otherAccount: true } : {}),
  ...(n % 10 === 0 ? { toldAt: now + (m - 900) * MINUTE } : {}),
});

const presentFor = (n: number): string[] | null =>
  n % 3 === 0 ? null : PEOPLE.filter((_, index) => (n + index) % 3 !== 0).map(({ id }) => id);

const handover = (n: number, m: number, now: number): CommandData<'escalate'> => {
  const promises = n % 3 === 0 ? [{ promise: `p-${n}-${now}`, due: now + HOUR, by: 'lena', callback: n % 2 === 0 }] : [];
  const form = fullForm({
    markers: m % 7 === 0 ? ['law'] : m % 11 === 0 ? ['safety'] : [],
    complaint: { is: m % 7 === 0, receivedOn: '2026-06-03' },
    priority: { urgency: of(['high', 'medium', 'low'], n), impact: of(['high', 'medium', 'low'], m) },
    promises: { none: promises.length === 0, rows: promises.map(({ due, by }) => ({ what: 'x', due, by })) },
  });
  const again = n % 5 === 0 ? {} : { again: of(TELECOM.pack.formerTeam, m).id };
  return escalation(n % 17 === 0 ? {} : form, { reason: of(reasons, n), customerWaiting: m % 2 === 0, promises, ...again });
};

const MAKE: Make = {
  'open-case': () => ({
    number: 'NT-0A00-4K7',
    customer: 'c-1',
    category: 'billing',
    channel: 'phone',
    urgency: 'high',
    impact: 'low',
    reason: null,
    call: null,
  }),
  classify: (state, n, m) => ({
    urgency: of(['high', 'medium', 'low'], n),
    markers: m % 3 === 0 ? ['law'] : [],
    ...(m % 2 === 0 && state !== null ? { was: { urgency: of(['high', 'medium', 'low'], n + m), markers: [...state.markers] } } : {}),
  }),
  'add-note': () => ({}),
  'log-contact': (_state, n, m) => ({
    channel: 'phone',
    direction: of(['in', 'out'], n),
    reached: m % 2 === 0,
    informed: m % 3 === 0,
    call: null,
  }),
  'make-promise': (_state, n, _m, now) => ({ due: now + HOUR, by: of(PEOPLE, n).id, callback: n % 2 === 0 }),
  'settle-promise': (state, n, m, now) => ({
    promise: state === null || state.promises.length === 0 ? 'junk' : of(state.promises, n).promise,
    outcome: of(['kept', 're-agreed', 'broken'], m),
    newDue: now + HOUR,
  }),
  'take-case': () => ({}),
  'check-out': (_state, n, m, now) => ({ until: now + (n % 7 === 0 ? -1 : m % 11 === 0 ? 31 * 24 : m % 3 === 0 ? 12 : 2) * HOUR }),
  'check-in': () => ({}),
  'override-check-out': () => ({}),
  escalate: (_state, n, m, now) => handover(n, m, now),
  'offer-handover': (state, n, m, now) => ({
    ...handover(n, m, now),
    to:
      m % 4 === 0
        ? { team: state?.holder.team ?? 'junk', person: of(PEOPLE, n).id }
        : { team: of(teams, m), person: n % 2 === 0 ? null : of(PEOPLE, n).id },
    shift: m % 8 === 0 ? 'shift-1' : null,
  }),
  'amend-handover': (state, n) => ({
    handover: of([flightOf(state), state?.errands.at(-1)?.handover ?? 'junk'], n),
    form: { open: { complaint: { is: false, receivedOn: null } }, sealed: [] },
  }),
  'withdraw-handover': (state) => ({ handover: flightOf(state) }),
  'accept-handover': (state, n) => ({ handover: flightOf(state), facts: n % 9 === 0 ? [] : ['situation', 'request', 'promise'] }),
  'return-handover': (state, n) => ({
    handover: flightOf(state),
    deficiency: of(TELECOM.pack.deficiencies, n).id,
    field: n % 2 === 0 ? 7 : null,
  }),
  'ask-query': (state) => ({ handover: flightOf(state) }),
  'answer-query': (state) => ({ handover: flightOf(state), query: state?.flight?.queries.at(-1)?.query ?? 'junk' }),
  'answer-escalation': (state, n) => ({
    handover: atPrincipal(state),
    outcome: of(['granted', 'partly', 'refused', 'solved', 'informed'], n),
  }),
  decide: (_state, n, m, now) => ({
    ...wish(n, m, now),
    ...(m % 3 === 0 ? { decisionType: 'goodwill-credit', amount: 4 * n, breakGlass: true } : {}),
  }),
  'review-decision': (state, n, m) => ({
    decision: state?.decisions.find(({ review }) => review?.outcome === null)?.decision ?? state?.decisions.at(n % 2)?.decision ?? 'junk',
    outcome: of(['upheld', 'follow-up'], m),
  }),
  'ask-approval': (_state, n, m, now) => ({
    ...wish(n, m, now),
    customerWaiting: m % 2 === 0,
    recommendation: null,
    present: presentFor(m),
  }),
  'correct-approval': (state, n, m, now) => ({
    ...wish(n + m, m, now),
    approval: openApproval(state, n),
    recommendation: 'partly',
    present: presentFor(n),
  }),
  'pass-approval': (state, n, m) => ({
    approval: openApproval(state, n),
    step: m % 7 === 0 ? 1 : (state?.approvals.find(({ approval }) => approval === openApproval(state, n))?.steps ?? 0) + 1,
    present: presentFor(m),
  }),
  'expire-approval': (state, n) => ({ approval: openApproval(state, n) }),
  approve: (state, n, m) => ({
    approval: openApproval(state, n),
    amount: m % 3 === 0 ? m : (state?.approvals.find(({ approval }) => approval === openApproval(state, n))?.amount ?? m),
  }),
  decline: (state, n) => ({ approval: openApproval(state, n) }),
  'withdraw-approval': (state, n) => ({ approval: openApproval(state, n) }),
  'start-wait': (_state, n, m, now) => ({ reason: of(TELECOM.pack.waits, n).id, until: m % 2 === 0 ? null : now + (m - 100) * MINUTE }),
  'end-wait': () => ({}),
  resolve: (_state, n) => ({ result: of(TELECOM.pack.results, n).id }),
  close: (_state, n, m, now) => ({
    result: of(TELECOM.pack.results, n).id,
    informedAt: now,
    deviated: false,
    avoidable: m % 2 === 0,
    cause: m % 3 === 0 ? null : 'training',
  }),
  reopen: (_state, n) => ({ cause: of(['customer', 'broken-promise', 'new-fact'], n) }),
  'pass-handover': (state) => ({ handover: flightOf(state), step: (state?.flight?.step ?? 0) + 1 }),
  'check-identity': (_state, n) => ({ method: of(TELECOM.pack.identity, n).id, call: null }),
  'log-call': (_state, n, m) => ({ call: `call-${n}`, direction: of(['in', 'out'], n), seconds: n, held: m }),
  'note-mood': (_state, n) => ({ level: of(['calm', 'upset', 'escalated'], n) }),
  'log-guidance': (_state, n, m) => ({
    kind: 'step',
    id: TELECOM.pack.guidance.steps.at(m % 2)?.id ?? 'none',
    result: of(['helped', 'no-effect', 'undone'], n),
  }),
  'report-gap': (_state, n) => ({ article: null, category: of(TELECOM.pack.categories, n).id }),
  'rate-handover': (state, n, m) => ({
    handover: state?.errands.at(-1)?.handover ?? 'none',
    complete: of(['yes', 'partly', 'no'], n),
    clear: of(['yes', 'partly', 'no'], m),
    right: 'yes',
  }),
  coach: (_state, n) => ({ handover: null, to: of(PEOPLE, n).id }),
  'give-card': (state, n) => ({ handover: atPrincipal(state), way: of(['print', 'copy', 'mail', 'phone'], n), contact: null }),
  'offer-promise': (state, n, m) => ({ promise: anyPromise(state, n), to: of(PEOPLE, m).id, shift: 'shift-1' }),
  'take-promise': (state, n) => ({ promise: offeredPromise(state, n) }),
  'leave-promise': (state, n) => ({ promise: offeredPromise(state, n) }),
  'move-promise': (state, n, m) => ({ promise: anyPromise(state, n), to: of(PEOPLE, m).id, cause: of(['absence', 'workload'], n) }),
  'move-case': (state, n, m) => ({
    to: { team: state?.holder.team ?? of(teams, n), person: m % 4 === 0 ? null : of(PEOPLE, m).id },
    cause: of(['absence', 'workload'], n),
  }),
  'flag-unresolved': (state) => ({ step: (state?.flagged?.step ?? 0) + 1 }),
  'ask-consult': (_state, n, m) => ({
    to: { team: of(teams, n), person: m % 2 === 0 ? null : of(PEOPLE, m).id },
    customerWaiting: n % 2 === 0,
  }),
  'answer-consult': (state, n) => ({ consult: anyConsult(state, n) }),
  'withdraw-consult': (state, n) => ({ consult: anyConsult(state, n) }),
  'link-case': (_state, n, m) => ({ other: `case-${n % 4}`, relation: of(['related', 'part-of', 'has-part'], m) }),
  'unlink-case': (_state, n) => ({ other: `case-${n % 4}` }),
  'merge-case': (_state, n) => ({ into: `case-${n % 4}` }),
  'absorb-case': (_state, n, m, now) => ({ from: `case-${n % 4}`, openedAt: now - m * MINUTE, promises: [] }),
  'tell-parts': (_state, n) => ({ parts: n % 5, informed: n % 2 === 0 }),
  'tell-part': (state, n, m) => ({ master: masterOf(state, n), informed: m % 2 === 0 }),
  'close-part': (state, n, m, now) => ({ master: masterOf(state, n), result: of(TELECOM.pack.results, m).id, informedAt: now }),
  'acknowledge-alert': (_state, n) => ({ alert: `resolution:-:${n}:0.75` }),
  'snooze-alert': (_state, n, m, now) => ({
    alert: `resolution:-:${n}:0.75`,
    until: now + (m % 90) * MINUTE,
    reason: TELECOM.pack.alerts.snoozes[0]!.id,
  }),
  'acknowledge-news': (state, n) => ({ news: [state?.news?.at(n % 3)?.news ?? 'junk'] }),
  'import-row': (state, n, m, now) => ({
    source: { system: 's', ref: 'r', row: (state?.source?.row ?? 0) + (n % 3) },
    number: 'NT-0A00-4K7',
    occurredAt: now,
    openedAt: NOON,
    customer: null,
    category: 'fault',
    channel: 'mail',
    urgency: 'low',
    impact: 'low',
    priority: 'P4',
    state: of(['open', 'open', 'waiting', 'resolved', 'closed'], m),
    wait: m % 2 === 0 ? 'evidence' : null,
    waitUntil: null,
    team: n % 4 === 0 ? null : of(teams, n),
    assignee: m % 3 === 0 ? null : of(PEOPLE, m).id,
    recordedBy: 'lena',
    reopened: n % 5 === 0,
    result: null,
  }),
};

export const commandOf = (state: CaseState | null, { verb, n, m }: Step, id: string, now: number): Command =>
  ({
    id,
    lane: TELECOM.lane,
    caseId: CASE,
    type: verb,
    actor: '',
    at: now,
    quality: 'synced',
    pack: TELECOM.version,
    seen: 0,
    data: MAKE[verb](state, n, m, now),
    body: n % 6 === 0 ? null : `body-${id}`,
  }) as Command;
