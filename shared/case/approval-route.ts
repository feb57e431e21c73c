// Decides where a request goes and where it goes next: the lowest tier that covers it and has somebody there, a deputy, the next tier.
import { deputyOf, isAbsent } from '../policy/absence.ts';
import type { Person, Tier } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { rankOf } from '../policy/routing.ts';
import { blocked, decidesAtAll, lendingAgainst, sitsAt, standsInFor } from './approval-answer.ts';
import type { Context } from './context.ts';
import type { Asked, PassedOver } from './events.ts';
import type { CaseState } from './state.ts';

export type RequestQuestion = {
  readonly decisionType: string;
  readonly askedBy: string;
  /** Every tier that covers it, lowest first. */
  readonly tiers: readonly Tier[];
  /** Ids of people who are there; null = not looked, everybody counts who is not entered as absent. */
  readonly present: readonly string[] | null;
  /** Who has agreed already and therefore is not asked again. */
  readonly without: readonly string[];
};

export type RequestRoute = { readonly to: Asked; readonly passedOver: readonly PassedOver[] };

/**
 * The team of a tier that the matrix would ask for such a case, or the one that holds it already: of the rows that hang on no single reason or marker, one that
 * leads there from where the case is, rather one that names its category; where there is none, the tier's first team.
 */
const teamOfTier = (policy: Policy, tier: Tier, { category, holder }: CaseState): string | null => {
  if (holder.tier === tier) return holder.team;
  const rows = policy.pack.matrix.filter(({ to, when }) => to.tier === tier && when.marker === undefined && when.reason === undefined);
  const fromHere = rows.filter(
    ({ when }) => when.fromTier?.includes(holder.tier) !== false && when.fromTeam?.includes(holder.team) !== false,
  );
  const fitting = [...fromHere, ...rows];
  const named =
    fitting.find(({ when }) => when.category?.includes(category) === true) ?? fitting.find(({ when }) => when.category === undefined);
  return named?.to.team ?? policy.pack.teams.find((team) => team.tier === tier)?.id ?? null;
};

const mayBeAsked = (person: Person, { decisionType, askedBy, without }: RequestQuestion, context: Context): boolean =>
  person.id !== askedBy &&
  !without.includes(person.id) &&
  decidesAtAll(person) &&
  !standsInFor(person.id, askedBy, decisionType, context) &&
  blocked(person.id, context) === null;

const isAway = (person: string, { absences, now }: Context): boolean => absences.some((row) => row.person === person && isAbsent(row, now));

const isThere = (person: string, { present }: RequestQuestion, context: Context): boolean =>
  (present === null || present.includes(person)) && !isAway(person, context);

/** The lead first, then in the order of the roster: whose deputy is asked must not hang on chance. */
const seatsOf = (team: string, tier: Tier, question: RequestQuestion, context: Context): readonly Person[] => {
  const { pack, teams } = context.policy;
  const lead = teams.get(team)?.lead;
  const seats = pack.roster.filter((person) => sitsAt(context.policy, person, { tier, team }) && mayBeAsked(person, question, context));
  return [...seats.filter(({ id }) => id === lead), ...seats.filter(({ id }) => id !== lead)];
};

const deputyAt = (team: string, tier: Tier, question: RequestQuestion, context: Context): Asked | null => {
  const { now, policy } = context;
  const absences = lendingAgainst([question.askedBy, ...question.without], context.absences);
  const found = seatsOf(team, tier, question, context)
    .flatMap(({ id }) => deputyOf(absences, id, question.decisionType, now) ?? [])
    .find(({ person }) => {
      const deputy = policy.people.get(person);
      return deputy !== undefined && mayBeAsked(deputy, question, context) && isThere(person, question, context);
    });
  return found === undefined ? null : { tier, team, person: found.person, for: found.principal };
};

type Look = { readonly tier: Tier; readonly team: string | null; readonly to: Asked | null };

const lookAt = (tier: Tier, state: CaseState, question: RequestQuestion, context: Context): Look => {
  const team = teamOfTier(context.policy, tier, state);
  if (team === null) return { tier, team, to: null };
  const somebody = seatsOf(team, tier, question, context).some(({ id }) => isThere(id, question, context));
  return { tier, team, to: somebody ? { tier, team, person: null, for: null } : deputyAt(team, tier, question, context) };
};

const passed = ({ tier, team }: Look): PassedOver => ({ tier, team, why: team === null ? 'no-team' : 'absent' });

/**
 * Straight to the lowest tier that covers it and where somebody is there who may answer; else to a deputy who is there, of somebody
 * of that team who is entered as absent; else the next tier. Where nobody is anywhere it waits with the lowest tier's team. Null
 * when no tier has a team. Source: domain.md §4 "a request goes straight to".
 */
export const routeRequest = (state: CaseState, question: RequestQuestion, context: Context): RequestRoute | null => {
  const looks = question.tiers.map((tier) => lookAt(tier, state, question, context));
  const found = looks.findIndex(({ to }) => to !== null);
  if (found >= 0) return { to: looks[found]!.to!, passedOver: looks.slice(0, found).map(passed) };
  const first = looks.find(({ team }) => team !== null);
  if (first === undefined || first.team === null) return null;
  const to = { tier: first.tier, team: first.team, person: null, for: null };
  return { to, passedOver: looks.filter((look) => look !== first).map(passed) };
};

/**
 * Where a request goes that nobody answered: to the deputy of somebody absent of the same team, then to the next tier that covers
 * it. Null at the top. Source: domain.md §4, §6.
 */
export const nextRoute = (state: CaseState, from: Asked, question: RequestQuestion, context: Context): RequestRoute | null => {
  const deputy = from.person === null ? deputyAt(from.team, from.tier, question, context) : null;
  if (deputy !== null) return { to: deputy, passedOver: [] };
  const tiers = question.tiers.filter((tier) => rankOf(tier) > rankOf(from.tier));
  return routeRequest(state, { ...question, tiers }, context);
};
