// Answers the calls about shared budgets: what is spent and free, what each workstation holds, whether a promise is firm; and what a lead may do.
import { accountId, leasedOf, leaseOfDesk, leftOf, type BudgetAccount, type BudgetKey, type Lease } from './case/budget-account.ts';
import { COMMANDS } from './case/commands.ts';
import { questionOf } from './case/authority-question.ts';
import { decide } from './case/decide.ts';
import type { CaseEvent } from './case/events.ts';
import type { CaseState } from './case/state.ts';
import { ok, refuse, type Json, type Refusal } from './kernel/result.ts';
import type { Ms } from './kernel/time.ts';
import { judge } from './policy/authority.ts';
import { budgetRow, isBoundByBudget } from './policy/budgets.ts';
import { holdingAt } from './policy/staleness-steps.ts';
import { calendarOf } from './policy/targets.ts';
import { monthAt } from './policy/windows.ts';
import type { Policy } from './policy/policy.ts';
import type { Workstation } from './sync/wire-parts.ts';
import type { BudgetRowView, BudgetsView, LeaseRow, StandingView, Stopped } from './views/budget-shapes.ts';
import { probeCommand } from './views/can.ts';
import { mayRead, readsAll } from './views/reading.ts';
import { standingSentence } from './views/standing-words.ts';
import { drawnBudgets, leaseAt, paysByLease } from './desk-pay.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { notFound, stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';
import { FORKED_HERE, isForked, stoppedOf } from './desk-stopped.ts';

type Calls = 'budgets.view' | 'budget.act' | 'authority.standing';
type Verb = 'recall-lease' | 'freeze-lease' | 'write-off-lease' | 'release-budget';

export const budgetCalls = (inside: DeskInside): Pick<Handlers, Calls> => ({
  'budgets.view': (seat) => budgetsView(inside, seat),
  'budget.act': (seat, { account, verb, lease, reason, text }) => act(inside, seat, account, verb, { lease, reason, text }),
  'authority.standing': (seat, { caseId, wish }) => {
    const state = stateFor(inside.store, seat, caseId);
    if (state === null || !seat.policy.decisions.has(wish.decisionType)) return notFound({ case: caseId, decisionType: wish.decisionType });
    return ok(standingView(inside, seat, state, wish));
  },
});

/** The account of a budget, also where nothing has happened in it yet; null for whoever has nothing to do with it. */
const accountFor = ({ store }: Pick<DeskInside, 'store'>, { person, policy, lane }: Seat, id: string): CaseState | null => {
  const state = store.currentState(id);
  if (state?.budget === undefined || state.lane !== lane) return null;
  return readsAll(person, policy) || mayRead(person, state, policy) ? state : null;
};

/** Budgets of the pack that this seat has to do with in a month: its own teams', those it leads, the principal's. */
const keysFor = ({ person, policy, lane }: Seat, month: string): readonly BudgetKey[] => {
  const isMine = (team: string): boolean =>
    readsAll(person, policy) || person.teams.includes(team) || policy.teams.get(team)?.lead === person.id;
  const keys = policy.pack.authority.budgets.flatMap(({ scope, team, ledgers }): readonly BudgetKey[] => {
    if (scope === 'principal') return [{ scope, owner: lane, ledgers, month }];
    const owners = team === undefined ? policy.pack.teams.map(({ id }) => id) : [team];
    return owners.filter(isMine).map((owner) => ({ scope, owner, ledgers, month }));
  });
  return [...new Map(keys.map((key) => [accountId(lane, key), key])).values()];
};

const nameOf = ({ pack, teams }: Policy, { scope, owner }: Pick<BudgetKey, 'scope' | 'owner'>): BudgetRowView['name'] => {
  const { name } = pack.principal;
  return scope === 'team' ? (teams.get(owner)?.name ?? { de: owner, en: owner }) : { de: name, en: name };
};

const answersForOthers = ({ role }: Seat['person']): boolean => role === 'lead' || role === 'manager' || role === 'auditor';

const budgetsView = async (inside: DeskInside, seat: Seat): Promise<BudgetsView> => {
  const { engine, clock, workstations } = inside;
  const { lane, policy } = seat;
  // Whoever gives up a share must know whose it is and since when it is silent; nobody else is told who sits where.
  const places = answersForOthers(seat.person) && paysByLease(inside) ? ((await workstations?.(lane)) ?? []) : [];
  const away = engine.away(lane);
  const month = monthAt(clock(), policy.pack.principal.zone);
  const rows = paysByLease(inside) ? keysFor(seat, month) : [];
  return {
    currency: policy.pack.principal.currency,
    leases: paysByLease(inside),
    lastHeard: away === null ? engine.status(lane).lastHeard : away.lastSync,
    away: away !== null,
    holds: holdingAt(policy, away, clock()),
    unrecorded: engine.holder(lane) === null,
    budgets: rows.flatMap((key) => rowOf(inside, seat, key, places) ?? []),
  };
};

