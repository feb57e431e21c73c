// Decides what a person has seen: an alert for good or for a while, and the news that came back to him.
import { MINUTE } from '../kernel/time.ts';
import { isToCome } from './alerts.ts';
import type { Context } from './context.ts';
import { drafts, firstRefusal, mustKnow, type Decider, type Refused } from './decider.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState } from './state.ts';

/** Nobody hides from himself, or from whoever reads for him, what is still to come. */
const mustStand = (alert: string, state: CaseState, { policy, now }: Context): Refused | null =>
  isToCome(state, policy, alert, now) ? refuseCase('nothing-changed') : null;

/** Hides one alert from its reader alone; whoever else is told of it still is. Refusal: `nothing-changed` (it is not there yet). Source: domain.md §6 "Warnings". */
export const acknowledgeAlert: Decider<'acknowledge-alert'> = (command, state, context) =>
  mustStand(command.data.alert, state, context) ?? drafts({ type: 'alert-acknowledged', data: { alert: command.data.alert } });

/** Puts an alert off for its reader, with a reason of the pack. Refusals: `unknown-code`, `snooze-in-past`, `snooze-too-long`, `nothing-changed` (it is not there yet). */
export const snoozeAlert: Decider<'snooze-alert'> = (command, state, context) => {
  const { alert, until, reason } = command.data;
  const { policy, now } = context;
  const { snoozes, snoozeMinutes } = policy.pack.alerts;
  const latest = now + snoozeMinutes * MINUTE;
  const refusal = firstRefusal(
    mustStand(alert, state, context),
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
