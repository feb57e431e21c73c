// Checks that an agent is never left without a way up: every reason and every marker has a route in every situation.
import { rankOf, route, type RouteQuestion } from './routing.ts';
import { packFault, type PackFault } from './pack-fault.ts';
import { channelSchema, markerSchema, prioritySchema, type MatrixRow, type Pack } from './pack-schema.ts';

/**
 * Routes every reason from the teams of the lowest tier through every category, channel and priority that some row tells apart
 * (values no row names are alike, so one stands for all), and every marker once per such team. Source: leg 1, "no reason
 * without a matrix route"; domain.md §3 field 20.
 */
export const checkRoutes = (pack: Pack): readonly PackFault[] => {
  const reasons = new Map(pack.reasons.map((reason) => [reason.id, reason]));
  const situations = situationsOf(pack);
  const lost = (question: RouteQuestion): boolean => !route({ pack, reasons }, question).ok;
  const stuck = pack.reasons.flatMap(({ id: reason }, index) => {
    const at = situations.find((situation) => lost({ ...situation, reason, markers: [] }));
    if (at === undefined) return [];
    const { category, channel, priority, from } = at;
    return [packFault('no-route', ['reasons', index, 'id'], reason, { reason, team: from.team, category, channel, priority })];
  });
  const unforced = markerSchema.options.flatMap((marker) => {
    const at = situations.find(({ from }) => !pack.matrix.some(({ when }) => when.marker?.includes(marker) === true && forces(when, from)));
    return at === undefined ? [] : [packFault('marker-no-route', ['matrix'], marker, { team: at.from.team })];
  });
  return [...stuck, ...unforced];
};

type Situation = Omit<RouteQuestion, 'reason' | 'markers'>;

/** A marker forces only where its row asks for nothing else than where the case comes from. */
const forces = (when: MatrixRow['when'], from: Situation['from']): boolean =>
  when.fromTier?.includes(from.tier) !== false &&
  when.fromTeam?.includes(from.team) !== false &&
  [when.reason, when.category, when.channel, when.priority].every((condition) => condition === undefined);

const situationsOf = (pack: Pack): readonly Situation[] => {
  const lowest = Math.min(...pack.teams.map(({ tier }) => rankOf(tier)));
  const teams = pack.teams.filter(({ tier }) => rankOf(tier) === lowest);
  const told = <Value>(all: readonly Value[], named: readonly Value[]): readonly Value[] => {
    const other = all.find((value) => !named.includes(value));
    return other === undefined ? all : [...all.filter((value) => named.includes(value)), other];
  };
  const rows = pack.matrix.map(({ when }) => when);
  const targets = pack.matrix.map(({ to }) => to.team);
  const teamIds = told(
    teams.map(({ id }) => id),
    [...rows.flatMap(({ fromTeam }) => fromTeam ?? []), ...targets],
  );
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
  const tier = teams[0]?.tier ?? 1;
  return teamIds.flatMap((team) =>
    categories.flatMap((category) =>
      channels.flatMap((channel) => priorities.map((priority) => ({ category, channel, priority, from: { tier, team } }))),
    ),
  );
};
