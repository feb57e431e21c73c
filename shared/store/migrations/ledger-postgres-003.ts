// Lets the hub processes over one PostgreSQL know which of them live, by the database's clock, so that they share its lanes fairly.
import type { Migration } from '../migrate.ts';

export const ledgerPostgres003: Migration = {
  version: 3,
  name: 'which hub processes live',
  sql: `
    CREATE TABLE hub_processes (owner text PRIMARY KEY, url text NOT NULL, begun_at bigint NOT NULL, seen_at bigint NOT NULL);
  `,
};
