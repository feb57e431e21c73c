// Keeps this desk's leases: asks for what its people will need, gives back what is idle, recalled or over, and returns what a refused decision drew.
import type { BudgetAccount, BudgetKey, Lease } from '../case/budget-account.ts';
import { accountId, budgetKeyOf, leaseOfDesk, leftOf } from '../case/budget-account.ts';
import type { Command } from '../case/commands.ts';
import { MINUTE, type Ms } from '../kernel/time.ts';
import type { Policy } from '../policy/policy.ts';
import { monthAt } from '../policy/windows.ts';
import type { Inside } from './inside.ts';
import { accountsAt, budgetsOfPeople, keepAccount, monthsNear, type Account } from './lease-accounts.ts';
import { isLeaseQuestion } from './lease-questions.ts';
import { createLeaseUse } from './lease-use.ts';
import { giveBacks, lookAgain } from './refused-draws.ts';
import type { Order, Submit } from './submit.ts';

export interface LeaseKeeper {
  /** After a conversation: true where there is something new to say to the hub. */
  look(lane: string): boolean;
}

/** Before a question is asked again that the hub answered with less than was wanted, and nothing has moved since. */
const AGAIN: Ms = 15 * MINUTE;

const FULL = 100;

/** How the account and the lease stood when this desk last asked something. */
type Asked = { readonly at: Ms; readonly used: number; readonly version: number };

type Desk = { readonly policy: Policy; readonly lane: string; readonly gen: number; readonly actor: string; readonly now: Ms };

/** Nothing is done where the pack has no budgets, nobody watches, or this desk keeps its own ledger. */
export const createLeaseKeeper = (inside: Inside, submit: Pick<Submit, 'submitMany'>): LeaseKeeper => {
  const { store, policies, clock, device, beliefs, leases, transport } = inside;
  const asked = new Map<string, Asked>();
  const use = createLeaseUse(inside);

  const isUnderWay = (id: string): boolean => store.outboxOf(id).some(({ command }) => isLeaseQuestion(command));
  /** Another month's spending of the same budget says what this month will need. */
  const perDay = (key: BudgetKey, accounts: readonly Account[], lane: string): number =>
    use.perDay(accounts.flatMap(({ id, budget }) => (id === accountId(lane, { ...key, month: budget.month }) ? [id] : [])));

  const mayAsk = (id: string, lease: Lease | null, now: Ms): boolean => {
    const last = asked.get(id);
    if (last === undefined || Math.abs(now - last.at) >= AGAIN) return true;
    const moved = lease === null ? (beliefs.of(id).confirmed?.version ?? 0) !== last.version : lease.used !== last.used;
    return moved;
  };

  const ask = (desk: Desk, key: BudgetKey, accounts: readonly Account[]): readonly Order[] => {
    const { lane, gen, now, policy } = desk;
    const id = accountId(lane, key);
    const lease = leaseOfDesk(beliefs.of(id).current?.budget ?? { leases: [] }, device, gen);
    const { askAt, days, least } = policy.pack.authority.leases;
    const left = leftOf(lease);
    if (lease !== null && left * FULL > askAt * lease.granted) return [];
    const want = Math.max(least, perDay(key, accounts, lane) * days) - left;
    const budget = beliefs.of(id).current?.budget;
    if (budget !== undefined && isStopped(budget, device)) return [];
    if (want <= 0 || lease?.recalled === true || isUnderWay(id) || !mayAsk(id, lease, now)) return [];
    asked.set(id, { at: now, used: lease?.used ?? 0, version: beliefs.of(id).confirmed?.version ?? 0 });
    return [{ ...machine(desk), caseId: id, type: 'ask-lease', data: { ...budgetKeyOf(key), device, gen, want, need: 0 } }];
  };

  const giveUp = (desk: Desk, { id }: Account, { lease, used }: Lease, amount: number, close: boolean): readonly Order[] => {
    asked.set(id, { at: desk.now, used, version: beliefs.of(id).confirmed?.version ?? 0 });
    return [{ ...machine(desk), caseId: id, type: 'return-lease', data: { lease, device, gen: desk.gen, amount, used, close } }];
  };

  /** Of the month that is over, or of people who are gone, everything; where the hub needs money, what the next day will not. */
  const returns = (desk: Desk, accounts: readonly Account[], bound: ReadonlyMap<string, BudgetKey>): readonly Order[] => {
    const { policy, lane, gen, now } = desk;
    const month = monthAt(now, policy.pack.principal.zone);
    // Nothing that waits may still be paid from what is given back.
    if (store.outboxCount(lane) > 0) return [];
    return accounts.flatMap((account) => {
      const lease = leaseOfDesk(account.budget, device, gen);
      if (lease === null) return [];
      const isOver = account.budget.month < month || !bound.has(accountId(lane, { ...account.budget, month }));
      if (isOver) return giveUp(desk, account, lease, leftOf(lease), true);
      const idle = lease.recalled ? leftOf(lease) - perDay(account.budget, accounts, lane) : 0;
      return idle > 0 ? giveUp(desk, account, lease, idle, false) : [];
    });
  };

  /** Leases of an incarnation of which the record says how far it went: once the hub is as far, they are whole. */
  const thaws = (desk: Desk, accounts: readonly Account[]): readonly Order[] =>
    accounts.flatMap(({ id, budget }) =>
      ownFrozen(budget, device, desk.gen).flatMap(({ lease, gen: was }) => {
        const dseq = inside.leaseRecord.endOf(desk.lane, was);
        const name = `thaw:${lease}`;
        const last = asked.get(name);
        if (dseq === null || isUnderWay(id) || (last !== undefined && Math.abs(desk.now - last.at) < AGAIN)) return [];
        asked.set(name, { at: desk.now, used: 0, version: 0 });
        return [{ ...machine(desk), caseId: id, type: 'thaw-lease' as const, data: { lease, device, gen: desk.gen, was, dseq } }];
      }),
    );

  /** A workstation's questions are its own affair: what came of one stands on nobody's list. */
  const forgetRefused = (lane: string): void => {
    const told = store.refused(lane, null).filter(({ outgoing }) => isOwnAffair(outgoing.command));
    if (told.length > 0)
      store.transact(() => told.forEach(({ outgoing, refusal }) => store.dismiss(outgoing.command.id, clock(), refusal.code)));
  };

  const questions = (desk: Desk): readonly Order[] => {
    const { policy, lane, now } = desk;
    const accounts = accountsAt(inside, lane);
    const people = leases?.people(lane) ?? [];
    const months = monthsNear(policy, now, policy.pack.authority.leases.days);
    const bound = budgetsIn(policy, people, months[0]!);
    const keys = months.flatMap((month) => [...budgetsIn(policy, people, month).values()]);
    const orders = [...returns(desk, accounts, bound), ...thaws(desk, accounts)];
    const busy = new Set(orders.map(({ caseId }) => caseId));
    // One question at a time about an account.
    return [...orders, ...keys.filter((key) => !busy.has(accountId(lane, key))).flatMap((key) => ask(desk, key, accounts))];
  };

  return {
    look: (lane) => {
      const policy = policies.current(lane, clock());
      if (leases === undefined || transport.mode !== 'hub' || policy === null) return false;
      const watchdog = policy.pack.roster.find(({ role }) => role === 'watchdog');
      if (watchdog === undefined) return false;
      forgetRefused(lane);
      const desk: Desk = { policy, lane, gen: store.journalHead(lane).gen, actor: watchdog.id, now: clock() };
      lookAgain(inside, lane, () => accountsAt(inside, lane).map(({ id }) => id));
      const orders = [...giveBacks(inside, lane), ...(inside.leaseRecord.isKept(lane) ? questions(desk) : [])];
      if (orders.length === 0) return false;
      const done = submit.submitMany(orders).map(({ ok }) => ok);
      store.transact(() =>
        orders.forEach(({ type, caseId }, index) => {
          if (done[index] === true && type === 'ask-lease') keepAccount(inside, lane, caseId!, true);
        }),
      );
      return done.some(Boolean);
    },
  };
};

