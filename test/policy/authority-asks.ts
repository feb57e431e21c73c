// Shortens questions about authority for tests: a usual question with something changed, a grant, the verdict in few words.
import { Temporal } from 'temporal-polyfill';
import { judge } from '../../shared/policy/authority.ts';
import type { AuthorityQuestion, AuthorityReason, Grant, Wish } from '../../shared/policy/authority-types.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { TELECOM } from '../pack.ts';

export const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
/** Wednesday 3 June 2026, noon in Berlin. */
export const NOW = at('2026-06-03T12:00:00+02:00');
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

type Change = Partial<AuthorityQuestion> &
  Partial<Wish> & { readonly tier?: AuthorityQuestion['actor']['tier']; readonly grants?: readonly Grant[] };

/** Ten euros of goodwill by tier 1, online, nothing granted before, every paper at hand, unless said otherwise. */
export const ask = ({ tier = 1, grants = [], ...change }: Change = {}): AuthorityQuestion => {
  const { decisionType, amount, reason, evidence, terms, otherAccount, toldAt, ...rest } = change;
  return {
    wish: {
      decisionType: decisionType ?? 'goodwill-credit',
      amount: amount ?? 1_000,
      reason: reason ?? null,
      evidence: evidence ?? ['paper'],
      terms: terms ?? null,
      otherAccount: otherAccount ?? false,
      toldAt: toldAt ?? null,
    },
    actor: { id: 'lena', tier, team: 'service' },
    about: { customer: 'c1', contract: null, caseId: 'k1' },
    bill: null,
    relation: 'none',
    tenureDays: null,
    segment: null,
    facts: { grants, budgets: [] },
    now: NOW,
    connection: { online: true, lastSync: null },
    present: null,
    askedBy: null,
    budget: null,
    ...rest,
  };
};

/** Ten euros of goodwill for the same customer by somebody else, in another case, an hour ago, unless said otherwise. */
export const grant = (change: Partial<Grant> = {}): Grant => ({
  decision: 'd1',
  decisionType: 'goodwill-credit',
  ledger: 'goodwill',
  unit: 'money',
  amount: 1_000,
  currency: 'EUR',
  customer: 'c1',
  contract: null,
  caseId: 'k0',
  actor: 'jan',
  team: 'service',
  tier: 1,
  at: NOW - HOUR,
  month: '2026-06',
  open: true,
  ...change,
});

export const judged = (change: Change = {}, policy: Policy = TELECOM): AuthorityReason => judge(policy, ask(change));

/** "within", "needs-approval 2", "needs-approval -" (nobody there), "never", with the rule that binds. */
export const verdictOf = (change: Change = {}, policy: Policy = TELECOM): string => {
  const { verdict, approverTier, binding } = judged(change, policy);
  return [verdict, ...(verdict === 'needs-approval' ? [String(approverTier ?? '-')] : []), binding.rule].join(' ');
};

export const capOf = (rule: string, reason: AuthorityReason) => reason.caps.find((cap) => cap.rule === rule);
