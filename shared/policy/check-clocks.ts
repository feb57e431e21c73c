// Checks that every clock of a pack can end, and that telling those above or asking a deputy leads somewhere and not in circles.
import { Temporal } from 'temporal-polyfill';
import { MINUTE } from '../kernel/time.ts';
import type { Calendar } from './calendar.ts';
import { createCalendar } from './open-time.ts';
import { packFault, type PackFault, type Path } from './pack-fault.ts';
import type { Pack, Target, Tier } from './pack-schema.ts';
import { TEAM_CALENDAR } from './targets.ts';
import { DAY } from './zone-days.ts';

/** Asked only of packs whose names and calendars are sound. */
export const checkClocks = (pack: Pack): readonly PackFault[] => [
  ...pack.clocks.flatMap(({ tiers }, index) =>
    (tiers ?? []).flatMap((tier, at) =>
      pack.teams.some((team) => team.tier === tier) ? [] : [packFault('tier-without-team', ['clocks', index, 'tiers', at], tier)],
    ),
  ),
  ...neverEnding(pack),
  ...teamsAbove(pack),
  ...contactDeputies(pack),
];

/** A target somewhere in the pack, with the ids of all calendars it may be counted in. */
type Counted = { readonly path: Path; readonly target: Target; readonly calendars: readonly string[] };

const countedIn = (pack: Pack): readonly Counted[] => {
  const ofTeams = (tiers: readonly Tier[] | undefined): readonly string[] => [
    ...new Set(pack.teams.filter(({ tier }) => tiers?.includes(tier) !== false).map(({ calendar }) => calendar)),
  ];
  const { unresolved } = pack.alerts;
  return [
    ...pack.clocks.flatMap(({ calendar, targets, tiers }, index) =>
      Object.entries(targets).flatMap(([priority, target]): readonly Counted[] => {
        const calendars = calendar === TEAM_CALENDAR ? ofTeams(tiers) : [calendar];
        return target === null ? [] : [{ path: ['clocks', index, 'targets', priority], target, calendars }];
      }),
    ),
    ...pack.matrix.flatMap(({ acceptBy, to }, index): readonly Counted[] => {
      const contact = pack.contacts.find(({ id }) => id === to.contact)?.calendar;
      const calendar = contact ?? pack.teams.find(({ id }) => id === to.team)?.calendar;
      return acceptBy === undefined || calendar === undefined
        ? []
        : [{ path: ['matrix', index, 'acceptBy'], target: acceptBy, calendars: [calendar] }];
    }),
    ...(unresolved === undefined
      ? []
      : [{ path: ['alerts', 'unresolved', 'after'], target: unresolved.after, calendars: [unresolved.calendar] }]),
  ];
};

const neverEnding = (pack: Pack): readonly PackFault[] => {
  const spans = new Map(Object.entries(pack.calendars).map(([id, document]) => [id, twoYearsOf(createCalendar(document), pack.validFrom)]));
  return countedIn(pack).flatMap(({ path, target, calendars }) => {
    const calendar = calendars.find((id) => spans.get(id)?.(target) === false);
    return calendar === undefined ? [] : [packFault('never-ends', path, target, { calendar })];
  });
};

/** Whether a target is reached within two years of the first day of the pack. */
const twoYearsOf = (calendar: Calendar, validFrom: string): ((target: Target) => boolean) => {
  const start = Temporal.PlainDate.from(validFrom).toZonedDateTime(calendar.zone);
  const from = start.epochMilliseconds;
  const until = start.add({ years: 2 }).epochMilliseconds;
  const open = calendar.openTime(from, until);
  return (target) => {
    if ('seconds' in target) return target.seconds * 1_000 <= until - from;
    if ('minutes' in target) return target.minutes * MINUTE <= open;
    // So many open days take so many days at the least, and a calendar that never opens again is counted with by nobody.
    return target.days <= (until - from) / DAY && open > 0 && calendar.due(from, target) <= until;
  };
};

const teamsAbove = (pack: Pack): readonly PackFault[] =>
  pack.teams.flatMap(({ id, above }, index) => {
    if (above === undefined) return [];
    const path = ['teams', index, 'above'];
    if (pack.teams.find((team) => team.id === above)?.tier === 'A') return [packFault('above-outside', path, above)];
    const circle = circleFrom(id, (team) => pack.teams.find((other) => other.id === team)?.above);
    return circle === null ? [] : [packFault('above-circle', path, above, { circle })];
  });

const contactDeputies = (pack: Pack): readonly PackFault[] =>
  pack.contacts.flatMap(({ id, clock, deputy }, index) => {
    const circle = deputy === undefined ? null : circleFrom(id, (one) => pack.contacts.find((other) => other.id === one)?.deputy);
    const known = clock === undefined || pack.clocks.some((row) => row.id === clock && row.tiers?.includes('A') !== false);
    return [
      ...(circle === null ? [] : [packFault('contact-circle', ['contacts', index, 'deputy'], deputy, { circle })]),
      ...(known ? [] : [packFault('contact-clock', ['contacts', index, 'clock'], clock)]),
    ];
  });

/** The way from one entry back to itself, null where it leads elsewhere or to an end. */
const circleFrom = (start: string, next: (id: string) => string | undefined): string[] | null => {
  const way = [start];
  for (let at = next(start); at !== undefined; at = next(at)) {
    if (at === start) return [...way, start];
    if (way.includes(at)) return null;
    way.push(at);
  }
  return null;
};
