// Puts an alert off: why, and until when; the pack says the reasons and the longest time.
import { useState } from 'react';
import type { AlertRow } from '../../shared/views/shapes.ts';
import { wake } from '../state/live.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from './button.tsx';
import { Pick } from './fields/inputs.tsx';
import { useKey } from './keys.ts';
import { deskNow } from './now.ts';
import { momentSaid, spanWords } from './time-words.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { tellAgain } from './use-signals.ts';

const MINUTE = 60_000;
const SPANS = [10, 15, 30, 60, 120, 240];

/** Some usual times within the pack's longest, which is one of them. */
export const snoozeSpans = (most: number): readonly number[] => [...SPANS.filter((minutes) => minutes < most).slice(-3), most];

type Props = { readonly row: AlertRow; readonly onDone: (isPut: boolean) => void };

export const AlertSnooze = ({ row, onDone }: Props) => {
  const { t, pack, options, telling } = useDesk();
  const send = useSend();
  const [reason, setReason] = useState('');
  const spans = snoozeSpans(pack.snoozeMinutes);
  const [minutes, setMinutes] = useState(spans[0]!);
  const blocked = reason === '' ? t('alert.needsWhy') : null;
  const put = async (): Promise<void> => {
    if (blocked !== null) return;
    // The seconds on the way count as well; a moment less than the longest is never refused.
    const until = deskNow() + minutes * MINUTE - (minutes === pack.snoozeMinutes ? 5_000 : 0);
    const sent = await send('snooze-alert', row.caseId, { alert: row.alert, until: Math.round(until), reason });
    if (!sent.ok) return;
    tellAgain(row);
    wake([], ['alerts']);
    showToast('done', t('alert.putDone', { moment: momentSaid(until, deskNow(), telling) }));
    onDone(true);
  };
  useKey('send', () => void put(), true, 3);
  return (
    <section aria-label={t('alert.why')} className="flex flex-col gap-2 rounded-lg border border-edge bg-bg p-2.5">
      <h3 className="heading">{t('alert.why')}</h3>
      <Pick label={t('alert.why')} value={reason} options={options('snoozes')} onChange={setReason} />
      <h3 className="heading">{t('alert.until')}</h3>
      <Pick
        label={t('alert.until')}
        value={String(minutes)}
        options={spans.map((span) => ({ id: String(span), label: t('alert.inMinutes', { span: spanWords(span * MINUTE, t) }) }))}
        onChange={(id) => setMinutes(Number(id))}
      />
      <div className="flex gap-1.5">
        <Button small kind="primary" keyId="send" blocked={blocked} onPress={() => void put()}>
          {t('alert.put')}
        </Button>
        <Button small kind="quiet" keyId="back" onPress={() => onDone(false)}>
          {t('bar.back')}
        </Button>
      </div>
    </section>
  );
};
