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

const AGAIN = 'drawn-again:';
const YES = 'yes';

/** Inside a transaction: the hub was set back, and may have forgotten what it had given back by itself. */
export const doubtDrawn = ({ store }: Parts, lane: string): void => store.saveSetting(AGAIN + lane, YES);

export const isDrawnDoubted = ({ store }: Parts, lane: string): boolean => store.setting(AGAIN + lane) === YES;

/** Inside a transaction: these are looked at once more, besides those whose verdicts are still to come. */
export const drawnAgain = (parts: Parts, lane: string, found: readonly Drawn[]): void => {
  const known = drawnOf(parts, lane);
  const more = found.filter(({ decision }) => !known.some((each) => each.decision === decision));
  if (more.length > 0) saveDrawn(parts, lane, [...known, ...more]);
  parts.store.saveSetting(AGAIN + lane, 'no');
};

/** Inside the transaction of the decision. */
export const keepDrawn = (parts: Parts, lane: string, drawn: Drawn): void => saveDrawn(parts, lane, [...drawnOf(parts, lane), drawn]);
