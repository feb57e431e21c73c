// Remembers places of a lane that both sides agreed on, so that a desk without much history can still say where two logs part.
import type { Cursor, DeskStore } from '../store/desk-store.ts';

export type Place = { readonly position: number; readonly anchor: string };

type Keeper = { readonly store: DeskStore; readonly placed: Map<string, readonly Place[]> };

const KEY = 'places:';
/** So many are kept: close together at the end, wider apart before. */
const MOST = 24;
/** Nearer than this to the last one a place says nothing new. */
const APART = 25;

export const placesOf = ({ store }: Pick<Keeper, 'store'>, lane: string): readonly Place[] =>
  JSON.parse(store.setting(KEY + lane) ?? '[]') as readonly Place[];

/** `always`: also near the last one, where a first sync or an inventory ends. */
export const keepPlace = (inside: Keeper, lane: string, { position, anchor }: Cursor, always = false): void => {
  const { store, placed } = inside;
  const known = placed.get(lane) ?? placesOf(inside, lane);
  placed.set(lane, known);
  const last = known.at(-1)?.position ?? 0;
  if (anchor === '' || position <= last || (!always && position < last + APART)) return;
  const places = thinned([...known, { position, anchor }]);
  store.transact(() => store.saveSetting(KEY + lane, JSON.stringify(places)));
  placed.set(lane, places);
};

/** Inside a transaction: what the hub has lost is no place any more. */
export const dropPlaces = ({ store, placed }: Keeper, lane: string, after: number): void => {
  store.saveSetting(KEY + lane, JSON.stringify(placesOf({ store }, lane).filter(({ position }) => position <= after)));
  placed.delete(lane);
};

/** The one between whose neighbours there is least, measured by how far back it lies, says least. */
const thinned = (places: readonly Place[]): readonly Place[] => {
  if (places.length <= MOST) return places;
  const end = places.at(-1)!.position;
  const worth = places.map(({ position }, index) => {
    const [before, after] = [places[index - 1], places[index + 1]];
    return before === undefined || after === undefined ? Infinity : (after.position - before.position) / (end - position + APART);
  });
  const least = worth.indexOf(Math.min(...worth));
  return places.filter((_, index) => index !== least);
};
