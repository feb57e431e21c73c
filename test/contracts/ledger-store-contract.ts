// Says what every LedgerStore promises; run against each adapter.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerAppend, LedgerStore, Settled } from '../../shared/store/ledger-store.ts';
import { confirmed, customer, hash, LANE, noted, opened, stateOf } from '../store/samples.ts';

export type OpenedLedger = { readonly store: LedgerStore; readonly cleanUp: () => void | Promise<void> };

const key = { lane: LANE, device: 'd1', gen: 0 };

const settled = (dseq: number, over: Partial<Settled> = {}): Settled => ({
  key,
  hash: hash(dseq),
  text: `{"id":"cmd-${dseq}"}`,
  outcome: { command: `cmd-${dseq}`, lane: LANE, dseq, verdict: 'accepted', refusal: null, at: 9 },
  ...over,
});

const change = (over: Partial<LedgerAppend> = {}): LedgerAppend => ({
  lane: LANE,
  expected: 0,
  events: [confirmed(opened('c1'), 1, 1)],
  states: [stateOf('c1')],
  grants: [],
  settled: [settled(1)],
  bodies: [{ caseId: 'c1', body: { hash: hash(9), salt: 's', text: '{}' } }],
  ...over,
});

export const ledgerStoreContract = (name: string, open: () => OpenedLedger | Promise<OpenedLedger>): void => {
  describe(`LedgerStore on ${name}`, () => {
    let store: LedgerStore;
    let cleanUp: OpenedLedger['cleanUp'];
    beforeEach(async () => {
      ({ store, cleanUp } = await open());
      await store.openLane(LANE, 'e1');
    });
    afterEach(() => cleanUp());

    it('[S13] a lane is opened once and keeps its epoch', async () => {
      expect([await store.openLane(LANE, 'e2'), await store.head(LANE), await store.head('nobody'), await store.lanes()]).toEqual([
        'e1',
        { epoch: 'e1', position: 0 },
        null,
        [LANE],
      ]);
    });

    it('[S14] an append writes events, states, verdicts, journal and words together', async () => {
      expect(await store.append(change())).toBe(true);
      expect([await store.head(LANE), await store.journal(key)]).toEqual([
        { epoch: 'e1', position: 1 },
        { gen: 0, dseq: 1, hash: hash(1), frozen: false },
      ]);
      expect([await store.events(LANE, 0, 9), await store.eventsOf('c1')]).toEqual([
        [confirmed(opened('c1'), 1, 1)],
        [confirmed(opened('c1'), 1, 1)],
      ]);
      expect((await store.states(['c1', 'c2'])).get('c1')).toEqual(stateOf('c1'));
      expect([await store.bodies(LANE, [hash(9), hash(8)]), await store.bodies('hotel', [hash(9)])]).toEqual([
        [{ hash: hash(9), salt: 's', text: '{}' }],
        [],
      ]);
      expect([await store.settledAt(key, 1), await store.settledAt(key, 2)]).toEqual([settled(1), null]);
      expect((await store.settledCommands(LANE, ['cmd-1', 'cmd-2'])).get('cmd-1')).toEqual(settled(1));
    });

    it.each([
      ['a position left out', change({ expected: 1, events: [confirmed(noted('c1', 1), 3, 2)], settled: [settled(2)] })],
      ['a version left out', change({ expected: 1, events: [confirmed(noted('c1', 1), 2, 3)], settled: [settled(2)] })],
      [
        'a version twice',
        change({ expected: 1, events: [confirmed(opened('c2'), 2, 1), confirmed(noted('c1', 1), 3, 1)], settled: [settled(2)] }),
      ],
    ])('[S14] %s throws and leaves nothing of the append behind', async (_, hole) => {
      await store.append(change());
      await expect(store.append(hole)).rejects.toThrow(/hole/);
      expect([
        await store.head(LANE),
        (await store.journal(key))?.dseq,
        await store.settledAt(key, 2),
        (await store.eventsOf('c2')).length,
      ]).toEqual([{ epoch: 'e1', position: 1 }, 1, null, 0]);
    });

    it('[S15] of two sequencers only the one that knows the head may write', async () => {
      expect(await store.append(change())).toBe(true);
      expect(await store.append(change({ events: [confirmed(opened('c2'), 1, 1)], states: [stateOf('c2')], settled: [settled(2)] }))).toBe(
        false,
      );
      expect([(await store.head(LANE))?.position, (await store.journal(key))?.dseq, (await store.states(['c2'])).size]).toEqual([1, 1, 0]);
      expect(await store.append(change({ lane: 'nobody' }))).toBe(false);
    });

    it('[S15] what was decided in an epoch is not written in the next one, though the head stands where it stood', async () => {
      const hold = await store.holdLane(LANE, 'hub-1', 'http://hub-1', 1, 9);
      await store.renewEpoch(LANE, 'e1', { epoch: 'e2', from: 0 });
      const tries = [change({ epoch: 'e1' }), change({ epoch: 'e1', fence: hold! }), change({ epoch: 'e2', fence: hold! })];
      const written: boolean[] = [];
      for (const each of tries) written.push(await store.append(each));
      expect([written, (await store.head(LANE))?.position]).toEqual([[false, false, true], 1]);
    });

    it('[S14] a verdict without events moves the journal and not the lane', async () => {
      const refused = settled(1, {
        outcome: {
          command: 'cmd-1',
          lane: LANE,
          dseq: 1,
          verdict: 'refused',
          refusal: { code: 'not-holder', data: { person: 'mia' } },
          at: 9,
        },
      });
      await store.append(change({ events: [], states: [], bodies: [], settled: [refused] }));
      expect([(await store.head(LANE))?.position, (await store.journal(key))?.dseq, await store.settledAt(key, 1)]).toEqual([
        0,
        1,
        refused,
      ]);
    });

    it('pages events and verdicts in order', async () => {
      await store.append(
        change({
          events: [confirmed(opened('c1'), 1, 1), confirmed(noted('c1', 1), 2, 2), confirmed(opened('c2'), 3, 1)],
          settled: [settled(1), settled(2), settled(3)],
        }),
      );
      expect((await store.events(LANE, 1, 1)).map(({ position }) => position)).toEqual([2]);
      expect((await store.settledAfter(key, 1, 9)).map(({ outcome }) => outcome.dseq)).toEqual([2, 3]);
    });

    it('[S16] a fork is kept as evidence once and freezes that incarnation only', async () => {
      await store.append(change());
      await store.append(
        change({
          expected: 1,
          events: [],
          states: [],
          bodies: [],
          settled: [settled(1, { key: { ...key, gen: 2 }, outcome: { ...settled(1).outcome, command: 'cmd-7' } })],
        }),
      );
      const fork = { key, dseq: 1, hash: hash(77), text: '{"id":"other"}', at: 12 };
      await store.recordFork(fork);
      await store.recordFork(fork);
      expect([await store.forks(LANE), (await store.journal(key))?.frozen, (await store.journal({ ...key, gen: 2 }))?.frozen]).toEqual([
        [fork],
        true,
        false,
      ]);
      const keys = [{ ...key, gen: 2 }, { ...key, device: 'd9' }, key];
      expect(await store.journalHeads(keys)).toEqual([await store.journal(keys[0]!), null, await store.journal(key)]);
      expect(await store.journalHeads([])).toEqual([]);
      expect([await store.newestGen(LANE, 'd1'), await store.newestGen(LANE, 'd2'), await store.journals(LANE)]).toEqual([
        2,
        null,
        [key, { ...key, gen: 2 }],
      ]);
    });

    it('[S5] the first verdict on a command is the one found', async () => {
      await store.append(change());
      await store.append(change({ expected: 1, events: [], states: [], bodies: [], settled: [settled(1, { key: { ...key, gen: 1 } })] }));
      expect((await store.settledCommands(LANE, ['cmd-1'])).get('cmd-1')?.key.gen).toBe(0);
    });

    it('keeps packs as published, in order, and customers by principal', async () => {
      const document = { version: '1' } as unknown as Parameters<LedgerStore['savePack']>[0]['document'];
      await store.savePack({ lane: LANE, version: '2', document, at: 8 });
      await store.savePack({ lane: LANE, version: '1', document, at: 7 });
      await store.savePack({ lane: LANE, version: '1', document: { ...document, version: 'x' }, at: 9 });
      expect((await store.packs()).map(({ version, at }) => [version, at])).toEqual([
        ['1', 7],
        ['2', 8],
      ]);
      await store.putCustomers(LANE, [customer('k1', { name: 'Anna' })]);
      await store.putCustomers(LANE, [customer('k1', { name: 'Anne' })]);
      expect([
        (await store.customersById(LANE, ['k1', 'k2'])).get('k1')?.name,
        (await store.customersById('hotel', ['k1'])).size,
        await store.customerCount(LANE),
      ]).toEqual(['Anne', 0, 1]);
    });
  });
};
