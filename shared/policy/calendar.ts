// Counts open time: minutes and days of a business calendar, several intervals a day, holidays, daylight saving.
import type { Ms, Zone } from '../kernel/time.ts';
import type { Target } from './pack-schema.ts';

/** A calendar ready to count with; days are looked up once and remembered. */
export interface Calendar {
  readonly zone: Zone;
  /** The instant at which `target` has passed since `from`: seconds in real time, minutes in open time, days as the same time on the n-th next open day. */
  due(from: Ms, target: Target): Ms;
  /** The earliest instant at which so many open milliseconds have passed; null where that is not within 400 years. */
  after(from: Ms, span: Ms): Ms | null;
  /** Open milliseconds between two instants; 0 when `to` is not after `from`. */
  openTime(from: Ms, to: Ms): Ms;
  isOpen(at: Ms): boolean;
}
