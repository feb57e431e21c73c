// The table of caps: every kind of limit on a decision is a row here, in the order in which ties are named.
import { asked, askedCount, capped, limitOf, type Ask, type CapRule } from './cap-state.ts';
import type { CapDetail, CapName, CapState, LeaseFact, Relation } from './authority-types.ts';
import { budgetsFor, isBoundByBudget, sameLedgers, type BudgetRow as Row } from './budgets.ts';
import { formulaPerCase, fourEyes, percent, perDecision } from './decision-caps.ts';
import type { Tier } from './pack-schema.ts';
import { rankOf } from './routing.ts';
import { MINUTE } from '../kernel/time.ts';
import { monthAt } from './windows.ts';

const binds = ({ tiers }: { readonly tiers: readonly Tier[] }, { tier }: Ask): boolean => tiers.includes(tier);

const perCase: CapRule = (ask) => [
  ...formulaPerCase(ask),
  ...ask.type.perCase
    .filter((cap) => binds(cap, ask))
    .flatMap(({ amount, count }) => [
      ...(amount === undefined
        ? []
        : [capped({ rule: 'per-case', unit: ask.type.unit }, amount, ask.counted.inCase.amount, ask.question.wish.amount)]),
      ...(count === undefined ? [] : [capped({ rule: 'per-case', unit: 'count' }, count, ask.counted.inCase.count, askedCount(ask))]),
    ]),
];

type Window = { readonly per: 'customer' | 'contract'; readonly open: boolean };

const detailOf = (ask: Ask, { per, open }: Window): CapDetail | null => {
  if (open) return 'open';
  return per === 'contract' && ask.question.about.contract !== null ? 'contract' : null;
};

/** Rows of the pack that bind this tier, each with what was counted for it. */
const customerRows = (ask: Ask) =>
  ask.type.customer.flatMap((cap, index) =>
    binds(cap, ask)
      ? [
          {
            amount: cap.amount,
            count: cap.count,
            names: { detail: detailOf(ask, cap), window: cap.window },
            sum: ask.counted.customer[index]!,
          },
        ]
      : [],
  );

const dayRows = (ask: Ask) =>
  ask.own
    ? ask.type.agentDay.flatMap((cap, index) =>
        binds(cap, ask)
          ? [
              {
                amount: cap.amount,
                count: cap.count,
                names: { detail: cap.open ? 'open' : null } as const,
                sum: ask.counted.agentDay[index]!,
              },
            ]
          : [],
      )
    : [];

type Counting = ReturnType<typeof customerRows> | ReturnType<typeof dayRows>;

const amountCaps = (rule: CapName, ask: Ask, rows: Counting): readonly CapState[] =>
  rows.flatMap(({ amount, names, sum }) =>
    amount === undefined ? [] : [capped({ ...names, rule, unit: ask.type.unit }, amount, sum.amount, ask.question.wish.amount)],
  );

const countCaps = (rule: CapName, ask: Ask, rows: Counting): readonly CapState[] =>
  rows.flatMap(({ count, names, sum }) =>
    count === undefined ? [] : [capped({ ...names, rule, unit: 'count' }, count, sum.count, askedCount(ask))],
  );

/** Without a connection what this customer was granted since the last sync is one more window. Source: domain.md §4 "offline". */
const sinceSync: CapRule = ({ own, type, question, counted }) => {
  const { perCustomer, blind } = type.offline;
  if (!own || question.connection.online) return [];
  const isBlind = question.blind === true && blind !== undefined && blind < (perCustomer ?? Infinity);
  const most = isBlind ? blind : perCustomer;
  if (most === undefined) return [];
  const detail = isBlind ? 'blind' : 'offline';
  return [capped({ rule: 'customer-window', unit: type.unit, detail }, most, counted.sinceSync.amount, question.wish.amount)];
};

const customerWindow: CapRule = (ask) => [...amountCaps('customer-window', ask, customerRows(ask)), ...sinceSync(ask)];
const customerCount: CapRule = (ask) => countCaps('customer-count', ask, customerRows(ask));
const agentDay: CapRule = (ask) => amountCaps('agent-day', ask, dayRows(ask));
const agentCount: CapRule = (ask) => countCaps('agent-count', ask, dayRows(ask));

type Budget = {
  readonly limit: number;
  readonly used: number;
  readonly detail: 'team' | 'principal' | null;
  readonly warnAt: readonly number[];
  /** What this workstation may spend of it, where it is one of a hub. */
  readonly lease: Pick<LeaseFact, 'free' | 'granted' | 'used'> | null;
};

const isOf = (lease: LeaseFact, { scope, ledgers }: Row, id: string | null, month: string): boolean =>
  lease.scope === scope && lease.id === id && lease.month === month && sameLedgers(lease.ledgers, ledgers);

