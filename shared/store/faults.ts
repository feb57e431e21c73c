// Recognises the faults of a store that are nobody's bug: a full disk, a damaged file.

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '');

/** Nothing of the transaction was written; there may be room again later. */
export const isDiskFull = (error: unknown): boolean => codeOf(error) === 'SQLITE_FULL' || codeOf(error) === 'ENOSPC';

/** The disk refuses what was asked of it (broken, gone, a limit reached); what was stored before stays stored. */
export const isDiskFault = (error: unknown): boolean => /^(?:SQLITE_IOERR|EIO$|EFBIG$|EDQUOT$)/.test(codeOf(error));

/** The file is no database any more, or not wholly. */
export const isDamaged = (error: unknown): boolean => /^SQLITE_(?:CORRUPT|NOTADB)/.test(codeOf(error));

/** Everything stored was written as JSON: a text that is none any more was changed on the disk. */
export const isUnreadable = (error: unknown): boolean => isDamaged(error) || error instanceof SyntaxError;

/** The same fault again, told by somebody who only knows its words. */
export const damage = (why: string): Error => Object.assign(new Error(why), { code: 'SQLITE_CORRUPT' });
