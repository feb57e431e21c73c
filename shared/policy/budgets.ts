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

/** Every budget that a row of the pack stands for. */
const ownersOf = ({ pack, lane }: Pick<Policy, 'pack' | 'lane'>, { scope, team, ledgers }: BudgetRow): readonly BudgetOwner[] => {
  if (scope === 'principal') return [{ scope, owner: lane, ledgers }];
  return (team === undefined ? pack.teams.map(({ id }) => id) : [team]).map((owner) => ({ scope, owner, ledgers }));
};

/** Whose budget a row is cannot be said of one that every team has for itself. */
const nameOf = ({ id, scope, team }: BudgetRow): string | null => (scope === 'team' && team === undefined ? null : (id ?? null));

/** Every budget of a pack. */
export const budgetOwners = (policy: Policy): readonly BudgetOwner[] =>
  policy.pack.authority.budgets.flatMap((row) => ownersOf(policy, row));

/** `after`: every budget that stood under one of its ids since; `beside`: every one that a pack had besides. */
export type Replaced = { readonly of: BudgetOwner; readonly after: readonly BudgetOwner[]; readonly beside: readonly BudgetOwner[] };

const isAmong = (owners: readonly BudgetOwner[], of: BudgetOwner): boolean => owners.some((other) => isSameOwner(other, of));

/** Budgets of earlier packs that the pack of now has no more, each once: what is out of them is still out. */
export const replacedBudgets = (now: Policy, earlier: readonly Policy[]): readonly Replaced[] => {
  const all = [...earlier, now].flatMap((policy) => {
    const beside = budgetOwners(policy);
    return policy.pack.authority.budgets.flatMap((row) => ownersOf(policy, row).map((of) => ({ of, name: nameOf(row), beside })));
  });
  const gone = all.filter(({ of }) => budgetRow(now, of) === null);
  const first = gone.filter(({ of }, index) => gone.findIndex((other) => isSameOwner(other.of, of)) === index);
  return first.map(({ of }) => {
    const same = gone.filter((other) => isSameOwner(other.of, of));
    const names = new Set(same.flatMap(({ name }) => name ?? []));
    const after = all.flatMap((other) => (other.name !== null && names.has(other.name) ? [other.of] : []));
    return { of, after, beside: [...new Set(same.map(({ beside }) => beside))].flat() };
  });
};

/**
 * Whether what is out of the one counts against the other: the same owner's money for something of the same, or the same budget by its id.
 * Where both stood side by side, what was decided drew on both, and has counted.
 */
const goesOnAs = ({ of, after, beside }: Replaced, now: BudgetOwner): boolean => {
  const isOwners = of.scope === now.scope && of.owner === now.owner && of.ledgers.some((each) => now.ledgers.includes(each));
  return (isOwners || isAmong(after, now)) && !isAmong(beside, now);
};

/**
 * What a changed pack makes of one budget in mid-month. `isReplaced`: another one holds in its place, nothing is free in it any more;
 * `before`: those that it holds in the place of. So a limit counts once, whatever the pack calls the budget by then.
 */
export const successionOf = (
  now: Policy,
  replaced: readonly Replaced[],
  of: BudgetOwner,
): { readonly isReplaced: boolean; readonly before: readonly BudgetOwner[] } => {
  if (budgetRow(now, of) !== null)
    return { isReplaced: false, before: replaced.filter((each) => goesOnAs(each, of)).map((each) => each.of) };
  const own = replaced.filter((each) => isSameOwner(each.of, of));
  return { isReplaced: own.some((each) => budgetOwners(now).some((next) => goesOnAs(each, next))), before: [] };
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
