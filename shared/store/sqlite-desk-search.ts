// Finds cases by their words in SQLite's full-text index: every word a prefix, newest first, one principal at a time.
import type { DeskStore } from './desk-store.ts';
import { foldWord, markOf, queryWords, searchable, textWords } from './search-text.ts';
import { createLaneOpener } from './sqlite-desk-log.ts';
import type { SqlHandle } from './sqlite-handle.ts';

export type SearchPart = Pick<DeskStore, 'index' | 'unindex' | 'search' | 'searchDocs'> & {
  clearSearch(lane: string): void;
  /** Takes the texts of these commands of a case out of the search. */
  disownCase(caseId: string, which: (command: string) => boolean): void;
};

const LANE_SPAN = 2 ** 40;
/** So many texts wait before they go into the index together; reading them through costs a search less than a millisecond. */
const TAIL = 64;

export const createSearchPart = (handle: SqlHandle): SearchPart => {
  const newest = handle.prepare('SELECT doc FROM search_docs WHERE doc BETWEEN ? AND ? ORDER BY doc DESC LIMIT 1');
  const indexed = handle.prepare('SELECT indexed FROM lanes WHERE lane = ?');
  const setIndexed = handle.prepare('UPDATE lanes SET indexed = ? WHERE lane = ?');
  const insertDoc = handle.prepare('INSERT INTO search_docs (doc, command, case_id, mark, text) VALUES (?, ?, ?, ?, ?)');
  const tail = handle.prepare(
    'SELECT doc, case_id, mark, text FROM search_docs WHERE doc > ? AND doc <= ? AND text IS NOT NULL ORDER BY doc DESC',
  );
  const sinkWords = handle.prepare(
    'INSERT INTO search_words (rowid, text) SELECT doc, text FROM search_docs WHERE doc > ? AND doc <= ? AND text IS NOT NULL',
  );
  const sinkCases = handle.prepare(
    'INSERT OR IGNORE INTO search_cases (case_id, doc) SELECT case_id, doc FROM search_docs WHERE doc > ? AND doc <= ? AND text IS NOT NULL',
  );
  const sinkTexts = handle.prepare('UPDATE search_docs SET text = NULL WHERE doc > ? AND doc <= ? AND text IS NOT NULL');
  // What is taken back is nearly always recent, so walking from the newest finds it at once. Its words may stay in the index, so
  // its number stays taken and belongs to nobody.
  const findDoc = handle.prepare('SELECT doc FROM search_docs WHERE command = ? ORDER BY doc DESC LIMIT 1');
  const disown = handle.prepare("UPDATE search_docs SET command = '', case_id = '', mark = 0, text = NULL WHERE doc = ?");
  const page = handle.prepare(
    'SELECT rowid AS doc FROM search_words WHERE search_words MATCH ? AND rowid > ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
  );
  const caseOf = handle.prepare('SELECT case_id FROM search_docs WHERE doc = ?');
  const laneOfCase = handle.prepare('SELECT key, indexed FROM lanes');
  const tailOfCase = handle.prepare('SELECT doc, command FROM search_docs WHERE doc > ? AND doc <= ? AND case_id = ?');
  const sunkOfCase = handle.prepare(
    'SELECT d.doc, d.command FROM search_cases c CROSS JOIN search_docs d ON d.doc = c.doc WHERE c.case_id = ? AND d.case_id = c.case_id',
  );
  const dropCase = handle.prepare('DELETE FROM search_cases WHERE case_id = ? AND doc = ?');
  const docs = handle.prepare(
    "SELECT doc, command, case_id AS caseId, mark FROM search_docs WHERE doc > ? AND doc < ? AND command <> '' ORDER BY doc LIMIT ?",
  );
  const clearCases = handle.prepare('DELETE FROM search_cases WHERE doc BETWEEN ? AND ?');
  const clearDocs = handle.prepare('DELETE FROM search_docs WHERE doc BETWEEN ? AND ?');
  const anyDoc = handle.prepare('SELECT 1 FROM search_docs LIMIT 1');
  const clearWords = handle.prepare("INSERT INTO search_words (search_words) VALUES ('delete-all')");
  const newKey = handle.prepare('UPDATE lanes SET key = (SELECT max(key) + 1 FROM lanes), indexed = 0 WHERE lane = ?');
  const openLane = createLaneOpener(handle);

  const range = (lane: string): readonly [low: number, high: number] => {
    const { key } = openLane(lane);
    return [key * LANE_SPAN, (key + 1) * LANE_SPAN - 1];
  };
  const sunkTo = (lane: string, low: number): number => Math.max(low, (indexed.get(lane) as { indexed: number }).indexed);
  const known = createFolds();

  /** Cases among the texts that wait, newest first. */
  const searchTail = (lane: string, [low, high]: readonly [number, number], words: readonly string[]): readonly string[] => {
    const waiting = tail.all(sunkTo(lane, low), high) as { doc: number; case_id: string; mark: number; text: string }[];
    const asked = words.map(foldWord);
    return waiting
      .filter(({ doc, mark, text }) => asked.every((word) => known(doc, mark, text).some((own) => own.startsWith(word))))
      .map((row) => row.case_id);
  };

  return {
    index: ({ command, caseId, lane, text }) => {
      const [low, high] = range(lane);
      const doc = ((newest.get(low, high) as { doc: number } | undefined)?.doc ?? low) + 1;
      const words = searchable(text);
      insertDoc.run(doc, command, caseId, markOf(words), words);
      const from = sunkTo(lane, low);
      if (doc - from < TAIL) return;
      sinkWords.run(from, doc);
      sinkCases.run(from, doc);
      sinkTexts.run(from, doc);
      setIndexed.run(doc, lane);
    },
    unindex: (command) => {
      const found = findDoc.get(command) as { doc: number } | undefined;
      if (found !== undefined) disown.run(found.doc);
    },
    search: (lane, query, limit) => {
      const words = queryWords(query);
      if (words.length === 0) return [];
      const match = words.map((word) => `"${word}"*`).join(' ');
      const [low, high] = range(lane);
      const found = new Set<string>(searchTail(lane, [low, high], words));
      for (let below = high + 1; found.size < limit;) {
        const hits = page.all(match, low, below, limit * 2) as { doc: number }[];
        for (const { doc } of hits) {
          const owner = caseOf.get(doc) as { case_id: string } | undefined;
          if (owner !== undefined && owner.case_id !== '') found.add(owner.case_id);
        }
        if (hits.length < limit * 2) break;
        below = hits.at(-1)!.doc;
      }
      return [...found].slice(0, limit);
    },
    searchDocs: (lane, afterDoc, limit) => {
      const [low, high] = range(lane);
      return docs.all(Math.max(low, afterDoc), high + 1, limit) as ReturnType<DeskStore['searchDocs']>;
    },
    disownCase: (caseId, which) => {
      const lanes = laneOfCase.all() as { key: number; indexed: number }[];
      const found = [
        ...sunkOfCase.all(caseId),
        ...lanes.flatMap(({ key, indexed: sunk }) => tailOfCase.all(Math.max(sunk, key * LANE_SPAN), (key + 1) * LANE_SPAN - 1, caseId)),
      ] as { doc: number; command: string }[];
      for (const { doc, command } of found) {
        if (!which(command)) continue;
        disown.run(doc);
        dropCase.run(caseId, doc);
      }
    },
    clearSearch: (lane) => {
      const [low, high] = range(lane);
      clearDocs.run(low, high);
      clearCases.run(low, high);
      newKey.run(lane);
      if (anyDoc.get() === undefined) clearWords.run();
    },
  };
};

/** Remembers the folded words of waiting texts; the checksum tells a number that was given again after a rollback. */
const createFolds = (): ((doc: number, mark: number, text: string) => readonly string[]) => {
  const folds = new Map<number, { readonly mark: number; readonly words: readonly string[] }>();
  return (doc, mark, text) => {
    const known = folds.get(doc);
    if (known?.mark === mark) return known.words;
    const words = textWords(text).map(foldWord);
    folds.set(doc, { mark, words });
    if (folds.size > TAIL * 4) folds.delete(folds.keys().next().value!);
    return words;
  };
};
