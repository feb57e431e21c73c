// Fields 4, 5, 7, 8 and 9: what it is about, what is wanted, what is asked, what one would do.
import { useState } from 'react';
import { AmountEntry } from '../amount-entry.tsx';
import { amountWords } from '../money-words.ts';
import { useDesk } from '../use-pack.ts';
import type { FieldProps } from './field.ts';
import { LimitedText, Pick, Select, Text } from './inputs.tsx';
import { LONGEST } from '../../../shared/kernel/limits.ts';

export const Summary = ({ form, change, label, spec }: FieldProps) => (
  <LimitedText label={label} value={form.summary ?? ''} softMax={spec.softMax} onChange={(summary) => change({ summary })} />
);

export const Wish = ({ form, change, label }: FieldProps) => {
  const { t, options } = useDesk();
  const wish = form.wish ?? { remedy: '', text: '' };
  return (
    <div className="grid grid-cols-[12rem_1fr] gap-2">
      <Select
        label={label}
        value={wish.remedy}
        options={options('remedies')}
        onChange={(remedy) => change({ wish: { ...wish, remedy } })}
      />
      <Text most={LONGEST.form} label={t('form.wishText')} value={wish.text} onChange={(text) => change({ wish: { ...wish, text } })} />
    </div>
  );
};

export const Question = ({ form, change, label }: FieldProps) => (
  <Text label={label} value={form.question ?? ''} onChange={(question) => change({ question })} />
);

export const Decision = ({ form, change, label }: FieldProps) => {
  const { t, options, decision, pack, language } = useDesk();
  const wanted = form.decision;
  // Without an amount that can be read there is no decision to ask for: the kind alone is kept here until one stands beside it.
  const [chosen, choose] = useState('');
  const type = wanted?.type ?? chosen;
  const spec = decision(type);
  const own = spec?.own;
  const set = (next: string, amount: number | null): void => {
    choose(next);
    const limit = decision(next)?.own ?? null;
    change({ decision: next === '' || amount === null ? undefined : { type: next, amount, own: limit } });
  };
  return (
    <div className="grid grid-cols-[12rem_8rem_1fr] items-start gap-2">
      <Select label={label} value={type} options={options('decisions')} onChange={(next) => set(next, wanted?.amount ?? null)} />
      {spec === undefined ? null : (
        <>
          <AmountEntry
            label={t('decide.amount')}
            unit={spec.unit}
            minor={wanted?.amount ?? null}
            onChange={(amount) => set(type, amount)}
          />
          <span className="pt-1.5 text-small text-ink-2">
            {own === undefined
              ? t('form.ownNone')
              : own === null
                ? t('form.ownAny')
                : t('form.own', { amount: amountWords(own, spec.unit, pack.currency, language) })}
          </span>
        </>
      )}
    </div>
  );
};

export const Recommendation = ({ form, change, label }: FieldProps) => {
  const { t } = useDesk();
  const { verdict, line } = form.recommendation ?? { verdict: undefined, line: '' };
  const verdicts = (['grant', 'partly', 'refuse'] as const).map((id) => ({ id, label: t(`verdict.${id}`) }));
  const set = (next: string, words: string): void => {
    if (next === 'grant' || next === 'partly' || next === 'refuse') change({ recommendation: { verdict: next, line: words } });
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Pick label={label} value={verdict ?? ''} options={verdicts} onChange={(next) => set(next, line)} />
      <div className="min-w-48 grow">
        <Text label={t('form.recommendationLine')} value={line} onChange={(words) => set(verdict ?? 'grant', words)} />
      </div>
    </div>
  );
};
