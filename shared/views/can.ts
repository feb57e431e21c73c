// Says of every verb whether a person may use it on a case now, by trying each on the core with plausible data.
import { standInOf } from '../policy/absence.ts';
import { COMMANDS, type Command, type CommandData, type CommandType } from '../case/commands.ts';
import type { Context } from '../case/context.ts';
import { isBudgetVerb, type BudgetVerb } from '../case/decide-budget.ts';
import { decide } from '../case/decide.ts';
import type { RefusalCode } from '../case/refusals.ts';
import type { CaseState, ConsultState } from '../case/state.ts';
import { isPhoneVerb, type PhoneVerb } from '../case/telephone-schema.ts';
import type { Refusal } from '../kernel/result.ts';

/**
 * Refusals that blame what was filled in, not who acts or when: with other data the verb is open, so the button is, too.
 */
const BLAMES_DATA: ReadonlySet<string> = new Set<RefusalCode>([
  'unknown-code',
  'nothing-changed',
  'form-broken',
  'form-incomplete',
  'promises-differ',
  'already-there',
  'not-lateral',
  'not-in-that-team',
  'read-back-missing',
  'deficiency-needs-field',
  'field-unknown',
  'promise-needs-due',
  'amount-missing',
  'above-authority',
  'never-allowed',
  'within-authority',
  'break-glass-forbidden',
  'break-glass-needs-words',
  'told-in-future',
  'contract-unknown',
  'wait-in-past',
  'wait-too-long',
  'informed-in-future',
  'informed-too-early',
  'cause-missing',
  'check-out-in-past',
  'check-out-too-long',
  'override-needs-words',
  'former-team-needs-reason',
  'not-in-same-team',
  'held-too-long',
  'coach-oneself',
  'own-team-only-by-name',
  'window-order',
  'snooze-in-past',
  'snooze-too-long',
  'link-self',
  'already-linked',
  'master-has-master',
]);

/** Importing is no act of a person on a case, and an account is no case. */
export type CaseVerb = Exclude<CommandType, BudgetVerb | PhoneVerb>;
const isCaseVerb = (type: CommandType): type is CaseVerb => !isBudgetVerb(type) && !isPhoneVerb(type);

/** The verbs of the screens. */
export const SCREEN_VERBS = (Object.keys(COMMANDS) as CommandType[]).filter(isCaseVerb).filter((type) => type !== 'import-row');

/** Every verb: null = may do it now, else the refusal that would come. Cheap: one decision per verb, nothing is written. */
export const canOf = (state: CaseState, context: Context): Record<string, Refusal | null> =>
  Object.fromEntries(SCREEN_VERBS.map((verb) => [verb, probe(verb, state, context)]));

/** The refusal of one command if it were sent now; null when nothing but its data could stand against it. */
export const probe = (
  verb: CaseVerb,
  state: CaseState,
  context: Context,
  data: object = plausible(verb, state, context),
): Refusal | null => {
  const outcome = decide(probeCommand(verb, state, context, data), verb === 'open-case' ? null : state, context);
  return outcome.ok || BLAMES_DATA.has(outcome.refusal.code) ? null : outcome.refusal;
};

/** A command nobody sends, for asking the core what would come of it. */
export const probeCommand = (type: CommandType, state: CaseState, { actor, now, policy }: Context, data: object): Command =>
  ({
    id: `probe:${type}`,
    lane: state.lane,
    caseId: type === 'open-case' ? 'probe' : state.id,
    type,
    actor: actor.id,
    at: now,
    quality: 'synced',
    pack: policy.version,
    seen: 0,
    data,
    body: 'probe',
  }) as Command;

type Plausible = { readonly [T in CaseVerb]: (state: CaseState, context: Context) => CommandData<T> };

const NOTHING = 'none';

/** The one the person could do it with, else any: then the core says whose it is. */
const bestOf = <Row>(rows: readonly Row[], ...wishes: readonly ((row: Row) => boolean)[]): Row | undefined =>
  wishes.map((wish) => rows.find(wish)).find((row) => row !== undefined) ?? rows[0];

const openPromises = (state: CaseState): CaseState['promises'] => state.promises.filter(({ outcome }) => outcome === 'open');
const openPromise = (state: CaseState): string => openPromises(state)[0]?.promise ?? NOTHING;
const ownPromise = (state: CaseState, { actor }: Context): string =>
  bestOf(
    openPromises(state),
    ({ by, offered }) => by === actor.id && offered === undefined,
    ({ by }) => by === actor.id,
  )?.promise ?? NOTHING;