/** Looked for after every conversation, and the same as long as pack, people and month are. */
const found = new WeakMap<Policy, Map<string, ReadonlyMap<string, BudgetKey>>>();

const budgetsIn = (policy: Policy, people: readonly string[], month: string): ReadonlyMap<string, BudgetKey> => {
  const known = found.get(policy) ?? new Map<string, ReadonlyMap<string, BudgetKey>>();
  found.set(policy, known);
  const name = JSON.stringify([month, ...people]);
  const budgets = known.get(name) ?? budgetsOfPeople(policy, people, month);
  // A few at most: whoever works here, this month and the next.
  if (known.size >= KEPT) known.clear();
  known.set(name, budgets);
  return budgets;
};
const KEPT = 32;

const machine = ({ lane, actor }: Desk): Pick<Order, 'lane' | 'actor' | 'body'> => ({ lane, actor, body: null });

/** What the screen never asked for: the step it belongs to tells its author. */
const isOwnAffair = (command: Command): boolean =>
  isLeaseQuestion(command) || command.type === 'give-back-budget' || (command.type === 'spend-budget' && command.data.proposed === true);

const ownFrozen = ({ leases }: BudgetAccount, device: string, gen: number): readonly Lease[] =>
  leases.filter((row) => row.device === device && row.gen !== gen && row.standing === 'frozen' && (row.cause ?? GONE) === GONE);

/** Only an incarnation that is gone can prove how far it went; what somebody stopped stays stopped. */
const GONE = 'incarnation';

const isStopped = ({ leases }: BudgetAccount, device: string): boolean =>
  leases.some((row) => row.device === device && row.standing === 'frozen' && (row.cause ?? GONE) !== GONE);
