// Knows what can happen to decisions and requests for approval; they live for ever, so new optional keys are free.
import type { Ms } from '../kernel/time.ts';
import type { AuthorityReason, Terms } from '../policy/authority-types.ts';
import type { Tier } from '../policy/pack-schema.ts';
import type { Draw } from './budget-events.ts';

/** Whom a request goes to: a team of a tier; `person` decides as deputy for the absent person `for`. */
export type Asked = { readonly tier: Tier; readonly team: string; readonly person: string | null; readonly for: string | null };

/** Tiers that could have decided and were passed over, with the reason. */
export type PassedOver = { readonly tier: Tier; readonly team: string | null; readonly why: 'absent' | 'no-team' };

/** The absent person in whose place somebody answered, and the whole chain from him to the one who did. */
export type ActingFor = { readonly person: string; readonly via: readonly string[] };

/** Granted on the telephone: by whom, who entered it, and whether the hub's own record bears it out; null while the hub has not ruled. */
export type ByPhone = { readonly challenge: string; readonly lead: string; readonly enteredBy: string; readonly confirmed: boolean | null };

/**
 * Break-glass, or flagged by the hub: then `cause` is its flag, `rule` the cap it passed, and `others` what else was granted that used
 * it: who, where, when.
 */
export type ReviewAsked = {
  readonly by: Ms;
  readonly team: string;
  readonly cause?: string;
  readonly rule?: string | null;
  readonly others?: readonly {
    readonly decision: string;
    readonly caseId: string;
    readonly by: string;
    readonly team: string | null;
    readonly at: Ms;
    readonly amount: number;
  }[];
  /** Where the money is the reason: each budget as the hub found it with this spend. */
  readonly budgets?: readonly BudgetFact[];
};

/**
 * What both sides knew of a budget that a decision drew on: `amount` it took, `beyond` of it that nothing covered; `lease` what its
 * workstation held, null where it named none or one the hub does not know. Amounts in minor units.
 */
export type BudgetFact = {
  readonly account: string;
  readonly scope: 'team' | 'principal';
  readonly owner: string;
  readonly month: string;
  readonly amount: number;
  readonly beyond: number;
  readonly limit: number;
  readonly spent: number;
  readonly free: number;
  readonly exceeded: number;
  readonly lease: {
    readonly device: string;
    readonly standing: 'open' | 'frozen' | 'written-off';
    readonly granted: number;
    readonly used: number;
  } | null;
};

/** By when the customer hears whether it is so. */
export type Proposed = { readonly until: Ms };

/** The fields of a wish that most decisions do not need. */
type WishExtras = {
  readonly terms?: Terms | null;
  readonly contract?: string | null;
  readonly otherAccount?: boolean;
  readonly toldAt?: Ms | null;
};

export type DecisionEventData = {
  'decision-made': {
    decision: string;
    decisionType: string;
    ledger: 'entitlement' | 'goodwill' | 'offer' | 'promise';
    unit: 'money' | 'count';
    amount: number;
    currency: string;
    customer: string | null;
    reason: string | null;
    evidence: readonly string[];
    approval: string | null;
    standing: 'committed' | 'proposed';
    /** Why it was allowed: rule, limit, tier, pack version, what was seen of the balances. Kept for ever. */
    why: AuthorityReason;
    /** The absent person in whose place the actor decided, with everybody in between. */
    actingFor?: ActingFor | null;
    /** Which budgets it draws on, and whether from a lease of this workstation. */
    draws?: readonly Draw[];
    phone?: ByPhone;
    /** By when which team must look at it. */
    review?: ReviewAsked | null;
    /** Granted by the hub as it was proposed away from it. */
    asProposed?: Proposed;
  } & WishExtras;
  'decision-reviewed': { decision: string; outcome: 'upheld' | 'follow-up' };
  'approval-asked': {
    approval: string;
    decisionType: string;
    unit: 'money' | 'count';
    amount: number;
    currency: string;
    reason: string | null;
    evidence: readonly string[];
    customerWaiting: boolean;
    recommendation: 'grant' | 'partly' | 'refuse' | null;
    to: Asked;
    decideBy: Ms;
    /** Nobody answers it after this. */
    expiresAt: Ms;
    passedOver: readonly PassedOver[];
    why: AuthorityReason;
    /** Proposed to the customer away from the hub, who hears by then. */
    proposed?: Proposed;
    /** The hub has ruled on the proposal: it lies with somebody now. */
    wentUp?: true;
  } & WishExtras;
  'approval-corrected': {
    approval: string;
    decisionType: string;
    unit: 'money' | 'count';
    amount: number;
    reason: string | null;
    evidence: readonly string[];
    recommendation: 'grant' | 'partly' | 'refuse' | null;
    to: Asked;
    /** Set where the correction led to another tier, which then has its own time. */
    decideBy?: Ms;
    passedOver: readonly PassedOver[];
    why: AuthorityReason;
  } & WishExtras;
  'approval-moved': {
    approval: string;
    step: number;
    from: Asked;
    to: Asked;
    decideBy: Ms;
    passedOver: readonly PassedOver[];
    byHand: boolean;
  };
  /** `leads`: who is told besides whoever asked: of the team it lay with, and of the case's. */
  'approval-expired': { approval: string; leads?: readonly string[] };
  /** The first of two people of tier 4 agrees with this amount; the request stays open for the second. */
  'approval-seconded': { approval: string; amount: number; to: Asked; decideBy: Ms; actingFor?: ActingFor | null };
  'approval-given': { approval: string; amount: number; decision: string; actingFor?: ActingFor | null; phone?: ByPhone };
  /** `phone`: said on the telephone, and entered by whoever had asked. */
  'approval-declined': { approval: string; actingFor?: ActingFor | null; phone?: Pick<ByPhone, 'lead' | 'enteredBy'> };
  /** `undone`: the hub had granted it at once, and its author took it back before he could hear of it; `phone`: because of a no on the telephone. */
  'approval-withdrawn': { approval: string; undone?: true; phone?: Pick<ByPhone, 'lead' | 'enteredBy'> };
};
