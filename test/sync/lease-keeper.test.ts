// A workstation keeps its leases by itself: asks, tops up, gives back what is recalled, over or nobody's, and never spends more than it holds.
import { describe, expect, it } from 'vitest';
import { DAY } from '../../shared/kernel/time.ts';
import { LANE, says } from './desks.ts';
import { DESK_STORES } from './hub-desks.ts';
import { ACCOUNT, accountOf, addsUp, grants, hubAccount, leaseDesk, leaseHere, LEAST, LIMIT, sharedOffice, talk } from './lease-desks.ts';

describe.each(DESK_STORES)('leases over a %s store', (_name, newStore) => {
  it('[HL1] the first conversation of a desk ends with a lease for its people, out of what is free', async () => {
    const office = await sharedOffice(newStore);
    const desk = leaseDesk(office, ['lena']);
    await talk(desk);
    expect(leaseHere(desk)).toMatchObject({ granted: LEAST, used: 0, standing: 'open' });
    const account = await hubAccount(office);
    expect([account.free, addsUp(account)]).toEqual([LIMIT - LEAST, true]);
    expect(desk.engine.status(LANE)).toMatchObject({ waiting: 0, refused: 0, trouble: null });
  });
});

it('[HL1] nobody is asked for twice, and people whom no budget binds ask for none', async () => {
  const office = await sharedOffice();
  const [desk, lead] = [leaseDesk(office, ['lena']), leaseDesk(office, ['murat'])];
  await talk(desk, lead);
  const { leases } = await hubAccount(office);
  expect(leases.map(({ device }) => device)).toEqual([desk.device]);
  const asked = (await office.ledgerStore.eventsOf(ACCOUNT)).filter(({ event }) => event.type === 'lease-granted');
  expect(asked).toHaveLength(1);
});

it('[HL2] a spend and its decision are one: from the lease alone, and not a cent more than it holds', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  desk.line.isDead = true;
  expect([grants(desk, 'lena', 1_500), grants(desk, 'lena', 1_500)]).toEqual([null, null]);
  const before = desk.store.outboxCount(LANE);
  expect(grants(desk, 'lena', 1)).toBe('lease-short');
  // The case of it was opened; of spend and decision nothing is left.
  expect(desk.store.outboxCount(LANE)).toBe(before + 1);
  expect(leaseHere(desk)).toMatchObject({ used: LEAST });
  desk.line.isDead = false;
  await talk(desk);
  const account = await hubAccount(office);
  expect(account.spent).toBe(LEAST);
  expect(addsUp(account)).toBe(true);
});

it('[HL3] a lease that runs low is topped up by use', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  for (let spent = 0; spent < 2_400; spent += 1_200) expect(grants(desk, 'lena', 1_200)).toBeNull();
  await talk(desk);
  // 2,400 in a day, for three days.
  expect(leaseHere(desk)).toMatchObject({ used: 2_400, granted: 2_400 + 7_200 });
  expect(addsUp(await hubAccount(office))).toBe(true);
});

it('[HL4] what is recalled and idle goes back, a month that ended is closed, and so is the lease of people who are gone', async () => {
  const office = await sharedOffice();
  const [desk, lead] = [leaseDesk(office, ['lena']), leaseDesk(office, ['murat'])];
  await talk(desk, lead);
  says(lead, 'recall-lease', ACCOUNT, { lease: leaseHere(desk)!.lease }, {}, 'murat');
  await talk(lead, desk);
  expect(leaseHere(desk)).toMatchObject({ granted: 0, recalled: false });
  expect((await hubAccount(office)).free).toBe(LIMIT);
  office.clock.now += 16 * 60_000;
  await talk(desk);
  expect(leaseHere(desk)).toMatchObject({ granted: LEAST });
  office.clock.now += 30 * DAY;
  await talk(desk);
  expect(await hubAccount(office)).toMatchObject({ leases: [], free: LIMIT });
  const july = ACCOUNT.replace('2026-06', '2026-07');
  expect((await hubAccount(office, july)).leases).toHaveLength(1);
  desk.people.length = 0;
  await talk(desk);
  expect(await hubAccount(office, july)).toMatchObject({ leases: [], free: LIMIT });
});

it('[HL5] near the end of a month the next one is asked for, too', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  office.clock.now = Date.UTC(2026, 5, 28, 10);
  await talk(desk);
  const july = ACCOUNT.replace('2026-06', '2026-07');
  expect([leaseHere(desk)?.granted, leaseHere(desk, july)?.granted]).toEqual([LEAST, LEAST]);
  expect(accountOf(desk, july)?.month).toBe('2026-07');
});

it('[HL6] questions the hub declines stand on nobody’s list and are not repeated for nothing', async () => {
  const office = await sharedOffice();
  const desks = Array.from({ length: 8 }, () => leaseDesk(office, ['lena']));
  await talk(...desks);
  await talk(...desks);
  const account = await hubAccount(office);
  expect(addsUp(account)).toBe(true);
  const before = (await office.ledgerStore.head(LANE))?.position;
  for (let turn = 0; turn < 3; turn += 1) await talk(...desks);
  expect((await office.ledgerStore.head(LANE))?.position).toBe(before);
  for (const desk of desks) expect(desk.engine.status(LANE)).toMatchObject({ refused: 0, waiting: 0 });
});
