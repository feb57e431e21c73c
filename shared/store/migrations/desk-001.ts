// Lays out the desk's database: the log, the journal of commands, states, read tables, search and papers.
import type { Migration } from '../migrate.ts';
import { GRANTS_TABLES } from './grants-tables.ts';

export const desk001: Migration = {
  version: 1,
  name: 'the first desk',
  sql: `
    -- place: upper part of the lane's numbers in the journal. key: the same of its search, given anew with every rebuild.
    -- indexed: the last number of the search whose words are in the index.
    CREATE TABLE lanes (lane TEXT PRIMARY KEY, place INTEGER NOT NULL UNIQUE, key INTEGER NOT NULL UNIQUE, epoch TEXT, gen INTEGER NOT NULL, indexed INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;

    CREATE TABLE events (
      lane TEXT NOT NULL, position INTEGER NOT NULL, case_id TEXT NOT NULL, version INTEGER NOT NULL,
      recorded_at INTEGER NOT NULL, flag TEXT, event TEXT NOT NULL
    );
    CREATE UNIQUE INDEX events_by_position ON events (lane, position);
    CREATE UNIQUE INDEX events_by_case ON events (case_id, version);
    -- key: the beginning of the hash, or the next free number after it; so finding needs no index and a body costs one page.
    CREATE TABLE bodies (key INTEGER PRIMARY KEY, hash TEXT NOT NULL, salt TEXT NOT NULL, text TEXT NOT NULL, lane TEXT NOT NULL, case_id TEXT NOT NULL);

    -- Every command this desk ever sent. seq is made of lane, gen and dseq, so that the table itself is in order and a number stands once.
    -- settled = 0 is the outbox; forecast is kept only as long.
    CREATE TABLE journal (
      seq INTEGER PRIMARY KEY, lane TEXT NOT NULL, device TEXT NOT NULL, gen INTEGER NOT NULL, dseq INTEGER NOT NULL,
      command TEXT NOT NULL, case_id TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL, text TEXT NOT NULL,
      forecast TEXT, settled INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX journal_by_command ON journal (command);
    -- Small, because it holds the outbox only; queries name it, or the planner would walk the whole journal in order.
    CREATE INDEX journal_waiting ON journal (case_id, lane) WHERE settled = 0;
    CREATE TABLE outcomes (
      command TEXT PRIMARY KEY, lane TEXT NOT NULL, dseq INTEGER NOT NULL, verdict TEXT NOT NULL, refusal TEXT, at INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE refused (
      command TEXT PRIMARY KEY, lane TEXT NOT NULL, author TEXT NOT NULL, case_id TEXT NOT NULL, outgoing TEXT NOT NULL,
      refusal TEXT NOT NULL, at INTEGER NOT NULL, dismissed_at INTEGER, dismissed_reason TEXT
    ) WITHOUT ROWID;
    CREATE INDEX refused_by_case ON refused (case_id);

    -- Tables with row numbers, so that a state or a row of a few kilobytes stays on one page; what is rewritten most stands together.
    -- Confirmed states only: the current one follows from the forecasts that wait in the journal.
    CREATE TABLE states (key INTEGER PRIMARY KEY, case_id TEXT NOT NULL UNIQUE, lane TEXT NOT NULL, state TEXT NOT NULL);
    CREATE TABLE case_rows (
      key INTEGER PRIMARY KEY, case_id TEXT NOT NULL UNIQUE, lane TEXT NOT NULL, number TEXT NOT NULL, customer TEXT, opened_at INTEGER NOT NULL,
      row TEXT NOT NULL, lists TEXT NOT NULL, granted INTEGER NOT NULL
    );
    CREATE INDEX case_rows_by_lane ON case_rows (lane, case_id);
    CREATE INDEX case_rows_by_number ON case_rows (lane, number);
    CREATE INDEX case_rows_by_customer ON case_rows (lane, customer, opened_at) WHERE customer IS NOT NULL;
    -- case_rows.granted: how many decisions of the case stand in grants, so that the others are never looked for.
    ${GRANTS_TABLES}
    CREATE TABLE lists (lane TEXT NOT NULL, list TEXT NOT NULL, due INTEGER NOT NULL, case_id TEXT NOT NULL, PRIMARY KEY (lane, list, due, case_id)) WITHOUT ROWID;
    CREATE TABLE list_counts (lane TEXT NOT NULL, list TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (lane, list)) WITHOUT ROWID;

    -- The rowid carries lane and age (key * 2^40 + running number), so that one range holds one principal, newest last.
    -- The newest few keep their text and are read through; every so many go into the index together, which is far cheaper than one by one.
    CREATE TABLE search_docs (doc INTEGER PRIMARY KEY, command TEXT NOT NULL, case_id TEXT NOT NULL, mark INTEGER NOT NULL, text TEXT);
    CREATE VIRTUAL TABLE search_words USING fts5(text, content='', columnsize=0, detail=none, prefix='1 2 3', tokenize="unicode61 remove_diacritics 2");
    -- The index is put in order in pieces of 64 pages, within somebody's transaction: at the usual size of a page one took 70 ms.
    -- A store that began without it goes on with its own.
    INSERT INTO search_words (search_words, rank) VALUES ('pgsz', 1000);

    CREATE TABLE customers (lane TEXT NOT NULL, id TEXT NOT NULL, customer TEXT NOT NULL, PRIMARY KEY (lane, id)) WITHOUT ROWID;
    CREATE TABLE customer_keys (lane TEXT NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (lane, key, id)) WITHOUT ROWID;
    CREATE TABLE absences (lane TEXT NOT NULL, id TEXT NOT NULL, absence TEXT NOT NULL, PRIMARY KEY (lane, id)) WITHOUT ROWID;
    CREATE TABLE drafts (author TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, saved_at INTEGER NOT NULL, PRIMARY KEY (author, key)) WITHOUT ROWID;
    CREATE TABLE packs (lane TEXT NOT NULL, version TEXT NOT NULL, document TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (lane, version)) WITHOUT ROWID;
    CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  `,
};
