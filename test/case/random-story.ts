// Makes any command out of a few numbers, mostly fitting the case as it stands, sometimes nonsense.
import { fc } from '../seeded.ts';
import { COMMANDS, type Command, type CommandData, type CommandType } from '../../shared/case/commands.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { CASE, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { escalation, fullForm } from './story.ts';

/** One step: a verb, who sends it, two numbers that choose the details, and the minutes since the step before (also backwards). */
export type Step = { readonly verb: CommandType; readonly who: number; readonly n: number; readonly m: number; readonly minutes: number };

const VERBS = Object.keys(COMMANDS) as CommandType[];
const OF_LEADS: readonly CommandType[] = ['approve', 'decline', 'review-decision'];
const PEOPLE = [...TELECOM.people.values()];
// Verbs that make a history deep come more often than those that end it.
const OFTEN: readonly CommandType[] = [
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

const of = <Item>(list: readonly Item[], n: number): Item => list[n % list.length]!;

const reasons = TELECOM.pack.reasons.map(({ id }) => id);
const teams = TELECOM.pack.teams.map(({ id }) => id);
const types = TELECOM.pack.decisions.map(({ id }) => id);

type Make = { readonly [T in CommandType]: (state: CaseState | null, n: number, m: number, now: number) => CommandData<T> };

const flightOf = (state: CaseState | null): string => state?.flight?.handover ?? 'junk';
/** Mostly one that is still open; sometimes one that is over. */
const openApproval = (state: CaseState | null, n: number): string => {
  const open = state?.approvals.filter(({ outcome }) => outcome === 'open' || n % 5 === 0) ?? [];
  return open.length === 0 ? 'junk' : of(open, n).approval;
};

/** One that was offered to a colleague, where there is one. */
const offeredPromise = (state: CaseState | null, n: number): string => {
  const offered = state?.promises.filter((row) => row.offered !== undefined && row.outcome === 'open') ?? [];
  return offered.length === 0 ? anyPromise(state, n) : of(offered, n).promise;
};
const masterOf = (state: CaseState | null, n: number): string =>
  state?.links?.find(({ relation }) => relation === 'part-of')?.other ?? `case-${n % 4}`;
/** The handover that is on its way to the principal or lies there, else the newest errand. */
const atPrincipal = (state: CaseState | null): string =>
  state?.flight?.to.tier === 'A' ? state.flight.handover : (state?.errands.at(-1)?.handover ?? 'junk');

const anyPromise = (state: CaseState | null, n: number): string =>
  state === null || state.promises.length === 0 ? 'junk' : of(state.promises, n).promise;
const anyConsult = (state: CaseState | null, n: number): string =>
  state?.consults === undefined || state.consults.length === 0 ? 'junk' : of(state.consults, n).consult;

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
  classify: (_state, n, m) => ({ urgency: of(['high', 'medium', 'low'], n), markers: m % 3 === 0 ? ['law'] : [] }),
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

/** Who alone can do this, where somebody alone can. */
const wantedFor = (state: CaseState, verb: CommandType, n: number): string | undefined => {
  const promise = (id: string) => state.promises.find((row) => row.promise === id);
  if (verb === 'offer-promise') return promise(anyPromise(state, n))?.by;
  if (verb === 'take-promise' || verb === 'leave-promise') return promise(offeredPromise(state, n))?.offered?.to;
  if (verb === 'acknowledge-news') return state.news?.at(n % 3)?.to;
  if (verb === 'give-card' || verb === 'answer-escalation') return state.holder.person;
  if (verb !== 'answer-consult' && verb !== 'withdraw-consult') return undefined;
  const asked = state.consults?.find(({ consult }) => consult === anyConsult(state, n));
  if (verb === 'withdraw-consult') return asked?.askedBy;
  return asked?.to.person ?? PEOPLE.find(({ teams: mine }) => asked !== undefined && mine.includes(asked.to.team))?.id;
};

/** Mostly somebody the case concerns: its holder, the one addressed, one of their teams; the importer for rows of another system. */
export const actorOf = (state: CaseState | null, { verb, who, n }: Step): string => {
  if (verb === 'import-row') return 'import';
  if (
    verb === 'expire-approval' ||
    verb === 'flag-unresolved' ||
    (verb === 'pass-handover' && who % 3 !== 0) ||
    (verb === 'pass-approval' && who % 2 === 0)
  )
    return 'watchdog';
  const asked = state?.approvals.find(({ outcome }) => outcome === 'open');
  if (OF_LEADS.includes(verb) && who % 3 !== 0) return of(['murat', 'carla', 'helga', 'ruediger'], who);
  if (verb === 'correct-approval' && asked !== undefined && who % 5 !== 0) return asked.askedBy;
  if (state === null || who % 5 === 0) return of(PEOPLE, who).id;
  const wanted = wantedFor(state, verb, n);
  if (wanted !== undefined && who % 5 !== 1) return wanted;
  const concerned = [state.holder.team, state.flight?.to.team, asked?.to.team, 'leitung'].flatMap((team) =>
    PEOPLE.filter(({ teams: mine }) => team !== undefined && mine.includes(team)).map(({ id }) => id),
  );
  return who % 2 === 0 ? state.holder.person : of([...concerned, state.holder.person], who);
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
