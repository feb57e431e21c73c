// Decides about requests for approval: asked, corrected, passed on, withdrawn, and taken off when nobody answered.
import type { Ms } from '../kernel/time.ts';
import type { AuthorityReason, LeaseFact } from '../policy/authority-types.ts';
import { budgetsFor } from '../policy/budgets.ts';
import type { Person, Tier } from '../policy/pack-schema.ts';
import { calendarOf, dueAt } from '../policy/targets.ts';
import { monthAt } from '../policy/windows.ts';
import { decidesAtAll, openApproval, refusedAnswer } from './approval-answer.ts';
import { nextRoute, routeRequest, type RequestQuestion } from './approval-route.ts';
import { coveringTiers, questionOf, type WishData } from './authority-question.ts';
import type { CommandData } from './commands.ts';
import type { Context } from './context.ts';
import { authorityOf, granted, extrasOf, figures, fitsCase, namesTerms, wellFormed } from './decide-decisions.ts';
import { drafts, firstRefusal, mustBeOpen, type Decider, type Drafts, type Refused } from './decider.ts';
import type { Asked, EventData } from './events.ts';
import { refuseCase } from './refusals.ts';
import type { ApprovalState, CaseState } from './state.ts';

/** Until when a place has time to answer: seconds while the customer waits, else the decision clock; never beyond its end. */
export const decideByOf = (state: CaseState, to: Asked, customerWaiting: boolean, expiresAt: Ms, { policy, now }: Context): Ms => {
  const where = { tier: to.tier, team: to.team, priority: state.priority };
  const live = customerWaiting ? dueAt(policy, 'accept-live', where, now) : null;
  return Math.min(live ?? dueAt(policy, 'decision', where, now) ?? expiresAt, expiresAt);
};

const expiryOf = ({ team }: Asked, { policy, now }: Context): Ms => {
  const calendar = policy.teams.get(team)?.calendar;
  if (calendar === undefined) throw new Error(`team ${team} was routed to and is gone`);
  return calendarOf(policy, calendar).due(now, policy.pack.authority.expiry);
};

const questionFor = (
  { decisionType }: WishData,
  askedBy: string,
  tiers: readonly Tier[],
  present: CommandData<'ask-approval'>['present'],
): RequestQuestion => ({ decisionType, askedBy, tiers, present: present ?? null, without: [] });

/** What a request and its correction have in common: it may be asked, it needs to be, and why is kept. */
const mustAsk = (wish: WishData, state: CaseState, context: Context): { readonly why: AuthorityReason } | Refused => {
  const refusal = firstRefusal(mustBeOpen(state), wellFormed(wish, context), fitsCase(wish, context), namesTerms(wish, context));
  if (refusal !== null) return refusal;
  const why = authorityOf(wish, state, context.actor.tier, context);
  const common = figures(wish, context.policy, why);
  if (why.verdict === 'within') return refuseCase('within-authority', common);
  return why.verdict === 'never' ? refuseCase('never-allowed', { ...common, rule: why.binding.rule }) : { why };
};

/** The figures of a wish as a request records them. */
const asked = (wish: WishData, { policy }: Context, why: AuthorityReason) => {
  const { decisionType, amount, reason, evidence } = wish;
  return { decisionType, amount, reason, evidence, unit: figures(wish, policy, why).unit, why, ...extrasOf(wish) };
};

/**
 * The question moves, the case stays: straight to the lowest tier that covers it and where somebody is there. Refusals: `not-open`,
 * `unknown-code`, `amount-missing`, `own-account`, `contract-unknown`, `told-in-future`, `terms-missing`, `within-authority` (decide it yourself),
 * `never-allowed`, `no-approver`. Source: domain.md §2 "Ask", §4.
 */
export const askApproval: Decider<'ask-approval'> = (command, state, context) => {
  const { proposed } = command.data;
  if (proposed === undefined) return askedUp(command, state, context);
  // What only the hub can pay counts as unpaid where it is proposed.
  if (context.hub === undefined) return askedUp({ ...command, data: { ...command.data, draws: undefined } }, state, context);
  const hub = connected(command.data, state, context);
  const asIs = firstRefusal(mustBeOpen(state), wellFormed(hub.wish, context), fitsCase(hub.wish, context), namesTerms(hub.wish, context));
  const why = asIs === null ? authorityOf(hub.wish, state, context.actor.tier, hub.context) : null;
  // His authority covers it after all: it is decided as he proposed it, in his name.
  if (why?.verdict === 'within' && context.hub.takenBack !== true) {
    const made = { approval: null, why, asProposed: proposed };
    // Whoever budgets do not bind is granted it also where he paid out of another month's: what was spent for it, it names.
    const wish = context.hub.drawn === true ? command.data : hub.wish;
    return drafts({ ...granted(command.id, wish, state, context.policy, made), body: command.body });
  }
  // Taken back or corrected before anybody saw it: nothing is granted that its author does not want any more.
  if (why?.verdict === 'within')
    return askedUp({ ...command, data: { ...command.data, draws: undefined } }, state, unpaid(command.data, state, context));
  return askedUp({ ...command, data: hub.wish }, state, hub.context);
};

