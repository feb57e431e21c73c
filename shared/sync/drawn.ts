// Remembers what decisions drew from budgets until their verdict has come, whatever happens to the program in between.
import type { Draw } from '../case/budget-events.ts';
import type { DeskStore } from '../store/desk-store.ts';

/** A decision that was sent with its draws, and whose verdict is still to come. */
export type Drawn = { readonly decision: string; readonly case: string; readonly actor: string; readonly draws: readonly Draw[] };

type Parts = { readonly store: DeskStore };

const KEY = 'drawn:';

export const drawnOf = ({ store }: Parts, lane: string): readonly Drawn[] =>
  JSON.parse(store.setting(KEY + lane) ?? '[]') as readonly Drawn[];

/** Inside a transaction. */
export const saveDrawn = ({ store }: Parts, lane: string, drawn: readonly Drawn[]): void =>
  store.saveSetting(KEY + lane, JSON.stringify(drawn));

/** Inside the transaction of the decision. */
export const keepDrawn = (parts: Parts, lane: string, drawn: Drawn): void => saveDrawn(parts, lane, [...drawnOf(parts, lane), drawn]);
