// Repeats work at a jittered pace, one piece after the other; a failure is told and the next piece runs all the same.
import type { Ms } from '../../shared/kernel/time.ts';

export interface Timers {
  every(pace: Ms, work: () => Promise<void>, failed: (error: unknown) => void): void;
  /** Answers when whatever was running has ended. */
  stop(): Promise<void>;
}

export const createTimers = (jitter: () => number): Timers => {
  const pending = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let stopped = false;
  return {
    every: (pace, work, failed) => {
      const again = (): void => {
        if (stopped) return;
        const timer = setTimeout(
          () => {
            pending.delete(timer);
            const run: Promise<void> = work()
              .catch(failed)
              .finally(() => {
                running.delete(run);
                again();
              });
            running.add(run);
          },
          pace * (0.9 + jitter() / 5),
        );
        pending.add(timer);
      };
      again();
    },
    stop: async () => {
      stopped = true;
      for (const timer of pending) clearTimeout(timer);
      await Promise.all(running);
    },
  };
};
