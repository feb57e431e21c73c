// Decides whether an emergency decision above one's authority is allowed by the pack, and who must look at it by when.
import { ok, type Result } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import { rankOf } from '../policy/routing.ts';
import { calendarOf } from '../policy/targets.ts';
import { routeRequest } from './approval-route.ts';
import { coveringTiers } from './authority-question.ts';
import type { CommandOf } from './commands.ts';
import type { Context } from './context.ts';
import { refuseCase, type RefusalCode } from './refusals.ts';
import type { Refusal } from '../kernel/result.ts';
import type { CaseState } from './state.ts';

export type Review = { readonly by: Ms; readonly team: string };

/** Whoever looks at it stands at least here: an emergency of tier 1 is a lead's matter, even where a specialist could have granted it. */
const LOWEST_REVIEWER = 3;

/**
 * Which team reviews it by when: that of the lowest tier from 3 on which would have been asked, counted in its own hours. Refusals:
 * `break-glass-forbidden` (the pack names neither this tier, type nor amount), `break-glass-needs-words`, `no-approver`.
 * Source: domain.md §4 "break-glass".
 */
export const reviewOf = (command: CommandOf<'decide'>, state: CaseState, context: Context): Result<Review, Refusal<RefusalCode>> => {
  const { policy, actor, now } = context;
  const { data, body } = command;
  const rule = policy.pack.authority.breakGlass;
  const allowed =
    rule !== undefined &&
    rule.tiers.some((tier) => tier === actor.tier) &&
    rule.types.includes(data.decisionType) &&
    data.amount <= rule.amount;
  if (rule === undefined || !allowed) return refuseCase('break-glass-forbidden', { decisionType: data.decisionType, tier: actor.tier });
  if (body === null) return refuseCase('break-glass-needs-words');
  const tiers = coveringTiers(data, state, actor, context).filter((tier) => rankOf(tier) >= LOWEST_REVIEWER);
  const routed = routeRequest(
    state,
    { decisionType: data.decisionType, askedBy: actor.id, tiers, present: null, without: [] },
    { ...context, absences: [] },
  );
  const team = routed === null ? undefined : policy.teams.get(routed.to.team);
  if (team === undefined) return refuseCase('no-approver', { tier: tiers[0] ?? null });
  return ok({ by: calendarOf(policy, team.calendar).due(now, rule.review), team: team.id });
};
