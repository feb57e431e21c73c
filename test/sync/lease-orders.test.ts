// Desks and a hub in whatever order: cut off and together, programs that end, databases put back, a hub set back, a lease given up and spent late.
import { expect, it } from 'vitest';
import { createMemoryDeskStore, type MemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { createMemoryLedgerStore, type MemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { fc } from '../seeded.ts';
import { LANE, says } from './desks.ts';
import { createOffice, type Office } from './hub-desks.ts';
import {
  ACCOUNT,
  addsUp,
  grants,
  hubAccount,
  leaseDesk,
  leaseHere,
  LEAST,
  LIMIT,
  SHARED,
  sharedOffice,
  talk,
  type LeaseDesk,
} from './lease-desks.ts';

type Step = {
  readonly act: 'spend' | 'cut' | 'join' | 'restart' | 'copy' | 'put-back' | 'later';
  readonly who: number;
  readonly amount: number;
};

const ACTS: readonly Step['act'][] = [
  'spend',
  'spend',
  'spend',
  'spend',
  'cut',
  'join',
  'restart',
  'copy',
  'put-back',
  'put-back',
  'later',
];
const step = fc.record({ act: fc.constantFrom(...ACTS), who: fc.nat(1), amount: fc.integer({ min: 900, max: 1_500 }) });

const again = async (office: Office, desk: LeaseDesk, store: LeaseDesk['store'] = desk.store): Promise<LeaseDesk> => {
  await desk.engine.stop();
  const next = leaseDesk(office, desk.people, { store, record: desk.record, device: desk.device });
  next.line.isDead = desk.line.isDead;
  return next;
};

const imageOf = ({ store }: LeaseDesk) => (store as MemoryDeskStore).image();

it('[HL22] whatever the order, nobody is told more than there is, and at every step the account adds up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
      const office = await sharedOffice();
      const desks = [leaseDesk(office, ['lena']), leaseDesk(office, ['tim'])];
      await talk(...desks);
      const copies = desks.map(imageOf);
      for (const { line } of desks) line.isDead = true;
      let told = 0;
      for (const { act, who, amount } of steps) {
        const desk = desks[who]!;
        if (act === 'spend' && grants(desk, ['lena', 'tim'][who]!, amount) === null) told += amount;
        if (act === 'cut') desk.line.isDead = true;
        if (act === 'join') {
          desk.line.isDead = false;
          await talk(desk);
        }
        if (act === 'restart') desks[who] = await again(office, desk);
        if (act === 'copy') copies[who] = imageOf(desk);
        if (act === 'put-back') desks[who] = await again(office, desk, createMemoryDeskStore(copies[who]));
        if (act === 'later') office.clock.now += 20 * 60_000;
        const account = await hubAccount(office);
        // Whatever was told is spent at the hub already, or still reserved there.
        expect([addsUp(account), account.exceeded, told <= account.limit - account.free]).toEqual([true, 0, true]);
      }
      for (const desk of desks) desk.line.isDead = false;
      await talk(...desks);
      const account = await hubAccount(office);
      expect([addsUp(account), account.exceeded, account.spent <= told]).toEqual([true, 0, true]);
    }),
    { numRuns: 10 },
  );
});

it('[HL23] a lease given up is free again; what was spent of it after all is counted beyond, by name, and flagged', async () => {
  const office = await sharedOffice();
  const [lost, boss] = [leaseDesk(office, ['lena']), leaseDesk(office, ['helga'])];
  await talk(lost, boss);
  lost.line.isDead = true;
  expect(grants(lost, 'lena', 1_400)).toBeNull();
  const { lease } = leaseHere(lost)!;
  says(boss, 'write-off-lease', ACCOUNT, { lease, reason: 'lost' }, { text: 'Im Zug liegen geblieben' }, 'helga');
  await talk(boss);
  expect(await hubAccount(office)).toMatchObject({ free: LIMIT, writtenOff: LEAST, spent: 0 });
  lost.line.isDead = false;
  await talk(lost);
  const account = await hubAccount(office);
  // T ≤ B + W.
  expect(account.spent + account.exceeded).toBe(1_400);
  expect(account.exceeded).toBeLessThanOrEqual(account.writtenOff);
  expect(addsUp(account)).toBe(true);
  const flags = (await office.ledgerStore.eventsOf(ACCOUNT)).flatMap(({ event, flag }) => (event.type === 'budget-spent' ? [flag] : []));
  expect(flags).toEqual(['lease-written-off']);
  expect(lost.engine.status(LANE)).toMatchObject({ refused: 0, waiting: 0 });
});

/** The hub over an older copy of its store, which says so with a new epoch. */
const setBack = async (office: Office, image: ReturnType<MemoryLedgerStore['image']>): Promise<Office> => {
  const store = createMemoryLedgerStore(image);
  const next = await createOffice({ store, seed: 99, clock: office.clock, policy: SHARED });
  office.bound.forEach((people, device) => next.bound.set(device, people));
  const head = (await store.head(LANE))!;
  await store.renewEpoch(LANE, head.epoch, { epoch: 'after-restore', from: head.position });
  return next;
};

it('[HL24] a hub that was set back hands out nothing until a manager has released the budget, and counts what it had forgotten', async () => {
  const office = await sharedOffice();
  const [desk, boss] = [leaseDesk(office, ['lena']), leaseDesk(office, ['helga'])];
  await talk(boss);
  const image = (office.ledgerStore as MemoryLedgerStore).image();
  await talk(desk);
  expect(grants(desk, 'lena', 1_400)).toBeNull();
  await talk(desk);
  const after = await setBack(office, image);
  const moved = (each: LeaseDesk): LeaseDesk =>
    leaseDesk(after, each.people, { store: each.store, record: each.record, device: each.device });
  const [late, head] = [moved(desk), moved(boss)];
  await talk(late, head);
  const doubted = await hubAccount(after);
  expect([doubted.spent + doubted.exceeded, doubted.leases, addsUp(doubted)]).toEqual([1_400, [], true]);
  expect(grants(late, 'lena', 100)).toBe('no-lease');
  says(head, 'release-budget', ACCOUNT, {}, { text: 'Alle Plätze haben sich gemeldet' }, 'helga');
  await talk(head, late);
  after.clock.now += 16 * 60_000;
  await talk(late);
  expect(leaseHere(late)).toMatchObject({ standing: 'open', used: 0 });
  expect(addsUp(await hubAccount(after))).toBe(true);
});
