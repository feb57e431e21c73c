// Collects, in a first reading, the names an export mentions up to the as-of moment, and the last moment it tells of.
import type { Ms } from '../../shared/kernel/time.ts';
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import type { Mapping } from './mapping.ts';
import type { BrokenRow, Read } from './rows.ts';

export type Names = {
  readonly groups: ReadonlySet<string>;
  /** Every person with the groups in which something was assigned to them. */
  readonly people: ReadonlyMap<string, ReadonlySet<string>>;
  readonly categories: ReadonlySet<string>;
  /** The wait reasons the rows need: each a list of the pack's ids in order of preference. */
  readonly waits: ReadonlyMap<string, readonly string[]>;
  readonly rows: number;
  readonly broken: number;
  /** The first broken rows, for a file in which nothing else is found. */
  readonly faults: readonly BrokenRow[];
  readonly last: Ms | null;
  /** Of the whole file, rows after the as-of moment included. */
  readonly lines: number;
};

/** More names than this are no organisation but a wrongly mapped column; the sets must not grow with the file. */
const MAX = { groups: 2_000, people: 10_000, categories: 2_000, memberships: 100_000 } as const;

const FAULTS = 10;

/** Refusal `too-many-names`: which set overflowed, and the column the mapping takes it from. */
export const collectNames = async (
  reads: AsyncIterable<Read>,
  mapping: Mapping,
  progress: (rows: number) => void,
): Promise<Result<Names>> => {
  const groups = new Set<string>();
  const people = new Map<string, Set<string>>();
  const categories = new Set<string>();
  const waits = new Map<string, readonly string[]>();
  let [rows, broken, memberships, lines] = [0, 0, 0, 0];
  const faults: BrokenRow[] = [];
  let last: Ms | null = null;
  for await (const read of reads) {
    lines = read.kind === 'later' ? read.line : read.kind === 'row' ? read.row.line : read.broken.line;
    if (read.kind === 'broken') {
      broken += 1;
      if (faults.length < FAULTS) faults.push(read.broken);
    }
    if (read.kind !== 'row') continue;
    const { row } = read;
    rows += 1;
    progress(rows);
    last = last === null ? row.at : Math.max(last, row.at);
    if (row.group !== null) groups.add(row.group);
    if (row.category !== null) categories.add(row.category);
    if (row.wait.length > 0) waits.set(row.wait.join(' '), row.wait);
    if (row.recordedBy !== null && !people.has(row.recordedBy)) people.set(row.recordedBy, new Set());
    if (row.assignee !== null) {
      const teams = people.get(row.assignee) ?? new Set();
      if (row.group !== null && !teams.has(row.group)) {
        teams.add(row.group);
        memberships += 1;
      }
      people.set(row.assignee, teams);
    }
    const { columns } = mapping;
    if (groups.size > MAX.groups) return refuse('too-many-names', { column: columns.group, limit: MAX.groups });
    if (categories.size > MAX.categories) return refuse('too-many-names', { column: columns.category ?? '', limit: MAX.categories });
    if (people.size > MAX.people || memberships > MAX.memberships)
      return refuse('too-many-names', { column: columns.assignee ?? columns.recordedBy ?? '', limit: MAX.people });
  }
  return ok({ groups, people, categories, waits, rows, broken, faults, last, lines });
};
