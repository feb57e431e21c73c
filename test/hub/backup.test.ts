// The copy made before a migration: whole under its name or not there at all, and what a killed attempt left goes.
import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync, openSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUp } from '../../hub/backup.ts';

let dir: string;
const kept = (): readonly string[] => readdirSync(join(dir, 'backups'));

beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'stafette-backup-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const filled = (): Database.Database => {
  const handle = new Database(join(dir, 'desk.sqlite'));
  handle.exec(
    'CREATE TABLE a (x TEXT); INSERT INTO a WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT hex(randomblob(900)) FROM n',
  );
  return handle;
};

it('[S17] is a database of its own with everything in it, and takes away what a killed attempt left', () => {
  mkdirSync(join(dir, 'backups'));
  writeFileSync(join(dir, 'backups', 'earlier-desk.sqlite.part'), 'half a da');
  const handle = filled();
  backUp(handle, dir, 'now-desk.sqlite');
  handle.close();
  expect(kept()).toEqual(['now-desk.sqlite']);
  const copy = new Database(join(dir, 'backups', 'now-desk.sqlite'), { readonly: true });
  expect([copy.pragma('integrity_check', { simple: true }), copy.prepare('SELECT count(*) FROM a').pluck().get()]).toEqual(['ok', 400]);
  copy.close();
});

it('[S17] leaves nothing where it could not be written to its end', () => {
  filled().close();
  const file = join(dir, 'desk.sqlite');
  const raw = openSync(file, 'r+');
  // The last third of its pages is no longer readable: the copy has begun by then.
  writeSync(raw, Buffer.alloc(65_536, 0xff), 0, 65_536, Math.floor((statSync(file).size * 2) / 3 / 4096) * 4096);
  closeSync(raw);
  const handle = new Database(file);
  expect(() => backUp(handle, dir, 'now-desk.sqlite')).toThrow(/malformed/);
  handle.close();
  expect(kept()).toEqual([]);
});
