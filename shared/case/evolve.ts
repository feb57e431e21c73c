// Folds one event into what is true of a case; it judges nothing, whatever was recorded is so.
import type { CaseEvent, EventOf, EventType } from './events.ts';
import { FLIGHT_FOLDS, owedWhileOpen } from './evolve-handover.ts';
import { IMPORT_FOLDS } from './evolve-import.ts';
import { WORK_FOLDS } from './evolve-work.ts';
import { TOGETHER_FOLDS } from './evolve-together.ts';
import type { Fold } from './fold.ts';
import { newsAfter } from './news.ts';
import type { CaseState } from './state.ts';

const FOLDS: { readonly [T in Exclude<EventType, 'case-opened'>]: Fold<T> } = {
  ...WORK_FOLDS,
  ...FLIGHT_FOLDS,
  ...TOGETHER_FOLDS,
  ...IMPORT_FOLDS,
};

/**
 * The state after the event. An event of a newer version of Stafette leaves everything but the version as it is; an event
 * before the opening is a bug and throws. Source: architecture.md §3.
 */
export const evolve = (state: CaseState | null, event: CaseEvent): CaseState => {
  if (event.type === 'case-opened') return opened(event);
  if (state === null) throw new Error(`${event.type} ${event.id} before the case was opened`);
  const next = newsAfter(state, folded(state, event), event);
  return { ...next, version: state.version + 1, lastBody: event.body ?? next.lastBody };
};

const folded = <T extends Exclude<EventType, 'case-opened'>>(state: CaseState, event: EventOf<T>): CaseState => {
  const fold: Fold<T> | undefined = FOLDS[event.type];
  return fold === undefined ? state : owedWhileOpen(fold(state, event));
};

const opened = ({ data, ...event }: EventOf<'case-opened'>): CaseState => ({
  id: event.caseId,
  lane: event.lane,
  version: 1,
  phase: 'open',
  number: data.number,
  customer: data.customer,
  category: data.category,
  channel: data.channel,
  urgency: data.urgency,
  impact: data.impact,
  priority: data.priority,
  markers: [],
  source: data.source === null ? null : { ...data.source, row: 0, team: null, assignee: null },
  openedAt: data.openedAt,
  holder: data.holder,
  heldSince: event.at,
  flight: null,
  errands: [],
  wait: null,
  pauses: [],
  promises: [],
  approvals: [],
  decisions: [],
  senders: [],
  // Another system may name no team at first: only named teams count as having had the case.
  teams: data.source === null ? [data.holder.team] : [],
  hops: 0,
  reopened: 0,
  contacts: 1,
  lastContactAt: data.openedAt,
  informedAt: null,
  resolvedAt: null,
  closedAt: null,
  reopenedAt: null,
  result: null,
  arrived: data.source === null ? 'opened' : 'imported',
  titleBody: event.body,
  lastBody: event.body,
});
