// Answers for one case: everything the middle of the screen shows, and what the reader may decide in it.
import { ok } from './kernel/result.ts';
import { judge } from './policy/authority.ts';
import { authoritySentence } from './policy/sentence.ts';
import { caseViewOf } from './views/case-view.ts';
import { asJson, timelineOf } from './views/timeline.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { customerOf, logOf, named, notFound, stateFor } from './desk-reading.ts';
import { approverOf } from './views/approver.ts';

const EARLIER_SHOWN = 20;

export const caseCalls = ({ store, engine }: DeskInside): Pick<Handlers, 'case.view' | 'authority.ask'> => ({
  'case.view': (seat, { caseId }) => {
    const state = stateFor(store, seat, caseId);
    const row = state === null ? null : store.row(caseId);
    if (state === null || row === null) return notFound({ case: caseId });
    const { confirmed, pending, history } = logOf(store, caseId);
    const refused = store.refusedOf(caseId).map(({ outgoing, refusal, at }) => ({ command: outgoing.command, refusal, at }));
    const others = state.customer === null ? [] : store.casesOfCustomer(seat.lane, state.customer, EARLIER_SHOWN + 1);
    const earlier = others
      .filter((other) => other.caseId !== caseId && stateFor(store, seat, other.caseId) !== null)
      .slice(0, EARLIER_SHOWN);
    return ok(
      caseViewOf({
        state,
        row: named(store, seat.lane, [row])[0]!,
        history,
        timeline: timelineOf({ confirmed, pending, refused, bodyOf: history.bodyOf, people: seat.policy.people }),
        customer: customerOf(store, seat.lane, state.customer),
        earlier: named(store, seat.lane, earlier),
        context: engine.context(seat.lane, state, seat.person),
        policyOf: (version) => engine.policyOf(seat.lane, version),
      }),
    );
  },

  'authority.ask': (seat, { caseId, decisionType, amount, evidence }) => {
    const state = stateFor(store, seat, caseId);
    if (state === null || !seat.policy.decisions.has(decisionType)) return notFound({ case: caseId, decisionType });
    const context = engine.context(seat.lane, state, seat.person);
    const question = {
      decisionType,
      amount,
      tier: seat.person.tier,
      evidence,
      bill: context.customer?.lastBill ?? null,
      balances: context.balances,
    };
    const reason = judge(seat.policy, question);
    return ok({
      reason: { ...reason, caps: [...reason.caps], balances: reason.balances.map(asJson) },
      sentence: authoritySentence(seat.policy, question, reason),
      approver: approverOf(state, context, { decisionType, amount, evidence }, reason.approverTier),
    });
  },
});
