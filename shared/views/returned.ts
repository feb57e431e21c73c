// Knows what of a handover that was given back stands again in the next one, and what its receiver found wanting.
import type { Form } from '../handover/form.ts';
import type { EventOf } from '../case/events.ts';
import type { Policy } from '../policy/policy.ts';
import { handoverCardOf } from './handover-card.ts';
import { eventsOfType, type History } from './history.ts';

/** `field`: the id of the one that was named, null = none. `form`: what was sent, with what was added after the call. */
export type Returned = { readonly handover: string; readonly deficiency: string; readonly field: string | null; readonly form: Form };

/** Ends what a return asks for: the case went on its way once more and was not taken back, or it was solved. */
const isOver = ({ events }: History, returned: EventOf<'handover-returned'>): boolean => {
  const after = events.slice(events.findIndex(({ id }) => id === returned.id) + 1);
  const back = new Set(after.flatMap((event) => (event.type === 'handover-withdrawn' ? [event.data.handover] : [])));
  return after.some(
    (event) =>
      event.type === 'case-resolved' ||
      event.type === 'case-closed' ||
      (event.type === 'handover-offered' && !back.has(event.data.handover)),
  );
};

/** The return that still has to be repaired; null where there is none. Source: domain.md §3, field 25. */
export const returnedOf = (history: History, policy: Policy): Returned | null => {
  const newest = eventsOfType(history, 'handover-returned').at(-1);
  if (newest === undefined || isOver(history, newest)) return null;
  const { handover, deficiency, field } = newest.data;
  const card = handoverCardOf(history, handover, policy);
  if (card === null) return null;
  const named = field === null ? undefined : policy.fields.find(({ number }) => number === field);
  return { handover, deficiency, field: named?.id ?? null, form: card.form };
};
