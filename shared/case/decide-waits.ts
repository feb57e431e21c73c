// Decides waits: a reason from the pack, an end that is always there, and never longer than the pack allows.
import { calendarOf } from '../policy/targets.ts';
import type { Policy } from '../policy/policy.ts';
import type { Calendar } from '../policy/calendar.ts';
import { drafts, mustBeOpen, type Decider } from './decider.ts';
import { refuseCase } from './refusals.ts';
import type { Pause } from './state.ts';
import type { Ms } from '../kernel/time.ts';
import { CLOSED } from './fold.ts';
import { endOf } from './clock-time.ts';

/** Waits are counted in the open time of the team that holds the case. */
export const waitCalendar = (policy: Policy, id: string): Calendar | null => {
  const team = policy.teams.get(id);
  return team === undefined ? null : calendarOf(policy, team.calendar);
};

/**
 * Since when the case has waited for this reason: a wait that began again within one open day of the last one's end goes on from where
 * that one began, so that ending it and starting anew gives nobody more time. Waits for other reasons hold the chain together, or two
 * reasons by turns would stop a clock for ever; their own time is not counted here.
 */
const waitingSince = (pauses: readonly Pause[], reason: string, calendar: Calendar, now: Ms): Ms => {
  const { waited } = pauses
    .filter((pause) => pause.reason !== CLOSED)
    .toSorted((a, b) => endOf(b) - endOf(a))
    .reduce(
      (chain, pause) => {
        if (chain.begin >= calendar.due(endOf(pause), { days: 1 })) return chain;
        const begin = Math.min(chain.begin, pause.from);
        return { begin, waited: chain.waited + (pause.reason === reason ? chain.begin - begin : 0) };
      },
      { begin: now, waited: 0 },
    );
  return now - waited;
};

/**
 * Without an `until` the pack's expiry holds; `maxDays` open days are the longest, together with the waits for the same reason it follows on, also after others. Refusals: `not-open`, `already-waiting`,
 * `unknown-code`, `wait-in-past`, `wait-too-long`. Source: domain.md §6 "Pauses".
 */
export const startWait: Decider<'start-wait'> = (command, state, { policy, now }) => {
  const closed = mustBeOpen(state);
  if (closed !== null) return closed;
  if (state.wait !== null) return refuseCase('already-waiting', { reason: state.wait.reason, until: state.wait.until });
  const reason = policy.pack.waits.find(({ id }) => id === command.data.reason);
  if (reason === undefined) return refuseCase('unknown-code', { list: 'waits', code: command.data.reason });
  const calendar = waitCalendar(policy, state.holder.team);
  if (calendar === null) return refuseCase('unknown-code', { list: 'teams', code: state.holder.team });
  const latest = calendar.due(waitingSince(state.pauses, reason.id, calendar, now), { days: reason.maxDays });
  const expiry = calendar.due(now, reason.expiry);
  const until = command.data.until ?? (latest <= now ? expiry : Math.min(expiry, latest));
  if (until <= now) return refuseCase('wait-in-past', { until });
  if (until > latest) return refuseCase('wait-too-long', { until, latest, maxDays: reason.maxDays });
  return drafts({ type: 'wait-started', data: { reason: reason.id, until, stops: reason.stops }, body: command.body });
};

/** Refusal: `not-waiting`. */
export const endWait: Decider<'end-wait'> = (command, state) =>
  state.wait === null ? refuseCase('not-waiting') : drafts({ type: 'wait-ended', data: {}, body: command.body });
