// Knows the record of one approval by telephone: what the lead agreed to, what the office entered, and whether the two are the same.
import type { Ms } from '../kernel/time.ts';
import type { CaseEvent } from './events.ts';
import type { PhoneCall } from './telephone-code.ts';

/** It stands in the lane beside the cases, in no list of them. Either side may come first: the other one may be away for days. */
export type PhoneFile = {
  readonly challenge: string;
  readonly given: (PhoneCall & { readonly lead: string; readonly at: Ms }) | null;
  readonly used: (PhoneCall & { readonly lead: string; readonly approval: string; readonly case: string; readonly at: Ms }) | null;
};

const FIELDS = ['challenge', 'device', 'number', 'decisionType', 'amount', 'asker', 'askedAt', 'lead'] as const;

/** Both sides said the same, in everything. */
export const isConfirmed = ({ given, used }: PhoneFile): boolean =>
  given !== null && used !== null && FIELDS.every((field) => given[field] === used[field]);

/** The record after one of its events; one of a newer version leaves it as it is. */
export const phoneFileAfter = (file: PhoneFile | null, event: CaseEvent): PhoneFile | null => {
  if (event.type !== 'phone-approved' && event.type !== 'phone-approval-used') return file;
  const before = file ?? { challenge: event.data.challenge, given: null, used: null };
  return event.type === 'phone-approved'
    ? { ...before, given: { ...event.data, lead: event.by.person, at: event.at } }
    : { ...before, used: { ...event.data, at: event.at } };
};
