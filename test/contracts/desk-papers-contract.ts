// Says what a DeskStore promises of the papers of a lane that nobody may see here any more: customers and absences go, everything else stays.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { LANE } from '../store/samples.ts';
import type { OpenedStore } from './desk-store-contract.ts';

export const deskPapersContract = (name: string, open: () => OpenedStore): void => {
  describe(`Papers that go again, on ${name}`, () => {
    let store: DeskStore;
    let cleanUp: () => void;
    beforeEach(() => ({ store, cleanUp } = open()));
    afterEach(() => cleanUp());
    const write = (work: () => void): void => store.transact(work);

    const person = (id: string, name: string) => ({
      id,
      name,
      numbers: ['0170 1234567'],
      contracts: [],
      lastBill: null,
      staff: null,
      relatives: [],
      since: null,
      segment: null,
    });
    const away = (id: string, lane: string) => ({
      id,
      lane,
      person: 'lena',
      deputy: 'tim',
      from: 1,
      until: 2,
      scope: null,
      setBy: 'lena',
      setAt: 1,
      endedAt: null,
      endedBy: null,
    });
    const found = (lane: string): readonly string[] =>
      ['birke', '01701234', 'k-1'].flatMap((text) => store.findCustomers(lane, text, 9).map(({ id }) => id));

    it('[Y90] customers go a few at a time, with every way to find them; packs, drafts and other lanes stay', () => {
      write(() => {
        store.putCustomers(LANE, [person('K-1', 'Anna Birke'), person('K-2', 'Bert Ahorn'), person('K-3', 'Birke Linde')]);
        store.putCustomers('hotel', [person('K-1', 'Zoe Birke')]);
        store.saveDraft({ author: 'lena', key: 'c1', value: 'halb', savedAt: 1 });
      });
      write(() => store.dropCustomers(LANE, 2));
      expect([store.customers(LANE, '', 9).map(({ id }) => id), store.customerCount(LANE), found(LANE)]).toEqual([
        ['K-3'],
        1,
        ['K-3', 'K-3'],
      ]);
      write(() => store.dropCustomers(LANE, 2));
      expect([store.customerCount(LANE), found(LANE), store.customer(LANE, 'K-3')]).toEqual([0, [], null]);
      expect([found('hotel'), store.draft('lena', 'c1')?.value]).toEqual([['K-1', 'K-1', 'K-1'], 'halb']);
      write(() => store.dropCustomers(LANE, 2));
    });
    it('[Y90] the absence book goes as a whole, and a failed transaction takes it back', () => {
      write(() => store.putAbsences([away('a1', LANE), away('a2', LANE), away('a3', 'hotel')]));
      expect(() =>
        write(() => {
          store.dropAbsences(LANE);
          throw new Error('cut here');
        }),
      ).toThrow('cut here');
      expect(store.absences(LANE)).toHaveLength(2);
      write(() => store.dropAbsences(LANE));
      expect([store.absences(LANE), store.absences('hotel').map(({ id }) => id)]).toEqual([[], ['a3']]);
    });
  });
};
