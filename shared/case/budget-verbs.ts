// Knows how a verb over a budget's account is decided: which account is meant, under which limit it stands, and who sent it.
import { DAY } from '../kernel/time.ts';
import { budgetRow } from '../policy/budgets.ts';
import { monthAt } from '../policy/windows.ts';
import { accountId, budgetKeyOf, isSameBudget, leasedOf, type BudgetAccount, type BudgetKey } from './budget-account.ts';
import type { Command, CommandOf, CommandType } from './commands.ts';
import type { Context } from './context.ts';
import type { Draft, Drafts, Refused } from './decider.ts';
import { accountAfter, openedAccount } from './evolve-budget.ts';
import { refuseCase } from './refusals.ts';

/** Decides one verb over an account; null = it does not exist yet. */
export type Banker<T extends CommandType> = (command: CommandOf<T>, account: BudgetAccount | null, context: Context) => Drafts;

export type Kept<T extends CommandType> = (command: CommandOf<T>, account: BudgetAccount, context: Context) => Drafts;

/** Leases are asked for so long ahead at most. */
export const AHEAD = 31 * DAY;

/**
 * The pack in force at the hub rules; one that knows this budget no more leaves it as it is, and no older pack brings its limit back. Where
 * another one holds in its place the limit is divided: what is out here stays here, all else is the other one's.
 */
const limitOf = (key: BudgetKey, account: BudgetAccount | null, { policy, hub }: Context): number | undefined => {
  const row = hub === undefined ? null : budgetRow(hub.policy, key);
  if (row !== null) return Math.max(0, row.amount - (hub?.elsewhere ?? 0));
  const known = account?.limit ?? budgetRow(policy, key)?.amount;
  if (hub?.replaced !== true || known === undefined) return known;
  return account === null ? 0 : account.spent + leasedOf(account);
};

/** Whether the hub knows of every lease there ever was of a month: an account that a set-back took may have handed out any of it. */
const isWhole = ({ month }: BudgetKey, { hub, policy }: Context): boolean => {
  const since = hub?.since ?? null;
  return since === null || month > monthAt(since + AHEAD, policy.pack.principal.zone);
};

export type Opened = { readonly account: BudgetAccount; readonly before: readonly Draft[] };

/** The account as it stands for this command: opened with the first one, and with the limit of the pack in force. */
export const opened = (command: Command, key: BudgetKey, account: BudgetAccount | null, context: Context): Opened | Refused => {
  const { hub } = context;
  const isMeant = command.caseId === accountId(command.lane, key) && (account === null || isSameBudget(account, key));
  const limit = limitOf(key, account, context);
  if (!isMeant || limit === undefined) return refuseCase('no-such-budget', { budget: command.caseId });
  if (account === null) {
    const data = { ...budgetKeyOf(key), limit, epoch: hub !== undefined && isWhole(key, context) ? hub.epoch : '' };
    return { account: openedAccount({ data }), before: [{ type: 'budget-opened', data }] };
  }
  if (limit === account.limit || hub === undefined) return { account, before: [] };
  const set = { type: 'budget-limit-set', data: { limit } } as const;
  // Folded as it will be: what is decided next must find the account as it then stands.
  return { account: accountAfter(account, set), before: [set] };
};

export const isRefused = (found: Opened | Refused): found is Refused => 'refusal' in found;

export const sentBy = (device: string, { hub }: Context): Refused | null =>
  hub === undefined || hub.device === null || hub.device === device ? null : refuseCase('not-this-device', { device });

/** A verb over an account that must be there. */
export const kept =
  <T extends CommandType>(decider: Kept<T>): Banker<T> =>
  (command, account, context) =>
    account === null ? refuseCase('no-such-budget', { budget: command.caseId }) : decider(command, account, context);
