// Finds where the logs of a desk and a hub part after one of them was set back, and takes what the hub lost out of the desk's log.
import { anchorOf } from '../store/anchor.ts';
import { rederiveCase } from './derive.ts';
import type { Belief, Inside } from './inside.ts';
import type { Cursor } from '../store/desk-store.ts';
import { CUSTOMERS_MARK } from './papers.ts';
import { oweAll } from './owed-journal.ts';
import { dropPlaces, placesOf } from './places.ts';
import type { Greeting } from './protocol.ts';

const PAGE = 1000;

/**
 * Up to where the log of an older epoch holds under the present one: as far as every later epoch goes on the one before. Null where the
 * hub never had that epoch.
 */
export const sharedUpTo = (epoch: string, { epochs }: Pick<Greeting, 'epochs'>): number | null => {
  const index = epochs.findIndex((known) => known.epoch === epoch);
  return index === -1 ? null : Math.min(...epochs.slice(index + 1).map(({ from }) => from));
};

/** The last place where both logs name the same event, found by halves; 0 where they have nothing in common. `agrees` asks the hub. */
export const findCommon = async (
  { store }: Pick<Inside, 'store'>,
  lane: string,
  agrees: (cursor: Cursor) => Promise<boolean>,
): Promise<number> => {
  const head = store.head(lane);
  let low = 0;
  for (let high = head.position; low < high;) {
    const middle = Math.floor((low + high) / 2);
    const [entry] = store.eventsAfter(lane, middle, 1);
    if (entry === undefined || entry.position > high) high = middle;
    else if (await agrees({ ...head, position: entry.position, anchor: anchorOf(entry) })) low = entry.position;
    else high = middle;
  }
  // Of cases that came as snapshots this desk has no events; a place it stood at says as much.
  for (const { position, anchor } of placesOf({ store }, lane).toReversed())
    if (position > low && position < head.position && (await agrees({ ...head, position, anchor }))) return position;
  return low;
};

/** The last event of this desk's log up to a position. */
const lastEvent = (store: Inside['store'], lane: string, upTo: number): { readonly position: number; readonly anchor: string } => {
  let found = { position: 0, anchor: '' };
  for (let high = upTo; found.position < high;) {
    const middle = Math.floor((found.position + high) / 2);
    const [entry] = store.eventsAfter(lane, middle, 1);
    if (entry === undefined || entry.position > upTo) high = middle;
    else found = { position: entry.position, anchor: anchorOf(entry) };
  }
  return found;
};

/**
 * One transaction: everything after `shared` leaves the log and is kept aside, its cases are derived anew from what is left, and the desk
 * stands at its own last event under the new epoch, with an inventory before it. Nothing is lost: aside is aside until it comes again.
 */
export const cutBack = (inside: Inside, lane: string, shared: number, epoch: string): void => {
  const { store, beliefs, clock, tell } = inside;
  const fresh = new Map<string, Belief>();
  beliefs.clear();
  inside.aside.delete(lane);
  inside.seen.delete(lane);
  inside.leaseRecord.doubted(lane);
  store.transact(() => {
    const { position } = store.head(lane);
    unindexAfter(inside, lane, shared);
    const cut = store.cutBack(lane, shared, clock());
    store.setHead(lane, { epoch, ...lastEvent(store, lane, Math.min(position, shared)), scope: null });
    oweAll(inside, lane);
    dropPlaces(inside, lane, shared);
    // It may have lost changes of customers too, and counts from an older mark.
    store.saveSetting(CUSTOMERS_MARK + lane, '0');
    for (const caseId of cut) fresh.set(caseId, rederiveCase(inside, caseId));
  });
  fresh.forEach((belief, caseId) => beliefs.keep(caseId, belief));
  tell({ type: 'changed', lane, cases: [...fresh.keys()], topics: ['queue', 'lead', 'case', 'alerts', 'sync'] });
};

/** What was said here is found again when it comes again; the words of others go with their events, those of what waits stay. */
const unindexAfter = ({ store }: Inside, lane: string, position: number): void => {
  const commands = new Set<string>();
  for (let from = position, page; (page = store.eventsAfter(lane, from, PAGE)).length > 0; from = page.at(-1)!.position)
    for (const { event } of page) commands.add(event.command);
  for (const command of commands) if (store.knowsCommand(command) && store.waiting(command) === null) store.unindex(command);
};
