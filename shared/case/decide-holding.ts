// Decides who takes a waiting case: the first one wins, and a lead may take over what one of his people holds.
import { drafts, firstRefusal, heldBy, mustNotBeClosed, mustNotFly, type Decider } from './decider.ts';
import { refuseCase } from './refusals.ts';

/**
 * Taking gives the case to the actor inside the same team. Refusals: `not-open`, `in-flight`, `already-holder`,
 * `already-taken` (by a colleague; only the team's lead or a manager takes over). Source: domain.md §1 "take".
 */
export const takeCase: Decider<'take-case'> = (command, state, { actor, policy }) => {
  const refusal = firstRefusal(mustNotBeClosed(state), mustNotFly(state));
  if (refusal !== null) return refusal;
  const { holder } = state;
  if (!holder.waiting) {
    if (holder.person === actor.id) return refuseCase('already-holder');
    const above = actor.role === 'manager' || policy.teams.get(holder.team)?.lead === actor.id;
    if (!above) return refuseCase('already-taken', { holder: holder.person, since: state.heldSince });
  }
  return drafts({ type: 'case-taken', data: { holder: heldBy(policy, actor, holder.team), from: holder.person }, body: command.body });
};
