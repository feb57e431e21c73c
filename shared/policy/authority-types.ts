// Knows what a question about authority holds and what its answer keeps for ever; amounts are minor units or a count, times epoch ms.
import type { z } from 'zod';
import type { Ms } from '../kernel/time.ts';
import type { termsSchema } from './authority-schema.ts';
import type { DecisionType, Tier } from './pack-schema.ts';

export type Ledger = DecisionType['ledger'];
export type Terms = Readonly<z.infer<typeof termsSchema>>;
/** Whose account is decided on, seen from who decides. */
export type Relation = 'none' | 'own' | 'relative' | 'colleague';

/** An earlier decision as the windows count it. It counts on the day of `actor`: for an approved one that is the approver. */
export type Grant = {
  readonly decision: string;
  readonly decisionType: string;
  readonly ledger: Ledger;
  readonly unit: 'money' | 'count';
  readonly amount: number;
  readonly currency: string;
  /** A case without a customer counts as a customer of its own, see `customerKey`. */
  readonly customer: string;
  readonly contract: string | null;
  readonly caseId: string;
  readonly actor: string;
  readonly team: string | null;
  readonly tier: Tier;
  readonly at: Ms;
  /** The calendar month of the principal's zone in which it counts, as "2026-03". */
  readonly month: string;
  /** Its case is not closed. */
  readonly open: boolean;
};

/** What was spent of a budget in a calendar month ("2026-03") of the principal's zone; `id`: the team, or the principal. */
export type BudgetSum = {
  readonly scope: 'team' | 'principal';
  readonly id: string;
  readonly month: string;
  readonly ledger: Ledger;
  readonly used: number;
};

/**
 * A budget of this month as a workstation of a hub knows it, minor units: its limit, what was decided out of it, what is free at the hub,
 * and what this workstation holds (`granted`, of that `used`). Source: sync.md §2.14.
 */
export type LeaseFact = {
  readonly scope: 'team' | 'principal';
  readonly id: string;
  readonly ledgers: readonly Ledger[];
  readonly month: string;
  readonly limit: number;
  readonly spent: number;
  readonly free: number;
  readonly granted: number;
  readonly used: number;
};

/**
 * What was granted before, as far as any cap may ask: grants of this customer and this contract, of this case, and of the deciding
 * person since his local day began (or still open), each once, in any order; sums of the month that runs. `leases`: only at a
 * workstation of a hub, where budgets are spent from what it holds.
 */
export type Facts = { readonly grants: readonly Grant[]; readonly budgets: readonly BudgetSum[]; readonly leases?: readonly LeaseFact[] };

/** What somebody wants to grant. */
export type Wish = {
  readonly decisionType: string;
  readonly amount: number;
  readonly reason: string | null;
  /** Codes of the papers at hand. */
  readonly evidence: readonly string[];
  readonly terms: Terms | null;
  /** Paid to an account that is not the customer's known one. */
  readonly otherAccount: boolean;
  /** When the customer was told, for a decision entered later; null = now. */
  readonly toldAt: Ms | null;
};

export type AuthorityQuestion = {
  readonly wish: Wish;
  readonly actor: { readonly id: string; readonly tier: Tier; readonly team: string | null };
  /** Customer and case as grants name them. */
  readonly about: { readonly customer: string; readonly contract: string | null; readonly caseId: string };
  /** Last bill (or order) in minor units of the pack's currency, null when unknown. */
  readonly bill: number | null;
  readonly relation: Relation;
  readonly tenureDays: number | null;
  readonly segment: string | null;
  readonly facts: Facts;
  readonly now: Ms;
  readonly connection: { readonly online: boolean; readonly lastSync: Ms | null };
  /** Tiers where somebody is present; null = not asked, every tier counts. */
  readonly present: readonly Tier[] | null;
  /** Who asked for what is now answered: two different people of tier 4 make four eyes. */
  readonly askedBy: { readonly id: string; readonly tier: Tier } | null;
  /** A budget stated from outside (black box), in place of the pack's own. */
  readonly budget: { readonly limit: number; readonly used: number } | null;
  /** Its draws cover it: what a budget lets through was settled when it was paid. */
  readonly paid?: boolean;
  /** Nothing of this customer has ever come to this workstation. */
  readonly blind?: boolean;
};

/** In this order ties are named. Source: domain.md §4. */
export const CAP_NAMES = [
  'per-decision',
  'percent',
  'per-case',
  'customer-window',
  'customer-count',
  'agent-day',
  'agent-count',
  'budget',
  'condition',
  'block',
  'four-eyes',
  'stale',
  'none',
] as const;
export type CapName = (typeof CAP_NAMES)[number];

/** Why a condition or a block stands, or which term or window a cap speaks of: for the sentence. */
export type CapDetail =
  | 'evidence'
  | 'reason'
  | 'tenure'
  | 'segment'
  | 'first-time'
  | 'offline'
  /** A customer of whom this workstation has no history. */
  | 'blind'
  | 'own'
  | 'relative'
  | 'colleague'
  | 'retroactive'
  | 'formula'
  | 'ceiling'
  | 'other-account'
  | 'months'
  | 'percent'
  | 'instalments'
  | 'days'
  | 'contract'
  /** Counts only what is still open. */
  | 'open'
  | 'team'
  | 'principal';

/**
 * One cap as it stood: the limit, what was used before this request, what remains (never below 0); the one that allows least binds.
 * A condition, a block or staleness has no limit: `limit` null, `remaining` 0 when it stands against it and null when it does not.
 */
export type CapState = {
  readonly rule: CapName;
  readonly unit: 'money' | 'count';
  readonly limit: number | null;
  readonly used: number;
  readonly remaining: number | null;
  readonly ok: boolean;
  readonly detail: CapDetail | null;
  /** The window a customer cap counts in. */
  readonly window: { readonly months: number } | { readonly days: number } | null;
  /** Of a budget: not all of it counts, but what this workstation holds. */
  readonly held?: true;
};

/** Recorded with every decision and kept for ever: which rule of which pack version, every cap, and what was seen when by whom. */
export type AuthorityReason = {
  readonly verdict: 'within' | 'needs-approval' | 'never';
  readonly binding: CapState;
  readonly caps: readonly CapState[];
  readonly tier: Tier;
  /** Null when within or never, and when nobody who may approve is present. */
  readonly approverTier: Tier | null;
  /** Codes of papers the pack asks for at this amount and that were not there. */
  readonly papers: readonly string[];
  /** Highest share of a budget that this decision reaches and the pack warns at, in percent; null = none. */
  readonly budgetWarning: number | null;
  readonly pack: string;
  readonly seen: {
    readonly by: string;
    readonly at: Ms;
    readonly bill: number | null;
    readonly online: boolean;
    readonly lastSync: Ms | null;
    /** How many earlier decisions were looked at. */
    readonly grants: number;
  };
};

/** How a grant names the customer of a case that has none: the case itself, so that no cap is escaped by leaving him out. */
export const customerKey = (customer: string | null, caseId: string): string => customer ?? `case:${caseId}`;
