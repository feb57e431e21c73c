// Finds cases by their words in SQLite's full-text index: every word a prefix, what was said last first, one principal at a time.
import type { DeskStore } from './desk-store.ts';
import { RANKS, rankOf } from './search-rank.ts';
import { foldWord, markOf, queryWords, searchable, textWords } from '../kernel/search-text.ts';
import { createForgetting } from './sqlite-desk-forget-words.ts';
import { createLaneOpener } from './sqlite-desk-log.ts';
import type { SqlHandle } from './sqlite-handle.ts';

export type SearchPart = Pick<DeskStore, 'index' | 'unindex' | 'search' | 'searchDocs' | 'tidySearch'> & {
  clearSearch(lane: string): void;
  /** Takes the texts of these commands of a case out of the search. */
  disownCase(caseId: string, which: (command: string) => boolean): void;
};

/** So many texts wait before they go into the index together; reading them through costs a search less than a millisecond. */
const TAIL = 64;

/** Numbers that are known to be given without a gap. */
type Run = { readonly asked: number; readonly given: number };

/** So many are remembered: what arrives and what is done here take turns. */
const RUNS = 32;

type Waiting = { readonly doc: number; readonly case_id: string; readonly mark: number; readonly text: string | null };

export const createSearchPart = (handle: SqlHandle): SearchPart => {
  const isTaken = handle.prepare('SELECT 1 FROM search_docs WHERE doc = ?');
  const insertDoc = handle.prepare('INSERT INTO search_docs (doc, command, case_id, mark, text, waits) VALUES (?, ?, ?, ?, ?, 1)');
  const waiting = 'FROM search_docs INDEXED BY search_waiting WHERE waits = 1 AND doc BETWEEN ? AND ?';
  const waitingCount = handle.prepare(`SELECT count(*) AS n ${waiting}`);
  const tail = handle.prepare(`SELECT doc, case_id, mark, text ${waiting} ORDER BY doc DESC`);
  const sinkWords = handle.prepare(`INSERT INTO search_words (rowid, text) SELECT doc, text ${waiting} ORDER BY doc`);
  const sinkCases = handle.prepare(`INSERT OR IGNORE INTO search_cases (case_id, doc) SELECT case_id, doc ${waiting}`);
  const sinkDocs = handle.prepare('UPDATE search_docs INDEXED BY search_waiting SET waits = 0 WHERE waits = 1 AND doc BETWEEN ? AND ?');
  const page = handle.prepare(
    'SELECT rowid AS doc FROM search_words WHERE search_words MATCH ? AND rowid > ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
  );
  const caseOf = handle.prepare('SELECT case_id FROM search_docs WHERE doc = ?');
  const docs = handle.prepare(
    "SELECT doc, command, case_id AS caseId, mark FROM search_docs WHERE doc > ? AND doc < ? AND command <> '' ORDER BY doc LIMIT ?",
  );
  const newKey = handle.prepare('UPDATE lanes SET key = (SELECT max(key) + 1 FROM lanes) WHERE lane = ?');
  const openLane = createLaneOpener(handle);
  const forgetting = createForgetting(handle);

  const range = (lane: string): readonly [low: number, high: number] => {
    const { key } = openLane(lane);
    return [key * RANKS, (key + 1) * RANKS - 1];
  };
  const known = createFolds();
  const runs = new Map<string, readonly Run[]>();
  /** The number of its time, or the next free one: many are said at once when an import or a supervisor does something in one go. */
  const numberFor = (lane: string, low: number, at: number): number => {
    const asked = low + rankOf(at);
    const known = runs.get(lane) ?? [];
    let given = asked;
    // What comes from the newest on meets what came before it: a run that is known is passed over in one step.
    for (let run: Run | undefined; ; given = run === undefined ? given + 1 : run.given + 1) {
      run = known.find((one) => given >= one.asked && given <= one.given);
      if (run === undefined && isTaken.get(given) === undefined) break;
    }
    const apart = known.filter((one) => one.asked < asked || one.given > given).slice(0, RUNS - 1);
    runs.set(lane, [{ asked, given }, ...apart]);
    return given;
  };

  /** Those of the texts that wait which hold the words, newest first. */
  const searchTail = ([low, high]: readonly [number, number], words: readonly string[]): readonly Waiting[] => {
    const asked = words.map(foldWord);
    return (tail.all(low, high) as Waiting[]).filter(
      ({ doc, mark, text }) => text !== null && asked.every((word) => known(doc, mark, text).some((own) => own.startsWith(word))),
    );
  };

  return {
    index: ({ command, caseId, lane, text, at }) => {
      const [low, high] = range(lane);
      const words = searchable(text);
      insertDoc.run(numberFor(lane, low, at), command, caseId, markOf(words), words);
      if ((waitingCount.get(low, high) as { n: number }).n < TAIL) return;
      sinkWords.run(low, high);
      sinkCases.run(low, high);
      sinkDocs.run(low, high);
    },
    unindex: forgetting.forgetCommand,
    search: (lane, query, limit) => {
      const words = queryWords(query);
      if (words.length === 0) return [];
      const match = words.map((word) => `"${word}"*`).join(' ');
      const [low, high] = range(lane);
      const unsunk = [...searchTail([low, high], words)];
      const found = new Set<string>();
      const takeDownTo = (doc: number): void => {
        while (unsunk.length > 0 && unsunk[0]!.doc > doc) found.add(unsunk.shift()!.case_id);
      };
      for (let below = high + 1; found.size < limit;) {
        const hits = page.all(match, low, below, limit * 2) as { doc: number }[];
        for (const { doc } of hits) {
          takeDownTo(doc);
          const owner = caseOf.get(doc) as { case_id: string } | undefined;
          if (owner !== undefined && owner.case_id !== '') found.add(owner.case_id);
        }
        if (hits.length < limit * 2) break;
        below = hits.at(-1)!.doc;
      }
      takeDownTo(low);
      return [...found].slice(0, limit);
    },
    searchDocs: (lane, afterDoc, limit) => {
      const [low, high] = range(lane);
      return docs.all(Math.max(low, afterDoc), high + 1, limit) as ReturnType<DeskStore['searchDocs']>;
    },
    disownCase: forgetting.forgetCase,
    clearSearch: (lane) => {
      const [low, high] = range(lane);
      forgetting.forgetRange(low, high);
      newKey.run(lane);
    },
    tidySearch: forgetting.tidy,
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
