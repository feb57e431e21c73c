// Says until when each limit holds without a connection: the steps of the pack from the last contact on, as instants.
import { HOUR, type Ms } from '../kernel/time.ts';
import type { Policy } from './policy.ts';

/** Until this instant limits hold by this share, in percent. */
export type ShareUntil = { readonly until: Ms; readonly share: number };

/** In order of time; after the last one everything needs confirmation. Empty where the pack lets nobody decide without a connection. */
export const shareSteps = ({ pack, calendars }: Pick<Policy, 'pack' | 'calendars'>, lastSync: Ms): readonly ShareUntil[] =>
  pack.authority.staleness.flatMap((step) => {
    if ('hours' in step) return [{ until: lastSync + step.hours * HOUR, share: step.share }];
    const calendar = calendars.get(step.calendar);
    return calendar === undefined ? [] : [{ until: calendar.due(lastSync, { days: step.workingDays }), share: step.share }];
  });

/** How far limits hold now: `share` null = nothing is committed any more; `until` null = nothing changes by itself. */
export type Holding = { readonly share: number | null; readonly until: Ms | null; readonly next: number | null };

/** In touch with the hub they hold fully, and for nobody knows how long. `lastSync` null: nobody knows when the desk was last connected. */
export const holdingAt = (policy: Pick<Policy, 'pack' | 'calendars'>, away: { readonly lastSync: Ms | null } | null, now: Ms): Holding => {
  if (away === null) return { share: 100, until: null, next: null };
  const steps = away.lastSync === null ? [] : shareSteps(policy, away.lastSync);
  const index = steps.findIndex(({ until }) => now <= until);
  if (index === -1) return { share: null, until: null, next: null };
  return { ...steps[index]!, next: steps[index + 1]?.share ?? null };
};
