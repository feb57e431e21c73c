// Knows who has to do with a case, as tags, and which tags a person goes by: for the hub, which tells a desk, and for the desk, which tells a seat.
import type { Person, Role } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { teamsUpFrom } from '../policy/team-above.ts';
import type { CaseState } from './state.ts';

/** The tag everybody of a principal goes by. */
const EVERYBODY = 'everybody';

/**
 * Whoever has ever had to do with a case, as tags "team:…" and "person:…": teams it lay with or was offered to, holders, senders,
 * owners of promises, askers and asked of approvals and consults, who decided, who is told. An audience only grows.
 */
export const tagsOf = (state: CaseState): readonly string[] => {
  // A budget is known to everybody who may draw on it.
  if (state.budget !== undefined) return [state.budget.scope === 'principal' ? EVERYBODY : `team:${state.budget.owner}`];
  // The record of a call: whoever agreed, whoever asked, and their leads.
  if (state.phone !== undefined)
    return tagged(
      'person',
      Object.values(state.phone).flatMap((side) => (side === null || typeof side === 'string' ? [] : [side.lead, side.asker])),
    );
  const { holder, flight, errands, approvals, decisions, consults = [] } = state;
  const addressed = [
    ...(flight === null ? [] : [flight.from, flight.to, ...(flight.meant === undefined ? [] : [flight.meant])]),
    ...approvals.map(({ to }) => to),
    ...consults.map(({ to }) => to),
  ];
  const teams = [
    ...state.teams,
    holder.team,
    ...errands.map(({ from }) => from.team),
    ...addressed.map(({ team }) => team),
    ...decisions.flatMap(({ team, review }) => [team, review?.team]),
  ];
  const people = [
    holder.person,
    ...state.senders,
    ...(flight?.asked ?? []),
    ...errands.map(({ from }) => from.person),
    ...addressed.map(({ person }) => person),
    ...[flight?.to, flight?.meant, ...approvals.map(({ to }) => to)].map((to) => to?.for),
    ...state.promises.flatMap(({ by, offered }) => [by, offered?.to]),
    ...approvals.flatMap(({ askedBy, seconded }) => [askedBy, seconded?.person, seconded?.authority]),
    ...decisions.map(({ by }) => by),
    ...consults.flatMap(({ askedBy, answeredBy }) => [askedBy, answeredBy]),
    ...(state.news ?? []).map(({ to }) => to),
    ...(state.owed ?? []).map(({ by }) => by),
    ...(state.seen ?? []).map(({ person }) => person),
    state.checkedOut?.person,
    state.overridden?.person,
    state.overridden?.by,
  ];
  return [...new Set([...tagged('team', teams), ...tagged('person', people)])];
};

/** A queue is held by nobody: what names no one is no tag. */
const tagged = (kind: 'team' | 'person', names: readonly (string | null | undefined)[]): readonly string[] =>
  names.flatMap((name) => (name === null || name === undefined || name === '' ? [] : [`${kind}:${name}`]));

/** Who sees every case of the principal whatever the pack says. */
export const SEES_ALL: ReadonlySet<Role> = new Set<Role>(['manager', 'auditor', 'importer']);

/**
 * He himself, his teams, those he leads, and for a lead the teams below and all their people: a lead answers for his people, and so he
 * sees what they had to do with, whichever team's case it is.
 */
export const tagsOfPerson = (person: Person, policy: Policy): readonly string[] => {
  const led = [...policy.teams.values()].flatMap(({ id, lead }) => (lead === person.id ? [id] : []));
  const leads = person.role === 'lead' ? [...led, ...person.teams] : led;
  const below = [...policy.teams.keys()].filter((team) => teamsUpFrom(policy, team).some((up) => leads.includes(up)));
  const people = policy.pack.roster.filter(({ teams }) => teams.some((team) => below.includes(team)));
  return [EVERYBODY, ...tagged('team', [...person.teams, ...below]), ...tagged('person', [person.id, ...people.map(({ id }) => id)])];
};
