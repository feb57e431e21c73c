// Makes pushes and commands as somebody might forge them, and asks every doctor about a world.
import { expect } from 'vitest';
import { examineDesk } from '../../shared/sync/doctor.ts';
import { compareWithLedger, examineLedger } from '../../shared/sync/doctor-ledger.ts';
import { entryHash, type Push } from '../../shared/sync/protocol.ts';
import { digest, LANE, type DeskBench, type World } from './desks.ts';

export const healthy = async (world: World, ...desks: readonly DeskBench[]): Promise<void> => {
  for (const { store } of desks) {
    expect(examineDesk({ store, clock: () => world.clock.now, digest }).findings).toEqual([]);
    expect(await compareWithLedger(store, world.ledgerStore)).toEqual([]);
  }
  expect(await examineLedger(world.ledgerStore, digest)).toEqual([]);
};

/** As `healthy`, of desks that hold a part of a lane: what they have of a case is what the hub has. */
export const wellBeside = async (world: World, ...desks: readonly DeskBench[]): Promise<void> => {
  for (const { store } of desks) {
    expect(examineDesk({ store, clock: () => world.clock.now, digest }).findings).toEqual([]);
    for (const { caseId, version } of store.versions(LANE, null, 9_999)) {
      const theirs = await world.ledgerStore.eventsOf(caseId);
      expect(store.eventsOf(caseId)).toEqual(theirs.filter((entry) => entry.version > store.missing(caseId) && entry.version <= version));
    }
  }
  expect(await examineLedger(world.ledgerStore, digest)).toEqual([]);
};

/** A push as somebody might forge it: right hashes over whatever bytes. */
export const forged = (texts: readonly string[], from = { dseq: 0, hash: '' }, device = 'forger'): Push => {
  let prev = from.hash;
  const entries = texts.map((text, index) => {
    const hash = entryHash(digest, { device, gen: 0 }, from.dseq + index + 1, prev, text);
    prev = hash;
    return { dseq: from.dseq + index + 1, hash, text };
  });
  return { lane: LANE, device, gen: 0, prev: from.hash, entries, bodies: [] };
};

export const noteOn = (world: World, desk: DeskBench, caseId: string, over: object = {}): string =>
  JSON.stringify({
    id: `forged-${caseId}`,
    lane: LANE,
    caseId,
    type: 'add-note',
    actor: 'lena',
    at: world.clock.now,
    quality: 'synced',
    pack: desk.engine.policy(LANE)!.version,
    seen: 0,
    data: {},
    body: null,
    ...over,
  });
