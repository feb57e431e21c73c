// Greets a hub elsewhere: whether it is the one this desk belongs to, whether both logs still are one, and what to do where they are not.
import { cutBack, findCommon, sharedUpTo } from './cut-back.ts';
import type { Inside } from './inside.ts';
import { owesJournal } from './owed-journal.ts';
import { learnAbsences, learnMissingPacks } from './papers.ts';
import { OLDEST_PROTOCOL, PROTOCOL, type Greeting } from './protocol.ts';
import { helloOf, isSetBack, lags, renumber, tellAgain } from './tell-again.ts';

/** Keeps the name of the hub this desk was enrolled with; another one at the same address is not followed. */
export const HUB_ID = 'hub:id';

/** What a greeting came to: the hub's, or the code of what forbids going on. `no-rights`: nobody here may see the lane. */
export type Met = { readonly hello: Greeting; readonly trouble: null } | { readonly hello: null; readonly trouble: string };

/** The logs may part in two places, one after the other; a hub that never agrees is not asked for ever. */
const ROUNDS = 5;

/**
 * Nothing is ever wiped: what the hub lost is kept aside, and this desk's own journal is told again (sync.md §2.7). `hub-replaced`: another
 * hub, or one that never had an epoch this desk has met. `ledger-diverged`: it does not say where the logs part.
 */
export const greetHub = async (inside: Inside, lane: string, forgetHeads: () => void): Promise<Met> => {
  const { store, transport } = inside;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const hello = await helloOf(inside, lane);
    if (hello === null) return stop('no-rights');
    const strange = strangeness(inside, hello);
    if (strange !== null) return stop(strange);
    const head = store.head(lane);
    await learnMissingPacks(inside, lane, hello);
    if (head.epoch === null) {
      store.transact(() => {
        // Together, or a kill in between would leave an epoch of which nobody knows whose it was.
        remember(inside, lane, hello);
        store.setHead(lane, { epoch: hello.epoch, position: 0, anchor: '', scope: null });
      });
      return settle(inside, lane, hello, forgetHeads);
    }
    if (head.epoch !== hello.epoch) {
      // A hub that was set back to before it had this desk's epoch still has one from before: then the logs say where they part.
      const shared = sharedUpTo(head.epoch, hello) ?? (wasMet(inside, lane, hello) ? await commonUnder(inside, lane, hello.epoch) : null);
      if (shared === null) return stop('hub-replaced');
      cutBack(inside, lane, shared, hello.epoch);
      // An epoch may have grown on two ways before anybody noticed: only the hub's answer to the new place says that the logs are one.
      continue;
    }
    if (hello.agrees) return settle(inside, lane, hello, forgetHeads);
    // The hub was set back and does not know it: the log of this desk says where, and the hub begins a new epoch there.
    await transport.part(lane, head, await commonUnder(inside, lane, hello.epoch));
  }
  return stop('ledger-diverged');
};

const EPOCHS = 'epochs:';

/** Whether this desk has met an epoch of this log before. */
const wasMet = ({ store }: Inside, lane: string, { epochs }: Greeting): boolean => {
  const met = new Set(JSON.parse(store.setting(EPOCHS + lane) ?? '[]') as string[]);
  return epochs.some(({ epoch }) => met.has(epoch));
};

const remember = ({ store }: Inside, lane: string, { epochs }: Greeting): void => {
  const names = JSON.stringify(epochs.map(({ epoch }) => epoch));
  if (store.setting(EPOCHS + lane) !== names) store.transact(() => store.saveSetting(EPOCHS + lane, names));
};

const commonUnder = (inside: Inside, lane: string, epoch: string): Promise<number> =>
  findCommon(inside, lane, async (cursor) => (await helloOf(inside, lane, { ...cursor, epoch }))?.agrees === true);

const stop = (trouble: string): Met => ({ hello: null, trouble });

/** The first hub a desk meets is its own; enrolment has named it before. */
const strangeness = ({ store }: Inside, { hub, oldest, protocol }: Greeting): string | null => {
  const own = store.setting(HUB_ID);
  if (own === null && hub !== '') store.transact(() => store.saveSetting(HUB_ID, hub));
  if (own !== null && own !== hub) return 'hub-replaced';
  if (oldest > PROTOCOL) return 'protocol-too-old';
  return protocol < OLDEST_PROTOCOL ? 'protocol-too-new' : null;
};

/** Both logs are one. Now the journals: what the hub lost of this desk's it is told again, and a desk that was set back counts anew. */
const settle = async (inside: Inside, lane: string, hello: Greeting, forgetHeads: () => void): Promise<Met> => {
  remember(inside, lane, hello);
  await learnAbsences(inside, lane);
  if (owesJournal(inside, lane) || (await lags(inside, lane, hello))) await tellAgain(inside, lane);
  if (isSetBack(inside, lane, hello)) {
    renumber(inside, lane, hello);
    forgetHeads();
  }
  return { hello, trouble: null };
};
