// Writes short codes that are read out over a telephone and typed: no letter can be misread, and one wrong or two swapped are noticed.
import { ok, refuse, type Refusal, type Result } from './result.ts';

// Crockford's alphabet: 5 bits a letter; what can be misread is not in it, or means the same.
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS = 5;

/** Powers of a generator of the field of 32 elements (x⁵ + x² + 1): no two of the first 31 are the same, and none is 0. */
const POWERS = Array.from({ length: 30 }).reduce<readonly number[]>(
  (powers) => {
    const next = powers.at(-1)! << 1;
    return [...powers, next > 31 ? next ^ 0x25 : next];
  },
  [1],
);

const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : POWERS[(POWERS.indexOf(a) + POWERS.indexOf(b)) % POWERS.length]!);

/** Each place weighs otherwise, so every single wrong letter and every swap of two letters, neighbours or not, changes the sum. */
const sumOf = (digits: readonly number[]): number => digits.reduce((sum, digit, place) => sum ^ times(digit, POWERS[place + 1]!), 0);

/** `digits` of 5 bits each, 29 at most, as letters with a check letter at the end, in groups: "7K2M-0QXA-9RTC". */
export const spell = (digits: readonly number[], group: number): string =>
  [...digits, sumOf(digits)]
    .map((digit) => LETTERS[digit]!)
    .reduce((text, letter, n) => text + (n > 0 && n % group === 0 ? '-' : '') + letter, '');

/**
 * What somebody typed or said, back as digits without the check letter: small letters, blanks and dashes do not matter, O is 0, I and L
 * are 1. `length`: letters in all. Refusals: `code-length` {length, given}, `code-letter` {letter} (no code has it), `code-check` (a letter is
 * wrong, or two are swapped).
 */
export const readSpelt = (
  typed: string,
  length: number,
): Result<readonly number[], Refusal<'code-length' | 'code-letter' | 'code-check'>> => {
  const bare = typed
    .toUpperCase()
    .replace(/[\s.\-–—_/]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const strange = [...bare].find((letter) => !LETTERS.includes(letter));
  if (strange !== undefined) return refuse('code-letter', { letter: strange });
  if (bare.length !== length) return refuse('code-length', { length, given: bare.length });
  const all = [...bare].map((letter) => LETTERS.indexOf(letter));
  const digits = all.slice(0, -1);
  return sumOf(digits) === all.at(-1) ? ok(digits) : refuse('code-check', {});
};

/** The first `count` digits of a hash in hex. */
export const digitsOfHash = (hex: string, count: number): readonly number[] => {
  const bits = [...hex].map((letter) => Number.parseInt(letter, 16).toString(2).padStart(4, '0')).join('');
  return Array.from({ length: count }, (_none, n) => Number.parseInt(bits.slice(n * BITS, (n + 1) * BITS), 2));
};

/** A whole number in `count` digits, the highest first; what does not fit is left off at the front. */
export const digitsOfNumber = (value: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_none, n) => Math.floor(value / 2 ** (BITS * (count - 1 - n))) % 2 ** BITS);

export const numberOfDigits = (digits: readonly number[]): number => digits.reduce((sum, digit) => sum * 2 ** BITS + digit, 0);
