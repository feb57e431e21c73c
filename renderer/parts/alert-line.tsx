// One alert: which clock of which case, how tight, why one is told; open it, say one has seen it, put it off, or let the deputy have it.
import { useRef } from 'react';
import { ChevronRight } from 'lucide-react';
import type { AlertRow } from '../../shared/views/shapes.ts';
import { wake } from '../state/live.ts';
import { useLooks } from '../state/looks.ts';
import { goToCase } from '../state/view.ts';
import { showToast } from '../state/toasts.ts';
import { AlertSnooze } from './alert-snooze.tsx';
import { alertId, alertLevel, thresholdWords, toldAs } from './alert-words.ts';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { LevelText } from './due-mark.tsx';
import { useKey } from './keys.ts';
import { useNow } from './now.ts';
import { useBulk } from './use-bulk.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

/** The next row, or the one before the last: whoever answers by key goes on down the list. */
const goOn = (line: HTMLElement | null): void => {
  const beside = line?.nextElementSibling ?? line?.previousElementSibling;
  const there = beside?.querySelector<HTMLElement>('[data-key]') ?? line?.closest<HTMLElement>('[data-letters]');
  there?.focus();
};

type Props = { readonly row: AlertRow; readonly later: boolean; readonly onLater: (open: boolean) => void };

export const AlertLine = ({ row, later, onLater }: Props) => {
  const desk = useDesk();
  const { t, person } = desk;
  const send = useSend();
  const now = useNow(60_000);
  const line = useRef<HTMLLIElement>(null);
  const acknowledge = async (): Promise<void> => {
    const hadFocus = line.current?.contains(document.activeElement) === true;
    const sent = await send('acknowledge-alert', row.caseId, { alert: row.alert });
    if (!sent.ok) return;
    wake([], ['alerts']);
    if (hadFocus) goOn(line.current);
    announce(t('alert.seenDone'));
  };
  const closeLater = (isPut: boolean): void => {
    if (isPut) goOn(line.current);
    else line.current?.querySelector<HTMLElement>('[data-key]')?.focus();
    onLater(false);
  };
  useKey('seen', () => void acknowledge(), true, 2, line);
  useKey('snooze', () => onLater(!later), true, 2, line);
  const told = [toldAs(row, desk), row.deputy === null ? '' : t('alert.deputy', { name: person(row.deputy) })];
  return (
    <li ref={line} data-alert={alertId(row)} className="flex flex-col gap-2 border-b border-line px-4 py-3 focus-within:bg-panel">
      <button
        type="button"
        data-key={row.alert}
        onClick={() => goToCase(row.caseId)}
        className="group -mx-1.5 flex flex-col gap-0.5 rounded-sm px-1.5 text-left"
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="truncate font-semibold group-hover:underline">{row.title}</span>
          <span className="inline-flex shrink-0 items-center text-small text-ink-2">
            {row.number}
            <ChevronRight aria-hidden className="size-3.5" />
          </span>
        </span>
        <span className="flex items-baseline justify-between gap-3">
          <span className="truncate">{t(`clock.${row.clock}`)}</span>
          <LevelText level={alertLevel(row)}>{thresholdWords(row, desk, now)}</LevelText>
        </span>
        <span className="text-small text-ink-2">{told.filter(Boolean).join(' · ')}</span>
      </button>
      {later ? (
        <AlertSnooze row={row} onDone={closeLater} />
      ) : (
        <div className="flex flex-wrap gap-1.5">
          <Button small keyId="seen" onPress={() => void acknowledge()}>
            {t('alert.seen')}
          </Button>
          <Button small keyId="snooze" onPress={() => onLater(true)}>
            {t('alert.later')}
          </Button>
          {row.deputy === null ? null : <ToDeputy row={row} deputy={row.deputy} />}
        </div>
      )}
    </li>
  );
};

/** Whoever holds the case offers it sideways; a lead moves it. */
const ToDeputy = ({ row, deputy }: { readonly row: AlertRow; readonly deputy: string }) => {
  const { t, me, person } = useDesk();
  const send = useSend();
  const bulk = useBulk();
  const isMine = row.holder.person === me.person;
  const offer = async (): Promise<void> => {
    await bulk(
      'shift.send',
      { to: deputy, note: '', cases: [row.caseId], promises: [], language: useLooks.getState().language },
      t('alert.offered', { name: person(deputy) }),
    );
  };
  const move = async (): Promise<void> => {
    const sent = await send('move-case', row.caseId, { to: { team: row.holder.team, person: deputy }, cause: 'workload' });
    if (!sent.ok) return;
    wake([], ['alerts']);
    showToast('done', t('alert.given', { number: row.number, name: person(deputy) }));
  };
  return (
    <Button small onPress={() => void (isMine ? offer() : move())}>
      {t(isMine ? 'alert.offer' : 'alert.give', { name: person(deputy) })}
    </Button>
  );
};
