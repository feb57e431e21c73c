// What a ledger keeps from whoever has no rights in a lane, and the papers that come from the hub: packs, customers, who is away.
import { describe, expect, it } from 'vitest';
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import { LANE } from './desks.ts';
import { begins, createHub, createJournal, greets, NOWHERE, opens, settles, twoTeams } from './writers.ts';

describe('somebody without rights', () => {
  it('[Y44] is told nothing by any question, of this principal or of another', async () => {
    const { hub, lena } = await twoTeams();
    for (const document of STARTER_PACKS) await hub.ledger.publishPack(document);
    const other = (await hub.ledger.lanes()).find((lane) => lane !== LANE)!;
    const nobody = hub.seat('front');
    expect([await nobody.lanes(), await lena.lanes()]).toEqual([[], [LANE]]);
    for (const [session, lane] of [
      [nobody, LANE],
      [lena, other],
      [lena, 'unknown'],
    ] as const) {
      expect(await session.hello({ lane, device: 'front', gen: 0 }, NOWHERE)).toBeNull();
      expect(await session.pull(lane, { ...NOWHERE, epoch: 'epoch-1', scope: 'all' })).toMatchObject({ again: true, events: [] });
      expect((await session.inventory(lane, null)).cases).toEqual([]);
      expect(await session.snapshots(lane, ['a', 'b'])).toEqual([]);
      expect((await session.histories(lane, [{ caseId: 'a', after: 0 }])).events).toEqual([]);
      expect([await session.packs(lane), (await session.customers(lane, 0)).customers, (await session.absences(lane)).entries]).toEqual([
        [],
        [],
        [],
      ]);
      const { store } = hub;
      const hashes = (await store.events(LANE, 0, 9)).flatMap(({ event }) => event.body ?? []);
      expect(await session.bodies(lane, hashes)).toEqual([]);
    }
    // A case of this lane is not to be had by naming another lane, either.
    expect(await hub.ledger.snapshots(other, ['a', 'b'])).toEqual([]);
  });

  it('[Y44] brings neither packs nor customers: with a hub they come from there', async () => {
    const { hub, lena } = await twoTeams();
    await expect(lena.publishPack(STARTER_PACKS[0])).rejects.toThrow('packs come from the hub');
    await expect(lena.putCustomers(LANE, [])).rejects.toThrow('customers come from the hub');
    expect((await hub.store.packs()).length).toBe(1);
  });
});

const NOBODY = { numbers: [], contracts: [], lastBill: null, staff: null, relatives: [], since: null, segment: null };

describe('a hub’s papers', () => {
  it('[Y45] are read again when others publish beside it: at the latest after ten seconds, at once for a command judged by them', async () => {
    const hub = await createHub();
    const lena = hub.seat('front', 'lena');
    const begun = await begins(lena, 'front');
    const document = { ...(await hub.store.packs())[0]!.document, version: 'next' };
    await hub.store.savePack({ lane: LANE, version: 'next', document, at: hub.clock.now });
    expect((await lena.pull(LANE, begun)).packs).toBe(1);
    const said = opens(hub, 'a', 'lena');
    const { verdicts } = await settles(
      lena,
      createJournal('front')({ ...said, text: said.text.replace(/"pack":"[^"]*"/, '"pack":"next"') }),
    );
    expect(verdicts[0]).toMatchObject({ verdict: 'accepted' });
    await hub.store.savePack({ lane: LANE, version: 'later', document: { ...document, version: 'later' }, at: hub.clock.now });
    hub.clock.now += 11_000;
    expect([(await lena.pull(LANE, begun)).packs, (await greets(lena, 'front')).packs.at(-1)]).toEqual([3, 'later']);
  });

  it('[Y45] are customers by the mark of their last change, and absences set or ended by somebody who proved himself here', async () => {
    const hub = await createHub();
    const [lena, murat] = [hub.seat('front', 'lena'), hub.seat('desk', 'murat')];
    const customer = (id: string) => ({ ...NOBODY, id, name: id });
    await hub.ledger.putCustomers(LANE, [customer('K-1'), customer('K-2')]);
    const first = await lena.customers(LANE, 0);
    await hub.ledger.putCustomers(LANE, [{ ...customer('K-1'), name: 'Yıldız' }]);
    const second = await lena.customers(LANE, first.mark);
    expect([first.customers.length, second.customers.map(({ id }) => id), second.mark > first.mark, first.more]).toEqual([
      2,
      ['K-1'],
      true,
      false,
    ]);
    expect((await lena.pull(LANE, await begins(lena, 'front'))).customers).toBe(second.mark);
    const absence = {
      id: 'away',
      lane: LANE,
      person: 'murat',
      deputy: 'lena',
      from: 0,
      until: 9,
      scope: null,
      setBy: 'murat',
      setAt: 0,
      endedAt: null,
      endedBy: null,
    };
    await lena.putAbsences(LANE, [absence]);
    expect((await lena.absences(LANE)).entries).toEqual([]);
    await murat.putAbsences(LANE, [absence]);
    await lena.putAbsences(LANE, [{ ...absence, deputy: 'tim', endedAt: 5, endedBy: 'lena' }]);
    expect((await lena.absences(LANE)).entries).toEqual([absence]);
    await lena.putAbsences(LANE, [{ ...absence, endedAt: 5, endedBy: 'murat' }]);
    expect((await lena.absences(LANE)).entries).toEqual([absence]);
    await murat.putAbsences(LANE, [{ ...absence, endedAt: 5, endedBy: 'murat' }]);
    expect((await lena.absences(LANE)).entries).toEqual([{ ...absence, endedAt: 5, endedBy: 'murat' }]);
  });
});
