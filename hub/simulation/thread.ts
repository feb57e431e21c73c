// The thread of simulated worlds: runs the seeds it is given, one after the other, and tells of each.
import { parentPort, workerData } from 'node:worker_threads';
import { openRunner } from './runner.ts';
import type { Task } from './threads.ts';

const { hub, off } = workerData as Task;
const port = parentPort!;
const runner = await openRunner(hub, off);

port.on('message', (seed: number | null) => {
  if (seed === null) return void runner.end().then(() => port.close());
  void runner.run(seed).then((trial) => port.postMessage(trial));
});
