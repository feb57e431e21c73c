// Offers amounts before one is typed: the pack's usual ones, how far one may go, and what the formula gives.
import type { AuthorityView } from '../../shared/views/shapes.ts';
import { Button } from './button.tsx';
import { figureWords, isPlain, isTermCap, ruleWords } from './cap-words.ts';
import type { DecisionDraft, DecisionSpec } from './decision-draft.ts';
import { amountWords, shortAmountWords } from './money-words.ts';
import { useDesk, type Desk } from './use-pack.ts';

/** "bis 15 € in Ihrer Befugnis": only where the rule that binds counts the same thing as the amount. */
export const upToWords = (view: AuthorityView | null, spec: DecisionSpec | undefined, desk: Desk): string => {
  if (spec === undefined || view === null || (spec.formula && view.formula === null)) return '';
  const { binding, verdict } = view.reason;
  if (verdict !== 'within') return isPlain(binding) ? ruleWords(binding, desk) : desk.t('decide.notAlone');
  if (binding.unit !== spec.unit || isPlain(binding) || isTermCap(binding)) return '';
  if (binding.limit === 0 || binding.remaining === 0) return desk.t('decide.notAlone');
  return binding.remaining === null
    ? desk.t('decide.noLimit')
    : desk.t('decide.upTo', { amount: figureWords(binding.remaining, binding, desk) });
};

type QuickProps = {
  readonly spec: DecisionSpec | undefined;
  readonly before: AuthorityView | null;
  readonly mayAsk: boolean;
  readonly onPick: (amount: number) => void;
};

/** Only what may be granted, or asked for: an amount that leads nowhere is no offer. */
export const DecisionQuick = ({ spec, before, mayAsk, onPick }: QuickProps) => {
  const { t, pack, language } = useDesk();
  const isOpen = (amount: number): boolean => {
    const verdict = before?.quick?.find((row) => row.amount === amount)?.verdict;
    return verdict !== 'never' && (verdict !== 'needs-approval' || mayAsk);
  };
  const amounts = (spec?.quick ?? []).filter(isOpen);
  if (spec === undefined || amounts.length === 0) return <p className="self-center text-small text-ink-2">{t('decide.hint')}</p>;
  return (
    <div role="group" aria-label={t('decide.quick')} className="flex min-h-11 min-w-0 flex-wrap content-center gap-1">
      {amounts.map((amount) => (
        <Button key={amount} small onPress={() => onPick(amount)}>
          {shortAmountWords(amount, spec.unit, pack.currency, language)}
        </Button>
      ))}
    </div>
  );
};

type FormulaProps = {
  readonly spec: DecisionSpec;
  readonly draft: DecisionDraft;
  readonly view: AuthorityView | null;
  readonly onPick: (amount: number) => void;
};

/** The formula proposes; that more than it gives needs a second person is what the sentence of the authority says then. */
export const DecisionFormula = ({ spec, draft, view, onPick }: FormulaProps) => {
  const { t, pack, language } = useDesk();
  if (!spec.formula || view === null) return null;
  if (view.formula === null) return <p className="text-small text-ink-2">{t('formula.needsFacts')}</p>;
  const said = amountWords(view.formula, spec.unit, pack.currency, language);
  if (draft.amount === view.formula) return <p className="text-small text-ink-2">{t('formula.taken')}</p>;
  return (
    <div>
      <Button small onPress={() => onPick(view.formula ?? 0)}>
        {t('formula.take', { amount: said })}
      </Button>
    </div>
  );
};
