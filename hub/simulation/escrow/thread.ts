// The thread of small worlds: runs the seeds it is given, and tells of all of them at once.
import { parentPort } from 'node:worker_threads';
import { tryShare, type Shared } from './escrow.ts';

const port = parentPort!;

port.on('message', (share: Shared | null) => {
  if (share === null) return port.close();
  port.postMessage(tryShare(share));
});
