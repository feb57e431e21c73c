// Lays out the ledger's database: one lane per principal with its log, states, journals of the devices, verdicts and papers.
import type { Migration } from '../migrate.ts';
import { GRANTS_TABLES } from './grants-tables.ts';

export const ledger001: Migration = {
  version: 1,
  name: 'the first ledger',
  sql: `
    -- absences: how often the absence book was written.
    CREATE TABLE lanes (lane TEXT PRIMARY KEY, epoch TEXT NOT NULL, position INTEGER NOT NULL, absences INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
    CREATE TABLE absences (lane TEXT NOT NULL, id TEXT NOT NULL, absence TEXT NOT NULL, PRIMARY KEY (lane, id)) WITHOUT ROWID;
    CREATE TABLE events (
      lane TEXT NOT NULL, position INTEGER NOT NULL, case_id TEXT NOT NULL, version INTEGER NOT NULL,
      recorded_at INTEGER NOT NULL, flag TEXT, event TEXT NOT NULL, PRIMARY KEY (lane, position)
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX events_by_case ON events (case_id, version);
    CREATE TABLE states (case_id TEXT PRIMARY KEY, lane TEXT NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;

    ${GRANTS_TABLES}
    -- Heads say how far a device's journal was settled; a frozen one has shown two histories.
    CREATE TABLE journals (
      lane TEXT NOT NULL, device TEXT NOT NULL, gen INTEGER NOT NULL, dseq INTEGER NOT NULL, hash TEXT NOT NULL, frozen INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (lane, device, gen)
    ) WITHOUT ROWID;
    CREATE TABLE verdicts (
      lane TEXT NOT NULL, device TEXT NOT NULL, gen INTEGER NOT NULL, dseq INTEGER NOT NULL, command TEXT NOT NULL, hash TEXT NOT NULL,
      text TEXT NOT NULL, verdict TEXT NOT NULL, refusal TEXT, at INTEGER NOT NULL
    );
    CREATE UNIQUE INDEX verdicts_by_number ON verdicts (lane, device, gen, dseq);
    CREATE INDEX verdicts_by_command ON verdicts (command);
    CREATE TABLE forks (
      lane TEXT NOT NULL, device TEXT NOT NULL, gen INTEGER NOT NULL, dseq INTEGER NOT NULL, hash TEXT NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (lane, device, gen, dseq, hash)
    ) WITHOUT ROWID;

    CREATE TABLE bodies (hash TEXT PRIMARY KEY, salt TEXT NOT NULL, text TEXT NOT NULL, lane TEXT NOT NULL, case_id TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE packs (lane TEXT NOT NULL, version TEXT NOT NULL, document TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (lane, version)) WITHOUT ROWID;
    CREATE TABLE customers (lane TEXT NOT NULL, id TEXT NOT NULL, customer TEXT NOT NULL, PRIMARY KEY (lane, id)) WITHOUT ROWID;
  `,
};
