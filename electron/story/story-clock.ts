// A clock that goes on evenly from the hour it was set to, for processes that live through a week in a minute.
import type { Clock, Ms } from '../../shared/kernel/time.ts';

export type StoryClock = { readonly now: Clock; readonly set: (at: Ms) => void };

export const createStoryClock = (at: Ms): StoryClock => {
  let [base, since] = [at, performance.now()];
  return {
    now: () => base + Math.floor(performance.now() - since),
    set: (to) => {
      [base, since] = [to, performance.now()];
    },
  };
};
