// Explains authority to outsiders: one parsed request gives the verdict, the cap that binds, every cap, who could approve, and the sentence.
import type { Money } from '../kernel/money.ts';
import { ok } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import { customerKey, type BudgetSum, type CapName, type Facts, type Grant, type Ledger, type Relation } from './authority-types.ts';
import { judge, type AuthorityQuestion, type AuthorityReason, type CapState } from './authority.ts';
import { readRequest, type AskedAmount, type ExplainRequest } from './explain-request.ts';
import { badRequest, shortly, type Checked, type ExplainFault } from './request-words.ts';
import type { DecisionType, Label, Tier } from './pack-schema.ts';
import type { Policy } from './policy.ts';
import { authoritySentence } from './sentence.ts';
import { monthAt } from './windows.ts';

export type Figure = Money | { readonly count: number };
/** `limit` and `remaining` null: this cap allows any amount. A cap that allows nothing at all (condition, block, stale) has limit 0. */
export type ExplainedCap = {
  readonly rule: CapName;
  readonly limit: Figure | null;
  readonly used: Figure;
  readonly remaining: Figure | null;
};
export type Explained = {
  readonly verdict: AuthorityReason['verdict'];
  readonly binding: ExplainedCap;
  readonly approver: { readonly tier: Tier } | null;
  readonly caps: readonly (ExplainedCap & { readonly ok: boolean })[];
  readonly papers?: readonly string[];
  readonly sentence: Label;
};
export type ExplainAnswer = Explained | { readonly error: ExplainFault };

/** Finds a compiled pack by the name a request gives it, or says why there is none. */
export type PackSource = (name: string) => Checked<Policy>;

/**
 * Judges one request of the black box (README, "authority explain"). Any verdict is an answer; a request that cannot be judged is
 * answered with the first place that is wrong. Everything the judge is told comes from the request and its pack.
 */
export const explain = (value: unknown, packOf: PackSource): ExplainAnswer => {
  const read = readRequest(value);
  if (!read.ok) return { error: read.refusal.data };
  const found = packOf(read.value.pack);
  if (!found.ok) return { error: found.refusal.data };
  const policy = found.value;
  const question = questionOf(read.value, policy);
  if (!question.ok) return { error: question.refusal.data };
  return answerOf(policy, question.value, judge(policy, question.value));
};

const answerOf = (policy: Policy, { wish }: AuthorityQuestion, reason: AuthorityReason): Explained => {
  const { verdict, binding, caps, approverTier, papers } = reason;
  const figureOf = (unit: CapState['unit'], amount: number): Figure =>
    unit === 'count' ? { count: amount } : { minor: amount, currency: policy.pack.principal.currency };
  const capOf = ({ rule, unit, limit, used, remaining, ok: stands }: CapState): ExplainedCap => ({
    rule,
    limit: limit === null ? (stands ? null : figureOf(unit, 0)) : figureOf(unit, limit),
    used: figureOf(unit, used),
    remaining: limit === null && stands ? null : figureOf(unit, remaining ?? Math.max(0, (limit ?? 0) - used)),
  });
  return {
    verdict,
    binding: capOf(binding),
    approver: approverTier === null ? null : { tier: approverTier },
    caps: caps.map((cap) => ({ ...capOf(cap), ok: cap.ok })),
    ...(papers.length === 0 ? {} : { papers }),
    sentence: authoritySentence(policy, wish, reason),
  };
};

const questionOf = (request: ExplainRequest, policy: Policy): Checked<AuthorityQuestion> => {
  const { actor, decision, now, present } = request;
  const type = typeOf(policy, decision.type, 'decision.type');
  if (!type.ok) return type;
  const amount = wishedOf(type.value, decision.amount, policy);
  if (!amount.ok) return amount;
  const currency = [
    ['decision.bill.currency', decision.bill?.currency],
    ['budget.limit.currency', request.budget?.limit.currency],
    ['budget.used.currency', request.budget?.used.currency],
  ] as const;
  const foreign = currency.find(([, code]) => code !== undefined && code !== policy.pack.principal.currency);
  if (foreign !== undefined) return foreignCurrency(foreign[0], foreign[1]!, policy);
  if (decision.reason !== null && !policy.reasons.has(decision.reason))
    return badRequest('decision.reason', unknown('decision.reason', decision.reason, 'reason', policy.reasons));
  const facts = request.facts ?? decision.facts;
  const relation = relationOf(facts ?? { ownAccount: null, relation: null });
  if (relation === null)
    return badRequest(
      `${request.facts === null ? 'decision.' : ''}facts.relation`,
      'facts.relation contradicts facts.ownAccount. Leave one of the two out.',
    );
  const grants = grantsOf(request, policy);
  if (!grants.ok) return grants;
  const terms = request.terms ?? decision.terms;
  return ok({
    wish: {
      decisionType: type.value.id,
      amount: amount.value,
      reason: decision.reason,
      evidence: decision.evidence ?? [],
      terms: terms === null ? null : withoutNulls(terms),
      otherAccount: facts?.otherAccount ?? false,
      toldAt: facts?.toldAt ?? null,
    },
    actor: { id: actor.id, tier: actor.tier, team: actor.team },
    about: { customer: customerKey(decision.customer, decision.case), contract: decision.contract, caseId: decision.case },
    bill: decision.bill?.minor ?? null,
    relation,
    tenureDays: facts?.tenureDays ?? null,
    segment: facts?.segment ?? null,
    facts: { grants: grants.value, budgets: spentOf(grants.value, policy, now) },
    now,
    connection: { online: request.online ?? true, lastSync: request.lastSync },
    present,
    askedBy: null,
    budget: request.budget === null ? null : { limit: request.budget.limit.minor, used: request.budget.used.minor },
  });
};

