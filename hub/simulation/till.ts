// Counts beside it all what customers were told out of leases, what people gave up by name, and whether every commit of a hub adds up.
import { isAccountId } from '../../shared/case/budget-account.ts';
import type { Confirmed } from '../../shared/case/events.ts';
import type { LedgerAppend, LedgerStore } from '../../shared/store/ledger-store.ts';
import { isLost } from '../../shared/sync/apply.ts';
import { faultOf } from './account-fault.ts';
import { deviceOf, type Desk } from './desks.ts';
import type { Broken, Witness } from './witness.ts';

/**
 * Something an agent has told a customer, the desk at which he did, and the lease it came out of; null where a tier above budgets decided
 * by name.
 */
export type Told = {
  readonly decision: string;
  readonly account: string;
  readonly lease: string | null;
  readonly amount: number;
  readonly teller: string;
};

export interface Till {
  tell(told: Told): void;
  /** A store whose every commit is looked at. */
  watched(store: LedgerStore): LedgerStore;
  /** The hub's database was put back; whether anybody knows shows when it begins a new epoch. */
  setBack(): void;
  /** A disk is copied with what its workstation holds or is handed: each copy may spend that until one of them meets the hub. */
  copied(desk: Desk): void;
  /** Whether copies of one disk may have spent this lease. */
  isShared(lease: string): boolean;
  /** What hubs have handed out of a lease that the hub of now knows nothing of: one that was set back forgot it. */
  forgotten(lease: string): number;
  /** What was told out of each lease and stands. */
  toldOfLeases(): ReadonlyMap<string, number>;
  /** Holds what was told against what there was; the witness has looked before. */
  look(): void;
  broken(): readonly Broken[];
}

type Sums = Map<string, number>;
const add = (sums: Sums, key: string, amount: number): void => void sums.set(key, (sums.get(key) ?? 0) + amount);
const sumOf = (amounts: Iterable<number>): number => [...amounts].reduce((sum, amount) => sum + amount, 0);

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

/**
 * What the hub found its lease too small for, and took from what is free by name. A journal that is told again to a hub that was set back is
 * ruled on in one breath: what had been given back in between comes after what was paid with it.
 */
const shortOf = (events: readonly Pick<Confirmed, 'event' | 'flag'>[], lease: string): number =>
  sumOf(
    events.flatMap(({ event, flag }) =>
      event.type === 'budget-spent' && event.data.lease === lease && flag === 'lease-short' ? [event.data.amount] : [],
    ),
  );

/** What hubs ever handed out of a lease, by the events that did: one that was set back may say the same again. */
type Lent = { readonly device: string; readonly grants: Map<string, number> };

/** What the log of now says of one account's leases and of what was given up. */
type Books = { readonly handedOut: Sums; readonly cameBack: Sums; givenUp: number };

const booksOf = (events: readonly Pick<Confirmed, 'event'>[]): Books => {
  const books: Books = { handedOut: new Map(), cameBack: new Map(), givenUp: 0 };
  for (const { event } of events) {
    if (event.type === 'lease-granted') add(books.handedOut, event.data.lease, event.data.added);
    if (event.type === 'lease-returned') add(books.cameBack, event.data.lease, event.data.amount);
    if (event.type === 'lease-written-off') books.givenUp += event.data.amount;
  }
  return books;
};

/** Handed out by the hub itself: a lease, or what somebody whom budgets bind proposed. */
const isHandedOut = ({ event, flag }: Pick<Confirmed, 'event' | 'flag'>, isBound: (person: string) => boolean): boolean =>
  event.type === 'lease-granted' ||
  (event.type === 'budget-spent' && event.data.lease === null && flag === null && isBound(event.by.person));

