// Asks whoever accepted a handover of the sample how it was: three questions, three presses or keys, or not now.
import { useRef, useState } from 'react';
import { useDraft } from '../state/drafts.ts';
import { showToast } from '../state/toasts.ts';
import type { CaseView } from '../../shared/views/shapes.ts';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

const QUESTIONS = ['complete', 'clear', 'right'] as const;
const ANSWERS = ['yes', 'partly', 'no'] as const;
type Question = (typeof QUESTIONS)[number];
type Answer = (typeof ANSWERS)[number];
type Said = Readonly<Partial<Record<Question, Answer>>>;

export const RateHandover = ({ view }: { readonly view: CaseView }) => {
  const rating = view.rating;
  const [later, setLater, state] = useDraft(`rate:${rating?.handover ?? ''}`);
  const isAsked = rating !== undefined && rating.given === null && later === null && state !== 'loading';
  if (!isAsked || view.can['rate-handover'] !== null) return null;
  return <Questions key={rating.handover} view={view} rating={rating} onLater={() => setLater('later')} />;
};

type Props = { readonly view: CaseView; readonly rating: NonNullable<CaseView['rating']>; readonly onLater: () => void };

const Questions = ({ view, rating, onLater }: Props) => {
  const { t, person, team } = useDesk();
  const send = useSend();
  const box = useRef<HTMLElement>(null);
  const [said, setSaid] = useState<Said>({});
  const put = async (question: Question, answer: Answer): Promise<void> => {
    const next = { ...said, [question]: answer };
    setSaid(next);
    const open = QUESTIONS.find((each) => next[each] === undefined);
    if (open !== undefined) {
      box.current?.querySelector<HTMLElement>(`[data-question="${open}"] button`)?.focus();
      return;
    }
    const sent = await send('rate-handover', view.row.caseId, { handover: rating.handover, ...next });
    if (!sent.ok) return setSaid({});
    showToast('done', t('rate.thanks'));
    announce(t('rate.thanks'));
  };
  // The digits work on these buttons alone, and always mean the next question that is open.
  const byDigit = (event: React.KeyboardEvent): void => {
    const answer = ANSWERS[Number(event.key) - 1];
    const open = QUESTIONS.find((each) => said[each] === undefined);
    if (answer === undefined || open === undefined || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    event.preventDefault();
    void put(open, answer);
  };
  return (
    <section
      ref={box}
      aria-label={t('rate.title')}
      className="flex flex-wrap items-center gap-x-4 gap-y-1.5 rounded-lg border border-edge bg-panel px-3 py-2"
    >
      <div className="flex min-w-0 grow basis-full items-baseline justify-between gap-3">
        <p className="min-w-0">
          <span className="font-semibold">{t('rate.title')}</span>
          <span className="text-small text-ink-2">{` ${t('rate.from', { name: person(rating.from), team: team(rating.team) })}`}</span>
        </p>
        <Button small kind="quiet" onPress={onLater}>
          {t('rate.later')}
        </Button>
      </div>
      {QUESTIONS.map((question) => (
        <div
          key={question}
          role="group"
          aria-label={t(`rate.${question}`)}
          data-question={question}
          className="flex items-center gap-1 max-[100rem]:basis-full"
        >
          <span className="min-w-24 pr-1">{t(`rate.${question}`)}</span>
          {ANSWERS.map((answer, index) => (
            <button
              key={answer}
              type="button"
              aria-pressed={said[question] === answer}
              aria-keyshortcuts={String(index + 1)}
              onClick={() => void put(question, answer)}
              onKeyDown={byDigit}
              className="inline-flex h-7 items-center gap-1 rounded-md border border-edge bg-raised px-2 text-small font-medium hover:bg-panel aria-pressed:border-accent aria-pressed:bg-accent-soft"
            >
              {t(`rate.${answer}`)}
              <kbd aria-hidden className="rounded-sm border border-line bg-panel px-1 font-sans text-tiny text-ink-2">
                {index + 1}
              </kbd>
            </button>
          ))}
        </div>
      ))}
      <p className="basis-full text-small text-ink-2">{`${t('rate.keys')} ${t('rate.sample')}`}</p>
    </section>
  );
};
