// Takes words out of the full-text index again: at once from what is found, and piece by piece from the pages on which they stood.
import type { SqlHandle } from './sqlite-handle.ts';

export interface Forgetting {
  forgetCommand(command: string): void;
  /** The texts of these commands of a case. */
  forgetCase(caseId: string, which: (command: string) => boolean): void;
  /** Every text between two numbers, both included. */
  forgetRange(low: number, high: number): void;
  /** Merges a piece of the index, where words and their removal meet and both are gone; true as long as something is left. */
  tidy(): boolean;
}

/** Stands in the settings as long as the index holds words that nothing finds any more. */
const OWES = 'search:owes-tidying';
/** So many pages (4 KB) are merged at once: some milliseconds. */
const PIECE = 250;

type Doc = { readonly doc: number; readonly case_id: string; readonly waits: number; readonly text: string | null };

export const createForgetting = (handle: SqlHandle): Forgetting => {
  // What is taken back is nearly always recent, so walking from the newest finds it at once.
  const findCommand = handle.prepare('SELECT doc, case_id, waits, text FROM search_docs WHERE command = ? ORDER BY doc DESC LIMIT 1');
  const waitingOf = handle.prepare(
    'SELECT doc, command, case_id, waits, text FROM search_docs INDEXED BY search_waiting WHERE waits = 1 AND case_id = ?',
  );
  const sunkOf = handle.prepare(
    `SELECT d.doc, d.command, d.case_id, d.waits, d.text FROM search_cases c CROSS JOIN search_docs d ON d.doc = c.doc
     WHERE c.case_id = ? AND d.case_id = c.case_id AND d.waits = 0`,
  );
  const dropDoc = handle.prepare('DELETE FROM search_docs WHERE doc = ?');
  const dropCase = handle.prepare('DELETE FROM search_cases WHERE case_id = ? AND doc = ?');
  const dropWords = handle.prepare("INSERT INTO search_words (search_words, rowid, text) VALUES ('delete', ?, ?)");
  // Of a version that did not keep the text: its words stay in the index, so its number stays taken and belongs to nobody.
  const disown = handle.prepare("UPDATE search_docs SET command = '', case_id = '', mark = 0 WHERE doc = ?");
  const clearDocs = handle.prepare('DELETE FROM search_docs WHERE doc BETWEEN ? AND ?');
  const clearCases = handle.prepare('DELETE FROM search_cases WHERE doc BETWEEN ? AND ?');
  const isLost = handle.prepare('SELECT 1 FROM search_docs WHERE waits = 0 AND text IS NULL LIMIT 1');
  const clearWords = handle.prepare("INSERT INTO search_words (search_words) VALUES ('delete-all')");
  const sinkAgain = handle.prepare('INSERT INTO search_words (rowid, text) SELECT doc, text FROM search_docs WHERE waits = 0 ORDER BY doc');
  const owes = handle.prepare('SELECT 1 FROM settings WHERE key = ?');
  const owe = handle.prepare("INSERT OR IGNORE INTO settings (key, value) VALUES (?, '1')");
  const owesNothing = handle.prepare('DELETE FROM settings WHERE key = ?');
  // A negative number begins with everything there is, a positive one goes on with what was begun.
  const merge = handle.prepare("INSERT INTO search_words (search_words, rank) VALUES ('merge', ?)");
  const written = handle.prepare('SELECT total_changes() AS n');

  const changesOf = (pages: number): number => {
    const { n: before } = written.get() as { n: number };
    merge.run(pages);
    return (written.get() as { n: number }).n - before;
  };

  const remove = ({ doc, case_id: caseId, waits, text }: Doc): void => {
    dropCase.run(caseId, doc);
    if (waits === 0 && text === null) return void disown.run(doc);
    dropDoc.run(doc);
    if (waits === 1 || text === null) return;
    dropWords.run(doc, text);
    owe.run(OWES);
  };

  return {
    forgetCommand: (command) => {
      const found = findCommand.get(command) as Doc | undefined;
      if (found !== undefined) remove(found);
    },
    forgetCase: (caseId, which) => {
      const found = [...sunkOf.all(caseId), ...waitingOf.all(caseId)] as (Doc & { command: string })[];
      for (const doc of found) if (which(doc.command)) remove(doc);
    },
    forgetRange: (low, high) => {
      clearDocs.run(low, high);
      clearCases.run(low, high);
      // Words of others that nobody could put back keep the index as it is; the cleared numbers are never asked for again.
      if (isLost.get() !== undefined) return;
      clearWords.run();
      sinkAgain.run();
      owesNothing.run(OWES);
    },
    tidy: () => {
      if (owes.get(OWES) === undefined) return false;
      // By SQLite's own account a merge that changed fewer than two rows had nothing left to do.
      if (changesOf(-PIECE) >= 2) return true;
      owesNothing.run(OWES);
      return false;
    },
  };
};
