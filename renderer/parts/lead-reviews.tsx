// What was decided above one's own authority in an emergency and waits for a look: what, by whom, why in his words, until when.
import { useRef, useState } from 'react';
import type { ReviewRow } from '../../shared/views/shapes.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from './button.tsx';
import { DueMark } from './due-mark.tsx';
import { Text } from './fields/inputs.tsx';
import { amountWords } from './money-words.ts';
import { deskNow, useNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { useRowSteps } from './row-steps.ts';
import { momentSaid } from './time-words.ts';
import { useDesk, type Desk } from './use-pack.ts';
import { useSend } from './use-send.ts';

const what = ({ decision }: ReviewRow, { word, language }: Desk): string =>
  `${word('decisions', decision.decisionType)} ${amountWords(decision.amount, decision.unit, decision.currency, language)}`;

/** Half of the time is gone: the mark changes its shape. */
const dueOf = ({ decision: { at, review } }: ReviewRow) => {
  const by = review?.by ?? at;
  return { at: by, warnAt: at + (by - at) / 2 };
};

export const LeadReviews = ({
  reviews,
  selected,
  onSelect,
}: {
  readonly reviews: readonly ReviewRow[];
  readonly selected: string | null;
  readonly onSelect: (decision: string) => void;
}) => {
  const desk = useDesk();
  const { t, person } = desk;
  const box = useRef<HTMLElement>(null);
  useRowSteps(box);
  return (
    <section ref={box} aria-label={t('review.title')} className="flex min-h-0 min-w-0 flex-col">
      <h2 className="heading px-3 py-2">{`${t('review.title')}${reviews.length === 0 ? '' : ` · ${reviews.length}`}`}</h2>
      {reviews.length === 0 ? <p className="px-3 pb-2 text-small text-ink-2">{t('review.empty')}</p> : null}
      <ul data-letters data-list="reviews" className="min-h-0 overflow-auto">
        {reviews.map((row) => (
          <li key={row.decision.decision}>
            <button
              type="button"
              data-key={row.decision.decision}
              aria-current={row.decision.decision === selected}
              onClick={() => onSelect(row.decision.decision)}
              className="row-button grid! grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-3 border-t border-t-line py-1.5 pr-3 pl-[9px]"
            >
              <DueMark due={dueOf(row)} />
              <span className="flex min-w-0 flex-col">
                <span className="truncate">
                  <span className="font-semibold">{what(row, desk)}</span>
                  {` · ${person(row.decision.by)}`}
                </span>
                <span className="truncate text-small text-ink-2">{[row.text, row.customer].filter(Boolean).join(' · ')}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** The whole of one such decision, and the two answers: it stands, or something must follow and what. */
export const ReviewDetail = ({ row, onDone }: { readonly row: ReviewRow; readonly onDone: () => void }) => {
  const desk = useDesk();
  const { t, person, say, telling, word } = desk;
  const send = useSend();
  const now = useNow(60_000);
  const [line, setLine] = useState('');
  const { decision } = row;
  const blocked = row.mayReview === null ? null : refusalWords(row.mayReview, desk, deskNow());
  const needsLine = line.trim() === '' ? t('review.needsLine') : null;
  const put = async (outcome: 'upheld' | 'follow-up'): Promise<void> => {
    const text = line.trim();
    const sent = await send(
      'review-decision',
      row.caseId,
      { decision: decision.decision, outcome },
      { text: text === '' ? undefined : text },
    );
    if (!sent.ok) return;
    showToast('done', t(`review.done-${outcome}`, { name: person(decision.by) }));
    onDone();
  };
  const facts: readonly (readonly [string, string])[] = [
    [t('review.why'), row.text ?? ''],
    [t('review.rule'), say(decision.sentence)],
    [t('bar.reason'), decision.reason === null ? '' : word('reasons', decision.reason)],
  ];
  return (
    <section aria-label={t('review.form')} className="flex flex-col gap-3 rounded-lg border border-warn-line p-3">
      <div className="flex flex-col gap-0.5">
        <h1 className="text-large font-semibold">{what(row, desk)}</h1>
        <p className="text-small text-ink-2">
          {t('review.head', { name: person(decision.by), moment: momentSaid(decision.at, now, telling) })}
          {decision.review === null ? '' : ` · ${t('review.by', { moment: momentSaid(decision.review.by, now, telling) })}`}
        </p>
        <p className="text-small text-ink-2">{[row.number, row.customer, row.title].filter(Boolean).join(' · ')}</p>
      </div>
      <dl className="flex flex-col gap-2">
        {facts
          .filter(([, text]) => text !== '')
          .map(([name, text]) => (
            <div key={name}>
              <dt className="text-small text-ink-2">{name}</dt>
              <dd className="break-words whitespace-pre-line">{text}</dd>
            </div>
          ))}
      </dl>
      {blocked === null ? (
        <>
          <Text label={t('review.line')} value={line} onChange={setLine} />
          <div className="flex gap-2">
            <Button kind="primary" onPress={() => void put('upheld')}>
              {t('review.upheld')}
            </Button>
            <Button blocked={needsLine} onPress={() => void put('follow-up')}>
              {t('review.follow-up')}
            </Button>
          </div>
        </>
      ) : (
        <p className="text-small text-bad">{blocked}</p>
      )}
    </section>
  );
};
