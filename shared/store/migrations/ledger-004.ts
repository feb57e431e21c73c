// Lets a ledger write as few pages as it can: events under their place, each naming the one before it, and nothing sorted in by chance.
import type { Migration } from '../migrate.ts';

/** The place of an event is the number of its lane and its position in it. */
export const LANE_SPAN = 2 ** 40;

/**
 * Words are found by their hash, and hashes have no order: in one index every new one would touch a page of its own. So each chapter of so
 * many has an index of its own, and only the newest one is written.
 */
export const CHAPTER = 2 ** 13;

/** The first digits of a hash as a number: the rest is compared where it stands. */
export const MARK_DIGITS = 12;

const MARK = Array.from(
  { length: MARK_DIGITS },
  (_, index) => `(instr('0123456789abcdef', substr(hash, ${index + 1}, 1)) - 1) << ${4 * (MARK_DIGITS - 1 - index)}`,
).join(' | ');

export const ledger004: Migration = {
  version: 4,
  name: 'a ledger that writes few pages',
  sql: `
    -- Who works where now: every pull asks whether somebody has gone on to another workstation.
    CREATE INDEX bindings_of ON bindings (lane, person, at);

    -- number: the upper part of the place of its events.
    ALTER TABLE lanes ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
    UPDATE lanes SET number = (SELECT count(*) FROM lanes earlier WHERE earlier.lane <= lanes.lane);

    -- The narrow part of a case that every event moves: its version, the place of its last event, its rank in the list of all cases.
    CREATE TABLE cases (
      key INTEGER PRIMARY KEY, case_id TEXT NOT NULL, lane TEXT NOT NULL, version INTEGER NOT NULL, last INTEGER NOT NULL, rank INTEGER NOT NULL
    );
    INSERT INTO cases (case_id, lane, version, last, rank)
      SELECT e.case_id, e.lane, e.version, n.number * ${LANE_SPAN} + e.position, coalesce(s.rank, 0)
      FROM (SELECT case_id, max(version) AS version, lane, position FROM events GROUP BY case_id) AS e
      JOIN lanes n ON n.lane = e.lane LEFT JOIN states s ON s.case_id = e.case_id ORDER BY e.case_id;
    INSERT INTO cases (case_id, lane, version, last, rank)
      SELECT case_id, lane, 0, 0, rank FROM states WHERE case_id NOT IN (SELECT case_id FROM cases) ORDER BY case_id;
    CREATE UNIQUE INDEX cases_by_id ON cases (case_id);
    CREATE INDEX cases_by_rank ON cases (lane, rank, case_id);

    ALTER TABLE states RENAME TO old_states;
    CREATE TABLE states (key INTEGER PRIMARY KEY, state TEXT NOT NULL);
    INSERT INTO states (key, state) SELECT c.key, s.state FROM cases c JOIN old_states s ON s.case_id = c.case_id ORDER BY c.key;
    DROP TABLE old_states;

    -- before: the place of the event before it in its case, 0 for the first.
    ALTER TABLE events RENAME TO old_events;
    CREATE TABLE events (
      place INTEGER PRIMARY KEY, before INTEGER NOT NULL, position INTEGER NOT NULL, version INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
      flag TEXT, event TEXT NOT NULL
    );
    INSERT INTO events (place, before, position, version, recorded_at, flag, event)
      SELECT n.number * ${LANE_SPAN} + e.position,
        coalesce((SELECT n.number * ${LANE_SPAN} + b.position FROM old_events b WHERE b.case_id = e.case_id AND b.version = e.version - 1), 0),
        e.position, e.version, e.recorded_at, e.flag, e.event
      FROM old_events e JOIN lanes n ON n.lane = e.lane ORDER BY n.number, e.position;
    DROP TABLE old_events;

    ALTER TABLE bodies RENAME TO old_bodies;
    CREATE TABLE bodies (
      place INTEGER PRIMARY KEY, chapter INTEGER NOT NULL, mark INTEGER NOT NULL, hash BLOB NOT NULL, lane INTEGER NOT NULL, case_id TEXT NOT NULL,
      salt TEXT NOT NULL, text TEXT NOT NULL
    );
    INSERT INTO bodies (place, chapter, mark, hash, lane, case_id, salt, text)
      SELECT b.rowid, b.rowid / ${CHAPTER}, ${MARK}, unhex(b.hash), coalesce(n.number, 0), b.case_id, b.salt, b.text
      FROM old_bodies b LEFT JOIN lanes n ON n.lane = b.lane ORDER BY b.rowid;
    DROP TABLE old_bodies;
    CREATE INDEX bodies_by_hash ON bodies (chapter, mark);

    ALTER TABLE journals RENAME TO old_journals;
    CREATE TABLE journals (
      key INTEGER PRIMARY KEY, lane TEXT NOT NULL, device TEXT NOT NULL, gen INTEGER NOT NULL, dseq INTEGER NOT NULL, hash TEXT NOT NULL,
      frozen INTEGER NOT NULL DEFAULT 0
    );
    INSERT INTO journals (lane, device, gen, dseq, hash, frozen) SELECT lane, device, gen, dseq, hash, frozen FROM old_journals;
    DROP TABLE old_journals;
    CREATE UNIQUE INDEX journals_by_device ON journals (lane, device, gen);

    -- words: what was said with the command stands beside it; bodies has what came with none, and what came before.
    ALTER TABLE verdicts RENAME TO old_verdicts;
    CREATE TABLE verdicts (
      place INTEGER PRIMARY KEY, journal INTEGER NOT NULL, dseq INTEGER NOT NULL, command TEXT NOT NULL, hash BLOB NOT NULL, verdict TEXT NOT NULL,
      refusal TEXT, at INTEGER NOT NULL, chapter INTEGER, mark INTEGER, case_id TEXT, salt TEXT, text TEXT NOT NULL, words TEXT
    );
    INSERT INTO verdicts (place, journal, dseq, command, hash, verdict, refusal, at, text)
      SELECT v.rowid, j.key, v.dseq, v.command, unhex(v.hash), v.verdict, v.refusal, v.at, v.text
      FROM old_verdicts v JOIN journals j ON j.lane = v.lane AND j.device = v.device AND j.gen = v.gen ORDER BY v.rowid;
    DROP TABLE old_verdicts;
    CREATE INDEX verdicts_by_words ON verdicts (chapter, mark) WHERE mark IS NOT NULL;
    CREATE UNIQUE INDEX verdicts_by_number ON verdicts (journal, dseq);
    CREATE INDEX verdicts_by_command ON verdicts (command);
  `,
};
