// Writes numbers, shares and money as a language does; a formatter is made once, since making one costs far more than using it.
import type { Label } from './pack-schema.ts';

type Language = keyof Label;

type Format = { readonly format: (value: number) => string; readonly digits: number };

// Few languages, few currencies: nothing is ever dropped. The same question gives the same text with or without what is kept here.
const made = new Map<string, Format>();

const formatOf = (language: Language, kind: string, options: Intl.NumberFormatOptions): Format => {
  const key = `${language} ${kind}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const written = new Intl.NumberFormat(language, options);
  const format = { format: (value: number): string => written.format(value), digits: written.resolvedOptions().maximumFractionDigits ?? 2 };
  made.set(key, format);
  return format;
};

export const numberText = (value: number, language: Language): string => formatOf(language, 'number', {}).format(value);

/** `share` in percent: 50 is "50 %". */
export const percentText = (share: number, language: Language): string =>
  formatOf(language, 'percent', { style: 'percent', maximumFractionDigits: 4 }).format(share / 100);

/** Minor units of an ISO 4217 currency: 1500 of EUR is "15,00 €". */
export const moneyText = (minor: number, currency: string, language: Language): string => {
  const { format, digits } = formatOf(language, currency, { style: 'currency', currency });
  return format(minor / 10 ** digits);
};
