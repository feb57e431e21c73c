// Answers the lists: the person's own queue in groups, and what a search finds.
import { readCaseNumber } from './kernel/case-number.ts';
import type { Ms } from './kernel/time.ts';
import { standsInFor } from './policy/absence.ts';
import { listKey, type ListRow } from './views/lists.ts';
import { duesInGroup, mergePlaces, queueLists } from './views/queue.ts';
import { readsAll } from './views/reading.ts';
import type { CaseState } from './case/state.ts';
import type { CaseRow, QueueGroup } from './views/shapes.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { marked } from './desk-exact.ts';
import { rowsOf, stateFor, totalOf } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';

// A word many unreadable cases share must not hide the readable ones, but neither may a search walk the whole store.
const SEARCH_DEPTH = 4;
const LATE_DEPTH = 500;

export const listCalls = (inside: DeskInside): Pick<Handlers, 'queue.list' | 'search'> => {
  const { store } = inside;
  const rowsOfGroup = (
    group: QueueGroup['group'],
    seat: Seat,
    places: readonly (readonly ListRow[])[],
    limit: number,
    late: Late,
  ): CaseRow[] => {
    const times = new Map(
      places
        .flat()
        .toSorted((a, b) => b.due - a.due)
        .map(({ caseId, due }) => [caseId, due]),
    );
    const found = marked(inside, seat.lane, rowsOf(store, mergePlaces(places, limit)));
    const rows = duesInGroup(group, found, times, late);
    return group === 'back' ? rows.map((row) => withNews(stateFor(store, seat, row.caseId), row, seat.person.id)) : rows;
  };
  return {
    'queue.list': (seat, { limit }) => {
      const late = lateOf(inside, seat);
      return queueLists(seat.person, absentOf(inside, seat)).map(({ group, lists, standIn }) => {
        const places = lists.map((list) => store.places(seat.lane, list, limit));
        const total = totalOf(store, seat.lane, lists);
        if (group === 'handed') return { group, ...handedTo(inside, seat, total, rowsOfGroup(group, seat, places, limit, late)) };
        if (standIn === undefined) return { group, total, rows: rowsOfGroup(group, seat, places, limit, late) };
        const lent = standIns(inside, seat, standIn, new Set(places.flat().map(({ caseId }) => caseId)), limit);
        const rows = rowsOfGroup(group, seat, [...places, lent.places], limit, late);
        return { group, total: total + lent.places.length, rows: rows.map((row) => withAbsent(row, lent.of.get(row.caseId))) };
      });
    },

    search: (seat, { text, limit }) => {
      const number = readCaseNumber(seat.policy.pack.principal.prefix, text);
      const exact = number.ok ? store.caseByNumber(seat.lane, number.value) : null;
      const all = readsAll(seat.person, seat.policy);
      const found = store.search(seat.lane, text, all ? limit : limit * SEARCH_DEPTH);
      const ids = [...new Set([...(exact === null ? [] : [exact]), ...found])];
      const rows = ids
        .filter((caseId) => all || stateFor(store, seat, caseId) !== null)
        .slice(0, limit)
        .flatMap((caseId) => store.row(caseId) ?? []);
      return marked(inside, seat.lane, rows);
    },
  };
};

type Late = ReadonlyMap<string, { readonly clock: string; readonly at: Ms }>;

/** Duties of this person that are over, the oldest of each case; of more than anybody can catch up with in a day only the oldest. */
const lateOf = ({ store, clock }: Pick<DeskInside, 'store' | 'clock'>, { lane, person }: Seat): Late => {
  const now = clock();
  const of = (name: string, list: string) =>
    store.places(lane, list, LATE_DEPTH).flatMap(({ caseId, due }) => (due <= now ? [{ caseId, clock: name, at: due }] : []));
  const duties = [...of('promise', listKey.promises(person.id)), ...of('after-call', listKey.owed(person.id))];
  return new Map(duties.toSorted((a, b) => b.at - a.at).map((duty) => [duty.caseId, duty]));
};

/** What came back says why: the reader's own news, the newest first. Only few cases come back, so their states are read. */
const withNews = (state: CaseState | null, row: CaseRow, person: string): CaseRow => {
  const told = (state?.news ?? []).filter(({ to }) => to === person).toSorted((a, b) => b.at - a.at);
  return told.length === 0 ? row : { ...row, told: [...new Set(told.map(({ kind }) => kind))] };
};

const absentOf = ({ store, clock }: Pick<DeskInside, 'store' | 'clock'>, { lane, person }: Seat): readonly string[] =>
  standsInFor(store.absences(lane), person.id, clock());

const withAbsent = (row: CaseRow, absent: string | undefined): CaseRow => (absent === undefined ? row : { ...row, standsIn: absent });

type StandIns = { readonly places: readonly ListRow[]; readonly of: ReadonlyMap<string, string> };

/** Open questions to absent people, each case once and none that the reader finds for himself; what he asked himself he does not answer. */
const standIns = (
  { store }: Pick<DeskInside, 'store'>,
  seat: Seat,
  lists: ReadonlyMap<string, string>,
  own: ReadonlySet<string>,
  limit: number,
): StandIns => {
  const isFor = (caseId: string, absent: string): boolean =>
    (stateFor(store, seat, caseId)?.consults ?? []).some(
      ({ outcome, to, askedBy }) => outcome === 'open' && to.person === absent && askedBy !== seat.person.id,
    );
  const of = new Map<string, string>();
  const places = [...lists].flatMap(([list, absent]) =>
    store.places(seat.lane, list, limit).filter(({ caseId }) => {
      if (own.has(caseId) || of.has(caseId) || !isFor(caseId, absent)) return false;
      of.set(caseId, absent);
      return true;
    }),
  );
  return { places, of };
};

/**
 * What is on its way to an agent or his team: not what he sent himself, nor a shift, which is received as a whole. Only few handovers
 * are under way at once, so their states are read.
 */
const handedTo = (
  { store }: Pick<DeskInside, 'store'>,
  seat: Seat,
  total: number,
  rows: readonly CaseRow[],
): Pick<QueueGroup, 'total' | 'rows'> => {
  const kept = rows.flatMap((row) => {
    const flight = stateFor(store, seat, row.caseId)?.flight ?? null;
    if (flight === null || flight.from.person === seat.person.id || (flight.shift ?? null) !== null) return [];
    return [withAbsent(row, flight.to.person === seat.person.id ? (flight.to.for ?? undefined) : undefined)];
  });
  return { total: total - (rows.length - kept.length), rows: kept };
};
