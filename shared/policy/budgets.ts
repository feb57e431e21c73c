// Knows which shared budgets a decision draws on, and how much of one a workstation may be handed at a time.
import type { DecisionType, Tier } from './pack-schema.ts';
import type { Policy } from './policy.ts';
import { rankOf } from './routing.ts';

export type BudgetRow = Policy['pack']['authority']['budgets'][number];
export type BudgetOwner = {
  readonly scope: 'team' | 'principal';
  readonly owner: string;
  readonly ledgers: readonly BudgetRow['ledgers'][number][];
};

const ownerOf = ({ scope, team: only }: BudgetRow, lane: string, team: string | null): string | null => {
  if (scope === 'principal') return lane;
  return only === undefined || only === team ? team : null;
};

/** A team's own row and one for every team are one budget: the lower one holds. */
const tightest = (rows: readonly BudgetRow[]): BudgetRow | null =>
  rows.reduce<BudgetRow | null>((least, row) => (least === null || row.amount < least.amount ? row : least), null);

/** Rows of the pack with whose budget each is for somebody of this team; ledger `promise` and counts spend no money. */
export const budgetsFor = (
  { pack, lane }: Pick<Policy, 'pack' | 'lane'>,
  { unit, ledger }: Pick<DecisionType, 'unit' | 'ledger'>,
  team: string | null,
): readonly { readonly row: BudgetRow; readonly of: BudgetOwner }[] => {
  const found = pack.authority.budgets.flatMap((row) => {
    const owner = ownerOf(row, lane, team);
    const { scope, ledgers } = row;
    return unit === 'money' && owner !== null && ledgers.some((each) => each === ledger) ? [{ row, of: { scope, owner, ledgers } }] : [];
  });
  return found
    .filter(({ of }, index) => found.findIndex((other) => isSameOwner(other.of, of)) === index)
    .map(({ of }) => ({ of, row: tightest(found.filter((other) => isSameOwner(other.of, of)).map(({ row }) => row))! }));
};

export const sameLedgers = (one: readonly string[], other: readonly string[]): boolean => {
  const [a, b] = [new Set(one), new Set(other)];
  return a.size === b.size && [...a].every((each) => b.has(each));
};

const isSameOwner = (one: BudgetOwner, other: BudgetOwner): boolean =>
  one.scope === other.scope && one.owner === other.owner && sameLedgers(one.ledgers, other.ledgers);

/** The pack's row for this budget; null where the pack has none (any more), or no such team. */
export const budgetRow = ({ pack, lane }: Pick<Policy, 'pack' | 'lane'>, { scope, owner, ledgers }: BudgetOwner): BudgetRow | null => {
  const isThere = scope === 'principal' ? owner === lane : pack.teams.some(({ id }) => id === owner);
  if (!isThere) return null;
  return tightest(
    pack.authority.budgets.filter(
      (row) =>
        row.scope === scope && sameLedgers(row.ledgers, ledgers) && (scope === 'principal' || row.team === undefined || row.team === owner),
    ),
  );
};

const LAST_BOUND = 2;

/** Up to tier 2 a budget binds; above it somebody decides beyond by name. Source: domain.md §4 "Team budget". */
export const isBoundByBudget = (tier: Tier): boolean => rankOf(tier) <= LAST_BOUND;

const FULL = 100;

/**
 * How much is handed out now, in minor units; 0 = nothing. A stock for days to come takes at most its share of what is free above the
 * hub's reserve, so that whoever asks next finds something; a decision that waits now may take all that is free. Source: sync.md §2.14.
 */
export const leaseSize = (
  { limit, free, holders }: { readonly limit: number; readonly free: number; readonly holders: number },
  { want, need }: { readonly want: number; readonly need: number },
  reserve: number,
): number => {
  if (free <= 0) return 0;
  const kept = Math.ceil((limit * reserve) / FULL);
  const stock = Math.max(0, Math.min(want, Math.floor((free - kept) / (holders + 1))));
  return need > stock && need <= free ? need : stock;
};
