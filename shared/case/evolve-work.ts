// Folds the everyday events: words, contacts, promises, decisions and approvals, waits, and the end of a case.
import { afterContact } from './callbacks.ts';
import type { EventData, EventType } from './events.ts';
import { closedSpan, endedWait, resolvedBefore, unoffered, type Fold } from './fold.ts';
import { spoken } from './last-contact.ts';
import type { ApprovalState, CaseState, DecisionState, PromiseState } from './state.ts';

type Work = Extract<
  EventType,
  | 'case-classified'
  | 'note-added'
  | 'contact-logged'
  | 'promise-made'
  | 'promise-settled'
  | 'case-taken'
  | 'decision-made'
  | 'approval-asked'
  | 'approval-seconded'
  | 'approval-given'
  | 'approval-declined'
  | 'approval-withdrawn'
  | 'approval-corrected'
  | 'approval-moved'
  | 'approval-expired'
  | 'decision-reviewed'
  | 'wait-started'
  | 'wait-ended'
  | 'case-resolved'
  | 'case-closed'
  | 'case-reopened'
>;

const changed = (state: CaseState, approval: string, change: (row: ApprovalState) => Partial<ApprovalState>): CaseState => ({
  ...state,
  approvals: state.approvals.map((row) => (row.approval === approval ? { ...row, ...change(row) } : row)),
});

const answered = (state: CaseState, approval: string, outcome: ApprovalState['outcome']): CaseState =>
  changed(state, approval, () => ({ outcome }));

/** Granted when its author had taken it back already: it was told to nobody, and counts for nothing. */
const undecided = (state: CaseState, decision: string): CaseState => {
  const draws = state.decisions.find((row) => row.decision === decision)?.draws ?? [];
  const decisions = state.decisions.filter((row) => row.decision !== decision);
  return { ...state, decisions, takenBack: [...(state.takenBack ?? []), { decision, draws }] };
};

type Settlement = EventData['promise-settled'];

/** A new time for the call: what was tried until the old one is done, and so is the window it was meant for. */
const agreedAnew = (
  { attempts: _attempts, reachedAt: _reachedAt, reachedBy: _reachedBy, ...row }: PromiseState,
  due: number,
  window: PromiseState['window'],
): PromiseState => ({ ...row, due, window: window ?? null });

const settled = (row: PromiseState, { outcome, newDue, window }: Settlement): PromiseState =>
  outcome === 're-agreed' && newDue !== null ? agreedAnew(row, newDue, window) : { ...unoffered(row), outcome };

