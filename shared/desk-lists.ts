// Answers the lists: the person's own queue in groups, what waits for a decision or acceptance, and what a search finds.
import { readCaseNumber } from './kernel/case-number.ts';
import { mergePlaces, queueLists } from './views/queue.ts';
import { listKey } from './views/lists.ts';
import { readsAll } from './views/reading.ts';
import { handoverCardOf } from './views/handover-card.ts';
import { approvalRowsOf } from './views/approvals.ts';
import type { CaseRow, InboxRow } from './views/shapes.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { customerOf, logOf, named, stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';

// A word many unreadable cases share must not hide the readable ones, but neither may a search walk the whole store.
const SEARCH_DEPTH = 4;

export const listCalls = (inside: DeskInside): Pick<Handlers, 'queue.list' | 'lead.inbox' | 'search'> => {
  const { store, engine } = inside;

  const merged = (seat: Seat, lists: readonly string[], limit: number): readonly string[] =>
    mergePlaces(
      lists.map((list) => store.places(seat.lane, list, limit)),
      limit,
    );
  const rowsOf = (cases: readonly string[]): readonly CaseRow[] => cases.flatMap((caseId) => store.row(caseId) ?? []);
  const total = (seat: Seat, lists: readonly string[]): number => lists.reduce((sum, list) => sum + store.listCount(seat.lane, list), 0);

  const inboxRow = (seat: Seat, row: CaseRow): InboxRow[] => {
    const flight = stateFor(store, seat, row.caseId)?.flight;
    if (!flight) return [];
    const card = handoverCardOf(logOf(store, row.caseId).history, flight.handover, seat.policy);
    return card === null ? [] : [{ row: named(store, seat.lane, [row])[0]!, card }];
  };

  return {
    'queue.list': (seat, { limit }) =>
      queueLists(seat.person).map(({ group, lists }) => ({
        group,
        total: total(seat, lists),
        rows: named(store, seat.lane, rowsOf(merged(seat, lists, limit))),
      })),

    'lead.inbox': (seat, { limit }) => {
      const inboxes = seat.person.teams.map(listKey.inbox);
      const asked = seat.person.teams.map(listKey.approvals);
      const approvals = merged(seat, asked, limit)
        .flatMap((caseId) => {
          const state = stateFor(store, seat, caseId);
          if (state === null) return [];
          const title = store.row(caseId)?.title ?? '';
          const customer = customerOf(store, seat.lane, state.customer)?.name ?? state.customer;
          const context = engine.context(seat.lane, state, seat.person);
          return approvalRowsOf({ state, history: logOf(store, caseId).history, title, customer, context });
        })
        .filter(({ outcome, to }) => outcome === 'open' && seat.person.teams.includes(to))
        .map(({ to: _to, ...row }) => row)
        // Somebody is on the line: those first, then by the time left.
        .sort((a, b) => Number(b.customerWaiting) - Number(a.customerWaiting) || a.decideBy - b.decideBy)
        .slice(0, limit);
      const handovers = rowsOf(merged(seat, inboxes, limit)).flatMap((row) => inboxRow(seat, row));
      return { approvals, handovers, total: total(seat, inboxes) + total(seat, asked) };
    },

    search: (seat, { text, limit }) => {
      const number = readCaseNumber(seat.policy.pack.principal.prefix, text);
      const exact = number.ok ? store.caseByNumber(seat.lane, number.value) : null;
      const all = readsAll(seat.person);
      const found = store.search(seat.lane, text, all ? limit : limit * SEARCH_DEPTH);
      const ids = [...new Set([...(exact === null ? [] : [exact]), ...found])];
      const rows = ids
        .filter((caseId) => all || stateFor(store, seat, caseId) !== null)
        .slice(0, limit)
        .flatMap((caseId) => store.row(caseId) ?? []);
      return named(store, seat.lane, rows);
    },
  };
};
