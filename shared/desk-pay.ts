// Pays for what is decided at a desk of a hub: from this workstation's leases, in one transaction with the decision; and asks for what is missing.
import { accountId, budgetKeyOf, leaseOfDesk, leftOf, type BudgetKey, type Lease } from './case/budget-account.ts';
import { questionOf } from './case/authority-question.ts';
import type { CommandOf } from './case/commands.ts';
import { decide } from './case/decide.ts';
import type { Draw } from './case/budget-events.ts';
import type { EventOf } from './case/events.ts';
import type { CaseState } from './case/state.ts';
import { ok, refuse, type Json, type Refusal, type Result } from './kernel/result.ts';
import type { Ms } from './kernel/time.ts';
import { budgetsFor, isBoundByBudget } from './policy/budgets.ts';
import type { Policy } from './policy/policy.ts';
import { monthAt } from './policy/windows.ts';
import { isBlind } from './sync/lease-facts.ts';
import { probeCommand } from './views/can.ts';
import { asJson } from './views/timeline.ts';
import type { DeskInside, Order } from './desk-parts.ts';
import type { Seat } from './desk-session.ts';
import { isForked } from './desk-stopped.ts';

type Paying = Pick<DeskInside, 'engine' | 'store' | 'newId'>;

/** Verbs that grant something, and so may cost a budget. */
export type GrantVerb = 'decide' | 'approve';
export const isGrantVerb = (type: string): type is GrantVerb => type === 'decide' || type === 'approve';

/** As long as somebody waits for an answer before he goes on as if there were none. */
const PATIENCE: Ms = 2_000;

/** What one decision takes from one budget, and the lease of this workstation it would come from. */
type Need = {
  readonly key: BudgetKey;
  readonly account: string;
  readonly amount: number;
  readonly lease: Lease | null;
  /** False for tiers above budgets, and in an emergency: then it comes from what is free, and by name beyond it. */
  readonly isBound: boolean;
};

/** The lease of this workstation in an account, as far as its own waiting spends have left anything; none where a copy may spend the same. */
export const leaseAt = ({ engine, store }: Pick<Paying, 'engine' | 'store'>, lane: string, account: string): Lease | null => {
  const holder = engine.holder(lane);
  const budget = store.currentState(account)?.budget;
  return holder === null || budget === undefined || isForked({ engine }, lane) ? null : leaseOfDesk(budget, holder.device, holder.gen);
};

/** The budgets that a decision of this kind would draw on at this moment, by the team in whose name it is decided. */
export const drawnBudgets = (policy: Policy, decisionType: string, team: string | null, now: Ms): readonly BudgetKey[] => {
  const type = policy.decisions.get(decisionType);
  if (type === undefined) return [];
  const month = monthAt(now, policy.pack.principal.zone);
  return budgetsFor(policy, type, team).map(({ of }) => ({ ...of, month }));
};

type Made = EventOf<'decision-made'>;

/** The decision as it would be made now; null where it would be refused, or is only half of four eyes. */
const probed = ({ engine }: Paying, { lane, person }: Seat, state: CaseState, type: GrantVerb, data: object): Made | null => {
  const approval = 'approval' in data ? state.approvals.find((row) => row.approval === data.approval) : undefined;
  const contract = 'contract' in data && typeof data.contract === 'string' ? data.contract : (approval?.contract ?? null);
  const context = engine.context(lane, state, person, contract);
  const decided = decide(probeCommand(type, state, context, data), state, context);
  const made = decided.ok ? decided.value.find((event): event is Made => event.type === 'decision-made') : undefined;
  return made ?? null;
};

const needsOf = (inside: Paying, seat: Seat, state: CaseState, { data, at }: Made): readonly Need[] => {
  const { lane, person, policy } = seat;
  if (data.amount === 0 || data.unit !== 'money') return [];
  const { team } = questionOf(data, state, inside.engine.context(lane, state, person), person.tier).actor;
  const { tier } = data.why;
  return drawnBudgets(policy, data.decisionType, team, at).map((key) => {
    const account = accountId(lane, key);
    const isBound = isBoundByBudget(tier) && !data.review;
    return { key, account, amount: data.amount, lease: leaseAt(inside, lane, account), isBound };
  });
};

const isShort = ({ isBound, lease, amount }: Need): boolean => isBound && leftOf(lease) < amount;

/** Asks the hub for exactly what is missing, in the name of the workstation, and waits as long as anybody waits. */
const askFor = async ({ engine }: Paying, { lane, policy }: Seat, short: readonly Need[]): Promise<void> => {
  const holder = engine.holder(lane);
  const watchdog = policy.pack.roster.find(({ role }) => role === 'watchdog');
  if (holder === null || watchdog === undefined) return;
  const orders = short.map(({ key, account, amount, lease }): Order => {
    const need = amount - leftOf(lease);
    const data = { ...budgetKeyOf(key), ...holder, want: need, need };
    return { lane, caseId: account, actor: watchdog.id, type: 'ask-lease', data, body: null };
  });
  engine.submitMany(orders);
  await engine.reach(lane, PATIENCE);
};

/** Out of the lease where it covers all of it; tiers above, and whoever acts in an emergency, out of what is free. */
const drawOf = ({ account, amount, lease }: Need): Draw => ({
  account,
  lease: lease !== null && leftOf(lease) >= amount ? lease.lease : null,
  amount,
});

