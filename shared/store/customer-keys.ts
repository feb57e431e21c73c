// Knows under which spellings a customer is found: id, words of the name, numbers and contracts, each from its beginning.
import type { Customer } from '../views/shapes.ts';
import { foldWord, queryWords } from '../kernel/search-text.ts';

/** At least so many digits make a text a number; fewer are part of a name or a house number. */
const NUMBER_DIGITS = 4;

/**
 * Every key of a customer. A telephone number stands with its digits and with what follows the country and the leading
 * zero, so that "0170 123", "+49 170 123" and "170123" all find it.
 */
export const customerKeys = (customer: Customer): readonly string[] => {
  const words = queryWords(customer.name).map((word) => `w${foldWord(word)}`);
  const numbers = customer.numbers.flatMap(tails).map((digits) => `d${digits}`);
  const papers = [customer.id, ...customer.contracts].map((text) => `p${compact(text)}`);
  return [...new Set([...words, ...numbers, ...papers])];
};

/** What somebody's text asks for: a customer must match every group, by any key of the group. */
export const customerQuery = (text: string): readonly (readonly string[])[] => {
  const digits = text.replace(/\D/g, '');
  const paper = `p${compact(text)}`;
  if (/^[\d\s()+./\-–]+$/.test(text) && digits.length >= NUMBER_DIGITS) return [[`d${tails(text)[0]!}`, paper]];
  if (digits !== '') return [[paper]];
  return queryWords(text).map((word) => [`w${foldWord(word)}`]);
};

const compact = (text: string): string => foldWord(text).replace(/[^\p{L}\p{N}]/gu, '');

/** What of a number two spellings share: without country code and leading zeros first, then all digits. */
const tails = (number: string): string[] => {
  const digits = number.replace(/\(0\)/g, '').replace(/\D/g, '');
  const international = number.trim().startsWith('+') ? digits.slice(2) : digits.startsWith('00') ? digits.slice(4) : digits;
  return [international.replace(/^0+/, ''), digits].filter((tail) => tail !== '');
};
