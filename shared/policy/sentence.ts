// Words a judgement about authority, German and English, with the figures filled in, fit to be said to a customer.
import type { AuthorityReason, CapState } from './authority-types.ts';
import type { DecisionType, Label } from './pack-schema.ts';
import type { Policy } from './policy.ts';
import { figuresOf, fill, highestLimit, isTermCap, longestTerm, sharePercent, type Spoken } from './sentence-figures.ts';
import { NEVER, NEXT, SUBJECTS, WHY } from './sentence-words.ts';

export type { Spoken } from './sentence-figures.ts';
export { amountText } from './sentence-figures.ts';

type Language = keyof Label;
type Words = readonly Label[];
/** What is needed to choose words: the type, the judgement and the cap that binds. */
type Case = { readonly policy: Policy; readonly type: DecisionType; readonly spoken: Spoken; readonly reason: AuthorityReason };

/**
 * One or two sentences in both languages: what is promised and up to where, why more is not possible at once and who must approve, or
 * that nobody may. Amounts are written as the language writes them, in the pack's currency, counts and windows in words; what
 * concerns only the house (the person's own day, a budget) is not named. Source: experience.md, principle 4.
 */
export const authoritySentence = (policy: Policy, spoken: Spoken, reason: AuthorityReason): Label => {
  const type = policy.decisions.get(spoken.decisionType);
  const words = type === undefined ? [UNKNOWN, NEVER['at-all']] : wordsFor({ policy, type, spoken, reason });
  const written = (language: Language): string => {
    const figures = figuresOf(policy, type, spoken, reason, language);
    // A subject stands inside the next words, so that places are filled twice.
    return words.map((label) => fill(fill(label[language], figures), figures)).join(' ');
  };
  return { de: written('de'), en: written('en') };
};

const UNKNOWN: Label = { de: '{what}:', en: '{what}:' };
const SAYING: Label = { de: '{saying}', en: '{saying}' };

const wordsFor = (told: Case): Words => {
  const { verdict, binding } = told.reason;
  if (verdict === 'within') return [SAYING, WHY[withinWhy(told)]];
  if (verdict === 'never') return [UNKNOWN, NEVER[neverWords(told)]];
  const subject = SUBJECTS[subjectOf(told.type, binding)];
  const next = NEXT[nextOf(told.reason)];
  const about = (language: Language): string => fill(next[language], { subject: subject[language] });
  return [UNKNOWN, WHY[whyOf(told)], { de: about('de'), en: about('en') }];
};

type Why = keyof typeof WHY;

/** Within, a cap that has no figure for the customer leaves only that it can be agreed to. */
const withinWhy = (told: Case): Why => {
  const { binding } = told.reason;
  const silent =
    binding.limit === null ||
    isTermCap(binding) ||
    binding.rule === 'four-eyes' ||
    (told.type.unit === 'money' && binding.unit === 'count');
  return silent ? 'any' : whyOf(told);
};

const whyOf = (told: Case): Why => WHY_OF[told.reason.binding.rule](told.reason.binding, told);

/** The same words for an amount of money and, in words, for how often. */
const perUnit = (cap: CapState, money: Why, times: Why): Why => (cap.unit === 'money' ? money : times);

const decisionWhy = (cap: CapState, told: Case): Why => {
  if (isTermCap(cap)) return cap.detail;
  if (cap.detail === 'formula') return cap.limit === 0 ? 'no-say' : 'formula';
  if (cap.limit === null) return 'any';
  if (cap.limit === 0) return 'no-say';
  if (cap.detail === 'offline') return perUnit(cap, 'rest-now', 'rest-now-times');
  return cap.detail === 'percent' && sharePercent(told) !== null ? 'share' : perUnit(cap, 'up-to', 'up-to-times');
};

const caseWhy = (cap: CapState): Why => {
  if (cap.detail === 'formula') return cap.used > 0 ? 'formula-used' : 'formula';
  return perUnit(cap, cap.used > 0 ? 'in-case-used' : 'in-case', 'in-case-times');
};

