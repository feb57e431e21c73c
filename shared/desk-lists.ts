// Answers the lists: the person's own queue in groups, and what a search finds.
import { readCaseNumber } from './kernel/case-number.ts';
import { queueLists } from './views/queue.ts';
import { readsAll } from './views/reading.ts';
import type { CaseState } from './case/state.ts';
import type { CaseRow, QueueGroup } from './views/shapes.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { marked } from './desk-exact.ts';
import { mergedCases, rowsOf, stateFor, totalOf } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';

// A word many unreadable cases share must not hide the readable ones, but neither may a search walk the whole store.
const SEARCH_DEPTH = 4;

export const listCalls = (inside: DeskInside): Pick<Handlers, 'queue.list' | 'search'> => {
  const { store } = inside;
  const rowsOfGroup = (group: QueueGroup['group'], seat: Seat, lists: readonly string[], limit: number): CaseRow[] => {
    const rows = marked(inside, seat.lane, rowsOf(store, mergedCases(store, seat.lane, lists, limit)));
    return group === 'back' ? rows.map((row) => withNews(stateFor(store, seat, row.caseId), row, seat.person.id)) : rows;
  };
  return {
    'queue.list': (seat, { limit }) =>
      queueLists(seat.person).map(({ group, lists }) => ({
        group,
        total: totalOf(store, seat.lane, lists),
        rows: rowsOfGroup(group, seat, lists, limit),
      })),

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

/** What came back says why: the reader's own news, the newest first. Only few cases come back, so their states are read. */
const withNews = (state: CaseState | null, row: CaseRow, person: string): CaseRow => {
  const told = (state?.news ?? []).filter(({ to }) => to === person).toSorted((a, b) => b.at - a.at);
  return told.length === 0 ? row : { ...row, told: [...new Set(told.map(({ kind }) => kind))] };
};
