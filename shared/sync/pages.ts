// Answers a desk that greets or asks for what is new: whether its cursor fits this log, and a page cut to the rights of now.
import { anchorOf, isSameEvent } from '../store/anchor.ts';
import type { Confirmed } from '../case/events.ts';
import type { Cursor } from '../store/desk-store.ts';
import type { JournalKey } from '../store/ledger-store.ts';
import type { Shelf } from './inventory.ts';
import type { Policies } from './policies.ts';
import { EVERYTHING, OLDEST_PROTOCOL, PROTOCOL, type Greeting, type Page } from './protocol.ts';
import type { Rights } from './rights.ts';
import { digestsOf, seesAll } from './scope.ts';

/** A page may look through so many times its length for somebody who sees little of a lane. */
const LOOKS = 8;

/**
 * `fits`: whether a cursor names an event of this log at that place, under the epoch in force. A desk with a ledger of its own may have told
 * it the same log anew, at another time. Null for a lane that is not kept.
 */
export const lookUp = async ({ store }: Pick<Shelf, 'store'>, lane: string, { epoch, position, anchor }: Cursor, rights: Rights) => {
  const glance = await store.glance(lane, position);
  if (glance === null) return null;
  const isThere = rights.scope === EVERYTHING ? isSameEvent(glance.anchor, anchor) : glance.anchor === anchor;
  return { ...glance, fits: glance.epoch === epoch && position <= glance.position && isThere };
};

export const greetingOf = async (
  { store }: Pick<Shelf, 'store'>,
  policies: Policies,
  hub: string,
  key: JournalKey,
  cursor: Cursor,
  rights: Rights,
): Promise<Greeting | null> => {
  const found = await lookUp({ store }, key.lane, cursor, rights);
  if (found === null) return null;
  const [epochs, journal, newestGen, customers] = await Promise.all([
    store.epochs(key.lane),
    store.journal(key),
    store.newestGen(key.lane, key.device),
    store.customerCount(key.lane),
  ]);
  return {
    protocol: PROTOCOL,
    oldest: OLDEST_PROTOCOL,
    hub,
    epoch: found.epoch,
    epochs,
    agrees: found.fits,
    position: found.position,
    scope: rights.scope,
    journal,
    newestGen,
    packs: policies.versions(key.lane),
    customers,
  };
};

const AGAIN: Omit<Page, 'position' | 'anchor'> = {
  again: true,
  events: [],
  more: false,
  digests: [],
  absences: 0,
  customers: 0,
  packs: 0,
  canary: null,
};

/** Nothing is told to a desk whose cursor does not fit, or whose rights are others than those its copy was cut to. `most` events are told. */
export const pageOf = async (
  shelf: Shelf,
  policies: Policies,
  lane: string,
  cursor: Cursor,
  rights: Rights | null,
  most: number,
): Promise<Page> => {
  const { position, anchor } = cursor;
  const found = rights === null ? null : await lookUp(shelf, lane, cursor, rights);
  if (rights === null || found === null || !found.fits || cursor.scope !== rights.scope) return { ...AGAIN, position, anchor };
  const { events, digests, more, last } = await eventsFor(shelf, lane, position, found, rights, most);
  return {
    again: false,
    events,
    position: last?.position ?? position,
    anchor: last === undefined ? anchor : anchorOf(last),
    more,
    digests,
    absences: found.absences,
    customers: found.customers,
    packs: policies.versions(lane).length,
    canary: found.canary,
  };
};

type Slice = Pick<Page, 'events' | 'digests' | 'more'> & { readonly last: Confirmed | undefined };

const eventsFor = async (
  { store, recent, sight, digest }: Shelf,
  lane: string,
  from: number,
  head: { readonly epoch: string; readonly position: number },
  rights: Rights,
  most: number,
): Promise<Slice> => {
  // Whoever has a case is told that it was closed, however long ago somebody's clock says that was; the next inventory takes it away.
  const shown = { ...rights, closedSince: null };
  const events: Confirmed[] = [];
  const hidden = new Set<string>();
  const decided = new Set<string>();
  let last: Confirmed | undefined;
  let more = true;
  for (let look = 0; more && look < LOOKS && events.length < most / 2; look += 1) {
    const room = most - events.length;
    const read = await recent.events(lane, last?.position ?? from, room, head);
    last = read.at(-1) ?? last;
    more = read.length > 0 && last!.position < head.position;
    if (seesAll(shown)) return { events: read, digests: [], more, last };
    const versions = new Map(read.map(({ event, version }) => [event.caseId, version]));
    const seen = await sight.visible(lane, shown, versions);
    events.push(...read.filter(({ event }) => seen.has(event.caseId)));
    for (const caseId of versions.keys()) if (!seen.has(caseId)) hidden.add(caseId);
    for (const caseId of seen) hidden.delete(caseId);
    for (const { event } of read) if ('decision' in event.data) decided.add(event.caseId);
  }
  const grants = hidden.size === 0 ? [] : await store.grantsOfCases(lane, [...hidden]);
  return { events, digests: digestsOf(grants, digest, [...decided.intersection(hidden)]), more, last };
};
