// Answers what went wrong in the teams of a lead: what his people sent and was refused, and the decisions the hub flagged.
import { mayReadRefused } from './case/between-two.ts';
import { leadsPerson } from './views/figures.ts';
import type { TroubleRow } from './views/floor-shapes.ts';
import { listKey } from './views/lists.ts';
import type { Refused } from './store/desk-store.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { reviewRows, teamsOf } from './desk-lead.ts';
import { mergedCases, stateFor } from './desk-reading.ts';
import { refusedRowOf } from './desk-refused.ts';
import type { Seat } from './desk-session.ts';

export const troubleCalls = (inside: DeskInside): Pick<Handlers, 'team.trouble'> => ({
  'team.trouble': (seat, { limit }) => {
    const { store, clock } = inside;
    const own = teamsOf(seat);
    const refused = store
      .refused(seat.lane, null)
      .filter(
        ({ outgoing: { command } }) => leadsPerson(seat.policy, seat.person, command.actor) && mayReadRefused(seat.person.id, command),
      )
      .toSorted((a, b) => b.at - a.at);
    const flagged = mergedCases(store, seat.lane, own.map(listKey.reviews), limit)
      .flatMap((caseId) => reviewRows(inside, seat, { caseId, own }))
      .filter(({ decision }) => decision.review?.cause !== undefined)
      .toSorted((a, b) => (a.decision.review?.by ?? clock()) - (b.decision.review?.by ?? clock()));
    return {
      refused: refused.slice(0, limit).map((row) => troubleRow(inside, seat, row)),
      flagged: flagged.slice(0, limit),
      total: refused.length + flagged.length,
    };
  },
});

const troubleRow = ({ store }: DeskInside, seat: Seat, refused: Refused): TroubleRow => {
  const { command, caseId, number, title, type, at, refusal } = refusedRowOf(store, refused);
  const author = refused.outgoing.command.actor;
  const isThere = stateFor(store, seat, caseId) !== null;
  // A refused opening is told by its own words; a case that is not the reader's by nothing.
  const words = isThere || store.row(caseId) === null ? { number, title } : { number: '', title: '' };
  return { command, caseId, ...words, type, at, refusal, author, isThere };
};
