// Asks SQLite itself whether a database file is whole, and says in which table or index it is not.
import { isDamaged } from './faults.ts';
import type { SqlHandle } from './sqlite-handle.ts';

/**
 * One line for each damage, as SQLite names it, with the table or index behind a bare tree; none where the file is whole. Throws where not
 * even the list of tables can be read.
 */
export const integrityOf = (handle: SqlHandle): readonly string[] => {
  try {
    return linesOf(handle, 'PRAGMA integrity_check').map((line) => named(handle, line));
  } catch (error) {
    if (!isDamaged(error)) throw error;
    // SQLite gave up before it could say where: each table is asked for itself.
    const tables = handle.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all() as { name: string }[];
    const lines = tables.flatMap(({ name }) => linesOfTable(handle, name));
    return lines.length > 0 ? lines : [why(error)];
  }
};

const linesOfTable = (handle: SqlHandle, name: string): readonly string[] => {
  try {
    return linesOf(handle, `PRAGMA integrity_check("${name.replaceAll('"', '""')}")`).map((line) => named(handle, line));
  } catch (error) {
    if (!isDamaged(error)) throw error;
    return [`${why(error)} (table ${name})`];
  }
};

const why = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const linesOf = (handle: SqlHandle, question: string): readonly string[] =>
  (handle.prepare(question).all() as { integrity_check: string }[])
    .flatMap((row) => row.integrity_check.split('\n'))
    .filter((line) => line !== 'ok' && !line.startsWith('***'));

const named = (handle: SqlHandle, line: string): string => {
  const root = /\b[Tt]ree (?:page )?(\d+)\b/.exec(line)?.[1];
  if (root === undefined) return line;
  const found = handle.prepare('SELECT type, name FROM sqlite_schema WHERE rootpage = ?').get(Number(root)) as
    | { readonly type: string; readonly name: string }
    | undefined;
  return found === undefined ? line : `${line} (${found.type} ${found.name})`;
};

const OF_INDEX =
  /^(?:row \d+ (?:missing|values differ) from|rowid not at end-of-record for row \d+ of|wrong # of entries in|non-unique entry in) index /;

/** A table that only leads to what stands in another one is as good as an index. */
const OF_LOOKUP = /^\d+ entries of table \w+ lead elsewhere /;

/** Whether nothing but entries of indexes are wrong, which can be made anew from their tables; a page that cannot be read is more than that. */
export const isOfIndexes = (lines: readonly string[]): boolean =>
  lines.length > 0 && lines.every((line) => OF_INDEX.test(line) || OF_LOOKUP.test(line));
