// Who is away is known to the ledger first, travels with the next conversation, and survives the loss of either side.
import { describe, expect, it } from 'vitest';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { createLedger } from '../../shared/sync/ledger.ts';
import { absence } from '../store/samples.ts';
import { createDeskBench, createWorld, digest, LANE, NOON, notes, opens, type DeskBench, type World } from './desks.ts';

const away = (id = 'a', over: Parameters<typeof absence>[1] = {}) =>
  absence(id, { from: NOON, until: NOON + 86_400_000, setAt: NOON, ...over });

const pair = async (): Promise<{ world: World; one: DeskBench; two: DeskBench }> => {
  const world = createWorld();
  const [one, two] = [await createDeskBench(world), await createDeskBench(world, { packs: false })];
  await two.engine.sync();
  return { world, one, two };
};

const seenBy = ({ engine }: DeskBench): readonly unknown[] =>
  engine.context(LANE, null, engine.policy(LANE)!.people.get('lena')!).absences.map(({ id, endedAt }) => [id, endedAt]);

describe('the absence book', () => {
  it('[Y31] is written at the ledger, then at the desk, and decisions see it at once; windows are told', async () => {
    const { world, one } = await pair();
    expect(seenBy(one)).toEqual([]);
    const told: string[][] = [];
    one.engine.subscribe(({ topics }) => told.push([...topics]));
    await one.engine.putAbsence(LANE, away());
    expect([await world.ledgerStore.absences(LANE), one.store.absences(LANE), seenBy(one)]).toEqual([[away()], [away()], [['a', null]]]);
    expect(told.flat()).toContain('absence');
    await one.engine.putAbsence(LANE, away('a', { endedAt: NOON + 5, endedBy: 'murat' }));
    expect(seenBy(one)).toEqual([['a', NOON + 5]]);
  });

  it('[Y31] is not written at all where the ledger is not reached', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world, {
      wire: (transport) => ({ ...transport, putAbsences: () => Promise.reject(new Error('no line')) }),
    });
    await expect(desk.engine.putAbsence(LANE, away())).rejects.toThrow('no line');
    expect([desk.store.absences(LANE), seenBy(desk)]).toEqual([[], []]);
  });

  it('[Y31] reaches other desks with their next conversation, its end too', async () => {
    const { one, two } = await pair();
    await two.engine.sync(LANE);
    const told: string[] = [];
    two.engine.subscribe(({ topics }) => told.push(...topics));
    await one.engine.putAbsence(LANE, away());
    expect(seenBy(two)).toEqual([]);
    await two.engine.sync(LANE);
    expect([seenBy(two), told]).toEqual([[['a', null]], expect.arrayContaining(['absence'])]);
    await one.engine.putAbsence(LANE, away('a', { endedAt: NOON + 5, endedBy: 'murat' }));
    await two.engine.sync(LANE);
    expect(seenBy(two)).toEqual([['a', NOON + 5]]);
    told.length = 0;
    await two.engine.sync(LANE);
    expect(told).not.toContain('absence');
  });

  it('[Y31] survives a desk that is built anew, and a ledger set back', async () => {
    const { world, one } = await pair();
    await one.engine.putAbsence(LANE, away());
    const rebuilt = await createDeskBench(world, { store: createMemoryDeskStore(), packs: false });
    await rebuilt.engine.sync();
    expect(rebuilt.store.absences(LANE)).toEqual([away()]);
    // The desk has seen the end of the absence, the ledger only its beginning.
    const older = createMemoryLedgerStore();
    const clock = (): number => world.clock.now;
    const ledger = createLedger({ store: older, clock, digest, newEpoch: () => 'other' });
    rebuilt.store.putAbsences([away('a', { endedAt: NOON + 5, endedBy: 'murat' }), away('b')]);
    await older.openLane(LANE, 'other');
    await older.putAbsences([away('a'), away('c')]);
    const moved = await createDeskBench({ ...world, ledger, ledgerStore: older }, { store: rebuilt.store, packs: false });
    await moved.engine.sync(LANE);
    const ended = away('a', { endedAt: NOON + 5, endedBy: 'murat' });
    expect([await older.absences(LANE), moved.store.absences(LANE)]).toEqual([
      [ended, away('b'), away('c')],
      [ended, away('b'), away('c')],
    ]);
  });

  it('[Y31] of one principal is nobody else’s', async () => {
    const { world, one } = await pair();
    await world.ledger.putAbsences(LANE, [away('x', { lane: 'hotel' })]);
    const caseId = opens(one);
    notes(one, caseId, 'weiter');
    await one.engine.sync(LANE);
    expect([await world.ledgerStore.absences('hotel'), seenBy(one)]).toEqual([[], []]);
  });
});
