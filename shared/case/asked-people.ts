// Knows who can be asked to take work: somebody who works with cases, and whoever stands in for him while he is away.
import { standInOf } from '../policy/absence.ts';
import type { Policy } from '../policy/policy.ts';
import type { Context } from './context.ts';
import type { Refused } from './decider.ts';
import type { Addressed } from './events.ts';
import { refuseCase } from './refusals.ts';
import { ROLES } from './role-table.ts';

/** On the roster, able to sign in, and of a role that accepts handovers at all. */
export const canWork = ({ people }: Pick<Policy, 'people'>, person: string): boolean => {
  const found = people.get(person);
  return found !== undefined && found.signIn && ROLES[found.role]['accept-handover'] !== undefined;
};

/** Somebody whose word a customer may rely on: he can keep it, and be told that it is due. Refusal: `unknown-code`. */
export const mustWork = (policy: Policy, person: string): Refused | null =>
  canWork(policy, person) ? null : refuseCase('unknown-code', { list: 'people', code: person });

/** Who does the work of somebody who is entered as absent; null where he is there, or where nobody can. */
export const workerFor = ({ absences, policy, now }: Pick<Context, 'absences' | 'policy' | 'now'>, person: string): string | null => {
  const found = standInOf(absences, person, now);
  return found !== null && canWork(policy, found) ? found : null;
};

/** Whoever leads a team now: its lead, or who stands in for him. */
export const leadNow = (context: Pick<Context, 'absences' | 'policy' | 'now'>, team: string): string | null => {
  const lead = context.policy.teams.get(team)?.lead;
  return lead === undefined ? null : (workerFor(context, lead) ?? lead);
};

/**
 * Whom a handover goes to where somebody is named: an absent person's deputy at once, unless that is the sender himself.
 * Source: domain.md §2, pains.md 11.
 */
export const addressedNow = (context: Context, to: Addressed, sender: string): Addressed => {
  if (to.person === null) return to;
  const deputy = workerFor(context, to.person);
  return deputy === null || deputy === sender ? to : { ...to, person: deputy, for: to.person };
};