const rowOf = (inside: DeskInside, seat: Seat, key: BudgetKey, places: readonly Workstation[]): BudgetRowView | null => {
  const { store } = inside;
  const { lane, policy, person } = seat;
  const account = accountId(lane, key);
  const row = budgetRow(policy, key);
  const state = accountFor(inside, seat, account);
  if (row === null) return null;
  const budget = state?.budget ?? null;
  const limit = budget?.limit ?? row.amount;
  const spent = budget?.spent ?? 0;
  const answers = answersForOthers(person);
  return {
    account,
    scope: key.scope,
    owner: key.owner,
    name: nameOf(policy, key),
    ledgers: [...key.ledgers],
    month: key.month,
    limit,
    spent,
    leased: budget === null ? 0 : leasedOf(budget),
    free: budget?.free ?? limit,
    exceeded: budget?.exceeded ?? 0,
    writtenOff: budget?.writtenOff ?? 0,
    burnt: Math.round((spent * 1000) / limit) / 10,
    warnAt: row.warnAt,
    doubted: budget !== null && budget.epoch !== (store.head(lane).epoch ?? budget.epoch),
    here: hereOf(inside, seat, account, budget),
    leases: answers && state !== null && budget !== null ? leaseRows(inside, seat, { state, budget, places }) : [],
    canRelease: state === null ? notFound({ account }).refusal : mayDo(inside, seat, state, 'release-budget', {}),
  };
};

const plainOf = ({ lease, granted, used, at, standing, recalled }: Lease, left: number) => ({
  lease,
  granted,
  used,
  left,
  since: at,
  standing,
  recalled,
});

const why = (inside: DeskInside, account: string, lease: Lease): { readonly stopped?: Stopped } => {
  const stopped = stoppedOf(inside, account, lease);
  return stopped === undefined ? {} : { stopped };
};

const FULL = 100;

const hereOf = (inside: DeskInside, { lane, policy }: Seat, account: string, budget: BudgetAccount | null): BudgetRowView['here'] => {
  const { engine, store } = inside;
  const holder = engine.holder(lane);
  if (holder === null) return { meaning: 'not-kept' };
  const lease = budget === null ? null : leaseOfDesk(budget, holder.device, holder.gen);
  if (lease !== null && isForked(inside, lane))
    return { ...plainOf(lease, 0), standing: 'frozen', stopped: FORKED_HERE, meaning: 'stopped' };
  if (lease === null) {
    const own = budget?.leases.filter((row) => row.device === holder.device && row.standing !== 'open') ?? [];
    // What is frozen keeps a new one from coming; what was given up does not.
    const stopped = own.find(({ standing }) => standing === 'frozen') ?? own[0] ?? null;
    if (stopped !== null) return { ...plainOf(stopped, 0), ...why(inside, account, stopped), meaning: 'stopped' };
    return { meaning: store.outboxOf(account).some(({ command }) => command.type === 'ask-lease') ? 'asking' : 'none' };
  }
  const left = leftOf(lease);
  const isLow = left * FULL <= policy.pack.authority.leases.askAt * lease.granted;
  return { ...plainOf(lease, left), meaning: left === 0 ? 'spent' : isLow ? 'low' : 'open' };
};

type Trace = { readonly people: readonly string[]; readonly at: Ms };

/** Who decided out of each lease, newest first, and when the hub last heard of it. */
const tracesOf = (events: readonly CaseEvent[]): ReadonlyMap<string, Trace> => {
  const traces = new Map<string, Trace>();
  for (const event of events) {
    const lease = 'lease' in event.data && typeof event.data.lease === 'string' ? event.data.lease : null;
    if (lease === null || event.type === 'lease-recalled' || event.type === 'lease-frozen' || event.type === 'lease-written-off') continue;
    const people = traces.get(lease)?.people ?? [];
    const { person } = event.by;
    traces.set(lease, {
      at: event.at,
      people: event.type === 'budget-spent' ? [person, ...people.filter((one) => one !== person)] : people,
    });
  }
  return traces;
};

type Held = { readonly state: CaseState; readonly budget: BudgetAccount; readonly places: readonly Workstation[] };

const placeOf = (places: readonly Workstation[], device: string): Pick<LeaseRow, 'name' | 'seenAt' | 'revoked' | 'signedIn'> => {
  const place = places.find((row) => row.device === device);
  return {
    name: place?.name ?? null,
    seenAt: place?.seenAt ?? null,
    revoked: place?.revoked === true,
    signedIn: (place?.people ?? []).map(({ person, at }) => ({ person, at })),
  };
};

