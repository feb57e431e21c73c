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

it.each([
  ['told', `UPDATE told SET command = 'nobody' WHERE command = 'n2'`],
  ['told', `UPDATE told SET place = place + 1 WHERE command = 'n2'`],
  ['told', `INSERT INTO told VALUES ('nobody', 1)`],
  ['runs', 'DELETE FROM runs WHERE journal = (SELECT max(journal) FROM runs)'],
  ['runs', 'UPDATE runs SET place = place + 1 WHERE journal = 1'],
  ['marks', 'INSERT INTO marks VALUES (0, 17)'],
])('[HS44] [S63] names a table of the bundles that leads elsewhere, and makes it anew on request: %s', async (table, sql) => {
  const raw = new Database(file);
  expect(raw.prepare(sql).run().changes).toBe(1);
  raw.close();
  const found = await check();
  expect(found.code).toBe(3);
  expect(found.out.filter((line) => line.includes(`entries of table ${table} lead elsewhere`))).toHaveLength(1);
  expect(found.out.at(-1)).toContain('"hub check --repair"');
  expect(await check('--repair')).toMatchObject({ code: 0, out: [expect.any(String), '1 principals examined, all is well.'] });
  expect(await check()).toMatchObject({ code: 0, out: ['1 principals examined, all is well.'] });
});

it.each([
  ['a bundle that is damaged', `lengths = '[1' || substr(lengths, 3)`, 'the bundle of commands at place 1 is damaged'],
  ['a name that is not the one of the text', `body = 'x' || substr(body, 2)`, 'the command at place 1 is named otherwise than in its text'],
  ['commands that are missing', 'journal = 2', 'commands of 2 journals are missing or numbered otherwise'],
  ['commands numbered otherwise', 'dseq = 2', 'commands of 1 journals are missing or numbered otherwise'],
])('[HS44] [S63] makes nothing anew from %s, and says so', async (_what, set, line) => {
  const raw = new Database(file);
  const whole = raw.serialize();
  raw.exec(`UPDATE bundles SET ${set} WHERE place = 1; DELETE FROM told WHERE command = 'n2'`);
  raw.pragma('wal_checkpoint(TRUNCATE)');
  raw.close();
  const found = await check('--repair');
  expect([found.code, found.out[0]]).toEqual([3, `file damaged · ${file}: ${line}`]);
  expect(found.out.at(-1)).toContain('the backup helps here');
  const after = new Database(file);
  expect(after.prepare(`SELECT count(*) AS n FROM told WHERE command = 'n2'`).get()).toEqual({ n: 0 });
  after.close();
  writeFileSync(file, whole);
  expect(await check()).toMatchObject({ code: 0 });
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
