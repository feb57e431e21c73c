// A lease looks fuller than it is where what was spent of it is forgotten, by a hub that was set back or a database without its record: then nothing is spent.
import { expect, it } from 'vitest';
import { createMemoryDeskStore, type MemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { createMemoryLedgerStore, type MemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { MINUTE } from '../../shared/kernel/time.ts';
import { LANE, opens, says } from './desks.ts';
import { createOffice, type Office } from './hub-desks.ts';
import {
  ACCOUNT,
  BUDGET,
  createRecord,
  grants,
  hubAccount,
  leaseDesk,
  leaseHere,
  LEAST,
  MONTH,
  SHARED,
  sharedOffice,
  talk,
} from './lease-desks.ts';

const setBack = async (office: Office, backup: ReturnType<MemoryLedgerStore['image']>): Promise<Office> => {
  const store = createMemoryLedgerStore(backup);
  const again = await createOffice({ policy: SHARED, newStore: office.newStore, store, seed: 99, clock: office.clock });
  office.bound.forEach((people, device) => again.bound.set(device, people));
  const head = (await store.head(LANE))!;
  await store.renewEpoch(LANE, head.epoch, { epoch: 'after-restore', from: head.position });
  return again;
};

it('[HL27] while the hub that was set back has not told again what this desk spent, nothing is spent of its lease', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  const backup = (office.ledgerStore as MemoryLedgerStore).image();
  expect(grants(desk, 'lena', 1_400)).toBeNull();
  await talk(desk);
  expect(leaseHere(desk)).toMatchObject({ granted: LEAST, used: 1_400 });

  const again = await setBack(office, backup);
  const back = leaseDesk(again, ['lena'], { store: desk.store, record: desk.record, device: desk.device });
  // It learns that the hub forgot, and the line breaks before it could say its own again.
  Object.defineProperty(back.line, 'isDead', { configurable: true, get: () => back.asked.at(-1) === 'push' });
  await back.engine.sync(LANE);
  expect(leaseHere(back)).toBeNull();
  expect(grants(back, 'lena', 1_400)).toBe('no-lease');
  // It can say it, and hears no more of what came of it.
  let pushed = false;
  Object.defineProperty(back.line, 'isDead', {
    configurable: true,
    get: () => {
      const isLate = pushed && back.asked.at(-1) !== 'push';
      pushed ||= back.asked.at(-1) === 'push';
      return isLate;
    },
  });
  await back.engine.sync(LANE);
  expect(grants(back, 'lena', 1_400)).toBe('no-lease');

  Object.defineProperty(back.line, 'isDead', { configurable: true, value: false, writable: true });
  await talk(back);
  expect(leaseHere(back)).toMatchObject({ granted: LEAST, used: 1_400 });
  expect(await hubAccount(again)).toMatchObject({ spent: 1_400, exceeded: 0 });
});

it('[HL28] a database that has only asked for its lease, put back without its record, spends nothing of what came since', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  // The question is written, and nobody has answered it yet.
  await desk.engine.sync(LANE);
  Object.defineProperty(desk.line, 'isDead', { configurable: true, get: () => desk.asked.at(-1) === 'push' });
  await desk.engine.sync(LANE);
  const asked = createMemoryDeskStore((desk.store as MemoryDeskStore).image());
  expect(asked.outbox(LANE, 9).map(({ command }) => command.type)).toEqual(['ask-lease']);
  Object.defineProperty(desk.line, 'isDead', { configurable: true, value: false, writable: true });
  await talk(desk);
  desk.line.isDead = true;
  expect(grants(desk, 'lena', 1_400)).toBeNull();

  await desk.engine.stop();
  const back = leaseDesk(office, ['lena'], { store: asked, record: createRecord(), device: desk.device });
  await talk(back);
  expect(back.store.journalHead(LANE).gen).toBe(1);
  const { leases } = await hubAccount(office);
  // The old one stays reserved: nobody knows what it paid.
  expect(leases.filter(({ gen }) => gen === 0).every(({ standing }) => standing === 'frozen')).toBe(true);
  expect(leaseHere(back)?.gen ?? 1).toBe(1);
});

it('[HL38] what a hub gave back and forgot when it was set back, the desk that had drawn it gives back', async () => {
  const kept = createMemoryLedgerStore();
  let backup = kept.image();
  const append: MemoryLedgerStore['append'] = async (change) => {
    const done = await kept.append(change);
    // Between the proposal that goes up, and what the hub writes of it by itself.
    if (change.settled.some(({ text }) => text.includes('"type":"ask-approval"'))) backup = kept.image();
    return done;
  };
  const office = await createOffice({ policy: SHARED, store: { ...kept, append } });
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  const caseId = opens(desk);
  const [decision, amount] = ['proposal-1', 6_000];
  const draws = [{ account: ACCOUNT, lease: null, amount }];
  const spend = { ...BUDGET, ledgers: [...BUDGET.ledgers], month: MONTH, lease: null, decision, case: caseId, amount, proposed: true };
  const wish = { decisionType: 'goodwill-credit', amount, reason: null, evidence: [], customerWaiting: false, recommendation: 'grant' };
  const proposal = { ...wish, proposed: { until: office.clock.now + 60 * MINUTE }, draws };
  const done = desk.engine.submitAll([
    { lane: LANE, caseId: ACCOUNT, actor: 'lena', type: 'spend-budget', data: spend, body: null },
    { lane: LANE, caseId, actor: 'lena', type: 'ask-approval', data: proposal, body: null, command: decision },
  ]);
  expect(done.ok).toBe(true);
  await talk(desk);
  const back = async (of: Office) =>
    (await of.ledgerStore.eventsOf(ACCOUNT)).filter(({ event }) => event.type === 'budget-given-back').length;
  expect([(await hubAccount(office)).spent, await back(office)]).toEqual([0, 1]);

  const again = await setBack(office, backup);
  expect([(await hubAccount(again)).spent, await back(again)]).toEqual([amount, 0]);
  const here = leaseDesk(again, ['lena'], { store: desk.store, record: desk.record, device: desk.device });
  await talk(here);
  expect([(await hubAccount(again)).spent, await back(again)]).toEqual([0, 1]);
  expect(here.engine.status(LANE)).toMatchObject({ waiting: 0, refused: 0, trouble: null });
  await talk(leaseDesk(again, ['lena'], { store: desk.store, record: desk.record, device: desk.device }));
  expect(await back(again)).toBe(1);
});

it('[HL29] after the hub was set back no number of an older incarnation proves its lease whole: it stays reserved', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  const copy = createMemoryDeskStore((desk.store as MemoryDeskStore).image());
  expect(grants(desk, 'lena', 1_400)).toBeNull();
  await talk(desk);
  const backup = (office.ledgerStore as MemoryLedgerStore).image();
  await desk.engine.stop();
  const back = leaseDesk(office, ['lena'], { store: copy, record: desk.record, device: desk.device });
  // The hub is set back before it hears of the new incarnation; everything of the old one it still has.
  const again = await setBack(office, backup);
  const here = leaseDesk(again, ['lena'], { store: back.store, record: desk.record, device: desk.device });
  const head = leaseDesk(again, ['helga']);
  await talk(head, here);
  says(head, 'release-budget', ACCOUNT, {}, { text: 'Alle Plätze haben sich gemeldet' }, 'helga');
  for (let round = 0; round < 3; round += 1) {
    again.clock.now += 16 * MINUTE;
    await talk(head, here);
  }
  const { leases } = await hubAccount(again);
  expect(leases.map(({ gen, standing }) => [gen, standing])).toEqual([
    [0, 'frozen'],
    [1, 'open'],
  ]);
});
