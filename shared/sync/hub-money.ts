// Finds what only the hub's own log says of a shared budget: since when its epoch runs, and what a refused decision had drawn.
import { accountId, leasedOf } from '../case/budget-account.ts';
import type { Draw } from '../case/budget-events.ts';
import type { Command, CommandOf } from '../case/commands.ts';
import type { Context } from '../case/context.ts';
import type { CaseEvent, EventOf } from '../case/events.ts';
import type { BudgetFact } from '../case/decision-events.ts';
import type { CaseState } from '../case/state.ts';
import type { Ms } from '../kernel/time.ts';
import type { Outcome } from '../store/desk-store.ts';
import { replacedBudgets, successionOf, type Replaced } from '../policy/budgets.ts';
import type { Policy } from '../policy/policy.ts';
import type { LedgerStore } from '../store/ledger-store.ts';
import { isLost } from './apply.ts';
import type { Policies } from './policies.ts';

type Hub = NonNullable<Context['hub']>;

/** What was ruled on in this group and is not written yet. */
export type Unwritten = {
  readonly earlier: ReadonlyMap<string, Outcome>;
  readonly events: readonly CaseEvent[];
  /** A case as it stands after what was ruled on. */
  readonly stateOf: (caseId: string) => Promise<CaseState | undefined>;
};

/**
 * When the newest epoch began, null where it is the first. A hub was set back before the first thing it recorded afterwards; one that
 * has recorded nothing since was set back just now.
 */
export const epochSince = async (store: LedgerStore, lane: string, now: Ms): Promise<Ms | null> => {
  const epochs = await store.epochs(lane);
  const newest = epochs.at(-1);
  if (newest === undefined || epochs.length === 1) return null;
  return (await store.events(lane, newest.from, 1))[0]?.recordedAt ?? now;
};

const isOf =
  <T extends 'budget-spent' | 'budget-given-back'>(type: T, decision: string) =>
  (event: CaseEvent): event is Extract<CaseEvent, EventOf<T>> =>
    event.type === type && 'decision' in event.data && event.data.decision === decision;

/**
 * What a decision drew that was ruled on and does not stand (refused, or a proposal that went up in the case it was spent for); every
 * spend is given back once. One that stands somewhere else keeps what it drew.
 */
export const paidFor = async (
  store: LedgerStore,
  { lane, caseId, data }: Pick<Command, 'lane' | 'caseId' | 'data'>,
  { earlier, events, stateOf }: Unwritten,
): Promise<NonNullable<Hub['paid']>> => {
  const decision = 'decision' in data ? data.decision : '';
  const outcome = earlier.get(decision) ?? (await store.settledCommands(lane, [decision])).get(decision)?.outcome;
  if (outcome === undefined) return () => null;
  const all = [...(await store.eventsOf(caseId)).map(({ event }) => event), ...events.filter((event) => event.caseId === caseId)];
  const paid = all.filter(isOf('budget-spent', decision))[all.filter(isOf('budget-given-back', decision)).length];
  if (paid === undefined) return () => null;
  const { lease, amount, beyond } = paid.data;
  const state = await stateOf(paid.data.case);
  const stands = state?.decisions.some((row) => row.decision === decision) === true;
  const wentUp =
    state?.approvals.some(({ approval }) => approval === decision) === true ||
    state?.takenBack?.some((row) => row.decision === decision) === true;
  const isGone = !stands && (wentUp || isLost(outcome));
  return (asked) => (isGone && asked === decision ? { lease, amount, beyond } : null);
};

/**
 * Whether a proposal was granted after its author had last heard of its lane, and nobody else has worked on the case since: he may have
 * told the customer.
 */
export const isUnheard = async (store: LedgerStore, { caseId, actor, seen, data }: CommandOf<'withdraw-approval'>): Promise<boolean> => {
  const events = await store.eventsOf(caseId);
  const made = events.find(({ event }) => event.command === data.approval && event.type === 'decision-made');
  if (made === undefined) return true;
  const isOthers = ({ event: { by } }: (typeof events)[number]): boolean => by.person !== actor && by.role !== 'watchdog';
  return made.position > seen && !events.some((each) => each.position > made.position && isOthers(each));
};

/** Spend and decision stand side by side in one journal, so the newest events of an account nearly always tell. */
const NEWEST = 300;

