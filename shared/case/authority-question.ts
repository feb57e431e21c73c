// Puts together what the authority is asked about one wish in one case: who, for whom, what was granted before, who asked.
import { Temporal } from 'temporal-polyfill';
import { judge } from '../policy/authority.ts';
import type { AuthorityQuestion, Relation, Terms, Wish } from '../policy/authority-types.ts';
import { customerKey } from '../policy/authority-types.ts';
import type { Person, Tier } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { budgetsFor, isBoundByBudget } from '../policy/budgets.ts';
import { monthAt } from '../policy/windows.ts';
import type { Ms, Zone } from '../kernel/time.ts';
import { accountId } from './budget-account.ts';
import type { Draw } from './budget-events.ts';
import type { Proposed } from './events.ts';
import type { Context } from './context.ts';
import { grantsOf } from './grants.ts';
import type { CaseState } from './state.ts';

/** A wish as commands and requests carry it: what most decisions do not need may be missing. */
export type WishData = {
  readonly decisionType: string;
  readonly amount: number;
  readonly reason: string | null;
  readonly evidence: readonly string[];
  readonly terms?: Terms | null | undefined;
  readonly contract?: string | null | undefined;
  readonly otherAccount?: boolean | undefined;
  readonly toldAt?: Ms | null | undefined;
  /** What pays it, see `decide`. */
  readonly draws?: readonly Draw[] | undefined;
  readonly proposed?: Proposed | undefined;
};

export const wishOf = ({ decisionType, amount, reason, evidence, terms, otherAccount, toldAt }: WishData): Wish => ({
  decisionType,
  amount,
  reason,
  evidence,
  terms: terms ?? null,
  otherAccount: otherAccount ?? false,
  toldAt: toldAt ?? null,
});

/** Whole days since the first day as a customer, counted in the principal's zone; null when that day is unknown. */
const tenureOf = (since: string | null, now: Ms, zone: Zone): number | null =>
  since === null
    ? null
    : Temporal.PlainDate.from(since).until(Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()).days;

/** Whose account it is, seen from the person who decides. Source: domain.md §4 "blocks". */
export const relationTo = (person: string, customer: Context['customer'], policy: Context['policy']): Relation => {
  if (customer === null) return 'none';
  if (customer.staff === person) return 'own';
  if (customer.relatives.includes(person)) return 'relative';
  return customer.staff !== null && policy.people.has(customer.staff) ? 'colleague' : 'none';
};

/** Whether every budget it draws on is drawn on in full; whether that was really paid is for the account to say. */
const isPaid = ({ decisionType, amount, draws, proposed }: WishData, team: string | null, tier: Tier, policy: Policy, now: Ms): boolean => {
  const type = policy.decisions.get(decisionType);
  if (draws === undefined || draws.length === 0 || type === undefined) return false;
  const month = monthAt(now, policy.pack.principal.zone);
  // What is proposed is paid from what is free, before the hub says whether it may be granted.
  const isBound = isBoundByBudget(tier) && proposed === undefined;
  return budgetsFor(policy, type, team).every(({ of }) =>
    draws.some(
      (draw) => draw.account === accountId(policy.lane, { ...of, month }) && draw.amount >= amount && (!isBound || draw.lease !== null),
    ),
  );
};

/**
 * `tier` is the tier whose authority is used: the actor's own, or that of the person he is deputy of. What the case itself granted is
 * taken from its state, which is newer than what was counted.
 */
export const questionOf = (
  data: WishData,
  state: CaseState,
  { actor, policy, customer, facts, now, connection, blind }: Context,
  tier: Tier,
  askedBy: AuthorityQuestion['askedBy'] = null,
): AuthorityQuestion => {
  const zone = policy.pack.principal.zone;
  const team = actor.teams.includes(state.holder.team) ? state.holder.team : (actor.teams[0] ?? null);
  // What stands already counts, even where a quicker clock says it was granted later.
  const own = grantsOf(state, zone).map((grant) => (grant.at > now ? { ...grant, at: now } : grant));
  return {
    wish: wishOf(data),
    actor: { id: actor.id, tier, team },
    // Whose contracts nobody knows, any name would open a window of its own.
    about: {
      customer: customerKey(state.customer, state.id),
      contract: customer === null ? null : (data.contract ?? null),
      caseId: state.id,
    },
    bill: customer?.lastBill ?? null,
    relation: relationTo(actor.id, customer, policy),
    tenureDays: tenureOf(customer?.since ?? null, now, zone),
    segment: customer?.segment ?? null,
    facts: { ...facts, grants: [...facts.grants.filter(({ caseId }) => caseId !== state.id), ...own] },
    now,
    connection,
    present: null,
    askedBy,
    budget: null,
    ...(isPaid(data, team, tier, policy, now) ? { paid: true } : {}),
    ...(blind === true ? { blind } : {}),
  };
};

/** Every tier above the asker's that could grant it, lowest first: each is asked as if only somebody of it were there. */
export const coveringTiers = (wish: WishData, state: CaseState, asker: Person, context: Context): readonly Tier[] => {
  const question = questionOf(wish, state, { ...context, actor: asker }, asker.tier);
  return ([2, 3, 4] as const).filter((tier) => judge(context.policy, { ...question, present: [tier] }).approverTier === tier);
};
