// Keeps the newest events of each lane at hand, so that what happened just now is read once and told to many.
import type { Confirmed } from '../case/events.ts';
import type { LedgerStore } from '../store/ledger-store.ts';

type End = { readonly epoch: string; readonly position: number };

export interface Recent {
  /** As the store's own `events`; `head` is the end of the lane as its asker knows it, and nothing behind it is told. */
  events(lane: string, after: number, limit: number, head: End): Promise<readonly Confirmed[]>;
  /** What stood there is not what stands there now. */
  drop(lane: string): void;
}

type Tail = { readonly epoch: string; readonly from: number; readonly events: readonly Confirmed[] };

const endOf = (tail: Tail | undefined): number => (tail === undefined ? 0 : tail.from + tail.events.length);

/** Of one lane; a desk that lives needs the last few. */
const AT_HAND = 1_000;

/**
 * What stands in a log never changes, so what was read of it stays true as long as its epoch lasts: a database whose newest events were lost
 * under this process begins another one.
 */
export const createRecent = (store: Pick<LedgerStore, 'events'>): Recent => {
  const tails = new Map<string, Tail>();

  // Many desks wake up for the same event and ask the same at the same moment.
  const readings = new Map<string, Promise<readonly Confirmed[]>>();

  const tailOf = (lane: string, epoch: string): Tail | undefined => {
    const tail = tails.get(lane);
    return tail?.epoch === epoch ? tail : undefined;
  };

  const keep = (lane: string, epoch: string, read: readonly Confirmed[]): void => {
    const from = read[0]!.position - 1;
    const tail = tailOf(lane, epoch);
    const end = endOf(tail);
    if (from + read.length <= end) return;
    const joined = tail !== undefined && tail.from <= from && from <= end ? [...tail.events.slice(0, from - tail.from), ...read] : read;
    const events = joined.slice(-AT_HAND);
    tails.set(lane, { epoch, from: from + read.length - events.length, events });
  };

  return {
    drop: (lane) => void tails.delete(lane),
    events: async (lane, after, limit, { epoch, position }) => {
      // A log that is shorter than it was has lost its end, and may have got another one.
      if (endOf(tailOf(lane, epoch)) > position) tails.delete(lane);
      const wanted = Math.min(limit, position - after);
      if (wanted <= 0) return [];
      const tail = tailOf(lane, epoch);
      if (tail !== undefined && tail.from <= after && after + wanted <= tail.from + tail.events.length)
        return tail.events.slice(after - tail.from, after - tail.from + wanted);
      const name = JSON.stringify([lane, epoch, after, wanted]);
      const reading = readings.get(name) ?? store.events(lane, after, wanted);
      readings.set(name, reading);
      try {
        const read = await reading;
        if (read.length > 0) keep(lane, epoch, read);
        return read;
      } finally {
        if (readings.get(name) === reading) readings.delete(name);
      }
    },
  };
};
