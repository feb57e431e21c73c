// Knows the account of a shared budget: what was spent, what is leased to which workstation, what is free; and how each step moves money.
import type { Ms } from '../kernel/time.ts';

/** `open`: its workstation may spend. `frozen`: reserved, and nobody may spend. `written-off`: a manager gave it up, late spends are exceptions. */
export type LeaseStanding = 'open' | 'frozen' | 'written-off';

export type FreezeCause = 'incarnation' | 'fork' | 'revoked' | 'by-hand';

/**
 * A slice of a budget that one workstation holds in one incarnation of its journal. Amounts in minor units: `granted` in all, `used` of
 * it as the account knows. `recalled`: the hub needs money, what is idle may come back. Source: sync.md §2.14.
 */
export type Lease = {
  readonly lease: string;
  readonly device: string;
  readonly gen: number;
  readonly granted: number;
  readonly used: number;
  readonly standing: LeaseStanding;
  readonly at: Ms;
  readonly recalled: boolean;
  /** Why it is frozen; only an incarnation that is gone can prove what it spent and go on. */
  readonly cause?: FreezeCause;
};

/**
 * One budget in one calendar month of the principal's zone. `limit = spent + leased(open and frozen: granted − used) + free` holds
 * after every event, `free` below 0 only where the pack lowered the limit below what is out: then nothing is handed out until enough has come back. `exceeded`: decided beyond it, each by somebody's name (a
 * tier above the budget, a spend after a write-off, a lease the hub had lost). `writtenOff`: what managers gave up. So nobody ever
 * spends more than `limit + exceeded` (beside a limit lowered too late), and without such decisions never more than `limit`.
 */
export type BudgetAccount = {
  readonly scope: 'team' | 'principal';
  /** The team, or the principal. */
  readonly owner: string;
  readonly ledgers: readonly ('entitlement' | 'goodwill' | 'offer')[];
  readonly month: string;
  readonly limit: number;
  readonly spent: number;
  readonly free: number;
  readonly exceeded: number;
  readonly writtenOff: number;
  /** Closed ones are counted alone. */
  readonly leases: readonly Lease[];
  readonly closed: number;
  /** The epoch of the hub's log in which leases were last known to be complete, see `budget-released`. */
  readonly epoch: string;
};

export type BudgetKey = Pick<BudgetAccount, 'scope' | 'owner' | 'ledgers' | 'month'>;

/** The key alone, as commands carry it. */
export const budgetKeyOf = ({ scope, owner, ledgers, month }: BudgetKey) => ({ scope, owner, ledgers: [...ledgers], month });

/** An id that is longer is too long beside what others put to it: ids of commands and events are made of it. */
const READABLE = 80;

/** 53 bits of a text, the same everywhere: it names, and protects nothing. */
const mixed = (text: string, seed: number): string => {
  let [high, low] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
  for (const sign of text) {
    const code = sign.codePointAt(0)!;
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(36);
};

const ledgersOf = (ledgers: readonly string[]): string => (ledgers.length === 1 ? ledgers[0]! : [...new Set(ledgers)].toSorted().join('+'));

/**
 * The id under which an account stands in its lane, beside the cases. Names that are long, or in which another name could hide, are
 * mixed into a short one; whoever decides compares the key itself besides.
 */
export const accountId = (lane: string, { scope, owner, ledgers, month }: BudgetKey): string => {
  const parts = [lane, scope, owner, ledgersOf(ledgers), month];
  const plain = `budget:${parts.join(':')}`;
  if (plain.length <= READABLE && !lane.includes(':') && !owner.includes(':')) return plain;
  const text = JSON.stringify(parts);
  return `budget:${mixed(text, 1)}.${mixed(text, 2)}:${month}`;
};

/** Whether an account is the one that is meant. */
export const isSameBudget = (one: BudgetKey, other: BudgetKey): boolean =>
  one.scope === other.scope &&
  one.owner === other.owner &&
  one.month === other.month &&
  ledgersOf(one.ledgers) === ledgersOf(other.ledgers);

export const isAccountId = (caseId: string): boolean => caseId.startsWith('budget:');

/** Reserved for workstations that may still spend it, or nobody knows whether they did. */
export const leasedOf = ({ leases }: Pick<BudgetAccount, 'leases'>): number =>
  leases.reduce((sum, { standing, granted, used }) => (standing === 'written-off' ? sum : sum + granted - used), 0);

export const leaseOf = ({ leases }: Pick<BudgetAccount, 'leases'>, lease: string | null): Lease | null =>
  leases.find((row) => row.lease === lease) ?? null;

/** The one lease a workstation may spend from now; one of an older incarnation is not its own any more. */
export const leaseOfDesk = ({ leases }: Pick<BudgetAccount, 'leases'>, device: string, gen: number): Lease | null =>
  leases.find((row) => row.device === device && row.gen === gen && row.standing === 'open') ?? null;

/** What a workstation may still decide by itself. */
export const leftOf = (lease: Lease | null): number => (lease === null ? 0 : Math.max(0, lease.granted - lease.used));

/** Money stands behind it, whoever may spend it now. */
export const isReserved = (lease: Lease | null): lease is Lease => lease !== null && lease.standing !== 'written-off';

/** How an amount that is drawn splits: covered by its lease, or by what is free, and what lies beyond. */
export type Drawn = { readonly fromLease: number; readonly fromFree: number; readonly beyond: number };

/**
 * From its lease as far as that is open or frozen (the money is reserved, wherever its desk was set back to), then from what is free:
 * what was told is spent, whoever had it, and free money is nobody's. Only what is left over lies beyond the budget.
 */
export const draw = (account: BudgetAccount, lease: string | null, amount: number): Drawn => {
  const held = leaseOf(account, lease);
  const fromLease = isReserved(held) ? Math.min(amount, leftOf(held)) : 0;
  const fromFree = Math.min(amount - fromLease, Math.max(0, account.free));
  return { fromLease, fromFree, beyond: amount - fromLease - fromFree };
};
