// Hears signs of life of a hub in whatever page brings them, and whether this desk still stands where the hub's log goes on.
import type { Inside } from './inside.ts';
import type { Page } from './protocol.ts';

const FRESH = 180_000;

/** A sign of life that moved came through the hub's store just now; the first one counts where it is no older than clocks may differ. */
export const hear = ({ heard, clock }: Pick<Inside, 'heard' | 'clock'>, lane: string, { canary }: Pick<Page, 'canary'>): void => {
  const before = heard.get(lane);
  if (canary === null || (before !== undefined && before.canary >= canary)) return;
  const at = clock();
  heard.set(lane, { canary, at: before !== undefined || Math.abs(at - canary) < FRESH ? at : null });
};

/** Asks for nothing but whether the cursor still fits, log and rights. A sign of life that comes along counts, or the next page would bring it late. */
export const isOutOfStep = async (inside: Inside, lane: string): Promise<boolean> => {
  const page = await inside.transport.pull(lane, inside.store.head(lane));
  hear(inside, lane, page);
  return page.again;
};
