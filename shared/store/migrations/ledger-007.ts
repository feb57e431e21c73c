// Lets the words of a ledger that began before version 4 be found again: their marks were made wrongly there.
import type { Migration } from '../migrate.ts';
import { MARK_DIGITS } from './ledger-004.ts';

/** Each digit is shifted for itself: to SQLite, shifting and joining are of one rank, and go on from left to right. */
const MARK = Array.from(
  { length: MARK_DIGITS },
  (_, index) => `((instr('0123456789ABCDEF', substr(hex(hash), ${index + 1}, 1)) - 1) << ${4 * (MARK_DIGITS - 1 - index)})`,
).join(' + ');

export const ledger007: Migration = {
  version: 7,
  name: 'words of an old ledger are found again',
  sql: `UPDATE bodies SET mark = ${MARK} WHERE mark <> ${MARK};`,
};
