// Decides what is recorded about a call beside the contact: identity, length, mood, steps tried, gaps, ratings, notes to a colleague.
import { drafts, firstRefusal, mustKnow, mustNotBeClosed, mustNotBeMerged, type Decider, type Refused } from './decider.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState } from './state.ts';

/** What happens in a call belongs to a case somebody works on; a finished one is opened again first. */
const mustBeWorkedOn = (state: CaseState): Refused | null => mustNotBeMerged(state) ?? mustNotBeClosed(state);

/** Refusals: `not-open`, `merged-already`, `unknown-code` (identity). Source: domain.md §3 field 17. */
export const checkIdentity: Decider<'check-identity'> = (command, state, { policy }) =>
  firstRefusal(mustBeWorkedOn(state), mustKnow('identity', policy.pack.identity, command.data.method)) ??
  drafts({ type: 'identity-checked', data: command.data });

/** The length of a call, in seconds; of a merged case too, for the caller was there. Refusal: `held-too-long` (longer than the call). */
export const logCall: Decider<'log-call'> = (command) => {
  const { seconds, held } = command.data;
  return held > seconds ? refuseCase('held-too-long', { seconds, held }) : drafts({ type: 'call-logged', data: command.data });
};

/** Refusals: `not-open`, `merged-already`. Source: domain.md §3 field 15. */
export const noteMood: Decider<'note-mood'> = (command, state) =>
  mustBeWorkedOn(state) ?? drafts({ type: 'mood-noted', data: command.data });

/** Refusals: `not-open`, `merged-already`, `unknown-code` (steps, deescalation). Source: domain.md §7 "Have you tried". */
export const logGuidance: Decider<'log-guidance'> = (command, state, { policy }) => {
  const { kind, id } = command.data;
  const { steps, deescalation } = policy.pack.guidance;
  const known = kind === 'step' ? mustKnow('steps', steps, id) : mustKnow('deescalation', deescalation, id);
  return firstRefusal(mustBeWorkedOn(state), known) ?? drafts({ type: 'guidance-logged', data: command.data });
};

/** Goes to the lead of the team that holds the case. Refusal: `unknown-code` (articles, categories). Source: domain.md §7 "a gap can be reported". */
export const reportGap: Decider<'report-gap'> = (command, state, { policy }) => {
  const { article, category } = command.data;
  const refusal = firstRefusal(
    mustKnow('articles', policy.pack.guidance.articles, article),
    mustKnow('categories', policy.pack.categories, category),
  );
  const lead = policy.teams.get(state.holder.team)?.lead ?? null;
  return refusal ?? drafts({ type: 'gap-reported', data: { article, category, lead }, body: command.body });
};

/**
 * One of the receiving team says how good a handover was; said again, it replaces his earlier word. Whether there was such a handover is
 * asked by whoever reads: a rating of none stands in no figure. Refusal: `own-handover` (one's own, while it is being worked on).
 */
export const rateHandover: Decider<'rate-handover'> = (command, { errands, flight }, { actor }) => {
  const { handover } = command.data;
  const sender = [...errands, ...(flight === null ? [] : [flight])].find((row) => row.handover === handover)?.from.person;
  return sender === actor.id ? refuseCase('own-handover', { handover }) : drafts({ type: 'handover-rated', data: command.data });
};

/** Refusals: `coach-oneself`, `unknown-code` (people). */
export const coach: Decider<'coach'> = (command, _state, { actor, policy }) => {
  const { handover, to } = command.data;
  const refusal = firstRefusal(to === actor.id ? refuseCase('coach-oneself') : null, mustKnow('people', policy.people, to));
  return refusal ?? drafts({ type: 'coaching-given', data: { handover, to }, body: command.body });
};
