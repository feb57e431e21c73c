// Answers the meter: what the authority says about a wish in a case, whom a request would go to, and which papers it needs.
import { ok } from './kernel/result.ts';
import { questionOf, type WishData } from './case/authority-question.ts';
import { decideGrant } from './case/decide-decisions.ts';
import type { CommandOf } from './case/commands.ts';
import type { Context } from './case/context.ts';
import type { CaseState } from './case/state.ts';
import { judge } from './policy/authority.ts';
import type { AuthorityReason } from './policy/authority-types.ts';
import { formulaAmount } from './policy/formula.ts';
import type { DecisionType } from './policy/pack-schema.ts';
import { authoritySentence } from './policy/sentence.ts';
import { approverOf } from './views/approver.ts';
import { probeCommand } from './views/can.ts';
import { shownReason } from './views/decisions.ts';
import type { AuthorityView } from './views/shapes.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { notFound, stateFor } from './desk-reading.ts';

export const authorityCalls = ({ store, engine, sessions }: DeskInside): Pick<Handlers, 'authority.ask'> => ({
  'authority.ask': (seat, { caseId, wish, customerWaiting = false }) => {
    const state = stateFor(store, seat, caseId);
    const type = seat.policy.decisions.get(wish.decisionType);
    if (state === null || type === undefined) return notFound({ case: caseId, decisionType: wish.decisionType });
    const context = engine.context(seat.lane, state, seat.person, wish.contract ?? null);
    const question = questionOf(wish, state, context, seat.person.tier);
    const judged = judge(seat.policy, question);
    const present = sessions.present(seat.lane).map(({ person }) => person.id);
    const approver =
      judged.verdict === 'needs-approval' ? approverOf(state, context, wish, present, judged.approverTier, customerWaiting) : null;
    // The request goes to where somebody is, and the sentence must name the same.
    const reason = approver === null ? judged : { ...judged, approverTier: approver.tier };
    return ok({
      reason: shownReason(reason),
      sentence: authoritySentence(seat.policy, wish, reason),
      approver,
      papers: papersFor(type, wish),
      formula: formulaAmount(type, question.wish, question.bill ?? seat.policy.pack.authority.baseBill ?? null),
      breakGlass: mayBreakGlass(state, context, wish, reason),
      ...(wish.amount > 0
        ? {}
        : {
            quick: type.quick.map((amount) => ({
              amount,
              verdict: judge(seat.policy, { ...question, wish: { ...question.wish, amount } }).verdict,
            })),
          }),
    });
  },
});

/** What the pack asks for at this amount, in its order. */
const papersFor = ({ papers }: DecisionType, { amount, evidence }: WishData): AuthorityView['papers'] =>
  papers.filter(({ above }) => amount > above).map(({ id, label }) => ({ id, label, given: evidence.includes(id) }));

/** Tried on the core itself, with words that are still to be said. */
const mayBreakGlass = (state: CaseState, context: Context, wish: WishData, { verdict }: AuthorityReason): boolean => {
  if (verdict !== 'needs-approval' || context.policy.pack.authority.breakGlass === undefined) return false;
  const command = probeCommand('decide', state, context, { ...wish, breakGlass: true }) as CommandOf<'decide'>;
  return decideGrant(command, state, context).ok;
};
