// Says what a DeskStore promises that holds a part of a lane: where it stands, and cases it took over without their past.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { at, history, stateAt } from '../store/copy-samples.ts';
import { confirmed, LANE, noted, opened, stateOf, tables } from '../store/samples.ts';
import type { OpenedStore } from './desk-store-contract.ts';

export const deskCopyContract = (name: string, open: () => OpenedStore): void => {
  describe(`A part of a lane on ${name}`, () => {
    let store: DeskStore;
    let cleanUp: () => void;
    beforeEach(() => ({ store, cleanUp } = open()));
    afterEach(() => cleanUp());
    const write = (work: () => void): void => store.transact(work);
    const positions = (lane = LANE): readonly number[] => store.eventsAfter(lane, 0, 99).map(({ position }) => position);

    describe('the head', () => {
      it('[S35] is the last event as long as nobody set it, and names it', () => {
        expect(store.head(LANE)).toEqual({ epoch: null, position: 0, anchor: '', scope: null });
        write(() => store.appendConfirmed(LANE, [confirmed(opened('c1'), 1, 1), confirmed(noted('c1', 1), 2, 2)]));
        expect(store.head(LANE)).toEqual({ epoch: null, position: 2, anchor: 'note-c1-1.0@5002', scope: null });
        write(() => store.setHead(LANE, at(2, 'note-c1-1.0', 'all')));
        write(() => store.appendConfirmed(LANE, [confirmed(noted('c1', 2), 3, 3)]));
        expect(store.head(LANE)).toEqual(at(3, 'note-c1-2.0@5003', 'all'));
      });
      it('[S35] moves on over what this desk does not see, and with every event behind it', () => {
        write(() => {
          store.appendConfirmed(LANE, [confirmed(opened('c1'), 4, 1)]);
          store.setHead(LANE, at(9, 'unseen'));
        });
        expect(store.head(LANE)).toEqual(at(9, 'unseen'));
        write(() => store.appendConfirmed(LANE, [confirmed(noted('c1', 2), 14, 2), confirmed(opened('c2'), 12, 1)]));
        expect([store.head(LANE), positions()]).toEqual([at(14, 'note-c1-2.0@5014'), [4, 12, 14]]);
      });
      it('[S35] goes back behind events that were fetched ahead, so that nothing between is passed over', () => {
        write(() => {
          store.setHead(LANE, at(10, 'a'));
          store.appendConfirmed(LANE, [confirmed(opened('c1'), 30, 1)]);
          store.setHead(LANE, at(12, 'b'));
          store.appendConfirmed(LANE, [confirmed(opened('c2'), 11, 1)]);
        });
        expect([store.head(LANE), positions()]).toEqual([at(12, 'b'), [11, 30]]);
      });
      it('[S35] stands in each lane for itself, before anything has come too', () => {
        write(() => store.setHead('hotel', at(7, 'x')));
        expect([store.head('hotel'), store.head(LANE).position, store.lanes()]).toEqual([at(7, 'x'), 0, ['hotel']]);
      });
      it('[S35] an incarnation of the journal leaves it where it is', () => {
        write(() => {
          store.setHead(LANE, at(7, 'x'));
          store.raiseGen(LANE, 3);
        });
        expect(store.head(LANE)).toEqual(at(7, 'x'));
      });
      it('[S2] no position stands twice, in whatever order they come', () => {
        write(() => store.appendConfirmed(LANE, [confirmed(opened('c1'), 5, 1), confirmed(opened('c2'), 3, 1)]));
        expect(() => write(() => store.appendConfirmed(LANE, [confirmed(opened('c3'), 3, 1)]))).toThrow(/hole|UNIQUE/);
        expect(positions()).toEqual([3, 5]);
      });
    });

    describe('a snapshot', () => {
      const take = (caseId: string, notes: number, position: number, openedAt = 1000): void =>
        write(() => store.installSnapshot(LANE, stateAt(caseId, notes, openedAt), position));

      it('[S36] stands for a case whose events have not come, and leaves the head alone', () => {
        write(() => store.setHead(LANE, at(3, 'x')));
        take('c1', 4, 40);
        expect([store.confirmedState('c1'), store.snapshotOf('c1'), store.missing('c1')]).toEqual([
          stateAt('c1', 4),
          { state: stateAt('c1', 4), position: 40 },
          5,
        ]);
        expect([store.head(LANE), store.eventsOf('c1'), store.unfilledCount(LANE)]).toEqual([at(3, 'x'), [], 1]);
      });
      it('[S36] is continued by later events only, and its base outlives what is derived', () => {
        take('c1', 1, 10);
        for (const version of [1, 2, 4])
          expect(() => write(() => store.appendConfirmed(LANE, [confirmed(noted('c1', 9), 11, version)]))).toThrow(/hole in case c1/);
        write(() => {
          store.appendConfirmed(LANE, [confirmed(noted('c1', 2), 12, 3)]);
          store.saveConfirmedState(stateAt('c1', 2));
        });
        write(() => store.appendConfirmed(LANE, [confirmed(noted('c1', 3), 15, 4)]));
        write(() => store.clearDerived(LANE));
        expect([store.confirmedState('c1'), store.snapshotOf('c1')?.state, store.missing('c1')]).toEqual([null, stateAt('c1', 1), 2]);
        expect(store.eventsOf('c1').map(({ version }) => version)).toEqual([3, 4]);
      });
      it('[S36] without later events its base outlives what is derived as well', () => {
        take('c1', 1, 10);
        write(() => store.clearDerived(LANE));
        expect([store.confirmedState('c1'), store.snapshotOf('c1')?.state]).toEqual([null, stateAt('c1', 1)]);
      });
      it.each([
        ['events', (s: DeskStore) => s.appendConfirmed(LANE, [confirmed(opened('c1'), 1, 1)])],
        ['a snapshot', (s: DeskStore) => s.installSnapshot(LANE, stateAt('c1', 0), 1)],
        ['a state', (s: DeskStore) => s.saveConfirmedState(stateOf('c1'))],
      ])('[S36] is not taken over where %s of the case are here', (_, known) => {
        write(() => known(store));
        expect(() => take('c1', 3, 9)).toThrow(/known/);
        expect(store.missing('c1')).toBeLessThan(2);
      });
      it('[S36] its events come whole or not at all, below those that came since', () => {
        take('c1', 2, 20);
        write(() => store.appendConfirmed(LANE, [confirmed(noted('c1', 3), 30, 4)]));
        write(() => store.setHead(LANE, at(25, 'x')));
        const past = history('c1', 2).map((event, index) => confirmed(event, index * 5 + 2, index + 1));
        for (const wrong of [
          past.slice(0, 2),
          past.slice(1),
          [past[0]!, past[2]!, past[1]!],
          [...past.slice(0, 2), confirmed(opened('c2'), 12, 3)],
        ])
          expect(() => write(() => store.backfill(LANE, 'c1', wrong))).toThrow(/hole in case c1/);
        expect([store.missing('c1'), store.eventsOf('c1').length]).toEqual([3, 1]);
        write(() => store.backfill(LANE, 'c1', past));
        expect([store.eventsOf('c1').map(({ version, position }) => [version, position]), positions()]).toEqual([
          [
            [1, 2],
            [2, 7],
            [3, 12],
            [4, 30],
          ],
          [2, 7, 12, 30],
        ]);
        expect([store.missing('c1'), store.snapshotOf('c1'), store.unfilledCount(LANE), store.head(LANE)]).toEqual([
          0,
          null,
          0,
          at(25, 'x'),
        ]);
        expect(() => write(() => store.backfill(LANE, 'c1', past))).toThrow(/nothing is missing/);
      });
      it('[S36] what waits for its past is listed with the cases opened last first', () => {
        take('c1', 0, 1, 500);
        take('c2', 4, 2, 900);
        take('c3', 1, 3, 700);
        write(() => store.installSnapshot('hotel', { ...stateAt('h1', 0), lane: 'hotel' }, 1));
        expect(store.unfilled(LANE, 2)).toEqual([
          { caseId: 'c2', version: 5 },
          { caseId: 'c3', version: 2 },
        ]);
        expect([store.unfilledCount(LANE), store.unfilledCount('hotel'), store.unfilled('hotel', 9).length]).toEqual([3, 1, 1]);
      });
      it('[S36] everything confirmed is listed with its version, in order and page by page', () => {
        write(() => {
          store.appendConfirmed(LANE, [confirmed(opened('c2'), 1, 1), confirmed(noted('c2', 1), 2, 2)]);
          store.installSnapshot(LANE, stateAt('c1', 4), 9);
          store.installSnapshot(LANE, stateAt('c3', 0), 8);
          store.appendConfirmed(LANE, [confirmed(noted('c3', 1), 10, 2)]);
          store.saveConfirmedState({ ...stateAt('c2', 1), id: 'c2' });
          // Beside the cases stands what has no row.
          for (const id of ['c1', 'c2', 'c4']) store.putTables(tables(id, []));
        });
        expect([store.versions(LANE, null, 2), store.versions(LANE, 'c2', 9), store.versions('hotel', null, 9)]).toEqual([
          [
            { caseId: 'c1', version: 5 },
            { caseId: 'c2', version: 2 },
          ],
          [{ caseId: 'c3', version: 2 }],
          [],
        ]);
      });
    });
  });
};
