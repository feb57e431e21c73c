// Decides who may write into the absence book for whom: at a desk before it is asked, at a hub before it is believed.
import type { Person } from './pack-schema.ts';
import type { Policy } from './policy.ts';
import { rankOf } from './routing.ts';

/**
 * Everybody for himself, a lead for the people of his teams, a manager for all; nobody for somebody of a higher tier, else he could lend
 * himself more than he has. Source: domain.md §1 "deputy".
 */
export const mayWriteAbsenceFor = (writer: Person, policy: Policy, absent: string): boolean => {
  const found = policy.people.get(absent);
  // The principal's own people arrange nothing inside the house.
  if (writer.tier === 'A') return false;
  // Who has left the roster has no authority to lend.
  if (writer.id === absent || found === undefined) return writer.id === absent || writer.role === 'manager';
  if (writer.role === 'manager') return found.tier === 'A' || rankOf(found.tier) <= rankOf(writer.tier);
  const led = policy.pack.teams.filter(({ lead }) => lead === writer.id).map(({ id }) => id);
  const below = found.tier !== 'A' && rankOf(found.tier) <= rankOf(writer.tier);
  return writer.role === 'lead' && below && found.teams.some((team) => led.includes(team));
};
