// Runs one desk of the small world: what it has, what it believes, and how it tells a customer what a lease covers.
import { leaseOfDesk, leftOf, type BudgetAccount, type Lease } from '../../../shared/case/budget-account.ts';
import type { Command, CommandType } from '../../../shared/case/commands.ts';
import type { CaseState } from '../../../shared/case/state.ts';
import type { Seeded } from '../../../shared/kernel/seeded.ts';
import { decideOn } from '../../../shared/sync/forecast.ts';
import type { Branch, Frame, Pushed } from './bank.ts';
import { append, believed, compared, journalOf, noted, outboxOf, type Disk, type Outside } from './disk.ts';
import { accountOf, contextOf, keyOf, LANE, monthAt, MOST_LEASED, POLICY, TICK, type Actor, type Month } from './papers.ts';
import { TTL, type Rules } from './variants.ts';

/** A sum an agent has told a customer. */
export type Told = { readonly decision: string; readonly account: string; readonly amount: number; readonly lease: string };

export type Call = { readonly id: string; readonly at: number };

/** What a desk sends; the hub answers as it finds things when it arrives. */
export type Request = {
  readonly desk: Desk;
  readonly run: number;
  readonly id: string;
  readonly kind: 'hello' | 'talk';
  readonly device: string;
  readonly branch: Branch;
  readonly frame: Frame | null;
  /** Beside the journal, where a variant does so. */
  readonly returned: { readonly account: string; readonly lease: string } | null;
};

export type Answer = {
  readonly run: number;
  readonly id: string;
  readonly kind: 'hello' | 'talk';
  readonly branch: Branch;
  readonly position: number;
  readonly heads: ReadonlyMap<number, number>;
  readonly gen: number;
  readonly pushed: Pushed | null;
};

export type Desk = {
  readonly name: string;
  readonly device: string;
  disk: Disk;
  outside: Outside | null;
  /** Raised with every start; answers to an older process reach nobody. */
  run: number;
  isUp: boolean;
  isLost: boolean;
  /** Until this tick it is cut off. */
  cutUntil: number;
  /** Ticks by which its clock is wrong. */
  skew: number;
  call: Call | null;
  hubKnows: Map<number, number> | null;
  /** It talks again from this tick. */
  talksAt: number;
  /** A fork was seen, and a person lets it go on from this tick. */
  goesOnAt: number | null;
  waiting: { readonly amount: number; readonly until: number } | null;
  asksAt: number;
  /** Nobody works here before this tick. */
  opensAt: number;
  provesAt: number;
  /** Paid in a process that died before it could say so. */
  untold: Told[];
  /** Returned beside the journal. */
  readonly gone: Set<string>;
  readonly beliefs: Map<string, CaseState | null>;
};

export type DeskWorld = {
  readonly rules: Rules;
  readonly seeded: Seeded;
  readonly tick: () => number;
  readonly now: () => number;
  readonly nextId: () => string;
  readonly tell: (desk: Desk, told: Told) => void;
  readonly send: (request: Request) => void;
  readonly die: (desk: Desk) => void;
  /** It closes for the day, and is about to give back what it holds. */
  readonly closing: (desk: Desk) => void;
  readonly begunAt: (lease: string) => number;
  /** Chance that a process dies in the middle of paying. */
  readonly torn: number;
  /** Ticks between two talks with the hub. */
  readonly pause: number;
};

export const clockOf = (world: DeskWorld, { skew }: Desk): number => world.now() + skew * TICK;

const beliefOf = (desk: Desk, account: string): CaseState | null => {
  const known = desk.beliefs.get(account);
  if (known !== undefined) return known;
  const belief = believed(desk.disk, account);
  desk.beliefs.set(account, belief);
  return belief;
};
export const accountAt = (desk: Desk, account: string): BudgetAccount | null => beliefOf(desk, account)?.budget ?? null;

export const isOnline = (world: DeskWorld, desk: Desk): boolean => desk.isUp && world.tick() >= desk.cutUntil;

