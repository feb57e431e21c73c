// Decides how a case leaves the hub for a while: checked out, given back, or taken over by a lead although somebody has it.
import { checkedOutNow, LONGEST_CHECK_OUT } from './check-out.ts';
import { takeCase } from './decide-holding.ts';
import { drafts, firstRefusal, heldBy, mustBeOpen, mustNotFly, type Decider, type Refused } from './decider.ts';
import { ok } from '../kernel/result.ts';
import { refuseCase } from './refusals.ts';

/**
 * The holder's own case, or one he may take in the same breath. Refusals: `not-open`, `in-flight`, `already-taken`, `check-out-in-past`,
 * `check-out-too-long` (30 days), `nothing-changed` (out until then already). Source: sync.md §2.12, domain.md §5.
 */
export const checkOut: Decider<'check-out'> = (command, state, context) => {
  const { until } = command.data;
  const { actor, now } = context;
  const refusal = firstRefusal(mustBeOpen(state), mustNotFly(state), fits(until, now));
  if (refusal !== null) return refusal;
  if (checkedOutNow(state, now)?.until === until) return refuseCase('nothing-changed');
  const mine = state.holder.person === actor.id && !state.holder.waiting;
  const taken = mine ? ok([]) : takeCase({ ...command, type: 'take-case', data: {}, body: null }, state, context);
  if (!taken.ok) return taken;
  return drafts(...taken.value, { type: 'case-checked-out', data: { until }, body: command.body });
};

const fits = (until: number, now: number): Refused | null => {
  const latest = now + LONGEST_CHECK_OUT;
  if (until <= now) return refuseCase('check-out-in-past', { until });
  return until > latest ? refuseCase('check-out-too-long', { until, latest }) : null;
};

/** Refusals: `not-checked-out` (never, or it has run out). */
export const checkIn: Decider<'check-in'> = (_command, state, { now }) =>
  checkedOutNow(state, now) === null ? refuseCase('not-checked-out') : drafts({ type: 'case-checked-in', data: {} });

/**
 * The lead has the case from now on; whoever had it is told, and what he told the customer before he knows is flagged, not refused.
 * Refusals: `not-checked-out`, `already-holder` (his own: he gives it back), `override-needs-words`. Source: sync.md §2.12.
 */
export const overrideCheckOut: Decider<'override-check-out'> = (command, state, { actor, policy, now }) => {
  const out = checkedOutNow(state, now);
  if (out === null) return refuseCase('not-checked-out');
  if (out.person === actor.id) return refuseCase('already-holder');
  if (command.body === null) return refuseCase('override-needs-words');
  const holder = heldBy(policy, actor, state.holder.team);
  return drafts({ type: 'check-out-overridden', data: { holder, from: state.holder, until: out.until }, body: command.body });
};
