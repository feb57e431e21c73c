// Decides where a window of authority begins: the same wall time so long ago, the local day, the calendar month.
import { Temporal } from 'temporal-polyfill';
import type { Ms, Zone } from '../kernel/time.ts';
import type { Policy } from './policy.ts';

/** A span as packs write it: whole months or whole days. */
export type Span = { readonly months: number } | { readonly days: number };

const LONGEST_MONTH = 31;
/** Further back than this is "ever", so that no pack leads out of the calendar. */
const EVER = { months: 1_200, days: 36_525 };

const at = (now: Ms, zone: Zone): Temporal.ZonedDateTime => Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);

/**
 * The instant with the same local wall time so many months or days back; a window is exclusive of it. The 29th of February becomes
 * the 28th, the 31st the last day of its month; a wall time that the clocks skip moves on with them, one that comes twice is the
 * first. Source: domain.md §4 "Windows roll".
 */
export const windowStart = (now: Ms, span: Span, zone: Zone): Ms => {
  const length = 'months' in span ? Math.min(span.months, EVER.months) : Math.min(span.days, EVER.days);
  const unit = 'months' in span ? 'months' : 'days';
  const known = starts.find((start) => start.now === now && start.length === length && start.unit === unit && start.zone === zone);
  if (known !== undefined) return known.start;
  const start = at(now, zone).subtract({ [unit]: length }).epochMilliseconds;
  starts = [{ now, length, unit, zone, start }, ...starts.slice(0, STARTS - 1)];
  return start;
};

/** One decision is looked at several times, at the same instant and under the same few windows. */
const STARTS = 16;
type Start = { readonly now: Ms; readonly length: number; readonly unit: 'months' | 'days'; readonly zone: Zone; readonly start: Ms };
let starts: readonly Start[] = [];

/** The first instant of the local day; an agent's day is inclusive of it. */
export const dayStart = (now: Ms, zone: Zone): Ms => at(now, zone).startOfDay().epochMilliseconds;

/** The calendar month of an instant, as "2026-03": budgets are spent by it. */
export const monthAt = (now: Ms, zone: Zone): string => {
  const known = months.get(zone) ?? [];
  const found = known.find(({ from, until }) => now >= from && now < until);
  if (found !== undefined) return found.month;
  const first = at(now, zone).with({ day: 1 }).startOfDay();
  const month = first.toPlainDate().toPlainYearMonth().toString();
  const until = first.add({ months: 1 }).startOfDay().epochMilliseconds;
  months.set(zone, [{ month, from: first.epochMilliseconds, until }, ...known.slice(0, MONTHS - 1)]);
  return month;
};

/** Asked at every step of a lease, and nearly always of the same month or two: a calendar takes far longer than looking. */
const MONTHS = 6;
const months = new Map<Zone, readonly { readonly month: string; readonly from: Ms; readonly until: Ms }[]>();

/**
 * A span that holds every window of the pack (customer caps, "first time", the lead's picture of splitting), so that one look at
 * the store is enough. It may be a few days longer than the longest, as months differ.
 */
export const longestWindow = ({ pack }: Pick<Policy, 'pack'>): Span => {
  const spans: readonly Span[] = [
    pack.authority.splitting.window,
    ...pack.decisions.flatMap(({ customer, limits }) => [
      ...customer.map(({ window }) => window),
      ...Object.values(limits).flatMap((limit) => limit?.only?.firstIn ?? []),
    ]),
  ];
  return { days: Math.max(...spans.map((span) => ('days' in span ? span.days : span.months * LONGEST_MONTH))) };
};
