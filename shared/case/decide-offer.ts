// Decides how a handover sets out: up by a reason and the matrix, or sideways to a team, a colleague or the next shift.
import type { Form } from '../handover/form.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import type { Kind } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { acceptTargetOf, type Arrival } from '../policy/accept-by.ts';
import { amountAsked, rankOf, route, teamsThere } from '../policy/routing.ts';
import { calendarOf, type Where } from '../policy/targets.ts';
import { addressedNow, leadNow } from './asked-people.ts';
import type { CommandOf } from './commands.ts';
import type { Context } from './context.ts';
import { drafts, firstRefusal, mustBeOpen, mustKnow, mustNotFly, type Decider, type Draft, type Drafts, type Refused } from './decider.ts';
import { changesOf } from './decide-work.ts';
import type { EventData } from './events.ts';
import { formOf, knownCodes, laterOf, missingFields, promisesFit, sealedWith, type Offering } from './handover-form.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState, Flight } from './state.ts';

type Way = {
  readonly kind: Kind;
  readonly row: string | null;
  readonly lateral: boolean;
  readonly to: Flight['to'];
  readonly contact: string | null;
  readonly shift: string | null;
};
type Judged = { readonly form: Form; readonly changes: ReturnType<typeof changesOf>; readonly where: Omit<Where, 'tier' | 'team'> };

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
 * (naming the fields), `promises-differ`, `promise-exists`, `already-there`, `former-team-needs-reason`, and those of the
 * matrix. Source: domain.md §2, §3.
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
  const { kind, row, tier, team, person: named } = routed.value;
  if (team === state.holder.team) return refuseCase('already-there', { team });
  // Nobody is asked to take over from himself: then it waits in the team's queue.
  const person = named === state.holder.person ? null : named;
  const contact = policy.pack.matrix.find(({ id }) => id === row)?.to.contact ?? null;
  return offer(command, state, context, begun.value, { kind, row, lateral: false, to: { tier, team, person }, contact, shift: null });
};

/**
 * Passes the case sideways or down to a team the sender names; upwards only the matrix leads. With `shift` it is one case of a shift
 * handover and goes to a named colleague of the same team. Refusals as for `escalate`, and `not-lateral`, `not-in-that-team`,
 * `not-in-same-team`.
 */
export const offerHandover: Decider<'offer-handover'> = (command, state, context) => {
  const begun = begin(command, state, context);
  if (!begun.ok) return begun;
  const { team, person } = command.data.to;
  const shift = command.data.shift ?? null;
  const refusal = firstRefusal(goesSideways(command, state, context), shift === null ? null : staysInTeam(command, state));
  if (refusal !== null) return refusal;
  const { tier } = context.policy.teams.get(team)!;
  const way = { kind: 'functional', row: null, lateral: true, contact: null, shift } as const;
  return offer(command, state, context, begun.value, { ...way, to: { tier, team, person } });
};

const goesSideways = ({ data }: CommandOf<'offer-handover'>, { holder }: CaseState, { policy }: Context): Refused | null => {
  const { team: id, person } = data.to;
  const team = policy.teams.get(id);
  if (team === undefined) return refuseCase('unknown-code', { list: 'teams', code: id });
  if (rankOf(team.tier) > rankOf(holder.tier)) return refuseCase('not-lateral', { team: id, tier: team.tier, holderTier: holder.tier });
  if (id === holder.team && (person === null || person === holder.person)) return refuseCase('already-there', { team: id });
  if (person !== null && policy.people.get(person)?.teams.includes(id) !== true)
    return refuseCase('not-in-that-team', { person, team: id });
  return null;
};

const staysInTeam = ({ data: { to } }: CommandOf<'offer-handover'>, { holder }: CaseState): Refused | null =>
  to.team === holder.team && to.person !== null ? null : refuseCase('not-in-same-team', { person: to.person, team: holder.team });

const offer = (command: Offering, state: CaseState, context: Context, { form, changes, where }: Judged, way: Way): Drafts => {
  const { policy, now } = context;
  const { holder } = state;
  const to = addressedNow(context, way.to, holder.person);
  const { reason, demanded, customerWaiting } = command.data;
  const target = { tier: to.tier, team: to.team, person: to.person };
  const fixed = { kind: way.kind, reason: { code: reason, demanded }, target };
  const whole = { ...form, ...fixed };
  const ofShift = way.shift !== null;
  const pingPong = to.team !== holder.team && state.teams.includes(to.team);
  const refusal = firstRefusal(
    missingFields(whole, policy, state, ofShift),
    knownCodes(whole, policy),
    promisesFit(command, state, form, policy),
    pingPong ? mustSayWhy(command, to.team, policy) : null,
  );
  if (refusal !== null) return refusal;
  const deadline = form.deadline ?? null;
  return drafts(
    ...(changes === null ? [] : [{ type: 'case-classified', data: changes } as const]),
    {
      type: 'handover-offered',
      data: {
        handover: command.id,
        ...way,
        to,
        reason,
        demanded,
        from: holder,
        form: sealedWith(command, fixed),
        acceptBy: acceptBy(policy, { ...where, ...target, row: way.row, contact: way.contact }, customerWaiting, now, deadline),
        deadline,
        customerWaiting,
        hop: state.hops + (to.team === holder.team ? 0 : 1),
        pingPong,
        later: laterOf(whole, policy, state, ofShift, now),
        ...(pingPong ? brakeOf(command, to.team, state, context) : {}),
      },
      body: command.body,
    },
    ...command.data.promises.map((promise): Draft => ({ type: 'promise-made', data: promise, body: command.body })),
  );
};

/** Back to a team that had it before only with a reason of the pack: each such way costs the customer a round. Source: domain.md §2. */
const mustSayWhy = ({ data }: Offering, team: string, { pack }: Policy): Refused | null =>
  data.again === null || data.again === undefined
    ? refuseCase('former-team-needs-reason', { team })
    : mustKnow('formerTeam', pack.formerTeam, data.again);

/** The reason, and who is told of it: the leads of both teams, never the sender himself. */
const brakeOf = (
  { data }: Offering,
  team: string,
  { holder }: CaseState,
  context: Context,
): Pick<EventData['handover-offered'], 'again' | 'leads'> => {
  const leads = [leadNow(context, holder.team), leadNow(context, team)].filter((lead) => lead !== null && lead !== context.actor.id);
  return { again: data.again ?? null, leads: [...new Set(leads as readonly string[])] };
};

/** By the target to accept; where the pack sets none, by what the customer was told. */
export const acceptBy = (policy: Policy, where: Arrival, customerWaiting: boolean, now: Ms, deadline: Ms | null): Ms => {
  const found = acceptTargetOf(policy, where, customerWaiting);
  return found === null ? Math.max(deadline ?? now, now) : calendarOf(policy, found.calendar).due(now, found.target);
};
