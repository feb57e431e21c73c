// What the simulation holds to be out of order in the journals of one device, and what not.
import { describe, expect, it } from 'vitest';
import { inOrder } from '../../hub/simulation/rules.ts';
import { LANE } from './desks.ts';
import { createHub, createJournal, notes, opens, settles, type Hub } from './writers.ts';

const broken = async ({ store }: Hub, places: (position: number) => number = (position) => position) => {
  const journals = await Promise.all([0, 1].map((gen) => store.settledAfter({ lane: LANE, device: 'd-1', gen }, 0, 99)));
  const log = (await store.events(LANE, 0, 99)).map((entry) => ({ ...entry, position: places(entry.position) }));
  return inOrder(journals, log).map(({ rule, what }) => [rule, what.split(' ')[0]]);
};

describe('the order of what one device did', () => {
  it('[Y66] a step that a copy of the disk told first, under numbers of its own, stands where it stood', async () => {
    const hub = await createHub();
    const lena = hub.seat('d-1', 'lena');
    const [original, copy] = [createJournal('d-1'), createJournal('d-1', 1)];
    const [opened, between, last] = [opens(hub, 'a', 'lena'), notes(hub, 'n-1', 'a', 'lena'), notes(hub, 'n-2', 'a', 'lena')];
    await settles(lena, copy(opened, last));
    hub.clock.now += 1_000;
    await settles(lena, original(opened, between, last));
    expect(await broken(hub)).toEqual([]);
  });

  it('[Y66] a step recorded before what its device did earlier is out of order, also where it was told once more', async () => {
    const hub = await createHub();
    const lena = hub.seat('d-1', 'lena');
    const said = [opens(hub, 'a', 'lena'), notes(hub, 'n-1', 'a', 'lena'), notes(hub, 'n-2', 'a', 'lena')] as const;
    await settles(lena, createJournal('d-1')(...said));
    hub.clock.now += 1_000;
    await settles(lena, createJournal('d-1', 1)(...said));
    expect(await broken(hub)).toEqual([]);
    expect(await broken(hub, (position) => (position === 2 ? 3 : position === 3 ? 2 : position))).toEqual([['I4', 'n-2']]);
  });
});
