// Puts the parts of a desk's SQLite database together over a connection that a host opened and migrated.
import type { DeskStore } from './desk-store.ts';
import { remembered, type Plain } from './remembered.ts';
import { createBodiesPart } from './sqlite-desk-bodies.ts';
import { createCopyPart } from './sqlite-desk-copy.ts';
import { createJournalPart } from './sqlite-desk-journal.ts';
import { createLogPart } from './sqlite-desk-log.ts';
import { createPapersPart } from './sqlite-desk-papers.ts';
import { createSearchPart } from './sqlite-desk-search.ts';
import { createTablesPart } from './sqlite-desk-tables.ts';
import { createGrantsPart } from './sqlite-grants.ts';
import { createTransact, type SqlHandle } from './sqlite-handle.ts';

export const createSqliteDeskStore = (handle: SqlHandle): DeskStore => {
  const grants = createGrantsPart(handle);
  const log = createLogPart(handle);
  const bodies = createBodiesPart(handle);
  const tables = createTablesPart(handle, grants);
  const search = createSearchPart(handle);
  const copy = createCopyPart(handle, { log, bodies, tables, grants, search });
  const { replaceGrants: _, clearGrants, ...grantReads } = grants;
  const { pinHead: __, writeEvents: ___, ...logReads } = log;
  const { dropBodies: ____, ...bodyReads } = bodies;
  const { clearTables, ...tableReads } = tables;
  const { clearSearch, disownCase: _____, ...searchReads } = search;
  const { keepBases, ...copyReads } = copy;
  return remembered<Plain>({
    transact: createTransact(handle),
    close: () => void handle.close(),
    ...logReads,
    ...bodyReads,
    ...createJournalPart(handle),
    ...createPapersPart(handle),
    ...tableReads,
    ...grantReads,
    ...searchReads,
    ...copyReads,
    clearDerived: (lane) => {
      keepBases(lane);
      const elsewhere = copy.digests(lane);
      clearTables(lane);
      clearGrants(lane);
      clearSearch(lane);
      copy.putDigests(lane, elsewhere);
    },
  });
};
