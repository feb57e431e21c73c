// Decides handovers: escalate by a reason, pass sideways, add what is owed, withdraw, accept by read-back, return, answer.
import { completenessOf } from '../handover/completeness.ts';
import { FACT_IDS } from '../handover/card.ts';
import type { Form, SealedForm } from '../handover/form.ts';
import { soundForm } from '../handover/seal.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import type { Kind } from '../policy/pack-schema.ts';
import { formAbout } from '../policy/form-about.ts';
import type { Policy } from '../policy/policy.ts';
import { acceptTargetOf, type Arrival } from '../policy/accept-by.ts';
import { amountAsked, rankOf, route, teamsThere } from '../policy/routing.ts';
import { calendarOf, type Where } from '../policy/targets.ts';
import type { CommandOf } from './commands.ts';
import type { Context } from './context.ts';
import {
  backTo,
  drafts,
  firstRefusal,
  heldBy,
  mustBeOpen,
  mustKnow,
  mustNotFly,
  type Decider,
  type Draft,
  type Drafts,
  type Refused,
} from './decider.ts';
import { changesOf } from './decide-work.ts';
import type { Holder } from './events.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState, Flight } from './state.ts';

type Offering = CommandOf<'escalate'> | CommandOf<'offer-handover'>;
type Way = { readonly kind: Kind; readonly row: string | null; readonly lateral: boolean; readonly to: Flight['to'] };
type Judged = { readonly form: Form; readonly changes: ReturnType<typeof changesOf>; readonly where: Omit<Where, 'tier' | 'team'> };

/** A form whose personal words all stand behind its hash; null for anything else, because the chain keeps for ever what it is given. */
const formOf = (sealed: Offering['data']['form'], { fields }: Policy): Form | null => soundForm(sealed, fields);

/** The common beginning of both offers: the case may move, the reason is known, the form is a form. */
const begin = (command: Offering, state: CaseState, { policy }: Context): Result<Judged> => {
  const refusal = firstRefusal(mustBeOpen(state), mustNotFly(state), mustKnow('reasons', policy.reasons, command.data.reason));
  if (refusal !== null) return refusal;
  const form = formOf(command.data.form, policy);
  if (form === null) return refuseCase('form-broken');
  const changes = changesOf(policy, state, { urgency: form.priority?.urgency, impact: form.priority?.impact, markers: form.markers });
  return ok({ form, changes, where: { priority: changes?.priority ?? state.priority } });
};

/**
 * Sends the case up by a reason: kind, tier and team come from the matrix, the time to accept from the clocks, promises of
 * field 10 are made in the same breath. Refusals: `not-open`, `in-flight`, `unknown-code`, `form-broken`, `form-incomplete`
 * (naming the fields), `promises-differ`, `promise-exists`, `already-there`, and those of the matrix. Source: domain.md §2, §3.
 */
export const escalate: Decider<'escalate'> = (command, state, context) => {
  const begun = begin(command, state, context);
  if (!begun.ok) return begun;
  const { form, changes, where } = begun.value;
  const { policy, now } = context;
  const routed = route(policy, {
    reason: command.data.reason,
    category: state.category,
    channel: state.channel,
    priority: where.priority,
    markers: changes?.markers ?? state.markers,
    from: { tier: state.holder.tier, team: state.holder.team },
    amount: amountAsked(policy, form.decision),
    now,
    present: teamsThere(policy, command.data.present ?? null),
  });
  if (!routed.ok) return routed;
  const { kind, row, tier, team, person } = routed.value;
  if (team === state.holder.team) return refuseCase('already-there', { team });
  return offer(command, state, context, begun.value, { kind, row, lateral: false, to: { tier, team, person } });
};

/**
 * Passes the case sideways or down to a team the sender names; upwards only the matrix leads. Refusals as for `escalate`,
 * and `not-lateral`, `not-in-that-team`.
 */
export const offerHandover: Decider<'offer-handover'> = (command, state, context) => {
  const begun = begin(command, state, context);
  if (!begun.ok) return begun;
  const { policy } = context;
  const { team: id, person } = command.data.to;
  const team = policy.teams.get(id);
  if (team === undefined) return refuseCase('unknown-code', { list: 'teams', code: id });
  if (rankOf(team.tier) > rankOf(state.holder.tier))
    return refuseCase('not-lateral', { team: id, tier: team.tier, holderTier: state.holder.tier });
  if (id === state.holder.team && (person === null || person === state.holder.person)) return refuseCase('already-there', { team: id });
  if (person !== null && policy.people.get(person)?.teams.includes(id) !== true)
    return refuseCase('not-in-that-team', { person, team: id });
  return offer(command, state, context, begun.value, {
    kind: 'functional',
    row: null,
    lateral: true,
    to: { tier: team.tier, team: id, person },
  });
};

