// Decides what happens to a shared budget: leases asked for, spent, returned, frozen and written off. Only the hub hands out money.
import { ok } from '../kernel/result.ts';
import { budgetRow, leaseSize } from '../policy/budgets.ts';
import { accountId, draw, leaseOf, leaseOfDesk, leftOf, type BudgetAccount, type BudgetKey, type Lease } from './budget-account.ts';
import type { Command, CommandOf, CommandType } from './commands.ts';
import type { Context } from './context.ts';
import { drafts, type Draft, type Drafts, type Refused } from './decider.ts';
import { openedAccount } from './evolve-budget.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState } from './state.ts';

/** Decides one verb over an account; null = it does not exist yet. */
type Banker<T extends CommandType> = (command: CommandOf<T>, account: BudgetAccount | null, context: Context) => Drafts;

type Kept<T extends CommandType> = (command: CommandOf<T>, account: BudgetAccount, context: Context) => Drafts;

const keyOf = ({ scope, owner, ledgers, month }: BudgetKey): BudgetKey => ({ scope, owner, ledgers, month });

/** What the pack says of this budget now: the hub's newest pack, at a desk the command's own. */
const rowOf = (key: BudgetKey, { policy, hub }: Context) => budgetRow(hub?.policy ?? policy, key) ?? budgetRow(policy, key);

type Opened = { readonly account: BudgetAccount; readonly before: readonly Draft[] };

/** The account as it stands for this command: opened with the first one, and with the limit of the pack in force. */
const opened = (command: Command, key: BudgetKey, account: BudgetAccount | null, context: Context): Opened | Refused => {
  if (command.caseId !== accountId(command.lane, key)) return refuseCase('no-such-budget', { budget: command.caseId });
  const limit = rowOf(key, context)?.amount ?? account?.limit;
  if (limit === undefined) return refuseCase('no-such-budget', { budget: command.caseId });
  if (account === null) {
    const data = { ...keyOf(key), limit, epoch: context.hub?.epoch ?? '' };
    return { account: openedAccount({ data }), before: [{ type: 'budget-opened', data }] };
  }
  if (limit === account.limit || context.hub === undefined) return { account, before: [] };
  return {
    account: { ...account, limit, free: account.free + limit - account.limit },
    before: [{ type: 'budget-limit-set', data: { limit } }],
  };
};

const isRefused = (found: Opened | Refused): found is Refused => 'refusal' in found;

const sentBy = (device: string, { hub }: Context): Refused | null =>
  hub === undefined || hub.device === null || hub.device === device ? null : refuseCase('not-this-device', { device });

/** Leases of older incarnations of a workstation: what it spent of them under a disk that is gone nobody knows yet. */
const older = ({ leases }: BudgetAccount, device: string, gen: number): readonly Lease[] =>
  leases.filter((row) => row.device === device && row.gen !== gen && row.standing === 'open');

/** Somebody must give way: whoever has most left is asked to return what he does not need. */
const recalls = ({ leases }: BudgetAccount, device: string): readonly Draft[] =>
  leases
    .filter((row) => row.device !== device && row.standing === 'open' && !row.recalled && leftOf(row) > 0)
    .map(({ lease }) => ({ type: 'lease-recalled', data: { lease } }));

/**
 * Refusals: `no-such-budget`, `not-this-device`, `lease-asked-already` (at a desk, while its question is on the way), `budget-doubted` (the
 * hub was set back and nobody has released the budget), `budget-exhausted` {free}. Idempotent by its command's id. Source: sync.md §2.14.
 */
