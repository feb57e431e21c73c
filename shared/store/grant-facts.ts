// Says which earlier decisions a question of authority concerns, and what they spend of which budget; both adapters answer by it.
import type { BudgetSum, Facts, Grant } from '../policy/authority-types.ts';
import type { BudgetTotal, DeskStore, FactsQuery } from './desk-store.ts';

/** What one decision spends: of its principal's budget and, where a team decided, of the team's. Only money is summed. Source: domain.md §4. */
export const spentBy = (lane: string, { unit, amount, currency, team, month, ledger }: Grant): readonly BudgetTotal[] => {
  if (unit !== 'money') return [];
  const principal: BudgetTotal = { scope: 'principal', id: lane, month, ledger, currency, used: amount };
  return team === null ? [principal] : [principal, { ...principal, scope: 'team', id: team }];
};

const nameOf = ({ scope, id, month, ledger, currency }: BudgetTotal): string => JSON.stringify([scope, id, month, ledger, currency]);

/** Sums that are not 0, by budget, month, ledger and currency, in a fixed order. */
export const sumUp = (totals: Iterable<BudgetTotal>): readonly BudgetTotal[] => {
  const sums = new Map<string, BudgetTotal>();
  for (const total of totals) {
    const before = sums.get(nameOf(total));
    sums.set(nameOf(total), before === undefined ? total : { ...before, used: before.used + total.used });
  }
  return [...sums]
    .filter(([, { used }]) => used !== 0)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, total]) => total);
};

/** Whether a decision is among the facts: of the customer or contract after `since`, of the case, or of the actor's day or still open. */
export const concerns = (grant: Grant, query: FactsQuery): boolean => {
  const recent = grant.at > query.since;
  if (grant.caseId === query.caseId) return true;
  if (recent && (grant.customer === query.customer || (grant.contract !== null && grant.contract === query.contract))) return true;
  if (grant.actor !== query.actor) return false;
  return grant.at >= query.dayStart || (grant.open && (query.openTypes?.includes(grant.decisionType) ?? true));
};

/** Whether a sum is one the question names. */
export const isAsked = ({ scope, id, month, currency }: BudgetTotal, query: FactsQuery): boolean =>
  month === query.month && currency === query.currency && (scope === 'principal' ? id === query.lane : query.teams.includes(id));

export const budgetOf = ({ scope, id, month, ledger, used }: BudgetTotal): BudgetSum => ({ scope, id, month, ledger, used });

/** The same facts with some decisions taken out and others put in, their sums with them. */
export const exchanged = (facts: Facts, query: FactsQuery, out: readonly Grant[], into: readonly Grant[]): Facts => {
  if (out.length === 0 && into.length === 0) return facts;
  const gone = new Set(out.map(({ decision }) => decision));
  const totals = [
    ...facts.budgets.map((sum) => ({ ...sum, currency: query.currency })),
    ...out.flatMap((grant) => spentBy(query.lane, grant).map((total) => ({ ...total, used: -total.used }))),
    ...into.flatMap((grant) => spentBy(query.lane, grant)),
  ];
  return {
    grants: [...facts.grants.filter(({ decision }) => !gone.has(decision)), ...into.filter((grant) => concerns(grant, query))],
    budgets: sumUp(totals.filter((total) => isAsked(total, query))).map(budgetOf),
  };
};

type GrantReads = Pick<DeskStore, 'facts' | 'grantsSince' | 'grantsOfCustomer' | 'grantsOfCase' | 'grantedCases' | 'budgetTotals'>;

/** Answers by walking all grants of a lane, for stores in memory. */
export const walkGrants = (grantsOf: (lane: string) => readonly Grant[]): GrantReads => {
  const newest = (lane: string, fits: (grant: Grant) => boolean, limit: number): readonly Grant[] =>
    grantsOf(lane)
      .filter(fits)
      .toSorted((a, b) => b.at - a.at || (a.decision < b.decision ? -1 : 1))
      .slice(0, limit);
  const totals = (lane: string): readonly BudgetTotal[] => sumUp(grantsOf(lane).flatMap((grant) => spentBy(lane, grant)));
  return {
    facts: (query) => ({
      grants: grantsOf(query.lane).filter((grant) => concerns(grant, query)),
      budgets: totals(query.lane)
        .filter((total) => isAsked(total, query))
        .map(budgetOf),
    }),
    grantsSince: (lane, since, limit) => newest(lane, ({ at }) => at > since, limit),
    grantsOfCustomer: (lane, customer, since, limit) => newest(lane, (grant) => grant.customer === customer && grant.at > since, limit),
    grantsOfCase: (lane, caseId) => grantsOf(lane).filter((grant) => grant.caseId === caseId),
    grantedCases: (lane, after, limit) =>
      [...new Set(grantsOf(lane).map(({ caseId }) => caseId))]
        .filter((caseId) => after === null || caseId > after)
        .toSorted()
        .slice(0, limit),
    budgetTotals: totals,
  };
};
