// Asks whether the ledger was reached in time: for what somebody waits for, because it counts only once the ledger has said so.
import type { Ms } from '../kernel/time.ts';
import type { Schedule } from './inside.ts';

/**
 * Talks to the ledger now; true where everything there was to say was said within the time. A conversation that takes longer goes on by
 * itself.
 */
export const createReach =
  (schedule: Schedule, sync: (lane: string) => Promise<void>, trouble: (lane: string) => string | null) =>
  async (lane: string, within: Ms): Promise<boolean> => {
    let cancel = (): void => undefined;
    const late = new Promise<false>((resolve) => {
      cancel = schedule(within, () => resolve(false));
    });
    const talked = sync(lane).then(() => trouble(lane) === null);
    const reached = await Promise.race([talked, late]);
    cancel();
    return reached;
  };