/** A proposal as the hub looks at it: in touch, and out of budgets only as far as it was really paid. */
const connected = (data: CommandData<'ask-approval'>, state: CaseState, context: Context) => {
  const here: Context = { ...context, connection: { online: true, lastSync: null }, blind: false };
  const isPaid = context.hub?.drawn === true && questionOf(data, state, here, here.actor.tier).paid === true;
  const wish = isPaid ? data : { ...data, draws: undefined };
  return { wish, context: isPaid ? here : unpaid(data, state, here) };
};

/** Out of budgets nothing can be had: so it looked where it was proposed. */
const unpaid = (data: Pick<WishData, 'decisionType'>, state: CaseState, context: Context): Context => ({
  ...context,
  facts: { ...context.facts, leases: nothingLeft(data, state, context) },
});

const nothingLeft = (
  { decisionType }: Pick<WishData, 'decisionType'>,
  { holder }: CaseState,
  { policy, actor, now }: Context,
): readonly LeaseFact[] => {
  const type = policy.decisions.get(decisionType);
  const team = actor.teams.includes(holder.team) ? holder.team : (actor.teams[0] ?? null);
  const month = monthAt(now, policy.pack.principal.zone);
  const none = { month, spent: 0, free: 0, granted: 0, used: 0 };
  return type === undefined
    ? []
    : budgetsFor(policy, type, team).map(({ row, of }) => ({
        ...none,
        scope: of.scope,
        id: of.owner,
        ledgers: of.ledgers,
        limit: row.amount,
      }));
};

const askedUp: Decider<'ask-approval'> = (command, state, context) => {
  const { policy, actor } = context;
  const { data } = command;
  const needed = mustAsk(data, state, context);
  if ('refusal' in needed) return needed;
  const tiers = coveringTiers(data, state, actor, context);
  const routed = routeRequest(state, questionFor(data, actor.id, tiers, data.present), context);
  if (routed === null) return refuseCase('no-approver', { tier: tiers[0] ?? null });
  const expiresAt = expiryOf(routed.to, context);
  const decideBy = decideByOf(state, routed.to, data.customerWaiting, expiresAt, context);
  const { proposed } = data;
  return drafts({
    type: 'approval-asked',
    data: {
      approval: command.id,
      ...asked(data, context, needed.why),
      customerWaiting: data.customerWaiting,
      recommendation: data.recommendation,
      currency: policy.pack.principal.currency,
      ...routed,
      // The customer was told when he hears: whoever decides is warned by then.
      decideBy: proposed === undefined ? decideBy : Math.min(decideBy, proposed.until),
      expiresAt,
      ...(proposed === undefined ? {} : { proposed }),
      // Only the hub can say that it does not grant it by itself.
      ...(proposed === undefined || context.hub === undefined ? {} : { wentUp: true }),
    },
    body: command.body,
  });
};

/** Where a corrected request lies: where it lay, unless the pack asks another tier for it now; then that tier has its own time. */
const placeAfter = (
  wish: CommandData<'correct-approval'>,
  approval: ApprovalState,
  state: CaseState,
  context: Context,
): Pick<EventData['approval-corrected'], 'to' | 'passedOver' | 'decideBy'> | null => {
  const { actor } = context;
  const tiers = coveringTiers(wish, state, actor, context);
  const sameStart = coveringTiers(approval, state, actor, context)[0] === tiers[0];
  if (sameStart && tiers.includes(approval.to.tier)) return { to: approval.to, passedOver: [] };
  const routed = routeRequest(state, questionFor(wish, actor.id, tiers, wish.present), context);
  if (routed === null || routed.to.tier === approval.to.tier) return routed;
  const { customerWaiting, expiresAt, decideBy } = approval;
  return { ...routed, decideBy: Math.max(decideBy, decideByOf(state, routed.to, customerWaiting, expiresAt, context)) };
};

/** What a correction does not name stays as it was asked: nobody loses another account or a late entry by putting another amount. */
const keptUnlessNamed = (data: CommandData<'correct-approval'>, approval: ApprovalState): CommandData<'correct-approval'> => ({
  ...data,
  // Months of a discount are no terms of a refund.
  terms: data.terms === undefined && data.decisionType === approval.decisionType ? approval.terms : (data.terms ?? null),
  contract: data.contract === undefined ? approval.contract : data.contract,
  otherAccount: data.otherAccount ?? approval.otherAccount,
  toldAt: data.toldAt === undefined ? approval.toldAt : data.toldAt,
});

/**
 * The asker puts another amount, reason or paper; the request keeps its place (when it was asked) and its end, and lies elsewhere only
 * where another tier must be asked now. Who had agreed first has not agreed to this. Refusals: `approval-unknown`, `approval-over`,
 * and those of `ask-approval`. Source: pains.md 17.
 */
