// Decides whether a person may grant something: within, needs approval of a tier, or never, with the rule that binds.
import type { Tier } from './pack-schema.ts';

/** What the caller counted for caps over more than one case; leg 2 fills the windows, a missing row means nothing was spent. */
export type Balance = {
  readonly cap: 'customer-window' | 'agent-day' | 'budget';
  readonly decisionType: string;
  readonly used: number;
  readonly count: number;
};

export type AuthorityQuestion = {
  readonly decisionType: string;
  /** Minor units of the pack's currency, or a count, as the decision type says. */
  readonly amount: number;
  readonly tier: Tier;
  readonly evidence: boolean;
  /** Last bill in minor units, null when unknown. */
  readonly bill: number | null;
  readonly balances: readonly Balance[];
};

/** One cap as it stood: the limit, what was used before this request, what remains; the tightest of them binds. */
export type CapState = {
  readonly rule: 'per-decision' | 'percent' | 'condition' | 'four-eyes' | 'none';
  readonly limit: number | null;
  readonly used: number;
  readonly remaining: number | null;
  readonly ok: boolean;
};

/** Recorded with every decision: under which rule of which pack version, and what the balances looked like. */
export type AuthorityReason = {
  readonly verdict: 'within' | 'needs-approval' | 'never';
  readonly binding: CapState;
  readonly caps: readonly CapState[];
  readonly tier: Tier;
  readonly approverTier: Tier | null;
  readonly pack: string;
  readonly balances: readonly Balance[];
};
