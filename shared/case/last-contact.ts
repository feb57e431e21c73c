// Knows when the customer and the house last spoke: at the time of the contact itself, which for a call may come to be known only after it.
import type { Ms } from '../kernel/time.ts';
import type { EventOf } from './events.ts';
import type { CaseState } from './state.ts';

const later = (a: Ms | null, b: Ms | null): Ms | null => (a === null || b === null ? (a ?? b) : Math.max(a, b));

/** They spoke at `at`; a contact that is newer and known already stays the last. `call`: whose length is told next, and with it perhaps its end. */
export const spoken = ({ lastCall, ...state }: CaseState, at: Ms | null, call: string | null = null): CaseState => {
  const known = state.lastContactAt;
  if (known !== null && (at === null || at < known))
    return lastCall === undefined ? state : { ...state, lastCall: { ...lastCall, before: later(lastCall.before, at) } };
  return { ...state, lastContactAt: at, ...(call === null ? {} : { lastCall: { call, before: known } }) };
};

/** When a call was over: a case that takes it only later says so; a clock that is behind moves nothing into the future. */
export const overAt = ({ at, data }: EventOf<'call-logged'>): Ms => Math.min(at, data.endedAt ?? at);

/** What a case took only later was no contact at the time it was written down, or the customer would wait longer for the next one. */
export const spokenInCall = ({ lastCall, ...state }: CaseState, event: EventOf<'call-logged'>): CaseState => {
  if (lastCall === undefined) return state;
  if (lastCall.call !== event.data.call) return { ...state, lastCall };
  const at = Math.min(state.lastContactAt ?? event.at, overAt(event));
  return event.data.endedAt === undefined ? state : { ...state, lastContactAt: later(lastCall.before, at) };
};
