// A principal with budgets, and a hub of few words: what commands do to one account, with the workstation that sends them.
import { accountId, leasedOf, type BudgetAccount, type BudgetKey } from '../../shared/case/budget-account.ts';
import type { BudgetVerb } from '../../shared/case/decide-budget.ts';
import type { Command, CommandData } from '../../shared/case/commands.ts';
import type { Context } from '../../shared/case/context.ts';
import { decide, decideTold } from '../../shared/case/decide.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { contextOf, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';

export const LIMIT = 100_00;
/** The budget of the team of lena (tier 1), whose lead is murat. */
export const budgeted = (amount = LIMIT, more: object = {}): Policy =>
  telecomWith({
    authority: {
      ...TELECOM.pack.authority,
      budgets: [{ scope: 'team', team: 'abrechnung', ledgers: ['goodwill'], amount, warnAt: [70, 90] }],
      ...more,
    },
  });
export const POLICY = budgeted();
export const KEY = { scope: 'team', owner: 'abrechnung', ledgers: ['goodwill'], month: '2026-06' } satisfies BudgetKey as BudgetKey & {
  ledgers: ('goodwill' | 'offer' | 'entitlement')[];
};
export const ACCOUNT = accountId(TELECOM.lane, KEY);
export const WATCH = 'watchdog';

export type Sender = {
  readonly device?: string | null;
  readonly at?: number;
  readonly policy?: Policy;
  readonly hub?: Partial<NonNullable<Context['hub']>> | null;
};

let sent = 0;
export const sending = <T extends BudgetVerb>(
  type: T,
  actor: string,
  data: CommandData<T>,
  {
    id = `c${(sent += 1)}`,
    caseId = ACCOUNT,
    body = null,
    at = NOON,
  }: { id?: string; caseId?: string; body?: string | null; at?: number } = {},
): Command =>
  ({ id, lane: TELECOM.lane, caseId, type, actor, at, quality: 'synced', pack: TELECOM.version, seen: 0, data, body }) as Command;

export const atHub = (actor: string, { device = 'd1', at = NOON, policy = POLICY, hub = {} }: Sender = {}): Context => ({
  ...contextOf(actor, { at, policy }),
  ...(hub === null ? {} : { hub: { epoch: 'e1', device, settled: () => 0, policy, ...hub } }),
});

export type Ruled = {
  readonly state: CaseState | null;
  readonly events: readonly CaseEvent[];
  readonly refusal: string | null;
  readonly flag: string | null;
};

/** As a hub rules: what was told stands, flagged. */
export const rule = (state: CaseState | null, command: Command, context: Context): Ruled => {
  const decided = decide(command, state, context);
  const told = decided.ok ? null : decideTold(command, state, context);
  const events = decided.ok ? decided.value : (told ?? []);
  const code = decided.ok ? null : decided.refusal.code;
  return {
    state: events.reduce<CaseState | null>(evolve, state),
    events,
    refusal: told === null ? code : null,
    flag: told === null ? null : code,
  };
};

export const budgetOf = (state: CaseState | null): BudgetAccount => {
  if (state?.budget === undefined) throw new Error('no account');
  return state.budget;
};

export type Ask = Partial<CommandData<'ask-lease'>>;
export const asking = (ask: Ask = {}, id?: string): Command =>
  sending('ask-lease', WATCH, { ...KEY, device: 'd1', gen: 1, want: 20_00, need: 0, ...ask }, id === undefined ? {} : { id });
export const spending = (
  lease: string | null,
  amount: number,
  more: Partial<CommandData<'spend-budget'>> = {},
  actor = 'lena',
  at = NOON,
): Command => sending('spend-budget', actor, { ...KEY, lease, decision: 'x1', case: 'k1', amount, ...more }, { at });
export const returning = (lease: string, amount: number, used: number, more: Partial<CommandData<'return-lease'>> = {}): Command =>
  sending('return-lease', WATCH, { lease, device: 'd1', gen: 1, amount, used, close: false, ...more });
export const ruleOf = (state: CaseState | null, command: Command, sender: Sender = {}): Ruled =>
  rule(state, command, atHub(command.actor, sender));

/** An account in which d1 holds lease "l1" of 20.00. */
export const held = (): CaseState => ruleOf(null, asking({}, 'l1')).state!;
export const figures = (state: CaseState | null) => {
  const account = budgetOf(state);
  const { limit, spent, free, exceeded, writtenOff } = account;
  return { limit, spent, leased: leasedOf(account), free, exceeded, writtenOff };
};
