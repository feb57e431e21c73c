// Compares what desk and ledger know of each other before they go on, and heals what a restored copy on either side has torn.
import { anchorOf } from '../store/anchor.ts';
import type { Confirmed } from '../case/events.ts';
import type { Cursor } from '../store/desk-store.ts';
import type { Inside } from './inside.ts';
import { exchangePapers, introduce, learnAbsences } from './papers.ts';
import type { Greeting } from './protocol.ts';
import { helloOf, isSetBack, lags, renumber, tellAgain } from './tell-again.ts';

/**
 * With a ledger of one's own. Answers the code of what forbids going on, null when both sides agree. A ledger that lost its tail is told it
 * again from this desk's journal; a desk that was set back starts a new incarnation; nothing is ever wiped (sync.md §2.7).
 * `ledger-diverged`: the ledger holds another history than this desk has confirmed.
 */
export const greetLedger = async (inside: Inside, lane: string, forgetHeads: () => void): Promise<string | null> => {
  const { store } = inside;
  const hello = (await helloOf(inside, lane)) ?? ((await introduce(inside, lane)) ? await helloOf(inside, lane) : null);
  if (hello === null) return 'unknown-lane';
  await exchangePapers(inside, lane, hello);
  await learnAbsences(inside, lane);
  const log = store.head(lane);
  const common = Math.min(log.position, hello.position);
  if (!(await agreesAt(inside, lane, hello, common))) return 'ledger-diverged';
  if (hello.position < log.position || (await lags(inside, lane, hello))) {
    await tellAgain(inside, lane);
    if (!(await agreesUpTo(inside, lane, hello, common, log.position))) return 'ledger-diverged';
  }
  const { epoch, scope } = hello;
  if (log.epoch !== epoch || log.scope !== scope) store.transact(() => store.setHead(lane, { ...log, epoch, scope }));
  if (isSetBack(inside, lane, hello)) {
    renumber(inside, lane, hello);
    forgetHeads();
  }
  return null;
};

/** Begins a new incarnation on demand: after a fork, when a person has decided that this desk goes on. */
export const renew = async (inside: Inside, lane: string, forgetHeads: () => void): Promise<void> => {
  const hello = await helloOf(inside, lane);
  if (hello === null) throw new Error(`the ledger does not keep ${lane}`);
  renumber(inside, lane, hello);
  forgetHeads();
};

/** This desk's place at a position of its own log, in the words of the ledger it talks to. */
const placeAt = ({ store }: Inside, lane: string, { epoch, scope }: Greeting, position: number): Cursor => {
  const [mine] = position === 0 ? [] : store.eventsAfter(lane, position - 1, 1);
  return { epoch, position, anchor: mine === undefined ? '' : anchorOf(mine), scope };
};

/** Whether both logs name the same event at this position; then all before it is the same too, because logs only grow. */
const agreesAt = async (inside: Inside, lane: string, hello: Greeting, position: number): Promise<boolean> =>
  position === 0 || (await helloOf(inside, lane, placeAt(inside, lane, hello, position)))?.agrees === true;

const agreesUpTo = async (inside: Inside, lane: string, hello: Greeting, from: number, to: number): Promise<boolean> => {
  for (let position = from; position < to;) {
    const page = await inside.transport.pull(lane, placeAt(inside, lane, hello, position));
    const theirs = page.events.filter((entry) => entry.position <= to);
    const mine: readonly Confirmed[] = inside.store.eventsAfter(lane, position, theirs.length);
    if (theirs.length === 0 || theirs.some(({ event }, index) => mine[index]?.event.id !== event.id)) return false;
    position += theirs.length;
  }
  return true;
};
