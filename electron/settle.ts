// Lets a desk and its ledger come to agree in long one-way work, and says what the disk says when it cannot.
import { ok, refuse, type Result } from '../shared/kernel/result.ts';
import { DISK_FAULT } from '../shared/sync/driver.ts';
import type { Engine } from '../shared/sync/engine.ts';

/** Refusals: `disk-full`, `disk-fault` {why}. Any other trouble with a ledger in the same folder is a bug and throws. */
export const settleLane = async (engine: Engine, lane: string): Promise<Result<null>> => {
  await engine.sync(lane);
  const { trouble } = engine.status(lane);
  if (trouble === null) return ok(null);
  if (trouble === 'disk-full') return refuse('disk-full');
  if (trouble.startsWith(DISK_FAULT)) return refuse('disk-fault', { why: trouble.slice(DISK_FAULT.length + 2) });
  throw new Error(`the ledger does not settle: ${trouble}`);
};
