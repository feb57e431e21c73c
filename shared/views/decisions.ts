// Builds what is shown of a decision, above all why it was allowed: every cap as it stood, in the words of the pack then in force.
import type { Context } from '../case/context.ts';
import type { EventOf } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { AuthorityReason } from '../policy/authority-types.ts';
import type { Policy } from '../policy/policy.ts';
import { authoritySentence } from '../policy/sentence.ts';
import { probe } from './can.ts';
import { eventsOfType, textIn, type History } from './history.ts';
import type { AuthorityView, DecisionView, ReviewRow } from './shapes.ts';

export type DecisionParts = {
  readonly state: CaseState;
  readonly history: History;
  /** Of the reader, now. */
  readonly context: Context;
  /** An older pack of the principal, for the words of decisions made under it; null when it is not kept here. */
  readonly policyOf: (version: string) => Policy | null;
};

/** Every decision of the case, oldest first. */
export const decisionsOf = (parts: DecisionParts): readonly DecisionView[] =>
  eventsOfType(parts.history, 'decision-made')
    .filter(({ data }) => parts.state.takenBack?.some(({ decision }) => decision === data.decision) !== true)
    .map((event) => decisionViewOf(parts, event));

const decisionViewOf = ({ state, history, context, policyOf }: DecisionParts, event: EventOf<'decision-made'>): DecisionView => {
  const { at, by, data } = event;
  const asked = eventsOfType(history, 'approval-asked').find(({ data: request }) => request.approval === data.approval);
  const review = state.decisions.find(({ decision }) => decision === data.decision)?.review ?? null;
  return {
    decision: data.decision,
    decisionType: data.decisionType,
    ledger: data.ledger,
    unit: data.unit,
    amount: data.amount,
    currency: data.currency,
    by: asked?.by.person ?? by.person,
    at,
    standing: data.standing,
    approvedBy: data.approval === null ? null : (data.phone?.lead ?? by.person),
    ...(data.phone === undefined ? {} : { phone: data.phone }),
    agreedBy: data.why.caps.some(({ rule, ok }) => rule === 'four-eyes' && ok) ? firstOfTwo(history, event) : null,
    actingFor: data.actingFor?.person ?? null,
    reason: data.reason,
    evidence: [...data.evidence],
    terms: data.terms ?? null,
    toldAt: data.toldAt ?? null,
    review: review === null ? null : shownReview(review),
    why: shownReason(data.why),
    sentence: authoritySentence(policyOf(data.why.pack) ?? context.policy, data, data.why),
  };
};

const shownReview = ({ others, budgets, ...review }: NonNullable<CaseState['decisions'][number]['review']>): DecisionView['review'] => ({
  ...review,
  ...(others === undefined ? {} : { others: [...others] }),
  ...(budgets === undefined ? {} : { budgets: [...budgets] }),
});

/** Whoever agreed before the one who granted; with nobody in between it was the one who asked. */
const firstOfTwo = (history: History, { by, data }: EventOf<'decision-made'>): string | null => {
  const ofRequest = <Event extends { readonly data: { readonly approval: string } }>(event: Event): boolean =>
    event.data.approval === data.approval;
  const agreed = eventsOfType(history, 'approval-seconded').filter((event) => ofRequest(event) && event.data.amount === data.amount);
  return (
    agreed.findLast((event) => event.by.person !== by.person)?.by.person ??
    eventsOfType(history, 'approval-asked').find(ofRequest)?.by.person ??
    null
  );
};

/** Break-glass decisions of the case that nobody has looked at yet. */
export const reviewsOf = (parts: DecisionParts, title: string, customer: string | null): readonly ReviewRow[] => {
  const { state, history, context } = parts;
  const waiting = state.decisions.filter(({ review }) => review !== null && review.outcome === null).map(({ decision }) => decision);
  return eventsOfType(history, 'decision-made')
    .filter(({ data }) => waiting.includes(data.decision))
    .map((event) => ({
      caseId: state.id,
      number: state.number,
      title,
      customer,
      decision: decisionViewOf(parts, event),
      text: textIn(history.bodyOf(event.body), 'text'),
      mayReview: probe('review-decision', state, context, { decision: event.data.decision, outcome: 'upheld' }),
    }));
};

/** A judgement as it goes over the wire. */
export const shownReason = (why: AuthorityReason): AuthorityView['reason'] => ({
  ...why,
  caps: [...why.caps],
  papers: [...why.papers],
});
