// Decides what a person has seen: an alert for good or for a while, and the news that came back to him.
import { MINUTE } from '../kernel/time.ts';
import { drafts, firstRefusal, mustKnow, type Decider } from './decider.ts';
import { refuseCase } from './refusals.ts';

/** Hides one alert from its reader alone; whoever else is told of it still is. Source: domain.md §6 "Warnings". */
export const acknowledgeAlert: Decider<'acknowledge-alert'> = (command) =>
  drafts({ type: 'alert-acknowledged', data: { alert: command.data.alert } });

/** Puts an alert off for its reader, with a reason of the pack. Refusals: `unknown-code`, `snooze-in-past`, `snooze-too-long`. */
export const snoozeAlert: Decider<'snooze-alert'> = (command, _state, { policy, now }) => {
  const { alert, until, reason } = command.data;
  const { snoozes, snoozeMinutes } = policy.pack.alerts;
  const latest = now + snoozeMinutes * MINUTE;
  const refusal = firstRefusal(
    mustKnow('snoozes', snoozes, reason),
    until <= now ? refuseCase('snooze-in-past', { until }) : null,
    until > latest ? refuseCase('snooze-too-long', { until, latest }) : null,
  );
  return refusal ?? drafts({ type: 'alert-snoozed', data: { alert, until, reason } });
};

/** Only one's own news; what is gone already is no slip. Refusal: `nothing-changed`. */
export const acknowledgeNews: Decider<'acknowledge-news'> = (command, { news = [] }, { actor }) => {
  const own = news.filter((row) => row.to === actor.id && command.data.news.includes(row.news)).map((row) => row.news);
  return own.length === 0 ? refuseCase('nothing-changed') : drafts({ type: 'news-acknowledged', data: { news: own } });
};
