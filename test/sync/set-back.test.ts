// Hubs and desks set back to an older copy, with or without saying so: what one has lost the other tells again, and nothing is ever wiped.
import { describe, expect, it } from 'vitest';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { createMemoryLedgerStore, type MemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { LANE, notes, opens, says } from './desks.ts';
import { wellBeside } from './forged.ts';
import {
  casesOf,
  consults,
  createHubDesk,
  createOffice,
  DESK_STORES,
  settleDown,
  trouble,
  type HubDesk,
  type Office,
} from './hub-desks.ts';

/** Lena and Murat (billing) and Jonas (faults) at desks of their own, with work behind them that a backup knows and work it does not. */
const dayOfLoss = async (newStore?: () => DeskStore) => {
  const store = createMemoryLedgerStore();
  const office = await createOffice({ store, ...(newStore === undefined ? {} : { newStore }) });
  const [front, lead, back] = [createHubDesk(office, ['lena']), createHubDesk(office, ['murat']), createHubDesk(office, ['jonas'])];
  const desks = [front, lead, back];
  for (const desk of desks) await desk.engine.sync();
  const old = opens(front, 'Schon gesichert');
  consults(front, old);
  for (const desk of desks) await desk.engine.sync(LANE);
  const backup = store.image();
  const fresh = opens(front, 'Nicht gesichert');
  notes(front, old, 'nach der Sicherung');
  notes(back, old, 'aus der Störung', 'jonas');
  for (const desk of [front, back, lead, front, back]) await desk.engine.sync(LANE);
  for (const desk of desks) await desk.engine.fillHistories(LANE);
  return { office, backup, front, lead, back, old, fresh };
};

/** The same hub over an older copy of its store; announced, it begins a new epoch as its record outside the store tells it to. */
const restored = async (office: Office, backup: ReturnType<MemoryLedgerStore['image']>, announced: boolean): Promise<Office> => {
  const store = createMemoryLedgerStore(backup);
  const again = await createOffice({ newStore: office.newStore, store, seed: 99, clock: office.clock });
  office.bound.forEach((people, device) => again.bound.set(device, people));
  const head = (await store.head(LANE))!;
  if (announced) await store.renewEpoch(LANE, head.epoch, { epoch: 'after-restore', from: head.position });
  return again;
};

const reopened = (office: Office, desk: HubDesk): HubDesk =>
  createHubDesk(office, office.bound.get(desk.device) ?? [], { store: desk.store, device: desk.device });

const rounds = async (desks: readonly HubDesk[]): Promise<void> => {
  for (let round = 0; round < 3; round += 1) for (const desk of desks) await desk.engine.sync(LANE);
  for (const desk of desks) await desk.engine.fillHistories(LANE);
};

describe.each(DESK_STORES)('in %s', (_, newStore) => {
  describe('a hub set back', () => {
    it.each([
      ['[Y56] and saying so', true],
      ['[Y57] without knowing it', false],
    ])('%s is told again what it lost, by whoever said it', async (_, announced) => {
      const { office, backup, front, lead, back, old, fresh } = await dayOfLoss(newStore);
      const again = await restored(office, backup, announced);
      const desks = [lead, back, front].map((desk) => reopened(again, desk));
      // The lead said nothing himself, so he can only wait for the others: what the hub lost stands aside here.
      await desks[0]!.engine.sync(LANE);
      expect([trouble(desks[0]!), desks[0]!.engine.status(LANE).aside, casesOf(desks[0]!)]).toEqual([null, 3, [old]]);
      expect(desks[0]!.store.aside(LANE).map(({ entry }) => entry.event.type)).toEqual(['case-opened', 'note-added', 'note-added']);
      await rounds(desks);
      for (const desk of desks) {
        expect([trouble(desk), desk.engine.status(LANE).aside, desk.store.aside(LANE)]).toEqual([null, undefined, []]);
        expect(desk.store.eventsOf(old)).toHaveLength(4);
      }
      expect([casesOf(desks[0]!).length, desks[0]!.store.tables(fresh)]).toEqual([2, desks[2]!.store.tables(fresh)]);
      expect(desks[0]!.store.search(LANE, 'sicherung', 9)).toEqual([old]);
      expect((await again.ledgerStore.epochs(LANE)).length).toBe(2);
      await wellBeside(again, ...desks);
    });

    it('[Y56] a desk killed between cutting and telling tells all the same', async () => {
      const { office, backup, front, old } = await dayOfLoss(newStore);
      const again = await restored(office, backup, true);
      const dying = createHubDesk(again, ['lena'], {
        store: front.store,
        device: front.device,
        wire: (transport) => ({ ...transport, push: () => Promise.reject(new Error('killed')) }),
      });
      await dying.engine.sync(LANE);
      expect([trouble(dying), dying.store.aside(LANE).length]).toEqual(['unreachable: killed', 3]);
      const alive = reopened(again, front);
      await rounds([alive]);
      expect([trouble(alive), alive.store.eventsOf(old).length, alive.engine.status(LANE).aside]).toEqual([null, 3, 1]);
      await wellBeside(again, alive);
    });

    it('[Y57] a desk without any history says where the logs part by the places it stood at', async () => {
      const store = createMemoryLedgerStore();
      const office = await createOffice({ newStore, store });
      const [front, late] = [createHubDesk(office, ['lena']), createHubDesk(office, ['murat'])];
      await front.engine.sync();
      opens(front);
      await front.engine.sync(LANE);
      await late.engine.sync();
      const backup = store.image();
      const fresh = opens(front, 'Nicht gesichert');
      await front.engine.sync(LANE);
      office.clock.now += 86_400_000;
      await late.engine.sync(LANE);
      expect([late.store.unfilledCount(LANE), late.store.head(LANE).position]).toEqual([2, 2]);
      const again = await restored(office, backup, false);
      const found = reopened(again, late);
      await found.engine.sync(LANE);
      expect((await again.ledgerStore.epochs(LANE)).map(({ from }) => from)).toEqual([0, 1]);
      expect([trouble(found), casesOf(found).includes(fresh)]).toEqual([null, false]);
      await rounds([reopened(again, front), found]);
      expect(casesOf(found)).toContain(fresh);
      await wellBeside(again, found);
    });

    it('[Y59] a verdict that comes out otherwise is told, both ways', async () => {
      const store = createMemoryLedgerStore();
      const office = await createOffice({ newStore, store });
      const [front, lead] = [createHubDesk(office, ['lena']), createHubDesk(office, ['lena'])];
      for (const desk of [front, lead]) await desk.engine.sync();
      const caseId = opens(front);
      for (const desk of [front, lead]) await desk.engine.sync(LANE);
      const backup = store.image();
      const wait = { reason: front.engine.policy(LANE)!.pack.waits[0]!.id, until: null };
      const won = says(front, 'start-wait', caseId, wait, { text: 'zuerst' }).command;
      const lost = says(lead, 'start-wait', caseId, wait, { text: 'zuletzt' }).command;
      await front.engine.sync(LANE);
      await lead.engine.sync(LANE);
      expect([front.store.outcome(won)?.verdict, lead.store.refused(LANE, 'lena').length]).toEqual(['accepted', 1]);
      const again = await restored(office, backup, true);
      // Now the other one comes first.
      const [slow, quick] = [reopened(again, front), reopened(again, lead)];
      await quick.engine.sync(LANE);
      await rounds([slow, quick]);
      expect(quick.store.refused(LANE, 'lena')).toEqual([]);
      expect(slow.store.refused(LANE, 'lena').map(({ outgoing }) => outgoing.command.id)).toEqual([won]);
      expect((await again.ledgerStore.eventsOf(caseId)).map(({ event }) => event.command)).toContain(lost);
      await wellBeside(again, slow, quick);
    });
  });

  describe('another hub', () => {
    it('[Y58] is not followed, and nothing is sent or taken out', async () => {
      const { office, front, old } = await dayOfLoss(newStore);
      // Even with a copy of the same log it is another one, and writes on by itself.
      const copied = createMemoryLedgerStore((office.ledgerStore as MemoryLedgerStore).image());
      const other = await createOffice({ newStore, store: copied, seed: 5, hub: 'hub-2', clock: office.clock });
      const lost = createHubDesk(other, ['lena'], { store: front.store, device: front.device });
      notes(lost, old, 'bleibt hier');
      await lost.engine.sync(LANE);
      expect([trouble(lost), casesOf(lost).length, lost.store.outboxCount(LANE), lost.store.aside(LANE)]).toEqual([
        'hub-replaced',
        2,
        1,
        [],
      ]);
      expect(lost.asked).not.toContain('push');
    });

    it('[Y58] but the same one, set back to before it had the desk’s epoch, is: the logs say where they part', async () => {
      const { office, backup, front, lead, back, old } = await dayOfLoss(newStore);
      const once = await restored(office, backup, true);
      const desks = [front, lead, back].map((desk) => reopened(once, desk));
      await rounds(desks);
      notes(desks[0]!, old, 'unter der zweiten Epoche');
      await rounds(desks);
      // The older backup again, which knows nothing of the epoch the desks have by now.
      const twice = await restored(once, backup, false);
      const head = (await twice.ledgerStore.head(LANE))!;
      await twice.ledgerStore.renewEpoch(LANE, head.epoch, { epoch: 'third', from: head.position });
      const again = desks.map((desk) => reopened(twice, desk));
      await rounds(again);
      for (const desk of again) expect([trouble(desk), desk.store.eventsOf(old).length, desk.store.aside(LANE)]).toEqual([null, 5, []]);
      await wellBeside(twice, ...again);
    });
  });
});

describe('a journal of two incarnations', () => {
  it('[Y56] is told again from the older one on, although the newer one lacks nothing', async () => {
    const store = createMemoryLedgerStore();
    const office = await createOffice({ store });
    const front = createHubDesk(office, ['lena']);
    await front.engine.sync();
    const caseId = opens(front);
    await front.engine.sync(LANE);
    const backup = store.image();
    notes(front, caseId, 'unter der ersten');
    await front.engine.sync(LANE);
    await front.engine.renewJournal(LANE);
    const again = await restored(office, backup, true);
    const desk = reopened(again, front);
    await rounds([desk]);
    expect([trouble(desk), desk.store.eventsOf(caseId).length, desk.store.aside(LANE)]).toEqual([null, 2, []]);
    await wellBeside(again, desk);
  });
});

describe('a copied disk', () => {
  it('[Y98] whose own history the hub lost and its copy filled with another: each author is told once what is gone, until it comes again', async () => {
    const store = createMemoryLedgerStore();
    const office = await createOffice({ store });
    const front = createHubDesk(office, ['lena']);
    await front.engine.sync();
    const caseId = opens(front);
    await front.engine.sync(LANE);
    const [older, disk] = [store.image(), (front.store as ReturnType<typeof createMemoryDeskStore>).image()];
    const command = notes(front, caseId, 'vom Original');
    await front.engine.sync(LANE);
    const newer = store.image();

    const again = await restored(office, older, true);
    const copy = createHubDesk(again, ['lena'], { store: createMemoryDeskStore(disk), device: front.device });
    notes(copy, caseId, 'von der Kopie');
    await copy.engine.sync(LANE);
    const desk = reopened(again, front);
    await rounds([desk]);
    expect(desk.store.refused(LANE, 'lena').map(({ outgoing, refusal }) => [outgoing.command.id, refusal.code])).toEqual([
      [command, 'lost-with-hub'],
    ]);
    expect([desk.engine.status(LANE).aside, desk.store.eventsOf(caseId).length, copy.store.refused(LANE, null)]).toEqual([1, 2, []]);

    const found = await restored(again, newer, false);
    const after = reopened(found, desk);
    await rounds([after]);
    expect([after.store.refused(LANE, null), after.store.aside(LANE).length]).toEqual([[], 1]);
    expect(after.store.eventsOf(caseId).map(({ event }) => event.command)).toContain(command);
  });
});

describe('a desk set back', () => {
  it('[Y56] begins a new incarnation and gets back what it had said since', async () => {
    const { office, front, old, lead } = await dayOfLoss();
    notes(front, old, 'vor der Kopie');
    const image = front.store as ReturnType<typeof createMemoryDeskStore>;
    const copy = createMemoryDeskStore(image.image());
    notes(front, old, 'nach der Kopie');
    await front.engine.sync(LANE);
    const older = createHubDesk(office, ['lena'], { store: copy, device: front.device });
    await older.engine.sync(LANE);
    notes(older, old, 'weiter');
    await rounds([older, lead]);
    expect([trouble(older), older.store.journalHead(LANE).gen, older.store.outboxCount(LANE)]).toEqual([null, 1, 0]);
    expect(older.store.eventsOf(old)).toHaveLength(7);
    await settleDown(older);
    await wellBeside(office, older, lead);
  });
});
