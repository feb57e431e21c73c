// Lays out what a hub remembers of workstations in the embedded database: codes, devices, who proved himself where, failed tries.

export const HUB_TABLES = `
    CREATE TABLE hub (key INTEGER PRIMARY KEY CHECK (key = 1), name TEXT NOT NULL);
    -- lanes: a list as JSON, NULL = every principal.
    CREATE TABLE codes (
      hash TEXT PRIMARY KEY, lanes TEXT, note TEXT NOT NULL, made_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_by TEXT
    ) WITHOUT ROWID;
    -- code: the hash of the one it came by.
    CREATE TABLE devices (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE, code TEXT NOT NULL, lanes TEXT, slot INTEGER NOT NULL UNIQUE,
      enrolled_at INTEGER NOT NULL, seen_at INTEGER NOT NULL, revoked_at INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE bindings (
      device TEXT NOT NULL, lane TEXT NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (device, lane, person)
    ) WITHOUT ROWID;
    -- Failed ones only.
    CREATE TABLE tries (key INTEGER PRIMARY KEY, lane TEXT NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL);
    CREATE INDEX tries_by_person ON tries (lane, person, at);
`;