/** Every budget this decision draws on, with what was spent of it in the month that runs, and the shares it warns at. */
export const budgetsOf = ({ policy, type, question }: Pick<Ask, 'policy' | 'type' | 'question'>): readonly Budget[] => {
  const { budget, actor, facts, now } = question;
  if (type.unit === 'count') return [];
  if (budget !== null) return [{ ...budget, detail: null, warnAt: [70, 90], lease: null }];
  const rows = budgetsFor(policy, type, actor.team);
  if (rows.length === 0) return [];
  const month = monthAt(now, policy.pack.principal.zone);
  return rows.map(({ row, of: { scope, owner } }) => {
    const { ledgers, amount, warnAt } = row;
    const named = { detail: scope, warnAt };
    const lease = facts.leases?.find((each) => isOf(each, row, owner, month));
    if (lease !== undefined) return { ...named, limit: lease.limit, used: lease.spent, lease };
    const spent = facts.budgets.filter(
      (sum) => sum.scope === scope && sum.id === owner && sum.month === month && ledgers.some((ledger) => ledger === sum.ledger),
    );
    const used = spent.reduce((sum, each) => sum + each.used, 0);
    // Nothing was ever leased here.
    const none = facts.leases === undefined || question.connection.online ? null : { free: 0, granted: 0, used: 0 };
    return { ...named, limit: amount, used, lease: none };
  });
};

/** Away from the hub what this workstation holds; in touch with it also what is free there, which can be had at once. */
const ofBudget = ({ limit, used, detail, lease }: Budget, { question }: Ask): CapState => {
  const { amount } = question.wish;
  if (lease === null) return capped({ rule: 'budget', detail }, limit, used, amount);
  if (!question.connection.online) return { ...capped({ rule: 'budget', detail }, lease.granted, lease.used, amount), held: true };
  const left = Math.max(0, lease.free) + lease.granted - lease.used;
  return capped({ rule: 'budget', detail }, limit, Math.max(0, limit - left), amount);
};

/** A spent budget routes tiers 1 and 2 to tier 3; it blocks nobody. Source: domain.md §4 "Team budget". */
const budget: CapRule = (ask) =>
  !isBoundByBudget(ask.tier) || ask.question.paid === true ? [] : budgetsOf(ask).map((each) => ofBudget(each, ask));

/** The first condition of the tier that is not met; undefined = it has none. What is not known is not met. */
const conditionOf = ({ type, tier, question, counted }: Ask): CapDetail | null | undefined => {
  const only = limitOf(type, tier)?.only;
  if (only === undefined) return undefined;
  const { wish, tenureDays, segment } = question;
  if (only.reasons !== undefined && (wish.reason === null || !only.reasons.includes(wish.reason))) return 'reason';
  if (only.evidence === true && wish.evidence.length === 0) return 'evidence';
  if (only.minTenureDays !== undefined && (tenureDays === null || tenureDays < only.minTenureDays)) return 'tenure';
  if (only.segments !== undefined && (segment === null || !only.segments.includes(segment))) return 'segment';
  return only.firstIn !== undefined && (counted.first[rankOf(tier)]?.count ?? 0) > 0 ? 'first-time' : null;
};

const condition: CapRule = (ask) => {
  const missing = conditionOf(ask);
  const window = (missing === 'first-time' ? limitOf(ask.type, ask.tier)?.only?.firstIn : null) ?? null;
  const away = ask.own && !ask.question.connection.online && !ask.type.offline.allowed;
  return [
    ...(missing === undefined ? [] : [asked({ rule: 'condition', detail: missing, window }, missing === null)]),
    ...(away ? [asked({ rule: 'condition', detail: 'offline' }, false)] : []),
  ];
};

const relationOk: Readonly<Record<Exclude<Relation, 'none'>, (ask: Ask) => boolean>> = {
  own: () => false,
  relative: () => false,
  colleague: ({ tier, policy }) => rankOf(tier) >= policy.pack.authority.colleagueFromTier,
};

const block: CapRule = (ask) => {
  const { relation, wish, now } = ask.question;
  const { minutes, fromTier } = ask.policy.pack.authority.retroactive;
  const late = wish.toldAt !== null && wish.toldAt < now - minutes * MINUTE;
  return [
    ...(relation === 'none' ? [] : [asked({ rule: 'block', detail: relation }, relationOk[relation](ask))]),
    ...(late ? [asked({ rule: 'block', detail: 'retroactive' }, rankOf(ask.tier) >= fromTier)] : []),
  ];
};

const stale: CapRule = ({ own, share }) => (own && share === null ? [asked({ rule: 'stale' }, false)] : []);

const CAP_RULES: readonly CapRule[] = [
  perDecision,
  percent,
  perCase,
  customerWindow,
  customerCount,
  agentDay,
  agentCount,
  budget,
  condition,
  block,
  fourEyes,
  stale,
];

/** The state of every cap that applies to this tier. Source: domain.md §4 "All caps apply at once". */
export const capsOf = (ask: Ask): readonly CapState[] => CAP_RULES.flatMap((rule) => rule(ask));
