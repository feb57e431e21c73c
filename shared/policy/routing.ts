// Decides where an escalation goes: the first matrix row that fits, with the reason why, and why each row above it was skipped.
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import type { Channel, Kind, Label, Marker, MatrixRow, Pack, Priority, Tier } from './pack-schema.ts';
import type { Policy } from './policy.ts';
import { calendarOf } from './targets.ts';

export type RouteQuestion = {
  readonly reason: string;
  readonly category: string;
  readonly channel: Channel;
  readonly priority: Priority;
  readonly markers: readonly Marker[];
  /** Where the case is now; a route never leads to the same team or to a lower tier. */
  readonly from: { readonly tier: Tier; readonly team: string };
  /** Of the decision that is wanted, minor units of the pack's currency; without one no row that asks for an amount fits. */
  readonly amount?: number | null;
  /** Without a time no row that asks for hours fits, and nobody's hours are over. */
  readonly now?: Ms;
  /** Ids of the teams of which somebody is there; without it nobody has looked, and nobody counts as absent. */
  readonly present?: readonly string[] | null;
};

/** Why a row did not apply: the first of its conditions that failed, or where it would have led. */
export type SkipCode =
  | 'marker'
  | 'reason'
  | 'category'
  | 'channel'
  | 'priority'
  | 'from-tier'
  | 'from-team'
  | 'amount'
  | 'hours'
  | 'own-team'
  | 'downwards'
  | 'absent';

export type Skipped = readonly { readonly row: string; readonly why: SkipCode }[];

export type Route = {
  readonly row: string;
  readonly kind: Kind;
  readonly tier: Tier;
  readonly team: string;
  /** Null: the team's queue, where its lead answers for the case until someone takes it. */
  readonly person: string | null;
  readonly why: Label;
  readonly skipped: Skipped;
};

/** How far up a tier stands; the principal is above all. */
export const rankOf = (tier: Tier): number => (tier === 'A' ? 5 : tier);

/**
 * The first row of the matrix that fits wins. When safety, law, press or authority is ticked, the rows for those markers are
 * asked before all others, wherever they stand; otherwise such rows are skipped. Source: domain.md §3 field 20, §4.
 * Refusals: `unknown-reason` {reason}; `no-route` {reason, category, channel, priority, markers, tier, team}.
 */
export const route = (
  policy: Pick<Policy, 'pack' | 'reasons' | 'calendars' | 'version'>,
  question: RouteQuestion,
): Result<Route, Refusal<'unknown-reason' | 'no-route'>> => {
  const reason = policy.reasons.get(question.reason);
  if (reason === undefined) return refuse('unknown-reason', { reason: question.reason });
  const { row, skipped } = firstFit(policy.pack, question, hoursOf(policy, question.now));
  if (row !== null) {
    const { tier, team, person = null } = row.to;
    return ok({ row: row.id, kind: row.kind ?? reason.kind, tier, team, person, why: row.why, skipped });
  }
  const { category, channel, priority, markers, from } = question;
  return refuse('no-route', { reason: reason.id, category, channel, priority, markers, tier: from.tier, team: from.team });
};

/** The teams of which somebody is among these people; null where nobody looked. */
export const teamsThere = ({ people }: Pick<Policy, 'people'>, present: readonly string[] | null): readonly string[] | null =>
  present === null ? null : [...new Set(present.flatMap((person) => people.get(person)?.teams ?? []))];

/** The amount of a wanted decision (form field 8) as the matrix asks for it: money only, for a count is no amount. */
export const amountAsked = (
  { decisions }: Pick<Policy, 'decisions'>,
  wanted: { readonly type: string; readonly amount: number } | undefined,
): number | null => (wanted !== undefined && decisions.get(wanted.type)?.unit === 'money' ? wanted.amount : null);

/** Whether a calendar is open at the time of the question; null: nobody knows what time it is. */
export type Hours = (calendar: string) => boolean | null;

/** The hours of a pack at an instant. */
export const hoursOf =
  (policy: Pick<Policy, 'calendars' | 'version'>, now: Ms | undefined): Hours =>
  (calendar) =>
    now === undefined ? null : calendarOf(policy, calendar).isOpen(now);

/** The matrix alone: the row that wins, or null, and every row asked before it with the code why it did not apply. */
export const firstFit = (
  pack: Pick<Pack, 'matrix' | 'teams'>,
  question: RouteQuestion,
  isOpen: Hours,
): { readonly row: MatrixRow | null; readonly skipped: Skipped } => {
  const skipped: Skipped[number][] = [];
  for (const row of inOrder(pack.matrix, question.markers)) {
    const why = whyNot(row, question, isOpen) ?? (isUnreachable(row, pack, question, isOpen) ? 'absent' : null);
    if (why === null) return { row, skipped };
    skipped.push({ row: row.id, why });
  }
  return { row: null, skipped };
};

const inOrder = (matrix: readonly MatrixRow[], markers: readonly Marker[]): readonly MatrixRow[] =>
  markers.length === 0
    ? matrix
    : [...matrix.filter(({ when }) => when.marker !== undefined), ...matrix.filter(({ when }) => when.marker === undefined)];

const whyNot = ({ when, to }: MatrixRow, question: RouteQuestion, isOpen: Hours): SkipCode | null => {
  const { reason, category, channel, priority, markers, from, amount = null } = question;
  if (when.marker !== undefined && !when.marker.some((marker) => markers.includes(marker))) return 'marker';
  if (when.reason?.includes(reason) === false) return 'reason';
  if (when.category?.includes(category) === false) return 'category';
  if (when.channel?.includes(channel) === false) return 'channel';
  if (when.priority?.includes(priority) === false) return 'priority';
  if (when.fromTier?.includes(from.tier) === false) return 'from-tier';
  if (when.fromTeam?.includes(from.team) === false) return 'from-team';
  if (when.amount !== undefined && !isWithin(when.amount, amount)) return 'amount';
  if (when.hours !== undefined && isOpen(when.hours.calendar) !== (when.hours.is === 'open')) return 'hours';
  if (to.team === from.team) return 'own-team';
  return rankOf(to.tier) < rankOf(from.tier) ? 'downwards' : null;
};

/** Both ends belong to a band; no amount belongs to none. */
export const isWithin = ({ from = 0, to = Infinity }: NonNullable<MatrixRow['when']['amount']>, amount: number | null): boolean =>
  amount !== null && amount >= from && amount <= to;

/** Open hours are enough, for somebody will come; so is somebody who stayed on. */
const isUnreachable = (
  { needsPresence, to }: MatrixRow,
  { teams }: Pick<Pack, 'teams'>,
  { present = null }: RouteQuestion,
  isOpen: Hours,
): boolean => {
  if (needsPresence !== true || present === null || present.includes(to.team)) return false;
  const team = teams.find(({ id }) => id === to.team);
  return team !== undefined && isOpen(team.calendar) === false;
};
