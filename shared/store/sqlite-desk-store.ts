// Puts the parts of a desk's SQLite database together over a connection that a host opened and migrated.
import type { CopyPart, DeskStore } from './desk-store.ts';
import { createJournalPart } from './sqlite-desk-journal.ts';
import { createLogPart } from './sqlite-desk-log.ts';
import { createPapersPart } from './sqlite-desk-papers.ts';
import { createSearchPart } from './sqlite-desk-search.ts';
import { createTablesPart } from './sqlite-desk-tables.ts';
import { createGrantsPart } from './sqlite-grants.ts';
import { createTransact, type SqlHandle } from './sqlite-handle.ts';

export const createSqliteDeskStore = (handle: SqlHandle): DeskStore => {
  const grants = createGrantsPart(handle);
  const { replaceGrants: _, clearGrants, ...grantReads } = grants;
  const { clearTables, ...tables } = createTablesPart(handle, grants);
  const { clearSearch, ...search } = createSearchPart(handle);
  return {
    ...({} as Pick<DeskStore, CopyPart>),
    transact: createTransact(handle),
    close: () => void handle.close(),
    ...createLogPart(handle),
    ...createJournalPart(handle),
    ...createPapersPart(handle),
    ...tables,
    ...grantReads,
    ...search,
    clearDerived: (lane) => {
      clearTables(lane);
      clearGrants(lane);
      clearSearch(lane);
    },
  };
};
