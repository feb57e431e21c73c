// Answers what waits for somebody who decides: requests, handovers, break-glass decisions to look at, customers with many small credits.
import { approvalRowsOf } from './views/approvals.ts';
import { reviewsOf } from './views/decisions.ts';
import { handoverCardOf } from './views/handover-card.ts';
import { listKey } from './views/lists.ts';
import type { ApprovalRow, CaseRow, InboxRow, ReviewRow } from './views/shapes.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { pictureFor, picturesFor } from './desk-pictures.ts';
import { customerOf, logOf, mergedCases, named, rowsOf, stateFor, totalOf } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';

export const leadCalls = (inside: DeskInside): Pick<Handlers, 'lead.inbox'> => ({
  'lead.inbox': (seat, { limit }) => {
    const { store } = inside;
    const { teams, id } = seat.person;
    const inboxes = teams.map(listKey.inbox);
    const asked = [...teams.map(listKey.approvals), listKey.deputy(id)];
    const reviewed = teams.map(listKey.reviews);
    const cases = (lists: readonly string[]): readonly string[] => mergedCases(store, seat.lane, lists, limit);
    return {
      approvals: cases(asked)
        .flatMap((caseId) => requestsOf(inside, seat, caseId))
        // Somebody is on the line: those first, then by the time left.
        .sort((a, b) => Number(b.customerWaiting) - Number(a.customerWaiting) || a.decideBy - b.decideBy)
        .slice(0, limit),
      handovers: rowsOf(store, cases(inboxes)).flatMap((row) => inboxRow(inside, seat, row)),
      reviews: cases(reviewed)
        .flatMap((caseId) => reviewRows(inside, seat, caseId))
        .sort((a, b) => (a.decision.review?.by ?? 0) - (b.decision.review?.by ?? 0))
        .slice(0, limit),
      pictures: [...picturesFor(inside, seat, limit)],
      total: totalOf(store, seat.lane, [...inboxes, ...asked, ...reviewed]),
    };
  },
});

/** Open requests of a case that are asked of this person or of a team of his. */
const requestsOf = (inside: DeskInside, seat: Seat, caseId: string): readonly ApprovalRow[] => {
  const { store, engine } = inside;
  const state = stateFor(store, seat, caseId);
  if (state === null) return [];
  const title = store.row(caseId)?.title ?? '';
  const customer = customerOf(store, seat.lane, state.customer)?.name ?? state.customer;
  const context = engine.context(seat.lane, state, seat.person);
  return approvalRowsOf({
    state,
    history: logOf(store, caseId).history,
    title,
    customer,
    context,
    picture: pictureFor(inside, seat, state),
  }).filter(({ outcome, to }) => outcome === 'open' && (to.person === seat.person.id || seat.person.teams.includes(to.team)));
};

const reviewRows = ({ store, engine }: DeskInside, seat: Seat, caseId: string): readonly ReviewRow[] => {
  const state = stateFor(store, seat, caseId);
  if (state === null) return [];
  const title = store.row(caseId)?.title ?? '';
  const customer = customerOf(store, seat.lane, state.customer)?.name ?? state.customer;
  const context = engine.context(seat.lane, state, seat.person);
  const policyOf = (version: string) => engine.policyOf(seat.lane, version);
  return reviewsOf({ state, history: logOf(store, caseId).history, context, policyOf }, title, customer).filter(
    ({ decision }) => decision.review !== null && seat.person.teams.includes(decision.review.team),
  );
};

const inboxRow = ({ store }: DeskInside, seat: Seat, row: CaseRow): readonly InboxRow[] => {
  const flight = stateFor(store, seat, row.caseId)?.flight;
  if (!flight) return [];
  const card = handoverCardOf(logOf(store, row.caseId).history, flight.handover, seat.policy);
  return card === null ? [] : [{ row: named(store, seat.lane, [row])[0]!, card }];
};
