// Finds cases by their words in SQLite's full-text index: every word a prefix, newest first, one principal at a time.
import type { DeskStore } from './desk-store.ts';
import { markOf, queryWords, searchable } from './search-text.ts';
import { createLaneOpener } from './sqlite-desk-log.ts';
import type { SqlHandle } from './sqlite-handle.ts';

type SearchPart = Pick<DeskStore, 'index' | 'unindex' | 'search' | 'searchDocs'> & { clearSearch(lane: string): void };

const LANE_SPAN = 2 ** 40;

export const createSearchPart = (handle: SqlHandle): SearchPart => {
  const newest = handle.prepare('SELECT max(doc) AS doc FROM search_docs WHERE doc BETWEEN ? AND ?');
  const insertDoc = handle.prepare('INSERT INTO search_docs (doc, command, case_id, mark) VALUES (?, ?, ?, ?)');
  const insertWords = handle.prepare('INSERT INTO search_words (rowid, text) VALUES (?, ?)');
  // What is taken back is nearly always recent, so walking from the newest finds it at once. Its words stay in the index, so
  // its number stays taken and belongs to nobody.
  const findDoc = handle.prepare('SELECT doc FROM search_docs WHERE command = ? ORDER BY doc DESC LIMIT 1');
  const disown = handle.prepare("UPDATE search_docs SET command = '', case_id = '', mark = 0 WHERE doc = ?");
  const page = handle.prepare(
    'SELECT rowid AS doc FROM search_words WHERE search_words MATCH ? AND rowid > ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
  );
  const caseOf = handle.prepare('SELECT case_id FROM search_docs WHERE doc = ?');
  const docs = handle.prepare(
    "SELECT doc, command, case_id AS caseId, mark FROM search_docs WHERE doc > ? AND doc < ? AND command <> '' ORDER BY doc LIMIT ?",
  );
  const clearDocs = handle.prepare('DELETE FROM search_docs WHERE doc BETWEEN ? AND ?');
  const anyDoc = handle.prepare('SELECT 1 FROM search_docs LIMIT 1');
  const clearWords = handle.prepare("INSERT INTO search_words (search_words) VALUES ('delete-all')");
  const newKey = handle.prepare('UPDATE lanes SET key = (SELECT max(key) + 1 FROM lanes) WHERE lane = ?');
  const openLane = createLaneOpener(handle);

  const range = (lane: string): readonly [low: number, high: number] => {
    const key = openLane(lane);
    return [key * LANE_SPAN, (key + 1) * LANE_SPAN - 1];
  };

  return {
    index: ({ command, caseId, lane, text }) => {
      const [low, high] = range(lane);
      const doc = Math.max((newest.get(low, high) as { doc: number | null }).doc ?? low, low) + 1;
      const words = searchable(text);
      insertDoc.run(doc, command, caseId, markOf(words));
      insertWords.run(doc, words);
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
      const found = new Set<string>();
      let below = high + 1;
      while (found.size < limit) {
        const hits = page.all(match, low, below, limit * 2) as { doc: number }[];
        for (const { doc } of hits) {
          const owner = caseOf.get(doc) as { case_id: string } | undefined;
          if (owner !== undefined && owner.case_id !== '' && found.size < limit) found.add(owner.case_id);
        }
        if (hits.length < limit * 2) break;
        below = hits.at(-1)!.doc;
      }
      return [...found];
    },
    searchDocs: (lane, afterDoc, limit) => {
      const [low, high] = range(lane);
      return docs.all(Math.max(low, afterDoc), high + 1, limit) as ReturnType<DeskStore['searchDocs']>;
    },
    clearSearch: (lane) => {
      const [low, high] = range(lane);
      clearDocs.run(low, high);
      newKey.run(lane);
      if (anyDoc.get() === undefined) clearWords.run();
    },
  };
};
