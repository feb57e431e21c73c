// Knows how much, how often and how long: every number of the browser host in one place, so that a test can turn one of them.
import { HOUR, MINUTE, type Ms } from '../../shared/kernel/time.ts';
import type { EntranceLimits } from './entrance.ts';
import type { Rate } from './rate.ts';

export type Limits = EntranceLimits & {
  /** Bytes of one call; the longest text of the desk is 20 000 characters. */
  readonly body: number;
  readonly sockets: number;
  readonly connections: number;
  /** One visit: all windows of one browser together. A screen asks about ten calls per wake-up. */
  readonly visitor: Rate;
  /** Everybody without a cookie together. Foreign pages are turned away before they reach this bucket. */
  readonly anonymous: Rate;
  readonly sweepEvery: Ms;
  readonly closeWithin: Ms;
};

export const standardLimits: Limits = {
  linkLife: 10 * MINUTE,
  cookieIdle: 12 * HOUR,
  body: 1 << 20,
  sockets: 64,
  connections: 256,
  visitor: { burst: 1000, perSecond: 200 },
  anonymous: { burst: 40, perSecond: 5 },
  sweepEvery: 20_000,
  closeWithin: 2000,
};
