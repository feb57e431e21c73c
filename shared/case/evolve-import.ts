// Folds a row of another system: the case is as that system says, and what was told here stays beside it.
import type { EventData, EventOf } from './events.ts';
import { closedSpan, endedWait, resolvedBefore, sameHolder, withItem, type Fold } from './fold.ts';
import type { CaseState } from './state.ts';

type Imported = EventData['row-imported'];

const waiting = (state: CaseState, { wait }: Imported, at: number): Pick<CaseState, 'wait' | 'pauses'> => {
  if (wait === null) return endedWait(state, at);
  if (state.wait?.reason === wait.reason) return { wait: { ...state.wait, until: wait.until }, pauses: state.pauses };
  return { ...endedWait(state, at), wait: { ...wait, from: at, endedAt: null } };
};

const ended = (state: CaseState, data: Imported, at: number): Pick<CaseState, 'phase' | 'resolvedAt' | 'closedAt' | 'result'> => {
  if (data.state === 'open' || data.state === 'waiting') return { phase: 'open', resolvedAt: null, closedAt: null, result: null };
  const resolvedAt = state.resolvedAt ?? at;
  return data.state === 'resolved'
    ? { phase: 'resolved', resolvedAt, closedAt: null, result: data.result }
    : { phase: 'closed', resolvedAt, closedAt: state.closedAt ?? at, result: data.result };
};

const rowImported = (state: CaseState, { data, at, body }: EventOf<'row-imported'>): CaseState => {
  const moved = !sameHolder(data.holder, state.holder);
  const end = ended(state, data, at);
  const pause = waiting(state, data, at);
  const back = state.closedAt !== null && end.closedAt === null;
  return {
    ...state,
    ...pause,
    ...end,
    pauses: back ? [...pause.pauses, closedSpan(state.closedAt, at)] : pause.pauses,
    source: { ...data.source, team: data.team ?? state.source?.team ?? null, assignee: data.assignee },
    category: data.category,
    urgency: data.urgency,
    impact: data.impact,
    priority: data.priority,
    holder: data.holder,
    heldSince: moved ? at : state.heldSince,
    // Another system moved the case: an answer owed here has nobody left who could give it.
    errands: moved || end.phase === 'closed' ? [] : state.errands,
    teams: data.team === null ? state.teams : withItem(state.teams, data.team),
    hops: state.hops + (data.handover === null ? 0 : 1),
    reopened: state.reopened + (data.reopened ? 1 : 0),
    reopenedAt: data.reopened ? at : state.reopenedAt,
    ...(data.reopened ? resolvedBefore(state) : {}),
    arrived: moved ? 'imported' : state.arrived,
    titleBody: body ?? state.titleBody,
  };
};

export const IMPORT_FOLDS: { readonly 'row-imported': Fold<'row-imported'> } = { 'row-imported': rowImported };
