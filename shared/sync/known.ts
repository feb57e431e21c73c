// Asks what was granted before and who is away, for those commands whose answer may hang on it; everybody else pays nothing.
import type { Command, CommandType } from '../case/commands.ts';
import { grantsOf } from '../case/grants.ts';
import type { CaseState } from '../case/state.ts';
import { HOUR, type Ms } from '../kernel/time.ts';
import { customerKey, type Facts, type Grant } from '../policy/authority-types.ts';
import type { Person } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { dayStart, longestWindow, monthAt, windowStart } from '../policy/windows.ts';
import type { DeskStore, FactsQuery } from '../store/desk-store.ts';
import { exchanged } from '../store/grant-facts.ts';
import { customerIdOf, NOTHING_KNOWN } from './forecast.ts';

/** Commands whose decision looks at earlier ones. */
const ASKING: ReadonlySet<CommandType> = new Set<CommandType>([
  'decide',
  'ask-approval',
  'correct-approval',
  'approve',
  'redeem-approval',
  'pass-approval',
  'review-decision',
]);

export const asksFacts = ({ type }: Pick<Command, 'type'>): boolean => ASKING.has(type);

/** Whom, what and when a question is about. */
export type Asked = {
  readonly lane: string;
  readonly caseId: string;
  readonly state: CaseState | null;
  readonly customer: string | null;
  readonly contract: string | null;
  readonly actor: Person;
  readonly now: Ms;
  readonly policy: Policy;
};

/** What every question of one local day of a pack has in common. */
type Day = { readonly from: Ms; readonly until: Ms; readonly since: Ms; readonly month: string };

/** Longer than any local day and shorter than any two. */
const INTO_NEXT_DAY = 26 * HOUR;

// Calendars are slow to ask and answer the same all day; what is remembered follows from pack and day alone.
const days = new WeakMap<Policy, Day>();

const dayOf = (policy: Policy, now: Ms): Day => {
  const known = days.get(policy);
  if (known !== undefined && known.from <= now && now < known.until) return known;
  const { zone } = policy.pack.principal;
  const from = dayStart(now, zone);
  const day = {
    from,
    until: dayStart(from + INTO_NEXT_DAY, zone),
    // From the day's beginning, so that the same look serves all of it; each cap then counts in its own window.
    since: windowStart(from, longestWindow(policy), zone),
    month: monthAt(now, zone),
  };
  days.set(policy, day);
  return day;
};

/** The one question that any cap of this pack could need answered. Source: domain.md §4. */
export const queryOf = ({ lane, caseId, state, customer, contract, actor, now, policy }: Asked): FactsQuery => {
  const { principal, authority, decisions } = policy.pack;
  const day = dayOf(policy, now);
  const byTeam = authority.budgets.some(({ scope }) => scope === 'team');
  return {
    lane,
    customer: customerKey(customer, caseId),
    contract,
    caseId,
    since: day.since,
    actor: actor.id,
    dayStart: day.from,
    month: day.month,
    teams: byTeam ? [...new Set([...actor.teams, ...(state === null ? [] : [state.holder.team])])] : [],
    currency: principal.currency,
    openTypes: decisions.filter(({ agentDay }) => agentDay.some(({ open }) => open)).map(({ id }) => id),
  };
};

/** The question of a command; an answer to a request is about what was requested. */
export const askedBy = (command: Command, state: CaseState | null, actor: Person, now: Ms, policy: Policy): Asked => ({
  lane: command.lane,
  caseId: command.caseId,
  state,
  customer: customerIdOf(command, state),
  contract: contractOf(command, state),
  // What was granted on the telephone counts on the day of whoever granted it.
  actor: command.type === 'redeem-approval' ? (policy.people.get(command.data.lead) ?? actor) : actor,
  now,
  policy,
});

