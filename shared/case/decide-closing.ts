// Decides the end of a case: resolved, closed with the customer informed and every promise settled, or opened again.
import {
  drafts,
  firstRefusal,
  mustBeOpen,
  mustKnow,
  mustNotFly,
  openApprovals,
  openPromises,
  type Decider,
  type Draft,
  type Refused,
} from './decider.ts';
import { reopened } from './decide-work.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState } from './state.ts';

const nothingPending = (state: CaseState): Refused | null => {
  const approvals = openApprovals(state);
  return approvals.length === 0 ? null : refuseCase('approvals-open', { approvals });
};

const endOfWait = (state: CaseState): readonly Draft[] => (state.wait === null ? [] : [{ type: 'wait-ended', data: {} }]);

/** Refusals: `not-open`, `in-flight`, `approvals-open`, `unknown-code`. A wait ends with it. */
export const resolve: Decider<'resolve'> = (command, state, { policy }) => {
  const refusal = firstRefusal(
    mustBeOpen(state),
    mustNotFly(state),
    nothingPending(state),
    mustKnow('results', policy.pack.results, command.data.result),
  );
  if (refusal !== null) return refusal;
  return drafts(...endOfWait(state), { type: 'case-resolved', data: command.data, body: command.body });
};

/**
 * Closing needs every promise settled one by one, nothing in flight, no open approval, the time the customer was informed,
 * and for an avoidable case its cause. Refusals: `not-open`, `in-flight`, `approvals-open`, `promises-open`, `unknown-code`,
 * `informed-in-future`, `informed-too-early` (before there was a case), `cause-missing`. Source: domain.md §3, field 26 and rule (d).
 */
export const close: Decider<'close'> = (command, state, { policy, now }) => {
  const { data } = command;
  const promises = openPromises(state);
  const refusal = firstRefusal(
    state.phase === 'closed' ? refuseCase('not-open', { phase: state.phase }) : null,
    mustNotFly(state),
    nothingPending(state),
    promises.length === 0 ? null : refuseCase('promises-open', { promises }),
    mustKnow('results', policy.pack.results, data.result),
    data.informedAt > now ? refuseCase('informed-in-future', { informedAt: data.informedAt }) : null,
    data.informedAt < state.openedAt ? refuseCase('informed-too-early', { informedAt: data.informedAt, openedAt: state.openedAt }) : null,
    data.avoidable && data.cause === null ? refuseCase('cause-missing') : null,
    mustKnow('avoidableCauses', policy.pack.avoidableCauses, data.cause),
  );
  if (refusal !== null) return refusal;
  return drafts(...endOfWait(state), {
    type: 'case-closed',
    data: { ...data, cause: data.avoidable ? data.cause : null },
    body: command.body,
  });
};

/** The old clock goes on, the last holder has it again. Refusal: `not-resolved`. Source: domain.md §6 "Reopening". */
export const reopen: Decider<'reopen'> = (command, state, { policy }) =>
  state.phase === 'open'
    ? refuseCase('not-resolved', { phase: state.phase })
    : drafts({ ...reopened(policy, state, command.data.cause), body: command.body });
