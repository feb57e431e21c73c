// Counts beside it all what customers were told out of leases, what people gave up by name, and whether every commit of a hub adds up.
import { leasedOf, leaseOfDesk, leftOf, type BudgetAccount } from '../../shared/case/budget-account.ts';
import type { Confirmed } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { LedgerAppend, LedgerStore } from '../../shared/store/ledger-store.ts';
import { isLost } from '../../shared/sync/apply.ts';
import { deviceOf, type Desk } from './desks.ts';
import type { Broken } from './witness.ts';

/** Something an agent has told a customer, and the lease it came out of; null where a tier above budgets decided by name. */
export type Told = { readonly decision: string; readonly account: string; readonly lease: string | null; readonly amount: number };

export interface Till {
  tell(told: Told): void;
  /** A store whose every commit is looked at. */
  watched(store: LedgerStore): LedgerStore;
  /** A disk is copied with what its workstation holds: both may spend that until one of them meets the hub. */
  copied(desk: Desk, accounts: readonly string[]): void;
  wasCopied(): boolean;
  /** What was told out of each lease and stands. */
  toldOfLeases(): Promise<ReadonlyMap<string, number>>;
  /** Holds what was told against what there was. */
  look(): Promise<void>;
  broken(): readonly Broken[];
}

export const faultOf = ({ limit, spent, free, leases }: BudgetAccount): string | null => {
  const leased = leasedOf({ leases });
  if (spent + leased + free !== limit) return `${limit} is not ${spent} spent + ${leased} leased + ${free} free`;
  if (free < 0) return `${free} free`;
  const torn = leases.find(({ granted, used }) => used < 0 || used > granted);
  return torn === undefined ? null : `lease ${torn.lease}: ${torn.used} of ${torn.granted} used`;
};

type Sums = Map<string, number>;
const add = (sums: Sums, key: string, amount: number): void => void sums.set(key, (sums.get(key) ?? 0) + amount);

/** What stands in an account's events as spent, by a key of each spend; what was given back is not. */
export const spentIn = (
  events: readonly Pick<Confirmed, 'event'>[],
): readonly { decision: string; lease: string | null; amount: number; beyond: number }[] => {
  const spends: { decision: string; lease: string | null; amount: number; beyond: number }[] = [];
  for (const { event } of events) {
    if (event.type === 'budget-spent') spends.push(event.data);
    if (event.type !== 'budget-given-back') continue;
    const { decision } = event.data;
    const at = spends.findIndex((spend) => spend.decision === decision);
    if (at !== -1) spends.splice(at, 1);
  }
  return spends;
};

export type TillParts = {
  readonly lane: string;
  readonly store: () => LedgerStore;
  readonly desks: () => readonly Desk[];
  readonly wasSetBack: () => boolean;
};

export const createTill = ({ lane, store, desks, wasSetBack }: TillParts): Till => {
  const told: Told[] = [];
  const broken: Broken[] = [];
  const givenUp: Sums = new Map();
  const copies: Sums = new Map();
  let copied = false;

  /** What may have been told, or still be, out of leases a hub that was set back knows nothing of: for that answers whoever releases the budget. */
  const exposed = async (account: string, { leases }: BudgetAccount): Promise<number> => {
    const may: Sums = new Map();
    for (const { account: of, lease, amount } of told) if (of === account && lease !== null) add(may, lease, amount);
    const held: Sums = new Map();
    for (const desk of desks()) {
      const budget = desk.isLost ? undefined : desk.store.currentState(account)?.budget;
      const lease = budget === undefined ? null : leaseOfDesk(budget, deviceOf(desk), desk.store.journalHead(lane).gen);
      if (lease !== null) held.set(lease.lease, Math.max(held.get(lease.lease) ?? 0, leftOf(lease)));
    }
    for (const [lease, left] of held) add(may, lease, left);
    for (const { lease, amount } of spentIn(await store().eventsOf(account))) if (lease !== null) add(may, lease, -amount);
    for (const row of leases) if (row.standing !== 'written-off') add(may, row.lease, -leftOf(row));
    return [...may.values()].reduce((sum, amount) => sum + Math.max(0, amount), 0);
  };

  const commit = async ({ states, events }: LedgerAppend): Promise<void> => {
    const accounts = new Map(states.flatMap(({ id, budget }) => (budget === undefined ? [] : [[id, budget] as const])));
    for (const [account, budget] of accounts) {
      const fault = faultOf(budget);
      if (fault !== null) broken.push({ rule: 'I6', what: `${account}: ${fault}` });
    }
    for (const { event } of events) {
      if (event.type === 'lease-written-off') add(givenUp, event.caseId, event.data.amount);
      if (event.type === 'budget-released') add(givenUp, event.caseId, await exposed(event.caseId, accounts.get(event.caseId)!));
    }
  };

  /** What was decided by name comes out of what is free; it takes nothing from any lease. */
  const beside = async (account: string): Promise<number> => {
    const leased = new Set(told.flatMap(({ decision, lease }) => (lease === null ? [] : [decision])));
    return spentIn(await store().eventsOf(account)).reduce(
      (sum, { decision, lease, amount, beyond }) => (lease === null && !leased.has(decision) ? sum + amount - beyond : sum),
      0,
    );
  };

  /** A decision that came to nothing was told by nobody's right: its author knows, and the money went back. */
  const standing = async (isMeant: (one: Told) => boolean): Promise<readonly Told[]> => {
    const mine = told.filter((one) => one.lease !== null && isMeant(one));
    const settled = await store().settledCommands(
      lane,
      mine.map(({ decision }) => decision),
    );
    return mine.filter(({ decision }) => {
      const outcome = settled.get(decision)?.outcome;
      return outcome === undefined || !isLost(outcome);
    });
  };

  return {
    tell: (said) => void told.push(said),
    watched: (kept) => ({
      ...kept,
      append: async (change) => {
        const done = await kept.append(change);
        if (done) await commit(change);
        return done;
      },
    }),
    copied: (desk, accounts) => {
      copied = true;
      for (const account of accounts) {
        const budget = desk.store.currentState(account)?.budget;
        const lease = budget === undefined ? null : leaseOfDesk(budget, deviceOf(desk), desk.store.journalHead(lane).gen);
        add(copies, account, leftOf(lease));
      }
    },
    wasCopied: () => copied,
    toldOfLeases: async () => {
      const sums: Sums = new Map();
      for (const { lease, amount } of await standing(() => true)) if (lease !== null) add(sums, lease, amount);
      return sums;
    },
    look: async () => {
      const accounts = [...new Set(told.map(({ account }) => account))];
      const states: ReadonlyMap<string, CaseState> = await store().states(accounts);
      for (const account of accounts) {
        const budget = states.get(account)?.budget;
        if (budget === undefined) continue;
        // A hub that was set back hears of what was spent in another order: then it is others who lie beyond, each by a name.
        const beyond = wasSetBack() ? budget.exceeded : 0;
        const most = budget.limit + (givenUp.get(account) ?? 0) + (copies.get(account) ?? 0) + beyond;
        const sum = told.reduce((all, one) => (one.account === account && one.lease !== null ? all + one.amount : all), 0);
        if (sum + budget.spent <= most) continue;
        const stood = await standing((one) => one.account === account);
        const all = stood.reduce((before, { amount }) => before + amount, await beside(account));
        if (all > most) broken.push({ rule: 'I6', what: `${account}: ${all} told, ${most} there was and was given up` });
      }
    },
    broken: () => broken,
  };
};
