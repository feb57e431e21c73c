// Remembers what of its journal a desk owes to a hub that was set back, until every answer to it has come.
import { doubtDrawn } from './drawn.ts';
import type { Inside } from './inside.ts';

type Keeping = Pick<Inside, 'store'>;

const KEY = 'tell-again:';
const NOTHING = 'no';

/** By incarnation the last number the hub still knew when it was first told again. */
type Owed = Readonly<Record<string, number>>;

const owedOf = ({ store }: Keeping, lane: string): Owed | null => {
  const text = store.setting(KEY + lane);
  return text === null || text === NOTHING ? null : (JSON.parse(text) as Owed);
};

/** Also where a kill came in between. */
export const owesJournal = (parts: Keeping, lane: string): boolean => owedOf(parts, lane) !== null;

/** Inside a transaction: the hub has forgotten. What is owed from before stays owed. */
export const oweAll = (parts: Keeping, lane: string): void => {
  parts.store.saveSetting(KEY + lane, JSON.stringify(owedOf(parts, lane) ?? {}));
  parts.store.saveSetting(BEHIND + lane, YES);
};

const BEHIND = 'behind-own-journal:';
const YES = 'yes';

/**
 * Whether this desk's copy of the log lacks what the desk itself has said, because the hub lost it and it has not come again: a lease
 * looks fuller then than it is.
 */
export const isBehindItself = ({ store }: Keeping, lane: string): boolean => store.setting(BEHIND + lane) === YES;

/** Everything the hub has was taken in: with nothing owed any more that is everything this desk has said, too. */
export const caughtUpWithItself = (parts: Keeping, lane: string): void => {
  if (isBehindItself(parts, lane) && !owesJournal(parts, lane)) parts.store.transact(() => parts.store.saveSetting(BEHIND + lane, NOTHING));
};

/**
 * The number after which an incarnation is told. An answer that gets lost would have said what came out otherwise, so telling begins
 * where it began the first time, however far the hub has settled since; sending again is safe.
 */
export const tellFrom = (parts: Keeping, lane: string, gen: number, known: number): number => {
  const owed = owedOf(parts, lane) ?? {};
  const from = Math.min(owed[gen] ?? known, known);
  if (owed[gen] !== from) parts.store.transact(() => parts.store.saveSetting(KEY + lane, JSON.stringify({ ...owed, [gen]: from })));
  return from;
};

/** Told again, all of it; what the hub itself did after it had heard of it the first time it may have forgotten all the same. */
export const owesNothing = ({ store }: Keeping, lane: string): void => {
  if (!owesJournal({ store }, lane)) return;
  store.transact(() => {
    store.saveSetting(KEY + lane, NOTHING);
    doubtDrawn({ store }, lane);
  });
};
