// Names who would be asked for an approval, exactly as the core would send the request, and who of them is there now.
import { sitsAt } from '../case/approval-answer.ts';
import type { Ms } from '../kernel/time.ts';
import { askApproval } from '../case/decide-approvals.ts';
import type { WishData } from '../case/authority-question.ts';
import type { CommandData, CommandOf } from '../case/commands.ts';
import type { Context } from '../case/context.ts';
import type { Asked } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import { isAbsent } from '../policy/absence.ts';
import type { Person, Tier } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { probeCommand } from './can.ts';
import type { AuthorityView } from './shapes.ts';

/**
 * `tier` is the one the judgement names, for a case in which the request itself could not be sent just now; `present` = ids of who is
 * there. Trying the request keeps the answer and the act from telling two things. Null when nobody may be asked.
 */
export const approverOf = (
  state: CaseState,
  context: Context,
  wish: WishData,
  present: readonly string[],
  tier: Tier | null,
  customerWaiting: boolean,
): AuthorityView['approver'] => {
  const { policy } = context;
  const sent = sentTo(state, context, {
    ...wish,
    evidence: [...wish.evidence],
    customerWaiting,
    recommendation: null,
    present: [...present],
  });
  const to = sent?.to ?? firstTeam(policy, tier);
  const lead = to === null ? undefined : policy.teams.get(to.team)?.lead;
  if (to === null || lead === undefined) return null;
  const asked = policy.pack.roster.filter((person) => isAsked(person, to, context)).map(({ id }) => id);
  return { ...to, lead, present: asked.filter((id) => present.includes(id)), decideBy: sent?.decideBy ?? null };
};

const sentTo = (
  state: CaseState,
  context: Context,
  data: CommandData<'ask-approval'>,
): { readonly to: Asked; readonly decideBy: Ms } | null => {
  const outcome = askApproval(probeCommand('ask-approval', state, context, data) as CommandOf<'ask-approval'>, state, context);
  const draft = outcome.ok ? outcome.value.find(({ type }) => type === 'approval-asked') : undefined;
  return draft?.type === 'approval-asked' ? draft.data : null;
};

const firstTeam = ({ pack }: Policy, tier: Tier | null): Asked | null => {
  const team = pack.teams.find((row) => row.tier === tier);
  return team === undefined ? null : { tier: team.tier, team: team.id, person: null, for: null };
};

/** The deputy alone where one is asked by name; else whoever of the team decides there. Nobody answers himself. */
const isAsked = (person: Person, to: Asked, { policy, actor, absences, now }: Context): boolean => {
  if (person.id === actor.id) return false;
  if (to.person !== null) return person.id === to.person;
  return sitsAt(policy, person, to) && !absences.some((row) => row.person === person.id && isAbsent(row, now));
};
