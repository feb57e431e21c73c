// Decides the end of a case: resolved, closed with the customer informed and every promise settled, or opened again.
import {
  drafts,
  firstRefusal,
  mustBeOpen,
  mustKnow,
  mustNotBeMerged,
  mustNotFly,
  openApprovals,
  openConsults,
  type Decider,
  type Draft,
  type Refused,
} from './decider.ts';
import { MINUTE, type Ms } from '../kernel/time.ts';
import { settleAll } from './decide-promises.ts';
import { reopened } from './decide-work.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState } from './state.ts';

const nothingPending = (state: CaseState): Refused | null => {
  const approvals = openApprovals(state);
  return approvals.length === 0 ? null : refuseCase('approvals-open', { approvals });
};

/** A wait ends with the case, and nobody is left to answer a question whose answer nobody needs. */
const looseEnds = (state: CaseState): readonly Draft[] => [
  ...openConsults(state).map((consult): Draft => ({ type: 'consult-withdrawn', data: { consult } })),
  ...(state.wait === null ? [] : [{ type: 'wait-ended', data: {} } as const]),
];

/** Refusals: `not-open`, `in-flight`, `approvals-open`, `unknown-code`. A wait and open questions end with it. */
export const resolve: Decider<'resolve'> = (command, state, { policy }) => {
  const refusal = firstRefusal(
    mustBeOpen(state),
    mustNotFly(state),
    nothingPending(state),
    mustKnow('results', policy.pack.results, command.data.result),
  );
  if (refusal !== null) return refusal;
  return drafts(...looseEnds(state), { type: 'case-resolved', data: command.data, body: command.body });
};

/**
 * Whoever says when the customer was informed says it to the minute. The minute in which the case began, or in which the customer was told
 * last, means after that: else a message of its first seconds would seem to have gone out before there was a case, or before it was sent.
 */
const saidToTheMinute = (informedAt: Ms, { openedAt, informedAt: toldAt }: CaseState): Ms =>
  informedAt % MINUTE === 0 ? Math.max(informedAt, ...[openedAt, toldAt ?? openedAt].filter((at) => at - informedAt < MINUTE)) : informedAt;

/**
 * Closing needs every promise settled one by one, before or within it (`settled`), nothing in flight, no open approval, the time the customer was informed,
 * and for an avoidable case its cause; open questions are withdrawn. A promise agreed anew keeps the case open. Refusals: `not-open`,
 * `in-flight`, `approvals-open`, those of `settle-promise`, `promises-open`, `unknown-code`, `informed-in-future`, `informed-too-early` (before there was a case), `cause-missing`. Source: domain.md §3, field 26 and rule (d).
 */
export const close: Decider<'close'> = (command, state, { policy, now }) => {
  const { settled = [], ...said } = command.data;
  const data = { ...said, informedAt: saidToTheMinute(said.informedAt, state) };
  const pending = firstRefusal(
    state.phase === 'closed' ? refuseCase('not-open', { phase: state.phase }) : null,
    mustNotFly(state),
    nothingPending(state),
  );
  if (pending !== null) return pending;
  const settling = settleAll(state, settled);
  if ('refusal' in settling) return settling;
  const refusal = firstRefusal(
    mustKnow('results', policy.pack.results, data.result),
    data.informedAt > now ? refuseCase('informed-in-future', { informedAt: data.informedAt }) : null,
    data.informedAt < state.openedAt ? refuseCase('informed-too-early', { informedAt: data.informedAt, openedAt: state.openedAt }) : null,
    data.avoidable && data.cause === null ? refuseCase('cause-missing') : null,
    mustKnow('avoidableCauses', policy.pack.avoidableCauses, data.cause),
  );
  if (refusal !== null) return refusal;
  return drafts(...settling, ...looseEnds(state), {
    type: 'case-closed',
    data: { ...data, cause: data.avoidable ? data.cause : null },
    body: command.body,
  });
};

/** The old clock goes on, the last holder has it again. Refusals: `not-resolved`, `merged-already`. Source: domain.md §6 "Reopening". */
export const reopen: Decider<'reopen'> = (command, state, { policy }) => {
  if (state.phase === 'open') return refuseCase('not-resolved', { phase: state.phase });
  return mustNotBeMerged(state) ?? drafts({ ...reopened(policy, state, command.data.cause), body: command.body });
};