/** The process begins; what it finds on its disk it compares with the record beside it. */
export const startDesk = (world: DeskWorld, desk: Desk): void => {
  desk.run += 1;
  desk.isUp = true;
  desk.call = null;
  desk.hubKnows = null;
  desk.waiting = null;
  desk.outside = compared(desk.disk, desk.outside, world.rules);
  desk.beliefs.clear();
  const kept = new Set(journalOf(desk.disk, desk.disk.gen).map(({ command }) => command.id));
  for (const told of desk.untold.splice(0)) if (kept.has(told.decision)) world.tell(desk, told);
};

type Order = { readonly actor: Actor; readonly type: CommandType; readonly account: string; readonly data: object; readonly id?: string };

/** One command in the database, if the desk's own forecast lets it through; the record is written by whoever survives the writing. */
const write = (world: DeskWorld, desk: Desk, { actor, type, account, data, id }: Order): boolean => {
  const at = clockOf(world, desk);
  const frame = { lane: LANE, caseId: account, at, quality: 'synced', pack: POLICY.version, seen: desk.disk.position, body: null };
  const command = { ...frame, id: id ?? world.nextId(), type, actor, data } as unknown as Command;
  const decided = decideOn(command, beliefOf(desk, account), contextOf(actor, at));
  if (!decided.ok) return false;
  append(desk.disk, command);
  desk.beliefs.set(account, decided.value.state);
  return true;
};

export const keep = (desk: Desk): void => {
  desk.outside = noted(desk.disk, desk.outside);
};

export const step = (world: DeskWorld, desk: Desk, order: Order): boolean => {
  const isWritten = write(world, desk, order);
  if (isWritten) keep(desk);
  return isWritten;
};

const isExpired = ({ rules, begunAt }: DeskWorld, desk: Desk, { lease }: Lease, tick: number): boolean =>
  rules.reclaimAfter !== null && tick + desk.skew >= begunAt(lease) + TTL - rules.stopEarly;

/** The lease from which this desk may decide now. */
export const leaseAt = (world: DeskWorld, desk: Desk, account: string): Lease | null => {
  const budget = accountAt(desk, account);
  if (budget === null || (world.rules.tellsFirst && desk.disk.owes)) return null;
  const lease = leaseOfDesk(budget, desk.device, desk.disk.gen);
  return lease === null || desk.gone.has(lease.lease) || isExpired(world, desk, lease, world.tick()) ? null : lease;
};

const isWaiting = (desk: Desk, type: CommandType): boolean => outboxOf(desk.disk).some(({ command }) => command.type === type);

export const ask = (world: DeskWorld, desk: Desk, month: Month, left: number, need: number): void => {
  if (world.tick() < desk.asksAt || isWaiting(desk, 'ask-lease')) return;
  const { device, disk } = desk;
  const want = Math.max(1, MOST_LEASED - left);
  step(world, desk, {
    actor: 'watchdog',
    type: 'ask-lease',
    account: accountOf(month),
    data: { ...keyOf(month), device, gen: disk.gen, want, need },
  });
};

/** Decision and spending are one transaction, and nobody hears of it before it is in the record. */
export const pay = (world: DeskWorld, desk: Desk, month: Month, { lease }: Lease, amount: number): void => {
  const account = accountOf(month);
  const decision = world.nextId();
  const told = { decision, account, amount, lease };
  const dies = world.seeded.unit() < world.torn;
  if (dies && world.rules.tornPairs) {
    // The decision is on the disk, what pays it is not.
    world.tell(desk, told);
    return world.die(desk);
  }
  const data = { ...keyOf(month), lease, decision, case: 'c', amount };
  if (!write(world, desk, { actor: 'lena', type: 'spend-budget', account, data, id: decision })) return;
  if (dies) {
    desk.untold.push(told);
    return world.die(desk);
  }
  keep(desk);
  world.tell(desk, told);
};

const PATIENCE = 25;

/** A customer asks for so much: what the lease covers is told, what it does not waits while the hub is in reach. */
export const serve = (world: DeskWorld, desk: Desk, amount: number): void => {
  const month = monthAt(clockOf(world, desk));
  const lease = leaseAt(world, desk, accountOf(month));
  if (lease !== null && leftOf(lease) >= amount) return pay(world, desk, month, lease, amount);
  if (!isOnline(world, desk)) return;
  desk.waiting = { amount, until: world.tick() + PATIENCE };
  ask(world, desk, month, leftOf(lease), amount);
};
