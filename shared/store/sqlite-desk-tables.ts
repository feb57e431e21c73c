// Keeps the read tables of a desk in SQLite: case rows, the lists they stand in, and the count of every list.
import type { CaseRow } from '../views/shapes.ts';
import type { ListRow } from '../views/lists.ts';
import type { DeskStore } from './desk-store.ts';
import type { GrantsPart } from './sqlite-grants.ts';
import type { SqlHandle } from './sqlite-handle.ts';

export type TablesPart = Pick<
  DeskStore,
  | 'putTables'
  | 'tables'
  | 'dropTables'
  | 'row'
  | 'list'
  | 'places'
  | 'listCount'
  | 'dueCount'
  | 'listSizes'
  | 'casesOfCustomer'
  | 'caseByNumber'
  | 'caseIds'
> & { clearTables(lane: string): void };

// A row is pending while a command of its case waits; asked on read, so that a verdict need not rewrite the row.
const COLUMNS =
  'r.row AS row, EXISTS (SELECT 1 FROM journal j INDEXED BY journal_waiting WHERE j.settled = 0 AND j.case_id = r.case_id) AS pending';

export const createTablesPart = (handle: SqlHandle, grants: GrantsPart): TablesPart => {
  const old = handle.prepare('SELECT key, row, lists, lane, number, customer, opened_at, granted FROM case_rows WHERE case_id = ?');
  const add = handle.prepare(
    'INSERT INTO case_rows (case_id, lane, number, customer, opened_at, row, lists, granted) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const put = handle.prepare('UPDATE case_rows SET row = ?, lists = ?, granted = ? WHERE key = ?');
  // Apart from the rest, because naming an indexed column rewrites its index even where the value stays.
  const rename = handle.prepare('UPDATE case_rows SET number = ?, customer = ?, opened_at = ? WHERE key = ?');
  const enter = handle.prepare('INSERT OR IGNORE INTO lists (lane, list, due, case_id) VALUES (?, ?, ?, ?)');
  const leave = handle.prepare('DELETE FROM lists WHERE lane = ? AND list = ? AND due = ? AND case_id = ?');
  const recount = handle.prepare(
    'INSERT INTO list_counts (lane, list, n) VALUES (?, ?, ?) ON CONFLICT (lane, list) DO UPDATE SET n = n + excluded.n',
  );
  const drop = handle.prepare('DELETE FROM case_rows WHERE case_id = ?');
  const row = handle.prepare(`SELECT ${COLUMNS} FROM case_rows r WHERE r.case_id = ?`);
  const list = handle.prepare(
    `SELECT ${COLUMNS} FROM lists l JOIN case_rows r ON r.case_id = l.case_id WHERE l.lane = ? AND l.list = ? ORDER BY l.due, l.case_id LIMIT ?`,
  );
  const places = handle.prepare(
    'SELECT list, due, case_id AS caseId FROM lists WHERE lane = ? AND list = ? AND due > ? ORDER BY due, case_id LIMIT ?',
  );
  const dueUntil = handle.prepare('SELECT count(*) AS n FROM lists WHERE lane = ? AND list = ? AND due <= ?');
  const count = handle.prepare('SELECT n FROM list_counts WHERE lane = ? AND list = ?');
  const sizes = handle.prepare('SELECT list, count(*) AS size FROM lists WHERE lane = ? GROUP BY list ORDER BY list');
  const ofCustomer = handle.prepare(
    `SELECT ${COLUMNS} FROM case_rows r WHERE r.lane = ? AND r.customer = ? ORDER BY r.opened_at DESC, r.case_id LIMIT ?`,
  );
  const byNumber = handle.prepare('SELECT case_id FROM case_rows WHERE lane = ? AND number = ? ORDER BY case_id LIMIT 1');
  const caseIds = handle.prepare('SELECT case_id FROM case_rows WHERE lane = ? AND case_id > ? ORDER BY case_id LIMIT ?');
  const clear = ['case_rows', 'lists', 'list_counts', 'states'].map((table) => handle.prepare(`DELETE FROM ${table} WHERE lane = ?`));

  return {
    putTables: (tables) => {
      const { row: fresh, lane, customer, lists, grants: granted } = tables;
      const before = old.get(fresh.caseId) as TableRow | undefined;
      const row = JSON.stringify({ ...fresh, pending: false });
      const places = JSON.stringify(lists.map(({ list: key, due }) => [key, due]));
      if (before === undefined) add.run(fresh.caseId, lane, fresh.number, customer, fresh.openedAt, row, places, granted.length);
      else {
        if (before.row !== row || before.lists !== places || before.granted !== granted.length)
          put.run(row, places, granted.length, before.key);
        if (before.number !== fresh.number || before.customer !== customer || before.opened_at !== fresh.openedAt)
          rename.run(fresh.number, customer, fresh.openedAt, before.key);
      }
      // Most cases grant nothing, and nothing is looked for then.
      if (granted.length > 0 || (before?.granted ?? 0) > 0) grants.replaceGrants(lane, fresh.caseId, granted);
      if (before?.lists === places) return;
      const stood = before === undefined ? [] : readPlaces(fresh.caseId, before.lists);
      const gone = stood.filter((place) => !lists.some((other) => isSame(place, other)));
      const came = lists.filter((place) => !stood.some((other) => isSame(place, other)));
      for (const { list: key, due, caseId } of gone) leave.run(lane, key, due, caseId);
      for (const { list: key, due, caseId } of came) enter.run(lane, key, due, caseId);
      for (const [key, change] of changes(gone, came)) recount.run(lane, key, change);
    },
    tables: (caseId) => {
      const found = old.get(caseId) as TableRow | undefined;
      if (found === undefined) return null;
      return {
        row: JSON.parse(found.row) as CaseRow,
        lane: found.lane,
        customer: found.customer,
        lists: readPlaces(caseId, found.lists),
        grants: grants.grantsOfCase(found.lane, caseId),
      };
    },
    dropTables: (caseId) => {
      const found = old.get(caseId) as TableRow | undefined;
      if (found === undefined) return;
      for (const { list: key, due } of readPlaces(caseId, found.lists)) {
        leave.run(found.lane, key, due, caseId);
        recount.run(found.lane, key, -1);
      }
      grants.replaceGrants(found.lane, caseId, []);
      drop.run(caseId);
    },
    row: (caseId) => readRows([row.get(caseId)])[0] ?? null,
    list: (lane, key, limit) => readRows(list.all(lane, key, limit)),
    places: (lane, key, limit, after = -1) => places.all(lane, key, after, limit) as readonly ListRow[],
    dueCount: (lane, key, until) => (dueUntil.get(lane, key, until) as { n: number }).n,
    listCount: (lane, key) => (count.get(lane, key) as { n: number } | undefined)?.n ?? 0,
    listSizes: (lane) => sizes.all(lane) as { list: string; size: number }[],
    casesOfCustomer: (lane, customer, limit) => readRows(ofCustomer.all(lane, customer, limit)),
    caseByNumber: (lane, number) => (byNumber.get(lane, number) as { case_id: string } | undefined)?.case_id ?? null,
    caseIds: (lane, after, limit) => (caseIds.all(lane, after ?? '', limit) as { case_id: string }[]).map((found) => found.case_id),
    clearTables: (lane) => clear.forEach((statement) => statement.run(lane)),
  };
};

type TableRow = {
  key: number;
  row: string;
  lists: string;
  lane: string;
  number: string;
  customer: string | null;
  opened_at: number;
  granted: number;
};

const readPlaces = (caseId: string, text: string): readonly ListRow[] =>
  (JSON.parse(text) as [string, number][]).map(([list, due]) => ({ list, due, caseId }));

const readRows = (found: unknown[]): readonly CaseRow[] =>
  (found as ({ row: string; pending: number } | undefined)[]).flatMap((entry) =>
    entry === undefined ? [] : [{ ...(JSON.parse(entry.row) as CaseRow), pending: entry.pending === 1 }],
  );

const isSame = (a: ListRow, b: ListRow): boolean => a.list === b.list && a.due === b.due;

/** By list, how many cases more or fewer; a case that only changed its due time changes no count. */
const changes = (gone: readonly ListRow[], came: readonly ListRow[]): readonly (readonly [string, number])[] => {
  const sums = new Map<string, number>();
  for (const { list } of gone) sums.set(list, (sums.get(list) ?? 0) - 1);
  for (const { list } of came) sums.set(list, (sums.get(list) ?? 0) + 1);
  return [...sums].filter(([, change]) => change !== 0);
};
