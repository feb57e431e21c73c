// Names the contacts of a principal with whether and until when each can be reached by his own hours, and who stands in.
import { DAY, type Ms } from '../kernel/time.ts';
import type { Calendar } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import { calendarOf } from '../policy/targets.ts';
import { contactOf } from './external-card.ts';
import type { PrincipalContact } from './presence-shapes.ts';

/** Whoever is open for so long without a break is open at any hour, for whoever wants to call him now. */
const ALWAYS: Ms = 7 * DAY;

/** In the order of the pack. Source: domain.md §2 "the principal". */
export const contactsOf = (policy: Policy, now: Ms): readonly PrincipalContact[] =>
  policy.pack.contacts.flatMap(({ id, calendar, deputy }) => {
    const found = contactOf(id, policy, now);
    if (found === null) return [];
    const standIn = policy.pack.contacts.find((contact) => contact.id === deputy);
    return [{ ...found, until: found.open ? closesAt(calendarOf(policy, calendar), now) : null, deputy: standIn?.name ?? null }];
  });

/** The first closed instant after `now`, an open one; null where that is not within a week. A calendar counts open time only, so it is halved for. */
const closesAt = (calendar: Calendar, now: Ms): Ms | null => {
  const isOpenUntil = (span: Ms): boolean => calendar.openTime(now, now + span) === span;
  if (isOpenUntil(ALWAYS)) return null;
  let [open, closed] = [0, ALWAYS];
  while (closed - open > 1) {
    const middle = Math.floor((open + closed) / 2);
    if (isOpenUntil(middle)) open = middle;
    else closed = middle;
  }
  return now + open;
};