const askLease: Banker<'ask-lease'> = (command, known, context) => {
  const { data } = command;
  const found = opened(command, data, known, context);
  if (isRefused(found)) return found;
  const { account, before } = found;
  const { hub } = context;
  if (hub === undefined) {
    const { device, gen, want } = data;
    return drafts(...before, { type: 'lease-asked', data: { device, gen, want } });
  }
  const stranger = sentBy(data.device, context);
  if (stranger !== null) return stranger;
  if (account.epoch !== hub.epoch) return refuseCase('budget-doubted', { budget: command.caseId });
  const frozen = older(account, data.device, data.gen).map(({ lease }): Draft => ({
    type: 'lease-frozen',
    data: { lease, cause: 'incarnation' },
  }));
  const holders = account.leases.filter(({ device, standing }) => device !== data.device && standing === 'open').length;
  const added = leaseSize({ ...account, holders }, data, hub.policy.pack.authority.leases.reserve);
  const lease = leaseOfDesk(account, data.device, data.gen)?.lease ?? command.id;
  const granted: readonly Draft[] =
    added === 0 ? [] : [{ type: 'lease-granted', data: { lease, device: data.device, gen: data.gen, added } }];
  const list = [...before, ...frozen, ...granted, ...(added < data.need ? recalls(account, data.device) : [])];
  return list.length === 0 ? refuseCase('budget-exhausted', { budget: command.caseId, free: Math.max(0, account.free) }) : ok(list);
};

/** Up to this tier a budget binds; above it somebody decides beyond by name. Source: domain.md §4 "Team budget". */
const LAST_BOUND = 2;
const isBound = ({ actor }: Context): boolean => actor.tier === 1 || actor.tier === LAST_BOUND;

const spend = (command: CommandOf<'spend-budget'>, { account, before }: Opened): Drafts => {
  const { lease, decision, amount, case: caseId } = command.data;
  const { beyond } = draw(account, lease, amount);
  return drafts(...before, { type: 'budget-spent', data: { lease, decision, case: caseId, amount, beyond } });
};

/** Why a draw is not covered as it should be; null where it is, or where whoever decides is bound by no budget. */
const uncovered = ({ data, caseId }: CommandOf<'spend-budget'>, account: BudgetAccount, context: Context): Refused | null => {
  const { lease, amount } = data;
  const held = leaseOf(account, lease);
  if (lease === null)
    return isBound(context) && context.hub !== undefined ? refuseCase('budget-without-lease', { budget: caseId, amount }) : null;
  if (held === null) return refuseCase('lease-unknown', { budget: caseId, lease });
  if (held.standing === 'written-off') return refuseCase('lease-written-off', { budget: caseId, lease });
  return leftOf(held) < amount ? refuseCase('lease-short', { budget: caseId, left: leftOf(held), amount }) : null;
};

/**
 * Refusals: `no-such-budget`, `lease-unknown`, `lease-written-off`, `lease-short` {left}, `budget-without-lease`. At the hub none of the
 * last four stands against what was told: see `spendAsTold`.
 */
const spendBudget: Banker<'spend-budget'> = (command, known, context) => {
  const found = opened(command, command.data, known, context);
  if (isRefused(found)) return found;
  return uncovered(command, found.account, context) ?? spend(command, found);
};

/** The customer was told: what no lease covers is counted beyond the budget, and flagged. Source: sync.md §2.14 "late events". */
export const spendAsTold: Banker<'spend-budget'> = (command, known, context) => {
  const found = opened(command, command.data, known, context);
  return isRefused(found) ? found : spend(command, found);
};

const kept =
  <T extends CommandType>(decider: Kept<T>): Banker<T> =>
  (command, account, context) =>
    account === null ? refuseCase('no-such-budget', { budget: command.caseId }) : decider(command, account, context);

/** Refusal `give-back-too-much`: more than was spent. */
const giveBack: Kept<'give-back-budget'> = ({ data: { lease, decision, amount, beyond } }, account) =>
  beyond > amount || amount - beyond > account.spent || beyond > account.exceeded
    ? refuseCase('give-back-too-much', { decision, amount })
    : drafts({ type: 'budget-given-back', data: { lease, decision, amount, beyond } });

const held = ({ leases }: BudgetAccount, lease: string): Lease | Refused =>
  leases.find((row) => row.lease === lease) ?? refuseCase('lease-unknown', { budget: '', lease });

/**
 * Journals have no holes, so the hub has seen every earlier spend when it reads this; what it knows as used must be what the workstation
 * says, or the lease stays reserved. Refusals: `lease-unknown`, `not-this-device`, `lease-written-off`, `lease-not-whole` {used, known}.
 */
