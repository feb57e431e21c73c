// Writes numbers, shares and money as a language does; a formatter is made once, since making one costs far more than using it.
import type { Label } from './pack-schema.ts';

type Language = keyof Label;

// Few languages, few currencies: nothing is ever dropped. The same question gives the same text with or without what is kept here.
const made = new Map<string, Intl.NumberFormat>();

const formatOf = (language: Language, kind: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const key = `${language} ${kind}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(language, options);
  made.set(key, format);
  return format;
};

export const numberText = (value: number, language: Language): string => formatOf(language, 'number', {}).format(value);

/** `share` in percent: 50 is "50 %". */
export const percentText = (share: number, language: Language): string =>
  formatOf(language, 'percent', { style: 'percent', maximumFractionDigits: 4 }).format(share / 100);

/** Minor units of an ISO 4217 currency: 1500 of EUR is "15,00 €". */
export const moneyText = (minor: number, currency: string, language: Language): string => {
  const format = formatOf(language, currency, { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
};
