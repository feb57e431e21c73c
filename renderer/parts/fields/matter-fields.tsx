// Fields 4, 5, 7, 8 and 9: what it is about, what is wanted, what is asked, what one would do.
import { AmountEntry } from '../amount-entry.tsx';
import { amountWords } from '../money-words.ts';
import { useDesk } from '../use-pack.ts';
import type { FieldProps } from './field.ts';
import { Pick, Select, Text } from './inputs.tsx';

export const Summary = ({ form, change, label, spec }: FieldProps) => {
  const { t } = useDesk();
  const length = form.summary?.length ?? 0;
  const over = spec.softMax !== undefined && length > spec.softMax;
  return (
    <div className="flex flex-col gap-0.5">
      <Text lines={2} label={label} value={form.summary ?? ''} onChange={(summary) => change({ summary })} />
      {spec.softMax === undefined ? null : (
        <span className={`self-end text-tiny ${over ? 'font-semibold text-warn' : 'text-ink-3'}`}>
          {t('form.length', { length, most: spec.softMax })}
        </span>
      )}
    </div>
  );
};

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
      <Text label={t('form.wishText')} value={wish.text} onChange={(text) => change({ wish: { ...wish, text } })} />
    </div>
  );
};

export const Question = ({ form, change, label }: FieldProps) => (
  <Text label={label} value={form.question ?? ''} onChange={(question) => change({ question })} />
);

export const Decision = ({ form, change, label }: FieldProps) => {
  const { t, options, decision, pack, language } = useDesk();
  const wanted = form.decision;
  const spec = decision(wanted?.type ?? '');
  const own = spec?.own;
  const setType = (type: string): void =>
    change({ decision: type === '' ? undefined : { type, amount: wanted?.amount ?? 0, own: own ?? null } });
  return (
    <div className="grid grid-cols-[12rem_8rem_1fr] items-start gap-2">
      <Select label={label} value={wanted?.type ?? ''} options={options('decisions')} onChange={setType} />
      {wanted === undefined || spec === undefined ? null : (
        <>
          <AmountEntry
            label={t('decide.amount')}
            unit={spec.unit}
            minor={wanted.amount}
            onChange={(amount) => change({ decision: { ...wanted, amount: amount ?? 0 } })}
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
