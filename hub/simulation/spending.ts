// Lets simulated people spend shared budgets: what somebody may grant is paid as any screen pays it, and managers see to the leases.
import { isAccountId, leftOf, type BudgetAccount, type Lease } from '../../shared/case/budget-account.ts';
import type { CommandOf } from '../../shared/case/commands.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { payAndSend, proposeAndSend } from '../../shared/desk-pay.ts';
import type { Json, Refusal, Result } from '../../shared/kernel/result.ts';
import { DAY, type Ms } from '../../shared/kernel/time.ts';
import type { Engine } from '../../shared/sync/engine.ts';
import type { Order, Submitted } from '../../shared/sync/submit.ts';
import { deviceOf, type Desk } from './desks.ts';
import { returnBeside, tornApart } from './safeguards-money.ts';
import { digest, LANE, type World } from './world.ts';

/** More than anywhere else, so that the budgets come to their end before the customers' caps do. */
const CUSTOMERS = Array.from({ length: 24 }, (_, index) => `m-${index}`);
const MOST_OWN = 3;

/** What somebody at this desk has done, in the moment it is durable; a process that died in it has told nobody. */
const noteDone = ({ till, agenda, note }: World, desk: Desk, orders: readonly Order[], done: readonly Submitted[]): void => {
  if (!desk.isUp) return;
  done.forEach(({ command }, index) => {
    const { actor, type, data } = orders[index]!;
    // What pays for a proposal is nobody's own step: the proposal tells its author.
    if (type === 'spend-budget' && (data as CommandOf<'spend-budget'>['data']).proposed === true) return;
    desk.tracked.push({ command, actor, at: agenda.now() });
  });
  for (const { type, data, caseId } of orders) {
    if (type !== 'spend-budget') continue;
    const { decision, lease, amount, proposed } = data as CommandOf<'spend-budget'>['data'];
    if (proposed === true) continue;
    note(`${desk.name} pays ${amount} out of ${lease ?? 'what is free'}`);
    till!.tell({ decision, account: caseId!, lease, amount, teller: desk.name });
  }
};

type Paying = { readonly engine: Engine; readonly store: Desk['store']; readonly newId: () => string; readonly clock: () => Ms };

/** The desk's engine for somebody who pays: what comes of it is remembered for the rules. */
const payingOf = (world: World, desk: Desk): Paying => {
  const { engine, store, run } = desk;
  const isHere = (): boolean => desk.isUp && desk.run === run;
  const all = world.off === 'one-transaction' ? tornApart(engine, () => world.money!.unit() < 0.2 && world.fells(desk)) : engine.submitAll;
  const watched: Engine = {
    ...engine,
    submit: (order) => {
      const done = engine.submit(order);
      if (done.ok && isHere()) noteDone(world, desk, [order], [done.value]);
      return done;
    },
    submitAll: (orders) => {
      const done = all(orders);
      if (done.ok && isHere()) noteDone(world, desk, orders, done.value);
      return done;
    },
  };
  return { engine: watched, store, newId: world.newId, clock: world.clockOf(desk) };
};

type Paid = Order & { readonly caseId: string };
type Sent = Result<{ readonly command: string }, Refusal>;

const say = ({ note }: World, desk: Desk, { actor, type }: Pick<Order, 'actor' | 'type'>, sent: Sent): void =>
  note(`${desk.name} ${actor} ${type} ${sent.ok ? sent.value.command : sent.refusal.code}`);

/** Whatever grants something is paid for; what cannot be granted away from the hub is proposed to it. */
export const sendPaid = async (world: World, desk: Desk, order: Paid): Promise<void> => {
  const state = desk.store.currentState(order.caseId);
  const policy = desk.engine.policy(LANE);
  const person = policy?.people.get(order.actor);
  if (state === null || policy === null || person === undefined) return;
  const { run } = desk;
  const paying = payingOf(world, desk);
  const seat = { session: '', lane: LANE, person, policy };
  const data = order.data as { readonly [key: string]: Json };
  const send = async (): Promise<Sent> => {
    const { type } = order;
    if (type === 'ask-approval') return proposeAndSend(paying, seat, state, { ...order, type, data: wishOf(data) });
    if (type !== 'decide' && type !== 'approve') return paying.engine.submit(order);
    return payAndSend(paying, seat, state, { ...order, type, data });
  };
  try {
    const sent = await send();
    say(world, desk, order, sent);
    if (sent.ok) return desk.engine.kick(LANE);
    if (order.type !== 'decide' || desk.engine.away(LANE) === null) return;
    const until = world.agenda.now() + 2 * DAY;
    const wish = { ...wishOf({ ...data, customerWaiting: true, recommendation: 'grant' }), proposed: { until } };
    const proposed = proposeAndSend(paying, seat, state, { ...order, type: 'ask-approval', data: wish });
    say(world, desk, { ...order, type: 'ask-approval' }, proposed);
  } catch (error) {
    // Only a process that died may fail here; then nobody was told that anything was done.
    if (desk.isUp && desk.run === run) throw error;
  }
};

const wishOf = (data: object): CommandOf<'ask-approval'>['data'] => data as CommandOf<'ask-approval'>['data'];

const isOwn = (state: CaseState | null, actor: string): boolean =>
  state !== null && state.holder.person === actor && state.phase !== 'closed' && state.phase !== 'resolved';

