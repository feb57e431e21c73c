// Lets many desks and several hubs share a ledger on PostgreSQL: the same tables, ranges and marks as the embedded one.
import type { Migration } from '../migrate.ts';
import { LAST_DATE } from './ledger-002.ts';

/** Keys of a state under which the name of a person stands. */
const NAMES = ['person', 'by', 'to', 'askedBy', 'answeredBy', 'authority', 'for'];
const UNDER_NAMES = NAMES.map(
  (name) => `UNION SELECT 'person:' || (part #>> '{}')
          FROM jsonb_path_query(s.state::jsonb - 'source', '$.**.${name} ? (@.type() == "string")') AS part`,
).join('\n        ');

export const ledgerPostgres002: Migration = {
  version: 2,
  name: 'a ledger for many desks on PostgreSQL',
  sql: `
    ALTER TABLE lanes ADD COLUMN canary bigint, ADD COLUMN holder text, ADD COLUMN url text NOT NULL DEFAULT '',
      ADD COLUMN token bigint NOT NULL DEFAULT 0, ADD COLUMN held_until bigint NOT NULL DEFAULT 0;
    CREATE TABLE epochs (
      place bigint GENERATED ALWAYS AS IDENTITY, lane text NOT NULL, epoch text NOT NULL, from_position bigint NOT NULL, PRIMARY KEY (lane, epoch)
    );
    INSERT INTO epochs (lane, epoch, from_position) SELECT lane, epoch, 0 FROM lanes ORDER BY lane;

    -- The version stands with the state here: a row is written anew as a whole in any case.
    ALTER TABLE states ADD COLUMN version integer NOT NULL DEFAULT 0, ADD COLUMN rank bigint NOT NULL DEFAULT 0;
    UPDATE states SET version = (state::jsonb ->> 'version')::integer,
      rank = CASE WHEN state::jsonb ->> 'phase' = 'closed' THEN ${LAST_DATE} - coalesce((state::jsonb ->> 'closedAt')::bigint, 0) ELSE 0 END;
    CREATE INDEX states_by_rank ON states (lane, rank, case_id COLLATE "C");
    CREATE TABLE audience (case_id text NOT NULL, tag text NOT NULL, lane text NOT NULL, rank bigint NOT NULL, PRIMARY KEY (case_id, tag));
    CREATE INDEX audience_by_tag ON audience (lane, tag, rank, case_id COLLATE "C");
    INSERT INTO audience (case_id, tag, lane, rank)
      SELECT DISTINCT s.case_id, named.tag, s.lane, s.rank FROM states s, LATERAL (
        SELECT 'team:' || (part #>> '{}') AS tag
          FROM jsonb_path_query(s.state::jsonb - 'source', '$.**.team ? (@.type() == "string")') AS part
        UNION SELECT 'team:' || (part #>> '{}') FROM jsonb_path_query(s.state::jsonb, '$.teams[*]') AS part
        UNION SELECT 'person:' || (part #>> '{}') FROM jsonb_path_query(s.state::jsonb, '$.senders[*]') AS part
        UNION SELECT 'person:' || (part #>> '{}') FROM jsonb_path_query(s.state::jsonb, '$.flight.asked[*]') AS part
        ${UNDER_NAMES}
      ) AS named;

    ALTER TABLE customers ADD COLUMN mark bigint NOT NULL DEFAULT 0;
    UPDATE customers SET mark = numbered.mark
      FROM (SELECT lane, id, row_number() OVER (PARTITION BY lane ORDER BY id COLLATE "C") AS mark FROM customers) AS numbered
      WHERE customers.lane = numbered.lane AND customers.id = numbered.id;
    CREATE INDEX customers_by_mark ON customers (lane, mark);

    CREATE TABLE hub (key integer PRIMARY KEY CHECK (key = 1), name text NOT NULL);
    CREATE TABLE codes (
      hash text PRIMARY KEY, lanes text, note text NOT NULL, made_at bigint NOT NULL, expires_at bigint NOT NULL, used_by text
    );
    CREATE TABLE devices (
      id text PRIMARY KEY, name text NOT NULL, key text NOT NULL UNIQUE, code text NOT NULL, lanes text, slot bigint NOT NULL UNIQUE,
      enrolled_at bigint NOT NULL, seen_at bigint NOT NULL, revoked_at bigint
    );
    CREATE TABLE bindings (device text NOT NULL, lane text NOT NULL, person text NOT NULL, at bigint NOT NULL, PRIMARY KEY (device, lane, person));
    CREATE TABLE tries (lane text NOT NULL, person text NOT NULL, at bigint NOT NULL);
    CREATE INDEX tries_by_person ON tries (lane, person, at);
  `,
};
