// Puts the lists of one person together to the groups of the left column, each ordered by what is due next.
import { MINUTE, type Ms } from '../kernel/time.ts';
import type { Person } from '../policy/pack-schema.ts';
import { listKey, type ListRow } from './lists.ts';
import type { CaseRow, QueueGroup } from './shapes.ts';

/** `standIn`: lists of absent people for whom the reader answers now; what stands in them is marked with their names. */
type GroupLists = {
  readonly group: QueueGroup['group'];
  readonly lists: readonly string[];
  readonly standIn?: ReadonlyMap<string, string>;
};

/**
 * The lists behind each group, in the order in which the groups stand on screen. `absent`: whom this person stands in for now. What is
 * handed over stands in the lead's inbox; an agent has none and finds it here.
 */
export const queueLists = (person: Person, absent: readonly string[] = []): readonly GroupLists[] => [
  { group: 'back', lists: [listKey.back(person.id)] },
  ...(person.role === 'agent'
    ? [{ group: 'handed', lists: [...person.teams.map(listKey.inbox), listKey.addressed(person.id)] } as const]
    : []),
  {
    group: 'asked',
    lists: [...person.teams.map(listKey.consults), listKey.consulted(person.id)],
    ...(absent.length === 0 ? {} : { standIn: new Map(absent.map((id) => [listKey.consulted(id), id])) }),
  },
  { group: 'owed', lists: [listKey.owed(person.id)] },
  { group: 'shift', lists: [listKey.shift(person.id)] },
  { group: 'mine', lists: [listKey.mine(person.id)] },
  { group: 'promises', lists: [listKey.promises(person.id)] },
  { group: 'team', lists: person.teams.map(listKey.team) },
  { group: 'sent', lists: [listKey.sent(person.id)] },
  { group: 'followed', lists: [listKey.followed(person.id)] },
];

/** Why a case stands in a group that is about one duty alone. */
const DUTY: { readonly [G in QueueGroup['group']]?: string } = {
  promises: 'promise',
  owed: 'after-call',
  asked: 'consult',
  handed: 'accept',
};
/** A duty with a time of its own warns so long before. */
const WARN = 15 * MINUTE;

type Row = Pick<CaseRow, 'due' | 'caseId'>;
type DueTimes = ReadonlyMap<string, Ms>;

/**
 * The rows of a group, each with the time that made it stand there: of the promise, of the work after the call, of the question; in
 * every other group the clock of the case that comes next, unless a duty of this person is over since before. `late`: his duties
 * that are over, by case and clock; `places`: the times of the group's own list.
 */
export const duesInGroup = <R extends Row>(
  group: QueueGroup['group'],
  rows: readonly R[],
  places: DueTimes,
  late: ReadonlyMap<string, { readonly clock: string; readonly at: Ms }>,
): R[] => {
  const duty = DUTY[group];
  const dueOf = ({ caseId, due }: R): R['due'] => {
    const own = duty === undefined ? late.get(caseId) : { clock: duty, at: places.get(caseId) ?? due?.at ?? 0 };
    if (own === undefined || own.at === due?.at || (duty === undefined && due !== null && due.at < own.at)) return due;
    return { clock: own.clock, at: own.at, warnAt: own.at - WARN };
  };
  const timeOf = ({ caseId, due }: R): Ms => due?.at ?? places.get(caseId) ?? NEVER;
  return rows.map((row) => ({ ...row, due: dueOf(row) })).toSorted((a, b) => timeOf(a) - timeOf(b));
};

const NEVER = Number.MAX_SAFE_INTEGER;

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
