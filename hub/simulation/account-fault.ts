// Says whether an account of a shared budget adds up, by rules of its own beside those that keep it.
import { leasedOf, type BudgetAccount } from '../../shared/case/budget-account.ts';

/** What is wrong with an account after a commit; null where it adds up. */
export const faultOf = ({ limit, spent, free, leases }: BudgetAccount): string | null => {
  const leased = leasedOf({ leases });
  if (spent + leased + free !== limit) return `${limit} is not ${spent} spent + ${leased} leased + ${free} free`;
  if (free < 0) return `${free} free`;
  const torn = leases.find(({ granted, used }) => used < 0 || used > granted);
  return torn === undefined ? null : `lease ${torn.lease}: ${torn.used} of ${torn.granted} used`;
};
