// Checks that an agent is never left without a way up: every reason and every marker has a route in every situation.
import { packFault, type PackFault } from './pack-fault.ts';
import { hoursOfAYear } from './route-hours.ts';
import { firstFit, rankOf, type RouteQuestion } from './routing.ts';
import { channelSchema, markerSchema, prioritySchema, type MatrixRow, type Pack, type Team } from './pack-schema.ts';

/**
 * Routes every reason from the teams of the lowest tier through every category, channel and priority that some row tells apart
 * (values no row names are alike, so one stands for all), and every marker once per such team. Source: leg 1, "no reason
 * without a matrix route"; domain.md §3 field 20.
 */
export const checkRoutes = (pack: Pack): readonly PackFault[] => {
  const situations = situationsOf(
    pack,
    teamsOf(pack, (rank, lowest) => rank === lowest),
  );
  const unforced = markerSchema.options.flatMap((marker) => {
    const at = situations.find(({ from }) => !pack.matrix.some((row) => row.when.marker?.includes(marker) === true && forces(row, from)));
    return at === undefined ? [] : [packFault('marker-no-route', ['matrix'], marker, { team: at.from.team })];
  });
  return [...stuckIn(pack, situations), ...unforced];
};

/** The same for the reasons above: whoever holds a case below the highest tier of the pack can pass it on, whatever the reason. */
export const checkRoutesAbove = (pack: Pack): readonly PackFault[] => {
  const above = teamsOf(pack, (rank, lowest, highest) => rank > lowest && rank < highest);
  const tiers = [...new Set(above.map(({ tier }) => tier))];
  return tiers.flatMap((tier) =>
    stuckIn(
      pack,
      situationsOf(
        pack,
        above.filter((team) => team.tier === tier),
      ),
    ),
  );
};

/** The worst that can come: no amount is named and nobody is there, at whatever time; whoever is there only opens further ways. */
const stuckIn = (pack: Pack, situations: readonly Situation[]): readonly PackFault[] => {
  const hours = hoursOfAYear(pack);
  return pack.reasons.flatMap(({ id: reason }, index) => {
    const at = situations.find((situation) =>
      hours.some((isOpen) => firstFit(pack, { ...situation, reason, markers: [], amount: null, present: [] }, isOpen).row === null),
    );
    if (at === undefined) return [];
    const { category, channel, priority, from } = at;
    return [packFault('no-route', ['reasons', index, 'id'], reason, { reason, team: from.team, category, channel, priority })];
  });
};

const teamsOf = (pack: Pack, wanted: (rank: number, lowest: number, highest: number) => boolean): readonly Team[] => {
  const ranks = pack.teams.map(({ tier }) => rankOf(tier));
  const [lowest, highest] = [Math.min(...ranks), Math.max(...ranks)];
  return pack.teams.filter(({ tier }) => wanted(rankOf(tier), lowest, highest));
};

export type Situation = Pick<RouteQuestion, 'category' | 'channel' | 'priority' | 'from'>;

/** A marker forces only where its row asks for nothing else than where the case comes from. */
const forces = ({ when, needsPresence }: MatrixRow, from: Situation['from']): boolean =>
  when.fromTier?.includes(from.tier) !== false &&
  when.fromTeam?.includes(from.team) !== false &&
  needsPresence !== true &&
  [when.reason, when.category, when.channel, when.priority, when.amount, when.hours].every((condition) => condition === undefined);

/** Every situation of these teams that some row tells apart. */
export const situationsOf = (pack: Pack, teams: readonly Team[]): readonly Situation[] => {
  const told = <Value>(all: readonly Value[], named: readonly Value[]): readonly Value[] => {
    const other = all.find((value) => !named.includes(value));
    return other === undefined ? all : [...all.filter((value) => named.includes(value)), other];
  };
  const rows = pack.matrix.map(({ when }) => when);
  const targets = pack.matrix.map(({ to }) => to.team);
  const namedTeams = [...rows.flatMap(({ fromTeam }) => fromTeam ?? []), ...targets];
  const origins = [...new Set(teams.map(({ tier }) => tier))].flatMap((tier) => {
    const ofTier = teams.filter((team) => team.tier === tier).map(({ id }) => id);
    return told(ofTier, namedTeams).map((team) => ({ tier, team }));
  });
  const categories = told(
    pack.categories.map(({ id }) => id),
    rows.flatMap(({ category }) => category ?? []),
  );
  const channels = told(
    channelSchema.options,
    rows.flatMap(({ channel }) => channel ?? []),
  );
  const priorities = told(
    prioritySchema.options,
    rows.flatMap(({ priority }) => priority ?? []),
  );
  return origins.flatMap((from) =>
    categories.flatMap((category) => channels.flatMap((channel) => priorities.map((priority) => ({ category, channel, priority, from })))),
  );
};
