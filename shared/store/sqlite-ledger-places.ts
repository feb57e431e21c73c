// Knows where the events of a lane stand in SQLite: a place is made of the number of the lane and the position in it.
import { LANE_SPAN } from './migrations/ledger-004.ts';
import type { SqlHandle } from './sqlite-handle.ts';

export type Places = {
  /** 0 for a lane that was never opened: nothing stands there. */
  number(lane: string): number;
  of(lane: string, position: number): number;
  /** The last place a lane can have. */
  end(lane: string): number;
};

export const createPlaces = (handle: SqlHandle): Places => {
  const find = handle.prepare('SELECT number FROM lanes WHERE lane = ?');
  // A lane keeps its number for ever.
  const known = new Map<string, number>();
  const number = (lane: string): number => {
    const found = known.get(lane) ?? (find.get(lane) as { number: number } | undefined)?.number;
    if (found === undefined) return 0;
    known.set(lane, found);
    return found;
  };
  return {
    number,
    // Whoever asks for a position that no lane ever has must not find another lane's.
    of: (lane, position) => number(lane) * LANE_SPAN + Math.min(position, LANE_SPAN - 1),
    end: (lane) => (number(lane) + 1) * LANE_SPAN - 1,
  };
};
