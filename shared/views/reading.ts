// Decides who may read a case: the wall stands between principals; inside one the role says whether a relation to the case is needed.
import type { CaseState } from '../case/state.ts';
import type { Person, Role } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';

/**
 * `principal`: every case of the principal, because a customer reaches anybody and whoever answers must see what was said ·
 * `related`: holder, sender, keeper of a promise, a team that has or had it, or its lead.
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
export const readsAll = (person: Person): boolean => READS[person.role] === 'principal';

/** `state` must be of the person's own principal; the caller has asked the lane before. Source: architecture.md §3. */
export const mayRead = (person: Person, state: CaseState, policy: Policy): boolean => readsAll(person) || isRelated(person, state, policy);

const isRelated = (person: Person, state: CaseState, policy: Policy): boolean => {
  const teams = [...state.teams, state.holder.team, ...(state.flight === null ? [] : [state.flight.to.team])];
  const people = [
    state.holder.person,
    ...state.senders,
    ...state.promises.map(({ by }) => by),
    ...state.approvals.map(({ askedBy }) => askedBy),
  ];
  const leads = teams.map((team) => policy.teams.get(team)?.lead);
  return people.includes(person.id) || leads.includes(person.id) || person.teams.some((team) => teams.includes(team));
};
