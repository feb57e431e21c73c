// Tells an alert in words: how much of the time is gone, since when it is overdue, and why one is told; knows which alerts are new.
import type { AlertRow } from '../../shared/views/shapes.ts';
import { momentSaid, spanWords, type Level } from './time-words.ts';
import type { Desk } from './use-pack.ts';

const HOUR = 3_600_000;

/** An alert is told once, whatever list it comes in: its key is one case's, so the case belongs to it. */
export const alertId = ({ caseId, alert }: Pick<AlertRow, 'caseId' | 'alert'>): string => `${caseId} ${alert}`;

export const alertLevel = ({ share }: Pick<AlertRow, 'share'>): Level => (share >= 1 ? 'late' : 'soon');

/** "75 % der Zeit", "fast abgelaufen", "überfällig seit heute 14:30". */
export const thresholdWords = ({ share, dueAt }: Pick<AlertRow, 'share' | 'dueAt'>, { t, telling }: Desk, now: number): string => {
  const moment = momentSaid(dueAt, now, telling);
  if (share > 1) return t('alert.overdueLong', { moment, span: spanWords(HOUR, t) });
  if (share === 1) return t('alert.overdue', { moment });
  // The pack's last warning counts minutes, so it is no share of the time.
  return share >= 0.9 ? t('alert.nearly') : t('alert.share', { share: Math.round(share * 100) });
};

/** Why this person is told. */
export const toldAs = ({ as, holder }: Pick<AlertRow, 'as' | 'holder'>, { t, person }: Desk): string =>
  t(`alert.as-${as}`, { name: person(holder.person) });

export const alertHeard = (row: AlertRow, desk: Desk, now: number): string =>
  desk.t('alert.heard', {
    clock: desk.t(`clock.${row.clock}`),
    threshold: thresholdWords(row, desk, now),
    number: row.number,
    title: row.title,
  });

/** More at once than one can hear or read are told as a number. */
const MOST = 3;

export type Fresh = { readonly each: readonly AlertRow[]; readonly digest: number };

/** What to tell now: `heard` is what was told before, null at the start, when everything is old and only its number is told. */
export const freshAlerts = (heard: ReadonlySet<string> | null, alerts: readonly AlertRow[], cases: number): Fresh => {
  if (heard === null) return { each: [], digest: cases };
  const fresh = alerts.filter((row) => !heard.has(alertId(row)));
  return fresh.length > MOST ? { each: [], digest: new Set(fresh.map(({ caseId }) => caseId)).size } : { each: fresh, digest: 0 };
};
