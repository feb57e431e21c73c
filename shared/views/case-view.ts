// Puts one case together for the middle of the screen: row, history, clocks, promises, approvals, decisions, and what may be done.
import { explainClocks } from '../case/clocks.ts';
import type { Context } from '../case/context.ts';
import type { CaseState } from '../case/state.ts';
import type { Policy } from '../policy/policy.ts';
import { approvalRowsOf } from './approvals.ts';
import { canOf } from './can.ts';
import { handoverCardOf } from './handover-card.ts';
import { decisionsOf } from './decisions.ts';
import { promiseWords, type History } from './history.ts';
import type { CaseRow, CaseView, Customer, Picture, PromiseView, TimelineItem } from './shapes.ts';

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
};

export const caseViewOf = (parts: CaseViewParts): CaseView => {
  const { state, row, history, context, customer } = parts;
  const shownHandover = state.flight?.handover ?? state.errands.at(-1)?.handover ?? null;
  const errand = state.errands.at(-1) ?? null;
  const approvals = approvalRowsOf({ state, history, title: row.title, customer: row.customer, context, picture: parts.picture });
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
    handover: shownHandover === null ? null : handoverCardOf(history, shownHandover, context.policy),
    errand: errand === null ? null : { handover: errand.handover, kind: errand.kind, from: errand.from },
    consults: [],
    links: [],
    news: [],
    formerTeams: [...state.teams].filter((team) => team !== state.holder.team),
    can: canOf(state, context),
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
    who: null,
    phone: null,
    window,
    attempts: [...attempts],
    reachedAt,
    offered,
  }));
