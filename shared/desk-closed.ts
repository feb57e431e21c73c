// Answers every call that would change something where this desk may only look: no, and why.
import { refuse, type Refusal } from './kernel/result.ts';
import type { Handlers } from './desk-parts.ts';

type Changing =
  | 'command.send'
  | 'refused.dismiss'
  | 'absence.set'
  | 'absence.end'
  | 'cases.relate'
  | 'cases.merge'
  | 'parts.tell'
  | 'parts.close'
  | 'shift.send'
  | 'shift.accept'
  | 'people.move'
  | 'hub.enrol'
  | 'telephone.approve'
  | 'telephone.redeem'
  | 'beside.act'
  | 'budget.act'
  | 'sync.go-on';

const no = () => refuse('read-only', {});

/** Of each verb the same: nothing may be done here, and why. */
export const closedVerbs = <Can extends Readonly<Record<string, unknown>>>(can: Can): Record<string, Refusal | null> =>
  Object.fromEntries(Object.keys(can).map((verb) => [verb, no().refusal]));

/** Drafts are kept as long as the desk runs: what somebody types must not be met with a fault. */
export const closedCalls: Pick<Handlers, Changing> = {
  'command.send': no,
  'refused.dismiss': no,
  'absence.set': no,
  'absence.end': no,
  'cases.relate': no,
  'cases.merge': no,
  'parts.tell': no,
  'parts.close': no,
  'shift.send': no,
  'shift.accept': no,
  'people.move': no,
  'hub.enrol': no,
  'budget.act': no,
  'sync.go-on': no,
  'telephone.approve': no,
  'telephone.redeem': no,
  'beside.act': no,
};
