// Puts the lists of one person together to the groups of the left column, each ordered by what is due next.
import type { Person } from '../policy/pack-schema.ts';
import { listKey } from './lists.ts';
import type { CaseRow, QueueGroup } from './shapes.ts';

/** The lists behind each group, in the order in which the groups stand on screen. */
export const queueLists = (person: Person): readonly { readonly group: QueueGroup['group']; readonly lists: readonly string[] }[] => [
  { group: 'back', lists: [listKey.back(person.id)] },
  { group: 'mine', lists: [listKey.mine(person.id)] },
  { group: 'promises', lists: [listKey.promises(person.id)] },
  { group: 'team', lists: person.teams.map(listKey.team) },
  { group: 'sent', lists: [listKey.sent(person.id)] },
  { group: 'followed', lists: [listKey.followed(person.id)] },
];

/**
 * The first `limit` rows of several lists that are each in order already. `at` is the time by which they are ordered:
 * the next due time, or for inboxes the time to accept; rows without one come last, equal ones by case id.
 */
export const mergeRows = (lists: readonly (readonly CaseRow[])[], limit: number, at: (row: CaseRow) => number): readonly CaseRow[] => {
  if (lists.length === 1) return lists[0]!.slice(0, limit);
  const rows = lists.flat().map((row) => ({ row, key: at(row) }));
  rows.sort((a, b) => a.key - b.key || (a.row.caseId < b.row.caseId ? -1 : 1));
  const seen = new Set<string>();
  return rows
    .filter(({ row }) => !seen.has(row.caseId) && seen.add(row.caseId))
    .slice(0, limit)
    .map(({ row }) => row);
};

/** The next due time of a row, for ordering; a row without a clock comes last. */
export const dueOf = (row: CaseRow): number => row.due?.at ?? Number.MAX_SAFE_INTEGER;

/** The time by which a handover in flight must be accepted, for ordering inboxes. */
export const acceptByOf = (row: CaseRow): number => row.flight?.acceptBy ?? Number.MAX_SAFE_INTEGER;
