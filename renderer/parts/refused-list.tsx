// Shows what was refused after it had been sent ("Nachfassen nötig"), why, and the next best thing; nothing vanishes by itself.
import { useState } from 'react';
import type { RefusedRow } from '../../shared/views/shapes.ts';
import { call } from '../api/api.ts';
import { useLive, wake } from '../state/live.ts';
import { showToast } from '../state/toasts.ts';
import { goToCase } from '../state/view.ts';
import { Button } from './button.tsx';
import { Empty } from './empty.tsx';
import { deskNow, useNow } from './now.ts';
import { faultWords, refusalWords } from './refusal-words.ts';
import { momentWords } from './time-words.ts';
import { useDesk } from './use-pack.ts';
import { showRefusal, useSend } from './use-send.ts';

export const RefusedList = () => {
  const { t } = useDesk();
  const { value } = useLive('refused.list', {});
  if (value !== undefined && value.length === 0) return <Empty title={t('refused.emptyTitle')} text={t('refused.emptyText')} />;
  return (
    <div className="flex max-w-3xl flex-col gap-3 px-5 py-4">
      <h1 className="text-large font-semibold">{t('refused.title')}</h1>
      <p className="text-ink-2">{t('refused.explain')}</p>
      <ul className="border-t border-line">
        {(value ?? []).map((row) => (
          <One key={row.command} row={row} />
        ))}
      </ul>
    </div>
  );
};

const words = (row: RefusedRow): string => {
  const { body } = row;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return '';
  const { text, title, what } = body as Readonly<Record<string, unknown>>;
  return [text, title, what].find((part): part is string => typeof part === 'string') ?? '';
};

const One = ({ row }: { readonly row: RefusedRow }) => {
  const desk = useDesk();
  const { t, telling } = desk;
  const send = useSend();
  const now = useNow(60_000);
  const [reason, setReason] = useState('');
  const dismiss = async (): Promise<void> => {
    const answer = await call('refused.dismiss', { command: row.command, reason: reason.trim() });
    if (!answer.ok) return showToast('refused', faultWords(answer.fault, t));
    if (!answer.value.ok) return showRefusal(answer.value.refusal, row.caseId, desk, send);
    wake([row.caseId], ['refused', 'queue', 'sync']);
  };
  return (
    <li className="flex flex-col gap-1.5 border-b border-line py-3">
      <p>
        <span className="font-semibold">{t([`command.${row.type}`, 'event.unknown'], { type: row.type })}</span>
        {` · ${row.title} · ${row.number} · ${momentWords(row.at, now, telling)}`}
      </p>
      <p className="font-medium text-bad">{refusalWords(row.refusal, desk, deskNow())}</p>
      {words(row) === '' ? null : <p className="text-ink-2 line-through">{words(row)}</p>}
      <div className="flex gap-2">
        <Button small kind="primary" onPress={() => goToCase(row.caseId)}>
          {t('way.open')}
        </Button>
        <input
          className="entry max-w-72"
          aria-label={t('refused.reason')}
          placeholder={t('refused.reason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button small onPress={() => void dismiss()}>
          {t('refused.dismiss')}
        </Button>
      </div>
    </li>
  );
};
