// Says each rule of decision authority in words, with its window and its figures, as chips and tables show it.
import type { CapView } from '../../shared/views/shapes.ts';
import { countWords, shortAmountWords } from './money-words.ts';
import type { Desk } from './use-pack.ts';

type Said = Pick<Desk, 't' | 'language' | 'pack'>;
type Rule = { readonly rule: string; readonly detail: string | null; readonly window: CapView['window'] };

/** "12 Monate", "90 Tage". */
export const windowWords = (window: NonNullable<CapView['window']>, { t }: Pick<Desk, 't'>): string =>
  'months' in window ? t('limits.months', { count: window.months }) : t('limits.days', { count: window.days });

/** "je Kunde, 12 Monate": the rule in a few words; one of a newer pack is shown by its code. */
export const ruleWords = ({ rule, detail, window }: Rule, { t }: Pick<Desk, 't'>): string => {
  const name = t([...(detail === null ? [] : [`limits.${rule}-${detail}`]), `limits.${rule}`, 'limits.other'], { rule });
  return window === null ? name : `${name}, ${windowWords(window, { t })}`;
};

/** A rule that asks for something instead of counting: it is met or not. */
export const isPlain = ({ rule, limit, unit, detail }: CapView): boolean =>
  rule === 'condition' ||
  rule === 'block' ||
  rule === 'stale' ||
  (rule === 'four-eyes' && limit === null) ||
  (isTerm(unit, detail) && limit === null);

const TERMS = new Set(['months', 'instalments', 'days', 'percent']);
const isTerm = (unit: CapView['unit'], detail: string | null): boolean => unit === 'count' && detail !== null && TERMS.has(detail);

/** A cap on how long or how many rates; its figures are no amounts of the decision. */
export const isTermCap = ({ rule, unit, detail }: CapView): boolean => rule === 'per-decision' && isTerm(unit, detail);

/** A figure of a cap: money in short form, a count, or a share; null is no limit. */
export const figureWords = (value: number | null, cap: CapView, { t, language, pack }: Said): string => {
  if (value === null) return t('limits.any');
  if (isTermCap(cap) && cap.detail === 'percent') return t('limits.share', { share: countWords(value, language) });
  return shortAmountWords(value, cap.unit, pack.currency, language);
};

/**
 * How much of a cap is used, and what this request adds, as parts of a whole that also shows what lies beyond the limit. Null where
 * there is nothing to draw: no limit, or a rule that is only met or not.
 */
export const barOf = (
  cap: CapView,
  amount: number,
  unit: CapView['unit'],
): { readonly used: number; readonly added: number; readonly limit: number } | null => {
  if (cap.limit === null || isPlain(cap) || isTermCap(cap)) return null;
  // A cap that counts decisions is used by one more, whatever its amount.
  const added = cap.unit === unit ? amount : 1;
  const whole = Math.max(cap.limit, cap.used + added, 1);
  return { used: cap.used / whole, added: added / whole, limit: cap.limit / whole };
};