const leaseRows = (inside: DeskInside, seat: Seat, { state, budget, places }: Held): LeaseRow[] => {
  const holder = inside.engine.holder(seat.lane);
  const traces = tracesOf(inside.store.eventsOf(state.id).map(({ event }) => event));
  const may = (verb: Verb, lease: string): Refusal | null =>
    mayDo(inside, seat, state, verb, verb === 'write-off-lease' ? { lease, reason: 'lost' } : { lease });
  return budget.leases.map((row) => ({
    ...plainOf(row, leftOf(row)),
    ...why(inside, state.id, row),
    device: row.device,
    ...placeOf(places, row.device),
    mine: row.device === holder?.device,
    people: [...(traces.get(row.lease)?.people ?? [])],
    lastAt: traces.get(row.lease)?.at ?? row.at,
    can: { recall: may('recall-lease', row.lease), freeze: may('freeze-lease', row.lease), writeOff: may('write-off-lease', row.lease) },
  }));
};

/** Refusals that words still to be said would answer. */
const BLAMES_WORDS: ReadonlySet<string> = new Set(['budget-needs-words']);

/** Null where this seat may do it now, as far as a desk can know. */
const mayDo = ({ engine }: DeskInside, { lane, person }: Seat, state: CaseState, verb: Verb, data: object): Refusal | null => {
  const context = engine.context(lane, state, person);
  const decided = decide(probeCommand(verb, state, context, data), state, context);
  return decided.ok || BLAMES_WORDS.has(decided.refusal.code) ? null : decided.refusal;
};

type Acting = { readonly lease: string | null; readonly reason: string | null; readonly text: string };

/** Refusals: `not-found`, those of the verb. */
const act = (inside: DeskInside, seat: Seat, account: string, verb: Verb, { lease, reason, text }: Acting) => {
  const state = accountFor(inside, seat, account);
  const data = { ...(lease === null ? {} : { lease }), ...(verb === 'write-off-lease' ? { reason: reason ?? 'other' } : {}) };
  const body: { readonly [key: string]: Json } = text.trim() === '' ? {} : { text };
  if (state === null || !COMMANDS[verb].data.safeParse(data).success) return notFound({ account });
  if (!COMMANDS[verb].body.safeParse(body).success) return refuse('budget-needs-words', {});
  const words = Object.keys(body).length === 0 ? null : body;
  const done = inside.engine.submit({ lane: seat.lane, caseId: account, actor: seat.person.id, type: verb, data, body: words });
  if (!done.ok) return done;
  inside.engine.kick(seat.lane);
  return ok({ command: done.value.command });
};

type Wish = Parameters<typeof questionOf>[0];

const standingView = (inside: DeskInside, seat: Seat, state: CaseState, wish: Wish): StandingView => {
  const { engine, clock } = inside;
  const { lane, person, policy } = seat;
  const away = engine.away(lane);
  const context = engine.context(lane, state, person, wish.contract ?? null);
  const question = questionOf(wish, state, context, person.tier);
  const { verdict, binding } = judge(policy, question);
  const draws = drawsOf(inside, seat, wish, question.actor.team);
  const isShort = draws.some(({ short }) => short > 0);
  // In touch with the hub what is missing is asked for when the decision is made.
  const isFirm = verdict === 'within' && (!isShort || away === null);
  const standing = verdict === 'never' ? 'never' : isFirm ? 'committed' : away === null ? 'request' : 'proposed';
  const isOwn = verdict === 'within' || binding.rule !== 'block';
  const until = standing === 'proposed' && isOwn ? proposedUntil(policy, state, clock()) : null;
  const { zone, currency } = policy.pack.principal;
  const unit = policy.decisions.get(wish.decisionType)!.unit;
  return {
    standing,
    sentence: standingSentence(standing, { amount: wish.amount, unit, currency, zone, until }),
    until,
    away: away !== null,
    holds: holdingAt(policy, away, clock()),
    draws,
  };
};

const proposedUntil = (policy: Policy, { holder }: CaseState, now: Ms): Ms => {
  const calendar = policy.teams.get(holder.team)?.calendar;
  return calendarOf(policy, calendar ?? [...policy.calendars.keys()][0] ?? '').due(now, policy.pack.authority.proposed);
};

const drawsOf = (inside: DeskInside, seat: Seat, wish: Wish, team: string | null): StandingView['draws'] => {
  const { lane, person, policy } = seat;
  if (!paysByLease(inside) || wish.amount === 0) return [];
  const isBound = isBoundByBudget(person.tier);
  return drawnBudgets(policy, wish.decisionType, team, inside.clock()).map((key) => {
    const account = accountId(lane, key);
    const left = isBound ? leftOf(leaseAt(inside, lane, account)) : 0;
    const short = isBound ? Math.max(0, wish.amount - left) : 0;
    const { stopped }: BudgetRowView['here'] | { readonly stopped?: undefined } =
      short === 0 ? {} : hereOf(inside, seat, account, inside.store.currentState(account)?.budget ?? null);
    return {
      account,
      name: nameOf(policy, key),
      amount: wish.amount,
      left,
      short,
      lease: isBound,
      ...(stopped === undefined ? {} : { stopped }),
    };
  });
};
