// Names every fault a simulated world can meet; each seed draws some of them, so that rare pairs meet often enough.
import type { Seeded } from '../../shared/kernel/seeded.ts';

/** What goes wrong, and how often: a share of messages or, for what happens to machines, of actions. */
export const FAULTS = {
  /** A request that never arrives. */
  loss: 0.08,
  /** An answer that never arrives, though the hub has done the work. */
  'answer-loss': 0.08,
  /** A request that arrives twice. */
  twice: 0.1,
  /** A message that takes so long that others overtake it. */
  slow: 0.1,
  /** A frame that arrives changed. */
  garbled: 0.03,
  /** A page of events that lacks one in the middle. */
  'holed-page': 0.03,
  /** A desk that is cut off for a while. */
  partition: 0.05,
  /** A desk's process that dies between two steps, or in the middle of a transaction. */
  'desk-crash': 0.03,
  /** A hub's process that dies in the middle of its work and is started again. */
  'hub-crash': 0.01,
  /** Two hub processes over one store, both believing that they may write. */
  'two-hubs': 1,
  /** Nobody is woken: only the regular look brings news. */
  deaf: 1,
  /** A desk's disk set back to an older copy. */
  'desk-restore': 0.01,
  /** A desk's disk copied to a second machine, and both go on. */
  clone: 0.008,
  /** A clock that jumps by up to three years. */
  'clock-jump': 0.02,
  /** Commands no desk would send. */
  poison: 0.02,
  /** A device that is never seen again. */
  lost: 0.004,
  /** A hub process that stands still and then goes on as if no time had passed. */
  'hub-freeze': 0.06,
  /** A hub's database set back to an older copy, with or without what is written beside it. */
  'hub-restore': 0.02,
  /** People who begin or end working at a desk, leave, come back, or change teams. */
  rights: 0.05,
  /** A device that is shut out. */
  revoked: 0.005,
  /** Everything is switched off, and hours or weeks pass. */
  night: 0.015,
} as const;

export type Fault = keyof typeof FAULTS;

/** How likely each fault is in one world; 0 where the seed did not draw it. */
export type Weather = Readonly<Record<Fault, number>>;

export const drawWeather = (seeded: Seeded): Weather =>
  Object.fromEntries(Object.entries(FAULTS).map(([fault, share]) => [fault, seeded.unit() < 0.45 ? share : 0])) as Weather;

export const CALM: Weather = Object.fromEntries(Object.keys(FAULTS).map((fault) => [fault, 0])) as Weather;
