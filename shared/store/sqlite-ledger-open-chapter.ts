// Keeps at hand where the words of the last chapter stand, which is sorted in only when it is full.
import type { SqlHandle } from './sqlite-handle.ts';
import { marksIn } from './sqlite-ledger-marks.ts';

/** The places under each mark. */
export type OpenChapter = ReadonlyMap<number, readonly number[]>;

/**
 * From the first place of the chapter to the last there is. Only what came since the last question is read; all of it is, where another
 * connection has written or the end lies before the one that was known.
 */
export const createOpenChapter = (handle: SqlHandle): ((first: number, end: number) => OpenChapter) => {
  const read = handle.prepare('SELECT place, marks FROM bundles WHERE place > ? AND place <= ? ORDER BY place');
  const writtenBy = handle.prepare('PRAGMA data_version');
  const places = new Map<number, number[]>();
  let known = { first: -1, end: -1, version: -1 };
  return (first, end) => {
    const { data_version: version } = writtenBy.get() as { data_version: number };
    if (known.first !== first || known.end > end || known.version !== version) {
      places.clear();
      known = { first, end: first - 1, version };
    }
    for (const { place, marks } of known.end === end ? [] : (read.all(known.end, end) as { place: number; marks: string }[]))
      for (const [nth, mark] of marksIn(marks).entries()) {
        if (mark === null) continue;
        const same = places.get(mark);
        if (same === undefined) places.set(mark, [place + nth]);
        else same.push(place + nth);
      }
    known.end = end;
    return places;
  };
};
