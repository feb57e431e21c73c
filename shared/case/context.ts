// Knows what `decide` is told besides the case: who acts, when, under which pack, what was counted elsewhere. Plain data only.
import type { Ms } from '../kernel/time.ts';
import type { Policy } from '../policy/policy.ts';
import type { Person } from '../policy/pack-schema.ts';
import type { Balance } from '../policy/authority.ts';

export type Connection = { readonly online: boolean; readonly lastSync: Ms | null };

export type Context = {
  readonly actor: Person;
  /** The corrected time of the command, epoch ms. */
  readonly now: Ms;
  /** The compiled pack of the principal, with its roster. */
  readonly policy: Policy;
  /** Last bill of the case's customer in minor units, null when unknown; relation to staff blocks own and relatives' accounts. */
  readonly customer: { readonly id: string; readonly lastBill: number | null; readonly staff: string | null } | null;
  readonly balances: readonly Balance[];
  readonly connection: Connection;
};
