// Decides how often one visitor may ask: a bucket per name that fills again with time.
import type { Clock } from '../../shared/kernel/time.ts';

export type Rate = { readonly burst: number; readonly perSecond: number };

/** True = may go on. Names come from our own visits or are fixed words, so the map cannot be made to grow by a caller. */
export const createRate = (now: Clock, rate: Rate): ((name: string) => boolean) => {
  const buckets = new Map<string, { left: number; at: number }>();
  return (name) => {
    const at = now();
    const bucket = buckets.get(name) ?? { left: rate.burst, at };
    bucket.left = Math.min(rate.burst, bucket.left + (Math.max(0, at - bucket.at) / 1000) * rate.perSecond);
    bucket.at = at;
    if (buckets.size > 1000) buckets.clear();
    buckets.set(name, bucket);
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
  };
};
