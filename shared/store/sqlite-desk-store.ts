// Puts the parts of a desk's SQLite database together over a connection that a host opened and migrated.
import type { DeskStore } from './desk-store.ts';
import { createJournalPart } from './sqlite-desk-journal.ts';
import { createLogPart } from './sqlite-desk-log.ts';
import { createPapersPart } from './sqlite-desk-papers.ts';
import { createSearchPart } from './sqlite-desk-search.ts';
import { createTablesPart } from './sqlite-desk-tables.ts';
import { createTransact, type SqlHandle } from './sqlite-handle.ts';

export const createSqliteDeskStore = (handle: SqlHandle): DeskStore => {
  const { clearTables, ...tables } = createTablesPart(handle);
  const { clearSearch, ...search } = createSearchPart(handle);
  return {
    transact: createTransact(handle),
    close: () => void handle.close(),
    ...createLogPart(handle),
    ...createJournalPart(handle),
    ...createPapersPart(handle),
    ...tables,
    ...search,
    clearDerived: (lane) => {
      clearTables(lane);
      clearSearch(lane);
    },
  };
};
