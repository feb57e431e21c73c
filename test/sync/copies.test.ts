// Restored, cloned and shared: more than one copy of a desk or a ledger, and desks that work side by side.
import { describe, expect, it } from 'vitest';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { createDeskBench, createWorld, LANE, notes, opens } from './desks.ts';
import { forged, healthy, noteOn } from './forged.ts';

describe('copies', () => {
  it('[Y20] a ledger that lost everything is told again by its desk and comes to the same history', async () => {
    const world = createWorld();
    const store = createMemoryDeskStore();
    const desk = await createDeskBench(world, { store });
    const caseId = opens(desk);
    notes(desk, caseId, 'eins');
    await desk.engine.sync(LANE);
    notes(desk, caseId, 'noch unterwegs');
    const empty = createWorld(createMemoryLedgerStore(), 99);
    const again = await createDeskBench(empty, { store, packs: false });
    await again.engine.sync();
    expect(again.engine.status(LANE)).toMatchObject({ trouble: null, waiting: 0, position: 3 });
    expect((await empty.ledgerStore.eventsOf(caseId)).map(({ event }) => event)).toEqual(
      again.store.eventsOf(caseId).map(({ event }) => event),
    );
    await healthy(empty, again);
  });

  it('[Y21] a ledger with another history is not followed, nothing is wiped, and the trouble is named', async () => {
    const world = createWorld();
    const store = createMemoryDeskStore();
    const desk = await createDeskBench(world, { store });
    const caseId = opens(desk);
    await desk.engine.sync(LANE);
    const other = createWorld(createMemoryLedgerStore(), 99);
    const stranger = await createDeskBench(other);
    opens(stranger, 'Fremder Fall');
    await stranger.engine.sync(LANE);
    const lost = await createDeskBench(other, { store, packs: false });
    notes(lost, caseId, 'bleibt');
    await lost.engine.sync(LANE);
    expect([lost.engine.status(LANE).trouble, lost.store.eventsOf(caseId).length, lost.store.outboxCount(LANE)]).toEqual([
      'ledger-diverged',
      1,
      1,
    ]);
  });

  it('[Y22] after a fork the desk stands still until somebody renews its journal; then everything arrives once', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    await desk.engine.sync(LANE);
    const device = desk.store.setting('device')!;
    const clone = forged([noteOn(world, desk, caseId)], desk.store.journalHead(LANE), device);
    notes(desk, caseId, 'vom Original');
    await world.ledger.push(clone);
    await desk.engine.sync(LANE);
    expect([desk.engine.status(LANE).trouble, desk.store.outboxCount(LANE)]).toEqual(['journal-forked', 1]);
    await desk.engine.renewJournal(LANE);
    expect(desk.engine.status(LANE)).toMatchObject({ trouble: null, waiting: 0 });
    expect([(await world.ledgerStore.eventsOf(caseId)).length, desk.store.journalHead(LANE).gen]).toEqual([3, 1]);
    await healthy(world, desk);
  });
});

describe('several desks', () => {
  it('[Y23] see the same cases, rows and words, whoever said them', async () => {
    const world = createWorld();
    const [one, two] = [await createDeskBench(world), await createDeskBench(world, { packs: false })];
    await two.engine.sync();
    const caseId = opens(one, 'Rechnung doppelt');
    await one.engine.sync(LANE);
    await two.engine.sync(LANE);
    notes(two, caseId, 'Gutschrift angekündigt');
    notes(one, caseId, 'gleichzeitig');
    await two.engine.sync(LANE);
    await one.engine.sync(LANE);
    await two.engine.sync(LANE);
    for (const desk of [one, two])
      expect([desk.store.search(LANE, 'gutschrift', 9), desk.store.search(LANE, 'gleichz', 9), desk.store.eventsOf(caseId).length]).toEqual(
        [[caseId], [caseId], 3],
      );
    expect(one.store.tables(caseId)).toEqual(two.store.tables(caseId));
    await healthy(world, one, two);
  });
});