const returnLease: Kept<'return-lease'> = (command, account, context) => {
  const { lease, device, gen, amount, used, close } = command.data;
  const found = held(account, lease);
  if ('refusal' in found) return found;
  if (found.device !== device || found.gen !== gen) return refuseCase('not-this-device', { device });
  if (found.standing === 'written-off') return refuseCase('lease-written-off', { budget: command.caseId, lease });
  const whole = found.used === used && amount <= leftOf(found) && (!close || amount === leftOf(found)) && (close || amount > 0);
  return (
    sentBy(device, context) ??
    (whole
      ? drafts({ type: 'lease-returned', data: { lease, amount, closed: close } })
      : refuseCase('lease-not-whole', { lease, used, known: found.used }))
  );
};

const standing = (found: Lease | Refused, ...allowed: readonly Lease['standing'][]): Refused | null => {
  if ('refusal' in found) return found;
  return allowed.includes(found.standing) ? null : refuseCase('lease-stands-otherwise', { lease: found.lease, standing: found.standing });
};

const recallLease: Kept<'recall-lease'> = ({ data: { lease } }, account) =>
  standing(held(account, lease), 'open') ?? drafts({ type: 'lease-recalled', data: { lease } });

const freezeLease: Kept<'freeze-lease'> = ({ data: { lease } }, account) =>
  standing(held(account, lease), 'open') ?? drafts({ type: 'lease-frozen', data: { lease, cause: 'by-hand' } });

/**
 * The hub settled the old journal as far as it ever went, so nothing was spent that it does not know. The workstation goes on with the
 * lease; where it has a newer one already, this one is closed and its rest is free. Refusals: `lease-unknown`, `lease-stands-otherwise`,
 * `not-this-device`, `lease-not-whole` {used, known}.
 */
const thawLease: Kept<'thaw-lease'> = (command, account, context) => {
  const { lease, device, gen, was, dseq } = command.data;
  const found = held(account, lease);
  if ('refusal' in found) return found;
  const refusal = standing(found, 'frozen') ?? sentBy(device, context);
  if (refusal !== null) return refusal;
  if (found.device !== device || found.gen !== was || gen === was) return refuseCase('not-this-device', { device });
  // Nothing to forecast: only the hub knows how far it settled.
  if (context.hub === undefined) return ok([]);
  const known = context.hub.settled(was);
  if (known < dseq) return refuseCase('lease-not-whole', { lease, used: dseq, known });
  return leaseOfDesk(account, device, gen) === null
    ? drafts({ type: 'lease-thawed', data: { lease, gen } })
    : drafts({ type: 'lease-returned', data: { lease, amount: leftOf(found), closed: true } });
};

/** Refusals: `lease-unknown`, `lease-stands-otherwise` (given up already). Source: sync.md §2.14 "device lost". */
const writeOffLease: Kept<'write-off-lease'> = ({ data: { lease, reason }, body }, account) => {
  const found = held(account, lease);
  if ('refusal' in found) return found;
  return standing(found, 'open', 'frozen') ?? drafts({ type: 'lease-written-off', data: { lease, amount: leftOf(found), reason }, body });
};

const releaseBudget: Kept<'release-budget'> = ({ caseId, body }, account, { hub }) => {
  if (hub === undefined) return ok([]);
  return account.epoch === hub.epoch
    ? refuseCase('budget-not-doubted', { budget: caseId })
    : drafts({ type: 'budget-released', data: { epoch: hub.epoch }, body });
};

const BANK = {
  'ask-lease': askLease,
  'spend-budget': spendBudget,
  'give-back-budget': kept(giveBack),
  'return-lease': kept(returnLease),
  'recall-lease': kept(recallLease),
  'freeze-lease': kept(freezeLease),
  'thaw-lease': kept(thawLease),
  'write-off-lease': kept(writeOffLease),
  'release-budget': kept(releaseBudget),
} as const satisfies { readonly [T in CommandType]?: Banker<T> };

export type BudgetVerb = keyof typeof BANK;

export const isBudgetVerb = (type: CommandType): type is BudgetVerb => Object.hasOwn(BANK, type);

/** One verb over an account; a case is none. */
export const onAccount =
  <T extends BudgetVerb>(verb: T) =>
  (command: CommandOf<T>, state: CaseState | null, context: Context): Drafts =>
    state !== null && state.budget === undefined
      ? refuseCase('no-such-budget', { budget: command.caseId })
      : (BANK[verb] as Banker<T>)(command, state?.budget ?? null, context);
