// Names a place in a log so that two logs which name it alike are one up to there.
import type { Confirmed } from '../case/events.ts';

/**
 * The event and when the ledger recorded it: a log that was set back is told the same events again, and by chance they come to stand in the
 * same places, but never at the same time. '' stands for the place before the first event.
 */
export const anchorOf = ({ event, recordedAt }: { readonly event: Pick<Confirmed['event'], 'id'>; readonly recordedAt: number }): string =>
  `${event.id}@${recordedAt}`;

/** Whether both name the same event, whenever it was recorded. */
export const isSameEvent = (one: string | null, other: string): boolean => one !== null && idIn(one) === idIn(other);

const idIn = (anchor: string): string => anchor.slice(0, anchor.includes('@') ? anchor.lastIndexOf('@') : undefined);
