// Finds the accounts of shared budgets that a desk has to do with: those the pack names for a month, and those it ever asked for a lease of.
import { accountId, type BudgetAccount, type BudgetKey } from '../case/budget-account.ts';
import { DAY, type Ms } from '../kernel/time.ts';
import { budgetsFor } from '../policy/budgets.ts';
import type { Policy } from '../policy/policy.ts';
import type { Person } from '../policy/pack-schema.ts';
import { monthAt } from '../policy/windows.ts';
import type { Inside } from './inside.ts';

export type Account = { readonly id: string; readonly budget: BudgetAccount };

type Parts = Pick<Inside, 'store' | 'policies' | 'clock' | 'beliefs'>;

const KEY = 'lease-accounts:';

const unique = (keys: readonly BudgetKey[], lane: string): ReadonlyMap<string, BudgetKey> =>
  new Map(keys.map((key) => [accountId(lane, key), key]));

/** Every budget of the pack, for every team that has it. */
const owners = ({ pack, lane }: Policy): readonly Omit<BudgetKey, 'month'>[] =>
  pack.authority.budgets.flatMap(({ scope, team, ledgers }): readonly Omit<BudgetKey, 'month'>[] => {
    if (scope === 'principal') return [{ scope, owner: lane, ledgers }];
    return (team === undefined ? pack.teams.map(({ id }) => id) : [team]).map((owner) => ({ scope, owner, ledgers }));
  });

/** Tiers above decide without a lease, by name. Source: domain.md §4 "Team budget". */
export const isBoundByBudget = ({ tier }: Pick<Person, 'tier'>): boolean => tier === 1 || tier === 2;

/** The budgets out of which these people decide, in one month. */
export const budgetsOfPeople = (policy: Policy, people: readonly string[], month: string): ReadonlyMap<string, BudgetKey> => {
  const persons = people.flatMap((id) => policy.people.get(id) ?? []).filter(isBoundByBudget);
  const keys = persons.flatMap(({ teams }) =>
    (teams.length === 0 ? [null] : teams).flatMap((team) =>
      policy.pack.decisions.flatMap((type) => budgetsFor(policy, type, team).map(({ of }) => ({ ...of, month }))),
    ),
  );
  return unique(keys, policy.lane);
};

/** The month of an instant, and the next one where it is no further than so many days. */
export const monthsNear = (policy: Policy, now: Ms, days: number): readonly string[] => {
  const { zone } = policy.pack.principal;
  return [...new Set([monthAt(now, zone), monthAt(now + days * DAY, zone)])];
};

/** "2026-03" so many months on. */
const monthsOn = (month: string, count: number): string => {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
};

const keptIds = ({ store }: Pick<Parts, 'store'>, lane: string): readonly string[] =>
  JSON.parse(store.setting(KEY + lane) ?? '[]') as readonly string[];

/** Inside a transaction: this desk has a lease of it, or will have one. */
export const keepAccount = (parts: Pick<Parts, 'store'>, lane: string, id: string, isKept: boolean): void => {
  const known = keptIds(parts, lane);
  if (known.includes(id) === isKept) return;
  parts.store.saveSetting(KEY + lane, JSON.stringify(isKept ? [...known, id] : known.filter((one) => one !== id)));
};

/** Every account known here that this desk may hold a lease of, or that its pack speaks of: of this month, the last and the next. */
export const accountsAt = (parts: Parts, lane: string): readonly Account[] => {
  const { policies, clock, beliefs } = parts;
  const policy = policies.current(lane, clock());
  if (policy === null) return [];
  const month = monthAt(clock(), policy.pack.principal.zone);
  const months = [-1, 0, 1].map((count) => monthsOn(month, count));
  const named = months.flatMap((month) => owners(policy).map((owner) => accountId(lane, { ...owner, month })));
  return [...new Set([...named, ...keptIds(parts, lane)])].flatMap((id) => {
    const budget = beliefs.of(id).current?.budget;
    return budget === undefined ? [] : [{ id, budget }];
  });
};
