// Says what every DeskStore promises of lists, search, customers and papers; the log and the journal have a contract of their own.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { confirmed, customer, LANE, opened, outgoing, stateOf, tables } from '../store/samples.ts';
import type { OpenedStore } from './desk-store-contract.ts';

export const deskTablesContract = (name: string, open: () => OpenedStore): void => {
  describe(`DeskStore on ${name}: what is found`, () => {
    let store: DeskStore;
    let cleanUp: () => void;
    beforeEach(() => ({ store, cleanUp } = open()));
    afterEach(() => cleanUp());
    const write = (work: () => void): void => store.transact(work);

    describe('read tables', () => {
      it('[S8] a list is ordered by due time, then case, and counts all of it', () => {
        write(() => {
          store.putTables(tables('c3', [['mine:lena', 50]]));
          store.putTables(
            tables('c1', [
              ['mine:lena', 70],
              ['team:abrechnung', 70],
            ]),
          );
          store.putTables(tables('c2', [['mine:lena', 50]]));
          store.putTables(tables('h1', [['mine:lena', 1]], {}, 'hotel'));
        });
        expect(store.list(LANE, 'mine:lena', 9).map(({ caseId }) => caseId)).toEqual(['c2', 'c3', 'c1']);
        expect(store.places(LANE, 'mine:lena', 2)).toEqual([
          { list: 'mine:lena', due: 50, caseId: 'c2' },
          { list: 'mine:lena', due: 50, caseId: 'c3' },
        ]);
        expect([
          store.list(LANE, 'mine:lena', 2).length,
          store.listCount(LANE, 'mine:lena'),
          store.listCount('hotel', 'mine:lena'),
          store.listCount(LANE, 'nothing'),
        ]).toEqual([2, 3, 1, 0]);
      });
      it('[S8] places after a time and the number of those due until then are told apart', () => {
        write(() => {
          for (const [id, due] of [
            ['c1', 50],
            ['c2', 50],
            ['c3', 51],
            ['c4', 70],
          ] as const)
            store.putTables(tables(id, [['alerts:lena', due]]));
          store.putTables(tables('h1', [['alerts:lena', 1]], {}, 'hotel'));
        });
        const after = (time: number, limit = 9): readonly string[] =>
          store.places(LANE, 'alerts:lena', limit, time).map(({ caseId }) => caseId);
        expect([after(49), after(50), after(51), after(70), after(50, 1)]).toEqual([
          ['c1', 'c2', 'c3', 'c4'],
          ['c3', 'c4'],
          ['c4'],
          [],
          ['c3'],
        ]);
        const due = (time: number): number => store.dueCount(LANE, 'alerts:lena', time);
        expect([due(49), due(50), due(51), due(99), store.dueCount(LANE, 'alerts:mia', 99)]).toEqual([0, 2, 3, 4, 0]);
      });
      it('[S8] a case that moves leaves no trace in its former lists', () => {
        write(() =>
          store.putTables(
            tables('c1', [
              ['mine:lena', 5],
              ['promises:lena', 6],
            ]),
          ),
        );
        write(() =>
          store.putTables(
            tables(
              'c1',
              [
                ['mine:mia', 5],
                ['promises:lena', 9],
              ],
              { title: 'Neu' },
            ),
          ),
        );
        expect([store.listCount(LANE, 'mine:lena'), store.listCount(LANE, 'mine:mia'), store.listCount(LANE, 'promises:lena')]).toEqual([
          0, 1, 1,
        ]);
        expect(store.row('c1')?.title).toBe('Neu');
        expect(store.tables('c1')?.lists.map(({ list, due }) => [list, due])).toEqual([
          ['mine:mia', 5],
          ['promises:lena', 9],
        ]);
        write(() => store.dropTables('c1'));
        expect([store.row('c1'), store.tables('c1'), store.listCount(LANE, 'mine:mia'), store.list(LANE, 'mine:mia', 9)]).toEqual([
          null,
          null,
          0,
          [],
        ]);
      });
      it('[S9] a row is pending exactly while a command of its case waits', () => {
        write(() => {
          store.putTables(tables('c1', [['mine:lena', 5]]));
          store.queue(outgoing(1));
        });
        expect([store.row('c1')?.pending, store.list(LANE, 'mine:lena', 1)[0]?.pending]).toEqual([true, true]);
        write(() => store.settle({ command: 'cmd-1', lane: LANE, dseq: 1, verdict: 'accepted', refusal: null, at: 9 }));
        expect([store.row('c1')?.pending, store.list(LANE, 'mine:lena', 1)[0]?.pending]).toEqual([false, false]);
      });
      it('finds cases of a customer newest first, and a case by its number', () => {
        write(() => {
          store.putTables(tables('c1', [], { customer: 'k1', openedAt: 10 }));
          store.putTables(tables('c2', [], { customer: 'k1', openedAt: 20 }));
          store.putTables(tables('c3', [], { customer: 'k2' }));
        });
        expect(store.casesOfCustomer(LANE, 'k1', 9).map(({ caseId }) => caseId)).toEqual(['c2', 'c1']);
        expect([store.caseByNumber(LANE, 'NT-c3'), store.caseByNumber(LANE, 'NT-c9'), store.caseByNumber('hotel', 'NT-c3')]).toEqual([
          'c3',
          null,
          null,
        ]);
        expect([store.caseIds(LANE, null, 2), store.caseIds(LANE, 'c2', 9)]).toEqual([['c1', 'c2'], ['c3']]);
      });
      it('[S10] clearing what is derived clears one principal’s and leaves the log', () => {
        write(() => {
          for (const [lane, id] of [
            [LANE, 'c1'],
            ['hotel', 'h1'],
          ] as const) {
            store.appendConfirmed(lane, [confirmed(opened(id, lane), 1, 1)]);
            store.saveConfirmedState(stateOf(id, lane));
            store.putTables(tables(id, [['mine:lena', 5]], {}, lane));
            store.index({ command: `x-${id}`, caseId: id, lane, text: 'wort', at: 1 });
          }
          store.clearDerived(LANE);
        });
        expect([
          store.row('c1'),
          store.confirmedState('c1'),
          store.search(LANE, 'wort', 9),
          store.listCount(LANE, 'mine:lena'),
          store.head(LANE).position,
        ]).toEqual([null, null, [], 0, 1]);
        expect([store.row('h1')?.caseId, store.search('hotel', 'wort', 9), store.listCount('hotel', 'mine:lena')]).toEqual([
          'h1',
          ['h1'],
          1,
        ]);
        write(() => store.index({ command: 'x-c2', caseId: 'c2', lane: LANE, text: 'anders', at: 2 }));
        expect([store.search(LANE, 'wort', 9), store.search(LANE, 'anders', 9)]).toEqual([[], ['c2']]);
      });
    });

    describe('search', () => {
      let now = Date.UTC(2026, 0, 5);
      const index = (command: string, caseId: string, text: string, lane = LANE, at = (now += 5)): void =>
        write(() => store.index({ command, caseId, lane, text, at }));
      it('[S11] every word is a prefix, newest first, each case once, one principal only', () => {
        index('a', 'c1', 'Rechnung doppelt gebucht');
        index('b', 'c2', 'Rechnung fehlt');
        index('c', 'c1', 'Rechnungskopie verschickt');
        index('d', 'h1', 'Rechnung Minibar', 'hotel');
        expect(store.search(LANE, 'rechn', 9)).toEqual(['c1', 'c2']);
        expect([store.search(LANE, 'rechn geb', 9), store.search(LANE, 'rechn', 1), store.search(LANE, 'echnung', 9)]).toEqual([
          ['c1'],
          ['c1'],
          [],
        ]);
      });
      it.each([
        ['koln', 'c1'],
        ['KÖLN', 'c1'],
        ['Ko\u0308ln', 'c1'],
        ['strasse', 'c1'],
        ['straße', 'c1'],
        ['NT-0A00', 'c1'],
        ['0a00 4k7', 'c1'],
        ['"köln" OR', null],
        ['köln*', 'c1'],
        ['NOT köln', null],
        ['text:köln', null],
        ['köln AND', null],
        ["köln'); DROP TABLE", null],
        ['^köln', 'c1'],
        ['{köln}', 'c1'],
        ['"', null],
        ['', null],
        ['-', null],
        ['NEAR(a b)', null],
      ])('[S11] what somebody types is words, never operators: %s', (query, found) => {
        index('a', 'c1', 'NT-0A00-4K7 Störung in Köln, Straße 5');
        expect(store.search(LANE, query, 9)).toEqual(found === null ? [] : [found]);
      });
      it('[S11] a text taken back is not found, and nothing else goes with it', () => {
        index('a', 'c1', 'Rechnung');
        index('b', 'c2', 'Rechnung');
        write(() => store.unindex('b'));
        index('c', 'c3', 'Mahnung');
        expect([store.search(LANE, 'rechnung', 9), store.search(LANE, 'mahn', 9)]).toEqual([['c1'], ['c3']]);
        expect(store.searchDocs(LANE, 0, 9).map(({ command, caseId }) => [command, caseId])).toEqual([
          ['a', 'c1'],
          ['c', 'c3'],
        ]);
      });
      it('[S46] what was said earlier and comes later stands where it would stand had it come at once, however many texts there are', () => {
        const texts = Array.from({ length: 150 }, (_, n) => ({
          command: `n${n}`,
          caseId: `c${n % 40}`,
          at: Date.UTC(2026, 0, 5) + n * 60_000,
        }));
        const put = (list: typeof texts, lane: string): void =>
          write(() => list.forEach((text) => store.index({ ...text, command: `${lane}-${text.command}`, lane, text: 'Rechnung' })));
        put(texts, LANE);
        // The newest twenty were there; then the past came, the youngest cases first.
        put([...texts.slice(130), ...texts.slice(0, 130).toReversed()], 'hotel');
        const found = store.search(LANE, 'rechnung', 99);
        expect([found.length, found[0], found[39]]).toEqual([40, 'c29', 'c30']);
        expect(store.search('hotel', 'rechnung', 99)).toEqual(found);
        expect(store.search('hotel', 'rechnung', 7)).toEqual(found.slice(0, 7));
        expect(store.searchDocs('hotel', 0, 999).map(({ caseId }) => caseId)).toEqual(texts.map(({ caseId }) => caseId));
      });
      it('[S46] texts of one moment, of before the calendar of the search and of long after it each have a place', () => {
        const moments = [0, 1, Date.UTC(1999, 0, 1), now, now, now + 1, now + 1, Date.UTC(2199, 0, 1), Date.UTC(2299, 0, 1)];
        moments.forEach((at, n) => index(`m${n}`, `c${n}`, 'Rechnung', LANE, at));
        const found = store.search(LANE, 'rechnung', 99);
        expect(found.toSorted()).toEqual(moments.map((_, n) => `c${n}`));
        expect([found.slice(0, 2).toSorted(), found.slice(-3).toSorted()]).toEqual([
          ['c7', 'c8'],
          ['c0', 'c1', 'c2'],
        ]);
      });
      it('goes on past many texts of one case', () => {
        for (let n = 0; n < 40; n += 1) index(`n${n}`, 'c1', 'Rechnung');
        index('z', 'c2', 'Mahnung zur Rechnung');
        index('y', 'c1', 'Rechnung');
        expect(store.search(LANE, 'rechnung', 2)).toEqual(['c1', 'c2']);
      });
    });

    describe('customers, drafts, packs, settings', () => {
      it('[S12] a customer is found by number, name or contract, however it is written', () => {
        const anna = customer('k1', { name: 'Änne Groß-Müller', numbers: ['+49 170 5550134'], contracts: ['V-4711/b'] });
        write(() => store.putCustomers(LANE, [anna, customer('k2'), customer('k3', { numbers: ['040 5550188'] })]));
        for (const text of ['0170 555', '+49 170 5550134', '(0170) 5550-134', 'muller', 'anne gro', 'GROSS', 'v4711', 'V-4711/B', 'k1'])
          expect([text, store.findCustomers(LANE, text, 9).map(({ id }) => id)]).toEqual([text, ['k1']]);
        expect([store.findCustomers(LANE, '', 9), store.findCustomers(LANE, '%', 9), store.findCustomers('hotel', 'muller', 9)]).toEqual([
          [],
          [],
          [],
        ]);
        expect([
          store.customer(LANE, 'k1'),
          store.customer('hotel', 'k1'),
          store.customerCount(LANE),
          store.customers(LANE, 'k1', 1)[0]?.id,
        ]).toEqual([anna, null, 3, 'k2']);
      });
      it('[S12] a customer who changed is not found by what he was before', () => {
        write(() => store.putCustomers(LANE, [customer('k1', { name: 'Alt' })]));
        write(() => store.putCustomers(LANE, [customer('k1', { name: 'Neu' })]));
        expect([store.findCustomers(LANE, 'alt', 9).length, store.findCustomers(LANE, 'neu', 9).length, store.customerCount(LANE)]).toEqual(
          [0, 1, 1],
        );
      });
      it('keeps a draft with its author', () => {
        write(() => store.saveDraft({ author: 'nordlicht/lena', key: 'c1', value: { text: 'Entwurf' }, savedAt: 5 }));
        write(() => store.saveDraft({ author: 'nordlicht/lena', key: 'c1', value: { text: 'Entwürfe' }, savedAt: 6 }));
        expect(store.draft('nordlicht/lena', 'c1')).toEqual({
          author: 'nordlicht/lena',
          key: 'c1',
          value: { text: 'Entwürfe' },
          savedAt: 6,
        });
        write(() => store.deleteDraft('nordlicht/mia', 'c1'));
        expect([store.draft('nordlicht/mia', 'c1'), store.draft('nordlicht/lena', 'c1')?.savedAt]).toEqual([null, 6]);
        write(() => store.deleteDraft('nordlicht/lena', 'c1'));
        expect(store.draft('nordlicht/lena', 'c1')).toBeNull();
      });
      it('keeps a published pack as it was published', () => {
        const document = { version: '1' } as unknown as Parameters<DeskStore['savePack']>[2];
        write(() => {
          store.savePack(LANE, '1', document, 7);
          store.savePack(LANE, '1', { ...document, notice: { de: 'x', en: 'x' } }, 9);
        });
        expect(store.packs()).toEqual([{ lane: LANE, version: '1', document, at: 7 }]);
      });
      it('keeps the newest value of a setting', () => {
        write(() => store.saveSetting('a', '1'));
        write(() => store.saveSetting('a', '2'));
        expect([store.setting('a'), store.setting('b')]).toEqual(['2', null]);
      });
    });
  });
};
