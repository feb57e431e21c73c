// Stops what workstations that were locked out still hold of shared budgets, once for each in every lane this process sequences.
import type { Ledger } from '../../shared/sync/ledger.ts';
import type { Register } from '../register/register.ts';
import type { Lanes } from './lanes.ts';

export type LockingOut = {
  readonly register: Pick<Register, 'devices'>;
  readonly ledger: Pick<Ledger, 'lockOut'>;
  readonly lanes: Pick<Lanes, 'holds'>;
  readonly known: () => readonly string[];
};

/** Whoever is locked out gets no lease any more, so one look at each is enough; one that fails is taken again. */
export const createLockingOut = ({ register, ledger, lanes, known }: LockingOut): (() => Promise<void>) => {
  const done = new Set<string>();
  return async () => {
    const revoked = (await register.devices()).filter(({ revokedAt }) => revokedAt !== null);
    for (const lane of known().filter((each) => lanes.holds(each)))
      for (const { id, revokedAt } of revoked) {
        const name = `${lane} ${id} ${revokedAt}`;
        if (done.has(name)) continue;
        await ledger.lockOut(lane, id);
        done.add(name);
      }
  };
};
