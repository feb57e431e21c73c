// Tells a desk which cases it may have and hands them out whole: lists page by page, snapshots, and the histories behind them.
import type { Digest } from '../kernel/ids.ts';
import type { Body } from '../case/commands.ts';
import type { Confirmed } from '../case/events.ts';
import type { LedgerStore } from '../store/ledger-store.ts';
import { CASES, LISTED, type Histories, type InventoryPage, type Snapshot } from './protocol.ts';
import type { Recent } from './recent.ts';
import type { Rights } from './rights.ts';
import { digestsOf, seesAll, type Sight } from './scope.ts';

export type Shelf = { readonly store: LedgerStore; readonly digest: Digest; readonly sight: Sight; readonly recent: Recent };

/** Most events of one answer, and so many characters of them and their words; either may end it in the middle of a case. */
const HISTORY = 2_000;
const ANSWER = 8_000_000;
/** The words of so many events are read at once: they may be long. */
const WORDS = 250;

/** Where an inventory goes on: first the cases, then what was granted in the others; the position is that of its beginning. */
type Place = { readonly part: 'cases' | 'digests'; readonly position: number; readonly after: string | null };

const nameOf = ({ part, position, after }: Place): string => `${part} ${position} ${after ?? ''}`;

const placeOf = (name: string | null): Place | null => {
  const read = name === null ? null : /^(cases|digests) (\d{1,15}) (.*)$/s.exec(name);
  if (read === null) return null;
  const [, part, position, after] = read;
  return { part: part as Place['part'], position: Number(position), after: after === '' ? null : after! };
};

/**
 * One page of the cases within the rights. All pages of an inventory tell the position of its first one: what moves meanwhile comes with
 * the pull that follows. Each tells the rights it was cut to, so that pages of two kinds of rights are never taken for one inventory.
 */
export const inventoryOf = async (shelf: Shelf, lane: string, rights: Rights, after: string | null): Promise<InventoryPage> => {
  const { store } = shelf;
  const head = (await store.head(lane))!;
  const place = placeOf(after) ?? { part: 'cases', position: head.position, after: null };
  const anchor = place.position === 0 ? '' : ((await store.eventAt(lane, place.position)) ?? '');
  const said = { epoch: head.epoch, scope: rights.scope, position: place.position, anchor };
  if (place.part === 'digests') return { ...said, cases: [], ...(await digestPage(shelf, lane, rights, place)) };
  const { tags, closedSince } = rights;
  const { cases, next } = await store.inventory({ lane, tags, closedSince, after: place.after, limit: LISTED });
  const following: Place | null =
    next !== null ? { ...place, after: next } : seesAll(rights) ? null : { ...place, part: 'digests', after: null };
  return { ...said, cases, digests: [], next: following === null ? null : nameOf(following) };
};

const digestPage = async (
  { store, digest, sight }: Shelf,
  lane: string,
  rights: Rights,
  place: Place,
): Promise<Pick<InventoryPage, 'digests' | 'next'>> => {
  const granted = await store.grantedCases(lane, place.after, LISTED);
  const seen = await sight.visible(lane, rights, new Map(granted.map((caseId) => [caseId, null])));
  const hidden = granted.filter((caseId) => !seen.has(caseId));
  const grants = hidden.length === 0 ? [] : await store.grantsOfCases(lane, hidden);
  return {
    digests: digestsOf(grants, digest),
    next: granted.length < LISTED ? null : nameOf({ ...place, after: between(granted.at(-2)!, granted.at(-1)!) }),
  };
};

/** As much of a name as tells it from the one before: it stands between both in any order of texts, and names no case. */
const between = (before: string, name: string): string => {
  const [letters, others] = [[...name], [...before]];
  const end = letters.findIndex((letter, index) => letter !== others[index]);
  return letters.slice(0, end + 1).join('');
};

