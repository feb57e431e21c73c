// Knows what can happen to the account of a shared budget; amounts in minor units.
import type { BudgetKey, FreezeCause } from './budget-account.ts';

/** What a decision takes from a shared budget: `account` its id, `lease` null = from what is free at the hub. */
export type Draw = { readonly account: string; readonly lease: string | null; readonly amount: number };

export type BudgetEventData = {
  /** The account of a shared budget begins; `limit` minor units for that month. Events of accounts have the account's id as their case. */
  'budget-opened': BudgetKey & { limit: number; epoch: string };
  'budget-limit-set': { limit: number };
  /** A manager says that every lease handed out before the hub was set back is known again, or given up. */
  'budget-released': { epoch: string };
  /** Stands in a desk's forecast alone: the hub answers with `lease-granted`. */
  'lease-asked': { device: string; gen: number; want: number };
  /** `added` minor units now; the first grant of a lease opens it. */
  'lease-granted': { lease: string; device: string; gen: number; added: number };
  /** A decision draws on the budget; `beyond`: the part that nothing covered. `lease` null: from what is free. */
  'budget-spent': { lease: string | null; decision: string; case: string; amount: number; beyond: number };
  /** The decision does not stand. */
  'budget-given-back': { lease: string | null; decision: string; amount: number; beyond: number };
  'lease-recalled': { lease: string };
  'lease-returned': { lease: string; amount: number; closed: boolean };
  'lease-frozen': { lease: string; cause: FreezeCause };
  /** Proven that nothing was spent which the hub does not know: its workstation goes on with it under its new incarnation. */
  'lease-thawed': { lease: string; gen: number };
  /** `amount`: what was reserved and is given up by name. */
  'lease-written-off': { lease: string; amount: number; reason: string };
};
