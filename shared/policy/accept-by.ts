// Knows by when a case must be accepted where the matrix sends it: by the row's own time, by a contact's clock, or by the pack's.
import type { Target } from './pack-schema.ts';
import type { Policy } from './policy.ts';
import { targetOf, type ClockId, type Where } from './targets.ts';

/**
 * How a case arrives: `row` is the matrix row that sent it, null where a person named the team; `contact`: who at the principal is asked, where it is no longer
 * the one the row names.
 */
export type Arrival = Where & { readonly row: string | null; readonly contact?: string | null };

export type AcceptTarget = { readonly clock: ClockId; readonly target: Target; readonly calendar: string };

/**
 * The target to accept, the clock it counts as and the id of the calendar it counts in. Live when the customer is on the line and
 * the pack knows a live clock; else the row's own time, else the clock of the contact the row names, else that of the tier. A
 * contact's hours go before those of its team. A row the pack no longer has counts for nothing. Null where the pack sets no
 * target. Source: domain.md §6, §7.
 */
export const acceptTargetOf = (policy: Policy, where: Arrival, customerWaiting: boolean): AcceptTarget | null => {
  const live = customerWaiting ? targetOf(policy, 'accept-live', where) : null;
  if (live !== null) return { clock: 'accept-live', ...live };
  const row = policy.pack.matrix.find(({ id, to }) => id === where.row && to.tier === where.tier);
  const contact = policy.pack.contacts.find(({ id }) => id === (where.contact ?? row?.to.contact));
  const clock = where.tier === 'A' ? 'principal-answer' : 'accept';
  const calendar = contact?.calendar ?? policy.teams.get(row?.to.team ?? where.team)?.calendar;
  if (row?.acceptBy !== undefined && calendar !== undefined) return { clock, target: row.acceptBy, calendar };
  const found = targetOf(policy, policy.pack.clocks.find(({ id }) => id === contact?.clock)?.id ?? clock, where);
  return found === null ? null : { clock, target: found.target, calendar: contact?.calendar ?? found.calendar };
};
