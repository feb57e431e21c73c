// A new pack reaches the rows in small pieces beside the day's work, goes on after a kill, and ends where a rebuild would.
import { describe, expect, it } from 'vitest';
import type { PackInput } from '../../shared/policy/pack-schema.ts';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import type { Change } from '../../shared/sync/inside.ts';
import { rebuildDerived } from '../../shared/sync/rebuild.ts';
import { createDeskBench, createWorld, LANE, notes, opens, type DeskBench, type World } from './desks.ts';
import { healthy } from './forged.ts';

const CASES = 450;
const TARGETS = { P1: { minutes: 5 }, P2: { minutes: 5 }, P3: { minutes: 5 }, P4: { minutes: 5 } };

const quicker = (store: DeskStore, version: string, validFrom?: string): PackInput => {
  const { document } = store.packs().findLast(({ lane }) => lane === LANE)!;
  return {
    ...document,
    version,
    ...(validFrom === undefined ? {} : { validFrom }),
    clocks: document.clocks.map((clock) => ({ ...clock, targets: TARGETS })),
  };
};

/** Keeps the next appointment of the rewriting, which is the only one so soon; false when there is none. */
const turn = ({ timers }: DeskBench): boolean => {
  const index = timers.due.findIndex(({ delay }) => delay > 0 && delay < 100);
  if (index === -1) return false;
  timers.due.splice(index, 1)[0]!.work();
  return true;
};

const busy = async (world: World, store = createMemoryDeskStore()): Promise<{ desk: DeskBench; cases: readonly string[] }> => {
  const desk = await createDeskBench(world, { store });
  const cases = Array.from({ length: CASES }, () => opens(desk)).toSorted();
  await desk.engine.sync(LANE);
  return { desk, cases };
};

const due = (store: DeskStore, caseId: string): number => store.row(caseId)!.due!.at;
const rows = (store: DeskStore, cases: readonly string[]): readonly unknown[] => cases.map((caseId) => store.tables(caseId));

describe('[Y32] after a publish', () => {
  it('the rows follow piece by piece, progress is told, and lists stay readable meanwhile', async () => {
    const world = createWorld();
    const { desk, cases } = await busy(world);
    const before = cases.map((caseId) => due(desk.store, caseId));
    const told: Change[] = [];
    desk.engine.subscribe((change) => void told.push(change));
    expect((await desk.engine.publishPack(quicker(desk.store, 'quick'))).ok).toBe(true);
    expect(due(desk.store, cases[0]!)).toBe(before[0]);
    expect(desk.engine.status(LANE).rewriting).toEqual({ done: 0, total: 0 });
    const seen: number[] = [];
    for (let turns = 0; turn(desk); turns += 1) {
      expect(turns).toBeLessThan(20);
      world.clock.now += 1_500;
      seen.push(desk.engine.status(LANE).rewriting?.done ?? CASES);
      expect(desk.store.list(LANE, 'mine:lena', CASES)).toHaveLength(CASES);
    }
    expect(seen).toEqual([0, 200, 400, CASES]);
    expect(desk.engine.status(LANE)).not.toHaveProperty('rewriting');
    expect(cases.every((caseId, index) => due(desk.store, caseId) < before[index]!)).toBe(true);
    expect(told.map(({ topics }) => topics.join())).toEqual([
      'pack,queue,lead,case,alerts',
      'queue,lead,sync',
      'queue,lead,sync',
      'queue,lead,case,alerts,sync',
    ]);
    const derived = rows(desk.store, cases);
    rebuildDerived({ store: desk.store, clock: () => world.clock.now });
    expect(rows(desk.store, cases)).toEqual(derived);
    await healthy(world, desk);
  });

  it('work goes on meanwhile and is not undone', async () => {
    const world = createWorld();
    const { desk, cases } = await busy(world);
    await desk.engine.publishPack(quicker(desk.store, 'quick'));
    turn(desk);
    turn(desk);
    notes(desk, cases.at(-1)!, 'Kunde ruft wieder an');
    const late = opens(desk, 'Noch ein Fall');
    while (turn(desk));
    expect(desk.store.row(cases.at(-1)!)?.hint).toBe('Kunde ruft wieder an');
    await desk.engine.sync(LANE);
    expect(desk.store.row(late)).not.toBeNull();
    await healthy(world, desk);
  });

  it('a kill costs the piece it cut, the next start goes on from there', async () => {
    const world = createWorld();
    const store = createMemoryDeskStore();
    const { desk, cases } = await busy(world, store);
    await desk.engine.publishPack(quicker(store, 'quick'));
    turn(desk);
    turn(desk);
    await desk.engine.stop();
    expect(turn(desk)).toBe(false);
    const written: string[] = [];
    const watched: DeskStore = {
      ...store,
      putTables: (tables) => {
        written.push(tables.row.caseId);
        store.putTables(tables);
      },
    };
    const again = await createDeskBench(world, { store: watched, packs: false });
    await again.engine.sync(LANE);
    expect(again.engine.status(LANE).rewriting).toBeDefined();
    while (turn(again));
    expect(written).toEqual(cases.slice(200));
    await healthy(world, again);
    // Done once is done: the next start writes nothing.
    await again.engine.stop();
    const third = await createDeskBench(world, { store: watched, packs: false });
    await third.engine.sync(LANE);
    expect([third.engine.status(LANE).rewriting, turn(third), written.length]).toEqual([undefined, false, CASES - 200]);
  });

  it('a pack with a later first day reaches the rows on that day', async () => {
    const world = createWorld();
    const { desk, cases } = await busy(world);
    const before = due(desk.store, cases[0]!);
    await desk.engine.publishPack(quicker(desk.store, 'tomorrow', '2026-06-04'));
    expect([turn(desk), due(desk.store, cases[0]!)]).toEqual([false, before]);
    world.clock.now = Date.UTC(2026, 5, 4, 6);
    await desk.engine.sync(LANE);
    while (turn(desk));
    expect(due(desk.store, cases[0]!)).toBeLessThan(before);
    await healthy(world, desk);
  });

  it('a clock that was years behind for a while leaves no row by the pack of back then', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world, {});
    const [moved, other] = [opens(desk), opens(desk)];
    await desk.engine.sync(LANE);
    await desk.engine.publishPack(quicker(desk.store, 'quick'));
    while (turn(desk));
    const wanted = due(desk.store, moved);
    const { now } = world.clock;
    world.clock.now = Date.UTC(2020, 0, 1);
    notes(desk, moved, 'Kunde ruft wieder an');
    world.clock.now = now;
    await desk.engine.sync(LANE);
    while (turn(desk));
    expect([due(desk.store, moved), due(desk.store, other)]).toEqual([wanted, wanted]);
    await healthy(world, desk);
  });

  it('rows of an older Stafette are made anew from the log, and whoever examines them waits for none', async () => {
    const world = createWorld();
    const store = createMemoryDeskStore();
    const { desk, cases } = await busy(world, store);
    await desk.engine.stop();
    store.saveSetting(`rows:${LANE}`, JSON.stringify({ rows: `1 ${desk.engine.policy(LANE)!.version}`, next: null }));
    store.saveConfirmedState({ ...store.confirmedState(cases[0]!)!, hops: 9 });
    const again = await createDeskBench(world, { store, packs: false });
    await again.engine.sync(LANE);
    again.engine.finishRewriting();
    expect(again.engine.status(LANE).rewriting).toBeUndefined();
    await healthy(world, again);
  });
});
