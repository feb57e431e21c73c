// Answers for one case: everything the middle of the screen shows, as the reader may see it.
import { ok } from './kernel/result.ts';
import { caseViewOf } from './views/case-view.ts';
import { markedOf, timelineOf, together } from './views/timeline.ts';
import type { CaseState } from './case/state.ts';
import type { LinkView, TimelineItem } from './views/shapes.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { closedVerbs } from './desk-closed.ts';
import { marked } from './desk-exact.ts';
import { pictureFor } from './desk-pictures.ts';
import { customerOf, logOf, named, notFound, stateFor, type CaseLog } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';

const EARLIER_SHOWN = 20;

export const caseCalls = (inside: DeskInside): Pick<Handlers, 'case.view'> => ({
  'case.view': (seat, { caseId }) => {
    const { store, engine } = inside;
    const state = stateFor(store, seat, caseId);
    const row = state === null ? null : store.row(caseId);
    if (state === null || row === null) return notFound({ case: caseId });
    engine.wantHistory?.(seat.lane, caseId);
    const log = logOf(store, caseId);
    const { history } = log;
    const others = state.customer === null ? [] : store.casesOfCustomer(seat.lane, state.customer, EARLIER_SHOWN + 1);
    const earlier = others
      .filter((other) => other.caseId !== caseId && stateFor(store, seat, other.caseId) !== null)
      .slice(0, EARLIER_SHOWN);
    const view = caseViewOf({
      state,
      row: marked(inside, seat.lane, [row])[0]!,
      history,
      timeline: together([timelineFor(inside, seat, caseId, log), ...mergedTimelines(inside, seat, state)]),
      customer: customerOf(store, seat.lane, state.customer),
      earlier: named(store, seat.lane, earlier),
      context: engine.context(seat.lane, state, seat.person),
      policyOf: (version) => engine.policyOf(seat.lane, version),
      picture: pictureFor(inside, seat, state),
      linked: (other) => linkedCase(inside, seat, other),
    });
    const shown = inside.readOnly === true ? { ...view, can: closedVerbs(view.can) } : view;
    return ok(store.missing(caseId) === 0 ? shown : { ...shown, historyComing: true });
  },
});

const timelineFor = ({ store }: DeskInside, seat: Seat, caseId: string, log: CaseLog): readonly TimelineItem[] => {
  const refused = store.refusedOf(caseId).map(({ outgoing, refusal, at }) => ({ command: outgoing.command, refusal, at }));
  const { confirmed, pending, history } = log;
  return timelineOf({ confirmed, pending, refused, bodyOf: history.bodyOf, people: seat.policy.people, reader: seat.person.id });
};

/** Of cases that were merged into this one, and into those: each once, whatever their links say. */
const mergedTimelines = (inside: DeskInside, seat: Seat, state: CaseState): readonly (readonly TimelineItem[])[] => {
  const seen = new Set([state.id]);
  const follow = ({ links = [] }: CaseState): readonly (readonly TimelineItem[])[] =>
    links
      .filter(({ relation }) => relation === 'absorbed')
      .flatMap(({ other }) => {
        const merged = seen.has(other) ? null : stateFor(inside.store, seat, other);
        if (merged === null) return [];
        seen.add(other);
        const items = timelineFor(inside, seat, other, logOf(inside.store, other));
        return [markedOf(items, { caseId: other, number: merged.number }), ...follow(merged)];
      });
  return follow(state);
};

const linkedCase = (inside: DeskInside, seat: Seat, caseId: string): Pick<LinkView, 'number' | 'title' | 'phase'> | null => {
  const row = stateFor(inside.store, seat, caseId) === null ? null : inside.store.row(caseId);
  return row === null ? null : { number: row.number, title: row.title, phase: row.phase };
};
