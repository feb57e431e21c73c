// Knows who asks: the workstation behind a key, who has proved himself there, and what they may see and do now.
import type { Digest } from '../../shared/kernel/ids.ts';
import { HOUR, type Clock, type Ms } from '../../shared/kernel/time.ts';
import { rightsOf, type Caller, type Rights } from '../../shared/sync/rights.ts';
import type { Binding, Device, Register } from '../register/register.ts';
import type { Directory } from './directory.ts';
import type { Limits } from './limits.ts';
import type { Packs } from './packs.ts';
import { keyHash } from './secrets.ts';

export type Visitor = {
  readonly device: Device;
  readonly caller: Caller;
  /** Whether this workstation was enrolled for the lane at all; a revoked one still is, for what it has to deliver. */
  readonly belongs: (lane: string) => boolean;
  /** Proved himself here, is still listed and on the roster. */
  readonly isHere: (lane: string, person: string) => boolean;
  readonly bindings: readonly Binding[];
};

export type VisitorParts = {
  readonly register: Register;
  readonly directory: Directory;
  readonly packs: Packs;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly digest: Digest;
  /** Whether the hub had no word from a workstation at that time; left out where nobody keeps count. */
  readonly wasCut?: (device: string, at: Ms) => boolean;
  /** Whether the hub has been in touch with a workstation ever since that time. */
  readonly wasThere?: (device: string, at: Ms) => boolean;
};

/** Whoever is in touch again tells what he did meanwhile; so long that may take. */
const TELLING: Ms = HOUR;

/** `authorization: Bearer <key>`; null for anything else. */
export const keyOf = (authorization: string | undefined): string | null =>
  /^Bearer ([\w-]{20,200})$/.exec(authorization ?? '')?.[1] ?? null;

/** Null for a key that belongs to no workstation. Nothing is kept between requests: rights are those of now. */
export const visitorOf = async (parts: VisitorParts, key: string): Promise<Visitor | null> => {
  const device = await parts.register.deviceByKey(keyHash(key));
  return device === null ? null : visitOf(parts, device, await parts.register.bindings(device.id));
};

export const visitOf = (
  { directory, packs, limits, clock, digest, wasCut = () => false, wasThere = () => false }: Omit<VisitorParts, 'register'>,
  device: Device,
  bindings: readonly Binding[],
): Visitor => {
  const now = clock();
  const belongs = (lane: string): boolean => device.lanes === null || device.lanes.includes(lane);
  const proved = (lane: string, person: string): Binding | undefined =>
    bindings.find((binding) => binding.lane === lane && binding.person === person);
  /** Who left the roster or the directory counts for nothing, whatever he proved before. */
  const isListed = (lane: string, person: string): boolean =>
    directory.find(lane, person) !== null && packs.policy(lane)?.people.get(person)?.signIn === true;
  const peopleOf = (lane: string): readonly string[] =>
    bindings.flatMap((binding) =>
      binding.lane === lane && now - binding.at < limits.bound && isListed(lane, binding.person) ? [binding.person] : [],
    );

  const asked = new Map<string, Rights | null>();
  const rights = (lane: string): Rights | null => {
    const known = asked.get(lane);
    if (known !== undefined) return known;
    const policy = packs.policy(lane);
    const people = device.revokedAt === null && belongs(lane) && policy !== null ? peopleOf(lane) : [];
    const found = people.length === 0 || policy === null ? null : rightsOf(people, policy, now, digest);
    asked.set(lane, found);
    return found;
  };

  return {
    device,
    bindings,
    belongs,
    isHere: (lane, person) => peopleOf(lane).includes(person),
    caller: {
      device: device.id,
      rights,
      wasCut: (at) => wasCut(device.id, at),
      // His rights ended, what he had told by then did not; a workstation that was locked out says nothing in anybody's name, and what was
      // said while it was in touch, or before it last was, would have been told then.
      believes: (lane, actor, at) => {
        const binding = device.revokedAt === null ? proved(lane, actor) : undefined;
        const wasTold = wasThere(device.id, at) || bindings.some((each) => each.at >= at && now - each.at > TELLING);
        return binding !== undefined && at <= binding.at + limits.bound && !wasTold;
      },
      admits: (lane, actor) => {
        if (device.revokedAt !== null) return 'device-revoked';
        // The watch acts at every desk, under nobody's name; its commands carry ids that are the same everywhere.
        if (packs.policy(lane)?.people.get(actor)?.role === 'watchdog') return null;
        // Whoever worked here without a line for long is believed what he did, also after his rights to read have run out.
        return proved(lane, actor) !== undefined && directory.find(lane, actor) !== null ? null : 'not-signed-in-here';
      },
    },
  };
};
