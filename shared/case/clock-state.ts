// Knows what one clock of a case is: when it started, when it is due, whether it runs, and which events moved it.
import type { Ms } from '../kernel/time.ts';
import type { ClockId } from '../policy/targets.ts';

export type ClockFamily = 'customer' | 'holder';

/** `calendar` is an id of the pack, or "real" for plain time. `promise`, `handover`, `approval` say what the clock is about. */
export type ClockState = {
  /** A clock id of the pack, or `promise` (its own due time) or `wait` (the end of a pause). */
  readonly clock: ClockId | 'promise' | 'wait';
  readonly family: ClockFamily;
  readonly state: 'running' | 'paused' | 'met' | 'breached';
  readonly startedAt: Ms;
  readonly dueAt: Ms;
  readonly stoppedAt: Ms | null;
  readonly calendar: string;
  readonly promise: string | null;
  readonly handover: string | null;
  readonly approval: string | null;
};

export type ClockEffect = 'start' | 'pause' | 'resume' | 'stop' | 'change';
export type ClockStory = ClockState & {
  readonly events: readonly { readonly id: string; readonly at: Ms; readonly effect: ClockEffect }[];
};
