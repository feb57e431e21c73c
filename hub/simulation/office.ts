// Knows which people have proved themselves at which simulated workstation, who has left, and what that lets a workstation see.
import type { Digest } from '../../shared/kernel/ids.ts';
import { HOUR, type Clock, type Ms } from '../../shared/kernel/time.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { createPolicies } from '../../shared/sync/policies.ts';
import type { Caller, Rights } from '../../shared/sync/rights.ts';
import type { StoredPack } from '../../shared/store/ledger-store.ts';
import type { Binding, Device } from '../register/register.ts';
import type { Listed } from '../server/directory.ts';
import { standardLimits } from '../server/limits.ts';
import { visitOf, type Visitor } from '../server/visitor.ts';

/** What the hub's database remembers of workstations and packs; a backup of it does, too. */
export type Remembered = { readonly bindings: readonly Binding[]; readonly packs: readonly StoredPack[] };

export interface Office {
  /** As a hub process asks it before every answer. */
  caller(device: string): Caller;
  rights(device: string): Rights | null;
  policy(): Policy;
  signIn(device: string, person: string): void;
  /** What somebody did here arrived: his being bound counts from now. */
  worked(device: string, person: string): void;
  /** Leaves the directory, which no backup of the database brings back. */
  dismiss(person: string): void;
  hire(person: string): void;
  revoke(device: string): void;
  isRevoked(device: string): boolean;
  publish(pack: StoredPack): void;
  remembered(): Remembered;
  setBack(remembered: Remembered): void;
}

/** Nobody types it here. */
const SECRET = { cost: 1 << 15, block: 8, lanes: 1, salt: Buffer.alloc(0), hash: Buffer.alloc(0) };

export const createOffice = (lane: string, clock: Clock, digest: Digest): Office => {
  let bindings: readonly Binding[] = [];
  let packs: readonly StoredPack[] = [];
  let policies = createPolicies();
  const dismissed = new Set<string>();
  const revoked = new Map<string, Ms>();
  const cuts = new Map<string, Rights | null>();

  const policy = (): Policy => policies.current(lane, clock())!;
  const directory = {
    find: (_lane: string, person: string): Listed | null =>
      dismissed.has(person) ? null : { lane, person, secret: SECRET, disabled: false },
    people: () => [],
  };
  const book = { lanes: () => [lane], policy, look: async () => [] };
  const visit = (id: string): Visitor => {
    const device: Device = {
      id,
      name: id,
      key: id,
      lanes: null,
      slot: 1,
      enrolledAt: 0,
      seenAt: 0,
      revokedAt: revoked.get(id) ?? null,
    };
    const mine = bindings.filter((binding) => binding.device === id);
    return visitOf({ directory, packs: book, limits: standardLimits, clock, digest }, device, mine);
  };
  /** The product's own answer, remembered: it follows from who proved himself and is still listed, from the pack and the day. */
  const rightsAt = (id: string): Rights | null => {
    const now = clock();
    let name = `${revoked.has(id)} ${policy().version} ${Math.floor(now / HOUR)}`;
    for (const { device, person, at } of bindings)
      if (device === id && now - at < standardLimits.bound && !dismissed.has(person)) name += ` ${person}`;
    const known = cuts.get(name);
    if (known !== undefined) return known;
    const rights = visit(id).caller.rights(lane);
    cuts.set(name, rights);
    return rights;
  };
  const bind = (device: string, person: string): void => {
    const others = bindings.filter((binding) => binding.device !== device || binding.person !== person);
    bindings = [...others, { device, lane, person, at: clock() }];
  };

  return {
    caller: (device) => ({
      device,
      rights: (asked) => (asked === lane ? rightsAt(device) : null),
      admits: (asked, actor) => visit(device).caller.admits(asked, actor),
    }),
    rights: rightsAt,
    policy,
    signIn: bind,
    worked: (device, person) => {
      if (bindings.some((binding) => binding.device === device && binding.person === person)) bind(device, person);
    },
    dismiss: (person) => void dismissed.add(person),
    hire: (person) => void dismissed.delete(person),
    revoke: (device) => void (revoked.has(device) || revoked.set(device, clock())),
    isRevoked: (device) => revoked.has(device),
    publish: (pack) => {
      packs = [...packs, pack];
      policies.add([pack]);
    },
    remembered: () => ({ bindings, packs }),
    setBack: (remembered) => {
      ({ bindings, packs } = remembered);
      policies = createPolicies();
      policies.add(packs);
    },
  };
};
