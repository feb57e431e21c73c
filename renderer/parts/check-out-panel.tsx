// Takes a case away from the centre for a while: until when, and where one works on it; meanwhile only this desk changes it.
import { useEffect, useRef, useState } from 'react';
import { useDraft } from '../state/drafts.ts';
import { putAway } from '../state/sent-words.ts';
import { showToast } from '../state/toasts.ts';
import { foldPanel } from '../state/view.ts';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { Moment, Pick, Text } from './fields/inputs.tsx';
import { focusFirst } from './first-focus.ts';
import { useKey } from './keys.ts';
import { deskNow, useNow } from './now.ts';
import { momentSaid } from './time-words.ts';
import { eveningIn } from './use-absences.ts';
import { draftKey, useBlocked, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

type Draft = { readonly until: number | null; readonly place: string };
const EMPTY: Draft = { until: null, place: '' };
const readDraft = (value: unknown): Draft => (typeof value === 'object' && value !== null ? { ...EMPTY, ...value } : EMPTY);

const QUICK = [
  ['today', 0],
  ['tomorrow', 1],
  ['three', 3],
  ['week', 7],
] as const;
/** Longer than a desk may stay away from its centre nobody keeps a case to himself. */
const LONGEST = 30 * 86_400_000;

export const CheckOutPanel = () => {
  const { t, telling } = useDesk();
  const { row, checkOut } = useCase();
  const send = useSend();
  const forbidden = useBlocked('check-out');
  const key = draftKey('check-out', row.caseId);
  const [value, set] = useDraft(key);
  const now = useNow(60_000);
  const box = useRef<HTMLElement>(null);
  useEffect(() => focusFirst(box.current?.querySelector<HTMLElement>('[role="group"] button')), []);
  const draft = readDraft(value);
  const until = draft.until ?? checkOut?.until ?? eveningIn(0, now, telling.zone);
  const change = (next: Partial<Draft>): void => set({ ...draft, ...next });
  const quick = QUICK.find(([, days]) => until === eveningIn(days, now, telling.zone))?.[0] ?? '';
  const [asking, setAsking] = useState(false);
  const blocked =
    forbidden ?? (asking ? t('case.taking') : until <= now ? t('away.past') : until - now > LONGEST ? t('away.tooLong') : null);
  const put = async (): Promise<void> => {
    if (blocked !== null) return;
    const place = draft.place.trim();
    setAsking(true);
    const sent = await send('check-out', row.caseId, { until }, { place: place === '' ? undefined : place });
    setAsking(false);
    if (!sent.ok) return;
    putAway(key, { ...draft });
    const words = t('away.done', { moment: momentSaid(until, deskNow(), telling) });
    showToast('done', words);
    announce(words);
    foldPanel('check-out', row.caseId);
  };
  useKey('send', () => void put(), true, 1);
  return (
    <section ref={box} aria-label={t('away.title')} className="flex max-w-2xl flex-col gap-3">
      <h2 className="heading">{t('away.title')}</h2>
      <p className="text-ink-2">{t('away.explain')}</p>
      <div className="flex flex-wrap items-center gap-3">
        <Pick
          label={t('away.untilQuick')}
          value={quick}
          options={QUICK.map(([id]) => ({ id, label: t(`away.${id}`) }))}
          onChange={(id) => change({ until: eveningIn(QUICK.find(([name]) => name === id)?.[1] ?? 0, now, telling.zone) })}
        />
        <Moment label={t('away.until')} value={until} onChange={(next) => change({ until: next ?? null })} />
      </div>
      <Text label={t('away.place')} value={draft.place} onChange={(place) => change({ place })} />
      <div className="flex items-center gap-3">
        <Button kind="primary" keyId="send" blocked={blocked} onPress={() => void put()}>
          {t('away.go')}
        </Button>
        <span className="text-small text-ink-2">{blocked}</span>
      </div>
    </section>
  );
};
