// Puts one case together for the middle of the screen: row, history, clocks, promises, approvals, decisions, and what may be done.
import { explainClocks } from '../case/clocks.ts';
import type { Context } from '../case/context.ts';
import type { CaseState } from '../case/state.ts';
import { authoritySentence } from '../policy/sentence.ts';
import type { Policy } from '../policy/policy.ts';
import { approvalRowsOf } from './approvals.ts';
import { canOf } from './can.ts';
import { handoverCardOf } from './handover-card.ts';
import { eventsOfType, promiseWords, type History } from './history.ts';
import { asJson } from './timeline.ts';
import type { CaseRow, CaseView, Customer, DecisionView, PromiseView, TimelineItem } from './shapes.ts';

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
};

export const caseViewOf = (parts: CaseViewParts): CaseView => {
  const { state, row, history, context, customer } = parts;
  const shownHandover = state.flight?.handover ?? state.errands.at(-1)?.handover ?? null;
  const errand = state.errands.at(-1) ?? null;
  const approvals = approvalRowsOf({ state, history, title: row.title, customer: row.customer, context });
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
    approvals: approvals.map(({ to: _to, ...approval }) => approval),
    decisions: decisionsOf(parts),
    handover: shownHandover === null ? null : handoverCardOf(history, shownHandover, context.policy),
    errand: errand === null ? null : { handover: errand.handover, kind: errand.kind, from: errand.from },
    can: canOf(state, context),
  };
};

const clocksFor = ({ state, history, context }: CaseViewParts): CaseView['clocks'] =>
  explainClocks(state, history.events, context.policy, context.now).map((clock) => ({ ...clock, events: [...clock.events] }));

const promisesOf = ({ promises }: CaseState, history: History): PromiseView[] =>
  promises.map(({ promise, due, by, callback, madeAt, outcome }) => ({
    promise,
    what: promiseWords(history, promise),
    due,
    by,
    callback,
    madeAt,
    outcome,
  }));

/** Each decision with the rule under which it was allowed, in the words of the pack that was in force. */
const decisionsOf = ({ history, context, policyOf }: CaseViewParts): DecisionView[] => {
  const given = eventsOfType(history, 'approval-given');
  return eventsOfType(history, 'decision-made').map(({ at, by, data }) => {
    const approval = given.find(({ data: answer }) => answer.decision === data.decision);
    const asker = eventsOfType(history, 'approval-asked').find(({ data: asked }) => asked.approval === data.approval)?.by.person;
    const policy = policyOf(data.why.pack) ?? context.policy;
    const { why } = data;
    return {
      decision: data.decision,
      decisionType: data.decisionType,
      ledger: data.ledger,
      unit: data.unit,
      amount: data.amount,
      currency: data.currency,
      by: asker ?? by.person,
      at,
      standing: data.standing,
      approvedBy: approval === undefined ? null : approval.by.person,
      why: { ...why, caps: [...why.caps], balances: why.balances.map(asJson) },
      sentence: authoritySentence(policy, questionOf(data.decisionType, data.amount, data.evidence, why), why),
    };
  });
};

const questionOf = (
  decisionType: string,
  amount: number,
  evidence: boolean,
  { tier, balances }: Parameters<typeof authoritySentence>[2],
): Parameters<typeof authoritySentence>[1] => ({ decisionType, amount, tier, evidence, bill: null, balances });
