// A database that is set back under a running hub and comes to the same place again by another way: nothing that was known of it counts.
import { describe, expect, it } from 'vitest';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { LANE } from '../sync/desks.ts';
import { begins, createHub, createJournal, moved, notes, opens, settles } from '../sync/writers.ts';

/** A hub over a store that can be exchanged under it. */
const overStores = async () => {
  const first = createMemoryLedgerStore();
  let now: LedgerStore = first;
  const setBack: string[] = [];
  const store = new Proxy(first, { get: (_target, name) => Reflect.get(now, name) as unknown });
  const hub = await createHub(store, { onSetBack: (lane) => void setBack.push(lane) });
  const epoch = (await first.head(LANE))!.epoch;
  const copyOf = async () => {
    const copy = createMemoryLedgerStore(first.image());
    return { copy, other: await createHub(copy, { newEpoch: () => epoch }) };
  };
  return { hub, first, setBack, copyOf, becomes: (next: LedgerStore) => void (now = next) };
};
describe('[HS30] a database set back under a running hub', () => {
  it('to the same place of the same epoch: the next command is ruled on as the case stands there, and said aloud', async () => {
    const { hub, first, setBack, copyOf, becomes } = await overStores();
    const [lena, said] = [hub.seat('d-1', 'lena'), createJournal('d-1')];
    await settles(lena, said(opens(hub, 'a', 'lena'), opens(hub, 'b', 'lena')));
    const { copy, other } = await copyOf();
    // Here the case gets two notes; in the copy somebody else writes as many.
    await settles(lena, said(notes(hub, 'n-1', 'a', 'lena'), notes(hub, 'n-2', 'a', 'lena')));
    const there = createJournal('d-2');
    other.clock.now += 5_000;
    await settles(other.seat('d-2', 'tim'), there(notes(other, 'm-1', 'b', 'tim'), notes(other, 'm-2', 'b', 'tim')));
    expect([(await first.head(LANE))!, (await copy.head(LANE))!]).toMatchObject([{ position: 4 }, { position: 4 }]);
    becomes(copy);
    const third = createJournal('d-3');
    const { verdicts } = await settles(hub.seat('d-3', 'lena'), third(notes(hub, 'x', 'a', 'lena')));
    expect([verdicts.map(({ verdict }) => verdict), setBack]).toEqual([['accepted'], [LANE]]);
    expect((await copy.eventsOf('a')).map(({ event, version }) => [event.command, version])).toEqual([
      ['open-a', 1],
      ['x', 2],
    ]);
    expect((await copy.states(['a'])).get('a')?.version).toBe(2);
  });

  it('tells nobody what stood there before, once it is shorter or was found out', async () => {
    const { hub, copyOf, becomes } = await overStores();
    const [lena, said] = [hub.seat('d-1', 'lena'), createJournal('d-1')];
    await settles(lena, said(opens(hub, 'a', 'lena')));
    const { copy, other } = await copyOf();
    const begun = await begins(lena, 'd-1');
    const start = moved(begun, await lena.pull(LANE, begun));
    await settles(lena, said(notes(hub, 'lost-1', 'a', 'lena'), notes(hub, 'lost-2', 'a', 'lena')));
    expect((await lena.pull(LANE, start)).events).toHaveLength(2);
    becomes(copy);
    expect((await lena.pull(LANE, start)).events).toEqual([]);
    other.clock.now += 5_000;
    await settles(other.seat('d-2', 'tim'), createJournal('d-2')(notes(other, 'new-1', 'a', 'tim'), notes(other, 'new-2', 'a', 'tim')));
    expect((await lena.pull(LANE, start)).events.map(({ event }) => event.command)).toEqual(['new-1', 'new-2']);
  });

  it('shows a case to those who have to do with it there, not to those who had before', async () => {
    const { hub, copyOf, becomes } = await overStores();
    const [lena, jonas] = [hub.seat('d-1', 'lena'), hub.seat('d-9', 'jonas')];
    await settles(lena, createJournal('d-1')(opens(hub, 'a', 'lena')));
    const { copy, other } = await copyOf();
    const begun = await begins(jonas, 'd-9');
    await settles(jonas, createJournal('d-9')(opens(hub, 'j', 'jonas')));
    expect((await jonas.pull(LANE, begun)).events.map(({ event }) => event.command)).toEqual(['open-j']);
    // In the copy that case is somebody else's, of another team.
    other.clock.now += 5_000;
    await settles(other.seat('d-2', 'lena'), createJournal('d-2')(opens(other, 'j', 'lena')));
    becomes(copy);
    await settles(hub.seat('d-3', 'lena'), createJournal('d-3')(opens(hub, 'c', 'lena')));
    expect((await jonas.pull(LANE, await begins(jonas, 'd-9'))).events).toEqual([]);
  });
});
