// A shift handed to one: every case with its facts to read, every promise, and all of it taken over in one action.
import { useState } from 'react';
import { useLive } from '../state/live.ts';
import { foldOverlay, goToCase, showOverlay, useView } from '../state/view.ts';
import type { InboxRow, QueueGroup, ShiftWaiting } from '../../shared/views/shapes.ts';
import { Button } from './button.tsx';
import { CardMarks } from './card-marks.tsx';
import { Dialog } from './dialog.tsx';
import { DueMark } from './due-mark.tsx';
import { useKey } from './keys.ts';
import { useNow } from './now.ts';
import { momentSaid } from './time-words.ts';
import { useBulk } from './use-bulk.ts';
import { useDesk } from './use-pack.ts';
import { WorkPromises } from './work-lists.tsx';

/** In a list: somebody hands his shift over to me. Asked only where the list says that there is one: its cards are dear. */
export const ReceiveHint = ({ groups }: { readonly groups: readonly QueueGroup[] }) => {
  const { t, person } = useDesk();
  const isAny = groups.some(({ group, total }) => group === 'shift' && total > 0);
  const { value } = useLive('shift.waiting', isAny ? {} : null);
  const [first] = value ?? [];
  if (value === undefined || first === undefined) return null;
  return (
    <button
      type="button"
      onClick={() => showOverlay('receive')}
      className="row-button flex flex-col border-b border-b-line bg-accent-soft py-2 pr-3 pl-[9px]"
    >
      <span className="font-semibold">
        {value.length === 1 ? t('receive.hint', { name: person(first.from) }) : t('receive.hints', { count: value.length })}
      </span>
      <span className="text-small text-ink-2">
        {sizeWords(value.flatMap(({ cases }) => cases).length, value.flatMap(({ promises }) => promises).length, t)}
      </span>
    </button>
  );
};

const sizeWords = (cases: number, promises: number, t: ReturnType<typeof useDesk>['t']): string =>
  [t('receive.cases', { count: cases }), promises === 0 ? '' : t('receive.promises', { count: promises })].filter(Boolean).join(' · ');

export const ReceiveDialog = () => {
  const { t } = useDesk();
  const open = useView((view) => view.overlay === 'receive');
  const { value } = useLive('shift.waiting', open ? {} : null);
  const all = value ?? [];
  return (
    <Dialog open={open} onClose={() => showOverlay(null)} title={t('receive.title')}>
      {open ? (
        <div className="flex min-h-0 flex-col overflow-auto">
          {value !== undefined && all.length === 0 ? <p className="p-4 text-ink-2">{t('receive.empty')}</p> : null}
          {all.map((shift, index) => (
            <One key={shift.shift} shift={shift} isFirst={index === 0} isLast={all.length === 1} />
          ))}
        </div>
      ) : null}
    </Dialog>
  );
};

type Props = { readonly shift: ShiftWaiting; readonly isFirst: boolean; readonly isLast: boolean };

const One = ({ shift, isFirst, isLast }: Props) => {
  const { t, person, telling } = useDesk();
  const bulk = useBulk();
  const now = useNow(60_000);
  const [read, setRead] = useState<readonly string[]>([]);
  const unread = shift.cases.filter(({ row }) => !read.includes(row.caseId)).length;
  const blocked = unread === 0 ? null : t('receive.needsRead', { count: unread });
  const take = async (): Promise<void> => {
    if (blocked !== null) return;
    const cases = shift.cases.map(({ row }) => row.caseId);
    const words = t('receive.done', { name: person(shift.from), size: sizeWords(cases.length, shift.promises.length, t) });
    const result = await bulk('shift.accept', { shift: shift.shift, read: cases }, words);
    if (result !== null && result.failed.length === 0 && isLast) foldOverlay('receive');
  };
  useKey('send', () => void take(), isFirst, 2);
  return (
    <section aria-labelledby={`shift-${shift.shift}`} className="flex flex-col gap-3 border-b border-line p-4">
      <div>
        <h3 id={`shift-${shift.shift}`} className="font-semibold">
          {t('receive.hint', { name: person(shift.from) })}
          <span className="sr-only">{` ${momentSaid(shift.at, now, telling)}`}</span>
        </h3>
        <p className="text-small text-ink-2">
          {[momentSaid(shift.at, now, telling), sizeWords(shift.cases.length, shift.promises.length, t)].join(' · ')}
        </p>
        {shift.note === '' ? null : <p className="mt-1 border-l-2 border-accent pl-2">{shift.note}</p>}
      </div>
      {shift.cases.length === 0 ? null : (
        <ul className="flex flex-col">
          {shift.cases.map((each) => (
            <Case
              key={each.row.caseId}
              each={each}
              isRead={read.includes(each.row.caseId)}
              onRead={(on) => setRead(on ? [...read, each.row.caseId] : read.filter((id) => id !== each.row.caseId))}
            />
          ))}
        </ul>
      )}
      {shift.promises.length === 0 ? null : (
        <div>
          <h4 className="heading pb-1">{t('receive.promises', { count: shift.promises.length })}</h4>
          <WorkPromises promises={shift.promises} />
        </div>
      )}
      <div className="flex items-center gap-2">
        <Button kind="primary" {...(isFirst ? { keyId: 'send' as const } : {})} blocked={blocked} onPress={() => void take()}>
          {t('receive.take')}
        </Button>
        {unread === 0 ? null : <Button onPress={() => setRead(shift.cases.map(({ row }) => row.caseId))}>{t('receive.allRead')}</Button>}
        <p className="text-small text-ink-2">{t('receive.explain', { name: person(shift.from) })}</p>
      </div>
    </section>
  );
};

type CaseProps = { readonly each: InboxRow; readonly isRead: boolean; readonly onRead: (on: boolean) => void };

/** One tick says that the facts of the case were read; its history is one press away. */
const Case = ({ each: { row, card }, isRead, onRead }: CaseProps) => {
  const { t, say } = useDesk();
  return (
    <li className="flex gap-3 border-t border-line py-2">
      <input
        type="checkbox"
        className="mt-[3px]"
        aria-label={t('receive.read', { title: row.title })}
        checked={isRead}
        onChange={(event) => onRead(event.target.checked)}
      />
      <div className="flex min-w-0 grow flex-col gap-0.5">
        <div className="flex items-baseline justify-between gap-3">
          <button
            type="button"
            onClick={() => goToCase(row.caseId)}
            className="aim truncate rounded-sm text-left font-semibold hover:underline"
          >
            {row.title}
          </button>
          <span className="shrink-0 text-small">{row.due === null ? row.number : <DueMark due={row.due} />}</span>
        </div>
        {card.facts.map(({ id, text }) => (
          <p key={id} className="text-ink-2">
            {say(text)}
          </p>
        ))}
        <CardMarks card={{ ...card, shift: null }} />
      </div>
    </li>
  );
};
