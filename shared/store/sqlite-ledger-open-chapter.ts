// Keeps at hand where the words of the last chapter stand, which is sorted in only when it is full.
import type { SqlHandle } from './sqlite-handle.ts';

/** The places under each mark. */
export type OpenChapter = ReadonlyMap<number, readonly number[]>;

/**
 * From the first place of the chapter to the last there is. Only what came since the last question is read; all of it is, where another
 * connection has written or the end lies before the one that was known.
 */
export const createOpenChapter = (handle: SqlHandle): ((first: number, end: number) => OpenChapter) => {
  const read = handle.prepare('SELECT place, mark FROM verdicts WHERE place > ? AND place <= ? AND mark IS NOT NULL ORDER BY place');
  const writtenBy = handle.prepare('PRAGMA data_version');
  const places = new Map<number, number[]>();
  let known = { first: -1, end: -1, version: -1 };
  return (first, end) => {
    const { data_version: version } = writtenBy.get() as { data_version: number };
    if (known.first !== first || known.end > end || known.version !== version) {
      places.clear();
      known = { first, end: first - 1, version };
    }
    for (const { place, mark } of known.end === end ? [] : (read.all(known.end, end) as { place: number; mark: number }[])) {
      const same = places.get(mark);
      if (same === undefined) places.set(mark, [place]);
      else same.push(place);
    }
    known.end = end;
    return places;
  };
};
