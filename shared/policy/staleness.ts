// Decides how much of each limit still holds after so long without a connection.
import { HOUR, type Ms } from '../kernel/time.ts';
import type { AuthorityQuestion } from './authority-types.ts';
import type { Policy } from './policy.ts';

type Step = Policy['pack']['authority']['staleness'][number];

const lasts = (step: Step, { calendars }: Pick<Policy, 'calendars'>, lastSync: Ms, now: Ms): boolean => {
  if ('hours' in step) return now - lastSync <= step.hours * HOUR;
  const calendar = calendars.get(step.calendar);
  return calendar !== undefined && now <= calendar.due(lastSync, { days: step.workingDays });
};

/**
 * The share of each limit in percent: 100 while connected, the first step of the pack that still lasts without, null when the last
 * one has passed or nobody knows when the desk was last connected. Source: domain.md §5 "Authority goes stale".
 */
export const freshShare = (
  policy: Pick<Policy, 'pack' | 'calendars'>,
  { online, lastSync }: AuthorityQuestion['connection'],
  now: Ms,
): number | null => {
  if (online) return 100;
  if (lastSync === null) return null;
  return policy.pack.authority.staleness.find((step) => lasts(step, policy, lastSync, now))?.share ?? null;
};
