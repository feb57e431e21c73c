// Knows the seats of walls: how long each has left, which still hang somewhere, and how many a principal may have.
import { HOUR, MINUTE, type Clock, type Ms } from './kernel/time.ts';
import type { NewId } from './kernel/ids.ts';
import { ok, refuse, type Refusal, type Result } from './kernel/result.ts';

/** A wall is opened for one long day. */
const wallFor: Ms = 16 * HOUR;
/** A wall looks twice a minute. One that has not looked for as long hangs nowhere any more, and makes room for a new one. */
const forgottenAfter: Ms = 10 * MINUTE;
/** More than a house has walls for; without a limit a page could fill the memory of the desk with seats. */
export const MOST_WALLS = 12;

export type WallSeat = { readonly lane: string; readonly person: string };
type Wall = WallSeat & { left: Ms; unseen: Ms; at: Ms };

export interface Walls {
  /** Refusal: `too-many-walls` with the limit, where as many of this principal still hang. */
  open(lane: string, person: string): Result<{ readonly session: string; readonly until: Ms }, Refusal<'too-many-walls'>>;
  /** Whose wall it is, while its time lasts; whoever asks for it looks at it. */
  look(session: string): WallSeat | undefined;
  /** False where there was no such wall. */
  take(session: string): boolean;
  /** Those whose time is over. */
  over(): readonly string[];
}

export const createWalls = (clock: Clock, newId: NewId, onTaken: (session: string) => void): Walls => {
  const walls = new Map<string, Wall>();
  /** Only time that went by forwards counts: a clock that is set back gives nobody a longer day. */
  const age = (wall: Wall): Wall => {
    const now = clock();
    const passed = Math.max(0, now - wall.at);
    return Object.assign(wall, { left: wall.left - passed, unseen: wall.unseen + passed, at: now });
  };
  return {
    open: (lane, person) => {
      const own = [...walls].filter(([, wall]) => wall.lane === lane);
      const forgotten = own.filter(([, wall]) => age(wall).unseen > forgottenAfter || wall.left <= 0).map(([session]) => session);
      for (const session of forgotten) {
        walls.delete(session);
        onTaken(session);
      }
      if (own.length - forgotten.length >= MOST_WALLS) return refuse('too-many-walls', { limit: MOST_WALLS });
      const session = newId();
      walls.set(session, { lane, person, left: wallFor, unseen: 0, at: clock() });
      return ok({ session, until: clock() + wallFor });
    },
    look: (session) => {
      const wall = walls.get(session);
      if (wall === undefined || age(wall).left <= 0) return undefined;
      wall.unseen = 0;
      return wall;
    },
    take: (session) => walls.delete(session),
    over: () => [...walls].filter(([, wall]) => age(wall).left <= 0).map(([session]) => session),
  };
};
