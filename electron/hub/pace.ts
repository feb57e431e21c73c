// Keeps a desk's questions to a pace far below what its hub allows one workstation, so that whoever works honestly is never turned away.
import type { Clock, Ms } from '../../shared/kernel/time.ts';

type Rate = { readonly burst: number; readonly perSecond: number };

/**
 * A lively desk asks about ten times a second: three times for each command of its own, and once for each wake-up. A hub allows one
 * workstation five times this pace (`Limits.device`).
 */
export const PACE: Rate = { burst: 400, perSecond: 30 };

/** Wake-ups of one lane that are followed: two hundred workstations of which each says something every half minute stay below it. */
export const NEWS: Rate = { burst: 200, perSecond: 8 };

/** Takes a turn; answers after how many milliseconds it comes. `stopwatch`: milliseconds that only grow. */
export const createPace = (stopwatch: Clock, { burst, perSecond }: Rate = PACE): (() => Ms) => {
  let [left, at] = [burst, stopwatch()];
  return () => {
    const now = stopwatch();
    left = Math.min(burst, left + ((now - at) / 1000) * perSecond) - 1;
    at = now;
    return left >= 0 ? 0 : Math.ceil((-left / perSecond) * 1000);
  };
};
