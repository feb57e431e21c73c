// Lets a workstation in once by a code, and a person by his secret: in constant time, and locked after too many wrong tries.
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import type { RandomBytes } from '../../shared/kernel/ids.ts';
import { DAY, type Clock, type Ms } from '../../shared/kernel/time.ts';
import { createTurns } from '../../shared/sync/turns.ts';
import type { Register } from '../register/register.ts';
import { createBuckets } from './buckets.ts';
import type { Directory } from './directory.ts';
import type { Limits } from './limits.ts';
import type { Packs } from './packs.ts';
import { codeHash, isSecret, keyHash, newKey } from './secrets.ts';

export type DoorParts = {
  readonly register: Register;
  readonly directory: Directory;
  readonly packs: Packs;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly hub: string;
};

export type Enrolled = { readonly key: string; readonly hub: string; readonly lanes: readonly string[]; readonly slot?: number };
type EnrolFault = 'wrong-code' | 'code-used' | 'code-expired' | 'device-taken';
type SignInFault = 'wrong-secret' | 'sign-in-locked' | 'no-sign-in';

/** Where somebody whose day is counted has signed in besides, as long as that workstation may not have heard that he decides here now. */
export type Elsewhere = { readonly name: string; readonly at: Ms; readonly seenAt: Ms };
export type SignedIn = { readonly lane: string; readonly person: string; readonly elsewhere?: Elsewhere };

export interface Door {
  /** Refusals: `wrong-code`, `code-used`, `code-expired`, `device-taken` (the name a workstation gave itself stands for another one). */
  enrol(wish: { readonly code: string; readonly device: string; readonly name: string }): Promise<Result<Enrolled>>;
  /** Refusals: `wrong-secret` {left}, `sign-in-locked` {until}, `no-sign-in` (right secret, but not on the roster to sign in). */
  signIn(device: string, lane: string, person: string, secret: string): Promise<Result<SignedIn>>;
  /** Whoever decides within a day's caps and has signed in elsewhere since: here he no longer comes in without the hub. As "lane/person". */
  movedOn(device: string): Promise<ReadonlySet<string>>;
}

/** So long a workstation lets somebody in without its hub; after that his day is open there no more. */
const OFFLINE_FOR: Ms = 30 * DAY;
/** Up to this tier a person's day is counted, which only holds where he decides at one workstation at a time. Source: domain.md §5. */
const COUNTED = 2;

export const createDoor = ({ register, directory, packs, limits, clock, random, hub }: DoorParts): Door => {
  const inTurn = createTurns();
  const wrong = createBuckets(clock, limits.wrong);
  /** Until when nobody of this name may try; null where he may. */
  const lockedUntil = async (lane: string, person: string): Promise<Ms | null> => {
    const now = clock();
    for (const { most, within } of limits.tries) if ((await register.failures(lane, person, now - within)) >= most) return now + within;
    return null;
  };
  const left = async (lane: string, person: string): Promise<number> => {
    const { most, within } = limits.tries[0]!;
    return Math.max(0, most - (await register.failures(lane, person, clock() - within)));
  };

  const isCounted = (lane: string, person: string): boolean => {
    const tier = packs.policy(lane)?.people.get(person)?.tier;
    return typeof tier === 'number' && tier <= COUNTED;
  };
  /** A workstation that was heard of since he last came in here has been told, and lets him decide there no more without its hub. */
  const openElsewhere = async (device: string, lane: string, person: string): Promise<Elsewhere | null> => {
    const all = await register.bindingsIn(lane, person);
    const here = all.find((row) => row.device === device)?.at ?? null;
    const other = all.find((row) => row.device !== device && clock() - row.at <= OFFLINE_FOR);
    const there = other === undefined ? null : await register.device(other.device);
    if (other === undefined || there === null || there.revokedAt !== null) return null;
    const isTold = here !== null && here > other.at && there.seenAt > here;
    return isTold ? null : { name: there.name, at: other.at, seenAt: there.seenAt };
  };

  const attempt: Door['signIn'] = async (device, lane, person, secret) => {
    const wait = wrong.look(device);
    if (wait > 0) return refuse<SignInFault>('sign-in-locked', { until: clock() + wait });
    const until = await lockedUntil(lane, person);
    if (until !== null) return refuse<SignInFault>('sign-in-locked', { until });
    const listed = directory.find(lane, person);
    const right = await isSecret(secret, listed?.secret ?? null);
    await register.recordTry(lane, person, clock(), right);
    if (!right) {
      wrong.take(device);
      return refuse<SignInFault>('wrong-secret', { left: await left(lane, person) });
    }
    if (packs.policy(lane)?.people.get(person)?.signIn !== true) return refuse<SignInFault>('no-sign-in');
    const elsewhere = isCounted(lane, person) ? await openElsewhere(device, lane, person) : null;
    await register.bind({ device, lane, person, at: clock() });
    return ok({ lane, person, ...(elsewhere === null ? {} : { elsewhere }) });
  };

  return {
    movedOn: async (device) => {
      const moved = await register.movedOn(device);
      return new Set(moved.flatMap(({ lane, person }) => (isCounted(lane, person) ? [`${lane}/${person}`] : [])));
    },
    enrol: async ({ code, device, name }) => {
      const now = clock();
      const key = newKey(random);
      const row = { id: device, name: name.trim(), key: keyHash(key), enrolledAt: now, seenAt: now, revokedAt: null };
      const done = await register.enrol(codeHash(code), row);
      if (done !== 'ok') return refuse<EnrolFault>(done);
      const enrolled = await register.device(device);
      return ok({ key, hub, lanes: enrolled?.lanes ?? packs.lanes(), ...(enrolled === null ? {} : { slot: enrolled.slot }) });
    },
    // One try at a workstation and of a person after the other, or many at once would all count as the first.
    signIn: (device, lane, person, secret) =>
      inTurn(`\n${device}`, () => inTurn(`${lane}\n${person}`, () => attempt(device, lane, person, secret))),
  };
};
