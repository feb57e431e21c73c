// The alerts of whoever is signed in: one row per clock, the tightest first; the rest and what was put off as numbers.
import { useEffect, useRef, useState } from 'react';
import { useLive } from '../state/live.ts';
import { showOverlay, useView } from '../state/view.ts';
import { AlertLine } from './alert-line.tsx';
import { alertId } from './alert-words.ts';
import { Dialog } from './dialog.tsx';
import { Empty } from './empty.tsx';
import { useRowSteps } from './row-steps.ts';
import { useDesk } from './use-pack.ts';
import { ALERTS } from './use-signals.ts';

export const AlertsPanel = () => {
  const { t } = useDesk();
  const open = useView((view) => view.overlay === 'alerts');
  const list = useRef<HTMLDivElement>(null);
  const [later, setLater] = useState<string | null>(null);
  const close = (): void => {
    setLater(null);
    showOverlay(null);
  };
  // Escape takes back one step: first the putting off, then the panel.
  const back = (): boolean => {
    if (later === null) return false;
    const row = list.current?.querySelector<HTMLElement>(`[data-alert="${CSS.escape(later)}"] [data-key]`);
    setLater(null);
    row?.focus();
    return true;
  };
  return (
    <Dialog open={open} onClose={close} onEscape={back} title={t('alert.title')} side first={list}>
      {open ? <Inside list={list} later={later} onLater={setLater} /> : null}
    </Dialog>
  );
};

type Props = {
  readonly list: React.RefObject<HTMLDivElement | null>;
  readonly later: string | null;
  readonly onLater: (alert: string | null) => void;
};

const Inside = ({ list, later, onLater }: Props) => {
  const { t } = useDesk();
  const { value } = useLive('alerts.list', ALERTS);
  useRowSteps(list);
  const isThere = value !== undefined;
  // Opened by key one stands on the first row at once.
  useEffect(() => {
    if (!isThere) return undefined;
    const frame = window.requestAnimationFrame(() => {
      if (document.activeElement === list.current) list.current?.querySelector<HTMLElement>('[data-key]')?.focus();
    });
    return () => window.cancelAnimationFrame(frame);
  }, [isThere, list]);
  const shown = new Set((value?.alerts ?? []).map(({ caseId }) => caseId)).size;
  const more = (value?.cases ?? 0) - shown;
  const isEmpty = value !== undefined && value.alerts.length === 0;
  return (
    <div ref={list} tabIndex={-1} data-letters className="flex min-h-0 grow flex-col overflow-auto -outline-offset-2">
      {isEmpty ? (
        <div className="grow">
          <Empty inList title={t('alert.emptyTitle')} text={t('alert.emptyText')} />
        </div>
      ) : (
        <ul>
          {(value?.alerts ?? []).map((row) => (
            <AlertLine
              key={alertId(row)}
              row={row}
              later={later === alertId(row)}
              onLater={(isOpen) => onLater(isOpen ? alertId(row) : null)}
            />
          ))}
        </ul>
      )}
      {value === undefined || (more <= 0 && value.snoozed === 0) ? null : (
        <p className="border-t border-line px-4 py-2 text-ink-2">
          {[more > 0 ? t('alert.more', { count: more }) : '', value.snoozed > 0 ? t('alert.snoozed', { count: value.snoozed }) : '']
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </div>
  );
};
