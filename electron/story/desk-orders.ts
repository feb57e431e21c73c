// Knows what the process of a workstation is asked in the story, and what it answers.
import type { CallName } from '../../shared/api.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { Refusal } from '../../shared/kernel/result.ts';
import type { Ms } from '../../shared/kernel/time.ts';

export type DeskOrder =
  /** Makes the folder a workstation of the hub and opens it. */
  | { readonly do: 'join'; readonly url: string; readonly code: string; readonly name: string }
  | { readonly do: 'open' }
  | { readonly do: 'set-clock'; readonly at: Ms }
  | { readonly do: 'call'; readonly name: CallName; readonly session: string | null; readonly input: unknown }
  /** Conversations until nothing is left to say or the hub cannot be reached. */
  | { readonly do: 'settle'; readonly lane: string }
  | { readonly do: 'state'; readonly caseId: string }
  | { readonly do: 'fate'; readonly lane: string; readonly command: string }
  | { readonly do: 'close' };

export type Settled = {
  readonly trouble: string | null;
  readonly waiting: number;
  readonly position: number;
  readonly device: string;
  readonly gen: number;
};

/** What this workstation knows of a command that was said here: null = nothing, `waiting` = not told yet. */
export type Fate = { readonly verdict: string | null; readonly refusal: Refusal | null };

export type DeskAnswers = {
  readonly join: null;
  readonly open: { readonly rescues: number };
  readonly 'set-clock': null;
  readonly call: unknown;
  readonly settle: Settled;
  readonly state: CaseState | null;
  readonly fate: Fate;
  readonly close: null;
};

export type Asked = { readonly id: number; readonly order: DeskOrder };
export type Answered = { readonly id: number; readonly value?: unknown; readonly fault?: string };
