// Decides how often one caller may ask: a bucket per name that fills again with time.
import type { Clock, Ms } from '../../shared/kernel/time.ts';

export type Rate = { readonly burst: number; readonly perSecond: number };

export interface Buckets {
  /** Takes one; answers 0, or after how many milliseconds there is one again. */
  take(name: string): Ms;
  /** The same without taking. */
  look(name: string): Ms;
  /** Names at hand. */
  count(): number;
}

type Bucket = { left: number; at: Ms };

/** Names of strangers can be made up without end. */
const MOST = 10_000;

export const createBuckets = (now: Clock, { burst, perSecond }: Rate): Buckets => {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (name: string): Bucket => {
    const at = now();
    const known = buckets.get(name);
    const bucket = known ?? { left: burst, at };
    bucket.left = Math.min(burst, bucket.left + (Math.max(0, at - bucket.at) / 1000) * perSecond);
    bucket.at = at;
    return bucket;
  };
  const waitOf = ({ left }: Bucket): Ms => (left >= 1 ? 0 : Math.ceil(((1 - left) / perSecond) * 1000));
  // Half at once, longest unused first: one by one, every made-up name would cost a walk through all of them.
  const makeRoom = (): void => {
    for (const name of buckets.keys()) {
      if (buckets.size <= MOST / 2) break;
      buckets.delete(name);
    }
  };
  return {
    take: (name) => {
      const bucket = bucketOf(name);
      const wait = waitOf(bucket);
      if (wait === 0) bucket.left -= 1;
      if (!buckets.has(name) && buckets.size >= MOST) makeRoom();
      // Written anew, so that the map's order is that of the last use.
      buckets.delete(name);
      buckets.set(name, bucket);
      return wait;
    },
    look: (name) => waitOf(bucketOf(name)),
    count: () => buckets.size,
  };
};
