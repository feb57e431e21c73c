// Lays out what a hub remembers of workstations in the embedded database: codes, devices, who proved himself where, failed tries.

export const HUB_TABLES = `
    -- lanes: a list as JSON, NULL = every principal.
    CREATE TABLE codes (
      hash TEXT PRIMARY KEY, lanes TEXT, note TEXT NOT NULL, made_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_by TEXT
    ) WITHOUT ROWID;
    CREATE TABLE devices (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE, lanes TEXT, enrolled_at INTEGER NOT NULL, seen_at INTEGER NOT NULL,
      revoked_at INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE bindings (
      device TEXT NOT NULL, lane TEXT NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (device, lane, person)
    ) WITHOUT ROWID;
    -- Failed ones only.
    CREATE TABLE tries (key INTEGER PRIMARY KEY, lane TEXT NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL);
    CREATE INDEX tries_by_person ON tries (lane, person, at);
`;
