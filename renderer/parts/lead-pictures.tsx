// Several small decisions for one customer as one picture: how many, how much, how close to the cap that counts them, and each with its case.
import { useRef } from 'react';
import type { Picture } from '../../shared/views/shapes.ts';
import { goToCase } from '../state/view.ts';
import { closestWords, pictureWords } from './approval-words.ts';
import { Shape } from './due-mark.tsx';
import { amountWords } from './money-words.ts';
import { useNow } from './now.ts';
import { useRowSteps } from './row-steps.ts';
import { momentWords, type Level } from './time-words.ts';
import { useDesk } from './use-pack.ts';

const levelOf = (share: number): Level => (share >= 100 ? 'late' : share >= 70 ? 'soon' : 'done');
const FILL: Readonly<Record<Level, string>> = { calm: 'bg-ok', done: 'bg-ok', soon: 'bg-warn', late: 'bg-bad' };
const INK: Readonly<Record<Level, string>> = { calm: 'text-ok', done: 'text-ok', soon: 'text-warn', late: 'text-bad' };

/** How far the closest cap is used: shape and number say it, the bar only shows it. */
const Share = ({ picture }: { readonly picture: Picture }) => {
  const { t } = useDesk();
  if (picture.closest === null) return <span className="text-small text-ink-2">–</span>;
  const { share } = picture.closest;
  const level = levelOf(share);
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="h-1.5 w-16 shrink-0 overflow-hidden rounded-full bg-line">
        <span className={`block h-full ${FILL[level]}`} style={{ width: `${Math.min(100, share)}%` }} />
      </span>
      <span className={`inline-flex items-center gap-1 text-small font-semibold whitespace-nowrap ${INK[level]}`}>
        <Shape level={level} />
        {t('limits.share', { share: Math.round(share) })}
      </span>
    </span>
  );
};

export const LeadPictures = ({
  pictures,
  selected,
  onSelect,
}: {
  readonly pictures: readonly Picture[];
  readonly selected: string | null;
  readonly onSelect: (customer: string) => void;
}) => {
  const desk = useDesk();
  const { t } = desk;
  const box = useRef<HTMLElement>(null);
  useRowSteps(box);
  return (
    <section ref={box} aria-label={t('picture.title')} className="flex min-h-0 min-w-0 flex-col">
      <h2 className="heading flex min-h-9 items-center px-3">{`${t('picture.title')}${pictures.length === 0 ? '' : ` · ${pictures.length}`}`}</h2>
      {pictures.length === 0 ? <p className="px-3 pb-2 text-small text-ink-2">{t('picture.empty')}</p> : null}
      <ul data-letters data-list="pictures" className="min-h-0 overflow-auto">
        {pictures.map((picture) => (
          <li key={picture.customer}>
            <button
              type="button"
              data-key={picture.customer}
              aria-current={picture.customer === selected}
              onClick={() => onSelect(picture.customer)}
              className="row-button grid! grid-cols-[minmax(0,1fr)_auto] items-center gap-3 border-t border-t-line py-1.5 pr-3 pl-[9px]"
            >
              <span className="flex min-w-0 flex-col">
                <span className="truncate font-semibold">{picture.name}</span>
                <span className="line-clamp-2 text-small text-ink-2">{pictureWords(picture, desk)}</span>
              </span>
              <Share picture={picture} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** One customer's picture: the sums, the closest cap, and every decision with its case one press away. */
export const PictureDetail = ({ picture }: { readonly picture: Picture }) => {
  const desk = useDesk();
  const { t, word, person, language, pack, telling } = desk;
  const now = useNow(60_000);
  return (
    <>
      <div className="flex flex-col gap-1">
        <h1 className="text-large font-semibold">{picture.name}</h1>
        <p className="text-ink-2">{pictureWords(picture, desk)}</p>
        <Share picture={picture} />
        <p className="text-small text-ink-2">{closestWords(picture, desk)}</p>
      </div>
      <section aria-label={t('picture.decisions')} className="flex flex-col gap-1.5">
        <h2 className="heading">{t('picture.decisions')}</h2>
        <ul className="border-t border-line">
          {picture.decisions.map((decision) => (
            <li key={decision.decision} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-b border-line py-1.5">
              <span className="truncate">
                <span className="font-semibold">
                  {`${word('decisions', decision.decisionType)} ${amountWords(decision.amount, decision.unit, pack.currency, language)}`}
                </span>
              </span>
              <button type="button" onClick={() => goToCase(decision.caseId)} className="aim rounded-sm text-small text-accent underline">
                {decision.number}
              </button>
              <span className="col-span-2 truncate text-small text-ink-2">
                {[momentWords(decision.at, now, telling), person(decision.by), t(`picture.ledger.${decision.ledger}`)].join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
};
