// Puts a decision that a hub keeps and flags before the lead: by when which team looks at it, why, and what else used the same cap.
import type { AuthorityReason } from '../policy/authority-types.ts';
import { rankOf } from '../policy/routing.ts';
import { calendarOf } from '../policy/targets.ts';
import { routeRequest } from './approval-route.ts';
import { questionOf } from './authority-question.ts';
import type { Context } from './context.ts';
import type { CaseEvent, EventData, EventOf } from './events.ts';
import type { CaseState } from './state.ts';

/** Said of it and no more: nobody has to look at a clock, or at what the newer pack allows as well. */
export const HARMLESS: ReadonlySet<string> = new Set(['clock-ahead', 'older-pack']);

const MOST_SHOWN = 10;
/** Where the pack names no time for looking at what was decided above authority. */
const USUAL = { days: 2 } as const;

type Review = NonNullable<EventData['decision-made']['review']>;

/** What was granted besides to this customer of this kind, newest first: the other side's facts. */
const othersOf = ({ data }: EventOf<'decision-made'>, state: CaseState, context: Context): NonNullable<Review['others']> => {
  const wish = { decisionType: data.decisionType, amount: data.amount, reason: data.reason, evidence: data.evidence };
  const { facts, about } = questionOf(wish, state, context, context.actor.tier);
  return facts.grants
    .filter(
      ({ decision, decisionType, customer }) =>
        decision !== data.decision && decisionType === data.decisionType && customer === about.customer,
    )
    .toSorted((one, other) => other.at - one.at)
    .slice(0, MOST_SHOWN)
    .map(({ decision, caseId, actor, team, at, amount }) => ({ decision, caseId, by: actor, team, at, amount }));
};

/** The first cap that stood against it as the hub saw it. */
const ruleOf = ({ caps }: AuthorityReason): string | null => caps.find(({ ok }) => !ok)?.rule ?? null;

/**
 * The events of a decision that stands and is flagged, with who looks at it; others as they are. The team is that of the case's lead, or
 * of the tier above. Source: domain.md §5 "bestätigungsbedürftig".
 */
export const forReview = (
  events: readonly CaseEvent[],
  state: CaseState | null,
  context: Context,
  flag: { readonly code: string; readonly rule: string | null },
  budgets: NonNullable<Review['budgets']> = [],
): readonly CaseEvent[] => {
  if (state === null || HARMLESS.has(flag.code)) return events;
  return events.map((event) => {
    if (event.type !== 'decision-made' || event.data.review) return event;
    const { policy, actor, now } = context;
    const tiers = ([3, 4] as const).filter((tier) => rankOf(tier) > rankOf(actor.tier) || tier === 4);
    const question = { decisionType: event.data.decisionType, askedBy: actor.id, tiers, present: null, without: [] };
    const team = policy.teams.get(routeRequest(state, question, { ...context, absences: [] })?.to.team ?? '');
    if (team === undefined) return event;
    const by = calendarOf(policy, team.calendar).due(now, policy.pack.authority.breakGlass?.review ?? USUAL);
    const rule = flag.rule ?? ruleOf(event.data.why);
    const review: Review = {
      by,
      team: team.id,
      cause: flag.code,
      rule,
      others: othersOf(event, state, context),
      ...(budgets.length === 0 ? {} : { budgets }),
    };
    return { ...event, data: { ...event.data, review } };
  });
};
