// Tells what comes up while one looks elsewhere: alerts once, to the ear and outside the window; a sound when a customer waits for a yes.
import { useEffect, useEffectEvent, useRef } from 'react';
import type { AlertRow } from '../../shared/views/shapes.ts';
import { useLive, wake } from '../state/live.ts';
import { useSession } from '../state/session.ts';
import { useSignals } from '../state/signals.ts';
import { goToCase, showOverlay } from '../state/view.ts';
import { announce } from './announce.tsx';
import { alertHeard, alertId, freshAlerts, thresholdWords } from './alert-words.ts';
import { deskNow } from './now.ts';
import { playTone } from './tone.ts';
import { useDesk } from './use-pack.ts';

export const ALERTS = { limit: 50 } as const;
export const INBOX = { limit: 200 } as const;

/** What was told here; whoever signs in next hears his own from the start. */
const told = { token: '', alerts: null as Set<string> | null };

/** An alert that was put off is told again when it comes back. */
export const tellAgain = (row: Pick<AlertRow, 'caseId' | 'alert'>): void => void told.alerts?.delete(alertId(row));

const AT_LEAST = 5_000;
const AT_MOST = 10 * 60_000;

/** Asks for the alerts again when the next one comes: time alone moves no event. */
const useNextAlert = (nextAt: number | null | undefined): void => {
  useEffect(() => {
    if (nextAt === null || nextAt === undefined) return undefined;
    const pause = Math.min(AT_MOST, Math.max(AT_LEAST, nextAt - deskNow()));
    const timer = window.setInterval(() => wake([], ['alerts']), pause);
    return () => window.clearInterval(timer);
  }, [nextAt]);
};

const useAlertNotices = (): void => {
  const desk = useDesk();
  const token = useSession((session) => session.token) ?? '';
  const { value } = useLive('alerts.list', ALERTS);
  useNextAlert(value?.nextAt);

  /** Outside the window stands no name and no matter of a customer: it may be read over a shoulder. */
  const notify = (tag: string, title: string, body: string, open: () => void): void => {
    if (!useSignals.getState().notices || document.hasFocus()) return;
    const notice = new window.Notification(title, { tag, body });
    notice.addEventListener('click', () => {
      window.focus();
      open();
      notice.close();
    });
  };

  const tell = useEffectEvent((alerts: readonly AlertRow[], cases: number): void => {
    if (told.token !== token) Object.assign(told, { token, alerts: null });
    const { each, digest } = freshAlerts(told.alerts, alerts, cases);
    told.alerts = new Set([...(told.alerts ?? []), ...alerts.map(alertId)]);
    const now = deskNow();
    if (digest > 0) {
      const words = desk.t('alert.digest', { count: digest });
      announce(words);
      notify('digest', desk.pack.name, words, () => showOverlay('alerts'));
    }
    if (each.length > 0) announce(each.map((row) => alertHeard(row, desk, now)).join(' '));
    for (const row of each) {
      const title = `${row.number} · ${desk.t(`clock.${row.clock}`)}`;
      notify(alertId(row), title, thresholdWords(row, desk, now), () => goToCase(row.caseId));
    }
  });
  useEffect(() => {
    if (value !== undefined) tell(value.alerts, value.cases);
  }, [value]);
};

/** Sounds once for every request that comes while its customer is on the line and that this person may answer. */
const useLiveTone = (mayLead: boolean): void => {
  const { value } = useLive('lead.inbox', mayLead ? INBOX : null);
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (value === undefined) return;
    const live = value.approvals.filter((row) => row.customerWaiting && row.mayAnswer === null).map(({ approval }) => approval);
    const isNew = known.current !== null && live.some((approval) => !known.current!.has(approval));
    known.current = new Set(live);
    if (isNew && useSignals.getState().sound) playTone();
  }, [value]);
};

export const useSignalling = (mayLead: boolean): void => {
  useAlertNotices();
  useLiveTone(mayLead);
};
