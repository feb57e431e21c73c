// Keeps the packs of this hub compiled, and looks from time to time whether somebody published another one beside it.
import type { Clock } from '../../shared/kernel/time.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { createPolicies } from '../../shared/sync/policies.ts';

export interface Packs {
  lanes(): readonly string[];
  /** The pack in force now; null for a lane that is not kept here. */
  policy(lane: string): Policy | null;
  /** Reads what was published since; answers the lanes that have a new pack. */
  look(): Promise<readonly string[]>;
}

export const createPacks = async (store: LedgerStore, clock: Clock): Promise<Packs> => {
  const policies = createPolicies();
  const known = new Set<string>();
  const look = async (): Promise<readonly string[]> => {
    const fresh = (await store.packs()).filter(({ lane, version }) => !known.has(`${lane}\n${version}`));
    policies.add(fresh);
    for (const { lane, version } of fresh) known.add(`${lane}\n${version}`);
    return [...new Set(fresh.map(({ lane }) => lane))];
  };
  await look();
  return { lanes: policies.lanes, policy: (lane) => policies.current(lane, clock()), look };
};
