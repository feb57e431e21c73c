// What the hub found of each budget that a flagged decision drew on: how much was covered, what was free, what the workstation held.
import type { ReviewRow } from '../../shared/views/shapes.ts';
import { monthWords } from './budget-words.ts';
import { moneyWords } from './money-words.ts';
import { useDesk, type Desk } from './use-pack.ts';

type Fact = NonNullable<NonNullable<ReviewRow['decision']['review']>['budgets']>[number];

export const budgetFactWords = (fact: Fact, currency: string, desk: Desk): string => {
  const { t, team, pack, language } = desk;
  const money = (minor: number): string => moneyWords(minor, currency, language);
  const { scope, owner, month, amount, beyond, limit, free, lease } = fact;
  const name = t(`budget.scope-${scope}`, { name: scope === 'team' ? team(owner) : pack.name });
  return [
    t('flagReview.budget', { name, month: monthWords(month, desk), amount: money(amount), covered: money(amount - beyond) }),
    beyond === 0 ? '' : t('flagReview.budgetBeyond', { beyond: money(beyond) }),
    t('flagReview.budgetFree', { free: money(Math.max(0, free)), limit: money(limit) }),
    lease === null
      ? t('flagReview.budgetNoLease')
      : t('flagReview.budgetLease', {
          left: money(Math.max(0, lease.granted - lease.used)),
          granted: money(lease.granted),
          standing: t(`budget.standing-${lease.standing}`),
        }),
  ]
    .filter(Boolean)
    .join('; ');
};

export const ReviewBudgets = ({ row: { decision } }: { readonly row: ReviewRow }) => {
  const desk = useDesk();
  const { t } = desk;
  const budgets = decision.review?.budgets ?? [];
  if (budgets.length === 0) return null;
  return (
    <section aria-label={t('flagReview.budgets')} className="flex flex-col gap-1">
      <h2 className="heading">{t('flagReview.budgets')}</h2>
      <ul>
        {budgets.map((fact) => (
          <li key={fact.account} className="border-t border-line py-1">
            {budgetFactWords(fact, decision.currency, desk)}
          </li>
        ))}
      </ul>
    </section>
  );
};
