// What this workstation holds of each shared budget, in plain words: how much still, until when limits hold fully, what it means, what to do.
import type { BudgetRowView, BudgetsView } from '../../shared/views/budget-shapes.ts';
import { useLive } from '../state/live.ts';
import { budgetName, hereLevel, hereSentences, holdingWords, monthWords } from './budget-words.ts';
import { LevelText } from './due-mark.tsx';
import { moneyWords } from './money-words.ts';
import { useNow } from './now.ts';
import { useDesk } from './use-pack.ts';

/** Nothing where budgets are counted from the facts: with a ledger of one's own. */
export const BudgetsHere = () => {
  const desk = useDesk();
  const { t } = desk;
  const now = useNow(60_000);
  const { value } = useLive('budgets.view', {});
  if (value === undefined || !value.leases) return null;
  return (
    <section aria-label={t('budget.hereTitle')} className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 className="heading">{t('budget.hereTitle')}</h3>
      <p className="text-ink-2">{value.away ? holdingWords(value.holds, desk, now) : t('budget.connected')}</p>
      {value.unrecorded ? (
        <p>
          <LevelText level="late" wraps>
            {t('budget.unrecorded')}
          </LevelText>
        </p>
      ) : null}
      {value.budgets.length === 0 ? <p className="text-ink-2">{t('budget.none')}</p> : null}
      <ul className="flex flex-col">
        {value.budgets.map((row) => (
          <Budget key={row.account} row={row} view={value} />
        ))}
      </ul>
    </section>
  );
};

const Budget = ({ row, view }: { readonly row: BudgetRowView; readonly view: BudgetsView }) => {
  const desk = useDesk();
  const { t, language } = desk;
  const money = (minor: number): string => moneyWords(minor, view.currency, language);
  const { here } = row;
  const now = useNow(60_000);
  const { granted = 0, used = 0, left = 0 } = here;
  const isHeld = granted > 0;
  return (
    <li className="flex flex-col gap-1 border-t border-line py-2">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-semibold">{budgetName(row, desk)}</span>
        <span className="text-small text-ink-2">{monthWords(row.month, desk)}</span>
      </p>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <LevelText level={hereLevel(row)} wraps>
          {t(`budget.here-${here.meaning}`)}
        </LevelText>
        {isHeld ? <span className="font-medium">{t('budget.leftOf', { left: money(left), granted: money(granted) })}</span> : null}
      </p>
      {isHeld ? (
        <div aria-hidden className="relative h-1.5 overflow-hidden rounded-full bg-line">
          <div className="absolute inset-y-0 left-0 bg-ink-3" style={{ width: `${Math.min(100, (used * 100) / granted)}%` }} />
        </div>
      ) : null}
      <div className="text-small text-ink-2">
        {isHeld ? <p>{t('budget.usedHere', { used: money(used) })}</p> : null}
        {hereSentences(row, view.away, desk, now).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </li>
  );
};
