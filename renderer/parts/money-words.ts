// Writes money and counts as the language writes them.
import { minorDigits } from '../../shared/kernel/money.ts';
import type { Language } from '../state/looks.ts';

const LOCALE: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB' };
const formats = new Map<string, Intl.NumberFormat>();

const formatOf = (language: Language, currency: string): Intl.NumberFormat => {
  const key = `${language} ${currency}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(LOCALE[language], { style: 'currency', currency });
  formats.set(key, known);
  return known;
};

/** "1.234,56 €" or "€1,234.56"; the digits come from the currency. */
export const moneyWords = (minor: number, currency: string, language: Language): string =>
  formatOf(language, currency).format(minor / 10 ** minorDigits(currency));

/** What stands in the entry field for an amount: the number alone. */
export const entryText = (minor: number, currency: string, language: Language): string => {
  const digits = minorDigits(currency);
  const number = minor / 10 ** digits;
  const fixed = Number.isInteger(number) ? 0 : digits;
  return new Intl.NumberFormat(LOCALE[language], {
    useGrouping: false,
    minimumFractionDigits: fixed,
    maximumFractionDigits: digits,
  }).format(number);
};

export const countWords = (count: number, language: Language): string => new Intl.NumberFormat(LOCALE[language]).format(count);

/** An amount of a decision: money, or a plain number where the decision type counts. */
export const amountWords = (amount: number, unit: 'money' | 'count', currency: string, language: Language): string =>
  unit === 'money' ? moneyWords(amount, currency, language) : countWords(amount, language);

/** The same without empty decimals ("5 €"), for buttons that only offer round sums. */
export const shortAmountWords = (amount: number, unit: 'money' | 'count', currency: string, language: Language): string =>
  unit === 'count'
    ? countWords(amount, language)
    : new Intl.NumberFormat(LOCALE[language], { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' }).format(
        amount / 10 ** minorDigits(currency),
      );
