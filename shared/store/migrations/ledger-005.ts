// Lets a ledger write less with every command: words are sorted in by the chapter, and numbers are found by the push they came with.
import type { Migration } from '../migrate.ts';
import { CHAPTER, MARK_DIGITS } from './ledger-004.ts';

/** What is left of a mark beside the place in a chapter: both together are one number that JavaScript can still count. */
export const CODE_DIGITS = 10;

export const SPARE_BITS = 4 * (MARK_DIGITS - CODE_DIGITS);

/** SQL for the code of a verdict under its chapter. */
export const CODE = `(mark >> ${SPARE_BITS}) * ${CHAPTER} + place % ${CHAPTER}`;

export const ledger005: Migration = {
  version: 5,
  name: 'words sorted in by the chapter, numbers by the push',
  sql: `
    -- One row for the words of every verdict of a chapter that is full; the words of the last one, which is not, are looked for where they stand.
    CREATE TABLE marks (chapter INTEGER NOT NULL, code INTEGER NOT NULL, PRIMARY KEY (chapter, code)) WITHOUT ROWID;
    INSERT INTO marks (chapter, code)
      SELECT place / ${CHAPTER} AS found, ${CODE} AS code FROM verdicts
      WHERE mark IS NOT NULL AND place / ${CHAPTER} < (SELECT (max(place) + 1) / ${CHAPTER} FROM verdicts) ORDER BY found, code;
    DROP INDEX verdicts_by_words;

    -- Verdicts of one journal whose numbers and places follow each other without a hole: the first of both, and how many.
    CREATE TABLE runs (
      journal INTEGER NOT NULL, dseq INTEGER NOT NULL, place INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (journal, dseq)
    ) WITHOUT ROWID;
    INSERT INTO runs (journal, dseq, place, count)
      SELECT journal, min(dseq), min(place), count(*)
      FROM (SELECT journal, dseq, place, row_number() OVER (PARTITION BY journal ORDER BY dseq) AS n FROM verdicts)
      GROUP BY journal, dseq - n, place - n;
    DROP INDEX verdicts_by_number;
  `,
};
