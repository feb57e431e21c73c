// Lets many desks share a ledger: who may see which case, lanes that hubs divide, epochs, signs of life, marks of customers, workstations.
import type { Migration } from '../migrate.ts';
import { HUB_TABLES } from './hub-tables.ts';

/** Closed cases stand behind the open ones (0), those closed last first: the distance from the last instant a date can name. */
export const LAST_DATE = 8_640_000_000_000_000;

export const ledger002: Migration = {
  version: 2,
  name: 'a ledger for many desks',
  sql: `
    -- canary: the newest sign of life. holder, url, token, held_until: the hub process that sequences the lane, and how often it changed hands.
    ALTER TABLE lanes ADD COLUMN canary INTEGER;
    ALTER TABLE lanes ADD COLUMN holder TEXT;
    ALTER TABLE lanes ADD COLUMN url TEXT NOT NULL DEFAULT '';
    ALTER TABLE lanes ADD COLUMN token INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE lanes ADD COLUMN held_until INTEGER NOT NULL DEFAULT 0;
    -- from_position: up to there the log goes on the epoch before.
    CREATE TABLE epochs (
      place INTEGER PRIMARY KEY, lane TEXT NOT NULL, epoch TEXT NOT NULL, from_position INTEGER NOT NULL, UNIQUE (lane, epoch)
    );
    INSERT INTO epochs (lane, epoch, from_position) SELECT lane, epoch, 0 FROM lanes ORDER BY lane;

    -- rank: 0 for an open case, else the larger the longer ago it was closed.
    ALTER TABLE states ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
    UPDATE states SET rank = ${LAST_DATE} - coalesce(json_extract(state, '$.closedAt'), 0) WHERE json_extract(state, '$.phase') = 'closed';
    CREATE INDEX states_by_rank ON states (lane, rank, case_id);
    -- Who has ever had to do with a case; rank as in states, so that what somebody may see is one range.
    CREATE TABLE audience (case_id TEXT NOT NULL, tag TEXT NOT NULL, lane TEXT NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (case_id, tag)) WITHOUT ROWID;
    CREATE INDEX audience_by_tag ON audience (lane, tag, rank, case_id);
    -- What an older ledger knew is spread over its states: every team and person they name, but not the other system's.
    INSERT OR IGNORE INTO audience (case_id, tag, lane, rank)
      SELECT s.case_id, 'team:' || part.value, s.lane, s.rank FROM states s, json_tree(s.state) part
      WHERE part.type = 'text' AND (part.key = 'team' OR part.path = '$.teams') AND part.path NOT LIKE '$.source%';
    INSERT OR IGNORE INTO audience (case_id, tag, lane, rank)
      SELECT s.case_id, 'person:' || part.value, s.lane, s.rank FROM states s, json_tree(s.state) part
      WHERE part.type = 'text' AND part.path NOT LIKE '$.source%'
        AND (part.key IN ('person', 'by', 'to', 'askedBy', 'answeredBy', 'authority', 'for') OR part.path IN ('$.senders', '$.flight.asked'));

    -- mark: grows with every change of a customer of the lane.
    ALTER TABLE customers ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
    UPDATE customers SET mark = numbered.mark
      FROM (SELECT lane, id, row_number() OVER (PARTITION BY lane ORDER BY id) AS mark FROM customers) AS numbered
      WHERE customers.lane = numbered.lane AND customers.id = numbered.id;
    CREATE INDEX customers_by_mark ON customers (lane, mark);
    ${HUB_TABLES}
  `,
};
