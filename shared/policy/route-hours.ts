// Knows which combinations of open and closed hours a year really brings, as far as the matrix of a pack asks for them.
import { Temporal } from 'temporal-polyfill';
import { createCalendar } from './open-time.ts';
import type { Pack } from './pack-schema.ts';
import type { Hours } from './routing.ts';

/**
 * One `Hours` for each combination that occurs in the year from the pack's first day, of the calendars some row asks for; a single
 * one that knows no time where no row does. Calendars that stand in for each other leave no gap that never comes. A pack whose
 * calendars or zones are broken gets the single one: its own faults are told first.
 */
export const hoursOfAYear = (pack: Pack): readonly Hours[] => {
  const asked = calendarsAsked(pack);
  const documents = asked.map((id) => pack.calendars[id]);
  if (asked.length === 0 || documents.some((document) => document === undefined || !isZone(document.zone))) return [() => null];
  const calendars = documents.flatMap((document) => (document === undefined ? [] : [{ document, calendar: createCalendar(document) }]));
  const zones = [...new Set(calendars.map(({ document }) => document.zone))];
  const walls = [...new Set(['00:00', ...calendars.flatMap(({ document }) => Object.values(document.week).flat(2))])];
  const seen = new Map<string, Hours>();
  for (const at of instants(pack.validFrom, zones, walls)) {
    const open = calendars.map(({ calendar }) => calendar.isOpen(at));
    const key = open.join();
    if (!seen.has(key)) seen.set(key, (id) => open[asked.indexOf(id)] ?? null);
  }
  return [...seen.values()];
};

/** Hours a row names, and those of a team that must be there. */
const calendarsAsked = ({ matrix, teams }: Pack): readonly string[] => [
  ...new Set(
    matrix.flatMap(({ when, needsPresence, to }) => [
      ...(when.hours === undefined ? [] : [when.hours.calendar]),
      ...(needsPresence === true ? teams.flatMap(({ id, calendar }) => (id === to.team ? [calendar] : [])) : []),
    ]),
  ),
];

const isZone = (zone: string): boolean => {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).epochMilliseconds === 0;
  } catch (error) {
    // A RangeError is how the library answers "no such zone"; anything else is a bug.
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
};

/** Every instant of the year at which hours may begin or end. */
const instants = (from: string, zones: readonly string[], walls: readonly string[]): readonly number[] => {
  const first = Temporal.PlainDate.from(from);
  const times = walls.filter((wall) => wall !== '24:00').map((wall) => Temporal.PlainTime.from(wall));
  return Array.from({ length: 366 }, (_, day) => first.add({ days: day })).flatMap((date) =>
    zones.flatMap((timeZone) => times.map((plainTime) => date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds)),
  );
};