/** An event and what was flagged about it. */
export type Moved = { readonly event: CaseEvent; readonly flag: string | null };

/** What a command says it drew on shared budgets; most draw nothing. */
export const drawsOf = ({ data }: Pick<Command, 'data'>): readonly Draw[] => ('draws' in data ? data.draws : undefined) ?? [];

/** The spends of a decision: every draw it names, in its account, for this decision of this case, out of that lease and in full; else null. */
export const drawnFor = async (
  store: LedgerStore,
  { id, caseId, data }: Pick<Command, 'id' | 'caseId' | 'data'>,
  unwritten: readonly Moved[],
): Promise<readonly Moved[] | null> => {
  const draws = drawsOf({ data });
  const isFor =
    ({ account, lease, amount }: Draw) =>
    ({ event }: Moved): boolean =>
      event.caseId === account &&
      isOf('budget-spent', id)(event) &&
      event.data.case === caseId &&
      event.data.lease === lease &&
      event.data.amount >= amount;
  const spends: Moved[] = [];
  for (const draw of draws) {
    const found = unwritten.find(isFor(draw)) ?? (await writtenOf(store, draw.account, isFor(draw)));
    if (found === undefined) return null;
    spends.push(found);
  }
  return spends;
};

const writtenOf = async (store: LedgerStore, account: string, isIt: (moved: Moved) => boolean): Promise<Moved | undefined> => {
  const version = (await store.states([account])).get(account)?.version ?? 0;
  const recent = await store.eventsOf(account, Math.max(0, version - NEWEST));
  return recent.find(isIt) ?? (await store.eventsOf(account)).find(isIt);
};

/** What whoever looks at a decision must know of the budgets it drew on. */
export const budgetFacts = async (
  { data }: Pick<Command, 'data'>,
  spends: readonly Moved[],
  stateOf: Unwritten['stateOf'],
): Promise<readonly BudgetFact[]> => {
  const draws = drawsOf({ data });
  const facts = await Promise.all(
    spends.map(async ({ event }): Promise<BudgetFact | null> => {
      const budget = (await stateOf(event.caseId))?.budget;
      if (event.type !== 'budget-spent' || budget === undefined) return null;
      const named = draws.find(({ account }) => account === event.caseId)?.lease ?? null;
      const held = budget.leases.find(({ lease }) => lease === named);
      const { scope, owner, month, limit, spent, free, exceeded } = budget;
      const lease = held === undefined ? null : { device: held.device, standing: held.standing, granted: held.granted, used: held.used };
      const { amount, beyond } = event.data;
      return { account: event.caseId, scope, owner, month, amount, beyond, limit, spent, free, exceeded, lease };
    }),
  );
  return facts.filter((fact) => fact !== null);
};

type Known = { readonly versions: number; readonly replaced: readonly Replaced[] };

// Packs are published now and then, budgets are asked for all day.
const replacements = new WeakMap<Policy, Known>();

const replacedIn = (policies: Policies, now: Policy): readonly Replaced[] => {
  const versions = policies.versions(now.lane);
  const known = replacements.get(now);
  if (known?.versions === versions.length) return known.replaced;
  const earlier = versions.flatMap((version) => policies.version(now.lane, version) ?? []);
  const replaced = replacedBudgets(now, earlier);
  replacements.set(now, { versions: versions.length, replaced });
  return replaced;
};

/** How the budget that a command speaks of stands to those that a change of the pack put aside in the same month. */
export const successionAt = async (
  policies: Policies,
  now: Policy,
  command: Command,
  stateOf: Unwritten['stateOf'],
): Promise<Pick<Hub, 'elsewhere' | 'replaced'>> => {
  if (command.type !== 'ask-lease' && command.type !== 'spend-budget') return {};
  const { data } = command;
  const replaced = replacedIn(policies, now);
  if (replaced.length === 0) return {};
  const { isReplaced, before } = successionOf(now, replaced, data);
  const accounts = await Promise.all(before.map((of) => stateOf(accountId(now.lane, { ...of, month: data.month }))));
  const out = accounts.map((state) =>
    state?.budget === undefined ? 0 : state.budget.spent + state.budget.exceeded + leasedOf(state.budget),
  );
  return { replaced: isReplaced, elsewhere: out.reduce((sum, each) => sum + each, 0) };
};