const spendOf = (order: Order, decision: string, { key, amount }: Need, draw: Draw): Order => ({
  lane: order.lane,
  caseId: draw.account,
  actor: order.actor,
  type: 'spend-budget',
  data: { ...budgetKeyOf(key), lease: draw.lease, decision, case: order.caseId, amount },
  body: null,
});

/** When the desk had last heard of its hub, for a step that is taken away from it; nothing in touch with it. */
export const awayPart = (
  { engine, store }: Pick<Paying, 'engine' | 'store'>,
  lane: string,
  state: Pick<CaseState, 'id' | 'customer'> | null = null,
): { readonly away?: { readonly lastSync: Ms | null; readonly blind?: boolean } } => {
  const away = engine.away(lane);
  if (away === null) return {};
  const isUnknown = state !== null && isBlind(store, { lane, caseId: state.id, customer: state.customer });
  return { away: { lastSync: away.lastSync, ...(isUnknown ? { blind: true } : {}) } };
};

/**
 * Proposes to the hub what cannot be granted away from it: at once where its author may, out of what is free there then; else it goes up. In
 * touch with the hub there is nothing to propose. `callback`: the words of the promise that goes with it, all or nothing. Source: domain.md §5.
 */
export const proposeAndSend = (
  inside: Paying & Pick<DeskInside, 'clock'>,
  seat: Seat,
  state: CaseState,
  order: Omit<Order, 'type' | 'data'> & { readonly type: 'ask-approval'; readonly data: CommandOf<'ask-approval'>['data'] },
  callback: Json | null = null,
): Result<{ readonly command: string }, Refusal> => {
  const { lane, person, policy } = seat;
  const { proposed, ...asked } = order.data;
  // That the customer hears by then is promised with the proposal, or neither stands.
  const promised = proposed === undefined || callback === null ? [] : [promiseOf(order, person.id, proposed.until, callback)];
  const away = awayPart(inside, lane, state).away;
  const told = { ...asked, ...(away === undefined ? {} : { away }), ...(away === undefined || proposed === undefined ? {} : { proposed }) };
  if (told.proposed === undefined) {
    const command = inside.newId();
    const sent = inside.engine.submitAll([{ ...order, data: asJson(told), command }, ...promised]);
    return sent.ok ? ok({ command }) : sent;
  }
  const { team } = questionOf(asked, state, inside.engine.context(lane, state, person), person.tier).actor;
  const keys = asked.amount === 0 ? [] : drawnBudgets(policy, asked.decisionType, team, inside.clock());
  const command = inside.newId();
  const draws = keys.map((key): Draw => ({ account: accountId(lane, key), lease: null, amount: asked.amount }));
  const spends = keys.map((key, index): Order => {
    const need = { key, account: draws[index]!.account, amount: asked.amount, lease: null, isBound: false };
    const spend = spendOf({ ...order, data: {} }, command, need, draws[index]!);
    return { ...spend, data: { ...(spend.data as object), proposed: true } as Json };
  });
  const done = inside.engine.submitAll([...spends, { ...order, data: asJson({ ...told, draws }), command }, ...promised]);
  return done.ok ? ok({ command }) : done;
};

const promiseOf = ({ lane, caseId, actor }: Pick<Order, 'lane' | 'caseId' | 'actor'>, by: string, due: Ms, body: Json): Order => ({
  lane,
  caseId,
  actor,
  type: 'make-promise',
  data: { due, by, callback: true, window: null },
  body,
});

/** Whether this desk decides out of leases: with a ledger of its own it counts what was granted. */
export const paysByLease = ({ engine }: Pick<Paying, 'engine'>): boolean => engine.mode === 'hub';

/**
 * Decides and pays, all or nothing. Where a lease does not cover it and the hub is there, exactly what is missing is asked for first.
 * Refusals: those of the verb, and `lease-short` {budget, left, amount}: what is not covered here can still be proposed. Source: domain.md §5.
 */
export const payAndSend = async (
  inside: Paying,
  seat: Seat,
  state: CaseState,
  order: Omit<Order, 'type' | 'data'> & { readonly type: GrantVerb; readonly data: { readonly [key: string]: Json } },
): Promise<Result<{ readonly command: string }, Refusal>> => {
  const { engine } = inside;
  const told = { ...order, data: { ...order.data, ...awayPart(inside, seat.lane, state) } };
  const now = (): readonly Need[] => {
    const fresh = inside.store.currentState(state.id) ?? state;
    const made = probed(inside, seat, fresh, order.type, told.data);
    return made === null ? [] : needsOf(inside, seat, fresh, made);
  };
  let needs = now();
  const short = needs.filter(isShort);
  if (short.length > 0 && engine.away(seat.lane) === null) {
    await askFor(inside, seat, short);
    needs = now();
  }
  const lacking = needs.find(isShort);
  if (lacking !== undefined) return refuse('lease-short', { budget: lacking.account, left: leftOf(lacking.lease), amount: lacking.amount });
  if (needs.length === 0) return engine.submit(told);
  const command = inside.newId();
  const draws = needs.map(drawOf);
  const spends = needs.map((need, index) => spendOf(order, command, need, draws[index]!));
  const decision: Order = { ...told, data: { ...told.data, draws: draws.map((draw) => ({ ...draw })) }, command };
  const done = engine.submitAll([...spends, decision]);
  return done.ok ? ok({ command }) : done;
};
