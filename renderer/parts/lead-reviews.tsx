// What was decided above one's own authority in an emergency and waits for a look: what, by whom, why in his words, until when.
import { useRef, useState } from 'react';
import type { ReviewRow } from '../../shared/views/shapes.ts';
import { showToast } from '../state/toasts.ts';
import { goToCase } from '../state/view.ts';
import { Button } from './button.tsx';
import { ruleWords } from './cap-words.ts';
import { DueMark } from './due-mark.tsx';
import { Moment, Text } from './fields/inputs.tsx';
import { amountWords } from './money-words.ts';
import { deskNow, useNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { ReviewBudgets } from './review-budgets.tsx';
import { useRowSteps } from './row-steps.ts';
import { momentSaid } from './time-words.ts';
import { useDesk, type Desk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { LONGEST } from '../../shared/kernel/limits.ts';

const what = ({ decision }: ReviewRow, { word, language }: Desk): string =>
  `${word('decisions', decision.decisionType)} ${amountWords(decision.amount, decision.unit, decision.currency, language)}`;

/** Half of the time is gone: the mark changes its shape. */
const dueOf = ({ decision: { at, review } }: ReviewRow) => {
  const by = review?.by ?? at;
  return { at: by, warnAt: at + (by - at) / 2 };
};

const DAY = 86_400_000;
const QUARTER = 900_000;

/** Why the hub flagged it, in a sentence; nothing for an emergency. */
const causeWords = ({ decision: { review } }: ReviewRow, { t }: Desk): string => {
  if (review?.cause === undefined) return '';
  const rule =
    review.rule === undefined || review.rule === null
      ? ''
      : ` ${t('flagReview.rule', { rule: ruleWords({ rule: review.rule, detail: null, window: null }, { t }) })}`;
  return `${t([`flag.${review.cause}`, 'flag.other'], { flag: review.cause })}${rule}`;
};

const shortCause = ({ decision: { review } }: ReviewRow, { t }: Desk): string =>
  review?.cause === undefined ? t('flagReview.short-break-glass') : t([`flagReview.short-${review.cause}`, 'flagReview.mark']);

/** "Notfall 1 · Regelwerk geändert 2": how many of each wait. */
export const countedCauses = (reviews: readonly ReviewRow[], desk: Desk): string => {
  const counts = new Map<string, number>();
  for (const row of reviews) counts.set(shortCause(row, desk), (counts.get(shortCause(row, desk)) ?? 0) + 1);
  return [...counts].map(([cause, count]) => `${cause} ${count}`).join(' · ');
};

/** The other side of it: what else was granted that used the same limit. */
const Others = ({ row: { decision } }: { readonly row: ReviewRow }) => {
  const desk = useDesk();
  const { t, person, team, language, telling } = desk;
  const now = useNow(60_000);
  const others = decision.review?.others ?? [];
  if (others.length === 0) return null;
  return (
    <section aria-label={t('flagReview.others')} className="flex flex-col gap-1">
      <h2 className="heading">{t('flagReview.others')}</h2>
      <ul>
        {others.map((other) => (
          <li key={other.decision} className="flex items-center justify-between gap-3 border-t border-line py-1">
            <span>
              <span className="font-semibold">{amountWords(other.amount, decision.unit, decision.currency, language)}</span>
              {` · ${[person(other.by), other.team === null ? '' : team(other.team), momentSaid(other.at, now, telling)].filter(Boolean).join(' · ')}`}
            </span>
            <Button small onPress={() => goToCase(other.caseId)}>
              {t('flagReview.open')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
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
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 px-3">
        <h2 className="heading">{`${t('review.title')}${reviews.length === 0 ? '' : ` · ${reviews.length}`}`}</h2>
        {reviews.length === 0 ? null : <p className="text-small text-ink-2">{countedCauses(reviews, desk)}</p>}
      </div>
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
                <span className="line-clamp-2">
                  <span className="font-semibold">{what(row, desk)}</span>
                  {` · ${person(row.decision.by)}`}
                </span>
                <span className="line-clamp-2 text-small text-ink-2">
                  {[row.decision.review?.cause === undefined ? '' : shortCause(row, desk), row.text, row.customer]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
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
  const isFlagged = decision.review?.cause !== undefined;
  const [due, setDue] = useState(() => Math.ceil((deskNow() + DAY) / QUARTER) * QUARTER);
  const needsLine = line.trim() === '' ? t('review.needsLine') : null;
  const put = async (outcome: 'upheld' | 'follow-up'): Promise<void> => {
    const text = line.trim();
    const sent = await send(
      'review-decision',
      row.caseId,
      {
        decision: decision.decision,
        outcome,
        ...(isFlagged && outcome === 'follow-up' ? { callback: { due, by: decision.by, window: null } } : {}),
      },
      { text: text === '' ? undefined : text },
    );
    if (!sent.ok) return;
    showToast('done', t(`review.done-${outcome}`, { name: person(decision.by) }));
    onDone();
  };
  const facts: readonly (readonly [string, string])[] = [
    [t('flagReview.cause'), causeWords(row, desk)],
    [t('flagReview.do'), isFlagged ? t([`flagReview.do-${decision.review?.cause}`, 'flagReview.do-other']) : ''],
    [t('review.why'), row.text ?? ''],
    [t('review.rule'), say(decision.sentence)],
    [t('bar.reason'), decision.reason === null ? '' : word('reasons', decision.reason)],
  ];
  return (
    <section aria-label={t('review.form')} className="flex flex-col gap-3 rounded-lg border border-warn-line p-3">
      <div className="flex flex-col gap-0.5">
        <h1 className="text-large font-semibold">{what(row, desk)}</h1>
        <p className="text-small text-ink-2">
          {t(isFlagged ? 'flagReview.head' : 'review.head', { name: person(decision.by), moment: momentSaid(decision.at, now, telling) })}
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
      <ReviewBudgets row={row} />
      <Others row={row} />
      {blocked === null ? (
        <div className="sticky -bottom-3 -mx-3 -mb-3 flex flex-col gap-3 rounded-b-lg border-t border-line bg-bg p-3">
          <Text most={LONGEST.text} label={t('review.line')} value={line} onChange={setLine} />
          <div className="flex gap-2">
            <Button kind="primary" onPress={() => void put('upheld')}>
              {t(isFlagged ? 'flagReview.upheld' : 'review.upheld')}
            </Button>
            <Button blocked={needsLine} onPress={() => void put('follow-up')}>
              {t(isFlagged ? 'flagReview.follow-up' : 'review.follow-up')}
            </Button>
          </div>
          {isFlagged ? (
            <p className="flex flex-wrap items-center gap-2 text-small text-ink-2">
              {t('flagReview.callback', { name: person(decision.by) })}
              <Moment label={t('flagReview.due')} value={due} onChange={(at) => setDue(at ?? due)} />
            </p>
          ) : null}
        </div>
      ) : (
        <p className="text-small text-bad">{blocked}</p>
      )}
    </section>
  );
};
