// Decides where an escalation goes: the first matrix row that fits, with the reason why, and why each row above it was skipped.
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts';
import type { Channel, Kind, Label, Marker, MatrixRow, Priority, Tier } from './pack-schema.ts';
import type { Policy } from './policy.ts';

export type RouteQuestion = {
  readonly reason: string;
  readonly category: string;
  readonly channel: Channel;
  readonly priority: Priority;
  readonly markers: readonly Marker[];
  /** Where the case is now; a route never leads to the same team or to a lower tier. */
  readonly from: { readonly tier: Tier; readonly team: string };
};

/** Why a row did not apply: the first of its conditions that failed, or where it would have led. */
export type SkipCode = 'marker' | 'reason' | 'category' | 'channel' | 'priority' | 'from-tier' | 'from-team' | 'own-team' | 'downwards';

export type Route = {
  readonly row: string;
  readonly kind: Kind;
  readonly tier: Tier;
  readonly team: string;
  /** Null: the team's queue, where its lead answers for the case until someone takes it. */
  readonly person: string | null;
  readonly why: Label;
  readonly skipped: readonly { readonly row: string; readonly why: SkipCode }[];
};

/** How far up a tier stands; the principal is above all. */
export const rankOf = (tier: Tier): number => (tier === 'A' ? 5 : tier);

/**
 * The first row of the matrix that fits wins. When safety, law, press or authority is ticked, the rows for those markers are
 * asked before all others, wherever they stand; otherwise such rows are skipped. Source: domain.md §3 field 20, §4.
 * Refusals: `unknown-reason` {reason}; `no-route` {reason, category, channel, priority, markers, tier, team}.
 */
export const route = (
  policy: Pick<Policy, 'pack' | 'reasons'>,
  question: RouteQuestion,
): Result<Route, Refusal<'unknown-reason' | 'no-route'>> => {
  const reason = policy.reasons.get(question.reason);
  if (reason === undefined) return refuse('unknown-reason', { reason: question.reason });
  const skipped: { readonly row: string; readonly why: SkipCode }[] = [];
  for (const row of inOrder(policy.pack.matrix, question.markers)) {
    const why = whyNot(row, question);
    if (why === null) {
      const { tier, team, person = null } = row.to;
      return ok({ row: row.id, kind: row.kind ?? reason.kind, tier, team, person, why: row.why, skipped });
    }
    skipped.push({ row: row.id, why });
  }
  const { category, channel, priority, markers, from } = question;
  return refuse('no-route', { reason: reason.id, category, channel, priority, markers, tier: from.tier, team: from.team });
};

const inOrder = (matrix: readonly MatrixRow[], markers: readonly Marker[]): readonly MatrixRow[] =>
  markers.length === 0
    ? matrix
    : [...matrix.filter(({ when }) => when.marker !== undefined), ...matrix.filter(({ when }) => when.marker === undefined)];

const whyNot = ({ when, to }: MatrixRow, { reason, category, channel, priority, markers, from }: RouteQuestion): SkipCode | null => {
  if (when.marker !== undefined && !when.marker.some((marker) => markers.includes(marker))) return 'marker';
  if (when.reason?.includes(reason) === false) return 'reason';
  if (when.category?.includes(category) === false) return 'category';
  if (when.channel?.includes(channel) === false) return 'channel';
  if (when.priority?.includes(priority) === false) return 'priority';
  if (when.fromTier?.includes(from.tier) === false) return 'from-tier';
  if (when.fromTeam?.includes(from.team) === false) return 'from-team';
  if (to.team === from.team) return 'own-team';
  return rankOf(to.tier) < rankOf(from.tier) ? 'downwards' : null;
};
