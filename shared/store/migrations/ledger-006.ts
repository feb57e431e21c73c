// Lets a ledger write fewer rows: the commands of a push stand in bundles, and one narrow table finds each by its name.
import type { Migration } from '../migrate.ts';

/**
 * What a command has in the body of its bundle, one after the other. The last three are empty where it came without words; then its mark is
 * null.
 */
export const PARTS = ['command', 'text', 'caseId', 'salt', 'words'] as const;

export const ledger006: Migration = {
  version: 6,
  name: 'commands of a ledger in bundles',
  sql: `
    -- Verdicts of one journal whose numbers and places follow each other, on which was ruled alike at one time. place, dseq: of the first.
    -- marks: a list of the first digits of the hash of each command's words, or null; as JSON5 knows them, 0x and the digits. hashes: of the entries, 32 bytes each.
    -- lengths: of the parts in body, in units of UTF-16, as a list; null where body itself is a list of the parts.
    CREATE TABLE bundles (
      place INTEGER PRIMARY KEY, journal INTEGER NOT NULL, dseq INTEGER NOT NULL, count INTEGER NOT NULL, verdict TEXT NOT NULL, refusal TEXT,
      at INTEGER NOT NULL, marks TEXT NOT NULL, lengths TEXT, hashes BLOB NOT NULL, body TEXT NOT NULL
    );
    INSERT INTO bundles (place, journal, dseq, count, verdict, refusal, at, marks, hashes, body)
      SELECT place, journal, dseq, 1, verdict, refusal, at, json_array(mark), hash,
        json_array(command, text, coalesce(case_id, ''), coalesce(salt, ''), coalesce(words, ''))
      FROM verdicts ORDER BY place;
    CREATE TABLE told (command TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (command, place)) WITHOUT ROWID;
    INSERT INTO told (command, place) SELECT command, place FROM verdicts ORDER BY command, place;
    DROP TABLE verdicts;
  `,
};
