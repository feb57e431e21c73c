// Keeps what this desk needs to know a person again while the hub is away: a slow hash of his secret, its age, and failed tries.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { DAY, HOUR, MINUTE, type Clock, type Ms } from '../../shared/kernel/time.ts';
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { HUB_SETTINGS } from './hub-file.ts';

/** So long after the hub last let a person in here, he comes in without it. */
export const OFFLINE_FOR: Ms = 30 * DAY;
/** So many wrong tries are free; after each further one the wait doubles. */
const FREE_TRIES = 5;
const FIRST_WAIT: Ms = MINUTE;
const LONGEST_WAIT: Ms = HOUR;
/** A clock set back that far makes every age a guess. */
const BACK: Ms = DAY;

const COST = { N: 1 << 15, r: 8, p: 1, maxmem: 64 << 20 } as const;

const verifierSchema = z.object({ salt: z.string(), hash: z.string(), at: z.number() });
/** `until` is what an older version went by, and told: a clock can be turned. */
const triesSchema = z.object({ count: z.number(), until: z.number() });

const waitAfter = (count: number): Ms => (count < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (count - FREE_TRIES)));

export type Verifiers = {
  /** The hub let him in with this secret just now. */
  keep(lane: string, person: string, secret: string): Promise<void>;
  /** Whether he could come in without the hub now. */
  knows(lane: string, person: string): boolean;
  drop(lane: string, person: string): void;
  /** Whether this secret would let him in without the hub; not counted as a try. */
  isKept(lane: string, person: string, secret: string): Promise<boolean>;
  /** Refusals: `never-here` (not let in by the hub at this desk, or too long ago), `wrong-secret` {left}, `sign-in-locked` {until}. */
  compare(lane: string, person: string, secret: string): Promise<Result<null, Refusal<'never-here' | 'wrong-secret' | 'sign-in-locked'>>>;
};

/** `stopwatch` goes on evenly, whatever is done to the clock, and begins anywhere. */
export const createVerifiers = (
  store: Pick<DeskStore, 'transact' | 'setting' | 'saveSetting'>,
  clock: Clock,
  stopwatch: Clock,
): Verifiers => {
  const began = stopwatch();
  const ends = new Map<string, Ms>();
  /** How much of a wait was over when the program ended nobody can say: it begins anew with the program. */
  const waitLeft = (name: string, count: number): Ms => Math.max(0, (ends.get(name) ?? began + waitAfter(count)) - stopwatch());
  const nameOf = (kind: string, lane: string, person: string): string => `${HUB_SETTINGS}${kind}:${lane}/${person}`;
  const save = (name: string, value: unknown): void =>
    store.transact(() => store.saveSetting(name, value === null ? '' : JSON.stringify(value)));
  const read = <Kept>(schema: z.ZodType<Kept>, name: string): Kept | null => {
    const kept = store.setting(name);
    return kept === null || kept === '' ? null : schema.parse(JSON.parse(kept));
  };
  const free = (name: string): void => {
    save(name, null);
    ends.delete(name);
  };
  const verifierOf = (lane: string, person: string) => {
    const kept = read(verifierSchema, nameOf('verifier', lane, person));
    const age = kept === null ? 0 : clock() - kept.at;
    return kept === null || age > OFFLINE_FOR || age < -BACK ? null : kept;
  };

  return {
    keep: async (lane, person, secret) => {
      const salt = randomBytes(16);
      const hash = await derive(secret, salt);
      const verifier = { salt: salt.toString('base64url'), hash: hash.toString('base64url'), at: clock() };
      save(nameOf('verifier', lane, person), verifier);
      free(nameOf('tries', lane, person));
    },
    knows: (lane, person) => verifierOf(lane, person) !== null,
    drop: (lane, person) => save(nameOf('verifier', lane, person), null),
    isKept: async (lane, person, secret) => {
      const verifier = verifierOf(lane, person);
      return verifier !== null && (await fits(secret, verifier));
    },
    compare: async (lane, person, secret) => {
      const verifier = verifierOf(lane, person);
      if (verifier === null) return refuse('never-here', {});
      const name = nameOf('tries', lane, person);
      const { count } = read(triesSchema, name) ?? { count: 0 };
      const left = waitLeft(name, count);
      if (left > 0) return refuse('sign-in-locked', { until: clock() + left });
      // Counted before the answer is known: whoever ends the program while it is worked out has used his try.
      const wait = waitAfter(count + 1);
      const tried = { count: count + 1, until: wait === 0 ? 0 : clock() + wait };
      save(name, tried);
      ends.set(name, stopwatch() + wait);
      if (await fits(secret, verifier)) {
        free(name);
        return ok(null);
      }
      return wait === 0 ? refuse('wrong-secret', { left: FREE_TRIES - tried.count }) : refuse('sign-in-locked', { until: tried.until });
    },
  };
};

const fits = async (secret: string, { salt, hash }: { readonly salt: string; readonly hash: string }): Promise<boolean> =>
  timingSafeEqual(await derive(secret, Buffer.from(salt, 'base64url')), Buffer.from(hash, 'base64url'));

const derive = (secret: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // The same word typed on two keyboards must be the same bytes.
    scrypt(Buffer.from(secret.normalize('NFKC')), salt, 32, COST, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
