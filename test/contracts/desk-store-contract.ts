// Says what every DeskStore promises; run against each adapter, so that a test on memory is a test on disk.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { confirmed, hash, LANE, noted, opened, outgoing, stateOf, tables } from '../store/samples.ts';

export type OpenedStore = { readonly store: DeskStore; readonly cleanUp: () => void };

export const deskStoreContract = (name: string, open: () => OpenedStore): void => {
  describe(`DeskStore on ${name}`, () => {
    let store: DeskStore;
    let cleanUp: () => void;
    beforeEach(() => ({ store, cleanUp } = open()));
    afterEach(() => cleanUp());
    const write = (work: () => void): void => store.transact(work);

    describe('transactions', () => {
      it('[S1] a failed transaction leaves nothing of any kind behind', () => {
        write(() => store.saveSetting('a', '1'));
        const attempt = (): void =>
          write(() => {
            store.saveSetting('a', '2');
            store.appendConfirmed(LANE, [confirmed(opened('c1'), 1, 1)]);
            store.saveBodies(LANE, 'c1', [{ hash: hash(1), salt: 's', text: '{}' }]);
            store.saveConfirmedState(stateOf('c1'));
            store.queue(outgoing(1));
            store.putTables(tables('c1', [['mine:lena', 5]]));
            store.index({ command: 'cmd-1', caseId: 'c1', lane: LANE, text: 'wort', at: 1 });
            store.saveDraft({ author: 'lena', key: 'k', value: 'x', savedAt: 1 });
            throw new Error('cut here');
          });
        expect(attempt).toThrow('cut here');
        expect([
          store.setting('a'),
          store.head(LANE).position,
          store.body(hash(1)),
          store.confirmedState('c1'),
          store.outboxCount(LANE),
        ]).toEqual(['1', 0, null, null, 0]);
        expect([store.row('c1'), store.listCount(LANE, 'mine:lena'), store.search(LANE, 'wort', 5), store.draft('lena', 'k')]).toEqual([
          null,
          0,
          [],
          null,
        ]);
      });
      it('[S1] an inner transaction belongs to the outer one', () => {
        const attempt = (): void =>
          write(() => {
            store.transact(() => store.saveSetting('a', '1'));
            throw new Error('cut here');
          });
        expect(attempt).toThrow('cut here');
        expect(store.setting('a')).toBeNull();
      });
      it('answers what the work answered', () => expect(store.transact(() => 7)).toBe(7));
    });

    describe('the log', () => {
      it('[S2] positions of a lane and versions of a case grow without holes', () => {
        write(() =>
          store.appendConfirmed(LANE, [confirmed(opened('c1'), 1, 1), confirmed(opened('c2'), 2, 1), confirmed(noted('c1', 1), 3, 2)]),
        );
        expect(store.head(LANE).position).toBe(3);
        expect(store.eventsOf('c1').map(({ position, version }) => [position, version])).toEqual([
          [1, 1],
          [3, 2],
        ]);
        expect(store.eventsOf('c1', 1).map(({ version }) => version)).toEqual([2]);
        expect(store.eventsAfter(LANE, 1, 1).map(({ position }) => position)).toEqual([2]);
      });
      it.each([
        ['a position twice', confirmed(noted('c1', 1), 1, 2)],
        ['a version left out', confirmed(noted('c1', 1), 2, 3)],
        ['a version twice', confirmed(noted('c1', 1), 2, 1)],
      ])('[S2] refuses %s', (_, entry) => {
        write(() => store.appendConfirmed(LANE, [confirmed(opened('c1'), 1, 1)]));
        expect(() => write(() => store.appendConfirmed(LANE, [entry]))).toThrow(/hole|UNIQUE/);
        expect(store.head(LANE).position).toBe(1);
      });
      it('gives back what was stored, flag and time included', () => {
        const entry = { ...confirmed(opened('c1'), 1, 1), flag: 'older-pack' };
        write(() => store.appendConfirmed(LANE, [entry]));
        expect(store.eventsAfter(LANE, 0, 10)).toEqual([entry]);
      });
      it('keeps lanes apart', () => {
        write(() => {
          store.appendConfirmed(LANE, [confirmed(opened('c1'), 1, 1)]);
          store.appendConfirmed('hotel', [confirmed(opened('h1', 'hotel'), 1, 1)]);
          store.setHead('hotel', { epoch: 'e1', position: 0, anchor: '', scope: null });
        });
        expect([store.lanes(), store.head(LANE), store.head('hotel')]).toEqual([
          ['hotel', LANE],
          { epoch: null, position: 1, anchor: 'open-c1.0@5001', scope: null },
          { epoch: 'e1', position: 0, anchor: '', scope: null },
        ]);
      });
      it('keeps the first words under a hash', () => {
        write(() =>
          store.saveBodies(LANE, 'c1', [
            { hash: hash(1), salt: 's', text: '"a"' },
            { hash: hash(1), salt: 't', text: '"b"' },
          ]),
        );
        expect(store.body(hash(1))).toEqual({ hash: hash(1), salt: 's', text: '"a"' });
        expect([store.bodiesOf('c1').length, store.body(hash(2))]).toEqual([1, null]);
      });
      it('keeps apart the words under hashes that begin alike', () => {
        const bodies = [3, 1, 2].map((n) => ({ hash: hash(n), salt: 's', text: `"${n}"` }));
        write(() => store.saveBodies(LANE, 'c1', bodies));
        expect([...bodies.map((body) => store.body(body.hash)), store.body(hash(4))]).toEqual([...bodies, null]);
      });
    });

    it('[S3] the current state is the confirmed one and what waits', () => {
      const state = stateOf('c1');
      write(() => store.saveConfirmedState(state));
      expect(store.currentState('c1')).toEqual(state);
      write(() => [1, 2].forEach((n) => store.queue(outgoing(n))));
      expect([store.currentState('c1')?.version, store.confirmedState('c1')?.version]).toEqual([3, 1]);
      write(() => store.requeue(outgoing(2, 'c1', { forecast: [] })));
      expect(store.currentState('c1')?.version).toBe(2);
      write(() => store.settle({ command: 'cmd-1', lane: LANE, dseq: 1, verdict: 'refused', refusal: { code: 'x', data: {} }, at: 9 }));
      expect(store.currentState('c1')).toEqual(state);
      write(() => store.queue(outgoing(3, 'c2', { forecast: [opened('c2')] })));
      expect([store.currentState('c2'), store.confirmedState('c2')]).toEqual([stateOf('c2'), null]);
    });

    describe('the journal', () => {
      it('[S4] begins at nothing and continues by number and hash', () => {
        expect(store.journalHead(LANE)).toEqual({ gen: 0, dseq: 0, hash: '' });
        write(() => [1, 2].forEach((n) => store.queue(outgoing(n))));
        expect(store.journalHead(LANE)).toEqual({ gen: 0, dseq: 2, hash: hash(2) });
        expect(store.outbox(LANE, 1)).toEqual([outgoing(1)]);
        expect(store.outboxOf('c1')).toEqual([outgoing(1), outgoing(2)]);
      });
      it('[S4] gives no number twice', () => {
        write(() => store.queue(outgoing(1)));
        expect(() => write(() => store.queue(outgoing(2, 'c1', { dseq: 1 })))).toThrow(/UNIQUE|given before/);
      });
      it('[S4] numbers of one lane stand apart from those of another and of an earlier incarnation', () => {
        const elsewhere = { ...outgoing(1).command, id: 'cmd-8', lane: 'andere', caseId: 'c8' };
        write(() => {
          store.queue(outgoing(1));
          store.queue(outgoing(8, 'c8', { command: elsewhere, text: JSON.stringify(elsewhere), dseq: 1, hash: hash(8) }));
          store.raiseGen(LANE, 1);
          store.queue(outgoing(2, 'c1', { gen: 1, dseq: 1 }));
        });
        const hashes = (lane: string, gen: number): readonly string[] => store.journal(lane, gen, 0, 9).map((entry) => entry.hash);
        expect([hashes(LANE, 0), hashes(LANE, 1), hashes('andere', 0), hashes('andere', 1), hashes('keine', 0)]).toEqual([
          [hash(1)],
          [hash(2)],
          [hash(8)],
          [],
          [],
        ]);
        expect([store.journalHead(LANE).hash, store.journalHead('andere').hash]).toEqual([hash(2), hash(8)]);
      });
      it('[S5] a settled command leaves the outbox and stays in the journal', () => {
        write(() => [1, 2].forEach((n) => store.queue(outgoing(n))));
        const outcome = { command: 'cmd-1', lane: LANE, dseq: 1, verdict: 'accepted', refusal: null, at: 9 } as const;
        write(() => store.settle(outcome));
        expect([store.outboxCount(LANE), store.outbox(LANE, 9).map(({ dseq }) => dseq), store.waiting('cmd-1')]).toEqual([1, [2], null]);
        expect(store.journal(LANE, 0, 0, 9).map(({ dseq, text, forecast }) => [dseq, text, forecast.length])).toEqual([
          [1, outgoing(1).text, 0],
          [2, outgoing(2).text, 1],
        ]);
        expect([store.outcome('cmd-1'), store.outcome('cmd-2'), store.knowsCommand('cmd-1'), store.knowsCommand('cmd-9')]).toEqual([
          outcome,
          null,
          true,
          false,
        ]);
      });
      it('[S5] the first verdict on a command stands', () => {
        write(() => {
          store.settle({ command: 'cmd-1', lane: LANE, dseq: 1, verdict: 'accepted', refusal: null, at: 9 });
          store.settle({ command: 'cmd-1', lane: LANE, dseq: 1, verdict: 'refused', refusal: { code: 'x', data: {} }, at: 10 });
        });
        expect(store.outcome('cmd-1')?.verdict).toBe('accepted');
      });
      it('[S5] a verdict given anew after the ledger was set back takes the place of the first', () => {
        write(() => store.settle({ command: 'cmd-1', lane: LANE, dseq: 1, verdict: 'accepted', refusal: null, at: 9 }));
        const anew = { command: 'cmd-1', lane: LANE, dseq: 1, verdict: 'refused', refusal: { code: 'x', data: {} }, at: 10 } as const;
        write(() => store.revise(anew));
        expect(store.outcome('cmd-1')).toEqual(anew);
      });
      it('[S5] who was refused, then accepted and then refused anew is told again; what somebody has read stays read', () => {
        const refuse = (n: number, code: string): void => store.refuse(outgoing(n), { code, data: {} }, n);
        write(() => [1, 2].forEach((n) => refuse(n, 'first')));
        write(() => store.dismiss('cmd-1', 9, 'accepted'));
        write(() => store.dismiss('cmd-2', 9, 'seen'));
        write(() => [1, 2].forEach((n) => refuse(n, 'second')));
        expect(store.refused(LANE, null).map(({ outgoing: { command }, refusal }) => [command.id, refusal.code])).toEqual([
          ['cmd-1', 'second'],
        ]);
      });
      it('[S6] a new incarnation numbers from 1 and a waiting command may move into it', () => {
        write(() => [1, 2].forEach((n) => store.queue(outgoing(n))));
        write(() => {
          store.settle({ command: 'cmd-1', lane: LANE, dseq: 1, verdict: 'accepted', refusal: null, at: 9 });
          store.raiseGen(LANE, 3);
          store.requeue(outgoing(2, 'c1', { gen: 3, dseq: 1, prev: '', hash: hash(7) }));
          store.requeue(outgoing(1, 'c1', { gen: 3, dseq: 2 }));
        });
        expect(store.journalHead(LANE)).toEqual({ gen: 3, dseq: 1, hash: hash(7) });
        expect([store.journal(LANE, 0, 0, 9).length, store.outbox(LANE, 9).map(({ gen, dseq }) => [gen, dseq])]).toEqual([1, [[3, 1]]]);
      });
      it('[S7] a refused command stands on its author’s list until it is dismissed, with the evidence', () => {
        const refusal = { code: 'not-holder', data: { person: 'mia' } };
        write(() => {
          store.refuse(outgoing(1), refusal, 20);
          store.refuse(outgoing(2), refusal, 30);
        });
        expect(store.refused(LANE, 'lena').map(({ outgoing: o }) => o.command.id)).toEqual(['cmd-2', 'cmd-1']);
        expect([store.refused(LANE, 'mia').length, store.refused(LANE, null).length, store.refused('hotel', null).length]).toEqual([
          0, 2, 0,
        ]);
        write(() => store.dismiss('cmd-1', 40, 'erledigt'));
        expect(store.refused(LANE, 'lena').length).toBe(1);
        expect(store.refusedOf('c1')[0]).toEqual({ outgoing: outgoing(1), refusal, at: 20, dismissed: { at: 40, reason: 'erledigt' } });
      });
    });
  });
};
