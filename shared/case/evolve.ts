// Folds one event into what is true of a case; it judges nothing, whatever was recorded is so.
import { isBetweenTwo } from './between-two.ts';
import type { CaseEvent, EventOf, EventType } from './events.ts';
import { accountAfter, openedAccount, type BudgetEvent } from './evolve-budget.ts';
import { FLIGHT_FOLDS, owedWhileOpen } from './evolve-handover.ts';
import { GUIDANCE_FOLDS } from './evolve-guidance.ts';
import { IMPORT_FOLDS } from './evolve-import.ts';
import { WORK_FOLDS } from './evolve-work.ts';
import { TOGETHER_FOLDS } from './evolve-together.ts';
import { outWhileHeld } from './check-out.ts';
import type { Fold } from './fold.ts';
import { newsAfter } from './news.ts';
import { phoneFileAfter } from './telephone-file.ts';
import type { CaseState } from './state.ts';

const FOLDS: { readonly [T in LaterEventType]: Fold<T> } = {
  ...WORK_FOLDS,
  ...FLIGHT_FOLDS,
  ...TOGETHER_FOLDS,
  ...GUIDANCE_FOLDS,
  ...IMPORT_FOLDS,
};

/** Whether this version knows what such an event means; a newer one may name it as it likes, also after something every object has. */
const isKnown = (type: string): boolean => Object.hasOwn(FOLDS, type);

/**
 * The state after the event. An event of a newer version of Stafette leaves everything but the version as it is, and a case that begins
 * with one is nobody's until this version is brought up to date; any other event before the opening is a bug and throws.
 * Source: architecture.md §3, sync.md §2.9.
 */
export const evolve = (state: CaseState | null, event: CaseEvent): CaseState => {
  if (event.type === 'case-opened') return opened(event);
  if (event.type === 'budget-opened') return { ...begunElsewise(event), budget: openedAccount(event) };
  if (state?.budget !== undefined) return { ...state, budget: accountAfter(state.budget, event), version: state.version + 1 };
  if (event.type === 'phone-approved' || event.type === 'phone-approval-used' || state?.phone !== undefined)
    return onPhoneFile(state, event);
  if (state === null) {
    if (isKnown(event.type)) throw new Error(`${event.type} ${event.id} before the case was opened`);
    return begunElsewise(event);
  }
  if (state.phase === 'new') return { ...state, version: state.version + 1 };
  const next = newsAfter(state, folded(state, event as EventOf<LaterEventType>), event);
  return { ...next, version: state.version + 1, lastBody: isBetweenTwo([event]) ? next.lastBody : (event.body ?? next.lastBody) };
};

const onPhoneFile = (state: CaseState | null, event: CaseEvent): CaseState => {
  const next = state === null ? begunElsewise(event) : { ...state, version: state.version + 1 };
  const phone = phoneFileAfter(state?.phone ?? null, event);
  return phone === null ? next : { ...next, phone };
};

/** Events of a case; those of a budget's account and of the record of a call are told elsewhere. */
export type CaseEventType = Exclude<EventType, 'budget-opened' | BudgetEvent | 'phone-approved' | 'phone-approval-used'>;
type LaterEventType = Exclude<CaseEventType, 'case-opened'>;

const folded = <T extends LaterEventType>(state: CaseState, event: EventOf<T>): CaseState => {
  if (!isKnown(event.type)) return state;
  const fold: Fold<T> = FOLDS[event.type];
  return outWhileHeld(owedWhileOpen(fold(state, event)));
};

const NOBODY_YET: EventOf<'case-opened'>['data'] = {
  number: '',
  customer: null,
  category: '',
  channel: 'phone',
  urgency: 'low',
  impact: 'low',
  priority: 'P4',
  reason: null,
  call: null,
  holder: { person: '', team: '', tier: 1, waiting: true },
  source: null,
  openedAt: 0,
};

/** In phase `new` it stands in no list and nothing can be done to it, whatever else is told of it. */
const begunElsewise = (event: CaseEvent): CaseState => ({
  ...opened({ ...event, type: 'case-opened', data: { ...NOBODY_YET, openedAt: event.at } }),
  phase: 'new',
  teams: [],
});

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
