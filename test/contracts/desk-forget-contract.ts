// Says what a DeskStore promises that loses a part of a lane again: cases forgotten, a log cut back, what was granted elsewhere.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { at, body, stateAt, withBody } from '../store/copy-samples.ts';
import { confirmed, grant, hash, LANE, noted, opened, outgoing, tables } from '../store/samples.ts';
import type { OpenedStore } from './desk-store-contract.ts';

export const deskForgetContract = (name: string, open: () => OpenedStore): void => {
  describe(`A part of a lane that goes again, on ${name}`, () => {
    let store: DeskStore;
    let cleanUp: () => void;
    beforeEach(() => ({ store, cleanUp } = open()));
    afterEach(() => cleanUp());
    const write = (work: () => void): void => store.transact(work);
    const positions = (lane = LANE): readonly number[] => store.eventsAfter(lane, 0, 99).map(({ position }) => position);

    describe('a forgotten case', () => {
      const fill = (): void =>
        write(() => {
          store.saveBodies(LANE, 'c1', [body(1), body(2)]);
          store.saveBodies(LANE, 'c1', [body(3)], true);
          store.appendConfirmed(LANE, [
            confirmed(withBody(opened('c1'), 1), 1, 1),
            confirmed(opened('c2'), 2, 1),
            confirmed(withBody(noted('c1', 1), 2), 3, 2),
            confirmed(withBody(noted('c1', 2), 3), 4, 3),
          ]);
          store.saveConfirmedState(stateAt('c1', 2));
          store.putTables({ ...tables('c1', [['mine:lena', 5]], { customer: 'k1' }), grants: [grant(1)] });
          store.index({ command: 'note-c1-1', caseId: 'c1', lane: LANE, text: 'Rechnung doppelt', at: 1000 });
          store.index({ command: 'cmd-9', caseId: 'c1', lane: LANE, text: 'Rechnung wartet', at: 2000 });
          store.index({ command: 'open-c2', caseId: 'c2', lane: LANE, text: 'Rechnung fehlt', at: 3000 });
          store.queue(outgoing(9, 'c1', { dseq: 1 }));
          store.refuse(outgoing(8), { code: 'x', data: {} }, 20);
          store.saveDraft({ author: 'lena', key: 'c1', value: 'halb', savedAt: 1 });
        });

      it('[S37] leaves nothing of it in log, states, lists, grants and words', () => {
        fill();
        write(() => store.forgetCase('c1'));
        expect([store.eventsOf('c1'), positions(), store.confirmedState('c1'), store.row('c1'), store.tables('c1')]).toEqual([
          [],
          [2],
          null,
          null,
          null,
        ]);
        expect([store.listCount(LANE, 'mine:lena'), store.grantsOfCase(LANE, 'c1'), store.budgetTotals(LANE)]).toEqual([0, [], []]);
        expect([store.body(hash(1)), store.body(hash(2)), store.versions(LANE, null, 9), store.casesOfCustomer(LANE, 'k1', 9)]).toEqual([
          null,
          null,
          [],
          [],
        ]);
      });
      it('[S37] keeps commands, refused ones, drafts, what was said here and the place in the log', () => {
        fill();
        write(() => store.forgetCase('c1'));
        expect([store.outboxOf('c1').length, store.refusedOf('c1').length, store.draft('lena', 'c1')?.value]).toEqual([1, 1, 'halb']);
        expect([store.body(hash(3)), store.search(LANE, 'rechnung', 9), store.search(LANE, 'doppelt', 9)]).toEqual([
          body(3),
          ['c2', 'c1'],
          [],
        ]);
        expect([store.head(LANE).position, store.head(LANE).anchor]).toEqual([4, 'note-c1-2.0@5004']);
      });
      it('[S37] may come back as a snapshot, and is forgotten again with its words', () => {
        fill();
        write(() => store.forgetCase('c1'));
        write(() => {
          store.saveBodies(LANE, 'c1', [body(2)]);
          store.installSnapshot(LANE, { ...stateAt('c1', 2), lastBody: hash(2) }, 4);
        });
        expect([store.missing('c1'), store.body(hash(2))]).toEqual([3, body(2)]);
        write(() => store.forgetCase('c1'));
        expect([
          store.missing('c1'),
          store.unfilledCount(LANE),
          store.confirmedState('c1'),
          store.body(hash(2)),
          store.body(hash(3)),
        ]).toEqual([0, 0, null, null, body(3)]);
      });
      it('[S37] takes the words of hundreds of texts out of the search, old ones and new ones', () => {
        write(() => {
          for (let n = 0; n < 200; n += 1)
            store.index({ command: `x-${n}`, caseId: n % 2 === 0 ? 'c1' : 'c2', lane: LANE, text: `wort${n}`, at: n * 1000 });
          store.forgetCase('c1');
        });
        expect(['wort0', 'wort1', 'wort198', 'wort199'].map((word) => store.search(LANE, `${word}`, 9).includes('c1'))).toEqual([
          false,
          false,
          false,
          false,
        ]);
        expect([store.search(LANE, 'wort1', 9), store.search(LANE, 'wort199', 9)]).toEqual([['c2'], ['c2']]);
      });
      it('[S37] words whose hashes begin like those of a forgotten case are still found', () => {
        const alike = [0, 1, 2, 3].map((n) => ({ ...body(n), hash: hash(n) }));
        write(() => {
          store.saveBodies(LANE, 'c1', [alike[0]!, alike[1]!]);
          store.saveBodies(LANE, 'c2', [alike[2]!, alike[3]!]);
          store.appendConfirmed(LANE, [confirmed(withBody(opened('c1'), 0), 1, 1), confirmed(withBody(noted('c1', 1), 1), 2, 2)]);
          store.forgetCase('c1');
        });
        expect(alike.map((entry) => store.body(entry.hash))).toEqual([null, null, alike[2], alike[3]]);
      });
      it('[S37] a case that nobody knows is forgotten without a word', () => {
        write(() => store.forgetCase('c9'));
        expect([store.lanes(), store.eventsOf('c9')]).toEqual([[], []]);
      });
    });

    describe('a log cut back', () => {
      const fill = (): void =>
        write(() => {
          store.setHead(LANE, at(0, ''));
          store.saveBodies(LANE, 'c1', [body(1)]);
          store.appendConfirmed(LANE, [
            confirmed(withBody(opened('c1'), 1), 1, 1),
            confirmed(opened('c2'), 2, 1),
            confirmed(withBody(noted('c1', 1), 1), 3, 2),
            confirmed(opened('c3'), 4, 1),
          ]);
          store.setHead(LANE, at(6, 'later'));
          for (const [id, notes] of [
            ['c1', 1],
            ['c2', 0],
            ['c3', 0],
          ] as const)
            store.saveConfirmedState(stateAt(id, notes));
          store.installSnapshot(LANE, stateAt('s1', 1), 2);
          store.installSnapshot(LANE, stateAt('s2', 1), 5);
          store.appendConfirmed(LANE, [confirmed(noted('s1', 2), 7, 3)]);
          store.index({ command: 'note-c1-1', caseId: 'c1', lane: LANE, text: 'doppelt', at: 1 });
          store.index({ command: 'open-c1', caseId: 'c1', lane: LANE, text: 'anfang', at: 1 });
        });

      it('[S38] takes what came after a position aside, whole and with its epoch', () => {
        fill();
        write(() => store.setHead(LANE, at(7, 'note-s1-2.0')));
        let cases: readonly string[] = [];
        write(() => void (cases = store.cutBack(LANE, 2, 77)));
        expect([cases.toSorted(), positions(), store.head(LANE)]).toEqual([
          ['c1', 'c3', 's1', 's2'],
          [1, 2],
          { ...at(2, 'open-c2.0@5002') },
        ]);
        expect(store.aside(LANE)).toEqual([
          { lane: LANE, epoch: 'e1', entry: confirmed(withBody(noted('c1', 1), 1), 3, 2), at: 77 },
          { lane: LANE, epoch: 'e1', entry: confirmed(opened('c3'), 4, 1), at: 77 },
          { lane: LANE, epoch: 'e1', entry: confirmed(noted('s1', 2), 7, 3), at: 77 },
        ]);
        expect([store.asideCount(LANE), store.asideCount('hotel')]).toEqual([3, 0]);
      });
      it('[S38] the cases it touched wait for being folded anew, from what they were taken over at', () => {
        fill();
        write(() => void store.cutBack(LANE, 2, 77));
        expect(['c1', 'c2', 'c3', 's1', 's2'].map((id) => store.confirmedState(id)?.version ?? null)).toEqual([null, 1, null, null, null]);
        expect([store.snapshotOf('s1')?.state, store.snapshotOf('s2'), store.missing('s2'), store.unfilledCount(LANE)]).toEqual([
          stateAt('s1', 1),
          null,
          0,
          1,
        ]);
        expect([store.eventsOf('c1').length, store.eventsOf('s1').length]).toEqual([1, 0]);
        write(() => store.appendConfirmed(LANE, [confirmed(noted('s1', 5), 3, 3), confirmed(noted('c1', 5), 4, 2)]));
        expect(store.head(LANE)).toEqual(at(4, 'note-c1-5.0@5004'));
      });
      it('[S38] words and what was found by them follow the events', () => {
        fill();
        write(() => void store.cutBack(LANE, 2, 77));
        expect([store.search(LANE, 'doppelt', 9), store.search(LANE, 'anfang', 9), store.body(hash(1))]).toEqual([[], ['c1'], body(1)]);
        write(() => store.forgetCase('c1'));
        expect([store.aside(LANE).length, store.body(hash(1))]).toEqual([3, body(1)]);
      });
      it('[S38] what comes again is no longer kept aside, and one event stands there once', () => {
        fill();
        write(() => void store.cutBack(LANE, 2, 77));
        write(() => store.appendConfirmed(LANE, [confirmed(opened('c3'), 3, 1)]));
        write(() => void store.cutBack(LANE, 2, 99));
        expect(store.aside(LANE).map(({ entry, at: since }) => [entry.event.id, entry.position, since])).toEqual([
          ['note-c1-1.0', 3, 77],
          ['open-c3.0', 3, 99],
          ['note-s1-2.0', 7, 77],
        ]);
        write(() => store.dropAside(['open-c3.0', 'note-s1-2.0', 'unknown']));
        expect(store.aside(LANE).map(({ entry }) => entry.event.id)).toEqual(['note-c1-1.0']);
      });
      it('[S38] at the end of the log nothing is cut, and a place nobody sees has no name', () => {
        fill();
        write(() => expect(store.cutBack(LANE, 9, 77)).toEqual([]));
        expect(store.head(LANE).position).toBe(7);
        write(() => void store.cutBack(LANE, 6, 77));
        expect([store.head(LANE), store.asideCount(LANE)]).toEqual([at(6, ''), 1]);
      });
      it('[S38] the other lanes stay as they are', () => {
        fill();
        write(() => store.appendConfirmed('hotel', [confirmed(opened('h1', 'hotel'), 9, 1)]));
        write(() => void store.cutBack(LANE, 0, 77));
        expect([positions('hotel'), store.head('hotel').position, positions()]).toEqual([[9], 9, []]);
      });
    });

    describe('what was granted elsewhere', () => {
      const asked = {
        lane: LANE,
        customer: 'k1',
        contract: null,
        caseId: 'c9',
        since: 0,
        actor: 'nobody',
        dayStart: 9e9,
        month: '2026-06',
        teams: [],
        currency: 'EUR',
      };
      const decisions = (): readonly string[] =>
        store
          .facts(asked)
          .grants.map(({ decision }) => decision)
          .toSorted();
      const used = (): number => store.facts(asked).budgets.reduce((sum, budget) => sum + budget.used, 0);

      it('[S39] counts like any decision, under a name that tells no case', () => {
        write(() => {
          store.putTables({ ...tables('c1', [], { customer: 'k1' }), grants: [grant(1)] });
          store.putDigests(LANE, [
            { digest: 'g:a', grants: [grant(2, { caseId: 'secret' }), grant(3)] },
            { digest: 'g:b', grants: [grant(4)] },
          ]);
        });
        expect([decisions(), used(), store.grantsOfCase(LANE, 'g:a').map(({ caseId }) => caseId)]).toEqual([
          ['d001', 'd002', 'd003', 'd004'],
          4010,
          ['g:a', 'g:a'],
        ]);
        expect([store.grantedCases(LANE, null, 9), store.digests(LANE).map(({ digest }) => digest), store.digests('hotel')]).toEqual([
          ['c1'],
          ['g:a', 'g:b'],
          [],
        ]);
      });
      it('[S39] is replaced by what is told anew, and gone when it is told empty', () => {
        write(() => store.putDigests(LANE, [{ digest: 'g:a', grants: [grant(2), grant(3)] }]));
        write(() => store.putDigests(LANE, [{ digest: 'g:a', grants: [grant(3), grant(5)] }]));
        expect([decisions(), used()]).toEqual([['d003', 'd005'], 2008]);
        write(() => store.putDigests(LANE, [{ digest: 'g:a', grants: [] }]));
        expect([decisions(), used(), store.digests(LANE)]).toEqual([[], 0, []]);
      });
      it('[S39] outlives a rebuild, and goes as a whole when the lane is no longer cut', () => {
        write(() => {
          store.putTables({ ...tables('c1', [], { customer: 'k1' }), grants: [grant(1)] });
          store.putDigests(LANE, [{ digest: 'g:a', grants: [grant(2)] }]);
          store.putDigests('hotel', [{ digest: 'g:h', grants: [grant(7)] }]);
          store.clearDerived(LANE);
        });
        expect([decisions(), used()]).toEqual([['d002'], 1002]);
        write(() => store.dropDigests(LANE));
        expect([decisions(), used(), store.digests('hotel').length]).toEqual([[], 0, 1]);
      });
    });

    it('[S1] a failed transaction takes back what was forgotten, cut and taken over', () => {
      write(() => {
        store.setHead(LANE, at(2, 'x'));
        store.appendConfirmed(LANE, [confirmed(opened('c1'), 3, 1), confirmed(opened('c2'), 4, 1)]);
        store.putDigests(LANE, [{ digest: 'g:a', grants: [grant(2)] }]);
      });
      const attempt = (): void =>
        write(() => {
          store.installSnapshot(LANE, stateAt('c3', 1), 9);
          store.forgetCase('c1');
          store.cutBack(LANE, 3, 7);
          store.dropDigests(LANE);
          throw new Error('cut here');
        });
      expect(attempt).toThrow('cut here');
      expect([positions(), store.head(LANE).position, store.missing('c3'), store.asideCount(LANE), store.digests(LANE).length]).toEqual([
        [3, 4],
        4,
        0,
        0,
        1,
      ]);
    });
  });
};
