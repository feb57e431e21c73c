// No judgement is without a sentence: every rule, detail, figure, verdict and approver, in both languages, nothing left open.
import { fc } from '../seeded.ts';
import { describe, expect, it } from 'vitest';
import { judge } from '../../shared/policy/authority.ts';
import { CAP_NAMES, type AuthorityReason, type CapDetail, type CapName, type CapState } from '../../shared/policy/authority-types.ts';
import { amountText, authoritySentence } from '../../shared/policy/sentence.ts';
import { TELECOM } from '../pack.ts';
import { ask, capOf, grant, judged } from './authority-asks.ts';
import { anyQuestion } from './authority-questions.ts';
import { SPECIAL, SPECIAL_TABLE, TELECOM_TABLE } from './authority-tables.ts';

const TERMS = ['months', 'percent', 'instalments', 'days'] as const;
/** What each rule may speak of. */
const DETAILS: Readonly<Record<CapName, readonly (CapDetail | null)[]>> = {
  'per-decision': [null, 'offline', 'formula', ...TERMS],
  percent: [null],
  'per-case': [null, 'formula'],
  'customer-window': [null, 'offline', 'contract', 'open'],
  'customer-count': [null, 'contract', 'open'],
  'agent-day': [null, 'open'],
  'agent-count': [null, 'open'],
  budget: [null, 'team', 'principal'],
  condition: [null, 'reason', 'evidence', 'tenure', 'segment', 'first-time', 'offline'],
  block: ['own', 'relative', 'colleague', 'retroactive'],
  'four-eyes': [null, 'formula', 'ceiling', ...TERMS],
  stale: [null],
  none: [null],
};
const WITHOUT_FIGURE: readonly CapName[] = ['condition', 'block', 'stale', 'none'];

type Figures = Pick<CapState, 'unit' | 'limit' | 'used' | 'remaining'>;
const FIGURES: readonly Figures[] = [
  { unit: 'money', limit: 1_500, used: 0, remaining: 1_500 },
  { unit: 'money', limit: 4_500, used: 4_500, remaining: 0 },
  { unit: 'money', limit: 0, used: 0, remaining: 0 },
  { unit: 'count', limit: 2, used: 1, remaining: 1 },
  { unit: 'count', limit: 1, used: 1, remaining: 0 },
];
const NO_FIGURE: readonly Figures[] = [{ unit: 'money', limit: null, used: 0, remaining: null }];

/** Nothing is left open, empty or said twice, no word of the house's own, and not more than two sentences after the name. */
const fits = (text: string): void => {
  expect(text).not.toMatch(/[{}]|undefined|NaN|\(\)|[ \u00a0]{2}|: \.|Kappe|\bcap\b|budget|∞/i);
  expect(text).toMatch(/\.$/);
  expect(text.split(/\. /).length).toBeLessThanOrEqual(2);
};

describe('whatever binds', () => {
  it.each(CAP_NAMES)('[A8] %s: every detail, figure, verdict and approver makes a sentence', (rule) => {
    const cases = fc.record({
      detail: fc.constantFrom(...DETAILS[rule]),
      figures: fc.constantFrom(...(WITHOUT_FIGURE.includes(rule) ? NO_FIGURE : FIGURES)),
      verdict: fc.constantFrom('within' as const, 'needs-approval' as const, 'never' as const),
      approverTier: fc.constantFrom(2 as const, 4 as const, null),
      tier: fc.constantFrom(1 as const, 4 as const, 'A' as const),
      decisionType: fc.constantFrom('goodwill-credit', 'compensation', 'retention-discount', 'payment-plan', 'callback-promise'),
    });
    fc.assert(
      fc.property(cases, ({ detail, figures, verdict, approverTier, tier, decisionType }) => {
        const window = rule.startsWith('customer') || detail === 'first-time' ? { months: 12 } : null;
        const binding: CapState = { rule, detail, window, ok: verdict === 'within', ...figures };
        const reason: AuthorityReason = { ...judged(), verdict, binding, caps: [binding], approverTier, tier };
        const { de, en } = authoritySentence(TELECOM, { decisionType, amount: 2_000 }, reason);
        fits(de);
        fits(en);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['telecom', TELECOM, TELECOM_TABLE],
    ['a pack with everything else', SPECIAL, SPECIAL_TABLE],
  ] as const)('[A8] %s: nothing stays open, and the limit that binds is said unless it concerns only the house', (_, policy, table) =>
    fc.assert(
      fc.property(anyQuestion(table), (question) => {
        const reason = judge(policy, question);
        const { de, en } = authoritySentence(policy, question.wish, reason);
        fits(de);
        fits(en);
        const { rule, unit, limit, detail } = reason.binding;
        const silent = ['agent-day', 'agent-count', 'budget'].includes(rule) || detail === 'offline';
        if (reason.verdict !== 'needs-approval' || unit === 'count' || limit === null || limit === 0 || silent) return;
        const type = policy.decisions.get(question.wish.decisionType);
        expect(de).toContain(amountText(policy, type, limit, 'de'));
        expect(en).toContain(amountText(policy, type, limit, 'en'));
      }),
      { numRuns: 500 },
    ),
  );

  it('[A8] what a person may in a day is not told in figures', () => {
    const question = ask({ amount: 600, grants: [grant({ actor: 'lena', customer: 'c2', amount: 7_500 })] });
    const reason = judge(TELECOM, question);
    expect(capOf('agent-day', reason)?.limit).toBe(7_500);
    expect(Object.values(authoritySentence(TELECOM, question.wish, reason)).join(' ')).not.toMatch(/75/);
  });
});
