// The hub begins with its ledger: the same file that a single seat keeps, opened by the hub's own door.
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openWorkplace } from '../../electron/workplace.ts';
import { openEmbeddedLedger } from '../../hub/embedded.ts';
import { readyStore } from '../../shared/store/ready.ts';
import { LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { createWorker, LANE } from '../crash/actions.ts';

it('[S13] a hub opens the ledger a single seat has kept, and finds the same history under the same epoch', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'stafette-hub-'));
  const opened = await openWorkplace({ dir });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const { command } = createWorker(opened.value, 1, []).act();
  await opened.value.engine.sync(LANE);
  const { epoch } = opened.value.store.head(LANE);
  await opened.value.close();

  const backups: number[] = [];
  const readying = { backup: (_handle: unknown, version: number) => void backups.push(version) };
  const ledger = openEmbeddedLedger(join(dir, 'ledger.sqlite'), readying);
  if (!ledger.ok) throw new Error(ledger.refusal.code);
  expect([await ledger.value.store.head(LANE), (await ledger.value.store.events(LANE, 0, 9))[0]?.event.command]).toEqual([
    { epoch, position: 1 },
    command,
  ]);
  expect(backups).toEqual([]);
  await ledger.value.store.close();

  const handle = new Database(join(dir, 'ledger.sqlite'));
  handle.pragma('user_version = 99');
  handle.close();
  expect(openEmbeddedLedger(join(dir, 'ledger.sqlite'), readying)).toMatchObject({
    ok: false,
    refusal: { code: 'database-newer' },
  });
  rmSync(dir, { recursive: true });
});

it('[S62] a new ledger writes pages of eight kilobytes, one that began with four goes on with them, and the log of either is as long', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'stafette-hub-'));
  const old = new Database(join(dir, 'old.sqlite'));
  const kept = readyStore(old, { application: LEDGER_APPLICATION, migrations: LEDGER_MIGRATIONS }, { backup: () => undefined });
  if (!kept.ok) throw new Error(kept.refusal.code);
  kept.value.close();
  const pages = ['new.sqlite', 'old.sqlite'].map((name) => {
    const ledger = openEmbeddedLedger(join(dir, name), { backup: () => undefined });
    if (!ledger.ok) throw new Error(ledger.refusal.code);
    const { handle } = ledger.value;
    const read = ['page_size', 'wal_autocheckpoint', 'synchronous', 'journal_mode'].map((of) =>
      Object.values(handle.prepare(`PRAGMA ${of}`).get() as object),
    );
    handle.close();
    return read.flat();
  });
  expect(pages).toEqual([
    [8192, 500, 2, 'wal'],
    [4096, 1000, 2, 'wal'],
  ]);
  rmSync(dir, { recursive: true });
});
