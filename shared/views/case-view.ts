// Puts one case together for the middle of the screen: row, history, clocks, promises, approvals, decisions, and what may be done.
import { explainClocks } from '../case/clocks.ts';
import type { Context } from '../case/context.ts';
import type { CaseState, CheckOut, ConsultState } from '../case/state.ts';
import { standsInFor } from '../policy/absence.ts';
import type { Policy } from '../policy/policy.ts';
import { approvalRowsOf } from './approvals.ts';
import { canOf, probe } from './can.ts';
import { decisionsOf } from './decisions.ts';
import { guidanceOf, identityOf, moodOf } from './guide.ts';
import { ratingFor } from './quality.ts';
import { eventsOfType, promiseContact, promiseWords, textIn, type History } from './history.ts';
import { shownCard } from './shown-card.ts';
import type { CaseRow, CaseView, ConsultView, Customer, LinkView, NewsView, Picture, PromiseView, TimelineItem } from './shapes.ts';

export type CaseViewParts = {
  readonly state: CaseState;
  readonly row: CaseRow;
  readonly history: History;
  readonly timeline: readonly TimelineItem[];
  readonly customer: Customer | null;
  /** Other cases of the same customer, newest first. */
  readonly earlier: readonly CaseRow[];
  /** Of the reader, now. */
  readonly context: Context;
  /** An older pack of the principal, for sentences of decisions made under it; null when it is not kept here. */
  readonly policyOf: (version: string) => Policy | null;
  /** What the customer was granted before; null when nothing. */
  readonly picture: Picture | null;
  /** Another case as this reader may see it; null where he may not. */
  readonly linked: (caseId: string) => Pick<LinkView, 'number' | 'title' | 'phase'> | null;
};

const checkOutOf = ({ person, at, until, body }: CheckOut, { bodyOf }: History): CaseView['checkOut'] => ({
  by: person,
  at,
  until,
  place: textIn(bodyOf(body), 'place') || null,
});

export const caseViewOf = (parts: CaseViewParts): CaseView => {
  const { state, row, history, context, customer } = parts;
  const shownHandover = state.flight?.handover ?? state.errands.at(-1)?.handover ?? null;
  const errand = state.errands.at(-1) ?? null;
  const approvals = approvalRowsOf({ state, history, title: row.title, customer: row.customer, context, picture: parts.picture });
  const rating = ratingFor(history, context.actor, context.policy);
  return {
    row,
    lane: state.lane,
    channel: state.channel,
    urgency: state.urgency,
    impact: state.impact,
    markers: [...state.markers],
    reopened: state.reopened,
    informedAt: state.informedAt,
    customer,
    earlier: [...parts.earlier],
    timeline: [...parts.timeline],
    clocks: clocksFor(parts),
    promises: promisesOf(state, history),
    approvals: [...approvals],
    decisions: [...decisionsOf(parts)],
    handover: shownHandover === null ? null : shownCard(state, history, shownHandover, context.policy),
    errand: errand === null ? null : { handover: errand.handover, kind: errand.kind, from: errand.from },
    consults: consultsOf(state, history, context),
    links: linksOf(parts),
    news: newsOf(state, history, context.actor.id),
    ...(state.checkedOut === undefined ? {} : { checkOut: checkOutOf(state.checkedOut, history) }),
    ...guidanceShownOf(history),
    formerTeams: [...new Set(state.teams)].filter((team) => team !== state.holder.team),
    ...(rating === null ? {} : { rating }),
    can: canOf(state, context),
  };
};

const guidanceShownOf = (history: History): Pick<CaseView, 'guidance' | 'mood' | 'identity'> => {
  const [guidance, mood, identity] = [guidanceOf(history), moodOf(history), identityOf(history)];
  return {
    ...(guidance.length === 0 ? {} : { guidance: [...guidance] }),
    ...(mood === null ? {} : { mood }),
    ...(identity === null ? {} : { identity }),
  };
};

const clocksFor = ({ state, history, context }: CaseViewParts): CaseView['clocks'] =>
  explainClocks(state, history.events, context.policy, context.now).map((clock) => ({
    ...clock,
    warnings: [...clock.warnings],
    events: [...clock.events],
  }));

const promisesOf = ({ promises }: CaseState, history: History): PromiseView[] =>
  promises.map(({ promise, due, by, callback, madeAt, outcome, window = null, attempts = [], reachedAt = null, offered = null }) => ({
    promise,
    what: promiseWords(history, promise),
    due,
    by,
    callback,
    madeAt,
    outcome,
    ...promiseContact(history, promise),
    window,
    attempts: [...attempts],
    reachedAt,
    offered,
  }));

const consultsOf = (state: CaseState, history: History, context: Context): ConsultView[] => {
  const { actor, absences, now } = context;
  const absent = new Set(standsInFor(absences, actor.id, now));
  const asked = eventsOfType(history, 'consult-asked');
  const answers = eventsOfType(history, 'consult-answered');
  const words = (body: string | null | undefined): string | null => textIn(history.bodyOf(body ?? null), 'text');
  const isForReader = ({ to, askedBy, outcome, consult }: ConsultState): boolean =>
    to.person !== null &&
    outcome === 'open' &&
    ![to.person, askedBy].includes(actor.id) &&
    !absent.has(to.person) &&
    probe('answer-consult', state, context, { consult }) === null;
  return (state.consults ?? []).map(({ answeredBy = null, answeredAt = null, to, ...row }) => ({
    ...row,
    to: { team: to.team, person: to.person },
    answeredBy,
    answeredAt,
    question: words(asked.find(({ data }) => data.consult === row.consult)?.body),
    answer: words(answers.find(({ data }) => data.consult === row.consult)?.body),
    ...(to.person !== null && absent.has(to.person) ? { standsIn: true as const } : {}),
    ...(isForReader({ ...row, to }) ? { inHisPlace: true as const } : {}),
  }));
};

const UNSEEN = { number: null, title: null, phase: null } as const;

const linksOf = ({ state: { links = [] }, linked }: CaseViewParts): LinkView[] =>
  links.map(({ other, relation, at }) => ({ other, relation, at, ...(linked(other) ?? UNSEEN) }));

/** Newest first; who caused it stands in the event of the same id. */
const newsOf = ({ news = [] }: CaseState, { events }: History, reader: string): NewsView[] =>
  news
    .filter(({ to }) => to === reader)
    .map(({ news: id, kind, at, about }) => ({
      news: id,
      kind,
      at,
      about,
      by: events.find((event) => event.id === id)?.by.person ?? null,
    }))
    .toReversed();
