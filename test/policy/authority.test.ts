// Who may grant what: every decision of the telecom pack at every tier, at, below and above each limit.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, type AuthorityQuestion } from '../../shared/policy/authority.ts';
import { compilePack } from '../../shared/policy/compile.ts';
import { rankOf } from '../../shared/policy/routing.ts';
import { authoritySentence } from '../../shared/policy/sentence.ts';
import type { Tier } from '../../shared/policy/pack-schema.ts';
import { hotel, telecom } from './policies.ts';

const ask = (change: Partial<AuthorityQuestion> = {}): AuthorityQuestion => ({
  decisionType: 'goodwill-credit',
  amount: 1_000,
  tier: 1,
  evidence: true,
  bill: null,
  balances: [],
  ...change,
});
const judged = (change: Partial<AuthorityQuestion>) => judge(telecom, ask(change));

/** Limits with evidence in minor units or a count: null = any, '-' = no say; `eyes` = four eyes above. Transcribed from domain.md §4. */
type Limits = readonly [number | null | '-', number | null | '-', number | null | '-', number | null | '-'];
const table: readonly (readonly [string, Limits, number | null])[] = [
  ['goodwill-credit', [1_500, 3_000, 7_500, 30_000], 30_000],
  ['compensation', [4_000, 11_000, 27_000, 27_000], 27_000],
  ['own-billing-error', [5_000, 15_000, 50_000, 200_000], 200_000],
  ['refund-inside-policy', [15_000, 30_000, 50_000, 200_000], 200_000],
  ['refund-outside-policy', [0, 0, 10_000, 50_000], 50_000],
  ['replacement', [5_000, 15_000, 30_000, 100_000], 100_000],
  ['fee-waiver', [1_000, 2_000, 5_000, 15_000], null],
  ['retention-discount', [1_500, '-', 4_800, 14_400], 14_400],
  ['contract-exception', [0, '-', 15_000, 60_000], 60_000],
  ['payment-plan', [10_000, 30_000, 100_000, null], 100_000],
  ['callback-promise', [1, 1, null, null], null],
  ['priority-technician', [0, 1, 1, null], null],
];
const rows = table.flatMap(([decisionType, limits, eyes]) =>
  limits.map((limit, index) => [decisionType, (index + 1) as 1 | 2 | 3 | 4, limit, limits, eyes] as const),
);

const reachOf = (limit: Limits[number], eyes: number | null): number => Math.min(limit === '-' ? 0 : (limit ?? Infinity), eyes ?? Infinity);
const granting = rows.filter(([, , limit, , eyes]) => reachOf(limit, eyes) > 0);
const limited = rows.filter(([, , limit, , eyes]) => reachOf(limit, eyes) < Infinity);

describe('every decision at every tier', () => {
  it.each(granting)('[A1] %s, tier %i: up to %s is within', (decisionType, tier, limit, _, eyes) =>
    expect(judged({ decisionType, tier, amount: Math.min(reachOf(limit, eyes), 10_000_000) }).verdict).toBe('within'),
  );

  it.each(limited)('[A1] %s, tier %i: above %s the lowest tier that covers it approves', (decisionType, tier, limit, limits, eyes) => {
    const reach = reachOf(limit, eyes);
    const over = judged({ decisionType, tier, amount: reach + 1 });
    const covering = ([1, 2, 3, 4] as const).find((higher) => higher > tier && reach + 1 <= reachOf(limits[higher - 1]!, eyes));
    const approver = covering ?? (eyes !== null && reach + 1 > eyes ? 4 : null);
    expect([over.verdict, over.approverTier]).toEqual([approver === null ? 'never' : 'needs-approval', approver]);
    expect(over.binding).toMatchObject({ limit: reach, remaining: reach, ok: false });
  });

  it('[A1] the table names every decision of the pack', () => expect(table.map(([id]) => id)).toEqual([...telecom.decisions.keys()]));
});

