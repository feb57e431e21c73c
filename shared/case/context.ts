// Knows what `decide` is told besides the case: who acts, when, under which pack, what was counted elsewhere. Plain data only.
import type { Ms } from '../kernel/time.ts';
import type { Policy } from '../policy/policy.ts';
import type { Person } from '../policy/pack-schema.ts';
import type { Absence } from '../policy/absence.ts';
import type { Facts } from '../policy/authority-types.ts';
import type { EventData } from './events.ts';
import type { PhoneFile } from './telephone-file.ts';

export type Connection = { readonly online: boolean; readonly lastSync: Ms | null };

export type Context = {
  readonly actor: Person;
  /** The corrected time of the command, epoch ms. */
  readonly now: Ms;
  /** The compiled pack of the principal, with its roster. */
  readonly policy: Policy;
  /**
   * The case's customer: last bill in minor units of the pack's currency, null when unknown; `staff` is the person whose own account
   * it is, `relatives` people related to the customer; `since` the first day as a customer (ISO date), `segment` a code, `contracts`
   * the customer's known contracts.
   */
  readonly customer: {
    readonly id: string;
    readonly lastBill: number | null;
    readonly staff: string | null;
    readonly relatives: readonly string[];
    readonly since: string | null;
    readonly segment: string | null;
    readonly contracts: readonly string[];
  } | null;
  /** What was granted before: this customer's, this case's, and the actor's of today. */
  readonly facts: Facts;
  /** The absence book of the principal. */
  readonly absences: readonly Absence[];
  readonly connection: Connection;
  /** Away from the hub: nothing of this customer has ever come to this workstation. */
  readonly blind?: boolean;
  /**
   * Only where the hub itself rules: `epoch` of its log, the workstation that sent the command (null = the hub's own process), and how
   * far it settled the journal of an older incarnation of it. A desk's forecast has none, and hands out no money.
   */
  readonly hub?: {
    readonly epoch: string;
    readonly device: string | null;
    readonly settled: (gen: number) => number;
    /** When this epoch began because the hub was set back; null or absent: it is the first one. */
    readonly since?: Ms | null;
    /** Whether the accounts say what a proposal says it drew. */
    readonly drawn?: boolean;
    /** Whether its author took a proposal back, or corrected it, in what comes together with it. */
    readonly takenBack?: boolean;
    /** Whether the author of a withdrawal could not have heard yet that the hub had granted what he takes back. */
    readonly unheard?: boolean;
    /** The hub's own clock, whatever a workstation says. */
    readonly now?: Ms;
    /** What a decision that was refused drew on this account and has not been given back; null where there is nothing. */
    readonly paid?: (decision: string) => Pick<EventData['budget-spent'], 'lease' | 'amount' | 'beyond'> | null;
    /** Minor units out of budgets that the one meant holds in the place of, since the pack was changed in mid-month. */
    readonly elsewhere?: number;
    /** Another budget holds in the place of the one meant: nothing is free in it any more. */
    readonly replaced?: boolean;
    /** The newest pack in force at the hub. */
    readonly policy: Policy;
    /** Of the call that a command names; null where the hub has no record of it. */
    readonly phone?: PhoneFile | null;
  };
};
