// Knows how a case of the first day is written down: who opens it, and who does what how many minutes ago.
import type { Json } from '../shared/kernel/result.ts';
import type { Form } from '../shared/handover/form.ts';
import type { CommandType } from '../shared/case/commands.ts';
import type { Level } from '../shared/policy/pack-schema.ts';

export type Typed = {
  readonly by: string;
  readonly summary: string;
  readonly remedy: string;
  readonly wish: string;
  readonly question: string;
  readonly decision?: { readonly type: string; readonly amount: number };
  readonly recommendation: string;
  readonly nextStep: string;
  readonly deadlineIn: number;
  readonly window: string;
  readonly mood: 'calm' | 'upset' | 'escalated';
  readonly tried: string;
  readonly triedResult: string;
  readonly own?: NonNullable<Form['own']>;
  /** What may follow within ten minutes after the call; null: it is still owed. */
  readonly afterCall: { readonly if: string; readonly then: string; readonly deescalation: readonly string[] } | null;
};

/**
 * `ago` in minutes; `refers` fills keys of the data with what an earlier scene was `named`, `times` with minutes from now, `cases`
 * with the case of the story of that name. `window` of a callback: from and until, in minutes from now.
 */
export type DemoScene = {
  readonly ago: number;
  readonly by: string;
  readonly type: CommandType;
  /** The story whose case it happens to, where it is another one's. */
  readonly on?: string;
  readonly named?: string;
  readonly data?: Readonly<Record<string, Json>>;
  readonly refers?: Readonly<Record<string, string>>;
  readonly times?: Readonly<Record<string, number>>;
  readonly cases?: Readonly<Record<string, string>>;
  readonly window?: readonly [from: number, until: number];
  readonly form?: Typed;
  readonly body?: Readonly<Record<string, Json>>;
};

export type Story = {
  /** Under which other stories speak of its case. */
  readonly named?: string;
  readonly title: string;
  readonly text?: string;
  readonly customer: number;
  readonly category: string;
  readonly urgency?: Level;
  readonly impact?: Level;
  readonly by: string;
  readonly openedAgo: number;
  /** Set: nobody opened it, it lies in this team's queue. */
  readonly queue?: string;
  readonly scenes: readonly DemoScene[];
};
