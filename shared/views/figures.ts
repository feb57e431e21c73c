// Decides what may be counted or told about single people: only what the pack allows, and only to whoever leads them.
import type { Person } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';

/** A lead for the people of his teams, a manager for all; nobody for himself, and nobody for somebody who stands in no pack. */
export const leadsPerson = (policy: Policy, reader: Person, person: string): boolean => {
  const found = policy.people.get(person);
  if (found === undefined || person === reader.id || reader.tier === 'A') return false;
  return reader.role === 'manager' || policy.pack.teams.some(({ id, lead }) => lead === reader.id && found.teams.includes(id));
};

/**
 * Whether a figure about these people may be shown to the reader: about a group of the pack's smallest size or more to everybody, about
 * fewer only where the pack allows figures about single people and the reader leads each of them. Nobody named = nothing about anybody.
 * Presence itself (there or not there, reachable until when) is no figure. Source: domain.md §7, "works council".
 */
export const mayCount = (policy: Policy, reader: Person, people: readonly string[]): boolean => {
  const { person, smallestGroup } = policy.pack.figures;
  const group = new Set(people);
  if (group.size === 0 || group.size >= smallestGroup) return true;
  return person && [...group].every((id) => leadsPerson(policy, reader, id));
};

/** Whether everybody may be told what a colleague is doing just now: in a call, after one, on a break. Without it only whether he is free. */
export const mayTellState = ({ pack }: Policy): boolean => pack.figures.person;
