// A database put back from a backup spends no lease twice: the record outside of it notices, whatever step of a lease came after the copy.
import { expect, it } from 'vitest';
import { LANE, opens, says } from './desks.ts';
import type { Office } from './hub-desks.ts';
import {
  ACCOUNT,
  accountOf,
  addsUp,
  createRecord,
  grants,
  hubAccount,
  leaseDesk,
  leaseHere,
  LEAST,
  LIMIT,
  sharedOffice,
  talk,
  type LeaseDesk,
} from './lease-desks.ts';
import { createMemoryDeskStore, type MemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';

const copyOfStore = (store: DeskStore): MemoryDeskStore => createMemoryDeskStore((store as MemoryDeskStore).image());

/** The same workstation with another database: as after a backup was put back. The record is where it was. */
const putBack = async (
  office: Office,
  desk: LeaseDesk,
  store: ReturnType<typeof copyOfStore>,
  record = desk.record,
): Promise<LeaseDesk> => {
  await desk.engine.stop();
  return leaseDesk(office, desk.people, { store, record, device: desk.device });
};

const gen = ({ store }: LeaseDesk): number => store.journalHead(LANE).gen;
const cut = (desk: LeaseDesk): LeaseDesk => {
  desk.line.isDead = true;
  return desk;
};

/** A workstation with a lease, everything said. */
const furnished = async (): Promise<{ readonly office: Office; readonly desk: LeaseDesk }> => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  return { office, desk };
};

/** Steps of a lease after a copy was taken; each must be noticed when the copy is put back. */
const STEPS: readonly (readonly [string, (desk: LeaseDesk) => Promise<void> | void])[] = [
  ['a spend that the hub has not seen', (desk) => void grants(cut(desk), 'lena', 1_000)],
  [
    'a spend that the hub has seen',
    async (desk) => {
      grants(desk, 'lena', 1_000);
      await talk(desk);
    },
  ],
  [
    'two spends and a question for more',
    async (desk) => {
      grants(desk, 'lena', 1_400);
      grants(desk, 'lena', 1_400);
      await talk(desk);
    },
  ],
  [
    'a return',
    async (desk) => {
      desk.people.length = 0;
      await talk(desk);
    },
  ],
];

it.each(STEPS)('[HL7] a copy from before %s is noticed at once, offline, and spends nothing of the old lease', async (_name, step) => {
  const { office, desk } = await furnished();
  const copy = copyOfStore(desk.store);
  await step(desk);
  const back = cut(await putBack(office, desk, copy));
  opens(back);
  expect(gen(back)).toBe(1);
  expect(leaseHere(back)).toBeNull();
  expect(grants(back, 'lena', 1_000)).toBe('no-lease');
});

it('[HL7] what came from the hub after the copy needs no record: it comes again, and nothing was said in between', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  const empty = copyOfStore(desk.store);
  await talk(desk);
  const copy = copyOfStore(desk.store);
  // A grant was seen after this copy, and nothing was said: the same journal, an older log.
  const back = await putBack(office, desk, copy);
  await talk(back);
  expect([gen(back), leaseHere(back)?.granted]).toEqual([0, LEAST]);
  const lost = await putBack(office, back, empty);
  await talk(lost);
  expect(gen(lost)).toBe(1);
  expect(addsUp(await hubAccount(office))).toBe(true);
});

it('[HL8] where the hub has everything that was said, the old lease is whole again; where something is lost it stays reserved', async () => {
  const { office, desk } = await furnished();
  const copy = copyOfStore(desk.store);
  grants(desk, 'lena', 1_000);
  await talk(desk);
  const back = await putBack(office, desk, copy);
  await talk(back);
  const whole = await hubAccount(office);
  expect(addsUp(whole)).toBe(true);
  // One lease of the new incarnation, the old one closed, what was spent is spent.
  expect(whole.leases.map((row) => [row.gen, row.standing])).toEqual([[1, 'open']]);
  expect(whole.spent).toBe(1_000);

  const second = copyOfStore(back.store);
  grants(cut(back), 'lena', 1_200);
  const again = await putBack(office, back, second);
  await talk(again);
  const held = await hubAccount(office);
  expect(addsUp(held)).toBe(true);
  expect(held.leases.map((row) => [row.gen, row.standing])).toEqual([
    [1, 'frozen'],
    [2, 'open'],
  ]);
  office.clock.now += 16 * 60_000;
  await talk(again);
  expect((await hubAccount(office)).leases.map(({ standing }) => standing)).toEqual(['frozen', 'open']);
  expect(again.engine.status(LANE)).toMatchObject({ refused: 0, waiting: 0 });
});

