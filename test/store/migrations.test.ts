// Every migration is a step of its own: applied whole or not at all, backed up first, never on a stranger's file.
import Database from 'better-sqlite3';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../electron/database.ts';
import { migrate, type Migration } from '../../shared/store/migrate.ts';
import { DESK_APPLICATION, DESK_MIGRATIONS, LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';

const steps: readonly Migration[] = [
  { version: 1, name: 'one', sql: 'CREATE TABLE a (x INTEGER)' },
  { version: 2, name: 'two', sql: 'ALTER TABLE a ADD COLUMN y INTEGER' },
];

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stafette-migrate-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const columns = (handle: Database.Database): string[] =>
  (handle.prepare('SELECT name FROM pragma_table_info(?)').all('a') as { name: string }[]).map(({ name }) => name);

describe('migrate', () => {
  it('[S17] brings an empty database to the newest version without a backup', () => {
    const handle = new Database(':memory:');
    const backups: number[] = [];
    expect(migrate(handle, 7, steps, (version) => backups.push(version))).toEqual({ ok: true, value: { from: 0, to: 2 } });
    expect([columns(handle), backups, handle.pragma('user_version', { simple: true })]).toEqual([['x', 'y'], [], 2]);
  });
  it('[S17] goes on from where an older version stopped, and backs up once before it', () => {
    const handle = new Database(':memory:');
    migrate(handle, 7, steps.slice(0, 1), () => undefined);
    handle.exec('INSERT INTO a VALUES (5)');
    const backups: number[] = [];
    expect(migrate(handle, 7, steps, (version) => backups.push(version)).ok).toBe(true);
    expect([handle.prepare('SELECT x, y FROM a').get(), backups]).toEqual([{ x: 5, y: null }, [1]]);
    migrate(handle, 7, steps, (version) => backups.push(version));
    expect(backups).toEqual([1]);
  });
  it('[S17] a step that fails leaves the version before it', () => {
    const handle = new Database(':memory:');
    const broken = [...steps, { version: 3, name: 'three', sql: 'CREATE TABLE b (x); INSERT INTO nowhere VALUES (1)' }];
    expect(() => migrate(handle, 7, broken, () => undefined)).toThrow('nowhere');
    expect([
      handle.pragma('user_version', { simple: true }),
      handle.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'b'").get(),
    ]).toEqual([2, { n: 0 }]);
  });
  it('[S18] refuses a database that a newer version wrote, and changes nothing in it', () => {
    const handle = new Database(':memory:');
    migrate(handle, 7, steps, () => undefined);
    expect(migrate(handle, 7, steps.slice(0, 1), () => undefined)).toEqual({
      ok: false,
      refusal: { code: 'database-newer', data: { found: 2, known: 1 } },
    });
    expect(handle.pragma('user_version', { simple: true })).toBe(2);
  });
  it('[S18] refuses the file of another program, and a ledger where a desk is asked for', () => {
    const foreign = new Database(':memory:');
    foreign.exec('CREATE TABLE theirs (x)');
    expect(migrate(foreign, 7, steps, () => undefined)).toMatchObject({ ok: false, refusal: { code: 'database-foreign' } });
    const ledger = new Database(':memory:');
    migrate(ledger, LEDGER_APPLICATION, LEDGER_MIGRATIONS, () => undefined);
    expect(migrate(ledger, DESK_APPLICATION, DESK_MIGRATIONS, () => undefined)).toMatchObject({
      ok: false,
      refusal: { code: 'database-foreign', data: { application: LEDGER_APPLICATION } },
    });
  });
});

describe('opening a file', () => {
  const kind = { file: 'x.sqlite', application: 7, migrations: steps };
  it('[S19] commits are on the disk before they return, and writers wait for each other', () => {
    const opened = openDatabase(dir, kind, 's');
    if (!opened.ok) throw new Error(opened.refusal.code);
    const pragma = (name: string): unknown => Object.values(opened.value.prepare(`PRAGMA ${name}`).get() as object)[0];
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys'), pragma('busy_timeout')]).toEqual(['wal', 2, 1, 5000]);
    opened.value.close();
  });
  it('[S17] the backup is a whole database of the version before', () => {
    const old = openDatabase(dir, { ...kind, migrations: steps.slice(0, 1) }, 's');
    if (!old.ok) throw new Error(old.refusal.code);
    old.value.exec('INSERT INTO a VALUES (5)');
    old.value.close();
    const fresh = openDatabase(dir, kind, 'stamp');
    if (!fresh.ok) throw new Error(fresh.refusal.code);
    fresh.value.close();
    expect(readdirSync(join(dir, 'backups'))).toEqual(['stamp-v1-x.sqlite']);
    const backup = new Database(join(dir, 'backups/stamp-v1-x.sqlite'), { readonly: true });
    expect([backup.prepare('SELECT * FROM a').all(), backup.pragma('user_version', { simple: true })]).toEqual([[{ x: 5 }], 1]);
    backup.close();
  });
  it('[S20] a file that is no database is named as damaged, and stays as it is', () => {
    writeFileSync(join(dir, 'x.sqlite'), 'this was a database once '.repeat(99));
    expect(openDatabase(dir, kind, 's')).toMatchObject({ ok: false, refusal: { code: 'store-damaged', data: { file: 'x.sqlite' } } });
    expect(readdirSync(dir)).toContain('x.sqlite');
  });
});

describe('the migrations of Stafette', () => {
  it.each([
    ['desk', DESK_APPLICATION, DESK_MIGRATIONS],
    ['ledger', LEDGER_APPLICATION, LEDGER_MIGRATIONS],
  ])('[S17] number the steps of the %s from 1 without holes', (_, application, migrations) => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((__, index) => index + 1));
    const handle = new Database(':memory:');
    expect(migrate(handle, application, migrations, () => undefined).ok).toBe(true);
    expect(handle.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});
