// Decides when a desk talks to its ledger: at once after an action, again after a failure, and now and then for no reason at all.
import { isDamaged, isDiskFault, isDiskFull } from '../store/faults.ts';
import type { Schedule } from './inside.ts';
import { isTransportTrouble, troubleLine } from './trouble.ts';
import { createTurns } from './turns.ts';

/** The regular look, if nothing else happens; wake-ups may be lost, this may not (sync.md §2.6). */
const REGULAR = 60_000;
const FIRST_RETRY = 1_000;

export type DriverParts = {
  readonly schedule: Schedule;
  /** One conversation; rejects or answers trouble when it should be tried again. */
  readonly talk: (lane: string) => Promise<{ readonly trouble: string | null }>;
  /** Something else keeps the lane from going on than before, or nothing any more: what is firm may hang on it. */
  readonly onTrouble?: (lane: string) => void;
  /** Between 0 and 1, so that many desks do not knock together. */
  readonly jitter: () => number;
};

export interface Driver {
  /** Talks as soon as the caller has returned; several kicks before that are one. */
  kick(lane: string): void;
  /** Talks now and answers when it is done; waits for a conversation under way. */
  now(lane: string): Promise<void>;
  /** Whether the lane has an appointment, whatever came of the last one. */
  knows(lane: string): boolean;
  /** What keeps the lane from going on, null when the last conversation went well. */
  trouble(lane: string): string | null;
  stop(): Promise<void>;
}

type LaneState = { cancel: () => void; failures: number; trouble: string | null; after: number; isKicked: boolean; isTalking: boolean };

/**
 * Every state has an exit to the timer: a conversation always ends in a new appointment, soon after a failure (1 s, doubling
 * to 60 s), regularly after success. A retry never waits for the next action.
 */
export const createDriver = ({ schedule, talk, jitter, onTrouble = () => undefined }: DriverParts): Driver => {
  const lanes = new Map<string, LaneState>();
  const inTurn = createTurns();
  const running = new Set<Promise<unknown>>();
  let stopped = false;

  const stateOf = (lane: string): LaneState => {
    const known = lanes.get(lane) ?? { cancel: () => undefined, failures: 0, trouble: null, after: 0, isKicked: false, isTalking: false };
    lanes.set(lane, known);
    return known;
  };

  const appoint = (lane: string, delay: number): void => {
    const state = stateOf(lane);
    state.cancel();
    if (!stopped) state.cancel = schedule(delay, () => void now(lane));
  };

  const now = (lane: string): Promise<void> => {
    const work = inTurn(lane, () => converse(lane));
    running.add(work);
    return work.finally(() => running.delete(work));
  };

  const converse = async (lane: string): Promise<void> => {
    if (stopped) return;
    const state = stateOf(lane);
    const before = state.trouble;
    state.cancel();
    state.after = 0;
    state.isKicked = false;
    state.isTalking = true;
    state.trouble = await talk(lane).then(
      ({ trouble }) => trouble,
      (error: unknown) => {
        state.after = isTransportTrouble(error) ? (error.after ?? 0) : 0;
        return troubleOf(error);
      },
    );
    state.isTalking = false;
    if (state.trouble !== before) onTrouble(lane);
    state.failures = state.trouble === null ? 0 : state.failures + 1;
    const delay = state.failures === 0 ? REGULAR : Math.min(REGULAR, FIRST_RETRY * 2 ** (state.failures - 1));
    // What was heard of while this conversation ended may not have been in it.
    if (state.isKicked) return appoint(lane, 0);
    // Whoever asks to be left alone is, for so long; longer than the regular look nobody waits.
    appoint(lane, Math.max(Math.min(state.after, REGULAR), delay) * (0.75 + jitter() / 2));
  };

  return {
    kick: (lane) => {
      const state = stateOf(lane);
      state.isKicked = true;
      // Its end makes the appointment: one for each kick would let conversations queue up wherever something happens all the time.
      if (!state.isTalking) appoint(lane, 0);
    },
    now,
    knows: (lane) => lanes.has(lane),
    trouble: (lane) => lanes.get(lane)?.trouble ?? null,
    stop: async () => {
      stopped = true;
      for (const state of lanes.values()) state.cancel();
      await Promise.allSettled(running);
    },
  };
};

/** What failed on this side has a name of its own; all else is the way to the ledger. */
const troubleOf = (error: unknown): string => {
  const words = error instanceof Error ? error.message : String(error);
  if (isDiskFull(error)) return 'disk-full';
  if (isDiskFault(error)) return `${DISK_FAULT}: ${words}`;
  if (isTransportTrouble(error)) return troubleLine(error);
  return `${isDamaged(error) ? STORE_DAMAGED : 'unreachable'}: ${words}`;
};

/** Begins the trouble of a lane whose disk does not take what is written. */
export const DISK_FAULT = 'disk-fault';
/** Begins the trouble of a lane whose store can no longer be read. */
export const STORE_DAMAGED = 'store-damaged';
