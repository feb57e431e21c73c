// Writes the figures of a judgement as each language writes them: amounts, shares, how often, how long, which tier.
import type { AuthorityReason, CapState } from './authority-types.ts';
import { limitOf } from './cap-state.ts';
import { shareOf } from './formula.ts';
import { moneyText, numberText, percentText } from './number-format.ts';
import type { DecisionType, Label, Tier } from './pack-schema.ts';
import type { Policy } from './policy.ts';

type Language = keyof Label;
/** The decision the sentence speaks of; amount in minor units or a count. */
export type Spoken = { readonly decisionType: string; readonly amount: number };

const TERMS = ['months', 'percent', 'instalments', 'days'] as const;
type Term = (typeof TERMS)[number];

/** A cap on a term of the decision (how long, how many rates), not on its amount. */
export const isTermCap = (cap: CapState): cap is CapState & { readonly detail: Term } =>
  cap.unit === 'count' && TERMS.some((term) => term === cap.detail);

/** The most any tier may, or the ceiling where there is one; Infinity where a tier has no limit. */
export const highestLimit = (type: DecisionType, caps: readonly CapState[]): number =>
  caps.find(({ detail }) => detail === 'ceiling')?.limit ??
  Math.max(0, ...Object.values(type.limits).map((limit) => (limit === undefined ? 0 : (limit.amount ?? Infinity))));

export const longestTerm = (type: DecisionType, term: Term): number | null => {
  const longest = Math.max(0, ...Object.values(type.limits).map((limit) => limit?.terms?.[term] ?? 0));
  return longest === 0 ? null : longest;
};

/**
 * The share of the bill that the binding cap stands for, in percent; null where it is none or where a missing connection has made
 * the cap smaller than the share.
 */
export const sharePercent = (told: {
  readonly policy: Policy;
  readonly type: DecisionType;
  readonly reason: AuthorityReason;
}): number | null => {
  const { binding, tier, seen } = told.reason;
  const limit = limitOf(told.type, binding.rule === 'four-eyes' ? 4 : tier);
  const share = binding.detail === 'percent' ? limit?.terms?.percent : limit?.percentOfBill;
  const bill = seen.bill ?? told.policy.pack.authority.baseBill;
  return share !== undefined && bill !== undefined && shareOf(bill, share) === binding.limit ? share : null;
};

const NAMES = {
  months: { de: ['einem Monat', 'Monaten'], en: ['one month', 'months'] },
  days: { de: ['einem Tag', 'Tagen'], en: ['one day', 'days'] },
  minutes: { de: ['einer Minute', 'Minuten'], en: ['one minute', 'minutes'] },
  instalments: { de: ['einer Rate', 'Raten'], en: ['one instalment', 'instalments'] },
} as const;

/** "12 Monaten", "one month"; in German the dative, as it follows "von", "seit", "bis zu" and "mehr als". */
const howLong = (value: number, unit: keyof typeof NAMES, language: Language): string => {
  const [one, many] = NAMES[unit][language];
  return value === 1 ? one : `${numberText(value, language)} ${many}`;
};

const termText = (value: number, term: Term, language: Language): string =>
  term === 'percent' ? percentText(value, language) : howLong(value, term, language);

const windowText = (window: NonNullable<CapState['window']>, language: Language): string =>
  'months' in window ? howLong(window.months, 'months', language) : howLong(window.days, 'days', language);

const TIMES = {
  de: ['noch nie', 'einmal', 'zweimal', 'dreimal', 'viermal', 'fünfmal', 'sechsmal', 'siebenmal', 'achtmal', 'neunmal', 'zehnmal'],
  en: ['not yet', 'once', 'twice'],
} as const;

/** How often, in words: "zweimal", "twice". */
const times = (value: number, language: Language): string =>
  TIMES[language][value] ?? (language === 'de' ? `${numberText(value, 'de')}-mal` : `${numberText(value, 'en')} times`);

/** An amount as the language writes it: "15,00 €" or a bare count. `amount` is in minor units or a count, as the type says. */
export const amountText = (policy: Policy, type: DecisionType | undefined, amount: number, language: Language): string =>
  type?.unit === 'count' ? numberText(amount, language) : moneyOf(policy, amount, language);

const moneyOf = (policy: Policy, amount: number, language: Language): string => moneyText(amount, policy.pack.principal.currency, language);

const tierName = (policy: Policy, tier: Tier, language: Language): string =>
  policy.pack.tiers.find((row) => row.tier === tier)?.label[language] ?? String(tier);

const WHOM = { de: ['Ihnen', 'für diesen Vertrag'], en: ['for you', 'for this contract'] } as const;
const WHOM_THIS = { de: ['Ihnen das', 'das für diesen Vertrag'], en: ['this for you', 'this for this contract'] } as const;
const BASE = { de: ['Ihrer letzten Rechnung', 'des üblichen Monatspreises'], en: ['your last bill', 'the usual monthly price'] } as const;

/** Every figure any words may name; what does not apply is left out, and no words name it. */
export const figuresOf = (
  policy: Policy,
  type: DecisionType | undefined,
  spoken: Spoken,
  reason: AuthorityReason,
  language: Language,
): Readonly<Record<string, string>> => {
  const { binding, caps, approverTier, tier, seen } = reason;
  const { limit, used, remaining, unit, detail, window } = binding;
  // What is open at one time is counted in figures, what happened in times.
  const written = (value: number): string =>
    unit === 'money' ? moneyOf(policy, value, language) : detail === 'open' ? numberText(value, language) : times(value, language);
  const highest = type === undefined ? 0 : highestLimit(type, caps);
  const share = type === undefined ? null : sharePercent({ policy, type, reason });
  const amount = amountText(policy, type, spoken.amount, language);
  const span = window === null ? '' : windowText(window, language);
  const figures = {
    amount,
    limit: limit === null ? '' : written(limit),
    used: written(used),
    remaining: remaining === null ? '' : written(remaining),
    tier: approverTier === null ? '' : tierName(policy, approverTier, language),
    what: type?.label[language] ?? spoken.decisionType,
    saying: fill(type?.saying[language] ?? '', { amount }),
    share: share === null ? '' : percentText(share, language),
    base: BASE[language][seen.bill === null ? 1 : 0],
    whom: WHOM[language][detail === 'contract' ? 1 : 0],
    whomThis: WHOM_THIS[language][detail === 'contract' ? 1 : 0],
    window: span,
    time: timeText(span, language),
    term: isTermCap(binding) && limit !== null ? termText(limit, binding.detail, language) : '',
    longest: isTermCap(binding) && type !== undefined ? termText(longestTerm(type, binding.detail) ?? 0, binding.detail, language) : '',
    highest: type?.unit === 'count' ? times(highest, language) : moneyOf(policy, highest === Infinity ? 0 : highest, language),
    tenure: type === undefined ? '' : howLong(limitOf(type, tier)?.only?.minTenureDays ?? 0, 'days', language),
    minutes: howLong(policy.pack.authority.retroactive.minutes, 'minutes', language),
  };
  return Object.fromEntries(Object.entries(figures).filter(([, text]) => text !== ''));
};

const timeText = (span: string, language: Language): string => {
  if (span === '') return language === 'de' ? 'in dieser Sache' : 'in this matter';
  return language === 'de' ? `innerhalb von ${span}` : `within ${span}`;
};

/** Fills the places of some words; one that has no figure stays, so that a test can see it. */
export const fill = (words: string, figures: Readonly<Record<string, string>>): string =>
  words.replace(/\{(\w+)\}/g, (slot, name: string) => figures[name] ?? slot);
