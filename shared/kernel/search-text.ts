// Knows how words are compared in the search: one spelling for text and query, whole words of a query as prefixes.
import type { Json } from './result.ts';

/** One spelling for storing and asking: composed characters, "ß" as "ss"; case and accents are the index's own work. */
export const searchable = (text: string): string => text.normalize('NFC').replace(/[ßẞ]/g, 'ss');

/** The words of a text that went through `searchable`, cut where the index cuts. */
export const textWords = (text: string): readonly string[] => text.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== '');

/** The words somebody typed, without anything that an index could read as an operator; at most eight, they narrow enough. */
export const queryWords = (query: string): readonly string[] => textWords(searchable(query)).slice(0, 8);

/** Every text inside a body, in order; keys and numbers are not words of anybody. */
export const wordsOf = (body: Json): string => {
  if (typeof body === 'string') return body;
  if (Array.isArray(body))
    return body
      .map((part: Json) => wordsOf(part))
      .filter((part) => part !== '')
      .join(' ');
  if (typeof body === 'object' && body !== null) return wordsOf(Object.values(body));
  return '';
};

/** Folds a word the way the index does, for comparing in memory. */
export const foldWord = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** A small checksum (FNV-1a, 32 bit) of a text, enough to notice that an indexed text is not the one of the log. */
export const markOf = (text: string): number => {
  let mark = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) mark = Math.imul(mark ^ text.charCodeAt(i), 0x01000193);
  return mark >>> 0;
};
