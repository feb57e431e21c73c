// Decides who may read a case: the wall stands between principals; inside one the pack and the role say whether a relation to the case is needed.
import { SEES_ALL, tagsOf, tagsOfPerson } from '../case/audience.ts';
import type { CaseState } from '../case/state.ts';
import type { Person, Role } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';

/**
 * `principal`: every case of the principal, because a customer reaches anybody and whoever answers must see what was said ·
 * `related`: holder, sender, keeper of a promise or the one it is offered to, whoever is asked to accept, to answer or to decide, a team
 * that has or had it, or its lead. A link to another case gives no right to it.
 */
const READS: Readonly<Record<Role, 'principal' | 'related'>> = {
  agent: 'principal',
  specialist: 'principal',
  lead: 'principal',
  manager: 'principal',
  auditor: 'principal',
  importer: 'related',
  watchdog: 'related',
};

/** True where no case of the principal needs to be looked at to know that it may be read. */
export const readsAll = ({ role }: Person, policy: Policy): boolean =>
  READS[role] === 'principal' && (policy.pack.visibility.cases === 'principal' || SEES_ALL.has(role));

/**
 * By the same tags by which a hub tells a workstation of cases: several people share one, and each sees what is his alone. `state` must be
 * of the person's own principal; the caller has asked the lane before. Source: architecture.md §3, pack `visibility`.
 */
export const mayRead = (person: Person, state: CaseState, policy: Policy): boolean => {
  if (readsAll(person, policy)) return true;
  if (READS[person.role] === 'related') return isRelated(person, state, policy);
  const own = ownTags(person, policy);
  return tagsOf(state).some((tag) => own.has(tag));
};

// Which teams stand above which follows from the pack alone and is asked for every case of a list.
const known = new WeakMap<Policy, Map<Person, ReadonlySet<string>>>();

const ownTags = (person: Person, policy: Policy): ReadonlySet<string> => {
  const people = known.get(policy) ?? new Map<Person, ReadonlySet<string>>();
  known.set(policy, people);
  const tags = people.get(person) ?? new Set(tagsOfPerson(person, policy));
  people.set(person, tags);
  return tags;
};

const isRelated = (person: Person, state: CaseState, policy: Policy): boolean => {
  const { holder, flight, consults = [], promises, approvals } = state;
  const flown = flight === null ? [] : [flight.to, flight.meant ?? flight.to];
  const questions = consults.map(({ to }) => to);
  const teams = [...state.teams, holder.team, ...flown.map(({ team }) => team)];
  const people = [
    holder.person,
    ...state.senders,
    ...flown.map((to) => to.person),
    ...promises.flatMap(({ by, offered }) => [by, offered?.to]),
    ...approvals.flatMap(({ askedBy, to }) => [askedBy, to.person]),
    ...questions.map((to) => to.person),
    ...consults.map(({ askedBy }) => askedBy),
  ];
  const leads = teams.map((team) => policy.teams.get(team)?.lead);
  // Of a team that is only asked, everybody who may answer reads it; who is asked by name is asked alone.
  const asked = questions.filter((to) => to.person === null).map(({ team }) => team);
  return people.includes(person.id) || leads.includes(person.id) || person.teams.some((team) => [...teams, ...asked].includes(team));
};
