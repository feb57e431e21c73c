// Money as people type it: what is understood, what is refused, and that nothing is ever rounded.
import { fc } from '../seeded.ts';
import { describe, expect, it } from 'vitest';
import { minorDigits } from '../../shared/kernel/money.ts';
import { readCount, readMoney } from '../../renderer/parts/money-entry.ts';
import { amountWords, entryText, moneyWords, shortAmountWords } from '../../renderer/parts/money-words.ts';

const amount = (minor: number) => ({ kind: 'amount', minor });
const problem = (code: string, readings: readonly number[] = []) => ({ kind: 'problem', problem: code, readings });

describe('[M7] an amount in euro', () => {
  it.each([
    ['12', 1200],
    ['12,5', 1250],
    ['12,50', 1250],
    ['12.5', 1250],
    ['12.50', 1250],
    ['0,05', 5],
    [',5', 50],
    ['12,', 1200],
    ['1.234,56', 123_456],
    ['1,234.56', 123_456],
    ['1 234,56', 123_456],
    ['1’234.56', 123_456],
    ['1.234.567', 123_456_700],
    ['1,234,567.8', 123_456_780],
    ['12,50 €', 1250],
    ['€12.50', 1250],
    ['EUR 40', 4000],
    ['  40 EUR ', 4000],
    ['1\u202f234', 123_400],
    ['1 234 567.8', 123_456_780],
  ])('is read from %s', (text, minor) => expect(readMoney(text, 2)).toEqual(amount(minor)));

  it.each([
    ['1.234', [123_400, 123]],
    ['1,234', [123_400, 123]],
    ['12.345', [1_234_500, 1234]],
  ])('is refused where %s could mean two sums, and both are named', (text, readings) =>
    expect(readMoney(text, 2)).toEqual(problem('ambiguous', readings)),
  );

  it.each([
    ['12,505', 'ambiguous'],
    ['12,5055', 'too-many-decimals'],
    ['0.505', 'too-many-decimals'],
    ['1.234,567', 'too-many-decimals'],
    ['1.23.4', 'bad-grouping'],
    ['1,2,3', 'bad-grouping'],
    ['1,234.567.89', 'bad-grouping'],
    ['12.34,56', 'bad-grouping'],
    // A blank in the wrong place is a slip, and must not make twelve hundred of twelve.
    ['12 50', 'bad-grouping'],
    ['1 23', 'bad-grouping'],
    ['1 234’567', 'bad-grouping'],
    ['12’5', 'bad-grouping'],
    ['1 234,567', 'too-many-decimals'],
    ['4 o', 'not-a-number'],
    ['- 5', 'negative'],
    ['-5', 'negative'],
    ['−5', 'negative'],
    ['vierzig', 'not-a-number'],
    ['4o', 'not-a-number'],
    ['1e3', 'not-a-number'],
    ['99999999999999999', 'too-large'],
  ])('is not taken from %s: %s', (text, code) => expect(readMoney(text, 2)).toMatchObject({ kind: 'problem', problem: code }));

  it('is nothing while nothing stands there', () => expect(readMoney('  ', 2)).toEqual({ kind: 'empty' }));
});

describe('an amount in another currency', () => {
  it.each([
    ['JPY', '500', 500],
    ['JPY', '1,234,567', 1_234_567],
    ['KWD', '1.5', 1500],
    ['KWD', '0.005', 5],
    ['KWD', '1,234.567', 1_234_567],
  ])('%s %s', (currency, text, minor) => expect(readMoney(text, minorDigits(currency))).toEqual(amount(minor)));

  it('has no decimals where the currency has none', () => expect(readMoney('12,5', 0)).toEqual(problem('too-many-decimals')));
  it('is unsure with three digits after one sign as well', () => {
    expect(readMoney('1.234', 0)).toEqual(problem('ambiguous', [1234, 1]));
    expect(readMoney('1.234', 3)).toEqual(problem('ambiguous', [1_234_000, 1234]));
  });
});

describe('what the entry writes itself', () => {
  it('is read back as the same sum, in every language and currency', () => {
    fc.assert(
      fc.property(
        fc.nat(900_000_000),
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        fc.constantFrom('de' as const, 'en' as const),
        (minor, currency, language) => {
          const read = readMoney(entryText(minor, currency, language), minorDigits(currency));
          // Three decimals written by ourselves may look like a thousand to a stranger: then it asks, and one of its readings is right.
          const readings = read.kind === 'amount' ? [read.minor] : read.kind === 'problem' ? read.readings : [];
          expect(readings).toContain(minor);
          expect(read.kind === 'amount' || currency === 'KWD').toBe(true);
        },
      ),
    );
  });

  it('is money as the language writes it', () => {
    expect(moneyWords(123_456, 'EUR', 'de')).toBe('1.234,56\u00a0€');
    expect(moneyWords(123_456, 'EUR', 'en')).toBe('€1,234.56');
    expect(moneyWords(500, 'JPY', 'en')).toBe('JP¥500');
    expect(moneyWords(1234, 'KWD', 'de')).toBe('1,234\u00a0KWD');
  });

  it('has no currency where something is counted', () => {
    expect(amountWords(1500, 'count', 'EUR', 'de')).toBe('1.500');
    expect(amountWords(1500, 'count', 'EUR', 'en')).toBe('1,500');
  });
});

it('[M7] reads no sum it was not given: never more digits than were typed', () => {
  const text = fc.stringMatching(/^[\d., ’]{1,9}$/);
  fc.assert(
    fc.property(text, fc.constantFrom(0, 2, 3), (typed, digits) => {
      const read = readMoney(typed, digits);
      if (read.kind !== 'amount') return;
      const bare = typed.replace(/\D/g, '').replace(/^0+/, '');
      const written = String(read.minor).padStart(1, '0');
      expect(written.startsWith(bare) || read.minor === 0).toBe(true);
      expect(written.slice(bare.length)).toMatch(/^0*$/);
    }),
  );
});

it.each([
  ['3', amount(3)],
  [' 12 ', amount(12)],
  ['', { kind: 'empty' }],
  ['2,5', problem('not-a-number')],
  ['-1', problem('not-a-number')],
  ['99999999999999999', problem('too-large')],
])('a count is a whole number: %s', (text, read) => expect(readCount(text)).toEqual(read));

describe('a round sum on a button', () => {
  it.each([
    ['de', 500, '5 €'],
    ['en', 500, '€5'],
    ['de', 1250, '12,50 €'],
  ] as const)('in %s drops only decimals that say nothing', (language, minor, words) =>
    expect(shortAmountWords(minor, 'money', 'EUR', language).replace(/\s/g, ' ')).toBe(words),
  );
});