const offer = (command: Offering, state: CaseState, { policy, now }: Context, { form, changes, where }: Judged, way: Way): Drafts => {
  // What the system decides is written over what a desk may have sent: fields 1, 2 and 22.
  const fixed = { kind: way.kind, reason: { code: command.data.reason, demanded: command.data.demanded }, target: way.to };
  const refusal = firstRefusal(
    missingFields({ ...form, ...fixed }, policy, state),
    knownCodes({ ...form, ...fixed }, policy),
    promisesFit(command, state, form, policy),
  );
  if (refusal !== null) return refusal;
  const sealed: SealedForm = { open: { ...(command.data.form.open as Form), ...fixed }, sealed: command.data.form.sealed };
  const { customerWaiting } = command.data;
  const deadline = form.deadline ?? null;
  return drafts(
    ...(changes === null ? [] : [{ type: 'case-classified', data: changes } as const]),
    {
      type: 'handover-offered',
      data: {
        handover: command.id,
        ...way,
        reason: command.data.reason,
        demanded: command.data.demanded,
        from: state.holder,
        form: sealed,
        acceptBy: acceptBy(policy, { ...where, ...way.to, row: way.row }, customerWaiting, now, deadline),
        deadline,
        customerWaiting,
        hop: state.hops + (way.to.team === state.holder.team ? 0 : 1),
        pingPong: way.to.team !== state.holder.team && state.teams.includes(way.to.team),
      },
      body: command.body,
    },
    ...command.data.promises.map((promise): Draft => ({ type: 'promise-made', data: promise, body: command.body })),
  );
};

const missingFields = (form: Form, policy: Policy, state: CaseState): Refused | null => {
  const { missing, fields } = completenessOf(form, policy.fields, 'send', formAbout(policy, state));
  if (missing.length === 0) return null;
  return refuseCase('form-incomplete', {
    fields: missing,
    numbers: fields.filter(({ id }) => missing.includes(id)).map(({ number }) => number),
  });
};

/** Whatever stands in the chain as a code is one of the pack: nobody writes a sentence, let alone a name, in its place. */
const knownCodes = (form: Form, { pack, decisions, reasons, teams, people, fields }: Policy): Refused | null =>
  firstRefusal(
    mustKnow('reasons', reasons, form.reason?.code),
    mustKnow('teams', teams, form.target?.team),
    mustKnow('people', people, form.target?.person),
    mustKnow('remedies', pack.remedies, form.wish?.remedy),
    mustKnow('decisions', decisions, form.decision?.type),
    mustKnow('identity', pack.identity, form.identity?.method),
    mustKnow('notSolvable', pack.notSolvable, form.notSolvable),
    mustKnow('notTold', pack.notTold, form.nextStep?.notTold),
    ...(form.promises?.rows ?? []).map(({ by }) => mustKnow('people', people, by)),
    ...(form.deescalation ?? []).map((step) => mustKnow('deescalation', pack.guidance.deescalation, step)),
    ...Object.keys(form.own ?? {}).map((id) => mustKnow('fields', fields, id)),
  );

/** Field 10 and the promises of the command tell the same story; nobody hides a promise from the clocks. */
const promisesFit = ({ data }: Offering, state: CaseState, form: Form, policy: Policy): Refused | null => {
  const rows = form.promises?.rows.length ?? 0;
  if (rows !== data.promises.length) return refuseCase('promises-differ', { form: rows, given: data.promises.length });
  const ids = [...state.promises.map(({ promise }) => promise), ...data.promises.map(({ promise }) => promise)];
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return refuseCase('promise-exists', { promise: twice });
  return firstRefusal(...data.promises.map(({ by }) => mustKnow('people', policy.people, by)));
};

/** By the target to accept; where the pack sets none, by what the customer was told. */
export const acceptBy = (policy: Policy, where: Arrival, customerWaiting: boolean, now: Ms, deadline: Ms | null): Ms => {
  const found = acceptTargetOf(policy, where, customerWaiting);
  return found === null ? Math.max(deadline ?? now, now) : calendarOf(policy, found.calendar).due(now, found.target);
};