export const createTill = (witness: Pick<Witness, 'log' | 'state' | 'wasSetBack'>, isBound: (person: string) => boolean): Till => {
  const told: Told[] = [];
  const broken: Broken[] = [];
  const lent = new Map<string, Lent>();
  const copies = new Set<string>();
  const refused = new Set<string>();
  // Since a hub was last put back unnoticed, nobody knows that it is in doubt.
  let epoch: string | null = null;

  const commit = ({ states, events, settled }: LedgerAppend): void => {
    for (const { id, budget } of states) {
      const fault = budget === undefined ? null : faultOf(budget);
      if (fault !== null) broken.push({ rule: 'I6', what: `${id}: ${fault}` });
    }
    for (const entry of events) {
      const { event } = entry;
      const budget = isAccountId(event.caseId) ? states.find(({ id }) => id === event.caseId)?.budget : undefined;
      if (budget !== undefined && epoch !== null && budget.epoch !== epoch && isHandedOut(entry, isBound))
        broken.push({ rule: 'I6', what: `${event.caseId}: ${event.type} of ${event.id} although it is in doubt` });
      if (event.type !== 'lease-granted') continue;
      const { lease, device, added } = event.data;
      const known = lent.get(lease) ?? { device, grants: new Map<string, number>() };
      lent.set(lease, known);
      known.grants.set(event.id, Math.max(added, known.grants.get(event.id) ?? 0));
    }
    for (const { outcome } of settled) if (isLost(outcome)) refused.add(outcome.command);
  };

  const ever = (lease: string): number => sumOf(lent.get(lease)?.grants.values() ?? []);
  const isShared = (lease: string): boolean => copies.has(lent.get(lease)?.device ?? '');
  const booksNow = (account: string): Books => booksOf(witness.log().filter(({ event }) => event.caseId === account));

  /** A decision that came to nothing was told by nobody's right: its author knows, and the money went back. */
  const standing = (): readonly (Told & { lease: string })[] =>
    told.flatMap((one) => (one.lease === null || refused.has(one.decision) ? [] : [{ ...one, lease: one.lease }]));

  /** What was decided by name comes out of what is free; it takes nothing from any lease. */
  const beside = (events: readonly Confirmed[]): number => {
    const leased = new Set(told.flatMap(({ decision, lease }) => (lease === null ? [] : [decision])));
    return spentIn(events).reduce(
      (sum, { decision, lease, amount, beyond }) => (lease === null && !leased.has(decision) ? sum + amount - beyond : sum),
      0,
    );
  };

  const lookAt = (account: string, stood: readonly (Told & { lease: string })[]): readonly string[] => {
    const limit = witness.state(account)?.budget?.limit;
    if (limit === undefined) return [];
    const events = witness.log().filter(({ event }) => event.caseId === account);
    const books = booksOf(events);
    const faults: string[] = [];
    let uncovered = 0;
    for (const [lease, all] of Map.groupBy(stood, (one) => one.lease)) {
      const out = sumOf(all.map(({ amount }) => amount));
      const most = ever(lease);
      const stands = (books.handedOut.get(lease) ?? 0) - (books.cameBack.get(lease) ?? 0);
      const excess = Math.max(0, out - stands);
      uncovered += excess;
      const isForgotten = witness.wasSetBack() && excess <= most - (books.handedOut.get(lease) ?? 0);
      const isNamed = witness.wasSetBack() && excess <= shortOf(events, lease);
      for (const [teller, own] of Map.groupBy(all, (one) => one.teller)) {
        const sum = sumOf(own.map(({ amount }) => amount));
        if (sum > most) faults.push(`${sum} told at ${teller} out of ${lease}, of which ${most} was ever handed out`);
      }
      if (excess > 0 && !isForgotten && !isNamed && !isShared(lease))
        faults.push(`${out} told out of ${lease}, of which ${stands} is handed out`);
    }
    const sum = sumOf(stood.map(({ amount }) => amount)) + beside(events);
    const most = limit + books.givenUp + uncovered;
    return sum > most ? [...faults, `${sum} told, ${most} there was, was given up, forgotten or copied`] : faults;
  };

  return {
    tell: (said) => void told.push(said),
    watched: (kept) => ({
      ...kept,
      append: async (change) => {
        const done = await kept.append(change);
        if (done) commit(change);
        return done;
      },
      renewEpoch: async (lane, expected, next) => {
        const done = await kept.renewEpoch(lane, expected, next);
        if (done) ({ epoch } = next);
        return done;
      },
    }),
    setBack: () => void (epoch = null),
    copied: (desk) => void copies.add(deviceOf(desk)),
    isShared,
    forgotten: (lease) => {
      if (!witness.wasSetBack()) return 0;
      const account = told.find((one) => one.lease === lease)?.account;
      return account === undefined ? 0 : Math.max(0, ever(lease) - (booksNow(account).handedOut.get(lease) ?? 0));
    },
    toldOfLeases: () => {
      const sums: Sums = new Map();
      for (const { lease, amount } of standing()) add(sums, lease, amount);
      return sums;
    },
    look: () => {
      const byAccount = Map.groupBy(standing(), ({ account }) => account);
      for (const account of new Set(told.map((one) => one.account)))
        for (const what of lookAt(account, byAccount.get(account) ?? [])) broken.push({ rule: 'I6', what: `${account}: ${what}` });
    },
    broken: () => broken,
  };
};
