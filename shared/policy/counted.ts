// Counts earlier decisions for every cap of a type in one pass: this case, this customer, this person's day.
import type { AuthorityQuestion, Grant } from './authority-types.ts';
import type { DecisionType } from './pack-schema.ts';
import type { Policy } from './policy.ts';
import { dayStart, windowStart } from './windows.ts';

/** Sums in minor units of the pack's currency (or a count); `count`: decisions, or what they granted where that is a count itself. */
export type Sum = { readonly amount: number; readonly count: number };

/** Lists stand in the order of the pack's rows; `first` by tier, for tiers that ask for "first time". */
export type Counted = {
  readonly inCase: Sum;
  readonly customer: readonly Sum[];
  readonly agentDay: readonly Sum[];
  readonly first: Readonly<Partial<Record<number, Sum>>>;
  readonly sinceSync: Sum;
};

type Counter = { amount: number; count: number; readonly counts: (grant: Grant) => boolean };

const counter = (counts: Counter['counts']): Counter => ({ amount: 0, count: 0, counts });

/**
 * What the caps of this type count: grants of the type up to now, later ones not. Another currency is never summed, it counts as a
 * decision only. A grant whose contract nobody named counts for every contract of its customer. Source: domain.md §4 "Windows roll".
 */
export const countedFor = (
  policy: Policy,
  type: DecisionType,
  { facts, now, actor, about, connection }: Pick<AuthorityQuestion, 'facts' | 'now' | 'actor' | 'about' | 'connection'>,
): Counted => {
  const { zone, currency } = policy.pack.principal;
  const ofCustomer = ({ customer }: Grant): boolean => customer === about.customer;
  const ofContract = (grant: Grant): boolean => grant.contract === about.contract || (grant.contract === null && ofCustomer(grant));
  /** Most of a long list is of no concern to any cap: those are passed over at once. */
  const concerns = (grant: Grant): boolean =>
    ofCustomer(grant) || grant.caseId === about.caseId || grant.actor === actor.id || grant.contract === about.contract;
  const inCase = counter(({ caseId }) => caseId === about.caseId);
  const sinceSync = counter((grant) => ofCustomer(grant) && grant.at > (connection.lastSync ?? -Infinity));
  const customer = type.customer.map(({ per, window, open }) => {
    const start = windowStart(now, window, zone);
    const ofWhom = per === 'contract' && about.contract !== null ? ofContract : ofCustomer;
    return counter((grant) => grant.at > start && (!open || grant.open) && ofWhom(grant));
  });
  const today = type.agentDay.length === 0 ? now : dayStart(now, zone);
  const agentDay = type.agentDay.map(({ open }) => counter((grant) => grant.actor === actor.id && (open ? grant.open : grant.at >= today)));
  const first = Object.fromEntries(
    Object.entries(type.limits).flatMap(([tier, limit]) => {
      if (limit?.only?.firstIn === undefined) return [];
      const start = windowStart(now, limit.only.firstIn, zone);
      return [[tier, counter((grant) => grant.at > start && ofCustomer(grant))] as const];
    }),
  );
  const counters = [inCase, sinceSync, ...customer, ...agentDay, ...Object.values(first)];
  for (const grant of facts.grants) {
    if (grant.decisionType !== type.id || grant.at > now || !concerns(grant)) continue;
    const plain = grant.unit === 'count';
    const amount = grant.unit === type.unit && (plain || grant.currency === currency) ? grant.amount : 0;
    const count = plain && type.unit === 'count' ? grant.amount : 1;
    for (const each of counters) {
      if (!each.counts(grant)) continue;
      each.amount += amount;
      each.count += count;
    }
  }
  return { inCase, customer, agentDay, first, sinceSync };
};