/** The handover a command speaks of is the one in flight, or the command came too late. */
export const inFlight = (state: CaseState, handover: string): Refused | null =>
  state.flight?.handover === handover ? null : refuseCase('handover-over', { handover });

/**
 * The sender adds after the call what the form still owes (fields marked r); nothing moves by it. Refusals: `handover-over`,
 * `not-sender`, `form-broken`, `nothing-changed`, `unknown-code`. Source: domain.md §3 "Nacharbeit".
 */
export const amendHandover: Decider<'amend-handover'> = (command, state, { actor, policy }) => {
  const { handover, form: sealed } = command.data;
  const from = [state.flight, ...state.errands].find((row) => row?.handover === handover)?.from;
  if (from === undefined) return refuseCase('handover-over', { handover });
  if (from.person !== actor.id) return refuseCase('not-sender', { sender: from.person, team: from.team });
  const form = formOf(sealed, policy);
  if (form === null) return refuseCase('form-broken');
  if (Object.keys(form).length === 0) return refuseCase('nothing-changed');
  const unknown = knownCodes(form, policy);
  if (unknown !== null) return unknown;
  return drafts({
    type: 'handover-amended',
    data: { handover, form: { open: sealed.open as Form, sealed: sealed.sealed } },
    body: command.body,
  });
};

/** Refusal: `handover-over` (accepted or returned meanwhile). */
export const withdrawHandover: Decider<'withdraw-handover'> = (command, state) =>
  inFlight(state, command.data.handover) ?? drafts({ type: 'handover-withdrawn', data: command.data, body: command.body });

/** The principal never holds: its acceptance leaves the case with its keeper. Source: domain.md §2. */
const holderAfter = (state: CaseState, { to }: Flight, { actor, policy }: Context): Holder =>
  to.tier === 'A' ? { ...state.holder, waiting: false } : heldBy(policy, actor, to.team);

/**
 * The receiver proves that he understood: three facts ticked, or one line of his own. Then, and only then, the case is his.
 * Refusals: `handover-over`, `read-back-missing`. Source: domain.md §3, fields 24 and 25.
 */
export const acceptHandover: Decider<'accept-handover'> = (command, state, context) => {
  const late = inFlight(state, command.data.handover);
  if (late !== null || state.flight === null) return late ?? refuseCase('handover-over', { handover: command.data.handover });
  const unread = FACT_IDS.filter((fact) => !command.data.facts.includes(fact));
  if (unread.length > 0 && command.body === null) return refuseCase('read-back-missing', { facts: unread });
  return drafts({
    type: 'handover-accepted',
    data: { ...command.data, holder: holderAfter(state, state.flight, context) },
    body: command.body,
  });
};

/**
 * Back to the sender with a coded deficiency; the customer's clock runs on. Refusals: `handover-over`, `unknown-code`,
 * `deficiency-needs-field`, `field-unknown`. Source: domain.md §3, field 25 and rule (c).
 */
export const returnHandover: Decider<'return-handover'> = (command, state, { policy }) => {
  const { handover, deficiency, field } = command.data;
  const late = inFlight(state, handover);
  if (late !== null || state.flight === null) return late ?? refuseCase('handover-over', { handover });
  const coded = policy.pack.deficiencies.find(({ id }) => id === deficiency);
  if (coded === undefined) return refuseCase('unknown-code', { list: 'deficiencies', code: deficiency });
  if (coded.field && field === null) return refuseCase('deficiency-needs-field', { deficiency });
  if (field !== null && !policy.fields.some(({ number, stage }) => number === field && stage === 'send'))
    return refuseCase('field-unknown', { field });
  return drafts({
    type: 'handover-returned',
    data: { handover, holder: backTo(policy, state.flight.from), deficiency, field },
    body: command.body,
  });
};

/**
 * The answer gives the case back to whoever asked, with the outcome. Only the newest open errand can be answered, by whoever
 * holds the case. Refusals: `not-open`, `in-flight`, `not-your-errand`. Source: domain.md §2.
 */
export const answerEscalation: Decider<'answer-escalation'> = (command, state, { policy }) => {
  const refusal = firstRefusal(mustBeOpen(state), mustNotFly(state));
  if (refusal !== null) return refusal;
  const errand = state.errands.at(-1);
  if (errand?.handover !== command.data.handover) return refuseCase('not-your-errand', { handover: command.data.handover });
  return drafts({ type: 'escalation-answered', data: { ...command.data, holder: backTo(policy, errand.from) }, body: command.body });
};
