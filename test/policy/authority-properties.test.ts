// Properties of authority over random questions, each beside the slow second opinion: nothing it lets through breaks a cap.
import { fc } from '../seeded.ts';
import { describe, expect, it } from 'vitest';
import { judge } from '../../shared/policy/authority.ts';
import type { AuthorityQuestion, AuthorityReason } from '../../shared/policy/authority-types.ts';
import { secondOpinion } from './authority-oracle.ts';
import { anyQuestion } from './authority-questions.ts';
import { SPECIAL, SPECIAL_TABLE, TELECOM_TABLE } from './authority-tables.ts';
import { TELECOM } from '../pack.ts';

const PACKS = [
  ['telecom', TELECOM, TELECOM_TABLE],
  ['a pack with everything else', SPECIAL, SPECIAL_TABLE],
] as const;

const figures = ({ rule, unit, limit, used, remaining, ok }: AuthorityReason['binding']) => ({ rule, unit, limit, used, remaining, ok });
const inOneOrder = (caps: readonly object[]): readonly string[] => caps.map((cap) => JSON.stringify(cap)).toSorted();
const MILD = { within: 0, 'needs-approval': 1, never: 2 } as const;
/** The comparison with the second opinion is the one that must look everywhere. */
const thorough = { numRuns: 1_500 };
const runs = { numRuns: 300 };

describe.each(PACKS)('%s', (_, policy, table) => {
  const questions = anyQuestion(table);
  const plainNumber = ({ wish }: AuthorityQuestion): boolean => table.rows[wish.decisionType]!.counts === true;
  const withAmount = (question: AuthorityQuestion, amount: number): AuthorityQuestion => ({
    ...question,
    wish: { ...question.wish, amount },
  });

  it('[A7] verdict, every cap, the one that binds, the approver, papers and warning are those of the second opinion', () =>
    fc.assert(
      fc.property(questions, (question) => {
        const { verdict, binding, caps, approverTier, papers, budgetWarning } = judge(policy, question);
        const other = secondOpinion(table, question);
        expect({ verdict, binding: figures(binding), approver: approverTier, papers, warning: budgetWarning }).toEqual({
          verdict: other.verdict,
          binding: other.binding,
          approver: other.approver,
          papers: other.papers,
          warning: other.warning,
        });
        expect(inOneOrder(caps.map(figures))).toEqual(inOneOrder(other.caps));
      }),
      thorough,
    ));

  it('[A7] asking for more is never easier', () =>
    fc.assert(
      fc.property(questions, fc.nat(50_000), (question, more) => {
        const [less, greater] = [judge(policy, question), judge(policy, withAmount(question, question.wish.amount + more))];
        expect(MILD[greater.verdict]).toBeGreaterThanOrEqual(MILD[less.verdict]);
      }),
      runs,
    ));

  it('[A7] what is within fits into every cap, and into the one that binds first of all', () =>
    fc.assert(
      fc.property(questions, (question) => {
        const { verdict, caps, binding } = judge(policy, question);
        fc.pre(verdict === 'within');
        const figured = caps.filter(({ remaining, unit }) => remaining !== null && (unit === 'money' || plainNumber(question)));
        const left = figured.map(({ remaining }) => remaining!);
        expect(caps.filter(({ ok }) => !ok)).toEqual([]);
        expect(left.filter((rest) => question.wish.amount > rest)).toEqual([]);
        expect(caps.filter(({ limit, remaining, used }) => limit !== null && remaining !== null && used + remaining > limit)).toEqual([]);
        // Where the amount itself is a count, terms are counts as well but bound no amount.
        if (plainNumber(question)) return;
        const bound = binding.unit === 'money' ? (binding.remaining ?? Infinity) : Infinity;
        expect(bound).toBe(Math.min(Infinity, ...left));
      }),
      runs,
    ));

  it('[A2] the order of what was granted changes nothing, and what comes later or goes to others counts nowhere', () =>
    fc.assert(
      fc.property(questions, fc.integer({ min: 1, max: 1_000_000 }), (question, later) => {
        const { grants } = question.facts;
        const strangers = grants.map((grant) => ({ ...grant, customer: 'c9', contract: 'v9', caseId: 'k9', actor: 'a9' }));
        const future = grants.map((grant) => ({ ...grant, at: question.now + later }));
        const { seen: _seen, ...plain } = judge(policy, question);
        const { seen: _same, ...shuffled } = judge(policy, {
          ...question,
          facts: { ...question.facts, grants: [...strangers, ...grants.toReversed(), ...future] },
        });
        expect(shuffled).toEqual(plain);
      }),
      runs,
    ));

  it('[A9] amounts of another currency are never summed, they only count', () =>
    fc.assert(
      fc.property(questions, fc.nat(100_000), (question, amount) => {
        const foreign = (factor: number): AuthorityQuestion => ({
          ...question,
          facts: {
            ...question.facts,
            grants: question.facts.grants.map((grant) =>
              grant.unit === 'money' ? { ...grant, currency: 'CHF', amount: amount * factor } : grant,
            ),
          },
        });
        expect(judge(policy, foreign(1))).toEqual(judge(policy, foreign(7)));
      }),
      runs,
    ));

  it('[A7] whoever is named as approver may grant it, his own day left aside, with a connection', () =>
    fc.assert(
      fc.property(questions, (question) => {
        const { verdict, approverTier, caps } = judge(policy, question);
        fc.pre(verdict === 'needs-approval' && approverTier !== null && approverTier !== 'A');
        const two = caps.some(({ rule }) => rule === 'four-eyes');
        const answer = judge(policy, {
          ...question,
          actor: { ...question.actor, id: 'approver', tier: approverTier as 1 | 2 | 3 | 4 },
          askedBy: { id: 'asker', tier: two ? 4 : 1 },
          connection: { online: true, lastSync: null },
        });
        const day = ({ rule }: AuthorityReason['binding']): boolean => rule === 'agent-day' || rule === 'agent-count';
        expect(answer.caps.filter((cap) => !cap.ok && !day(cap))).toEqual([]);
      }),
      runs,
    ));
});