it('[HL9] a record one command behind was written by a program that ended before anybody was told: nothing is lost, nobody is held up', async () => {
  const { office, desk } = await furnished();
  const before = desk.record.text;
  grants(cut(desk), 'lena', 1_000);
  const behind = createRecord();
  behind.text = before;
  const back = await putBack(office, desk, copyOfStore(desk.store), behind);
  opens(back);
  expect([gen(back), leaseHere(back)?.used]).toEqual([0, 1_000]);
  await talk(back);
  expect((await hubAccount(office)).spent).toBe(1_000);
});

it('[HL9] a database older than a record that is one command behind is noticed all the same', async () => {
  const { office, desk } = await furnished();
  const copy = copyOfStore(desk.store);
  cut(desk);
  grants(desk, 'lena', 500);
  const behind = createRecord();
  behind.text = desk.record.text;
  grants(desk, 'lena', 1_000);
  const back = cut(await putBack(office, desk, copy, behind));
  opens(back);
  expect([gen(back), leaseHere(back)]).toEqual([1, null]);
});

it('[HL10] a lease without its record is nobody’s: a folder carried to another machine spends nothing of it', async () => {
  const { office, desk } = await furnished();
  const copy = copyOfStore(desk.store);
  const elsewhere = cut(await putBack(office, desk, copy, createRecord()));
  opens(elsewhere);
  expect([gen(elsewhere), leaseHere(elsewhere)]).toEqual([1, null]);
  const other = createRecord();
  other.text = desk.record.text!.replace(desk.device, 'somebody-else');
  const stranger = cut(await putBack(office, desk, copyOfStore(desk.store), other));
  opens(stranger);
  expect(leaseHere(stranger)).toBeNull();
});

it('[HL11] where the record cannot be written nothing more is spent from a lease, until it can', async () => {
  const { desk } = await furnished();
  cut(desk);
  desk.record.fails = true;
  expect(grants(desk, 'lena', 1_000)).toBeNull();
  expect(desk.engine.holder(LANE)).toBeNull();
  expect(grants(desk, 'lena', 1_000)).toBe('no-lease');
  desk.record.fails = false;
  opens(desk);
  expect(grants(desk, 'lena', 1_000)).toBeNull();
});

it('[HL12] a question of an incarnation that ended gives nothing back: it is dropped, and asked anew', async () => {
  const { office, desk } = await furnished();
  grants(desk, 'lena', 500);
  await talk(desk);
  desk.people.length = 0;
  cut(desk);
  // The return waits; then a spend that only this database had is lost with it.
  says(
    desk,
    'return-lease',
    ACCOUNT,
    { lease: leaseHere(desk)!.lease, device: desk.device, gen: 0, amount: 2_500, used: 500, close: true },
    {},
    'watchdog',
  );
  const copy = copyOfStore(desk.store);
  const ahead = createRecord();
  ahead.text = desk.record.text!.replace(/"dseq":(\d+)/, (_whole, dseq: string) => `"dseq":${Number(dseq) + 1}`);
  const back = await putBack(office, desk, copy, ahead);
  await talk(back);
  const account = await hubAccount(office);
  expect(account.leases.map(({ gen: of, granted, used }) => [of, granted, used])).toContainEqual([0, LEAST, 500]);
  expect(account.free).toBeLessThan(LIMIT - LEAST + 500);
  // Nobody sits here any more who may see it.
  expect(accountOf(back)).toBeNull();
});
