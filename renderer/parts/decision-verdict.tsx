// Says what the authority thinks of an amount: the word with its shape, what remains, the rule that binds, the bar, the sentence.
import { useEffect, useRef } from 'react';
import type { StandingView } from '../../shared/views/budget-shapes.ts';
import type { AuthorityView, CapView } from '../../shared/views/shapes.ts';
import { announce } from './announce.tsx';
import { barOf, figureWords, isPlain, isTermCap, ruleWords } from './cap-words.ts';
import { LevelText } from './due-mark.tsx';
import { useDesk, type Desk } from './use-pack.ts';

const LEVELS = { within: 'done', 'needs-approval': 'soon', never: 'late' } as const;
const SOFT = { within: 'bg-ok-soft', 'needs-approval': 'bg-warn-soft', never: 'bg-bad-soft' } as const;
const FILL = { within: 'bg-ok', 'needs-approval': 'bg-warn', never: 'bg-bad' } as const;

/** "noch 15,00 € möglich"; where the rule that binds counts nothing, the rule itself. */
export const remainingWords = (binding: CapView, desk: Desk): string => {
  const { t } = desk;
  if (binding.remaining === null) return isPlain(binding) ? '' : t('decide.noLimit');
  if (isPlain(binding)) return ruleWords(binding, desk);
  const limit = figureWords(binding.limit, binding, desk);
  // The mark of four eyes is nobody's own allowance, and a term is no amount.
  if (binding.rule === 'four-eyes') return t('decide.twoAbove', { amount: limit });
  if (isTermCap(binding)) return t('decide.atMost', { rule: ruleWords(binding, desk), limit });
  if (binding.limit === 0) return t('decide.notAlone');
  return t('decide.remaining', { amount: figureWords(binding.remaining, binding, desk) });
};

type WordProps = { readonly answer: AuthorityView; readonly standing: StandingView | null };

export const VerdictWord = ({ answer, standing }: WordProps) => {
  const desk = useDesk();
  const { t, say } = desk;
  const { verdict, binding } = answer.reason;
  const isProposed = verdict !== 'within' && standing?.standing === 'proposed';
  const word = t(isProposed ? 'standing.word' : `decide.${verdict}`);
  const sentence = (isProposed ? standing.sentence : null) ?? answer.sentence;
  const kind = isProposed ? 'proposed' : verdict;
  const heard = useRef<string>(kind);
  // Only another verdict is spoken; the figures change with every key and are there to be read.
  useEffect(() => {
    if (heard.current !== kind) announce(`${word}. ${say(sentence)}`);
    heard.current = kind;
  }, [kind, word, say, sentence]);
  return (
    <div className="flex min-w-0 flex-col">
      <LevelText level={LEVELS[verdict]} wraps>
        {word}
      </LevelText>
      <span className="text-small text-ink-2">{remainingWords(binding, desk)}</span>
    </div>
  );
};

/** How much was used before, what this would add, and where the limit stands; the words beside it say the same. */
export const VerdictBar = ({
  answer,
  amount,
  unit,
}: {
  readonly answer: AuthorityView;
  readonly amount: number;
  readonly unit: CapView['unit'];
}) => {
  const { verdict, binding } = answer.reason;
  const bar = barOf(binding, amount, unit);
  if (bar === null) return null;
  const share = (part: number): string => `${Math.min(100, part * 100)}%`;
  return (
    <div aria-hidden className="drawn relative h-2 overflow-hidden rounded-full bg-line">
      <div className="absolute inset-y-0 left-0 bg-bar" style={{ width: share(bar.used) }} />
      <div className={`absolute inset-y-0 ${FILL[verdict]}`} style={{ left: share(bar.used), width: share(bar.added) }} />
      <div className="absolute inset-y-0 w-0.5 bg-ink" style={{ left: `calc(${share(bar.limit)} - 2px)` }} />
    </div>
  );
};

export const RuleChip = ({ cap }: { readonly cap: CapView }) => {
  const desk = useDesk();
  return (
    <span
      className="min-w-0 rounded-xl border border-edge px-2 text-small break-words hyphens-auto text-ink-2"
      title={`${desk.t('limits.binds')}: ${ruleWords(cap, desk)}`}
    >
      <span className="sr-only">{desk.t('limits.binds')}: </span>
      {ruleWords(cap, desk)}
    </span>
  );
};

export const VerdictSentence = ({ answer }: { readonly answer: AuthorityView }) => {
  const { say } = useDesk();
  const { verdict, budgetWarning } = answer.reason;
  return (
    <div className={`flex flex-col gap-1 rounded-md px-2.5 py-1.5 ${SOFT[verdict]}`}>
      <p>{say(answer.sentence)}</p>
      {budgetWarning === null ? null : <BudgetWarning share={budgetWarning} />}
    </div>
  );
};

export const BudgetWarning = ({ share }: { readonly share: number }) => {
  const { t } = useDesk();
  return (
    <p className={`text-small font-semibold ${share >= 100 ? 'text-bad' : 'text-warn'}`}>
      {t(share >= 100 ? 'decide.budgetFull' : 'decide.budget', { share })}
    </p>
  );
};
