// Explains routes to outsiders: one parsed request gives the row, the target, the time to accept, and why other rows were skipped.
import { Temporal } from 'temporal-polyfill';
import { ok } from '../kernel/result.ts';
import type { Ms, Zone } from '../kernel/time.ts';
import { acceptTargetOf } from './accept-by.ts';
import type { PackSource } from './explain.ts';
import type { Kind, Tier } from './pack-schema.ts';
import type { Policy } from './policy.ts';
import { badRequest, shortly, type Checked, type ExplainFault } from './request-words.ts';
import { readRouteRequest, type RouteRequest } from './route-request.ts';
import { firstFit, hoursOf, type Skipped } from './routing.ts';
import { calendarOf } from './targets.ts';

export type ExplainedRoute = {
  readonly row: string | null;
  /** Null, as target and time, where no row fits. */
  readonly kind: Kind | null;
  readonly target: { readonly tier: Tier; readonly team: string; readonly person: string | null } | null;
  /** Of a way to the principal whose row names one: who there is asked. */
  readonly contact?: string;
  /** ISO 8601 with the offset of the principal's zone; null also where the pack sets no time to accept. */
  readonly acceptBy: string | null;
  readonly skipped: Skipped;
};
export type RouteAnswer = ExplainedRoute | { readonly error: ExplainFault };

/**
 * Answers one request of the black box (README, "route explain") with the matrix and the clocks the desk itself asks. That no row
 * fits is an answer; a request that cannot be asked is answered with the first place that is wrong.
 */
export const explainRoute = (value: unknown, packOf: PackSource): RouteAnswer => {
  const read = readRouteRequest(value);
  if (!read.ok) return { error: read.refusal.data };
  const found = packOf(read.value.pack);
  if (!found.ok) return { error: found.refusal.data };
  const known = checkCodes(read.value, found.value);
  return known.ok ? answerOf(read.value, found.value) : { error: known.refusal.data };
};

const answerOf = (request: RouteRequest, policy: Policy): ExplainedRoute => {
  const { reason, category, channel, priority, from, now, present } = request;
  const question = { reason, category, channel, priority, markers: request.markers ?? [], from, present, now };
  const { row, skipped } = firstFit(policy.pack, { ...question, amount: request.amount?.minor ?? null }, hoursOf(policy, now));
  if (row === null) return { row: null, kind: null, target: null, acceptBy: null, skipped };
  const { tier, team, person = null, contact } = row.to;
  const accept = acceptTargetOf(policy, { tier, team, priority, row: row.id }, request.customerWaiting ?? false);
  return {
    row: row.id,
    kind: row.kind ?? policy.reasons.get(reason)?.kind ?? null,
    target: { tier, team, person },
    ...(contact === undefined ? {} : { contact }),
    acceptBy: accept === null ? null : isoOf(calendarOf(policy, accept.calendar).due(now, accept.target), policy.pack.principal.zone),
    skipped,
  };
};

const isoOf = (at: Ms, zone: Zone): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toString({ timeZoneName: 'never' });

/** Every code is one of the pack; a case that is nowhere has no way from there. */
const checkCodes = ({ reason, category, from, amount, present }: RouteRequest, policy: Policy): Checked<null> => {
  const { pack, reasons, teams } = policy;
  const categories = pack.categories.map(({ id }) => id);
  if (!reasons.has(reason)) return unknown('reason', reason, 'reason', [...reasons.keys()]);
  if (!categories.includes(category)) return unknown('category', category, 'category', categories);
  if (amount !== null && amount.currency !== pack.principal.currency)
    return badRequest(
      'amount.currency',
      `amount.currency is "${amount.currency}", but this pack decides in ${pack.principal.currency}. Write the amount in ${pack.principal.currency}; amounts are not converted.`,
    );
  const team = teams.get(from.team);
  if (team === undefined) return unknown('from.team', from.team, 'team', [...teams.keys()]);
  if (team.tier !== from.tier)
    return badRequest(
      'from.tier',
      `from.tier is ${shortly(from.tier)}, but team "${team.id}" is of tier ${team.tier}. Write ${shortly(team.tier)}.`,
    );
  const stranger = (present ?? []).findIndex((id) => !teams.has(id));
  return stranger < 0 ? ok(null) : unknown(`present[${stranger}]`, present![stranger]!, 'team', [...teams.keys()]);
};

const unknown = (path: string, code: string, what: string, known: readonly string[]): Checked<never> =>
  badRequest(path, `${path} is ${shortly(code)}, which is no ${what} of this pack. Write one of ${known.join(', ')}.`);