const windowWhy = (cap: CapState): Why => {
  if (cap.detail === 'open') return perUnit(cap, 'open-amount', 'open-count');
  if (cap.detail === 'offline' || cap.detail === 'blind') return nowWhy(cap);
  return perUnit(cap, cap.used > 0 ? 'window-used' : 'window', 'window-times');
};

const todayWhy = (cap: CapState): Why => {
  if (cap.detail === 'open') return nowWhy(cap);
  return cap.remaining === 0 ? 'not-today' : perUnit(cap, 'rest-today', 'rest-today-times');
};

const nowWhy = (cap: CapState): Why => (cap.remaining === 0 ? 'not-now' : perUnit(cap, 'rest-now', 'rest-now-times'));

const conditionWhy = ({ detail }: CapState): Why => {
  switch (detail) {
    case 'evidence':
    case 'reason':
    case 'tenure':
    case 'segment':
    case 'first-time':
    case 'offline':
    case 'own':
    case 'relative':
    case 'colleague':
    case 'retroactive':
      return detail;
    case 'formula':
    case 'ceiling':
    case 'other-account':
    case 'months':
    case 'percent':
    case 'instalments':
    case 'days':
    case 'contract':
    case 'open':
    case 'blind':
    case 'team':
    case 'principal':
    case null:
      return 'no-say';
  }
};

const fourEyesWhy = (cap: CapState, told: Case): Why => {
  if (isTermCap(cap)) return 'two-term';
  if (cap.detail === 'other-account') return 'two-account';
  if (cap.detail === 'formula') {
    if (cap.limit === 0) return 'two-formula-unknown';
    return cap.used > 0 ? 'two-formula-used' : 'two-formula';
  }
  return cap.detail === 'percent' && sharePercent(told) !== null ? 'two-share' : perUnit(cap, 'two-above', 'two-above-times');
};

/** A new kind of cap needs a row here. */
const WHY_OF: Readonly<Record<CapState['rule'], (cap: CapState, told: Case) => Why>> = {
  'per-decision': decisionWhy,
  percent: (_, told) => (sharePercent(told) === null ? 'up-to' : 'share'),
  'per-case': caseWhy,
  'customer-window': windowWhy,
  'customer-count': windowWhy,
  'agent-day': todayWhy,
  'agent-count': todayWhy,
  budget: nowWhy,
  condition: conditionWhy,
  block: conditionWhy,
  'four-eyes': fourEyesWhy,
  stale: () => 'stale',
  none: () => 'any',
};

const TERM_SUBJECTS = { months: 'longer', percent: 'more', instalments: 'instalments', days: 'later' } as const;

const subjectOf = (type: DecisionType, cap: CapState): keyof typeof SUBJECTS => {
  if (isTermCap(cap)) return TERM_SUBJECTS[cap.detail];
  if (cap.rule === 'condition' && cap.detail === 'evidence') return 'no-evidence';
  if (cap.detail === 'other-account' || cap.limit === null) return 'this';
  if (type.unit === 'money') return 'amount';
  return cap.remaining === 0 ? 'this' : 'more';
};

const nextOf = ({ binding, tier, approverTier }: AuthorityReason): keyof typeof NEXT => {
  const needed = binding.rule !== 'four-eyes' ? 'approve' : tier === 4 ? 'second' : 'both';
  return approverTier === null ? `${needed}-absent` : needed;
};

const neverWords = ({ type, spoken, reason: { binding, caps, tier } }: Case): keyof typeof NEVER => {
  const { rule, detail } = binding;
  if (detail === 'own' || detail === 'relative') return detail;
  if (tier === 'A') return 'at-all';
  if (caps.some((cap) => cap.detail === 'ceiling')) return type.unit === 'money' ? 'above' : 'above-times';
  const highest = highestLimit(type, caps);
  if (highest === 0) return 'at-all';
  if (spoken.amount > highest) return type.unit === 'money' ? 'above' : 'above-times';
  if (detail === 'evidence') return 'evidence';
  if (isTermCap(binding) && longestTerm(type, binding.detail) !== null) return 'above-term';
  const counted = rule === 'per-case' || rule === 'customer-window' || rule === 'customer-count';
  if (counted && binding.used > 0) return binding.unit === 'money' ? 'used' : 'used-times';
  return 'in-this-case';
};
