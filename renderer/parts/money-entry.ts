// Reads an amount as people type it (12,50 · 12.50 · 12,5 · 12 · 1.234,56 · 1,234.56), never rounds, and refuses what could mean two sums.

export type MoneyProblem = 'not-a-number' | 'ambiguous' | 'too-many-decimals' | 'bad-grouping' | 'negative' | 'too-large';
export type MoneyEntry =
  | { readonly kind: 'empty' }
  | { readonly kind: 'amount'; readonly minor: number }
  /** `readings`: for an ambiguous entry the sums it could mean, in minor units. */
  | { readonly kind: 'problem'; readonly problem: MoneyProblem; readonly readings: readonly number[] };

const problem = (code: MoneyProblem, readings: readonly number[] = []): MoneyEntry => ({ kind: 'problem', problem: code, readings });

/**
 * `digits`: decimal places of the currency. One separator followed by three digits ("1.234") could be a thousand or a slip
 * of the decimal point, whatever the language, and money is no place for a guess: it is refused, both readings are named.
 */
export const readMoney = (text: string, digits: number): MoneyEntry => {
  const written = text
    .trim()
    .replace(/^(?:€|EUR)|(?:€|EUR)$/giu, '')
    .trim();
  if (written === '') return { kind: 'empty' };
  const bare = ungrouped(written);
  if (bare === null) return problem(/^[\d.,\s\u00a0\u202f'’]+$/.test(written) ? 'bad-grouping' : 'not-a-number');
  if (/^[-−–]/.test(bare)) return problem('negative');
  if (!/^[\d.,]*\d[\d.,]*$/.test(bare)) return problem('not-a-number');
  const separators = bare.replace(/\d/g, '');
  if (separators === '') return amount(bare, '', digits);
  return new Set(separators).size === 2 ? twoKinds(bare, digits) : oneKind(bare, separators, digits);
};

const GAP = /[\s\u00a0\u202f'’]/;

/** "1 234,56" and "1’234.56" group by threes; "12 50" groups nothing and must not become 1250. Null = cannot be read. */
const ungrouped = (text: string): string | null => {
  if (!GAP.test(text)) return text;
  const [, sign = ''] = /^([-−–]?)\s*/.exec(text) ?? [];
  const figure = text.slice(sign.length).trim();
  if (!GAP.test(figure)) return sign + figure;
  return /^[1-9]\d{0,2}(?:([\s\u00a0\u202f'’])\d{3})(?:\1\d{3})*(?:[.,]\d*)?$/.test(figure)
    ? sign + figure.replace(/[\s\u00a0\u202f'’]/g, '')
    : null;
};

/** Both signs: the last one is the decimal sign and stands once, the other one groups by threes. */
const twoKinds = (bare: string, digits: number): MoneyEntry => {
  const decimal = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
  const [whole, fraction] = [bare.slice(0, decimal), bare.slice(decimal + 1)];
  if (whole.includes(bare[decimal]!) || !groupsByThree(whole)) return problem('bad-grouping');
  return amount(whole.replace(/\D/g, ''), fraction, digits);
};

const oneKind = (bare: string, separators: string, digits: number): MoneyEntry => {
  if (separators.length > 1) return groupsByThree(bare) ? amount(bare.replace(/\D/g, ''), '', digits) : problem('bad-grouping');
  const [whole, fraction] = bare.split(separators) as [string, string];
  // "0.500" groups nothing, so it can only be a fraction.
  const couldGroup = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  if (!couldGroup) return amount(whole, fraction, digits);
  const thousands = amount(whole + fraction, '', digits);
  const point = amount(whole, fraction.slice(0, digits), digits);
  return problem(
    'ambiguous',
    [thousands, point].flatMap((entry) => (entry.kind === 'amount' ? entry.minor : [])),
  );
};

const groupsByThree = (text: string): boolean => /^[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(text);

const amount = (whole: string, fraction: string, digits: number): MoneyEntry => {
  if (fraction.length > digits) return problem('too-many-decimals');
  const minor = Number(`${whole === '' ? '0' : whole}${fraction.padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? { kind: 'amount', minor } : problem('too-large');
};

/** A plain number of rates, slots or visits. */
export const readCount = (text: string): MoneyEntry => {
  const bare = text.trim();
  if (bare === '') return { kind: 'empty' };
  if (!/^\d+$/.test(bare)) return problem('not-a-number');
  const count = Number(bare);
  return Number.isSafeInteger(count) ? { kind: 'amount', minor: count } : problem('too-large');
};
