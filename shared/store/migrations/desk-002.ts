// Lets a desk hold a part of a lane: a head of its own, cases without their past, what was granted elsewhere, events set aside.
import type { Migration } from '../migrate.ts';

export const desk002: Migration = {
  version: 2,
  name: 'a desk that knows a part',
  sql: `
    -- position: NULL as long as the desk is simply where its last event is. What an older desk holds came from its own ledger, which left nothing out.
    ALTER TABLE lanes ADD COLUMN position INTEGER;
    ALTER TABLE lanes ADD COLUMN anchor TEXT NOT NULL DEFAULT '';
    ALTER TABLE lanes ADD COLUMN scope TEXT;
    UPDATE lanes SET scope = 'all';

    -- own: said here, and kept as long as the journal is.
    ALTER TABLE bodies ADD COLUMN own INTEGER NOT NULL DEFAULT 0;
    UPDATE bodies SET own = 1 WHERE hash IN (SELECT json_extract(text, '$.body') FROM journal WHERE json_valid(text));

    -- Cases taken over without their events. base: the state at that version, NULL as long as it is the one that stands in states.
    CREATE TABLE snapshots (
      key INTEGER PRIMARY KEY, case_id TEXT NOT NULL UNIQUE, lane TEXT NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL,
      opened_at INTEGER NOT NULL, base TEXT
    );
    CREATE INDEX snapshots_by_age ON snapshots (lane, opened_at DESC, case_id, version);
    CREATE INDEX snapshots_by_position ON snapshots (lane, position);
    CREATE TABLE aside (event TEXT PRIMARY KEY, lane TEXT NOT NULL, epoch TEXT, position INTEGER NOT NULL, case_id TEXT NOT NULL, entry TEXT NOT NULL, at INTEGER NOT NULL);
    CREATE INDEX aside_by_lane ON aside (lane, position);
    CREATE INDEX aside_by_case ON aside (case_id);
    -- Which of the cases in grants stand for cases that this desk may not see.
    CREATE TABLE digests (lane TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (lane, digest)) WITHOUT ROWID;

    -- Written when texts go into the index, many at once; those that still wait are read through.
    CREATE TABLE search_cases (case_id TEXT NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (case_id, doc)) WITHOUT ROWID;
    INSERT INTO search_cases (case_id, doc) SELECT case_id, doc FROM search_docs WHERE text IS NULL AND case_id <> '' ORDER BY case_id, doc;
  `,
};
