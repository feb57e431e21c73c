// Says what a LedgerStore promises that many desks and several hubs share: epochs, audiences, inventories, marks, who holds a lane.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseState } from '../../shared/case/state.ts';
import type { InventoryQuery, LedgerAppend, LedgerStore } from '../../shared/store/ledger-store.ts';
import { absence, confirmed, customer, grant, hash, LANE, noted, opened, stateOf } from '../store/samples.ts';
import type { OpenedLedger } from './ledger-store-contract.ts';

type Known = { readonly id: string; readonly version?: number; readonly closedAt?: number | null; readonly tags?: readonly string[] };

export const ledgerHubContract = (name: string, open: () => OpenedLedger | Promise<OpenedLedger>): void => {
  describe(`LedgerStore for many desks on ${name}`, () => {
    let store: LedgerStore;
    let cleanUp: OpenedLedger['cleanUp'];
    beforeEach(async () => {
      ({ store, cleanUp } = await open());
      await store.openLane(LANE, 'e1');
    });
    afterEach(() => cleanUp());

    /** Brings a case to a version, as a push would. */
    const put = async (
      { id, version = 1, closedAt = null, tags = [] }: Known,
      lane = LANE,
      over: Partial<LedgerAppend> = {},
    ): Promise<boolean> => {
      const expected = (await store.head(lane))!.position;
      const before = (await store.eventsOf(id)).length;
      const state: CaseState = { ...stateOf(id, lane), version, phase: closedAt === null ? 'open' : 'closed', closedAt };
      const events = Array.from({ length: version - before }, (_, index) => {
        const at = before + index + 1;
        return confirmed(at === 1 ? opened(id, lane) : noted(id, at, lane), expected + index + 1, at);
      });
      return store.append({
        lane,
        expected,
        events,
        states: [state],
        grants: [],
        settled: [],
        bodies: [],
        audience: [{ caseId: id, tags }],
        ...over,
      });
    };
    const ask = (over: Partial<InventoryQuery> = {}): ReturnType<LedgerStore['inventory']> =>
      store.inventory({ lane: LANE, tags: null, closedSince: null, after: null, limit: 9, ...over });
    const listed = async (over: Partial<InventoryQuery> = {}): Promise<readonly string[]> =>
      (await ask(over)).cases.map(({ caseId, version }) => `${caseId}:${version}`);

    describe('epochs', () => {
      it('[S40] begin with the lane and go on from where they were renewed, once', async () => {
        expect([await store.epochs(LANE), await store.epochs('nobody')]).toEqual([[{ epoch: 'e1', from: 0 }], []]);
        await put({ id: 'c1', version: 3 });
        expect(await store.renewEpoch(LANE, 'e1', { epoch: 'e0', from: 2 })).toBe(true);
        expect(await store.renewEpoch(LANE, 'e1', { epoch: 'e3', from: 1 })).toBe(false);
        expect(await store.renewEpoch('nobody', 'e1', { epoch: 'e3', from: 1 })).toBe(false);
        expect([await store.epochs(LANE), await store.head(LANE), await store.openLane(LANE, 'e9')]).toEqual([
          [
            { epoch: 'e1', from: 0 },
            { epoch: 'e0', from: 2 },
          ],
          { epoch: 'e0', position: 3 },
          'e0',
        ]);
      });
      it('[S40] are renewed by one of many at the same moment', async () => {
        const renewed = await Promise.all([1, 2, 3].map((n) => store.renewEpoch(LANE, 'e1', { epoch: `n${n}`, from: 0 })));
        expect([renewed.filter(Boolean).length, (await store.epochs(LANE)).length]).toEqual([1, 2]);
      });
    });

    describe('what every pull asks', () => {
      it('[S40] the event at a place is named, whoever may see it', async () => {
        await put({ id: 'c1', version: 2 });
        expect([
          await store.eventAt(LANE, 2),
          await store.eventAt(LANE, 3),
          await store.eventAt(LANE, 0),
          await store.eventAt('hotel', 1),
        ]).toEqual(['note-c1-2.0@5002', null, null, null]);
      });
      it('[S40] a glance tells head, anchor, marks and sign of life together', async () => {
        expect(await store.glance(LANE, 0)).toEqual({ epoch: 'e1', position: 0, anchor: '', absences: 0, customers: 0, canary: null });
        await put({ id: 'c1', version: 2 });
        await store.putAbsences([absence('a1')]);
        await store.putCustomers(LANE, [customer('k1'), customer('k2')]);
        await store.beat(LANE, 4_711);
        expect([await store.glance(LANE, 1), (await store.glance(LANE, 9))?.anchor, await store.glance('nobody', 0)]).toEqual([
          { epoch: 'e1', position: 2, anchor: 'open-c1.0@5001', absences: 1, customers: 2, canary: 4_711 },
          null,
          null,
        ]);
      });
      it('[S40] the newest sign of life is the one that stands, in its own lane', async () => {
        await store.openLane('hotel', 'h1');
        await store.beat(LANE, 9);
        await store.beat(LANE, 5);
        await store.beat('nobody', 7);
        expect([await store.canary(LANE), await store.canary('hotel'), await store.canary('nobody')]).toEqual([5, null, null]);
      });
      it('[S40] events of a case from a version on, and where its last one stands', async () => {
        await put({ id: 'c1', version: 3 });
        await put({ id: 'c2', version: 1 });
        await put({ id: 'c1', version: 4 });
        expect((await store.eventsOf('c1', 2)).map(({ version, position }) => [version, position])).toEqual([
          [3, 3],
          [4, 5],
        ]);
        expect([...(await store.lastPositions(LANE, ['c2', 'c1', 'c9']))].toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual([
          ['c1', 5],
          ['c2', 4],
        ]);
        expect((await store.lastPositions('hotel', ['c1'])).size).toBe(0);
      });
      it('[S40] the case of sealed words, and the grants of cases, in one lane only', async () => {
        const given = [grant(1, { caseId: 'c1' }), grant(2, { caseId: 'c1' })];
        await put({ id: 'c1' }, LANE, { grants: given, bodies: [{ caseId: 'c1', body: { hash: hash(9), salt: 's', text: '{}' } }] });
        await put({ id: 'c2' });
        expect([[...(await store.casesOfBodies(LANE, [hash(9), hash(8)]))], (await store.casesOfBodies('hotel', [hash(9)])).size]).toEqual([
          [[hash(9), 'c1']],
          0,
        ]);
        expect([
          await store.grantsOfCases(LANE, ['c2', 'c1']),
          await store.grantsOfCases('hotel', ['c1']),
          await store.grantsOfCases(LANE, []),
        ]).toEqual([given, [], []]);
      });
    });

    describe('an audience', () => {
      it('[S41] only grows, and each tag stands once', async () => {
        await put({ id: 'c1', tags: ['team:b', 'team:a', 'team:b'] });
        await put({ id: 'c1', version: 2, tags: ['person:x', 'team:a'] });
        await put({ id: 'c2', tags: [] });
        expect([...(await store.audiences(LANE, ['c1', 'c2', 'c9']))]).toEqual([['c1', ['person:x', 'team:a', 'team:b']]]);
        expect((await store.audiences('hotel', ['c1'])).size).toBe(0);
      });
      it('[S41] is written with the append or not at all', async () => {
        expect(await put({ id: 'c1', tags: ['team:a'] }, LANE, { expected: 7 })).toBe(false);
        await expect(put({ id: 'c1', tags: ['team:a'] }, LANE, { events: [confirmed(noted('c1', 1), 1, 4)] })).rejects.toThrow(/hole/);
        expect([(await store.audiences(LANE, ['c1'])).size, await listed({ tags: ['team:a'] })]).toEqual([0, []]);
      });
    });

    describe('an inventory', () => {
      it('[S41] lists open cases first, then those closed last, each with its version', async () => {
        for (const known of [
          { id: 'c3', closedAt: 500 },
          { id: 'c2', version: 4 },
          { id: 'c5', closedAt: 900 },
          { id: 'c1', version: 2 },
          { id: 'c4', closedAt: 500 },
        ])
          await put(known);
        expect(await listed()).toEqual(['c1:2', 'c2:4', 'c5:1', 'c3:1', 'c4:1']);
      });
      it('[S41] comes page by page without a case twice or left out', async () => {
        for (const [index, id] of ['c1', 'c2', 'c3', 'c4', 'c5'].entries())
          await put({ id, closedAt: index < 2 ? null : index, tags: ['team:a', 'team:b'] });
        for (const tags of [null, ['team:a', 'team:b']]) {
          const seen: string[] = [];
          let after: string | null = null;
          do {
            const page: Awaited<ReturnType<LedgerStore['inventory']>> = await ask({ tags, after, limit: 2 });
            seen.push(...page.cases.map(({ caseId }) => caseId));
            after = page.next;
          } while (after !== null);
          expect(seen).toEqual(['c1', 'c2', 'c5', 'c4', 'c3']);
        }
        expect([(await ask({ limit: 5 })).next, (await ask({ after: 'nonsense' })).cases, (await ask({ lane: 'hotel' })).cases]).toEqual([
          null,
          [],
          [],
        ]);
      });
      it('[S41] shows nothing closed beyond the horizon, and everything open', async () => {
        for (const [id, closedAt] of [
          ['c1', null],
          ['c2', 999],
          ['c3', 1000],
          ['c4', 2000],
        ] as const)
          await put({ id, closedAt, tags: ['team:a'] });
        expect([await listed({ closedSince: 1000 }), await listed({ closedSince: 1000, tags: ['team:a'] })]).toEqual([
          ['c1:1', 'c4:1', 'c3:1'],
          ['c1:1', 'c4:1', 'c3:1'],
        ]);
      });
      it('[S41] with tags shows what one of them had to do with, once', async () => {
        await store.openLane('hotel', 'h1');
        await put({ id: 'c1', tags: ['team:a', 'person:x'] });
        await put({ id: 'c2', tags: ['team:b'] });
        await put({ id: 'c3', tags: ['team:a', 'team:b'] });
        await put({ id: 'c4', tags: [] });
        await put({ id: 'h1', tags: ['team:a'] }, 'hotel');
        expect([
          await listed({ tags: ['team:a', 'team:b', 'person:x'] }),
          await listed({ tags: ['person:x'] }),
          await listed({ tags: ['team:z'] }),
          await listed({ tags: [] }),
          await listed({ tags: ['team:a'], lane: 'hotel' }),
        ]).toEqual([['c1:1', 'c2:1', 'c3:1'], ['c1:1'], [], [], ['h1:1']]);
      });
      it('[S41] follows a case that is closed and opened again, for everybody who sees it', async () => {
        await put({ id: 'c1', tags: ['team:a'] });
        await put({ id: 'c2', tags: ['team:a'] });
        await put({ id: 'c1', version: 2, closedAt: 800, tags: ['team:b'] });
        for (const tags of [null, ['team:a']]) expect(await listed({ tags })).toEqual(['c2:1', 'c1:2']);
        expect([await listed({ tags: ['team:b'] }), await listed({ tags: ['team:b'], closedSince: 801 })]).toEqual([['c1:2'], []]);
        await put({ id: 'c1', version: 3 });
        expect([await listed(), await listed({ tags: ['team:b'], closedSince: 801 })]).toEqual([['c1:3', 'c2:1'], ['c1:3']]);
      });
    });

    describe('a lane that hubs divide', () => {
      it('[S42] is held by one until his time is over, and by the next under the next number', async () => {
        expect([await store.laneHolder(LANE), await store.laneHolder('nobody')]).toEqual([null, null]);
        expect(await store.holdLane(LANE, 'h1', 'http://one', 1000, 4000)).toEqual({ owner: 'h1', token: 1 });
        expect([await store.holdLane(LANE, 'h2', 'http://two', 3999, 7000), await store.holdLane('nobody', 'h1', 'u', 0, 1)]).toEqual([
          null,
          null,
        ]);
        expect(await store.holdLane(LANE, 'h1', 'http://one', 3000, 6000)).toEqual({ owner: 'h1', token: 1 });
        expect(await store.laneHolder(LANE)).toEqual({ owner: 'h1', token: 1, url: 'http://one', until: 6000 });
        expect(await store.holdLane(LANE, 'h2', 'http://two', 6000, 9000)).toEqual({ owner: 'h2', token: 2 });
        expect(await store.laneHolder(LANE)).toEqual({ owner: 'h2', token: 2, url: 'http://two', until: 9000 });
      });
      it('[S42] that ran out is taken under the next number also by who held it', async () => {
        await store.holdLane(LANE, 'h1', 'u', 1000, 4000);
        expect(await store.holdLane(LANE, 'h1', 'u', 4000, 7000)).toEqual({ owner: 'h1', token: 2 });
        expect(await put({ id: 'c1' }, LANE, { fence: { owner: 'h1', token: 1 } })).toBe(false);
      });
      it('[S42] is free at once when it is given back, but only by who holds it', async () => {
        const first = (await store.holdLane(LANE, 'h1', 'u', 1000, 4000))!;
        await store.releaseLane(LANE, { ...first, token: 7 });
        await store.releaseLane(LANE, { ...first, owner: 'h2' });
        expect((await store.laneHolder(LANE))?.owner).toBe('h1');
        await store.releaseLane(LANE, first);
        expect([await store.laneHolder(LANE), await store.holdLane(LANE, 'h2', 'u', 1001, 2000)]).toEqual([
          null,
          { owner: 'h2', token: 2 },
        ]);
      });
      it('[S42] is taken by one of many at the same moment', async () => {
        const held = await Promise.all(['h1', 'h2', 'h3', 'h4'].map((owner) => store.holdLane(LANE, owner, 'u', 1000, 4000)));
        expect(held.filter((hold) => hold !== null)).toHaveLength(1);
      });
      it('[S42] takes nothing from a hub whose hold is not in force', async () => {
        const first = (await store.holdLane(LANE, 'h1', 'u', 1000, 4000))!;
        expect(await put({ id: 'c1' }, LANE, { fence: first })).toBe(true);
        const second = (await store.holdLane(LANE, 'h2', 'u', 5000, 9000))!;
        expect(await put({ id: 'c1', version: 2, tags: ['team:a'] }, LANE, { fence: first })).toBe(false);
        expect(await put({ id: 'c1', version: 2 }, LANE, { fence: { owner: 'h1', token: second.token } })).toBe(false);
        expect([
          (await store.head(LANE))?.position,
          (await store.eventsOf('c1')).length,
          (await store.audiences(LANE, ['c1'])).size,
        ]).toEqual([1, 1, 0]);
        expect(await put({ id: 'c1', version: 2 }, LANE, { fence: second })).toBe(true);
        await store.releaseLane(LANE, second);
        expect(await put({ id: 'c1', version: 3 }, LANE, { fence: second })).toBe(false);
        expect(await put({ id: 'c1', version: 3 })).toBe(true);
      });
    });

    describe('customers', () => {
      it('[S43] carry the mark of their last change, and one put again as he is has not changed', async () => {
        expect(await store.customerMark(LANE)).toBe(0);
        await store.putCustomers(LANE, [customer('k2'), customer('k1')]);
        await store.putCustomers(LANE, [customer('k2'), customer('k3'), customer('k1', { name: 'Anne' })]);
        await store.putCustomers('hotel', [customer('k1')]);
        const after = async (mark: number, limit = 9): Promise<readonly string[]> =>
          (await store.customersAfter(LANE, mark, limit)).map((entry) => `${entry.mark} ${entry.customer.id} ${entry.customer.name}`);
        expect([
          await store.customerMark(LANE),
          await store.customerCount(LANE),
          await after(0),
          await after(0, 1),
          await after(3),
          await after(4),
        ]).toEqual([4, 3, ['1 k2 Kundin k2', '3 k3 Kundin k3', '4 k1 Anne'], ['1 k2 Kundin k2'], ['4 k1 Anne'], []]);
      });
      it('[S43] of two imports at once every mark is given once', async () => {
        const ids = (from: number): readonly string[] => Array.from({ length: 20 }, (_, index) => `k${from + index}`);
        await Promise.all(
          [0, 20, 40].map((from) =>
            store.putCustomers(
              LANE,
              ids(from).map((id) => customer(id)),
            ),
          ),
        );
        const marks = (await store.customersAfter(LANE, 0, 99)).map(({ mark }) => mark);
        expect([new Set(marks).size, await store.customerMark(LANE)]).toEqual([60, 60]);
      });
    });
  });
};
