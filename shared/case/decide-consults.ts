// Decides questions to a specialist or colleague: the question moves, the case stays where it is.
import { dueAt } from '../policy/targets.ts';
import type { Policy } from '../policy/policy.ts';
import type { Ms } from '../kernel/time.ts';
import { canWork } from './asked-people.ts';
import { drafts, firstRefusal, mustBeOpen, type Decider, type Refused } from './decider.ts';
import type { ConsultState, CaseState } from './state.ts';
import { refuseCase } from './refusals.ts';

/** By when a team answers a question about a case of this priority: its `consult` clock, else what it has for an answer. */
export const consultDue = (policy: Policy, { priority }: Pick<CaseState, 'priority'>, team: string, live: boolean, now: Ms): Ms => {
  const tier = policy.teams.get(team)?.tier ?? 1;
  const where = { tier, team, priority };
  const found = live ? dueAt(policy, 'accept-live', where, now) : null;
  // The check of a pack sees to it that an answer has a target in every tier and priority.
  return found ?? dueAt(policy, 'consult', where, now) ?? dueAt(policy, 'answer', where, now) ?? now;
};

const openConsult = ({ consults = [] }: CaseState, consult: string): ConsultState | Refused => {
  const found = consults.find((row) => row.consult === consult);
  if (found === undefined) return refuseCase('consult-unknown', { consult });
  return found.outcome === 'open' ? found : refuseCase('consult-over', { consult, outcome: found.outcome });
};

/**
 * A question has the id of its command; several may be open at once. Inside one's own team it goes to a person by name, and the principal
 * has no desk to answer at. Refusals: `not-open`, `unknown-code`, `principal-by-card`, `not-in-that-team`, `own-team-only-by-name`. Source: domain.md §1 "consult", §2 "Ask".
 */
export const askConsult: Decider<'ask-consult'> = (command, state, { actor, policy, now }) => {
  const { to, customerWaiting } = command.data;
  const team = policy.teams.get(to.team);
  const refusal = firstRefusal(
    mustBeOpen(state),
    team === undefined ? refuseCase('unknown-code', { list: 'teams', code: to.team }) : null,
    team?.tier === 'A' ? refuseCase('principal-by-card', { team: to.team }) : null,
    to.person !== null &&
      (to.person === actor.id || !canWork(policy, to.person) || policy.people.get(to.person)?.teams.includes(to.team) !== true)
      ? refuseCase('not-in-that-team', { person: to.person, team: to.team })
      : null,
    to.person === null && actor.teams.includes(to.team) ? refuseCase('own-team-only-by-name', { team: to.team }) : null,
  );
  if (refusal !== null) return refusal;
  const answerBy = consultDue(policy, state, to.team, customerWaiting, now);
  return drafts({ type: 'consult-asked', data: { consult: command.id, to, customerWaiting, answerBy }, body: command.body });
};

/** The answer is welcome wherever the case lies by then: whoever asked and whoever holds it are told. Refusals: `consult-unknown`, `consult-over`. */
export const answerConsult: Decider<'answer-consult'> = (command, state) => {
  const found = openConsult(state, command.data.consult);
  return 'refusal' in found ? found : drafts({ type: 'consult-answered', data: { consult: found.consult }, body: command.body });
};

/** Refusals: `consult-unknown`, `consult-over`. */
export const withdrawConsult: Decider<'withdraw-consult'> = (command, state) => {
  const found = openConsult(state, command.data.consult);
  return 'refusal' in found ? found : drafts({ type: 'consult-withdrawn', data: { consult: found.consult } });
};
