// A hub whose database is older than its own record: it notices by itself, begins a new epoch, and changes nothing where it must not.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { createMemoryRegister } from '../../hub/register/memory.ts';
import { openStore } from '../../hub/server/open-store.ts';
import { compareWithRecord, createRecorder, readRecord, type IncarnationRecord } from '../../hub/server/record.ts';
import { notes, opens } from '../sync/writers.ts';
import { HOTEL, LANE, openWire, until, type WireHub } from './at-the-wire.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stafette-set-back-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const start = async (): Promise<WireHub> => {
  const opened = await openStore({ dir, database: null, now: Date.now });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  return openWire({ dir, store: opened.value, keep: opened.value });
};
const recorded = (): IncarnationRecord => JSON.parse(readFileSync(join(dir, 'hub.json'), 'utf8')) as IncarnationRecord;
const loud = (wire: WireHub): readonly string[] => wire.log.filter((line) => line.includes('SET BACK'));

describe('[HS12] a database older than the record', () => {
  it('begins a new epoch where its log ends, says so loudly, and does so once', async () => {
    const first = await start();
    const seat = await first.seat('s', ['lena']);
    await seat.ask('push', seat.journal(opens(first, 'a', 'lena')));
    await first.end();
    copyFileSync(join(dir, 'ledger.sqlite'), join(dir, 'backup.sqlite'));
    expect(recorded()).toMatchObject({ hub: first.hub.hub, lanes: { [LANE]: { position: 1 } } });

    const second = await start();
    const again = await second.seat('s-2', ['lena']);
    await again.ask('push', again.journal(notes(second, 'b', 'a', 'lena'), notes(second, 'c', 'a', 'lena')));
    await second.end();
    expect([loud(first), loud(second), recorded().lanes[LANE]!.position]).toEqual([[], [], 3]);

    copyFileSync(join(dir, 'backup.sqlite'), join(dir, 'ledger.sqlite'));
    const third = await start();
    const epochs = await third.store.epochs(LANE);
    expect([epochs.length, epochs[1]!.from, third.hub.hub]).toEqual([2, 1, first.hub.hub]);
    expect(loud(third).map((line) => JSON.parse(line) as object)).toMatchObject([{ level: 50, lane: LANE, had: 3, has: 1 }]);
    const back = await third.seat('s-3', ['lena']);
    await back.ask('push', back.journal(notes(third, 'd', 'a', 'lena')));
    await third.end();
    expect(recorded().lanes[LANE]).toEqual({ epoch: epochs[1]!.epoch, position: 2 });

    const fourth = await start();
    expect([(await fourth.store.epochs(LANE)).length, loud(fourth)]).toEqual([2, []]);
    await fourth.end();

    // Older still: from before the epoch was begun that the record knows.
    copyFileSync(join(dir, 'backup.sqlite'), join(dir, 'ledger.sqlite'));
    const fifth = await start();
    expect((await fifth.store.epochs(LANE)).map(({ from }) => from)).toEqual([0, 1]);
    expect((await fifth.store.head(LANE))!.epoch).not.toBe(epochs[1]!.epoch);
    await fifth.end();
  }, 60_000);

  it('that lacks a principal of the record is refused, and nothing is changed', async () => {
    const first = await start();
    const seat = await first.seat('s', ['lena']);
    await seat.ask('push', seat.journal(opens(first, 'a', 'lena')));
    await first.end();
    // The record is whole from the start on, whether or not anything happens.
    rmSync(join(dir, 'hub.json'));
    await (await start()).end();
    const before = readFileSync(join(dir, 'hub.json'), 'utf8');
    expect(recorded()).toMatchObject({ hub: first.hub.hub, lanes: { [LANE]: { position: 1 }, [HOTEL]: { position: 0 } } });
    rmSync(join(dir, 'ledger.sqlite'));
    await expect(start()).rejects.toThrow('lanes-missing');
    expect(readFileSync(join(dir, 'hub.json'), 'utf8')).toBe(before);
  });

  it('or of another hub is refused, and so is a record nobody can read', async () => {
    const first = await start();
    await first.end();
    writeFileSync(join(dir, 'hub.json'), JSON.stringify({ ...recorded(), hub: 'another' }));
    await expect(start()).rejects.toThrow('other-hub');
    writeFileSync(join(dir, 'hub.json'), '{"hub":');
    await expect(start()).rejects.toThrow('record-broken');
  });

  it('is not said of one that went on, nor of one another process has begun an epoch in', async () => {
    const store = createMemoryLedgerStore();
    await store.openLane(LANE, 'e-1');
    const compare = (epoch: string, position: number) =>
      compareWithRecord(store, { hub: 'h', lanes: { [LANE]: { epoch, position } } }, () => 'e-new');
    expect(await compare('e-1', 0)).toEqual({ ok: true, value: [] });
    await store.renewEpoch(LANE, 'e-1', { epoch: 'e-2', from: 0 });
    expect(await compare('e-1', 99)).toEqual({ ok: true, value: [] });
    expect(await compare('e-2', 0)).toEqual({ ok: true, value: [] });
    expect(await compare('e-2', 4)).toEqual({ ok: true, value: [{ lane: LANE, had: 4, has: 0 }] });
    expect((await store.head(LANE))!.epoch).toBe('e-new');
  });
});

describe('[HS12] the record', () => {
  it('follows the lanes, a little later and at the end, and is never half there', async () => {
    const store = createMemoryLedgerStore();
    for (const lane of [LANE, HOTEL]) await store.openLane(lane, `e-${lane}`);
    const faults: unknown[] = [];
    const open = () =>
      createRecorder({ dir, record: { hub: 'h', lanes: {} }, store, every: 20, onFault: (error) => void faults.push(error) });
    const recorder = open();
    recorder.note(LANE);
    await until(() => readRecord(dir).ok && (readRecord(dir) as { value: unknown }).value !== null);
    expect(recorded()).toEqual({ hub: 'h', lanes: { [LANE]: { epoch: `e-${LANE}`, position: 0 } } });
    recorder.note(HOTEL);
    await recorder.close();
    expect(Object.keys(recorded().lanes).toSorted()).toEqual([LANE, HOTEL].toSorted());
    expect(faults).toEqual([]);
    // What cannot be written is told, and tried again with the next change.
    rmSync(dir, { recursive: true });
    const blind = open();
    blind.note(LANE);
    await until(() => faults.length === 1);
    await blind.close();
    expect(faults).toHaveLength(2);
  });

  it('of a new folder begins with the name the register has', async () => {
    const register = createMemoryRegister();
    await register.hub('der-name');
    const wire = await openWire({ dir, keep: { store: createMemoryLedgerStore(), register } });
    expect([wire.hub.hub, recorded().hub]).toEqual(['der-name', 'der-name']);
    await wire.end();
  });
});
