// One data folder, one process; a folder that cannot be used is refused in a sentence, a damaged file is set aside, never deleted.
import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { createWorker, LANE } from '../crash/actions.ts';

let root: string;
const open: Workplace[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stafette-place-'));
});
afterEach(async () => {
  for (const place of open.splice(0)) await place.close();
  rmSync(root, { recursive: true, force: true });
});

const opened = async (dir = join(root, 'data')): Promise<Workplace> => {
  const result = await openWorkplace({ dir });
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  open.push(result.value);
  return result.value;
};
const closed = async (place: Workplace): Promise<void> => {
  open.splice(open.indexOf(place), 1);
  await place.close();
};

describe('opening', () => {
  it('[S23] makes a missing folder with the starter packs, and finds everything again', async () => {
    const place = await opened();
    expect(place.engine.lanes()).toContain(LANE);
    const { caseId } = createWorker(place, 1, []).act();
    await closed(place);
    const again = await opened();
    expect([again.store.row(caseId)?.pending, again.rescues, (await again.examine()).findings]).toEqual([false, [], []]);
  });
  it('[S24] refuses a folder that is held, names the holder, and is free again when he is gone', async () => {
    const place = await opened();
    expect(await openWorkplace({ dir: join(root, 'data') })).toEqual({
      ok: false,
      refusal: { code: 'folder-held', data: { dir: join(root, 'data'), pid: process.pid } },
    });
    await closed(place);
    await opened();
  });
  it('[S24] a killed holder keeps nobody out', async () => {
    const dir = join(root, 'data');
    const child = spawn(process.execPath, [join(import.meta.dirname, '../crash/worker.ts'), dir, '1', '100000'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(await openWorkplace({ dir })).toMatchObject({ ok: false, refusal: { code: 'folder-held', data: { pid: child.pid } } });
    const gone = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await gone;
    await opened(dir);
  });
  it('[S25] refuses a file where a folder should be, and a place where none can be made', async () => {
    writeFileSync(join(root, 'file'), '');
    expect(await openWorkplace({ dir: join(root, 'file') })).toMatchObject({ ok: false, refusal: { code: 'not-a-folder' } });
    expect(await openWorkplace({ dir: join(root, 'file', 'inside') })).toMatchObject({ ok: false, refusal: { code: 'no-access' } });
  });
  it('[S18] refuses a store of a newer version and leaves it alone', async () => {
    await closed(await opened());
    const file = join(root, 'data/desk.sqlite');
    const handle = new Database(file);
    const known = String(handle.pragma('user_version', { simple: true }));
    handle.pragma('user_version = 99');
    handle.close();
    expect(await openWorkplace({ dir: join(root, 'data') })).toMatchObject({
      ok: false,
      refusal: { code: 'store-newer', data: { found: 99 } },
    });
    const after = new Database(file);
    expect(after.pragma('user_version', { simple: true })).toBe(99);
    after.pragma(`user_version = ${known}`);
    after.close();
    await opened();
  });
});

describe('a damaged file', () => {
  /** Some confirmed work, then a copy of the desk as it stood with two commands still on their way. */
  const busyFolder = async (): Promise<{
    readonly dir: string;
    readonly confirmed: string;
    readonly waiting: readonly string[];
    readonly number: string;
  }> => {
    const dir = join(root, 'data');
    const place = await opened(dir);
    const worker = createWorker(place, 5, []);
    const confirmed = worker.act().command;
    await place.engine.sync(LANE);
    const waiting = [worker.act().command, worker.act().command];
    place.store.transact(() => place.store.saveDraft({ author: `${LANE}/lena`, key: 'c', value: 'halb geschrieben', savedAt: 1 }));
    const number = place.engine.nextCaseNumber(LANE);
    for (const name of ['desk.sqlite', 'desk.sqlite-wal', 'ledger.sqlite', 'ledger.sqlite-wal'])
      copyFileSync(join(dir, name), join(root, name));
    await closed(place);
    rmSync(dir, { recursive: true });
    await closed(await opened(dir));
    for (const name of ['desk.sqlite', 'ledger.sqlite']) {
      const handle = new Database(join(root, name));
      handle.pragma('wal_checkpoint(TRUNCATE)');
      handle.close();
      copyFileSync(join(root, name), join(dir, name));
    }
    return { dir, confirmed, waiting, number };
  };
  /** Zeroes a page, as a bad sector does. */
  const spoil = (file: string, from: number, to: number): void => {
    const bytes = readFileSync(file);
    bytes.fill(0, from, to);
    writeFileSync(file, bytes);
  };

  it('[S20] a desk whose beginning is gone is set aside; the ledger gives back all it had confirmed', async () => {
    const { dir, confirmed } = await busyFolder();
    spoil(join(dir, 'desk.sqlite'), 0, 100);
    const place = await opened(dir);
    expect(place.rescues).toMatchObject([{ file: 'desk.sqlite', complete: false, commands: 0 }]);
    expect(existsSync(join(place.rescues[0]!.folder, 'desk.sqlite'))).toBe(true);
    expect([
      place.store.eventsAfter(LANE, 0, 9).some(({ event }) => event.command === confirmed),
      (await place.examine()).findings,
    ]).toEqual([true, []]);
  });
  it('[S20] the outbox, the drafts and the case numbers of a damaged desk are saved as far as they can be read', async () => {
    const { dir, confirmed, waiting, number } = await busyFolder();
    const file = join(dir, 'desk.sqlite');
    // The table behind the case rows: found by its root page, so that journal and drafts stay whole.
    const handle = new Database(file);
    const { rootpage } = handle.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'states'").get() as { rootpage: number };
    handle.close();
    spoil(file, (rootpage - 1) * 4096, rootpage * 4096);
    const place = await opened(dir);
    expect(place.rescues).toMatchObject([{ file: 'desk.sqlite', complete: true, commands: 2, drafts: 1 }]);
    for (const command of [confirmed, ...waiting])
      expect([command, place.store.eventsAfter(LANE, 0, 99).filter(({ event }) => event.command === command).length]).toEqual([command, 1]);
    expect([place.store.draft(`${LANE}/lena`, 'c')?.value, place.store.outboxCount(LANE), (await place.examine()).findings]).toEqual([
      'halb geschrieben',
      0,
      [],
    ]);
    expect(place.engine.nextCaseNumber(LANE) >= number).toBe(true);
  });
  it('[S20] a damaged ledger is set aside and told again by the desk', async () => {
    const { dir, confirmed, waiting } = await busyFolder();
    spoil(join(dir, 'ledger.sqlite'), 0, 100);
    const place = await opened(dir);
    expect(place.rescues).toMatchObject([{ file: 'ledger.sqlite' }]);
    for (const command of [confirmed, ...waiting]) expect(place.store.outcome(command)?.verdict).toBe('accepted');
    expect([(await place.examine()).findings, place.engine.status(LANE).trouble, readdirSync(join(dir, 'set-aside')).length]).toEqual([
      [],
      null,
      1,
    ]);
  });
});
