// Folds what happened to a budget into its account; every step keeps `limit = spent + leased + free`.
import { isReserved, leaseOf, leftOf, type BudgetAccount, type Lease } from './budget-account.ts';
import type { CaseEvent, EventOf, EventType } from './events.ts';

export type BudgetEvent = Extract<
  EventType,
  | 'budget-limit-set'
  | 'budget-released'
  | 'lease-asked'
  | 'lease-granted'
  | 'budget-spent'
  | 'budget-given-back'
  | 'lease-recalled'
  | 'lease-returned'
  | 'lease-frozen'
  | 'lease-thawed'
  | 'lease-written-off'
>;

type BudgetFold<T extends EventType> = (account: BudgetAccount, event: EventOf<T>) => BudgetAccount;

export const openedAccount = ({ data }: Pick<EventOf<'budget-opened'>, 'data'>): BudgetAccount => ({
  scope: data.scope,
  owner: data.owner,
  ledgers: data.ledgers,
  month: data.month,
  limit: data.limit,
  spent: 0,
  free: data.limit,
  exceeded: 0,
  writtenOff: 0,
  leases: [],
  closed: 0,
  epoch: data.epoch,
});

const withLease = (account: BudgetAccount, lease: string, change: (row: Lease) => Partial<Lease>): readonly Lease[] =>
  account.leases.map((row) => (row.lease === lease ? { ...row, ...change(row) } : row));

const granted: BudgetFold<'lease-granted'> = (account, { data: { lease, device, gen, added }, at }) => {
  const free = account.free - added;
  if (leaseOf(account, lease) !== null)
    return { ...account, free, leases: withLease(account, lease, (row) => ({ granted: row.granted + added, recalled: false })) };
  const row: Lease = { lease, device, gen, granted: added, used: 0, standing: 'open', at, recalled: false };
  return { ...account, free, leases: [...account.leases, row] };
};

/** What was covered came from its lease as far as that is reserved and reaches, the rest from what was free. */
const spent: BudgetFold<'budget-spent'> = (account, { data: { lease, amount, beyond } }) => {
  const covered = amount - beyond;
  const held = leaseOf(account, lease);
  const fromLease = isReserved(held) ? Math.min(covered, leftOf(held)) : 0;
  return {
    ...account,
    spent: account.spent + covered,
    free: account.free - (covered - fromLease),
    exceeded: account.exceeded + beyond,
    leases: fromLease > 0 ? withLease(account, lease!, (row) => ({ used: row.used + fromLease })) : account.leases,
  };
};

/** Of a decision that does not stand: what lay beyond, and what was covered; to its lease where that still stands. */
const givenBack: BudgetFold<'budget-given-back'> = (account, { data: { lease, amount, beyond } }) => {
  // Of what lay beyond, some may have been covered since.
  const uncovered = Math.min(beyond, account.exceeded);
  const covered = amount - uncovered;
  const held = leaseOf(account, lease);
  const toLease = isReserved(held) ? Math.min(covered, held.used) : 0;
  return {
    ...account,
    spent: account.spent - covered,
    free: account.free + covered - toLease,
    exceeded: account.exceeded - uncovered,
    leases: toLease === 0 ? account.leases : withLease(account, lease!, (row) => ({ used: row.used - toLease })),
  };
};

const returned: BudgetFold<'lease-returned'> = (account, { data: { lease, amount, closed } }) => ({
  ...account,
  free: account.free + amount,
  leases: closed
    ? account.leases.filter((row) => row.lease !== lease)
    : withLease(account, lease, (row) => ({ granted: row.granted - amount, recalled: false })),
  closed: account.closed + (closed ? 1 : 0),
});

const writtenOff: BudgetFold<'lease-written-off'> = (account, { data: { lease, amount } }) => ({
  ...account,
  free: account.free + amount,
  writtenOff: account.writtenOff + amount,
  leases: withLease(account, lease, () => ({ standing: 'written-off' })),
});

const BUDGET_FOLDS: { readonly [T in BudgetEvent]: BudgetFold<T> } = {
  'budget-limit-set': (account, { data: { limit } }) => ({ ...account, limit, free: account.free + limit - account.limit }),
  'budget-released': (account, { data: { epoch } }) => ({ ...account, epoch }),
  // A desk's own forecast of its question: no money moves before the hub has answered.
  'lease-asked': (account) => account,
  'lease-granted': granted,
  'budget-spent': spent,
  'budget-given-back': givenBack,
  'lease-recalled': (account, { data: { lease } }) => ({ ...account, leases: withLease(account, lease, () => ({ recalled: true })) }),
  'lease-returned': returned,
  'lease-frozen': (account, { data: { lease, cause } }) => ({
    ...account,
    leases: withLease(account, lease, () => ({ standing: 'frozen', cause })),
  }),
  'lease-thawed': (account, { data: { lease, gen } }) => ({
    ...account,
    leases: account.leases.map(({ cause, ...row }) =>
      row.lease === lease ? { ...row, standing: 'open', gen } : { ...row, ...(cause === undefined ? {} : { cause }) },
    ),
  }),
  'lease-written-off': writtenOff,
};

/** What a fold needs of an event. */
type Happened = Pick<CaseEvent, 'type' | 'data'>;

const isKnown = (event: Happened): event is Extract<CaseEvent, { readonly type: BudgetEvent }> => Object.hasOwn(BUDGET_FOLDS, event.type);

const folded = <T extends BudgetEvent>(account: BudgetAccount, event: EventOf<T>): BudgetAccount => {
  const fold: BudgetFold<T> = BUDGET_FOLDS[event.type];
  return fold(account, event);
};

/** What comes free pays first for what lies beyond: nobody is handed money that was told to somebody before. */
const paidUp = (account: BudgetAccount): BudgetAccount => {
  const paid = Math.min(account.exceeded, Math.max(0, account.free));
  if (paid === 0) return account;
  return { ...account, spent: account.spent + paid, free: account.free - paid, exceeded: account.exceeded - paid };
};

/** The account after the event; one of a newer version leaves it as it is. */
export const accountAfter = (account: BudgetAccount, event: Happened): BudgetAccount =>
  isKnown(event) ? paidUp(folded(account, event)) : account;
