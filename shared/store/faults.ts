// Recognises the faults of a store that are nobody's bug: a full disk, a damaged file.

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '');

/** Nothing of the transaction was written; there may be room again later. */
export const isDiskFull = (error: unknown): boolean => codeOf(error) === 'SQLITE_FULL' || codeOf(error) === 'ENOSPC';

/** The file is no database any more, or not wholly. */
export const isDamaged = (error: unknown): boolean => /^SQLITE_(?:CORRUPT|NOTADB)/.test(codeOf(error));

/** The same fault again, told by somebody who only knows its words. */
export const damage = (why: string): Error => Object.assign(new Error(why), { code: 'SQLITE_CORRUPT' });
