// Knows the one pack, the people and the two months of the small world in which a budget is lent to workstations.
import { accountId, type BudgetKey } from '../../../shared/case/budget-account.ts';
import type { Context } from '../../../shared/case/context.ts';
import { MINUTE, type Ms } from '../../../shared/kernel/time.ts';
import { ALL_STARTER_PACKS } from '../../../shared/packs/starter.ts';
import { readPack } from '../../../shared/policy/check.ts';
import { compilePack } from '../../../shared/policy/compile.ts';
import type { Policy } from '../../../shared/policy/policy.ts';

export const TICK: Ms = MINUTE;
export const LIMIT = 1_000;
/** No workstation holds more of it at once. */
export const MOST_LEASED = 120;

const telecom = ALL_STARTER_PACKS['telecom']!;
const read = readPack({
  ...telecom,
  authority: { ...telecom.authority, budgets: [{ scope: 'principal', ledgers: ['goodwill'], amount: LIMIT }] },
});
if (!read.ok) throw new Error(JSON.stringify(read.refusal));

export const POLICY: Policy = compilePack(read.value);
export const LANE = POLICY.lane;
/** Whoever decides at the desks, runs their steps of leases, and gives money up. */
export type Actor = 'lena' | 'watchdog' | 'helga';

const MONTHS = ['2026-06', '2026-07'] as const;
export type Month = (typeof MONTHS)[number];
/** In the principal's zone, Berlin. */
const MONTH_END: Ms = Date.UTC(2026, 5, 30, 22);

/** When a world begins in which the month ends at that tick. */
export const startFor = (endsAt: number): Ms => MONTH_END - endsAt * TICK;

export const monthAt = (at: Ms): Month => (at < MONTH_END ? MONTHS[0] : MONTHS[1]);

export const keyOf = (month: Month): BudgetKey => ({ scope: 'principal', owner: LANE, ledgers: ['goodwill'], month });

const ids: Readonly<Record<Month, string>> = {
  '2026-06': accountId(LANE, keyOf('2026-06')),
  '2026-07': accountId(LANE, keyOf('2026-07')),
};
export const accountOf = (month: Month): string => ids[month];
export const ACCOUNTS: readonly string[] = MONTHS.map(accountOf);
export const monthOf = (account: string): Month => (account === ids['2026-06'] ? '2026-06' : '2026-07');

const NOTHING = { facts: { grants: [], budgets: [] }, absences: [], customer: null, connection: { online: true, lastSync: null } };

export const contextOf = (actor: string, now: Ms, hub?: NonNullable<Context['hub']>): Context => {
  const context = { ...NOTHING, actor: POLICY.people.get(actor)!, now, policy: POLICY };
  return hub === undefined ? context : { ...context, hub };
};
