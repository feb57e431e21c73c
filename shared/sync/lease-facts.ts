// Tells authority what a workstation of a hub holds of the budgets a person decides out of, and of whom it knows nothing.
import { accountId, leaseOfDesk } from '../case/budget-account.ts';
import { customerKey, type Facts, type LeaseFact } from '../policy/authority-types.ts';
import { budgetsFor } from '../policy/budgets.ts';
import { monthAt } from '../policy/windows.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { Away } from './forecast.ts';
import type { Inside } from './inside.ts';
import type { Asked } from './known.ts';

type Parts = Pick<Inside, 'store' | 'transport' | 'leaseRecord' | 'beliefs' | 'device'>;

const leasesOf = ({ store, leaseRecord, beliefs, device }: Parts, { lane, actor, policy, now }: Asked): readonly LeaseFact[] => {
  const month = monthAt(now, policy.pack.principal.zone);
  const teams = actor.teams.length === 0 ? [null] : actor.teams;
  const keys = teams.flatMap((team) => policy.pack.decisions.flatMap((type) => budgetsFor(policy, type, team).map(({ of }) => of)));
  const accounts = new Map(keys.map((key) => [accountId(lane, { ...key, month }), key]));
  const holds = leaseRecord.isKept(lane);
  const { gen } = store.journalHead(lane);
  return [...accounts].flatMap(([id, { scope, owner, ledgers }]) => {
    const budget = beliefs.of(id).current?.budget;
    if (budget === undefined) return [];
    const lease = holds ? leaseOfDesk(budget, device, gen) : null;
    const { limit, free, spent, exceeded } = budget;
    const held = { granted: lease?.granted ?? 0, used: lease?.used ?? 0 };
    return [{ scope, id: owner, ledgers, month, limit, spent: spent + exceeded, free, ...held }];
  });
};

/** At a desk with a ledger of its own budgets are counted from what was granted; at one of a hub they are spent from what it holds. */
export const withLeases = (parts: Parts, facts: Facts, asked: Asked): Facts =>
  parts.transport.mode === 'hub' && asked.policy.pack.authority.budgets.length > 0 ? { ...facts, leases: leasesOf(parts, asked) } : facts;

/**
 * Whether this workstation has never heard of a customer: no other case of his, nothing granted to him. A case without a customer is
 * one of somebody nobody has looked up. Source: sync.md §2.14 "blind limit".
 */
export const isBlind = (
  store: Pick<DeskStore, 'casesOfCustomer' | 'grantsOfCustomer'>,
  { lane, caseId, customer }: Pick<Asked, 'lane' | 'caseId' | 'customer'>,
): boolean => {
  const name = customerKey(customer, caseId);
  if (customer === null) return true;
  const others = store.casesOfCustomer(lane, customer, 2).some((row) => row.caseId !== caseId);
  return !others && store.grantsOfCustomer(lane, name, 0, 1).length === 0;
};

/** How somebody away from the hub stands towards this customer; null in touch with it. */
export const seenAway = (
  store: Pick<DeskStore, 'casesOfCustomer' | 'grantsOfCustomer'>,
  away: Away | null,
  asked: Pick<Asked, 'lane' | 'caseId' | 'customer'>,
): Away | null => (away !== null && isBlind(store, asked) ? { ...away, blind: true } : away);
