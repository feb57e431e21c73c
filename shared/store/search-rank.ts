// Knows in which order the search shows what it finds: by the time at which it was said, however and whenever it came here.
import type { Ms } from '../kernel/time.ts';

/** 1 January 2000; what an import brings from before stands together at the end. */
const BEGIN: Ms = 946_684_800_000;
/** So many milliseconds share a number. */
const TICK = 2;
/** Numbers of one lane: 2^40 ticks are 69 years, and the last ones stay free for what is said at the same moment. */
export const RANKS = 2 ** 40;
const SPARE = 2 ** 20;

/** The place of a time in the order of the search: a whole number from 1 on, the same wherever it is asked. */
export const rankOf = (at: Ms): number => Math.min(Math.max(1, Math.floor((at - BEGIN) / TICK)), RANKS - SPARE);
