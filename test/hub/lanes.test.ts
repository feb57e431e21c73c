// Who sequences a lane when several processes could: one at a time, the next within seconds, and nobody with an old proof.
import { describe, expect, it } from 'vitest';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { createLanes, undivided, type Lanes } from '../../hub/server/lanes.ts';
import { confirmed, LANE, opened, stateOf } from '../store/samples.ts';

type Process = { readonly lanes: Lanes; readonly changes: string[] };

const world = async () => {
  const store = createMemoryLedgerStore();
  await store.openLane(LANE, 'e');
  const clock = { now: 1_000_000 };
  const join = (owner: string, over: Partial<LedgerStore> = {}): Process => {
    const changes: string[] = [];
    const lanes = createLanes({
      store: { ...store, ...over },
      clock: () => clock.now,
      owner,
      url: () => `http://${owner}`,
      limits: { hold: 3_000, renewEvery: 1_000 },
      onChange: (lane, held) => void changes.push(`${held ? '+' : '-'}${lane}`),
    });
    return { lanes, changes };
  };
  const append = (fence: ReturnType<Lanes['fence']>, caseId: string, expected: number): Promise<boolean> =>
    store.append({
      lane: LANE,
      expected,
      events: [confirmed(opened(caseId), expected + 1, 1)],
      states: [stateOf(caseId)],
      grants: [],
      settled: [],
      bodies: [],
      ...(fence === null ? {} : { fence }),
    });
  return { store, clock, join, append };
};

describe('[HS13] a lane', () => {
  it('is held by one process, and the others know where it is', async () => {
    const { join } = await world();
    const [a, b] = [join('a'), join('b')];
    expect(await Promise.all([a.lanes.ensure(LANE), b.lanes.ensure(LANE)])).toEqual(['ours', { url: 'http://a' }]);
    expect([a.lanes.holds(LANE), b.lanes.holds(LANE), b.lanes.fence(LANE), a.changes, b.changes]).toEqual([
      true,
      false,
      null,
      [`+${LANE}`],
      [],
    ]);
  });

  it('stays with whoever renews it, and goes to another within the hold of one who does not', async () => {
    const { clock, join } = await world();
    const [a, b] = [join('a'), join('b')];
    await a.lanes.ensure(LANE);
    for (let second = 0; second < 10; second += 1) {
      clock.now += 1_000;
      await a.lanes.renew([LANE]);
      await b.lanes.renew([LANE]);
      expect(await b.lanes.ensure(LANE)).toEqual({ url: 'http://a' });
    }
    clock.now += 2_900;
    b.lanes.doubt(LANE);
    expect(await b.lanes.ensure(LANE)).toEqual({ url: 'http://a' });
    clock.now += 200;
    expect(await b.lanes.ensure(LANE)).toBe('ours');
    expect([b.changes, await a.lanes.ensure(LANE)]).toEqual([[`+${LANE}`], { url: 'http://b' }]);
    expect(a.changes).toEqual([`+${LANE}`, `-${LANE}`]);
  });

  it('is believed lost a little before it is, and an old proof writes nothing', async () => {
    const { clock, join, append, store } = await world();
    const [a, b] = [join('a'), join('b')];
    await a.lanes.ensure(LANE);
    const old = a.lanes.fence(LANE)!;
    expect(await append(old, 'one', 0)).toBe(true);
    clock.now += 2_600;
    expect([a.lanes.fence(LANE), a.lanes.holds(LANE)]).toEqual([null, false]);
    clock.now += 500;
    expect(await b.lanes.ensure(LANE)).toBe('ours');
    // The first process was asleep and still believes itself.
    expect(await append(old, 'two', 1)).toBe(false);
    expect(await append(b.lanes.fence(LANE), 'three', 1)).toBe(true);
    expect((await store.head(LANE))!.position).toBe(2);
  });

  it('that is given back is free at once, and whoever has ended takes none', async () => {
    const { join } = await world();
    const [a, b] = [join('a'), join('b')];
    await a.lanes.ensure(LANE);
    await a.lanes.release();
    expect([await b.lanes.ensure(LANE), await a.lanes.ensure(LANE), a.lanes.fence(LANE)]).toEqual(['ours', null, null]);
  });

  it('is asked for once, however many wait for the answer', async () => {
    const { store, join } = await world();
    let asked = 0;
    const { lanes } = join('a', { holdLane: (...all: Parameters<LedgerStore['holdLane']>) => ((asked += 1), store.holdLane(...all)) });
    expect(await Promise.all(Array.from({ length: 50 }, () => lanes.ensure(LANE)))).toEqual(Array(50).fill('ours'));
    expect(asked).toBe(1);
  });

  it('needs no holding where nobody divides', async () => {
    expect([await undivided.ensure(LANE), undivided.fence(LANE), undivided.holds(LANE)]).toEqual(['ours', null, true]);
  });
});
