// Decides what is spent of a shared budget and given back to it, and knows every verb over its account.
import { monthAt } from '../policy/windows.ts';
import { isBoundByBudget } from '../policy/budgets.ts';
import { draw, isSameBudget, leaseOf, leftOf, type BudgetAccount, type Lease } from './budget-account.ts';
import { isRefused, kept, opened, type Banker, type Kept, type Opened } from './budget-verbs.ts';
import type { CommandOf, CommandType } from './commands.ts';
import type { Context } from './context.ts';
import { askLease, freezeLease, recallLease, releaseBudget, returnLease, thawLease, writeOffLease } from './decide-lease.ts';
import { drafts, type Drafts, type Refused } from './decider.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState } from './state.ts';

const isBound = ({ lead }: CommandOf<'spend-budget'>['data'], { actor, policy }: Context): boolean => {
  const { tier } = (lead === undefined ? undefined : policy.people.get(lead)) ?? actor;
  return isBoundByBudget(tier);
};

/** A lease of another workstation pays for nobody else: its holder could not return it any more. */
const isOthers = ({ device }: Lease, { hub }: Context): boolean => hub !== undefined && hub.device !== null && hub.device !== device;

const spend = (command: CommandOf<'spend-budget'>, { account, before }: Opened, context: Context): Drafts => {
  const { decision, amount, case: caseId } = command.data;
  const held = leaseOf(account, command.data.lease);
  const lease = held !== null && isOthers(held, context) ? null : command.data.lease;
  const { beyond } = draw(account, lease, amount);
  return drafts(...before, { type: 'budget-spent', data: { lease, decision, case: caseId, amount, beyond } });
};

/** Why a draw is not covered as it should be; null where it is, or where whoever decides is bound by no budget. */
const uncovered = ({ data, caseId }: CommandOf<'spend-budget'>, account: BudgetAccount, context: Context): Refused | null => {
  const { lease, amount, month } = data;
  const held = leaseOf(account, lease);
  const other =
    month === monthAt(context.now, context.policy.pack.principal.zone) ? null : refuseCase('budget-other-month', { budget: caseId, month });
  if (lease === null)
    return isBound(data, context) && context.hub !== undefined ? refuseCase('budget-without-lease', { budget: caseId, amount }) : other;
  if (held === null || isOthers(held, context)) return refuseCase('lease-unknown', { budget: caseId, lease });
  if (held.standing === 'written-off') return refuseCase('lease-written-off', { budget: caseId, lease });
  return leftOf(held) < amount ? refuseCase('lease-short', { budget: caseId, left: leftOf(held), amount }) : other;
};

/**
 * What somebody proposes whom budgets bind takes what is free, and never more; a desk cannot say whether it is. Of a budget in doubt nothing
 * is handed out: what looks free may be in a lease the hub has lost.
 */
const proposedSpend = (command: CommandOf<'spend-budget'>, found: Opened, context: Context): Drafts => {
  if (context.hub === undefined) return drafts();
  const { free, epoch } = found.account;
  const lease = null;
  const { lead: _lead, ...own } = command.data;
  if (isBound(own, context)) {
    if (epoch !== context.hub.epoch) return refuseCase('budget-doubted', { budget: command.caseId });
    if (free < command.data.amount) return refuseCase('budget-exhausted', { budget: command.caseId, free: Math.max(0, free) });
  }
  return spend({ ...command, data: { ...command.data, lease } }, found, context);
};

/**
 * Refusals: `no-such-budget`, `lease-unknown` (also another workstation's), `lease-written-off`, `lease-short` {left},
 * `budget-without-lease`, `budget-other-month`. At the hub none but the first stands against what was told: see `spendAsTold`.
 */
const spendBudget: Banker<'spend-budget'> = (command, known, context) => {
  const found = opened(command, command.data, known, context);
  if (isRefused(found)) return found;
  if (command.data.proposed === true) return proposedSpend(command, found, context);
  return uncovered(command, found.account, context) ?? spend(command, found, context);
};

/** The customer was told: what no lease covers is counted beyond the budget, and flagged. Source: sync.md §2.14 "late events". */
export const spendAsTold: Banker<'spend-budget'> = (command, known, context) => {
  const found = opened(command, command.data, known, context);
  return isRefused(found) ? found : spend(command, found, context);
};

/**
 * At the hub what the spend recorded counts, whatever the workstation says, and only once the decision was refused: nobody gives back
 * more than he spent, twice, or for a decision that stands. Refusal: `give-back-too-much`.
 */
const giveBack: Kept<'give-back-budget'> = ({ caseId, data: { decision, lease, amount, beyond, ...key } }, account, { hub }) => {
  if (!isSameBudget(account, key)) return refuseCase('no-such-budget', { budget: caseId });
  const said = beyond > amount || amount - beyond > account.spent || beyond > account.exceeded ? null : { lease, amount, beyond };
  const paid = hub === undefined ? said : (hub.paid?.(decision) ?? null);
  return paid === null
    ? refuseCase('give-back-too-much', { decision, amount })
    : drafts({ type: 'budget-given-back', data: { ...paid, decision } });
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
