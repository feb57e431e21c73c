// Builds the rows of approvals: who asks for what, for whom, by when, who answered, and whether the reader may.
import type { Context } from '../case/context.ts';
import type { CaseState } from '../case/state.ts';
import { probe } from './can.ts';
import { eventsOfType, textIn, type History } from './history.ts';
import type { ApprovalRow, Picture } from './shapes.ts';

export type ApprovalParts = {
  readonly state: CaseState;
  readonly history: History;
  readonly title: string;
  readonly customer: string | null;
  readonly context: Context;
  /** What the customer was granted before; null when nothing. */
  readonly picture: Picture | null;
};

/** Every approval of the case, oldest first, with the words and figures of its newest correction. `mayAnswer` is null when the reader may. */
export const approvalRowsOf = ({ state, history, title, customer, context, picture }: ApprovalParts): readonly ApprovalRow[] => {
  const told = [...eventsOfType(history, 'approval-asked'), ...eventsOfType(history, 'approval-corrected')];
  return state.approvals.map((approval) => {
    const events = told.filter(({ data }) => data.approval === approval.approval);
    const newest = events.at(-1);
    const words = events.flatMap((event) => textIn(history.bodyOf(event.body), 'text') ?? []);
    return {
      approval: approval.approval,
      caseId: state.id,
      number: state.number,
      title,
      customer,
      decisionType: approval.decisionType,
      unit: newest?.data.unit ?? context.policy.decisions.get(approval.decisionType)?.unit ?? 'money',
      amount: approval.amount,
      currency: approval.currency,
      askedBy: approval.askedBy,
      askedAt: approval.askedAt,
      decideBy: approval.decideBy,
      expiresAt: approval.expiresAt,
      to: approval.to,
      steps: approval.steps,
      corrected: approval.corrected,
      customerWaiting: approval.customerWaiting,
      recommendation: newest?.data.recommendation ?? null,
      reason: approval.reason,
      evidence: [...approval.evidence],
      terms: approval.terms,
      contract: approval.contract,
      otherAccount: approval.otherAccount,
      toldAt: approval.toldAt,
      text: words.at(-1) ?? null,
      outcome: approval.outcome,
      answeredBy: answerOf(history, approval.approval),
      mayAnswer: probe('approve', state, context, { approval: approval.approval, amount: approval.amount }),
      picture,
      stopped: newest?.data.why.binding ?? null,
      seconded: approval.seconded === null ? null : { person: approval.seconded.person, amount: approval.seconded.amount },
      ...(approval.proposed === undefined ? {} : { proposed: { until: approval.proposed.until } }),
    };
  });
};

/** Who said yes or no, for whom as deputy, and how much; null while nobody has, and where it ended without an answer. */
const answerOf = (history: History, approval: string): ApprovalRow['answeredBy'] => {
  const given = eventsOfType(history, 'approval-given').find(({ data }) => data.approval === approval);
  if (given !== undefined) {
    const { at, by, data } = given;
    return { person: by.person, for: data.actingFor?.person ?? null, amount: data.amount, at };
  }
  const declined = eventsOfType(history, 'approval-declined').find(({ data }) => data.approval === approval);
  if (declined === undefined) return null;
  return { person: declined.by.person, for: declined.data.actingFor?.person ?? null, amount: null, at: declined.at };
};