describe('caps', () => {
  it('[A2] a percent of the bill binds where it stands and is lower, in whole minor units', () => {
    expect(judged({ amount: 1_333, bill: 2_667 })).toMatchObject({ verdict: 'within', binding: { rule: 'percent', limit: 1_333 } });
    expect(judged({ amount: 1_334, bill: 2_667 })).toMatchObject({
      verdict: 'needs-approval',
      approverTier: 2,
      binding: { rule: 'percent', limit: 1_333, remaining: 1_333, ok: false },
    });
    expect(judged({ amount: 1_400, bill: 9_000 })).toMatchObject({ verdict: 'within', binding: { rule: 'per-decision', limit: 1_500 } });
    expect(judged({ tier: 2, amount: 3_000, bill: 100 }).caps.map(({ rule }) => rule)).toEqual(['per-decision']);
  });

  it('[A2] of two equal caps the amount per decision is named', () => expect(judged({ bill: 3_000 }).binding.rule).toBe('per-decision'));

  it('[A2] without a known bill the percent does not apply, the amount still does', () => {
    expect(judged({ amount: 1_500, bill: null })).toMatchObject({ verdict: 'within', caps: [{ rule: 'per-decision' }] });
    expect(judged({ amount: 1_501, bill: null }).verdict).toBe('needs-approval');
    expect(judged({ amount: 1, bill: 0 })).toMatchObject({ verdict: 'needs-approval', binding: { rule: 'percent', limit: 0 } });
    expect(judged({ amount: 1, bill: -500 }).binding).toMatchObject({ rule: 'percent', limit: 0, remaining: 0 });
  });

  it('[A3] without the evidence the tier needs, the lowest tier that needs none approves', () => {
    const compensation = { decisionType: 'compensation', amount: 2_000, evidence: false };
    expect(judged(compensation)).toMatchObject({
      verdict: 'needs-approval',
      approverTier: 3,
      binding: { rule: 'condition', ok: false, remaining: 0 },
    });
    expect(judged({ ...compensation, evidence: true }).verdict).toBe('within');
    expect(judged({ decisionType: 'own-billing-error', amount: 2_000, evidence: false })).toMatchObject({ approverTier: 2 });
  });

  it('[A4] above the mark a second person of tier 4 must agree, and is then enough', () => {
    const large = { amount: 50_000, tier: 4 as const };
    expect(judged(large)).toMatchObject({
      verdict: 'needs-approval',
      approverTier: 4,
      binding: { rule: 'four-eyes', limit: 30_000, ok: false },
    });
    expect(judged({ ...large, askedByTier: 4 }).verdict).toBe('within');
    expect(judged({ ...large, askedByTier: 3 }).verdict).toBe('needs-approval');
    expect(judged({ ...large, tier: 3, askedByTier: 4 }).caps.find(({ rule }) => rule === 'four-eyes')?.ok).toBe(false);
    expect(judged({ ...large, tier: 1 })).toMatchObject({ approverTier: 4, binding: { rule: 'per-decision', limit: 1_500 } });
  });

  it('[A4] an unlimited tier is still bound by four eyes', () =>
    expect(judged({ decisionType: 'payment-plan', tier: 4, amount: 100_001 })).toMatchObject({
      verdict: 'needs-approval',
      binding: { rule: 'four-eyes' },
    }));

  it('[A5] where the pack sets a ceiling and no four eyes, nobody may', () =>
    expect(judged({ decisionType: 'fee-waiver', tier: 2, amount: 15_001 })).toMatchObject({ verdict: 'never', approverTier: null }));

  it('[A5] a decision the pack does not know and a tier outside the house have no say', () => {
    expect(judged({ decisionType: 'gift' })).toMatchObject({ verdict: 'never', binding: { rule: 'none' } });
    expect(judged({ tier: 'A', amount: 1 })).toMatchObject({ verdict: 'never', approverTier: null });
  });

  it('[A6] keeps the pack version, the tier and the balances as they were seen', () => {
    const balances = [{ cap: 'agent-day' as const, decisionType: 'goodwill-credit', used: 500, count: 1 }];
    expect(judged({ balances })).toMatchObject({ pack: telecom.version, tier: 1, balances });
  });

  it('[A7] asking for more is never easier, and what is within breaks no cap', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...telecom.decisions.keys()),
        fc.constantFrom(1, 2, 3, 4),
        fc.nat(300_000),
        fc.nat(100_000),
        fc.option(fc.nat(20_000)),
        fc.boolean(),
        (decisionType, tier, amount, more, bill, evidence) => {
          const question = { decisionType, tier: tier as Tier, bill, evidence };
          const [less, larger] = [judged({ ...question, amount }), judged({ ...question, amount: amount + more })];
          const least = Math.min(...less.caps.map((cap) => cap.remaining ?? Infinity));
          expect({
            easier: larger.verdict === 'within' && less.verdict !== 'within',
            beyond: less.verdict === 'within' && less.caps.some((cap) => cap.limit !== null && amount > cap.limit),
            below: less.approverTier !== null && less.approverTier !== 4 && rankOf(less.approverTier) <= tier,
            binds: less.binding.remaining ?? Infinity,
          }).toEqual({ easier: false, beyond: false, below: false, binds: least });
        },
      ),
    ));

  it('[A7] whoever is named as approver may indeed approve, or is the first of four eyes', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...telecom.decisions.keys()),
        fc.constantFrom(1, 2, 3, 4),
        fc.nat(300_000),
        fc.boolean(),
        (decisionType, tier, amount, evidence) => {
          const { verdict, approverTier } = judged({ decisionType, tier: tier as Tier, amount, evidence });
          fc.pre(approverTier !== null);
          const answer = judged({ decisionType, tier: approverTier!, amount, evidence, askedByTier: tier as Tier });
          expect(verdict).toBe('needs-approval');
          expect(answer.verdict === 'within' || answer.binding.rule === 'four-eyes').toBe(true);
        },
      ),
    ));

  it('[A1] the hotel has a ladder of its own', () => {
    const within = (tier: Tier, amount: number) => judge(hotel, ask({ tier, amount })).verdict;
    expect([within(1, 3_000), within(1, 3_001), within(2, 6_000), within(3, 15_000), within(4, 60_000)]).toEqual([
      'within',
      'needs-approval',
      'within',
      'within',
      'within',
    ]);
  });
});

