// Knows how the hash of words is shortened to a number, and in which chapter a place lies.
import { CHAPTER, MARK_DIGITS } from './migrations/ledger-004.ts';
import { CODE_DIGITS } from './migrations/ledger-005.ts';

export const chapterOf = (place: number): number => Math.floor(place / CHAPTER);

export const markOf = (hash: string): number => Number.parseInt(hash.slice(0, MARK_DIGITS), 16);

/** A mark as SQLite reads it out of a list: to write its digits costs a fifth of writing it as a number. */
export const markText = (hash: string): string => `0x${hash.slice(0, MARK_DIGITS)}`;

export const marksIn = (list: string): readonly (number | null)[] =>
  list
    .slice(1, -1)
    .split(',')
    .map((mark) => (mark === 'null' ? null : Number(mark)));

/** What of the hash a code begins with; its end is a place in the chapter. */
export const codesOf = (hash: string): readonly [from: number, to: number] => {
  const from = Number.parseInt(hash.slice(0, CODE_DIGITS), 16) * CHAPTER;
  return [from, from + CHAPTER - 1];
};
