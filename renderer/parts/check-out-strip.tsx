// Somebody has the case away from the centre: who, where, until when; he gives it back, his lead may take it over all the same.
import { useId, useState, type FormEvent } from 'react';
import { BriefcaseBusiness } from 'lucide-react';
import type { CaseRow, CaseView } from '../../shared/views/shapes.ts';
import { showToast } from '../state/toasts.ts';
import { showPanel } from '../state/view.ts';
import { Button } from './button.tsx';
import { useNow } from './now.ts';
import { momentSaid } from './time-words.ts';
import { useBlocked, useCase } from './use-case.ts';
import { useDesk, type Desk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { useTooLong } from './too-long.tsx';
import { LONGEST } from '../../shared/kernel/limits.ts';

/** It runs out by itself: nothing has to be sent for that, so the screen looks at the time. */
export const awayNow = <Out extends { readonly until: number }>(out: Out | null | undefined, now: number): Out | null =>
  out === undefined || out === null || out.until <= now ? null : out;

/** For a list: who has it, in as few words as one can; null when nobody has. */
export const awayMark = (
  row: CaseRow,
  { t, me, person, telling }: Desk,
  now: number,
): { readonly short: string; readonly long: string } | null => {
  const out = awayNow(row.checkedOut, now);
  if (out === null) return null;
  const name = person(out.by);
  const long = t('queue.checkedOutLong', { name, moment: momentSaid(out.until, now, telling) });
  return { short: out.by === me.person ? t('queue.checkedOutMine') : t('queue.checkedOut', { name }), long };
};

export const CheckOutStrip = () => {
  const { checkOut } = useCase();
  const now = useNow(60_000);
  const out = awayNow(checkOut, now);
  return out === null ? null : <Strip out={out} now={now} />;
};

const Strip = ({ out, now }: { readonly out: NonNullable<CaseView['checkOut']>; readonly now: number }) => {
  const { t, me, person, telling } = useDesk();
  const { row } = useCase();
  const send = useSend();
  const back = useBlocked('check-in');
  const move = useBlocked('check-out');
  const override = useBlocked('override-check-out');
  const [open, setOpen] = useState(false);
  const id = useId();
  const isMine = out.by === me.person;
  const [name, moment] = [person(out.by), momentSaid(out.until, now, telling)];
  const giveBack = async (): Promise<void> => {
    const sent = await send('check-in', row.caseId);
    if (sent.ok) showToast('done', t('away.backDone'));
  };
  return (
    <section aria-label={t('away.strip')} className="flex flex-col gap-2 rounded-lg border border-warn-line bg-warn-soft px-3 py-2">
      <div className="flex items-start gap-3 max-[60rem]:flex-wrap">
        <BriefcaseBusiness aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
        <div className="min-w-0 grow basis-60">
          <p className="font-semibold">{isMine ? t('away.mine', { moment }) : t('away.theirs', { name, moment })}</p>
          <p className="text-small text-ink-2">
            {[out.place === null ? '' : t('away.at', { place: out.place }), isMine ? '' : t('away.stillYours')].filter(Boolean).join(' · ')}
          </p>
        </div>
        <div className="flex shrink-0 gap-2">
          {isMine && move === null ? (
            <Button small kind="quiet" onPress={() => showPanel('check-out')}>
              {t('away.move')}
            </Button>
          ) : null}
          {isMine && back === null ? (
            <Button small onPress={() => void giveBack()}>
              {t('away.back')}
            </Button>
          ) : null}
          {!isMine && override === null ? (
            <button
              type="button"
              aria-expanded={open}
              aria-controls={id}
              onClick={() => setOpen(!open)}
              className="inline-flex h-7 shrink-0 items-center rounded-md border border-edge bg-raised px-2 text-small font-medium whitespace-nowrap hover:bg-panel"
            >
              {t('away.override')}
            </button>
          ) : null}
        </div>
      </div>
      {open ? <Override id={id} name={name} onDone={() => setOpen(false)} /> : null}
    </section>
  );
};

const Override = ({ id, name, onDone }: { readonly id: string; readonly name: string; readonly onDone: () => void }) => {
  const { t } = useDesk();
  const { row } = useCase();
  const send = useSend();
  const [reason, setReason] = useState('');
  const blocked = reason.trim() === '' ? t('away.needsReason') : null;
  const over = useTooLong(reason, LONGEST.text);
  const put = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (blocked !== null) return;
    const sent = await send('override-check-out', row.caseId, {}, { text: reason.trim() });
    if (!sent.ok) return;
    onDone();
    showToast('done', t('away.overridden', { name }));
  };
  return (
    <form id={id} className="flex flex-col gap-1.5" onSubmit={(event) => void put(event)}>
      <p className="text-small text-ink-2">{t('away.overrideExplain', { name })}</p>
      <div className="flex gap-2">
        <input
          className="entry"
          aria-label={t('away.reason')}
          placeholder={t('away.reason')}
          {...over.props}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button small submit kind="danger" blocked={blocked} onPress={() => undefined}>
          {t('away.overrideGo')}
        </Button>
      </div>
      {over.mark}
    </form>
  );
};
