// Knows the keys of the lists a case can stand in; whoever writes the read tables and whoever reads them spell them here.
import type { Ms } from '../kernel/time.ts';

/** Places of a case in lists: one row per list it stands in, found by index, ordered by `due` then case. */
export type ListRow = { readonly list: string; readonly due: Ms; readonly caseId: string };

/** One key per list and owner. Ids of people and teams are ids of one principal's pack, and every list is asked within one lane. */
export const listKey = {
  /** Held by this person, not waiting in a queue, not in flight, and not in `back`; ordered by the next due time. */
  mine: (person: string): string => `mine:${person}`,
  /** Came back to this person: returned, answered, asked back by the receiver, or something he must be told of (`news`). */
  back: (person: string): string => `back:${person}`,
  /** An open promise that this person is to keep; ordered by the promise's own due time. */
  promises: (person: string): string => `promises:${person}`,
  /** Waits in this team's queue until somebody takes it; not those in flight to the team. */
  team: (team: string): string => `team:${team}`,
  /** Waits for this team, in its queue or on the way to it; ordered by since when it does. */
  waits: (team: string): string => `waits:${team}`,
  /** Open and lying with this team: in its queue, on the way to it, or held in it; ordered by whatever is due first about it. */
  presses: (team: string): string => `presses:${team}`,
  /** In flight: this person sent it and is responsible until it is accepted. */
  sent: (person: string): string => `sent:${person}`,
  /** Passed on by this person, now held by somebody else and not closed: the outcome will be told. */
  followed: (person: string): string => `followed:${person}`,
  /** Handovers in flight to this team (or to a person in it); ordered by the time to accept. */
  inbox: (team: string): string => `inbox:${team}`,
  /** Handovers in flight to this person by name who does not belong to the team they went to; ordered by the time to accept. */
  addressed: (person: string): string => `addressed:${person}`,
  /** Open approvals asked of this team; ordered by the time to decide. */
  approvals: (team: string): string => `approvals:${team}`,
  /** Open approvals asked of this person as the deputy of somebody absent; ordered by the time to decide. */
  deputy: (person: string): string => `deputy:${person}`,
  /** Open questions asked of this team, or else of this person by name; ordered by the time to answer. */
  consults: (team: string): string => `consults:${team}`,
  consulted: (person: string): string => `consulted:${person}`,
  /** Cases whose form this person still owes fields after the call; ordered by when they are due. */
  owed: (person: string): string => `owed:${person}`,
  /** Cases and promises offered to this person at the end of a shift. */
  shift: (person: string): string => `shift:${person}`,
  /** Cases with an alert this person has not seen; ordered by when the next one is due, in the past where it is. */
  alerts: (person: string): string => `alerts:${person}`,
  /** Cases with an alert this person has put off; ordered by when the last of them comes again, also where that is over. */
  snoozed: (person: string): string => `snoozed:${person}`,
  /** Break-glass decisions this team must look at; ordered by the time to do so. */
  reviews: (team: string): string => `reviews:${team}`,
  /** Cases with something that moves on by itself (request, handover, unresolved case), ordered by when: for the watchdog. */
  watched: 'watched',
} as const;
