// Answers what waits for somebody who decides: requests, handovers, break-glass decisions to look at, customers with many small credits.
import { deputyOf, isAbsent } from './policy/absence.ts';
import { approvalRowsOf } from './views/approvals.ts';
import { reviewsOf } from './views/decisions.ts';
import { listKey } from './views/lists.ts';
import type { ApprovalRow, CaseRow, InboxRow, ReviewRow } from './views/shapes.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { pictureFor, picturesFor } from './desk-pictures.ts';
import { marked } from './desk-exact.ts';
import { customerOf, logOf, mergedCases, rowsOf, stateFor, totalOf } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';
import { cardUnderWay } from './desk-under-way.ts';

export const leadCalls = (inside: DeskInside): Pick<Handlers, 'lead.inbox'> => ({
  'lead.inbox': (seat, { limit }) => {
    const { store } = inside;
    const own = teamsOf(seat);
    const lent = lentTeams(inside, seat);
    const inboxes = [...seat.person.teams.map(listKey.inbox), listKey.addressed(seat.person.id)];
    const asked = [...[...new Set([...own, ...lent])].map(listKey.approvals), listKey.deputy(seat.person.id)];
    const reviewed = own.map(listKey.reviews);
    const cases = (lists: readonly string[]): readonly string[] => mergedCases(store, seat.lane, lists, limit);
    const requested = cases(asked);
    const approvals = requested.flatMap((caseId) => requestsOf(inside, seat, { caseId, own, lent }));
    const reviews = cases(reviewed).flatMap((caseId) => reviewRows(inside, seat, { caseId, own }));
    return {
      // Somebody is on the line: those first, then by the time left.
      approvals: approvals
        .toSorted((a, b) => Number(b.customerWaiting) - Number(a.customerWaiting) || a.decideBy - b.decideBy)
        .slice(0, limit),
      handovers: rowsOf(store, cases(inboxes)).flatMap((row) => inboxRow(inside, seat, row)),
      reviews: reviews.toSorted((a, b) => (a.decision.review?.by ?? 0) - (b.decision.review?.by ?? 0)).slice(0, limit),
      ...(reviews.length === 0 ? {} : { causes: causesOf(reviews) }),
      pictures: [...picturesFor(inside, seat, limit)],
      // A request stands in two lists where a deputy is asked by name; only a longer list than is shown must be counted from the lists.
      total:
        totalOf(store, seat.lane, [...inboxes, ...reviewed]) +
        (requested.length < limit ? approvals.length : totalOf(store, seat.lane, asked)),
    };
  },
});

/** An emergency names no flag. */
const causesOf = (reviews: readonly ReviewRow[]): Record<string, number> => {
  const causes = reviews.map(({ decision }) => decision.review?.cause ?? 'break-glass');
  return Object.fromEntries([...new Set(causes)].map((cause) => [cause, causes.filter((each) => each === cause).length]));
};

type Looked = { readonly caseId: string; readonly own: readonly string[]; readonly lent: readonly string[] };

/** Whoever leads a team belongs to it. */
export const teamsOf = ({ person, policy }: Seat): readonly string[] => [
  ...new Set([...person.teams, ...policy.pack.teams.filter(({ lead }) => lead === person.id).map(({ id }) => id)]),
];

/** Teams of the absent people for whom this person decides now, be it only some types of decisions. */
const lentTeams = ({ store, clock }: DeskInside, { lane, person, policy }: Seat): readonly string[] => {
  const book = store.absences(lane).filter((row) => isAbsent(row, clock()));
  const away = [...new Set(book.map((row) => row.person))];
  const principals = away.filter((id) =>
    [...policy.decisions.keys()].some((type) => deputyOf(book, id, type, clock())?.person === person.id),
  );
  return policy.pack.teams
    .filter(({ id, lead }) =>
      principals.some((principal) => lead === principal || policy.people.get(principal)?.teams.includes(id) === true),
    )
    .map(({ id }) => id);
};

/** Open requests of a case that are asked of this person, of a team of his, or of somebody he may answer for. */
const requestsOf = (inside: DeskInside, seat: Seat, { caseId, own, lent }: Looked): readonly ApprovalRow[] => {
  const { store, engine } = inside;
  const state = stateFor(store, seat, caseId);
  if (state === null) return [];
  const title = store.row(caseId)?.title ?? '';
  const customer = customerOf(store, seat.lane, state.customer)?.name ?? state.customer;
  const context = engine.context(seat.lane, state, seat.person);
  const picture = pictureFor(inside, seat, state);
  return approvalRowsOf({ state, history: logOf(store, caseId).history, title, customer, context, picture }).filter(
    ({ outcome, to, mayAnswer }) =>
      outcome === 'open' && (to.person === seat.person.id || own.includes(to.team) || (lent.includes(to.team) && mayAnswer === null)),
  );
};

export const reviewRows = (
  { store, engine }: DeskInside,
  seat: Seat,
  { caseId, own }: Pick<Looked, 'caseId' | 'own'>,
): readonly ReviewRow[] => {
  const state = stateFor(store, seat, caseId);
  if (state === null) return [];
  const title = store.row(caseId)?.title ?? '';
  const customer = customerOf(store, seat.lane, state.customer)?.name ?? state.customer;
  const context = engine.context(seat.lane, state, seat.person);
  const policyOf = (version: string) => engine.policyOf(seat.lane, version);
  return reviewsOf({ state, history: logOf(store, caseId).history, context, policyOf }, title, customer).filter(
    ({ decision }) => decision.review !== null && own.includes(decision.review.team),
  );
};

/** A handover in flight as its receiver reads it; none where it lies with nobody any more. */
export const inboxRow = (inside: Pick<DeskInside, 'store' | 'engine'>, seat: Seat, row: CaseRow): readonly InboxRow[] => {
  const { store } = inside;
  const state = stateFor(store, seat, row.caseId);
  const card = state === null ? null : cardUnderWay(store, seat, state);
  return card === null ? [] : [{ row: marked(inside, seat.lane, [row])[0]!, card }];
};
