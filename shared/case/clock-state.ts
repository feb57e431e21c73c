// Knows what one clock of a case is: when it started, when it is due, whether it runs, and which events moved it.
import type { Ms } from '../kernel/time.ts';
import type { ClockId } from '../policy/targets.ts';

export type ClockName = ClockId | 'promise' | 'wait' | 'statutory' | 'after-call';

/** When so large a share of the target is used up, counted in the clock's own working time. Source: domain.md §6 "Warnings". */
export type ClockWarning = { readonly share: number; readonly at: Ms };

export type ClockFamily = 'customer' | 'holder';

/** `calendar` is an id of the pack, or "real" for plain time. `promise`, `handover`, `approval`, `consult` say what the clock is about. */
export type ClockState = {
  /** A clock id of the pack, `statutory`, `promise` (its own due time), `wait` (the end of a pause) or `after-call` (what a form owes). */
  readonly clock: ClockName;
  readonly family: ClockFamily;
  readonly state: 'running' | 'paused' | 'met' | 'breached';
  readonly startedAt: Ms;
  readonly dueAt: Ms;
  readonly stoppedAt: Ms | null;
  readonly calendar: string;
  readonly promise: string | null;
  readonly handover: string | null;
  readonly approval: string | null;
  readonly consult?: string | null;
  /** Of a statutory clock: the id of its row in the pack. */
  readonly rule: string | null;
  /** At 50, 75 and 100 % of the target, and (`share` 0.9) when 10 % of it, at most 15 minutes, is left; oldest first. */
  readonly warnings: readonly ClockWarning[];
};

export type ClockEffect = 'start' | 'pause' | 'resume' | 'stop' | 'change';
export type ClockStory = ClockState & {
  readonly events: readonly { readonly id: string; readonly at: Ms; readonly effect: ClockEffect }[];
};

/** A clock with its life: `spent` and `paused` in milliseconds of its own calendar, up to now or to where it stopped. */
export type ClockLife = ClockStory & { readonly spent: Ms; readonly paused: Ms };
