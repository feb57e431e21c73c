// Builds the rows of approvals: who asks for what, for whom, by when, and whether the reader may answer.
import type { Context } from '../case/context.ts';
import type { CaseState } from '../case/state.ts';
import { probe } from './can.ts';
import { eventsOfType, textIn, type History } from './history.ts';
import type { ApprovalRow } from './shapes.ts';

export type ApprovalParts = {
  readonly state: CaseState;
  readonly history: History;
  readonly title: string;
  readonly customer: string | null;
  readonly context: Context;
};

/** Every approval of the case, oldest first; `to` is the team that was asked. `mayAnswer` is null when the reader may. */
export const approvalRowsOf = ({
  state,
  history,
  title,
  customer,
  context,
}: ApprovalParts): readonly (ApprovalRow & { readonly to: string })[] => {
  const asked = eventsOfType(history, 'approval-asked');
  return state.approvals.map((approval) => {
    const event = asked.find(({ data }) => data.approval === approval.approval);
    return {
      approval: approval.approval,
      caseId: state.id,
      number: state.number,
      title,
      customer,
      decisionType: approval.decisionType,
      unit: event?.data.unit ?? context.policy.decisions.get(approval.decisionType)?.unit ?? 'money',
      amount: approval.amount,
      currency: approval.currency,
      askedBy: approval.askedBy,
      askedAt: approval.askedAt,
      decideBy: approval.decideBy,
      customerWaiting: approval.customerWaiting,
      recommendation: event?.data.recommendation ?? null,
      text: event === undefined ? null : textIn(history.bodyOf(event.body), 'text'),
      outcome: approval.outcome,
      mayAnswer: probe('approve', state, context, { approval: approval.approval, amount: approval.amount }),
      to: approval.to.team,
    };
  });
};
