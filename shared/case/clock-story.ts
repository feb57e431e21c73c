// Tells why a clock stands where it stands: the list of events that started, stopped, paused or changed it.
import type { Ms } from '../kernel/time.ts';
import type { ClockEffect, ClockState, ClockStory } from './clock-state.ts';
import type { CaseEvent, EventOf } from './events.ts';
import { overAt } from './last-contact.ts';

/** Clocks with times of their own, which no pause and no priority moves. */
const FIXED: readonly ClockState['clock'][] = ['promise', 'wait', 'callback', 'statutory', 'consult', 'after-call'];

/** What one event did to one clock, null when nothing. What is FIXED has a time of its own that no pause moves. */
const effectOn = (clock: ClockState, event: CaseEvent, paused: boolean): ClockEffect | null => {
  const moves = EFFECTS[clock.clock](clock, event);
  if (moves !== null || FIXED.includes(clock.clock)) return moves;
  if (event.at < clock.startedAt || clock.approval !== null) return null;
  if (event.type === 'wait-started') return event.data.stops.includes(clock.clock) ? 'pause' : null;
  if (event.type === 'wait-ended') return paused ? 'resume' : null;
  if (event.type === 'row-imported') return importEffect(clock, event.data.wait?.stops ?? [], paused);
  return event.type === 'case-classified' && event.data.priority !== undefined ? 'change' : null;
};

const importEffect = ({ clock }: ClockState, stops: readonly string[], paused: boolean): ClockEffect | null => {
  if (stops.includes(clock)) return paused ? null : 'pause';
  return paused ? 'resume' : null;
};

type Mover = (clock: ClockState, event: CaseEvent) => ClockEffect | null;

const ofHandover: Mover = ({ handover }, event) => {
  if (event.type === 'handover-offered' && event.data.handover === handover) return 'start';
  return event.type === 'handover-passed' && event.data.handover === handover ? 'change' : null;
};

// An errand starts when its own handover is accepted; a lateral one that passes it on starts its clock again.
const ofErrand: Mover = ({ handover, approval, startedAt }, event) => {
  if (event.type === 'handover-accepted' && (event.data.handover === handover || event.at === startedAt))
    return approval === null ? 'start' : null;
  return approval === null ? null : ofRequest(approval, event);
};

/** A request's time begins anew wherever it comes to lie. */
const ofRequest = (approval: string, event: CaseEvent): ClockEffect | null => {
  if (event.type === 'approval-asked') return event.data.approval === approval ? 'start' : null;
  if (event.type === 'approval-corrected') return event.data.approval === approval && event.data.decideBy !== undefined ? 'change' : null;
  const moves = event.type === 'approval-moved' || event.type === 'approval-seconded';
  return moves && event.data.approval === approval ? 'change' : null;
};

/** A call that a case took only later moves a clock by what it tells of its end. */
const saidSo = (event: EventOf<'call-logged'>, at: Ms | null): boolean => event.data.endedAt !== undefined && overAt(event) === at;

const ofPromise: Mover = (clock, event) => {
  const { promise } = clock;
  if (event.type === 'promise-made' && event.data.promise === promise) return 'start';
  if (clock.stoppedAt !== null && event.type === 'contact-logged' && event.at === clock.stoppedAt) return 'stop';
  if (event.type === 'call-logged') return saidSo(event, clock.stoppedAt) ? 'stop' : null;
  return event.type === 'promise-settled' && event.data.promise === promise ? 'change' : null;
};

const ofWait: Mover = ({ startedAt }, event) => {
  const starts = event.type === 'wait-started' || (event.type === 'row-imported' && event.data.wait !== null);
  return starts && event.at === startedAt ? 'start' : null;
};

const ofInterim: Mover = ({ startedAt }, event) => {
  const contact = event.type === 'contact-logged' && (event.data.direction === 'in' || event.data.reached);
  const told = event.type === 'part-told' && event.data.informed;
  if (event.type === 'call-logged') return saidSo(event, startedAt) ? 'start' : null;
  if (event.type === 'case-absorbed') return event.data.lastContactAt === startedAt ? 'start' : null;
  return ((contact || told) && event.at === startedAt) || (event.type === 'case-opened' && event.data.openedAt === startedAt)
    ? 'start'
    : reopening(event);
};

const ofResolution: Mover = ({ startedAt }, event) => {
  if (event.type === 'case-opened') return 'start';
  // Of several older cases the oldest one moved it.
  if (event.type === 'case-absorbed') return event.data.openedAt === startedAt ? 'change' : null;
  return ending(event);
};

const ending = (event: CaseEvent): ClockEffect | null =>
  event.type === 'case-closed' || event.type === 'case-merged' ? 'stop' : reopening(event);

// Only the first complaint starts it; `storyOf` passes over the others.
const ofStatutory: Mover = ({ startedAt }, event) => {
  if (event.type === 'case-opened' || event.type === 'case-absorbed') return event.data.openedAt === startedAt ? 'start' : null;
  if (event.type === 'handover-offered' || event.type === 'handover-amended')
    return event.data.form.open.complaint?.is === true && startedAt <= event.at ? 'start' : null;
  return ending(event);
};

const reopening = (event: CaseEvent): ClockEffect | null => (event.type === 'case-reopened' ? 'resume' : null);

const ofConsult: Mover = ({ consult }, event) => {
  if (event.type === 'consult-asked' && event.data.consult === consult) return 'start';
  return (event.type === 'consult-answered' || event.type === 'consult-withdrawn') && event.data.consult === consult ? 'stop' : null;
};

const ofAfterCall: Mover = ({ handover }, event) => {
  if (event.type === 'handover-offered' && event.data.handover === handover) return 'start';
  return event.type === 'handover-amended' && event.data.handover === handover && event.data.later?.length === 0 ? 'stop' : null;
};

const EFFECTS: Readonly<Record<ClockState['clock'], Mover>> = {
  'accept-live': ofHandover,
  accept: ofHandover,
  answer: ofErrand,
  decision: ofErrand,
  'principal-answer': ofHandover,
  callback: ofPromise,
  promise: ofPromise,
  wait: ofWait,
  interim: ofInterim,
  statutory: ofStatutory,
  resolution: ofResolution,
  consult: ofConsult,
  'after-call': ofAfterCall,
};

/** The events of a case that moved this clock, oldest first. */
export const storyOf = (clock: ClockState, events: readonly CaseEvent[]): ClockStory['events'] => {
  let paused = false;
  const story: { readonly id: string; readonly at: Ms; readonly effect: ClockEffect }[] = [];
  for (const event of events) {
    const effect = effectOn(clock, event, paused);
    if (effect === null || (clock.clock === 'statutory' && effect === 'start' && story.length > 0)) continue;
    if (effect === 'pause' || effect === 'resume') paused = effect === 'pause';
    story.push({ id: event.id, at: event.at, effect });
  }
  return story;
};
