// Answers for one case: everything the middle of the screen shows, as the reader may see it.
import { ok } from './kernel/result.ts';
import { caseViewOf } from './views/case-view.ts';
import { timelineOf } from './views/timeline.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { pictureFor } from './desk-pictures.ts';
import { customerOf, logOf, named, notFound, stateFor } from './desk-reading.ts';

const EARLIER_SHOWN = 20;

export const caseCalls = (inside: DeskInside): Pick<Handlers, 'case.view'> => ({
  'case.view': (seat, { caseId }) => {
    const { store, engine } = inside;
    const state = stateFor(store, seat, caseId);
    const row = state === null ? null : store.row(caseId);
    if (state === null || row === null) return notFound({ case: caseId });
    const { confirmed, pending, history } = logOf(store, caseId);
    const refused = store.refusedOf(caseId).map(({ outgoing, refusal, at }) => ({ command: outgoing.command, refusal, at }));
    const others = state.customer === null ? [] : store.casesOfCustomer(seat.lane, state.customer, EARLIER_SHOWN + 1);
    const earlier = others
      .filter((other) => other.caseId !== caseId && stateFor(store, seat, other.caseId) !== null)
      .slice(0, EARLIER_SHOWN);
    return ok(
      caseViewOf({
        state,
        row: named(store, seat.lane, [row])[0]!,
        history,
        timeline: timelineOf({ confirmed, pending, refused, bodyOf: history.bodyOf, people: seat.policy.people }),
        customer: customerOf(store, seat.lane, state.customer),
        earlier: named(store, seat.lane, earlier),
        context: engine.context(seat.lane, state, seat.person),
        policyOf: (version) => engine.policyOf(seat.lane, version),
        picture: pictureFor(inside, seat, state),
      }),
    );
  },
});
