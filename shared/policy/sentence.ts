// Words a judgement about authority, German and English, with the figures filled in, fit to be said to a customer.
import type { AuthorityReason } from './authority.ts';
import type { DecisionType, Label, Tier } from './pack-schema.ts';
import type { Policy } from './policy.ts';

type Language = keyof Label;
/** The decision the sentence speaks of; amount in minor units or a count. */
export type Spoken = { readonly decisionType: string; readonly amount: number };
type Figures = {
  readonly amount: string;
  readonly limit: string;
  readonly tier: string;
  readonly what: string;
  readonly share: string;
  readonly saying: string;
};

const WORDS = {
  within: { de: '{saying} Bis zu {limit} kann ich selbst zusagen.', en: '{saying} Up to {limit} I can agree to this myself.' },
  'within-any': { de: '{saying} Das kann ich selbst zusagen.', en: '{saying} I can agree to this myself.' },
  'per-decision': {
    de: '{what}: Bis zu {limit} kann ich selbst zusagen. Für {amount} brauche ich eine Freigabe ({tier}); ich frage dort für Sie an.',
    en: '{what}: Up to {limit} I can agree to this myself. For {amount} I need an approval ({tier}); I am asking for you.',
  },
  'no-say': {
    de: '{what}: Das kann ich nicht selbst zusagen. Für {amount} brauche ich eine Freigabe ({tier}); ich frage dort für Sie an.',
    en: '{what}: I cannot agree to this myself. For {amount} I need an approval ({tier}); I am asking for you.',
  },
  percent: {
    de: '{what}: Bis zu {limit}, das sind {share} Ihrer letzten Rechnung, kann ich selbst zusagen. Für {amount} brauche ich eine Freigabe ({tier}); ich frage dort für Sie an.',
    en: '{what}: Up to {limit}, which is {share} of your last bill, I can agree to this myself. For {amount} I need an approval ({tier}); I am asking for you.',
  },
  condition: {
    de: '{what}: Das kann ich selbst nur mit einem Beleg zusagen. Ohne Beleg brauche ich eine Freigabe ({tier}).',
    en: '{what}: I can only agree to this myself with evidence. Without evidence I need an approval ({tier}).',
  },
  'four-eyes': {
    de: '{what}: Über {limit} müssen zwei Personen zustimmen. Für {amount} hole ich die zweite Zustimmung ein ({tier}).',
    en: '{what}: Above {limit} two people must agree. For {amount} I am getting the second agreement ({tier}).',
  },
  'never-above': { de: '{what}: Mehr als {limit} ist bei uns nicht möglich.', en: '{what}: More than {limit} is not possible with us.' },
  'never-without': {
    de: '{what}: Ohne einen Beleg ist das bei uns nicht möglich.',
    en: '{what}: Without evidence this is not possible with us.',
  },
  'never-at-all': { de: '{what}: Das ist bei uns nicht möglich.', en: '{what}: This is not possible with us.' },
} as const satisfies Record<string, Label>;

/**
 * One or two sentences in both languages: what is promised and up to where, who must approve, or that nobody may. Amounts are
 * written as the language writes them, in the pack's currency. Source: experience.md, principle 4.
 */
export const authoritySentence = (policy: Policy, spoken: Spoken, reason: AuthorityReason): Label => {
  const type = policy.decisions.get(spoken.decisionType);
  const words = WORDS[wordsFor(type, reason)];
  const written = (language: Language): string => fill(words[language], { ...figuresOf(policy, type, spoken, reason, language) });
  return { de: written('de'), en: written('en') };
};

const wordsFor = (type: DecisionType | undefined, { verdict, binding, tier }: AuthorityReason): keyof typeof WORDS => {
  if (verdict === 'within') return binding.limit === null ? 'within-any' : 'within';
  if (verdict === 'needs-approval') return binding.rule === 'per-decision' && binding.limit === 0 ? 'no-say' : approvalWords[binding.rule];
  if (type === undefined || tier === 'A') return 'never-at-all';
  if (binding.rule === 'condition') return 'never-without';
  return highestLimit(type) > 0 ? 'never-above' : 'never-at-all';
};

const approvalWords = {
  'per-decision': 'per-decision',
  percent: 'percent',
  'per-case': 'per-decision',
  'customer-window': 'per-decision',
  'customer-count': 'per-decision',
  'agent-day': 'per-decision',
  'agent-count': 'per-decision',
  budget: 'per-decision',
  condition: 'condition',
  block: 'no-say',
  'four-eyes': 'four-eyes',
  stale: 'no-say',
  none: 'no-say',
} as const satisfies Record<AuthorityReason['binding']['rule'], keyof typeof WORDS>;

const highestLimit = (type: DecisionType): number => Math.max(0, ...Object.values(type.limits).map((limit) => limit?.amount ?? 0));

const figuresOf = (
  policy: Policy,
  type: DecisionType | undefined,
  spoken: Spoken,
  { verdict, binding, approverTier, tier }: AuthorityReason,
  language: Language,
): Figures => {
  const written = (amount: number): string => amountText(policy, type, amount, language);
  const limit = verdict === 'never' && type !== undefined ? highestLimit(type) : (binding.limit ?? 0);
  const share = type === undefined || tier === 'A' ? undefined : type.limits[`${tier}`]?.percentOfBill;
  const amount = written(spoken.amount);
  return {
    amount,
    limit: written(limit),
    tier: approverTier === null ? '' : tierName(policy, approverTier, language),
    what: type?.label[language] ?? spoken.decisionType,
    share: share === undefined ? '' : new Intl.NumberFormat(language, { style: 'percent' }).format(share / 100),
    saying: fill(type?.saying[language] ?? '', { amount }),
  };
};

const tierName = (policy: Policy, tier: Tier, language: Language): string =>
  policy.pack.tiers.find((row) => row.tier === tier)?.label[language] ?? String(tier);

/** An amount as the language writes it: "15,00 €" or a bare count. `amount` is in minor units or a count, as the type says. */
export const amountText = (policy: Policy, type: DecisionType | undefined, amount: number, language: Language): string => {
  if (type?.unit === 'count') return new Intl.NumberFormat(language).format(amount);
  const format = new Intl.NumberFormat(language, { style: 'currency', currency: policy.pack.principal.currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
};

const fill = (words: string, figures: Readonly<Record<string, string>>): string =>
  words.replace(/\{(\w+)\}/g, (slot, name: string) => figures[name] ?? slot);
