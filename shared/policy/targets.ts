// Knows how long a clock of the pack may run for a tier, team and priority, and when it is due.
import { Temporal } from 'temporal-polyfill';
import { MINUTE, type Ms, type Zone } from '../kernel/time.ts';
import type { Calendar } from './calendar.ts';
import type { ClockRow, Priority, StatutoryRow, Target, Tier } from './pack-schema.ts';
import type { Policy } from './policy.ts';

export type ClockId = ClockRow['id'];

/** With whom the case is: a holder's clock depends on all three, a customer's clock on the priority. */
export type Where = { readonly tier: Tier; readonly team: string; readonly priority: Priority };

/** The word a clock row uses instead of a calendar's id: count in the hours of the team the case is with. */
export const TEAM_CALENDAR = 'team';

/**
 * The target of a clock and the id of the calendar it counts in; null where the pack sets none (live acceptance at P4).
 * A row that names the tier goes before one for all tiers. Source: domain.md §6.
 */
export const targetOf = (policy: Policy, clock: ClockId, where: Where): { readonly target: Target; readonly calendar: string } | null => {
  const rows = policy.pack.clocks.filter((row) => row.id === clock);
  const row = rows.find(({ tiers }) => tiers?.includes(where.tier)) ?? rows.find(({ tiers }) => tiers === undefined);
  const target = row?.targets[where.priority] ?? null;
  if (row === undefined || target === null) return null;
  const calendar = row.calendar === TEAM_CALENDAR ? policy.teams.get(where.team)?.calendar : row.calendar;
  return calendar === undefined ? null : { target, calendar };
};

/** The instant (epoch ms) at which the clock is due when it starts at `from`; null where the pack sets no target. */
export const dueAt = (policy: Policy, clock: ClockId, where: Where, from: Ms): Ms | null => {
  const found = targetOf(policy, clock, where);
  return found === null ? null : calendarOf(policy, found.calendar).due(from, found.target);
};

/** A calendar of the pack by id; an unknown one is a bug, because `readPack` lets none through. */
export const calendarOf = (policy: Pick<Policy, 'calendars' | 'version'>, id: string): Calendar => {
  const calendar = policy.calendars.get(id);
  if (calendar === undefined) throw new Error(`pack ${policy.version} has no calendar ${id}`);
  return calendar;
};

const instantIn = (zone: Zone, at: Ms): Temporal.ZonedDateTime => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** When a statutory time that began at `from` ends: plain time, days by the wall clock of the principal's zone. Source: domain.md §6. */
export const statutoryDue = (policy: Policy, { target }: StatutoryRow, from: Ms): Ms => {
  if ('seconds' in target) return from + target.seconds * 1_000;
  if ('minutes' in target) return from + target.minutes * MINUTE;
  const day = instantIn(policy.pack.principal.zone, from).add({ days: target.days });
  if (target.at === undefined) return day.epochMilliseconds;
  if (target.at === '24:00') return day.add({ days: 1 }).startOfDay().epochMilliseconds;
  return day.withPlainTime(target.at).epochMilliseconds;
};

/** The last instant of a local day (ISO date) of the principal: the day something came in does not count itself. */
export const endOfDay = (policy: Policy, date: string): Ms =>
  Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(policy.pack.principal.zone).epochMilliseconds;