const somebodyElse = ({ actor, policy }: Context): string => policy.pack.roster.find(({ id }) => id !== actor.id)?.id ?? actor.id;
const offeredPromise = (state: CaseState, { actor }: Context, owner: boolean): string => {
  const offered = openPromises(state).filter((row) => row.offered !== undefined);
  const found = bestOf(
    offered,
    (row) => row.offered?.to === actor.id,
    ({ by }) => owner && by === actor.id,
  );
  return found?.promise ?? openPromise(state);
};
/** Somebody's whom this person may speak for: of his own teams before all others. */
const ledPromise = (state: CaseState, { actor, policy }: Context): string =>
  bestOf(openPromises(state), ({ by }) => policy.people.get(by)?.teams.some((team) => policy.teams.get(team)?.lead === actor.id) === true)
    ?.promise ?? NOTHING;
const openConsults = ({ consults = [] }: CaseState): readonly ConsultState[] => consults.filter(({ outcome }) => outcome === 'open');
const askedConsult = (state: CaseState, { actor, absences, now }: Context): string =>
  bestOf(
    openConsults(state),
    ({ to }) => to.person === actor.id,
    ({ to }) => to.person === null && actor.teams.includes(to.team),
    ({ to }) => to.person !== null && standInOf(absences, to.person, now) === actor.id,
  )?.consult ?? NOTHING;
const ownConsult = (state: CaseState, { actor }: Context): string =>
  bestOf(openConsults(state), ({ askedBy }) => askedBy === actor.id)?.consult ?? NOTHING;
const unlinkable = ({ links = [] }: CaseState): string =>
  links.find(({ relation }) => relation !== 'merged-into' && relation !== 'absorbed')?.other ?? NOTHING;
const masterOf = ({ links = [] }: CaseState): string => links.find(({ relation }) => relation === 'part-of')?.other ?? NOTHING;
const openRequest = (state: CaseState): CaseState['approvals'][number] | undefined =>
  state.approvals.find(({ outcome }) => outcome === 'open');
const openApproval = (state: CaseState): string => openRequest(state)?.approval ?? NOTHING;
const flying = (state: CaseState): string => state.flight?.handover ?? NOTHING;
const newestErrand = (state: CaseState): string => state.errands.at(-1)?.handover ?? NOTHING;
const firstDecision = ({ policy }: Context): string => policy.pack.decisions[0]!.id;
const emptyForm = { open: {}, sealed: [] };

const escalation = ({ policy }: Context): CommandData<'escalate'> => ({
  reason: policy.pack.reasons[0]!.id,
  demanded: false,
  customerWaiting: false,
  form: emptyForm,
  promises: [],
});

