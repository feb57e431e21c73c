// Checks what must hold of shared budgets in a simulated world at rest: each account adds up, and spends and decisions agree one to one.
import { isAccountId, leftOf, type Lease } from '../../shared/case/budget-account.ts';
import type { Confirmed, EventOf } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { isBoundByBudget } from '../../shared/policy/budgets.ts';
import { faultOf } from './account-fault.ts';
import { deviceOf } from './desks.ts';
import { spentIn } from './till.ts';
import type { Broken } from './witness.ts';
import { LANE, type World } from './world.ts';

type Made = EventOf<'decision-made'>['data'];

/** I6 of accounts: nothing where workstations share no budgets. */
export const checkMoney = (world: World, log: readonly Confirmed[]): readonly Broken[] => {
  if (world.till === null) return [];
  const byCase = Map.groupBy(log, ({ event }) => event.caseId);
  const accounts = new Map([...byCase].filter(([caseId]) => isAccountId(caseId)));
  // A proposal its author took back before he heard that it was granted.
  const undone = new Set(
    log.flatMap(({ event }) => (event.type === 'approval-withdrawn' && 'undone' in event.data ? [event.data.approval] : [])),
  );
  const made = log.flatMap(({ event, flag }) =>
    event.type === 'decision-made' && !undone.has(event.data.decision) ? [{ data: event.data, flag }] : [],
  );
  const lost = lostOf(world);
  return [
    ...world.till.broken(),
    ...[...accounts].flatMap(([account, events]) => addsUp(account, events)),
    ...[...accounts].flatMap(([account, events]) => byName(world, account, events)),
    ...withinLeases(world, log),
    ...[...accounts].flatMap(([account, events]) => stands(account, events, made, lost)),
    ...made.flatMap(({ data, flag }) => paid(data, flag, accounts)),
  ];
};

/** After every single event, not only after every commit. */
const addsUp = (account: string, events: readonly Confirmed[]): readonly Broken[] => {
  let state: CaseState | null = null;
  for (const { event, version } of events) {
    state = evolve(state, event);
    const fault = state.budget === undefined ? 'is no account' : faultOf(state.budget);
    if (fault !== null) return [{ rule: 'I6', what: `${account} at version ${version}: ${fault}` }];
  }
  return [];
};

/** Flags of a spend that its lease does not cover: they need a copied disk, or a hub that forgot. */
const CAUSED = new Set(['lease-short', 'lease-unknown', 'budget-without-lease']);

/** Whatever lies beyond a budget was decided by somebody above it, or bears the name of what went wrong. */
const byName = ({ witness, till, office }: World, account: string, events: readonly Confirmed[]): readonly Broken[] =>
  events.flatMap(({ event, flag }) => {
    if (event.type !== 'budget-spent') return [];
    const { decision, beyond, lease } = event.data;
    const tier = office.policy().people.get(event.by.person)?.tier;
    const isNamed = flag !== null || (tier !== undefined && !isBoundByBudget(tier));
    if (beyond > 0 && !isNamed) return [{ rule: 'I6', what: `${account}: ${beyond} beyond it for ${decision}, and nobody's name` }];
    const isCaused = witness.wasSetBack() || (lease !== null && till!.isShared(lease));
    return flag !== null && CAUSED.has(flag) && !isCaused
      ? [{ rule: 'I6', what: `${account}: ${decision} is ${flag} without a cause` }]
      : [];
  });

/**
 * What was told out of a lease was spent of it, or is still reserved: where a desk goes on with its lease, or has given it back, nothing of
 * it is missing. Copies of a disk tell it twice, and what a hub forgot it knows no more.
 */
const withinLeases = ({ witness, till, desks, office }: World, log: readonly Confirmed[]): readonly Broken[] => {
  const covered = new Map<string, number>();
  const add = (lease: string, amount: number): void => void covered.set(lease, (covered.get(lease) ?? 0) + amount);
  const live = desks.all().filter((desk) => !desk.isLost && office.rights(deviceOf(desk)) !== null);
  const goesOn = ({ device, gen, standing }: Lease): boolean =>
    standing === 'open' && live.some((desk) => deviceOf(desk) === device && desk.store.journalHead(LANE).gen === gen);
  for (const [account, events] of Map.groupBy(log, ({ event }) => event.caseId)) {
    if (!isAccountId(account)) continue;
    for (const { lease, amount } of spentIn(events)) if (lease !== null) add(lease, amount);
    for (const row of witness.state(account)?.budget?.leases ?? []) if (!goesOn(row)) add(row.lease, leftOf(row));
  }
  return [...till!.toldOfLeases()].flatMap(([lease, told]) =>
    told > (covered.get(lease) ?? 0) + till!.forgotten(lease) && !till!.isShared(lease)
      ? [{ rule: 'I6', what: `${told} told out of ${lease}, of which ${covered.get(lease) ?? 0} is spent or reserved` }]
      : [],
  );
};

/** Decisions that came to nothing, and whose desk is gone or was set back behind them: nobody is left to give back what they drew. */
const lostOf = ({ desks, office }: World): ((decision: string) => boolean) => {
  const live = desks.all().filter((desk) => !desk.isLost && office.rights(deviceOf(desk)) !== null);
  return (decision) => !live.some(({ store }) => store.knowsCommand(decision));
};

/** Every spend pays one decision that stands, in the case it names; what was refused has been given back. */
const stands = (
  account: string,
  events: readonly Confirmed[],
  made: readonly { readonly data: Made }[],
  isLost: (decision: string) => boolean,
): readonly Broken[] => {
  const seen = new Set<string>();
  const draws = new Set(made.flatMap(({ data }) => (data.draws ?? []).map((draw) => `${draw.account} ${data.decision}`)));
  return spentIn(events).flatMap(({ decision, amount }) => {
    const isTwice = seen.has(decision);
    seen.add(decision);
    if (isTwice) return [{ rule: 'I6', what: `${account}: ${decision} is paid twice` }];
    return draws.has(`${account} ${decision}`) || isLost(decision)
      ? []
      : [{ rule: 'I6', what: `${account}: ${amount} were spent for ${decision}, which does not stand` }];
  });
};

/** Every draw of a decision was spent in its account, in full. */
const paid = (
  { decision, draws = [] }: Made,
  flag: string | null,
  accounts: ReadonlyMap<string, readonly Confirmed[]>,
): readonly Broken[] =>
  draws.flatMap(({ account, amount }) => {
    const spends = spentIn(accounts.get(account) ?? []).filter((spend) => spend.decision === decision);
    return spends.length === 1 && spends[0]!.amount >= amount
      ? []
      : [{ rule: 'I6', what: `${decision} draws ${amount} on ${account} and is paid ${spends.length} times (${flag ?? 'no flag'})` }];
  });