/** Somebody has a customer on the line and grants him something; the case is opened where there is none. */
export const serve = async (world: World, desk: Desk): Promise<void> => {
  const money = world.money!;
  const policy = desk.engine.policy(LANE);
  const actor = money.pick(desk.people);
  const tier = policy?.people.get(actor)?.tier;
  if (policy === null || tier === undefined) return;
  const own = desk.store.caseIds(LANE, null, 1_000).filter((id) => isOwn(desk.store.currentState(id), actor));
  let caseId = own.length === 0 ? null : money.pick(own);
  if (own.length < MOST_OWN && money.unit() < 0.7) {
    const customer = money.pick(CUSTOMERS);
    const number = desk.engine.nextCaseNumber(LANE);
    const data = { number, customer, category: 'billing', channel: 'phone', urgency: 'high', impact: 'low', reason: null, call: null };
    const opening: Order = { lane: LANE, caseId: null, actor, type: 'open-case', data, body: { title: 'Rechnung zu hoch' } };
    const done = payingOf(world, desk).engine.submit(opening);
    say(world, desk, opening, done);
    if (!done.ok) return;
    ({ caseId } = done.value);
  }
  if (caseId === null || !desk.isUp) return;
  const most = tier === 1 ? 15 : 30;
  const wish = {
    decisionType: 'goodwill-credit',
    amount: money.whole(3, most) * 100,
    reason: money.pick([...policy.reasons.keys()]),
    evidence: [],
  };
  await sendPaid(world, desk, { lane: LANE, caseId, actor, type: 'decide', data: wish, body: null });
};

/** The accounts this desk knows. */
export const accountsAt = (desk: Desk): readonly (readonly [id: string, budget: BudgetAccount])[] =>
  desk.store.versions(LANE, null, 1_000).flatMap(({ caseId }) => {
    const budget = isAccountId(caseId) ? desk.store.currentState(caseId)?.budget : undefined;
    return budget === undefined ? [] : [[caseId, budget] as const];
  });

const WORDS = { text: 'Niemand hat mehr von diesem Platz gehört' };

/** What a manager does about one account now: a steady hand when all is calm, any step while things go wrong. */
const stepOf = (world: World, { leases }: BudgetAccount, isCalm: boolean): Pick<Order, 'type' | 'data' | 'body'> | null => {
  const money = world.money!;
  const row: Lease | null = leases.length === 0 ? null : money.pick(leases);
  const what = money.weighted([
    ['recall-lease', isCalm ? 0 : 4],
    ['freeze-lease', isCalm ? 0 : 1],
    ['write-off-lease', isCalm ? 0 : 1],
    ['release-budget', isCalm ? 1 : 2],
  ] as const);
  if (what === 'release-budget') return { type: what, data: {}, body: WORDS };
  if (row === null || row.standing === 'written-off') return null;
  return what === 'write-off-lease'
    ? { type: what, data: { lease: row.lease, reason: 'lost' }, body: WORDS }
    : { type: what, data: { lease: row.lease }, body: null };
};

const manage = (world: World, desk: Desk, caseId: string, actor: string, step: Pick<Order, 'type' | 'data' | 'body'>): void => {
  const order = { lane: LANE, caseId, actor, ...step };
  try {
    const done = payingOf(world, desk).engine.submit(order);
    say(world, desk, order, done);
    if (done.ok) desk.engine.kick(LANE);
  } catch (error) {
    if (desk.isUp) throw error;
  }
};

const managerAt = (desk: Desk): string | undefined => desk.people.find((person) => person === 'helga' || person === 'ruediger');

/** A manager at this desk looks at the budgets; false where none works here. */
export const oversee = (world: World, desk: Desk): boolean => {
  const actor = managerAt(desk);
  const accounts = accountsAt(desk);
  if (actor === undefined || accounts.length === 0) return false;
  const [caseId, budget] = world.money!.pick(accounts);
  const step = stepOf(world, budget, false);
  if (step !== null) manage(world, desk, caseId, actor, step);
  return true;
};

/** When everything has healed: budgets in doubt are released, and what workstations hold that never came back is given up. */
export const settleBudgets = (world: World): void => {
  const desk = world.desks.all().find((one) => one.isUp && managerAt(one) !== undefined && one.engine.status(LANE).trouble === null);
  if (desk === undefined) return;
  const epoch = desk.store.head(LANE).epoch;
  for (const [caseId, { leases, epoch: of }] of accountsAt(desk)) {
    if (of !== epoch) manage(world, desk, caseId, managerAt(desk)!, { type: 'release-budget', data: {}, body: WORDS });
    for (const row of leases)
      if (row.standing === 'frozen' && leftOf(row) > 0 && world.money!.unit() < 0.5)
        manage(world, desk, caseId, managerAt(desk)!, { type: 'write-off-lease', data: { lease: row.lease, reason: 'lost' }, body: WORDS });
  }
};

/** Somebody telephones that a desk needs its lease no more, whatever it has still to say; nobody listens to the answer. */
export const askBeside = ({ money, desks, hubs, office }: World): void => {
  const desk = money!.pick(desks.all());
  const held = accountsAt(desk).flatMap(([caseId, { leases }]) =>
    leases.flatMap((row) =>
      row.device === deviceOf(desk) && row.standing === 'open' && leftOf(row) > 0 ? [{ caseId, lease: row.lease }] : [],
    ),
  );
  if (held.length === 0 || money!.unit() > 0.15) return;
  const frame = returnBeside(digest, LANE, { ...money!.pick(held), number: money!.whole(1, 2 ** 30) });
  const caller = { device: frame.device, rights: () => office.rights(deviceOf(desk)), admits: () => null };
  void hubs[0]
    ?.session(caller)
    .push(frame)
    .catch(() => undefined);
};
