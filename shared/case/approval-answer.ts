// Decides who may answer a request: those it was put to, any higher tier, and whoever decides for one of them who is absent.
import { actsFor } from '../policy/absence.ts';
import type { Person, Tier } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { rankOf } from '../policy/routing.ts';
import { relationTo } from './authority-question.ts';
import type { Context } from './context.ts';
import { firstRefusal, type Refused } from './decider.ts';
import type { ActingFor } from './events.ts';
import { refuseCase } from './refusals.ts';
import { ROLES } from './role-table.ts';
import type { Ms } from '../kernel/time.ts';
import type { ApprovalState, CaseState, DecisionState } from './state.ts';

/** Whose authority somebody answers with: his own (`actingFor` null), or that of an absent person, never above that person's tier. */
export type Standing = { readonly tier: Tier; readonly actingFor: ActingFor | null };

type Place = { readonly tier: Tier; readonly team: string };

/** The principal's own people decide nothing inside the house, nor does whoever only reads or imports. */
export const decidesAtAll = ({ tier, role }: Person): boolean => tier !== 'A' && ROLES[role].approve !== undefined;

const belongsTo = (policy: Policy, { id, teams }: Person, team: string): boolean =>
  teams.includes(team) || policy.teams.get(team)?.lead === id;

/** Of the team and its tier; a team may have people of a lower tier, who do not decide for it. */
export const sitsAt = (policy: Policy, person: Person, { tier, team }: Place): boolean =>
  decidesAtAll(person) && belongsTo(policy, person, team) && rankOf(person.tier) >= rankOf(tier);

const speaksFor = (policy: Policy, person: Person, place: Place): boolean =>
  sitsAt(policy, person, place) || (decidesAtAll(person) && rankOf(person.tier) > rankOf(place.tier));

/**
 * The absence book as it lends authority against these people: without the deputies they have named for others. Whoever asks, agreed
 * first or is looked at does not choose who answers him. Source: domain.md §4 "four eyes".
 */
export const lendingAgainst = (parties: readonly string[], absences: Context['absences']): Context['absences'] =>
  absences.filter(({ person, setBy }) => setBy === person || !parties.includes(setBy));

/** Whether this person decides for that one now: the deputy at the end of the chain. Source: domain.md §4 "deputies". */
export const standsInFor = (person: string, principal: string, decisionType: string, { absences, now }: Context): boolean =>
  actsFor(absences, [principal], person, decisionType, now).length > 0;

/** One's own account and that of a relative are decided by somebody else. Source: domain.md §4 "blocks". */
export const blocked = (person: string, { customer, policy }: Context): Refused | null => {
  const relation = relationTo(person, customer, policy);
  return customer !== null && (relation === 'own' || relation === 'relative')
    ? refuseCase('own-account', { customer: customer.id, relation })
    : null;
};

/**
 * Every way in which the actor may speak for a place, the least authority first: his own, then that of each absent person he
 * decides for. Empty when he may not. Nobody lends his authority over his own account.
 */
const standingsAt = (place: Place, decisionType: string, context: Context): readonly Standing[] => {
  const { policy, actor, absences, now } = context;
  const own: readonly Standing[] = speaksFor(policy, actor, place) ? [{ tier: actor.tier, actingFor: null }] : [];
  if (!decidesAtAll(actor)) return [];
  const principals = policy.pack.roster.filter((person) => speaksFor(policy, person, place) && blocked(person.id, context) === null);
  const lent = actsFor(
    absences,
    principals.map(({ id }) => id),
    actor.id,
    decisionType,
    now,
  ).map(({ principal, via }): Standing => ({ tier: policy.people.get(principal)!.tier, actingFor: { person: principal, via } }));
  return [...own, ...lent.toSorted((a, b) => rankOf(a.tier) - rankOf(b.tier))];
};

export const standingsOf = ({ to, decisionType, askedBy, seconded }: ApprovalState, context: Context): readonly Standing[] => {
  const parties = seconded === null ? [askedBy] : [askedBy, seconded.person, seconded.authority];
  return standingsAt(to, decisionType, { ...context, absences: lendingAgainst(parties, context.absences) });
};

/**
 * Why the actor may not answer an open request; null when he may. Requester and answerer are never the same person, and nobody
 * answers who decides for the requester at that time. Refusals: `own-request`, `asker-stand-in`, `own-account`, `not-approver`.
 * Source: domain.md §4 "four eyes".
 */
export const refusedAnswer = (request: ApprovalState, context: Context): Refused | null => {
  const { actor } = context;
  const { approval, askedBy, decisionType, to } = request;
  return firstRefusal(
    askedBy === actor.id ? refuseCase('own-request', { approval }) : null,
    standingsOf(request, context).length === 0 ? refuseCase('not-approver', { tier: to.tier, team: to.team }) : null,
    standsInFor(actor.id, askedBy, decisionType, context) ? refuseCase('asker-stand-in', { approval, askedBy }) : null,
    blocked(actor.id, context),
  );
};

/** Why the actor may not look at a break-glass decision. Refusals: `own-decision` (also for his deputy), `own-account`, `not-approver`. */
export const refusedReview = ({ decision, decisionType, by }: DecisionState, team: string, context: Context): Refused | null => {
  const tier = context.policy.teams.get(team)?.tier ?? 4;
  const { actor } = context;
  return firstRefusal(
    by === actor.id || standsInFor(actor.id, by, decisionType, context) ? refuseCase('own-decision', { decision }) : null,
    standingsAt({ tier, team }, decisionType, { ...context, absences: lendingAgainst([by], context.absences) }).length === 0
      ? refuseCase('not-approver', { tier, team })
      : null,
    blocked(actor.id, context),
  );
};

/** The request, if it is open and its time has not run out. Refusals: `approval-unknown`, `approval-over`. */
export const openApproval = (state: CaseState, id: string, now: Ms): { readonly approval: ApprovalState } | Refused => {
  const approval = state.approvals.find((row) => row.approval === id);
  if (approval === undefined) return refuseCase('approval-unknown', { approval: id });
  // Nobody answers it after its time, although the watchdog may not have taken it off yet.
  const outcome = approval.outcome === 'open' && now >= approval.expiresAt ? 'expired' : approval.outcome;
  return outcome === 'open' ? { approval } : refuseCase('approval-over', { approval: id, outcome });
};
