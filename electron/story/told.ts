// Knows what the story writes down itself, beside all workstations: what each customer was told, by whom, and what was left in the lease then.
import type { Place, Day, Asking, Label } from './script.ts';

/** `committed`: firm · `proposed`: subject to confirmation · `request`: asked with a line · `refused`: the customer got a no. */
export type Standing = 'committed' | 'proposed' | 'request' | 'refused';

export type Holding = { readonly account: string; readonly name: Label; readonly left: number };

export type Told = {
  readonly number: number;
  readonly day: Day;
  readonly office: Place;
  readonly person: string;
  readonly customer: string;
  readonly kind: Asking['kind'];
  readonly amount: number;
  readonly standing: Standing;
  readonly caseId: string;
  /** The decision, or the request; null where nothing was said. */
  readonly command: string | null;
  /** Why it was refused, in the words of the desk. */
  readonly why: string | null;
  /** Accounts it draws on, as the desk names them. */
  readonly accounts: readonly string[];
  /** The promise to call by when, of what was only proposed. */
  readonly callback: string | null;
  /** What this workstation held afterwards. */
  readonly holdings: readonly Holding[];
  /** Entered again from the notebook: the number of what was told first. */
  readonly again: number | null;
};

/** What became of it, as the hub's book and the author's own workstation say. */
export type Fate =
  | { readonly kind: 'accepted' | 'granted' }
  | { readonly kind: 'flagged'; readonly cause: string; readonly rule: string | null; readonly team: string; readonly others: number }
  | { readonly kind: 'went-up'; readonly team: string; readonly person: string | null }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'lost-with-disk'; readonly again: number | null }
  | { readonly kind: 'nothing-said' }
  /** Nobody can say: this must not happen. */
  | { readonly kind: 'unknown' };

export type Ended = {
  readonly told: Told;
  readonly fate: Fate;
  /** The author's own workstation says the same; null where it is gone. */
  readonly known: boolean | null;
};