const withoutNulls = (terms: NonNullable<ExplainRequest['terms']>): AuthorityQuestion['wish']['terms'] => ({
  ...(terms.months === null ? {} : { months: terms.months }),
  ...(terms.percent === null ? {} : { percent: terms.percent }),
  ...(terms.instalments === null ? {} : { instalments: terms.instalments }),
  ...(terms.days === null ? {} : { days: terms.days }),
});

const unknown = (path: string, code: string, what: string, known: ReadonlyMap<string, unknown>): string =>
  `${path} is ${shortly(code)}, which is no ${what} of this pack. Write one of ${[...known.keys()].join(', ')}.`;

const typeOf = (policy: Policy, code: string, path: string): Checked<DecisionType> => {
  const type = policy.decisions.get(code);
  return type === undefined ? badRequest(path, unknown(path, code, 'decision', policy.decisions)) : ok(type);
};

const foreignCurrency = (path: string, code: string, policy: Policy): Checked<never> => {
  const own = policy.pack.principal.currency;
  return badRequest(path, `${path} is "${code}", but this pack decides in ${own}. Write the amount in ${own}; amounts are not converted.`);
};

/** Money where the type is money, a count where it counts; a count that is not given is one. */
const amountOf = (type: DecisionType, amount: AskedAmount | null, path: string): Checked<Money | { count: number }> => {
  if (type.unit === 'count') {
    if (amount?.minor !== undefined || amount?.currency !== undefined)
      return badRequest(path, `${path} is money, but "${type.id}" is counted. Write {"count":1}.`);
    return ok({ count: amount?.count ?? 1 });
  }
  const instead = 'Write money such as {"minor":1500,"currency":"EUR"}';
  if (amount === null) return badRequest(path, `${path} is missing. ${instead}.`);
  if (amount.count !== undefined) return badRequest(`${path}.count`, `${path} is a count, but "${type.id}" is money. ${instead}.`);
  const { minor, currency } = amount;
  if (minor === undefined) return badRequest(`${path}.minor`, `${path}.minor is missing. ${instead} (minor units: cents).`);
  if (currency === undefined) return badRequest(`${path}.currency`, `${path}.currency is missing. ${instead}.`);
  return ok({ minor, currency });
};

const wishedOf = (type: DecisionType, asked: AskedAmount | null, policy: Policy): Checked<number> => {
  const amount = amountOf(type, asked, 'decision.amount');
  if (!amount.ok) return amount;
  if ('count' in amount.value) return ok(amount.value.count);
  const { minor, currency } = amount.value;
  return currency === policy.pack.principal.currency ? ok(minor) : foreignCurrency('decision.amount.currency', currency, policy);
};

const relationOf = ({ ownAccount, relation }: Pick<NonNullable<ExplainRequest['facts']>, 'ownAccount' | 'relation'>): Relation | null => {
  if (ownAccount === null) return relation ?? 'none';
  if (relation !== null && ownAccount !== (relation === 'own')) return null;
  return relation ?? (ownAccount ? 'own' : 'none');
};

/** Earlier decisions in their own currencies: which of them count is for the judge to say. */
const grantsOf = ({ history }: ExplainRequest, policy: Policy): Checked<readonly Grant[]> => {
  const monthly = policy.pack.authority.budgets.length > 0;
  const grants: Grant[] = [];
  for (const [n, entry] of (history ?? []).entries()) {
    const type = typeOf(policy, entry.type, `history[${n}].type`);
    if (!type.ok) return type;
    const amount = amountOf(type.value, entry.amount, `history[${n}].amount`);
    if (!amount.ok) return amount;
    grants.push({
      decision: `history[${n}]`,
      decisionType: type.value.id,
      ledger: type.value.ledger,
      unit: type.value.unit,
      amount: 'count' in amount.value ? amount.value.count : amount.value.minor,
      currency: 'count' in amount.value ? policy.pack.principal.currency : amount.value.currency,
      customer: customerKey(entry.customer, entry.case),
      contract: entry.contract,
      caseId: entry.case,
      actor: entry.actor,
      team: entry.team,
      tier: entry.tier ?? 1,
      at: entry.at,
      // Only budgets ask for the month; packs without them are spared a conversion per entry.
      month: monthly ? monthAt(entry.at, policy.pack.principal.zone) : '',
      open: entry.open ?? true,
    });
  }
  return ok(grants);
};

/** What the history spent of the month that runs, for the pack's own budgets: the principal's, and each team's that entries name. */
const spentOf = (grants: readonly Grant[], policy: Policy, now: Ms): Facts['budgets'] => {
  if (policy.pack.authority.budgets.length === 0) return [];
  const { currency } = policy.pack.principal;
  const month = monthAt(now, policy.pack.principal.zone);
  const sums = new Map<string, BudgetSum>();
  const add = (scope: BudgetSum['scope'], id: string, ledger: Ledger, amount: number): void => {
    const key = `${scope} ${ledger} ${id}`;
    sums.set(key, { scope, id, month, ledger, used: (sums.get(key)?.used ?? 0) + amount });
  };
  for (const grant of grants) {
    if (grant.unit !== 'money' || grant.currency !== currency || grant.month !== month || grant.at > now) continue;
    add('principal', policy.lane, grant.ledger, grant.amount);
    if (grant.team !== null) add('team', grant.team, grant.ledger, grant.amount);
  }
  return [...sums.values()];
};
