// Names who would be asked for an approval: the team the core itself would ask, else the first team of the tier.
import type { Context } from '../case/context.ts';
import { decide } from '../case/decide.ts';
import type { CaseState } from '../case/state.ts';
import type { Tier } from '../policy/pack-schema.ts';
import { probeCommand } from './can.ts';
import type { AuthorityView } from './shapes.ts';

/** `tier` null = nobody needs to be asked. Trying the request itself keeps the answer and the act from telling two things. */
export const approverOf = (
  state: CaseState,
  context: Context,
  asked: { readonly decisionType: string; readonly amount: number; readonly evidence: boolean },
  tier: Tier | null,
): AuthorityView['approver'] => {
  if (tier === null) return null;
  const request = { ...asked, reason: null, customerWaiting: false, recommendation: null };
  const outcome = decide(probeCommand('ask-approval', state, context, request), state, context);
  const event = outcome.ok ? outcome.value.find(({ type }) => type === 'approval-asked') : undefined;
  const { teams } = context.policy.pack;
  const team = event?.type === 'approval-asked' ? event.data.to.team : teams.find((row) => row.tier === tier)?.id;
  const found = team === undefined ? undefined : context.policy.teams.get(team);
  return found === undefined ? null : { tier: found.tier, team: found.id, lead: found.lead };
};
