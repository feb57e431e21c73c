// Names what a hub finds about something that was told and stands: a wrong clock, an older pack, authority withdrawn, money nobody drew.
import type { Command } from '../case/commands.ts';
import type { Context } from '../case/context.ts';
import { decide } from '../case/decide.ts';
import type { CaseEvent, EventOf } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import { accountId } from '../case/budget-account.ts';
import { HOUR, type Ms } from '../kernel/time.ts';
import { budgetsFor, isBoundByBudget } from '../policy/budgets.ts';
import type { Policy } from '../policy/policy.ts';
import { rankOf } from '../policy/routing.ts';
import { monthAt } from '../policy/windows.ts';

/** Beside these the code of whatever would have refused it. */
export const FLAGS = [
  'clock-ahead',
  'older-pack',
  'policy-changed',
  'authority-withdrawn',
  'draw-unpaid',
  'budget-without-lease',
  'away-hidden',
] as const;

export const WITHDRAWN: (typeof FLAGS)[number] = 'authority-withdrawn';

/** `rule`: the cap a newer pack holds against it. `code`: one of FLAGS, or that of a spend it was paid with. */
export type Flag = { readonly code: string; readonly rule: string | null };

export type Found = {
  readonly events: readonly CaseEvent[];
  /** Its clock was further ahead than a desk's may be. */
  readonly ahead: boolean;
  /** The pack in force now, where the one it was decided by had been replaced before. */
  readonly newer: Policy | null;
  /** Whether it came from a workstation, which pays by leases. */
  readonly isSent: boolean;
  /** Whether what it says it drew stands in the accounts. */
  readonly isPaid: boolean;
  /** What was flagged about one of these spends. */
  readonly spendFlag: string | null;
  /** Its author had proved himself at that workstation, and may not decide any more. */
  readonly isWithdrawn: boolean;
  /** The hub had no word from its workstation at that time. */
  readonly isCut: boolean;
};

type Made = EventOf<'decision-made'>;
const madeIn = (events: readonly CaseEvent[]): Made | undefined => events.find((event): event is Made => event.type === 'decision-made');

const flag = (code: (typeof FLAGS)[number], rule: string | null = null): Flag => ({ code, rule });

/** A clock that is a little wrong pays about a month's end out of the month next to it. */
const ABOUT: Ms = HOUR;

/** Whether every budget of one of his teams is drawn on in full: a case may have gone to another of them since. */
const isCovered = ({ data, by, at }: Made, { policy }: Context): boolean => {
  const type = policy.decisions.get(data.decisionType)!;
  const months = [at - ABOUT, at, at + ABOUT].map((time) => monthAt(time, policy.pack.principal.zone));
  const teams = [by.team, ...(policy.people.get(by.person)?.teams ?? [])];
  return teams.some((team) => {
    const budgets = budgetsFor(policy, type, team);
    const isDrawn = (account: string): boolean =>
      data.draws?.some((draw) => draw.account === account && draw.amount >= data.amount) === true;
    return budgets.length > 0 && budgets.every(({ of }) => months.some((month) => isDrawn(accountId(policy.lane, { ...of, month }))));
  });
};

const moneyFlag = ({ type }: Command, context: Context, { events, isSent, isPaid, spendFlag }: Found): Flag | null => {
  const made = madeIn(events);
  if (made === undefined || !isSent) return null;
  // The customer was told it, so its spend is looked at with it.
  if (spendFlag !== null) return { code: spendFlag, rule: null };
  const { policy } = context;
  const { decisionType, amount, draws = [], review, why } = made.data;
  const drawn = policy.decisions.get(decisionType);
  if (drawn === undefined || amount === 0 || budgetsFor(policy, drawn, made.by.team).length === 0) return null;
  const isOwn = type === 'decide' || type === 'approve';
  const isFree = isOwn && !review && isBoundByBudget(why.tier) && draws.some(({ lease }) => lease === null);
  if (draws.length === 0 || isFree) return flag('budget-without-lease');
  return isPaid && isCovered(made, context) ? null : flag('draw-unpaid');
};

/** Decided by a pack that had been replaced: what the newer one says of it. */
const packFlag = (command: Command, state: CaseState | null, context: Context, { events, newer }: Found): Flag | null => {
  if (newer === null) return null;
  if (madeIn(events) === undefined) return flag('older-pack');
  const actor = newer.people.get(context.actor.id);
  const isLess = actor === undefined || rankOf(actor.tier) < rankOf(context.actor.tier) || actor.role === 'auditor';
  if (isLess) return flag(WITHDRAWN);
  const now = decide(command, state, { ...context, policy: newer, actor });
  if (now.ok) return flag('older-pack');
  const { rule } = now.refusal.data;
  return flag('policy-changed', typeof rule === 'string' ? rule : now.refusal.code);
};

/** Decided as if in touch with the hub, at a time when the hub knows that it was not. */
const awayFlag = ({ events, isCut, isSent }: Found, { connection }: Context): Flag | null =>
  isCut && isSent && connection.online && madeIn(events) !== undefined ? flag('away-hidden') : null;

/** What is found about a command that was accepted; the gravest alone. Source: domain.md §5 "The hub re-checks". */
export const flagOf = (command: Command, state: CaseState | null, context: Context, found: Found): Flag | null =>
  (found.isWithdrawn ? flag(WITHDRAWN) : null) ??
  moneyFlag(command, context, found) ??
  awayFlag(found, context) ??
  (found.ahead ? flag('clock-ahead') : packFlag(command, state, context, found));
