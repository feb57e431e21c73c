// Knows when the days of a time zone begin, with the library asked once for half a month in which no clock changes.
import { Temporal } from 'temporal-polyfill';
import type { Ms, Zone } from '../kernel/time.ts';

export const DAY = 86_400_000;

/** Days are counted from 1970-01-01, which is day 0. */
export type ZoneDays = {
  /** The first instant of a local day; of a day the zone left out, that of the next. */
  readonly startOf: (number: number) => Ms;
  /** The instant of a wall time (ms after midnight) on a day; one the spring change skips becomes the change itself. */
  readonly instantOn: (number: number, wall: Ms) => Ms;
  /** What a clock on the wall shows at an instant, in ms after midnight. */
  readonly wallAt: (at: Ms) => Ms;
  /** Whether a day has 24 hours and no change of clocks: then its hours are those on the wall. */
  readonly isWhole: (number: number) => boolean;
  /** Whether that holds, for sure, for all days of a stretch of sixteen: days n × 16 and on. */
  readonly isSteady: (stretch: number) => boolean;
  /** What the zone is ahead of UTC at an instant, in ms. */
  readonly offsetAt: (at: Ms) => Ms;
};

const EPOCH = Temporal.PlainDate.from('1970-01-01');
/** Longer ones hold a change of clocks more often, shorter ones ask the library more often. */
export const STRETCH = 16;
/** Two thousand years of stretches; who asks for more is answered anew, not remembered without end. */
const MOST_STRETCHES = 45_000;

/** Throws a RangeError where the zone does not exist; `readPack` refuses such a zone. */
export const zoneDays = (zone: Zone): ZoneDays => {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  const made = createZoneDays(zone);
  if (zones.size >= MOST_ZONES) zones.clear();
  zones.set(zone, made);
  return made;
};
// A fact about the world, the same for every calendar of the zone: nothing that is answered depends on what is kept.
const zones = new Map<Zone, ZoneDays>();
const MOST_ZONES = 600;

const createZoneDays = (zone: Zone): ZoneDays => {
  // Asked at once, so that a zone which does not exist is told before anything is counted.
  Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
  const stretches = new Map<number, Ms | null>();
  const starts = new Map<number, Ms>();

  /** The offset of all days of a stretch, or null where the clocks change in it or close by. */
  const steadyOffset = (stretch: number): Ms | null => {
    const kept = stretches.get(stretch);
    if (kept !== undefined) return kept;
    // Two days of room on either side: no zone is further than that from UTC.
    const from = Temporal.Instant.fromEpochMilliseconds((stretch * STRETCH - 2) * DAY).toZonedDateTimeISO(zone);
    const next = from.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
    const made = next > ((stretch + 1) * STRETCH + 2) * DAY ? from.offsetNanoseconds / 1e6 : null;
    if (stretches.size >= MOST_STRETCHES) stretches.clear();
    stretches.set(stretch, made);
    return made;
  };

  const startOf = (number: number): Ms => {
    const offset = steadyOffset(Math.floor(number / STRETCH));
    if (offset !== null) return number * DAY - offset;
    const kept = starts.get(number);
    if (kept !== undefined) return kept;
    const made = EPOCH.add({ days: number }).toZonedDateTime(zone).epochMilliseconds;
    if (starts.size >= MOST_STRETCHES) starts.clear();
    starts.set(number, made);
    return made;
  };

  const instantOn = (number: number, wall: Ms): Ms => {
    const start = startOf(number);
    const end = startOf(number + 1);
    if (wall === DAY) return end;
    if (end - start === DAY) return start + wall;
    const wanted = EPOCH.add({ days: number }).toPlainDateTime().add({ milliseconds: wall });
    const found = wanted.toZonedDateTime(zone);
    if (found.toPlainDateTime().equals(wanted)) return found.epochMilliseconds;
    // One step on, because a transition does not count as "previous" at its own instant.
    return (found.add({ milliseconds: 1 }).getTimeZoneTransition('previous') ?? found).epochMilliseconds;
  };

  const offsetAt = (at: Ms): Ms =>
    steadyOffset(Math.floor(at / DAY / STRETCH)) ??
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;

  return {
    startOf,
    instantOn,
    offsetAt,
    isWhole: (number) => steadyOffset(Math.floor(number / STRETCH)) !== null || startOf(number + 1) - startOf(number) === DAY,
    isSteady: (stretch) => steadyOffset(stretch) !== null,
    wallAt: (at) => {
      const local = at + offsetAt(at);
      return local - Math.floor(local / DAY) * DAY;
    },
  };
};
