// Tells whoever answers for others which workstations a principal has: their names, who has signed in there, and when each was last heard of.
import type { Workstation } from '../../shared/sync/wire-parts.ts';
import type { Register } from '../register/register.ts';
import type { Asked } from './asking.ts';
import { turnAway } from './faults.ts';
import type { Packs } from './packs.ts';
import type { Visitor } from './visitor.ts';

export interface Workstations {
  workstations(input: { readonly lane: string }, asked: Asked): Promise<{ readonly workstations: readonly Workstation[] }>;
}

/** Who sits where and when is nobody's business but theirs who answer for it. */
const ANSWERING: ReadonlySet<string> = new Set(['lead', 'manager', 'auditor']);

export const createWorkstations = ({
  register,
  packs,
}: {
  readonly register: Pick<Register, 'devices' | 'bindingsIn'>;
  readonly packs: Packs;
}): Workstations => {
  const answersHere = ({ bindings, isHere, caller }: Visitor, lane: string): boolean =>
    caller.rights(lane) !== null &&
    bindings.some(
      (row) => row.lane === lane && isHere(lane, row.person) && ANSWERING.has(packs.policy(lane)?.people.get(row.person)?.role ?? ''),
    );
  return {
    workstations: async ({ lane }, { visitor }) => {
      if (!answersHere(visitor, lane)) throw turnAway('no-rights', { lane });
      const [devices, bindings] = await Promise.all([register.devices(), register.bindingsIn(lane)]);
      const peopleOf = (device: string) => bindings.flatMap((row) => (row.device === device ? [{ person: row.person, at: row.at }] : []));
      return {
        workstations: devices
          // One that may serve every principal is shown to those whose people came in there.
          .filter(({ id, lanes }) => lanes?.includes(lane) === true || (lanes === null && bindings.some(({ device }) => device === id)))
          .map(({ id, name, seenAt, revokedAt }) => ({ device: id, name, seenAt, revoked: revokedAt !== null, people: peopleOf(id) })),
      };
    },
  };
};
