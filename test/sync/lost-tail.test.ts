// A database that loses its newest events under a running hub, as a copy that took over too early does: desks are told what stands, and it ends.
import { describe, expect, it } from 'vitest';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { begins, createHub, createJournal, moved, notes, opens, settles } from './writers.ts';
import { LANE } from './desks.ts';

describe('[Y88] a log that lost its end under a running hub', () => {
  it('is told as it stands now under the epoch that begins there, never as it was', async () => {
    const [first, copy] = [createMemoryLedgerStore(), createMemoryLedgerStore()];
    let now: LedgerStore = first;
    const store = new Proxy(first, { get: (_target, name) => Reflect.get(now, name) as unknown });
    const hub = await createHub(store);
    const lena = hub.seat('d-1', 'lena');
    const said = createJournal('d-1');
    const frames = [said(opens(hub, 'a', 'lena')), said(notes(hub, 'n-1', 'a', 'lena')), said(notes(hub, 'lost', 'a', 'lena'))];
    for (const frame of frames) await settles(lena, frame);
    const begun = await begins(lena, 'd-1');
    const page = await lena.pull(LANE, begun);
    expect(page.events.map(({ event }) => event.command)).toEqual(['open-a', 'n-1', 'lost']);

    // The copy had not heard of the last one; somebody else goes on there.
    const epoch = (await first.head(LANE))!.epoch;
    const other = await createHub(copy, { newEpoch: () => epoch });
    for (const frame of frames.slice(0, 2)) await settles(other.seat('d-1', 'lena'), frame);
    now = copy;
    const tim = createJournal('d-2');
    await settles(hub.seat('d-2', 'tim'), tim(notes(hub, 'new', 'a', 'tim')));
    expect((await copy.events(LANE, 0, 9)).map(({ event }) => event.command)).toEqual(['open-a', 'n-1', 'new']);

    // Whoever had it shows it; the lane begins anew where both logs part.
    await lena.part(LANE, moved(begun, page), 2);
    const again = await begins(lena, 'd-1');
    expect(again.epoch).not.toBe(begun.epoch);
    const told = await lena.pull(LANE, again);
    expect(told.events.map(({ event }) => event.command)).toEqual(['open-a', 'n-1', 'new']);
    expect((await lena.pull(LANE, moved(again, told))).again).toBe(false);
  });
});