export const correctApproval: Decider<'correct-approval'> = (command, state, context) => {
  const found = openApproval(state, command.data.approval, context.now);
  if ('refusal' in found) return found;
  const data = keptUnlessNamed(command.data, found.approval);
  // A proposal that its author corrects away from the hub: whatever the hub could pay, he asks.
  const isAway = found.approval.proposed !== undefined && !context.connection.online && context.facts.leases === undefined;
  const seen = isAway ? unpaid(data, state, context) : context;
  const needed = mustAsk(data, state, seen);
  if ('refusal' in needed) return needed;
  const place = placeAfter(data, found.approval, state, seen);
  if (place === null) return refuseCase('no-approver', { tier: null });
  return drafts({
    type: 'approval-corrected',
    data: { approval: data.approval, ...asked(data, context, needed.why), recommendation: data.recommendation, ...place },
    body: command.body,
  });
};

const askerOf = ({ askedBy }: ApprovalState, { policy }: Context): Person | undefined => policy.people.get(askedBy);

/**
 * Nobody answered in time, or whoever was asked passes it on by hand: to a deputy, then to the next tier. At the top it stays until
 * its end. `step` makes a second run harmless. Refusals: `approval-unknown`, `approval-over`, `step-over` (somebody was quicker),
 * `not-due` (the watchdog came too early), `no-approver` (nobody above, by hand). Source: domain.md §4, §6.
 */
export const passApproval: Decider<'pass-approval'> = (command, state, context) => {
  const { actor, now } = context;
  const found = openApproval(state, command.data.approval, now);
  if ('refusal' in found) return found;
  const { approval } = found;
  const { step, present } = command.data;
  const byHand = actor.role !== 'watchdog';
  if (step !== approval.steps + 1) return refuseCase('step-over', { approval: approval.approval, step: approval.steps });
  if (!byHand && now < approval.decideBy) return refuseCase('not-due', { approval: approval.approval, decideBy: approval.decideBy });
  const asker = askerOf(approval, context);
  const tiers = asker === undefined ? [] : coveringTiers(approval, state, asker, context);
  const without = approval.seconded === null ? [] : [approval.seconded.person, approval.seconded.authority];
  const question = { ...questionFor(approval, approval.askedBy, tiers, present), without: byHand ? [...without, actor.id] : without };
  const next = nextRoute(state, approval.to, question, context);
  if (next === null && byHand) return refuseCase('no-approver', { tier: approval.to.tier });
  const to = next?.to ?? approval.to;
  return drafts({
    type: 'approval-moved',
    data: {
      approval: approval.approval,
      step,
      from: approval.to,
      to,
      decideBy: next === null ? approval.expiresAt : decideByOf(state, to, approval.customerWaiting, approval.expiresAt, context),
      passedOver: next?.passedOver ?? [],
      byHand,
    },
    body: command.body,
  });
};

/** Refusals: `approval-unknown`, `approval-over`, `not-expired`. Source: domain.md §4. */
export const expireApproval: Decider<'expire-approval'> = (command, state, { now, policy }) => {
  // Asked as it stood before its time ran out: running out is what this verb records.
  const found = openApproval(state, command.data.approval, 0);
  if ('refusal' in found) return found;
  const { approval, expiresAt, to } = found.approval;
  const leads = [...new Set([to.team, state.holder.team].flatMap((team) => policy.teams.get(team)?.lead ?? []))];
  return now < expiresAt
    ? refuseCase('not-expired', { approval, expiresAt })
    : drafts({ type: 'approval-expired', data: { ...command.data, leads } });
};

/** A no on the telephone is a fact with both names; it grants nothing, so it needs no code. Refusals: those of an answer by that person. */
const declinedByPhone = (request: ApprovalState, lead: string, body: string | null, context: Context): Drafts => {
  const person = context.policy.people.get(lead);
  if (person === undefined) return refuseCase('unknown-code', { list: 'people', code: lead });
  const phone = { lead, enteredBy: context.actor.id };
  return (
    refusedAnswer(request, { ...context, actor: person }) ??
    drafts({ type: 'approval-declined', data: { approval: request.approval, phone }, body })
  );
};

/**
 * Also when its time has run out: whoever asked may always take it back. A proposal that the hub granted at once is undone where its author
 * took it back, or was told no on the telephone, before he could hear of it, and nobody else has worked on the case since. Refusals: `approval-unknown`, `approval-over`.
 */
export const withdrawApproval: Decider<'withdraw-approval'> = (command, state, context) => {
  const { actor, hub } = context;
  const { body } = command;
  const { declinedBy, ...data } = command.data;
  const found = openApproval(state, data.approval, 0);
  if (!('refusal' in found))
    return declinedBy === undefined
      ? drafts({ type: 'approval-withdrawn', data, body })
      : declinedByPhone(found.approval, declinedBy, body, context);
  const isOwn = state.decisions.some((row) => row.decision === data.approval && row.asProposed !== undefined && row.by === actor.id);
  const lead = declinedBy === undefined || declinedBy === actor.id ? undefined : context.policy.people.get(declinedBy);
  if (hub?.unheard !== true || !isOwn || (declinedBy !== undefined && (lead === undefined || !decidesAtAll(lead)))) return found;
  const phone = lead === undefined ? {} : { phone: { lead: lead.id, enteredBy: actor.id } };
  return drafts({ type: 'approval-withdrawn', data: { ...data, undone: true, ...phone }, body });
};
