// Knows which team stands above another: the one its pack names, else the first of the next higher tier.
import type { Policy } from './policy.ts';
import { rankOf } from './routing.ts';

/** Null at the top; the principal is above nobody here, for it leads no team of the house. Source: domain.md §6 "next tier informed". */
export const teamAbove = ({ pack, teams }: Pick<Policy, 'pack' | 'teams'>, team: string): string | null => {
  const found = teams.get(team);
  if (found === undefined) return null;
  if (found.above !== undefined) return found.above;
  const higher = pack.teams.filter(({ tier }) => tier !== 'A' && rankOf(tier) > rankOf(found.tier));
  const nearest = Math.min(...higher.map(({ tier }) => rankOf(tier)));
  return higher.find(({ tier }) => rankOf(tier) === nearest)?.id ?? null;
};

/** A team and all above it, nearest first; a pack that leads in a circle leads no further than once around. */
export const teamsUpFrom = (policy: Pick<Policy, 'pack' | 'teams'>, team: string): readonly string[] => {
  const chain = [team];
  let next = teamAbove(policy, team);
  while (next !== null && !chain.includes(next)) {
    chain.push(next);
    next = teamAbove(policy, next);
  }
  return chain;
};
