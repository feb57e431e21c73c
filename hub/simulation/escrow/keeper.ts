// Keeps the leases of one desk of the small world: asks in time, returns what is idle or over, and proves what an old incarnation had spent.
import { leftOf, type BudgetAccount } from '../../../shared/case/budget-account.ts';
import { accountAt, ask, clockOf, isOnline, leaseAt, pay, step, type Desk, type DeskWorld } from './desk.ts';
import { olderLeases } from './disk.ts';
import { accountOf, ACCOUNTS, monthAt, MOST_LEASED, POLICY, TICK, type Month } from './papers.ts';
import { requestOf } from './talk.ts';

/** At 30 percent left more is asked for, as the pack says. */
const LOW = Math.floor((MOST_LEASED * POLICY.pack.authority.leases.askAt) / 100);
const DAYS_BEFORE = 40;

/** What a desk does by itself each tick, besides talking. */
export const keepLeases = (world: DeskWorld, desk: Desk): void => {
  const { disk } = desk;
  if (desk.waiting === null && !world.rules.earlyReturns && !isOnline(world, desk)) return;
  const clock = clockOf(world, desk);
  const month = monthAt(clock);
  const lease = leaseAt(world, desk, accountOf(month));
  const { waiting } = desk;
  if (waiting !== null) {
    if (lease !== null && leftOf(lease) >= waiting.amount) {
      desk.waiting = null;
      pay(world, desk, month, lease, waiting.amount);
      if (!desk.isUp) return;
    } else if (world.tick() > waiting.until) desk.waiting = null;
    else ask(world, desk, month, leftOf(lease), waiting.amount);
  }
  if (!isOnline(world, desk)) {
    if (world.rules.earlyReturns) for (const account of ACCOUNTS) giveBackEarly(world, desk, account);
    return;
  }
  const isOpen = world.tick() >= desk.opensAt;
  if (isOpen && leftOf(lease) < LOW) ask(world, desk, month, leftOf(lease), 0);
  const next = monthAt(clock + DAYS_BEFORE * TICK);
  if (isOpen && next !== month && leaseAt(world, desk, accountOf(next)) === null) ask(world, desk, next, 0, 0);
  for (const account of ACCOUNTS) {
    const budget = accountAt(desk, account);
    if (budget === null) continue;
    if (world.rules.earlyReturns) giveBackEarly(world, desk, account);
    else giveBack(world, desk, account, month);
    if (olderLeases(budget, desk.device, disk.gen).length > 0) prove(world, desk, account, budget);
  }
};

/** Said beside the journal, by telephone say, and again until the hub has understood. */
const giveBackEarly = (world: DeskWorld, desk: Desk, account: string): void => {
  const lease = leaseAt(world, desk, account);
  if (lease !== null && leftOf(lease) > 0 && (lease.recalled || world.seeded.unit() < 0.03)) desk.gone.add(lease.lease);
  for (const { lease: held, standing } of accountAt(desk, account)?.leases ?? [])
    if (standing === 'open' && desk.gone.has(held)) world.send(requestOf(world, desk, 'talk', null, { account, lease: held }));
};

const LATE = 10;
/** Now and then an office closes for the day and gives back what it holds. */
const DAY_OVER = 0.005;
const NIGHT = 40;

/** What the hub asks for and nobody waits for here goes back; a month that is over is closed. */
const giveBack = (world: DeskWorld, desk: Desk, account: string, month: Month): void => {
  const { device, disk } = desk;
  const lease = leaseAt(world, desk, account);
  if (lease === null) return;
  const left = leftOf(lease);
  const isOver = account < accountOf(month) && monthAt(clockOf(world, desk) - LATE * TICK) === month;
  const idle = isOver ? left : Math.max(0, left - (desk.waiting?.amount ?? 0));
  const isClosing = desk.waiting === null && world.seeded.unit() < DAY_OVER;
  if (!isOver && (idle === 0 || (!lease.recalled && !isClosing))) return;
  if (isClosing) {
    desk.opensAt = world.tick() + world.seeded.whole(LATE, NIGHT);
    world.closing(desk);
  }
  const data = { lease: lease.lease, device, gen: disk.gen, amount: idle, used: lease.used, close: isOver };
  step(world, desk, { actor: 'watchdog', type: 'return-lease', account, data });
};

/** Leases of an incarnation that was put back: the record says how far it went, and the hub whether it has all of that. */
const prove = (world: DeskWorld, desk: Desk, account: string, budget: BudgetAccount): void => {
  const { device, disk, outside } = desk;
  if (world.tick() < desk.provesAt) return;
  desk.provesAt = world.tick() + LATE;
  for (const { lease, gen: was, granted, used, standing } of olderLeases(budget, device, disk.gen)) {
    if (!world.rules.bound) {
      const data = { lease, device, gen: was, amount: granted - used, used, close: true };
      step(world, desk, { actor: 'watchdog', type: 'return-lease', account, data });
      continue;
    }
    const dseq = outside?.ended.get(was);
    if (dseq === undefined || standing !== 'frozen') continue;
    step(world, desk, { actor: 'watchdog', type: 'thaw-lease', account, data: { lease, device, gen: disk.gen, was, dseq } });
  }
};