describe('the sentence [A8]', () => {
  const said = (change: Partial<AuthorityQuestion>, policy = telecom) => {
    const { de, en } = authoritySentence(policy, ask(change), judge(policy, ask(change)));
    return [de, en].map((text) => text.replaceAll('\u00a0', ' '));
  };

  it.each<[string, Partial<AuthorityQuestion>, string, string]>([
    [
      'within',
      {},
      'Ich schreibe Ihnen 10,00 € aus Kulanz gut. Bis zu 15,00 € kann ich selbst zusagen.',
      'I will credit you €10.00 as a gesture of goodwill. Up to €15.00 I can agree to this myself.',
    ],
    [
      'within without a limit',
      { decisionType: 'callback-promise', tier: 3, amount: 2 },
      'Wir rufen Sie zurück; Termine: 2. Das kann ich selbst zusagen.',
      'We will call you back; appointments: 2. I can agree to this myself.',
    ],
    [
      'above the limit',
      { amount: 5_000 },
      'Kulanzgutschrift: Bis zu 15,00 € kann ich selbst zusagen. Für 50,00 € brauche ich eine Freigabe (Teamleitung); ich frage dort für Sie an.',
      'Goodwill credit: Up to €15.00 I can agree to this myself. For €50.00 I need an approval (Team lead); I am asking for you.',
    ],
    [
      'no say',
      { decisionType: 'refund-outside-policy' },
      'Erstattung außer der Regel: Das kann ich nicht selbst zusagen. Für 10,00 € brauche ich eine Freigabe (Teamleitung); ich frage dort für Sie an.',
      'Refund outside policy: I cannot agree to this myself. For €10.00 I need an approval (Team lead); I am asking for you.',
    ],
    [
      'percent',
      { bill: 1_000 },
      'Kulanzgutschrift: Bis zu 5,00 €, das sind 50 % Ihrer letzten Rechnung, kann ich selbst zusagen. Für 10,00 € brauche ich eine Freigabe (Fachebene); ich frage dort für Sie an.',
      'Goodwill credit: Up to €5.00, which is 50% of your last bill, I can agree to this myself. For €10.00 I need an approval (Specialists); I am asking for you.',
    ],
    [
      'evidence',
      { decisionType: 'own-billing-error', evidence: false },
      'Eigener Abrechnungsfehler: Das kann ich selbst nur mit einem Beleg zusagen. Ohne Beleg brauche ich eine Freigabe (Fachebene).',
      'Own billing error: I can only agree to this myself with evidence. Without evidence I need an approval (Specialists).',
    ],
    [
      'four eyes',
      { tier: 4, amount: 123_456 },
      'Kulanzgutschrift: Über 300,00 € müssen zwei Personen zustimmen. Für 1.234,56 € hole ich die zweite Zustimmung ein (Geschäftsleitung).',
      'Goodwill credit: Above €300.00 two people must agree. For €1,234.56 I am getting the second agreement (Management).',
    ],
    [
      'never',
      { decisionType: 'fee-waiver', amount: 20_000 },
      'Gebührenerlass: Mehr als 150,00 € ist bei uns nicht möglich.',
      'Fee waiver: More than €150.00 is not possible with us.',
    ],
    ['unknown', { decisionType: 'gift' }, 'gift: Das ist bei uns nicht möglich.', 'gift: This is not possible with us.'],
  ])('%s', (_, change, de, en) => expect(said(change)).toEqual([de, en]));

  it('[A8] says when evidence is missing and nobody can do without', () => {
    const decisions = telecom.pack.decisions.map((type) =>
      type.id === 'fee-waiver' ? { ...type, limits: { 1: { amount: 1_000, needsEvidence: true } } } : type,
    );
    expect(said({ decisionType: 'fee-waiver', amount: 500, evidence: false }, compilePack({ ...telecom.pack, decisions }))[0]).toBe(
      'Gebührenerlass: Ohne einen Beleg ist das bei uns nicht möglich.',
    );
  });

  it('[A8] leaves no place unfilled, whatever is asked', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(telecom, hotel),
        fc.nat(20),
        fc.constantFrom<Tier>(1, 2, 3, 4, 'A'),
        fc.nat(400_000),
        fc.option(fc.nat(20_000)),
        fc.boolean(),
        (policy, pick, tier, amount, bill, evidence) => {
          const types = [...policy.decisions.keys()];
          const text = said({ decisionType: types[pick % types.length]!, tier, amount, bill, evidence }, policy).join(' ');
          expect(text).not.toMatch(/[{}]|undefined|NaN|\(\)/);
        },
      ),
    ));
});
