// Lets a desk and its ledger come to agree in long one-way work, and says what the disk says when it cannot.
import { ok, refuse, type Result } from '../shared/kernel/result.ts';
import { DISK_FAULT } from '../shared/sync/driver.ts';
import type { Engine } from '../shared/sync/engine.ts';

/** Refusals: `disk-full`, `disk-fault` {why}, `ledger-trouble` {trouble} (files of two folders mixed, a damaged store: doctor says more). */
export const settleLane = async (engine: Engine, lane: string): Promise<Result<null>> => {
  await engine.sync(lane);
  return troubleOf(engine, lane);
};

/** What keeps a lane of an open folder from being worked on, before anything is written. */
export const troubleOf = (engine: Engine, lane: string): Result<null> => {
  const { trouble } = engine.status(lane);
  if (trouble === null) return ok(null);
  if (trouble === 'disk-full') return refuse('disk-full');
  if (trouble.startsWith(DISK_FAULT)) return refuse('disk-fault', { why: trouble.slice(DISK_FAULT.length + 2) });
  return refuse('ledger-trouble', { trouble });
};
