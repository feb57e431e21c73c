// Decides whose queues somebody is told of, who belongs to a team, and which lists say how it stands.
import { HOUR, type Ms } from '../kernel/time.ts';
import type { Person, Team } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import type { QueueHealth } from './floor-shapes.ts';
import { listKey } from './lists.ts';

/** What is due within this time is due soon. */
export const SOON: Ms = HOUR;

/** The teams inside the house; what lies with the principal is no queue of ours. */
export const houseTeams = ({ pack }: Policy): readonly Team[] => pack.teams.filter(({ tier }) => tier !== 'A');

/** A manager is told of all teams, everybody else of those he leads or works in; in the order of the pack. */
export const teamsOf = (policy: Policy, { id, role, teams }: Person): readonly Team[] =>
  houseTeams(policy).filter((team) => role === 'manager' || team.lead === id || teams.includes(team.id));

/** Everybody of a team who can come in; whoever leads it belongs to it. */
export const membersOf = ({ pack }: Policy, team: string): readonly string[] => {
  const lead = pack.teams.find(({ id }) => id === team)?.lead;
  return pack.roster.filter(({ id, teams, signIn }) => signIn && (teams.includes(team) || id === lead)).map(({ id }) => id);
};

type Home = { readonly id: string; readonly tier: unknown };

/** Where somebody counts as there, once and nowhere else: the first of his own teams inside the house; none for whoever has none. */
export const homeOf = (teams: readonly Home[], own: readonly string[]): string | null =>
  own.find((id) => teams.some((team) => team.id === id && team.tier !== 'A')) ?? null;

/** What the store can say of a list without reading a case. */
export type Counting = {
  readonly size: (list: string) => number;
  /** How many places are due up to this time, inclusive. */
  readonly due: (list: string, until: Ms) => number;
  /** The time of the first place, null where the list is empty. */
  readonly first: (list: string) => Ms | null;
};

export type Floor = {
  readonly count: Counting;
  readonly live: number;
  readonly here: readonly string[];
  readonly tellsHeld: boolean;
  readonly now: Ms;
};

/** How the queue of one team stands, by counting alone. */
export const healthOf = (policy: Policy, team: string, { count, live, here, tellsHeld, now }: Floor): QueueHealth => {
  const members = membersOf(policy, team);
  const sum = (lists: readonly string[], of: (list: string) => number): number => lists.reduce((all, list) => all + of(list), 0);
  const late = count.due(listKey.presses(team), now);
  return {
    team,
    waiting: count.size(listKey.team(team)),
    inFlight: count.size(listKey.inbox(team)),
    oldestAt: count.first(listKey.waits(team)),
    live,
    late,
    soon: count.due(listKey.presses(team), now + SOON) - late,
    held: tellsHeld
      ? sum(
          members.flatMap((person) => [listKey.mine(person), listKey.back(person)]),
          count.size,
        )
      : null,
    here: here.filter((person) => homeOf(policy.pack.teams, policy.people.get(person)?.teams ?? []) === team).length,
  };
};
