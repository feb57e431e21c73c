// One step of "have you tried": three answers of one press each, or what was answered, by whom and when.
import { BookOpen, Check } from 'lucide-react';
import { showArticle } from '../state/view.ts';
import { Button } from './button.tsx';
import { useNow } from './now.ts';
import { momentWords } from './time-words.ts';
import { RESULTS, type GuidedHere, type Step } from './use-guided.ts';
import { useDesk } from './use-pack.ts';

const HowTo = ({ step }: { readonly step: Step }) => {
  const { t, say } = useDesk();
  const { article } = step;
  if (article === null) return null;
  return (
    <button
      type="button"
      aria-label={t('guide.howStep', { step: say(step.label) })}
      title={t('guide.how')}
      onClick={() => showArticle(article)}
      className="aim grid shrink-0 place-items-center rounded-sm p-1 text-accent hover:bg-panel"
    >
      <BookOpen aria-hidden className="size-3.5" />
    </button>
  );
};

/** The three answers; each button says its step to whoever cannot see the row. */
export const StepAnswers = ({ step, guided }: { readonly step: Step; readonly guided: GuidedHere }) => {
  const { t, say } = useDesk();
  return (
    <span role="group" aria-label={say(step.label)} className="flex shrink-0 flex-wrap gap-1">
      {RESULTS.map((result) => (
        <Button
          key={result}
          small
          label={t('guide.log', { step: say(step.label), result: t(`guide.${result}`) })}
          onPress={() => void guided.log('step', step.id, result)}
        >
          {t(`guide.${result}`)}
        </Button>
      ))}
    </span>
  );
};

export const StepName = ({ step }: { readonly step: Step }) => {
  const { say } = useDesk();
  return (
    <span className="flex min-w-0 items-start gap-1">
      <span className="min-w-0">{say(step.label)}</span>
      <HowTo step={step} />
    </span>
  );
};

export const GuidedStep = ({ step, guided }: { readonly step: Step; readonly guided: GuidedHere }) => {
  const { t, say, person, telling } = useDesk();
  const now = useNow(60_000);
  const logged = guided.of('step', step.id);
  if (logged === undefined)
    return (
      <li className="flex flex-col gap-1 border-b border-line py-1.5 last:border-b-0">
        <span className="flex items-baseline gap-2">
          <StepName step={step} />
          {step.needed ? <span className="text-tiny font-semibold text-warn">{t('guide.needed')}</span> : null}
        </span>
        {guided.may ? <StepAnswers step={step} guided={guided} /> : null}
      </li>
    );
  const words = t('guide.by', {
    result: t(`guide.${logged.result}`),
    name: person(logged.by),
    moment: momentWords(logged.at, now, telling),
  });
  return (
    <li className="flex flex-col border-b border-line py-1.5 last:border-b-0">
      <span className="flex items-start gap-1.5">
        <Check aria-hidden className="mt-1 size-3 shrink-0 text-ok" />
        <StepName step={step} />
      </span>
      <span className="flex items-center justify-between gap-2 pl-[18px] text-small text-ink-2">
        <span className="min-w-0">{words}</span>
        {guided.may ? (
          <button
            type="button"
            aria-label={t('guide.undoStep', { step: say(step.label) })}
            onClick={() => void guided.log('step', step.id, 'undone')}
            className="aim shrink-0 rounded-sm px-1 text-accent hover:underline"
          >
            {t('guide.undo')}
          </button>
        ) : null}
      </span>
    </li>
  );
};