/** Cases outside the rights, or of another lane, are left out as if there were none. */
export const snapshotsOf = async (
  { store, sight }: Shelf,
  lane: string,
  rights: Rights,
  asked: readonly string[],
): Promise<readonly Snapshot[]> => {
  const wanted = [...new Set(asked)].slice(0, CASES);
  const seen = await sight.visible(lane, rights, new Map(wanted.map((caseId) => [caseId, null])));
  const ids = wanted.filter((caseId) => seen.has(caseId));
  if (ids.length === 0) return [];
  const states = await store.states(ids);
  // After the states: a position that is later than the version says at most that a case is newer than it is, never older.
  const positions = await store.lastPositions(lane, ids);
  const words = [...states.values()].flatMap(({ titleBody, lastBody }) => [titleBody, lastBody]);
  const bodies = await bodiesOf(store, lane, words);
  return ids.flatMap((caseId) => {
    const state = states.get(caseId);
    if (state === undefined) return [];
    const hashes = new Set([state.titleBody, state.lastBody]);
    const said = [...hashes].flatMap((hash) => (hash === null ? [] : (bodies.get(hash) ?? [])));
    return [{ caseId, version: state.version, position: positions.get(caseId) ?? 0, state, bodies: said }];
  });
};

/**
 * The events of each case from a version on, with their words. An answer holds no more than anybody can read at once: a case it has no room
 * for, or not for all of it, is named, and goes on after its last version told.
 */
export const historiesOf = async (
  { store, sight }: Shelf,
  lane: string,
  rights: Rights,
  asked: readonly { readonly caseId: string; readonly after: number }[],
): Promise<Histories> => {
  const wanted = [...new Map(asked.slice(0, CASES).map((each) => [each.caseId, each])).values()];
  const seen = await sight.visible(lane, rights, new Map(wanted.map(({ caseId }) => [caseId, null])));
  const read: Confirmed[] = [];
  const more = new Set<string>();
  for (const { caseId, after } of wanted) {
    if (!seen.has(caseId)) continue;
    const room = HISTORY - read.length;
    const events = room === 0 ? [] : await store.eventsOf(caseId, after, room + 1);
    if (room === 0 || events.length > room) more.add(caseId);
    for (const event of events.slice(0, room)) read.push(event);
  }
  const { events, bodies } = await withWords(store, lane, read);
  for (const { event } of read.slice(events.length)) more.add(event.caseId);
  return { events, bodies, more: [...more] };
};

/** As many of these events as one answer takes with what was said in them; at least one, however much was said. */
const withWords = async (store: LedgerStore, lane: string, read: readonly Confirmed[]): Promise<Omit<Histories, 'more'>> => {
  const bodies = new Map<string, Body>();
  let size = 0;
  for (let from = 0; from < read.length; from += WORDS) {
    const piece = read.slice(from, from + WORDS);
    const words = piece.map(({ event }) => event.body);
    for (const [hash, body] of await bodiesOf(store, lane, words)) bodies.set(hash, body);
    for (const [index, { event }] of piece.entries()) {
      size += JSON.stringify(event).length + (bodies.get(event.body ?? '')?.text.length ?? 0);
      if (size <= ANSWER || from + index === 0) continue;
      const events = read.slice(0, from + index);
      return { events, bodies: events.flatMap((told) => bodies.get(told.event.body ?? '') ?? []) };
    }
  }
  return { events: read, bodies: [...bodies.values()] };
};

/** The words asked for, of cases within the rights; whoever was told of an old case's closing may read why. */
export const wordsOf = async (
  { store, sight }: Shelf,
  lane: string,
  rights: Rights,
  hashes: readonly string[],
): Promise<readonly Body[]> => {
  if (seesAll(rights)) return store.bodies(lane, hashes);
  const cases = await store.casesOfBodies(lane, hashes);
  const seen = await sight.visible(lane, { ...rights, closedSince: null }, new Map([...cases.values()].map((caseId) => [caseId, null])));
  return store.bodies(
    lane,
    hashes.filter((hash) => seen.has(cases.get(hash) ?? '')),
  );
};

const bodiesOf = async (store: LedgerStore, lane: string, hashes: readonly (string | null)[]): Promise<ReadonlyMap<string, Body>> => {
  const wanted = [...new Set(hashes.filter((hash) => hash !== null))];
  if (wanted.length === 0) return new Map();
  return new Map((await store.bodies(lane, wanted)).map((body) => [body.hash, body]));
};
