// Tells what a case granted as the windows of authority count it: one row per decision.
import type { Zone } from '../kernel/time.ts';
import { customerKey, type Grant } from '../policy/authority-types.ts';
import { monthAt } from '../policy/windows.ts';
import type { CaseState } from './state.ts';

/**
 * Every decision of the case, oldest first; they follow from the state alone, so a rebuild gives the same. Each counts for the customer
 * it was granted to: naming another one for the case empties nobody's window. Source: domain.md §4.
 */
export const grantsOf = (state: CaseState, zone: Zone): readonly Grant[] =>
  state.decisions.map(({ decision, decisionType, ledger, unit, amount, currency, customer, contract, by, tier, team, at }) => ({
    decision,
    decisionType,
    ledger,
    unit,
    amount,
    currency,
    customer: customerKey(customer ?? state.customer, state.id),
    contract,
    caseId: state.id,
    actor: by,
    team,
    tier,
    at,
    month: monthAt(at, zone),
    open: state.phase !== 'closed',
  }));