export const WORK_FOLDS: { readonly [T in Work]: Fold<T> } = {
  'case-classified': (state, { data, body }) => ({
    ...state,
    category: data.category ?? state.category,
    urgency: data.urgency ?? state.urgency,
    impact: data.impact ?? state.impact,
    priority: data.priority ?? state.priority,
    markers: data.markers ?? state.markers,
    customer: data.customer ?? state.customer,
    // What was granted before anybody knew the customer is his; what was granted to another one stays with that one.
    decisions: state.decisions.map((row) => (row.customer === null ? { ...row, customer: data.customer ?? null } : row)),
    titleBody: body ?? state.titleBody,
  }),
  'note-added': (state) => state,
  'contact-logged': (state, event) => ({
    // An attempt that reached nobody does not quieten the clock of the next update.
    ...(event.data.direction === 'in' || event.data.reached ? spoken(state, event.at, event.data.call) : state),
    contacts: state.contacts + 1,
    informedAt: event.data.informed ? event.at : state.informedAt,
    promises: afterContact(state.promises, event),
  }),
  'promise-made': (state, { data, at }) => ({ ...state, promises: [...state.promises, { ...data, madeAt: at, outcome: 'open' }] }),
  'promise-settled': (state, { data }) => ({
    ...state,
    promises: state.promises.map((row) => (row.promise === data.promise ? settled(row, data) : row)),
  }),
  'case-taken': (state, { data, at }) => ({ ...state, holder: data.holder, heldSince: at, arrived: 'taken' }),
  'decision-made': (state, { data, at, by }) => {
    const { decision, decisionType, ledger, unit, amount, currency, customer, standing } = data;
    const made: DecisionState = {
      decision,
      decisionType,
      ledger,
      unit,
      amount,
      currency,
      customer,
      contract: data.contract ?? null,
      by: by.person,
      // Whose authority it was: a deputy's is that of the absent person.
      tier: data.why.tier,
      team: by.team,
      at,
      standing,
      ...(data.draws === undefined ? {} : { draws: data.draws }),
      ...(data.asProposed === undefined ? {} : { asProposed: data.asProposed }),
      review: data.review ? { ...data.review, outcome: null } : null,
      ...(data.phone === undefined ? {} : { phone: data.phone }),
    };
    // The question that came up with the newest errand is decided once its holder decides, or gets the approval he asked for.
    const asker = state.approvals.find(({ approval }) => approval === data.approval)?.askedBy ?? by.person;
    const errands = state.errands.map((errand, index) =>
      index === state.errands.length - 1 && asker === state.holder.person ? { ...errand, decided: true } : errand,
    );
    return { ...state, decisions: [...state.decisions, made], errands };
  },
  'approval-asked': (state, { data, at, by }) => {
    const { approval, decisionType, amount, currency, to, decideBy, expiresAt, customerWaiting, evidence, reason } = data;
    const asked: ApprovalState = {
      approval,
      decisionType,
      amount,
      currency,
      askedBy: by.person,
      askedAt: at,
      to,
      decideBy,
      expiresAt,
      since: at,
      seconded: null,
      steps: 0,
      corrected: 0,
      customerWaiting,
      evidence,
      reason,
      terms: data.terms ?? null,
      contract: data.contract ?? null,
      otherAccount: data.otherAccount ?? false,
      toldAt: data.toldAt ?? null,
      ...(data.proposed === undefined ? {} : { proposed: data.proposed }),
      outcome: 'open',
    };
    return { ...state, approvals: [...state.approvals, asked] };
  },
  'approval-seconded': (state, { data, at, by }) =>
    changed(state, data.approval, () => ({
      to: data.to,
      decideBy: data.decideBy,
      since: at,
      seconded: { person: by.person, authority: data.actingFor?.person ?? by.person, amount: data.amount },
    })),
  'approval-given': (state, { data }) => answered(state, data.approval, 'given'),
  'approval-declined': (state, { data }) => answered(state, data.approval, 'declined'),
  'approval-withdrawn': (state, { data }) =>
    data.undone === true ? undecided(state, data.approval) : answered(state, data.approval, 'withdrawn'),
  'approval-expired': (state, { data }) => answered(state, data.approval, 'expired'),
  'approval-corrected': (state, { data, at }) =>
    changed(state, data.approval, (row) => ({
      decisionType: data.decisionType,
      amount: data.amount,
      reason: data.reason,
      evidence: data.evidence,
      terms: data.terms ?? null,
      contract: data.contract ?? null,
      otherAccount: data.otherAccount ?? false,
      toldAt: data.toldAt ?? null,
      to: data.to,
      ...(data.decideBy === undefined ? {} : { decideBy: data.decideBy, since: at }),
      // Whoever agreed first agreed with something else.
      seconded: null,
      corrected: row.corrected + 1,
    })),
  'approval-moved': (state, { data, at }) =>
    changed(state, data.approval, () => ({ to: data.to, decideBy: data.decideBy, since: at, steps: data.step })),
  'decision-reviewed': (state, { data }) => ({
    ...state,
    decisions: state.decisions.map((row) =>
      row.decision === data.decision && row.review !== null ? { ...row, review: { ...row.review, outcome: data.outcome } } : row,
    ),
  }),
  'wait-started': (state, { data, at }) => ({ ...state, wait: { ...data, from: at, endedAt: null } }),
  'wait-ended': (state, { at }) => ({ ...state, ...endedWait(state, at) }),
  'case-resolved': (state, { data, at }) => ({ ...state, phase: 'resolved', resolvedAt: at, result: data.result }),
  'case-closed': (state, { data, at }) => ({
    ...state,
    phase: 'closed',
    resolvedAt: state.resolvedAt ?? at,
    closedAt: at,
    informedAt: data.informedAt,
    result: data.result,
    errands: [],
  }),
  // Its clocks go on, and whoever had seen how they ended has not seen how they go on.
  'case-reopened': ({ flagged: _flagged, seen: _seen, ...state }, { data, at }) => ({
    ...state,
    phase: 'open',
    holder: data.holder,
    heldSince: at,
    reopened: state.reopened + 1,
    reopenedAt: at,
    ...resolvedBefore(state),
    pauses: state.closedAt === null ? state.pauses : [...state.pauses, closedSpan(state.closedAt, at)],
    resolvedAt: null,
    closedAt: null,
    result: null,
    arrived: 'reopened',
  }),
};
