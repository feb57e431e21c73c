// Puts the lists of one person together to the groups of the left column, each ordered by what is due next.
import type { Person } from '../policy/pack-schema.ts';
import { listKey, type ListRow } from './lists.ts';
import type { QueueGroup } from './shapes.ts';

/** The lists behind each group, in the order in which the groups stand on screen. */
export const queueLists = (person: Person): readonly { readonly group: QueueGroup['group']; readonly lists: readonly string[] }[] => [
  { group: 'back', lists: [listKey.back(person.id)] },
  { group: 'asked', lists: [...person.teams.map(listKey.consults), listKey.consulted(person.id)] },
  { group: 'owed', lists: [listKey.owed(person.id)] },
  { group: 'shift', lists: [listKey.shift(person.id)] },
  { group: 'mine', lists: [listKey.mine(person.id)] },
  { group: 'promises', lists: [listKey.promises(person.id)] },
  { group: 'team', lists: person.teams.map(listKey.team) },
  { group: 'sent', lists: [listKey.sent(person.id)] },
  { group: 'followed', lists: [listKey.followed(person.id)] },
];

/**
 * The first `limit` cases of several lists, each in order already: by the list's own time, then by case, each case once. A
 * person may stand in many teams, so places are merged and only the rows that are shown are read.
 */
export const mergePlaces = (lists: readonly (readonly ListRow[])[], limit: number): readonly string[] => {
  const places = lists.flat().toSorted((a, b) => a.due - b.due || (a.caseId < b.caseId ? -1 : 1));
  const cases = new Set<string>();
  for (const { caseId } of places) if (cases.size < limit) cases.add(caseId);
  return [...cases];
};
