// One alert: which clock of which case, how tight, why one is told; open it, say one has seen it, put it off, or let the stand-in have it.
import { useRef, useState } from 'react';
import type { AlertRow } from '../../shared/views/shapes.ts';
import { goToCase } from '../state/view.ts';
import { showToast } from '../state/toasts.ts';
import { AlertSnooze } from './alert-snooze.tsx';
import { alertLevel, thresholdWords, toldAs } from './alert-words.ts';
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

export const AlertLine = ({ row }: { readonly row: AlertRow }) => {
  const desk = useDesk();
  const { t, person } = desk;
  const send = useSend();
  const now = useNow(60_000);
  const line = useRef<HTMLLIElement>(null);
  const [later, setLater] = useState(false);
  const acknowledge = async (): Promise<void> => {
    const hadFocus = line.current?.contains(document.activeElement) === true;
    const sent = await send('acknowledge-alert', row.caseId, { alert: row.alert });
    if (!sent.ok) return;
    if (hadFocus) goOn(line.current);
    announce(t('alert.seenDone'));
  };
  useKey('seen', () => void acknowledge(), true, 2, line);
  useKey('snooze', () => setLater(!later), true, 2, line);
  useKey('back', () => setLater(false), later, 2, line);
  return (
    <li ref={line} className="flex flex-col gap-2 border-b border-line px-4 py-3 focus-within:bg-panel">
      <button
        type="button"
        data-key={row.alert}
        onClick={() => goToCase(row.caseId)}
        className="flex flex-col gap-0.5 rounded-sm text-left"
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="truncate font-semibold">{row.title}</span>
          <span className="shrink-0 text-small text-ink-2">{row.number}</span>
        </span>
        <span className="flex items-baseline justify-between gap-3">
          <span className="truncate">{t(`clock.${row.clock}`)}</span>
          <LevelText level={alertLevel(row)}>{thresholdWords(row, desk, now)}</LevelText>
        </span>
        <span className="text-small text-ink-2">{toldAs(row, desk)}</span>
      </button>
      {row.deputy === null ? null : (
        <p className="flex items-center justify-between gap-3">
          <span className="text-small">{t('alert.deputy', { name: person(row.deputy) })}</span>
          <ToDeputy row={row} deputy={row.deputy} />
        </p>
      )}
      {later ? (
        <AlertSnooze
          row={row}
          onDone={(isPut) => {
            setLater(false);
            if (isPut) goOn(line.current);
            else line.current?.querySelector<HTMLElement>('[data-key]')?.focus();
          }}
        />
      ) : (
        <div className="flex gap-1.5">
          <Button small onPress={() => goToCase(row.caseId)}>
            {t('alert.open')}
          </Button>
          <Button small keyId="seen" onPress={() => void acknowledge()}>
            {t('alert.seen')}
          </Button>
          <Button small keyId="snooze" onPress={() => setLater(true)}>
            {t('alert.later')}
          </Button>
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
    await bulk('shift.send', { to: deputy, note: '', cases: [row.caseId], promises: [] }, t('alert.offered', { name: person(deputy) }));
  };
  const move = async (): Promise<void> => {
    const sent = await send('move-case', row.caseId, { to: { team: row.holder.team, person: deputy }, cause: 'workload' });
    if (sent.ok) showToast('done', t('alert.given', { number: row.number, name: person(deputy) }));
  };
  return (
    <Button small onPress={() => void (isMine ? offer() : move())}>
      {t(isMine ? 'alert.offer' : 'alert.give', { name: person(deputy) })}
    </Button>
  );
};