const PLAUSIBLE: Plausible = {
  'open-case': (state) => ({
    number: state.number,
    customer: null,
    category: state.category,
    channel: state.channel,
    urgency: state.urgency,
    impact: state.impact,
    reason: null,
    call: null,
  }),
  classify: (state) => ({ category: state.category }),
  'add-note': () => ({}),
  'log-contact': (state) => ({ channel: state.channel, direction: 'out', reached: false, informed: false, call: null }),
  'make-promise': (_state, { now, actor }) => ({ due: now + 1, by: actor.id, callback: false }),
  'settle-promise': (state) => ({ promise: openPromise(state), outcome: 'kept', newDue: null }),
  'take-case': () => ({}),
  'check-out': (_state, { now }) => ({ until: now + 1 }),
  'check-in': () => ({}),
  'override-check-out': () => ({}),
  escalate: (_state, context) => escalation(context),
  'offer-handover': (state, context) => ({ ...escalation(context), to: { team: otherTeam(state, context), person: null } }),
  'amend-handover': (state, { actor }) => ({
    handover: bestOf(state.owed ?? [], ({ by }) => by === actor.id)?.handover ?? state.flight?.handover ?? newestErrand(state),
    form: emptyForm,
  }),
  'withdraw-handover': (state) => ({ handover: flying(state) }),
  'accept-handover': (state) => ({ handover: flying(state), facts: ['situation', 'request', 'promise'] }),
  'return-handover': (state, { policy }) => ({ handover: flying(state), deficiency: policy.pack.deficiencies[0]!.id, field: null }),
  'ask-query': (state) => ({ handover: flying(state) }),
  'answer-query': (state) => ({
    handover: flying(state),
    query: state.flight?.queries.find(({ answered }) => !answered)?.query ?? NOTHING,
  }),
  'answer-escalation': (state) => ({
    handover: state.flight?.to.tier === 'A' ? state.flight.handover : newestErrand(state),
    outcome: 'informed',
  }),
  decide: (_state, context) => ({ decisionType: firstDecision(context), amount: 1, reason: null, evidence: [] }),
  'ask-approval': (_state, context) => ({
    decisionType: firstDecision(context),
    amount: 1,
    reason: null,
    evidence: [],
    customerWaiting: false,
    recommendation: null,
  }),
  approve: (state) => ({ approval: openApproval(state), amount: 1 }),
  decline: (state) => ({ approval: openApproval(state) }),
  'withdraw-approval': (state) => ({ approval: openApproval(state) }),
  'correct-approval': (state, context) => ({
    approval: openApproval(state),
    decisionType: firstDecision(context),
    amount: 1,
    reason: null,
    evidence: [],
    recommendation: null,
  }),
  'pass-approval': (state) => ({ approval: openApproval(state), step: (openRequest(state)?.steps ?? 0) + 1 }),
  'expire-approval': (state) => ({ approval: openApproval(state) }),
  'review-decision': (state) => ({
    decision: state.decisions.find(({ review }) => review !== null && review.outcome === null)?.decision ?? NOTHING,
    outcome: 'upheld',
  }),
  'start-wait': (_state, { policy }) => ({ reason: policy.pack.waits[0]!.id, until: null }),
  'end-wait': () => ({}),
  resolve: (_state, { policy }) => ({ result: policy.pack.results[0]!.id }),
  close: (state, { policy, now }) => ({
    result: policy.pack.results[0]!.id,
    informedAt: state.informedAt ?? now,
    deviated: false,
    avoidable: false,
    cause: null,
  }),
  reopen: () => ({ cause: 'new-fact' }),
  'pass-handover': (state) => ({ handover: flying(state), step: (state.flight?.step ?? 0) + 1 }),
  'give-card': (state) => ({ handover: flying(state), way: 'print', contact: null }),
  'offer-promise': (state, context) => ({ promise: ownPromise(state, context), to: somebodyElse(context), shift: NOTHING }),
  'take-promise': (state, context) => ({ promise: offeredPromise(state, context, false) }),
  'leave-promise': (state, context) => ({ promise: offeredPromise(state, context, true) }),
  'move-promise': (state, context) => ({ promise: ledPromise(state, context), to: context.actor.id, cause: 'absence' }),
  'move-case': ({ holder }, { actor }) => ({ to: { team: holder.team, person: actor.id }, cause: 'absence' }),
  'flag-unresolved': (state) => ({ step: (state.flagged?.step ?? 0) + 1 }),
  'ask-consult': (state, context) => ({ to: { team: otherTeam(state, context), person: null }, customerWaiting: false }),
  'answer-consult': (state, context) => ({ consult: askedConsult(state, context) }),
  'withdraw-consult': (state, context) => ({ consult: ownConsult(state, context) }),
  'link-case': () => ({ other: NOTHING, relation: 'related' }),
  'unlink-case': (state) => ({ other: unlinkable(state) }),
  'merge-case': () => ({ into: NOTHING }),
  'absorb-case': ({ openedAt }) => ({ from: NOTHING, openedAt, promises: [] }),
  'tell-parts': () => ({ parts: 0, informed: false }),
  'tell-part': (state) => ({ master: masterOf(state), informed: false }),
  'close-part': (state, { policy, now }) => ({ master: masterOf(state), result: policy.pack.results[0]!.id, informedAt: now }),
  'acknowledge-alert': () => ({ alert: NOTHING }),
  'snooze-alert': (_state, { policy, now }) => ({ alert: NOTHING, until: now + 1, reason: policy.pack.alerts.snoozes[0]!.id }),
  'acknowledge-news': () => ({ news: [NOTHING] }),
  'check-identity': (_state, { policy }) => ({ method: policy.pack.identity[0]!.id, call: null }),
  'log-call': () => ({ call: NOTHING, direction: 'in', seconds: 0, held: 0 }),
  'note-mood': () => ({ level: 'calm' }),
  'log-guidance': () => ({ kind: 'step', id: NOTHING, result: 'used' }),
  'report-gap': ({ category }) => ({ article: null, category }),
  'rate-handover': (state) => ({ handover: newestErrand(state), complete: 'yes', clear: 'yes', right: 'yes' }),
  coach: (_state, context) => ({ handover: null, to: somebodyElse(context) }),
  'import-row': (state, { now, actor }) => ({
    source: { system: NOTHING, ref: NOTHING, row: 1 },
    number: state.number,
    occurredAt: now,
    openedAt: state.openedAt,
    customer: null,
    category: state.category,
    channel: state.channel,
    urgency: state.urgency,
    impact: state.impact,
    priority: state.priority,
    state: 'open',
    wait: null,
    waitUntil: null,
    team: null,
    assignee: null,
    recordedBy: actor.id,
    reopened: false,
    result: null,
  }),
};

const otherTeam = ({ holder }: CaseState, { policy }: Context): string =>
  policy.pack.teams.find(({ id, tier }) => id !== holder.team && tier === holder.tier)?.id ?? holder.team;

/** Data with which a verb would make sense on this case now. */
export const plausible = (verb: CaseVerb, state: CaseState, context: Context): object => PLAUSIBLE[verb](state, context);
