// A hub's check of its own file: what SQLite finds damaged is named with its place and its cure, and many of a kind are one line.
import Database from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../hub/server/open-store.ts';
import { cli } from '../cli/run-cli.ts';
import { createHub, crowd, settles } from '../sync/writers.ts';

const dir = mkdtempSync(join(tmpdir(), 'stafette-check-'));
const file = join(dir, 'ledger.sqlite');
const check = (...more: readonly string[]) => cli(['hub', 'check', '--data', dir, ...more]);

beforeAll(async () => {
  const opened = await openStore({ dir, database: null, now: Date.now });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  const hub = await createHub(opened.value.store);
  for (const push of crowd(hub)) await settles(hub.ledger, push);
  await opened.value.close();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

it('[HS44] names an index whose entries are wrong in one line with a count, and makes it anew on request', async () => {
  expect(await check()).toMatchObject({ code: 0, out: ['1 principals examined, all is well.'] });
  const raw = new Database(file);
  raw.unsafeMode(true);
  // As an index looks whose pages were written at another time than its table's.
  raw.exec(`PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX cases_by_id ON cases (lane, case_id)' WHERE name = 'cases_by_id'`);
  raw.close();
  const found = await check();
  expect(found.code).toBe(3);
  expect(found.out[0]).toMatch(/^file damaged · .*ledger\.sqlite: row \d+ missing from index cases_by_id · \d+ times, first here$/);
  expect(found.out.filter((line) => line.includes('missing from index'))).toHaveLength(1);
  expect(found.out.at(-1)).toMatch(/^\d+ findings; only indexes are damaged, .*"hub check --repair"/);
  const told = (await check('--json')).json as { ok: boolean; findings: { code: string }[] };
  expect([told.ok, told.findings[0]!.code]).toEqual([false, 'file-damaged']);
  expect(await check('--repair')).toMatchObject({
    code: 0,
    out: ['The indexes were built anew from their tables.', '1 principals examined, all is well.'],
  });
});

it('[HS44] names the table behind a page that cannot be read, and the backup', async () => {
  const raw = new Database(file);
  raw.pragma('wal_checkpoint(TRUNCATE)');
  const { rootpage } = raw.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'events'").get() as { rootpage: number };
  const size = raw.pragma('page_size', { simple: true }) as number;
  raw.close();
  const bytes = readFileSync(file);
  bytes.fill(0, (rootpage - 1) * size, rootpage * size);
  writeFileSync(file, bytes);
  const found = await check('--repair');
  expect(found.code).toBe(3);
  expect(found.out.join('\n')).toMatch(/file damaged · .*ledger\.sqlite: .*\(table events\)/);
  expect(found.out.at(-1)).toContain('the backup helps here');
});
