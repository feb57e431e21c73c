// Lays out the ledger's database on PostgreSQL: the same tables as the embedded one, the same indexes, JSON as the text it was written in.
import type { Migration } from '../migrate.ts';

export const ledgerPostgres001: Migration = {
  version: 1,
  name: 'the first ledger on PostgreSQL',
  sql: `
    CREATE TABLE lanes (lane text PRIMARY KEY, epoch text NOT NULL, position bigint NOT NULL, absences bigint NOT NULL DEFAULT 0);
    CREATE TABLE absences (lane text NOT NULL, id text NOT NULL, absence text NOT NULL, PRIMARY KEY (lane, id));
    CREATE TABLE events (
      lane text NOT NULL, position bigint NOT NULL, case_id text NOT NULL, version integer NOT NULL,
      recorded_at bigint NOT NULL, flag text, event text NOT NULL, PRIMARY KEY (lane, position)
    );
    CREATE UNIQUE INDEX events_by_case ON events (case_id, version);
    CREATE TABLE states (case_id text PRIMARY KEY, lane text NOT NULL, state text NOT NULL);

    CREATE TABLE grants (
      lane text NOT NULL, case_id text NOT NULL, place integer NOT NULL, decision text NOT NULL, decision_type text NOT NULL,
      ledger text NOT NULL, unit text NOT NULL, amount bigint NOT NULL, currency text NOT NULL, customer text NOT NULL, contract text,
      actor text NOT NULL, team text, tier text NOT NULL, at bigint NOT NULL, month text NOT NULL, open boolean NOT NULL,
      PRIMARY KEY (lane, case_id, place)
    );
    CREATE INDEX grants_by_customer ON grants (lane, customer, at);
    CREATE INDEX grants_by_contract ON grants (lane, contract, at) WHERE contract IS NOT NULL;
    CREATE INDEX grants_by_actor ON grants (lane, actor, at);
    CREATE INDEX grants_open ON grants (lane, actor, decision_type) WHERE open;
    CREATE TABLE budget_sums (
      lane text NOT NULL, scope text NOT NULL, id text NOT NULL, month text NOT NULL, currency text NOT NULL, ledger text NOT NULL,
      used bigint NOT NULL, PRIMARY KEY (lane, scope, id, month, currency, ledger)
    );

    CREATE TABLE journals (
      lane text NOT NULL, device text NOT NULL, gen integer NOT NULL, dseq bigint NOT NULL, hash text NOT NULL,
      frozen boolean NOT NULL DEFAULT false, PRIMARY KEY (lane, device, gen)
    );
    -- place: in which order verdicts came, so that a command sent again under a new number keeps its first verdict.
    CREATE TABLE verdicts (
      place bigint GENERATED ALWAYS AS IDENTITY, lane text NOT NULL, device text NOT NULL, gen integer NOT NULL, dseq bigint NOT NULL,
      command text NOT NULL, hash text NOT NULL, text text NOT NULL, verdict text NOT NULL, refusal text, at bigint NOT NULL,
      PRIMARY KEY (lane, device, gen, dseq)
    );
    CREATE INDEX verdicts_by_command ON verdicts (lane, command, place);
    CREATE TABLE forks (
      lane text NOT NULL, device text NOT NULL, gen integer NOT NULL, dseq bigint NOT NULL, hash text NOT NULL, text text NOT NULL,
      at bigint NOT NULL, PRIMARY KEY (lane, device, gen, dseq, hash)
    );

    CREATE TABLE bodies (hash text PRIMARY KEY, salt text NOT NULL, text text NOT NULL, lane text NOT NULL, case_id text NOT NULL);
    CREATE TABLE packs (lane text NOT NULL, version text NOT NULL, document text NOT NULL, at bigint NOT NULL, PRIMARY KEY (lane, version));
    CREATE TABLE customers (lane text NOT NULL, id text NOT NULL, customer text NOT NULL, PRIMARY KEY (lane, id));
  `,
};
