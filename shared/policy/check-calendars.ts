// Checks what a pack says about time: zones, hours, calendars that never open, clocks that stand twice or not at all, waits.
import { Temporal } from 'temporal-polyfill';
import { MINUTE } from '../kernel/time.ts';
import { regionFault } from './holidays.ts';
import { createCalendar, wallOf } from './open-time.ts';
import { packFault, type PackFault, type Path } from './pack-fault.ts';
import type { CalendarDocument, Pack, Target } from './pack-schema.ts';
import { TEAM_CALENDAR } from './targets.ts';
import { DAY, zoneDays } from './zone-days.ts';

export const checkCalendars = (pack: Pack): readonly PackFault[] => [
  ...zoneFaults(['principal', 'zone'], pack.principal.zone),
  ...Object.entries(pack.calendars).flatMap(([id, calendar]) => packCalendarFaults(['calendars', id], id, calendar, pack.validFrom)),
  ...clockRows(pack),
  ...clocksMissing(pack),
  ...statutoryTwice(pack),
  ...pack.waits.flatMap(({ expiry, maxDays }, index) =>
    daysOf(expiry) > maxDays ? [packFault('wait-too-long', ['waits', index, 'expiry'], expiry, { maxDays })] : [],
  ),
];

/** The days a time takes at the least: minutes are open ones, and no day has more than 24 hours of them. */
const daysOf = (target: Target): number =>
  'days' in target ? target.days : ('minutes' in target ? target.minutes * MINUTE : target.seconds * 1_000) / DAY;

// Offsets such as "+01:00" know no daylight saving, so only names are zones here.
const zoneFaults = (path: Path, zone: string): readonly PackFault[] => {
  try {
    if (/^[A-Za-z]/.test(zone) && zoneDays(zone).offsetAt(0) !== null) return [];
  } catch (error) {
    // A RangeError is how the library answers "no such zone"; anything else is a bug.
    if (!(error instanceof RangeError)) throw error;
  }
  return [packFault('unknown-zone', path, zone)];
};

const packCalendarFaults = (path: Path, id: string, calendar: CalendarDocument, validFrom: string): readonly PackFault[] => {
  const faults = [...(id === TEAM_CALENDAR ? [packFault('reserved-id', path, id, { id })] : []), ...calendarFaults(path, calendar)];
  if (faults.length > 0) return faults;
  return opensWithinAYear(calendar, validFrom) ? [] : [packFault('never-open', [...path, 'week'], calendar.week)];
};

/** What keeps a calendar of the right shape from being counted with: zone, order of its hours, region, exceptions that contradict. */
export const calendarFaults = (path: Path, calendar: CalendarDocument): readonly PackFault[] => [
  ...zoneFaults([...path, 'zone'], calendar.zone),
  ...hourFaults(path, calendar),
  ...holidayFaults([...path, 'holidays'], calendar.holidays),
];

const holidayFaults = (path: Path, holidays: CalendarDocument['holidays']): readonly PackFault[] => {
  if (Array.isArray(holidays)) return [];
  const twice = holidays.open.flatMap((date, index) =>
    holidays.closed.includes(date) ? [packFault('closed-and-open', [...path, 'open', index], date)] : [],
  );
  const fault = regionFault(holidays);
  if (fault === null) return twice;
  const { key, known } = fault;
  if (key === 'country') return [packFault('unknown-country', [...path, key], holidays.country), ...twice];
  const within = key === 'state' ? holidays.country : `${holidays.country} ${holidays.state ?? ''}`.trim();
  return [packFault(known.length === 0 ? 'no-states' : 'unknown-state', [...path, key], holidays[key], { within, known, key }), ...twice];
};

const hourFaults = (path: Path, { week }: CalendarDocument): readonly PackFault[] =>
  Object.entries(week).flatMap(([day, intervals]) =>
    intervals.flatMap((interval, index) => {
      const [from, to] = interval;
      const before = intervals[index - 1];
      const inOrder = wallOf(from) < wallOf(to) && (before === undefined || wallOf(before[1]) <= wallOf(from));
      return inOrder ? [] : [packFault('interval-order', [...path, 'week', day, index], interval)];
    }),
  );

const opensWithinAYear = (calendar: CalendarDocument, validFrom: string): boolean => {
  const start = Temporal.PlainDate.from(validFrom).toZonedDateTime(calendar.zone);
  const counting = createCalendar(calendar);
  const from = start.epochMilliseconds;
  const end = start.add({ years: 1 }).epochMilliseconds;
  for (let at = from; at < end; at += 7 * DAY) if (counting.openTime(at, Math.min(end, at + 7 * DAY)) > 0) return true;
  return false;
};

const clockRows = (pack: Pack): readonly PackFault[] => {
  const seen = new Set<string>();
  return pack.clocks.flatMap(({ id, tiers, targets }, index) => {
    const keys = (tiers ?? ['all']).map((tier) => `${id} ${tier}`);
    const twice = keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return [
      ...(twice ? [packFault('clock-twice', ['clocks', index, 'id'], id)] : []),
      ...(targets.P4 === null && id !== 'accept-live' ? [packFault('target-missing', ['clocks', index, 'targets', 'P4'], null)] : []),
    ];
  });
};

/** A statutory clock has an id of its own, apart from the clocks that pauses may stop and from the two that no pack names. */
const statutoryTwice = (pack: Pack): readonly PackFault[] => {
  const seen = new Set<string>(['promise', 'wait', ...pack.clocks.map(({ id }) => id)]);
  return pack.statutory.flatMap(({ id }, index) => {
    const twice = seen.has(id);
    seen.add(id);
    return twice ? [packFault('clock-twice', ['statutory', index, 'id'], id)] : [];
  });
};

/** Whoever passes a case on needs a time to accept it at the other end; the customer's clocks run at every tier. */
const clocksMissing = (pack: Pack): readonly PackFault[] => {
  const tiers = [...new Set(pack.teams.map(({ tier }) => tier))];
  const needed = (['accept', 'answer', 'decision', 'callback', 'interim', 'resolution'] as const).map((clock) => ({ clock, tiers }));
  const principal = tiers.includes('A') ? [{ clock: 'principal-answer' as const, tiers: ['A' as const] }] : [];
  return [...needed, ...principal].flatMap(({ clock, tiers: at }) =>
    at
      .filter((tier) => !pack.clocks.some((row) => row.id === clock && row.tiers?.includes(tier) !== false))
      .map((tier) => packFault('clock-missing', ['clocks'], clock, { clock, tier: String(tier) })),
  );
};
