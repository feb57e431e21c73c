// Lays out what was granted, the same in both databases: one row per decision, found by index only, and the sums of every month.

export const GRANTS_TABLES = `
    -- place: the decision's number in its case. Each index serves one window: case, customer, contract, a person's day, what of it is open, time.
    CREATE TABLE grants (
      key INTEGER PRIMARY KEY, lane TEXT NOT NULL, case_id TEXT NOT NULL, place INTEGER NOT NULL, decision TEXT NOT NULL, decision_type TEXT NOT NULL,
      ledger TEXT NOT NULL, unit TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL, customer TEXT NOT NULL, contract TEXT,
      actor TEXT NOT NULL, team TEXT, tier TEXT NOT NULL, at INTEGER NOT NULL, month TEXT NOT NULL, open INTEGER NOT NULL
    );
    CREATE UNIQUE INDEX grants_by_case ON grants (lane, case_id, place);
    CREATE INDEX grants_by_customer ON grants (lane, customer, at);
    CREATE INDEX grants_by_contract ON grants (lane, contract, at) WHERE contract IS NOT NULL;
    CREATE INDEX grants_by_actor ON grants (lane, actor, at);
    CREATE INDEX grants_open ON grants (lane, actor, decision_type) WHERE open = 1;
    CREATE INDEX grants_by_time ON grants (lane, at);
    -- Kept with every decision, so that nobody ever sums a month.
    CREATE TABLE budget_sums (
      lane TEXT NOT NULL, scope TEXT NOT NULL, id TEXT NOT NULL, month TEXT NOT NULL, currency TEXT NOT NULL, ledger TEXT NOT NULL, used INTEGER NOT NULL,
      PRIMARY KEY (lane, scope, id, month, currency, ledger)
    ) WITHOUT ROWID;
`;