const contractOf = ({ data }: Command, state: CaseState | null): string | null => {
  const named = 'contract' in data ? (data.contract ?? null) : null;
  if (named !== null || !('approval' in data)) return named;
  return state?.approvals.find(({ approval }) => approval === data.approval)?.contract ?? null;
};

/** What the desk knows as it stands: confirmed and waiting together. */
export const factsAtDesk = (store: DeskStore, command: Command, asked: Asked): Facts => {
  if (!asksFacts(command)) return NOTHING_KNOWN.facts;
  const query = queryOf(asked);
  return inOrder(store.facts(query), query, asked.now);
};

/**
 * What stands already counts for a customer's caps, even where another clock says it was granted later: who comes late finds the cap
 * spent. Of a person's own day only its own time counts.
 */
export const inOrder = (facts: Facts, { customer, contract }: FactsQuery, now: Ms): Facts => {
  const isHis = (grant: Grant): boolean => grant.customer === customer || (contract !== null && grant.contract === contract);
  return { ...facts, grants: facts.grants.map((grant) => (grant.at > now && isHis(grant) ? { ...grant, at: now } : grant)) };
};

/**
 * The same for a command that waits already and is decided again: what waits behind it was not granted yet when it was given, and
 * of its own case only what the state says counts.
 */
export const factsForWaiting = (store: DeskStore, command: Command, asked: Asked): Facts => {
  if (!asksFacts(command)) return NOTHING_KNOWN.facts;
  const { lane, caseId, state, policy } = asked;
  const query = queryOf(asked);
  const facts = store.facts(query);
  const own = state === null ? [] : grantsOf(state, policy.pack.principal.zone);
  const place = store.waiting(command.id)?.dseq ?? Number.MAX_SAFE_INTEGER;
  const behind = policy.pack.authority.budgets.length === 0 ? facts.grants.filter(isBehind(store, place)) : allBehind(store, lane, place);
  const elsewhere = behind.filter((grant) => grant.caseId !== caseId);
  return inOrder(exchanged(facts, query, [...store.grantsOfCase(lane, caseId), ...elsewhere], own), query, asked.now);
};

/** A decision is named by the command that made it. */
const isBehind =
  (store: DeskStore, place: number) =>
  ({ decision }: Grant): boolean =>
    (store.waiting(decision)?.dseq ?? 0) > place;

/** A budget is spent by everybody, so everything that waits behind is taken out of it. */
const allBehind = (store: DeskStore, lane: string, place: number): readonly Grant[] => {
  const later = store.outbox(lane, Number.MAX_SAFE_INTEGER).filter(({ dseq }) => dseq > place);
  const ids = new Set(later.map(({ command }) => command.id));
  const cases = new Set(later.filter(({ command }) => asksFacts(command)).map(({ command }) => command.caseId));
  return [...cases].flatMap((caseId) => store.grantsOfCase(lane, caseId)).filter(({ decision }) => ids.has(decision));
};

/** Decisions of earlier commands of one push, which the store does not hold yet. */
export interface GrantBook {
  /** A case was judged on: what it granted before and what it grants now. */
  note(caseId: string, before: readonly Grant[], now: readonly Grant[]): void;
  /** Everything the cases of this push grant now. */
  granted(): readonly Grant[];
  /** Facts of the store, with the cases of this push as they stand now. */
  amend(facts: Facts, query: FactsQuery): Facts;
}

export const createGrantBook = (): GrantBook => {
  const cases = new Map<string, { readonly before: readonly Grant[]; readonly now: readonly Grant[] }>();
  return {
    note: (caseId, before, now) => {
      if (before.length > 0 || now.length > 0) cases.set(caseId, { before: cases.get(caseId)?.before ?? before, now });
    },
    granted: () => [...cases.values()].flatMap(({ now }) => now),
    amend: (facts, query) => {
      const noted = [...cases.values()];
      return exchanged(
        facts,
        query,
        noted.flatMap(({ before }) => before),
        noted.flatMap(({ now }) => now),
      );
    },
  };
};
