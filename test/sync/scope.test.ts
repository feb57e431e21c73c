// A desk that may see a part of a lane: what arrives, what goes, and what it is told of the rest.
import { describe, expect, it } from 'vitest';
import { DAY } from '../../shared/kernel/time.ts';
import { LANE, notes, opens, says } from './desks.ts';
import { wellBeside } from './forged.ts';
import { casesOf, consults, createHubDesk, createOffice, DESK_STORES, settleDown, trouble } from './hub-desks.ts';

describe.each(DESK_STORES)('in %s', (_, newStore) => {
  /** Lena (billing) and Jonas (faults) at desks of their own. */
  const twoTeams = async () => {
    const office = await createOffice({ newStore });
    const [front, back] = [createHubDesk(office, ['lena']), createHubDesk(office, ['jonas'])];
    await front.engine.sync();
    await back.engine.sync();
    return { office, front, back };
  };

  describe('a first sync', () => {
    it('[Y50] brings the cases of the desk’s people as snapshots, usable at once, and their histories after them', async () => {
      const { office, front } = await twoTeams();
      const ids = Array.from({ length: 70 }, (_, index) => opens(front, `Fall ${index}`));
      notes(front, ids[0]!, 'erste Notiz');
      await front.engine.sync(LANE);
      const beside = createHubDesk(office, ['murat']);
      await beside.engine.sync();
      expect([trouble(beside), casesOf(beside).length, beside.store.unfilledCount(LANE)]).toEqual([null, 70, 70]);
      expect(beside.store.tables(ids[0]!)).toEqual(front.store.tables(ids[0]!));
      expect(beside.engine.status(LANE).arriving).toEqual({ what: 'history', done: 0, total: 70 });
      expect(beside.store.search(LANE, 'notiz', 9)).toEqual([]);
      await wellBeside(office, beside);
      await settleDown(beside);
      expect([beside.store.unfilledCount(LANE), beside.engine.status(LANE).arriving]).toEqual([0, undefined]);
      expect(beside.store.eventsOf(ids[0]!)).toEqual(front.store.eventsOf(ids[0]!));
      expect(beside.store.search(LANE, 'notiz', 9)).toEqual([ids[0]]);
      await wellBeside(office, front, beside);
    });

    it('[Y50] cut at any question goes on where it was, and nothing arrives twice', async () => {
      const { office, front } = await twoTeams();
      const ids = Array.from({ length: 130 }, () => opens(front));
      await front.engine.sync(LANE);
      let left = 0;
      const beside = createHubDesk(office, ['murat'], {
        wire: (transport) => {
          const dying =
            <Args extends readonly unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
            async (...args: Args): Promise<Answer> => {
              left -= 1;
              if (left < 0) throw new Error('the line is dead');
              return call(...args);
            };
          const { hello, inventory, snapshots, histories, pull } = transport;
          return {
            ...transport,
            hello: dying(hello),
            inventory: dying(inventory),
            snapshots: dying(snapshots),
            histories: dying(histories),
            pull: dying(pull),
          };
        },
      });
      const seen: number[] = [];
      for (let calls = 0; calls < 30 && (trouble(beside) !== null || casesOf(beside).length < ids.length); calls += 1) {
        left = calls;
        await beside.engine.sync();
        seen.push(casesOf(beside).length);
      }
      expect(seen.at(-1)).toBe(ids.length);
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      left = 9_999;
      await beside.engine.sync();
      await beside.engine.fillHistories(LANE);
      expect(beside.asked.filter((name) => name === 'snapshots').length).toBeLessThan(10);
      await wellBeside(office, front, beside);
    });

    it('[Y51] an order goes at once while histories arrive, and a case on the screen gets its history first', async () => {
      const { office, front } = await twoTeams();
      const ids = Array.from({ length: 60 }, () => {
        office.clock.now += 1_000;
        return opens(front);
      });
      await front.engine.sync(LANE);
      const beside = createHubDesk(office, ['murat']);
      await beside.engine.sync();
      const oldest = ids[0]!;
      notes(beside, oldest, 'schon gesehen', 'murat');
      beside.engine.wantHistory(LANE, oldest);
      const next = beside.timers.due.findIndex(({ delay }) => delay < 100);
      beside.timers.due.splice(next, 1)[0]!.work();
      for (let tick = 0; tick < 200; tick += 1) await Promise.resolve();
      expect([beside.store.missing(oldest), beside.store.unfilledCount(LANE)]).toEqual([0, 35]);
      await settleDown(beside);
      await beside.engine.sync(LANE);
      await front.engine.sync(LANE);
      expect(front.store.eventsOf(oldest)).toHaveLength(2);
      await wellBeside(office, front, beside);
    });

    it('[Y51] a snapshot that its events do not bear out gives way to them', async () => {
      const { office, front } = await twoTeams();
      const caseId = opens(front, 'Kein Netz');
      await front.engine.sync(LANE);
      const beside = createHubDesk(office, ['murat'], {
        wire: (transport) => ({
          ...transport,
          snapshots: async (...asked) =>
            (await transport.snapshots(...asked)).map((each) => ({ ...each, state: { ...each.state, contacts: 9 } })),
        }),
      });
      await beside.engine.sync();
      expect(beside.store.confirmedState(caseId)?.contacts).toBe(9);
      notes(front, caseId, 'noch eins');
      await front.engine.sync(LANE);
      await beside.engine.sync(LANE);
      await beside.engine.fillHistories(LANE);
      expect([beside.store.confirmedState(caseId), beside.store.missing(caseId)]).toEqual([front.store.confirmedState(caseId), 0]);
      await wellBeside(office, beside);
    });
  });

  describe('what a desk may see', () => {
    it('[Y52] a case that comes to its people arrives whole, once; of the others only what was granted', async () => {
      const { office, front, back } = await twoTeams();
      const [hers, shared] = [opens(front, 'Nur Abrechnung'), opens(front, 'Auch Störung')];
      notes(front, shared, 'eins');
      const goodwill = { decisionType: 'goodwill-credit', amount: 1000, reason: null, evidence: [] };
      says(front, 'decide', hers, goodwill);
      says(front, 'decide', shared, goodwill);
      await front.engine.sync(LANE);
      await back.engine.sync(LANE);
      expect([casesOf(back), back.store.digests(LANE).map(({ grants }) => grants.length)]).toEqual([[], [1, 1]]);
      consults(front, shared);
      await front.engine.sync(LANE);
      await back.engine.sync(LANE);
      expect([casesOf(back), back.store.missing(shared), back.store.digests(LANE).length]).toEqual([[shared], 4, 1]);
      notes(back, shared, 'dazu', 'jonas');
      await back.engine.sync(LANE);
      await back.engine.fillHistories(LANE);
      await front.engine.sync(LANE);
      expect(back.store.eventsOf(shared)).toEqual(front.store.eventsOf(shared));
      expect(JSON.stringify(back.store.aside(LANE)) + JSON.stringify(back.store.digests(LANE))).not.toContain(hers);
      await wellBeside(office, front, back);
    });

    it('[Y53] a case that goes out of sight is forgotten; what still waits in it is pushed first, and refusals and drafts stay', async () => {
      const { office, front } = await twoTeams();
      const back = createHubDesk(office, ['jonas', 'lena']);
      const [quiet, waiting] = [opens(front), opens(front)];
      await front.engine.sync(LANE);
      await back.engine.sync();
      await back.engine.fillHistories(LANE);
      expect(casesOf(back)).toHaveLength(2);
      notes(back, waiting, 'noch unterwegs', 'jonas');
      back.store.transact(() => back.store.saveDraft({ author: 'jonas', key: `note:${quiet}`, value: { text: 'Entwurf' }, savedAt: 1 }));
      const told: string[] = [];
      back.engine.subscribe(({ cases }) => told.push(...cases));
      office.bound.set(back.device, ['jonas']);
      await back.engine.sync(LANE);
      expect([casesOf(back), back.store.outboxCount(LANE), back.store.row(quiet), back.store.bodiesOf(quiet)]).toEqual([[], 0, null, []]);
      expect(told).toEqual(expect.arrayContaining([quiet, waiting]));
      expect(back.store.draft('jonas', `note:${quiet}`)?.value).toEqual({ text: 'Entwurf' });
      expect((await office.ledgerStore.eventsOf(waiting)).map(({ event }) => event.type)).toEqual(['case-opened', 'note-added']);
      await wellBeside(office, back);
    });

    it('[Y53] a stocktaking that was cut leaves no case behind, although the rights are again what they were', async () => {
      const { office, front } = await twoTeams();
      for (let n = 0; n < 70; n += 1) opens(front);
      await front.engine.sync(LANE);
      let answers = 1;
      const back = createHubDesk(office, ['jonas'], {
        wire: (transport) => ({
          ...transport,
          snapshots: (...asked) => {
            answers -= 1;
            if (answers === 0) return transport.snapshots(...asked);
            office.bound.set(back.device, ['jonas']);
            return Promise.reject(new Error('the line is dead'));
          },
        }),
      });
      await back.engine.sync();
      office.bound.set(back.device, ['jonas', 'lena']);
      await back.engine.sync(LANE);
      expect([casesOf(back).length, trouble(back)]).toEqual([40, 'unreachable: the line is dead']);
      await back.engine.sync(LANE);
      expect([casesOf(back), trouble(back)]).toEqual([[], null]);
    });

    it('[Y53] takes stock once a day, although nobody’s rights have changed', async () => {
      const { office, front } = await twoTeams();
      opens(front);
      await front.engine.sync(LANE);
      const asked = (): number => front.asked.filter((name) => name === 'inventory').length;
      const before = asked();
      await front.engine.sync(LANE);
      expect(asked()).toBe(before);
      office.clock.now += DAY;
      await front.engine.sync(LANE);
      expect([asked() > before, casesOf(front).length, trouble(front)]).toEqual([true, 1, null]);
    });

    it('[Y54] a hole in a case is noticed by its versions and filled, and events that came before are passed over', async () => {
      const { office, front, back } = await twoTeams();
      const caseId = opens(front);
      consults(front, caseId);
      await front.engine.sync(LANE);
      await back.engine.sync(LANE);
      await back.engine.fillHistories(LANE);
      notes(front, caseId, 'eins');
      notes(front, caseId, 'zwei');
      await front.engine.sync(LANE);
      let lost = 1;
      const gappy = createHubDesk(office, ['jonas'], {
        store: back.store,
        wire: (transport) => ({
          ...transport,
          pull: async (...asked) => {
            const page = await transport.pull(...asked);
            return { ...page, events: page.events.filter(() => (lost -= 1) < 0) };
          },
        }),
      });
      await gappy.engine.sync(LANE);
      expect([gappy.store.eventsOf(caseId).length, trouble(gappy)]).toEqual([4, null]);
      await wellBeside(office, front, gappy);
    });
  });

  describe('nobody’s desk', () => {
    it('[Y55] pushes what waits, then forgets everything; whoever signs in again gets it back', async () => {
      const { office, front } = await twoTeams();
      const caseId = opens(front);
      await front.engine.sync(LANE);
      notes(front, caseId, 'vor Feierabend');
      office.bound.set(front.device, []);
      await front.engine.sync(LANE);
      expect([trouble(front), casesOf(front), front.store.outboxCount(LANE)]).toEqual(['no-rights', [], 0]);
      // Nobody had proved himself there any more, so the note is kept for a lead and told to its author.
      expect(front.store.refused(LANE, 'lena').map(({ refusal }) => refusal.code)).toEqual(['not-signed-in-here']);
      office.bound.set(front.device, ['lena']);
      await front.engine.sync(LANE);
      expect([trouble(front), casesOf(front)]).toEqual([null, [caseId]]);
      await wellBeside(office, front);
    });

    it('[Y55] a desk that was locked out may still push, and forgets the cases; a dead line forgets nothing', async () => {
      const { office, front } = await twoTeams();
      const caseId = opens(front);
      await front.engine.sync(LANE);
      const lost = notes(front, caseId, 'gestohlen?');
      front.line.isDead = true;
      office.revoked.add(front.device);
      await front.engine.sync(LANE);
      expect([trouble(front), casesOf(front)]).toEqual(['unreachable: the line is dead', [caseId]]);
      front.line.isDead = false;
      await front.engine.sync(LANE);
      expect([trouble(front), casesOf(front), front.store.outcome(lost)?.verdict]).toEqual(['device-revoked', [], 'quarantined']);
      expect(front.timers.due.some(({ delay }) => delay > 500)).toBe(true);
    });

    it('[Y55] a hub that has lost the lane is not believed to have taken it away', async () => {
      const { office, front } = await twoTeams();
      const caseId = opens(front);
      await front.engine.sync(LANE);
      const empty = createHubDesk(office, ['lena'], {
        store: front.store,
        wire: (transport) => ({
          ...transport,
          hello: () => Promise.resolve(null),
          push: () => Promise.resolve({ ok: false, refusal: { code: 'unknown-lane', data: { lane: LANE } } }),
        }),
      });
      await empty.engine.sync(LANE);
      expect([trouble(empty), casesOf(empty)]).toEqual(['unknown-lane', [caseId]]);
    });
  });
});
