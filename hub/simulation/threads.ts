// Shares seeds out among threads: whoever is done with a seed gets the next, so that no core idles while another has hard ones left.
import { Worker } from 'node:worker_threads';
import type { Kind } from './ledgers.ts';
import type { Safeguard } from './safeguards.ts';
import type { Trial } from './trial.ts';

export type Sharing = {
  readonly from: number;
  readonly seeds: number;
  readonly hub: Kind;
  readonly off: Safeguard;
  readonly jobs: number;
  readonly take: (trial: Trial) => void;
};

/** What a thread is told to begin with; after that seeds, and null when there are none left. */
export type Task = { readonly hub: Kind; readonly off: Safeguard };

/** Rejects where a thread itself falls; a world that falls is a trial as any other. */
export const runInThreads = async ({ from, seeds, hub, off, jobs, take }: Sharing): Promise<void> => {
  let next = from;
  const give = (worker: Worker): void => worker.postMessage(next < from + seeds ? next++ : null);
  const thread = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: { hub, off } satisfies Task });
      worker.on('message', (trial: Trial) => {
        take(trial);
        give(worker);
      });
      worker.once('error', reject);
      worker.once('exit', () => resolve());
      give(worker);
    });
  await Promise.all(Array.from({ length: Math.min(jobs, seeds) }, thread));
};
