// Decides any command over one case: one pure function, the same at the desk as forecast and at the hub as ruling.
import { ok, type Result } from '../kernel/result.ts';
import { isAccountId } from './budget-account.ts';
import type { Command, CommandOf, CommandType } from './commands.ts';
import type { Context } from './context.ts';
import { isBudgetVerb, onAccount, spendAsTold } from './decide-budget.ts';
import { addNote, classify, logContact, openCase } from './decide-work.ts';
import { close, reopen, resolve } from './decide-closing.ts';
import { approve, decline } from './decide-answers.ts';
import { askApproval, correctApproval, expireApproval, passApproval, withdrawApproval } from './decide-approvals.ts';
import { decideAsTold, decideGrant, reviewDecision } from './decide-decisions.ts';
import { acceptHandover, amendHandover, answerEscalation, returnHandover, withdrawHandover } from './decide-handover.ts';
import { checkIn, checkOut, overrideCheckOut } from './decide-check-out.ts';
import { takeCase } from './decide-holding.ts';
import { importRow } from './decide-import.ts';
import { makePromise, settlePromise } from './decide-promises.ts';
import { answerQuery, askQuery } from './decide-queries.ts';
import { acknowledgeAlert, acknowledgeNews, snoozeAlert } from './decide-alerts.ts';
import { answerConsult, askConsult, withdrawConsult } from './decide-consults.ts';
import { checkIdentity, coach, logCall, logGuidance, noteMood, rateHandover, reportGap } from './decide-guidance.ts';
import { giveCard, passHandover } from './decide-flight.ts';
import { absorbCase, linkCase, mergeCase, unlinkCase } from './decide-links.ts';
import { closePart, tellPart, tellParts } from './decide-master.ts';
import { flagUnresolved, moveCase, movePromise } from './decide-moves.ts';
import { escalate, offerHandover } from './decide-offer.ts';
import { leavePromise, offerPromise, takePromise } from './decide-shift.ts';
import { approveByPhone, redeemApproval, redeemAsTold, usePhoneApproval } from './decide-telephone.ts';
import { endWait, startWait } from './decide-waits.ts';
import type { Decider, Draft, Drafts, Opener } from './decider.ts';
import type { By, CaseEvent } from './events.ts';
import { refuseCase } from './refusals.ts';
import { hasVerb, mayAct } from './roles.ts';
import { isPhoneFileId } from './telephone-code.ts';
import type { CaseState } from './state.ts';

/**
 * What a command means for a case: its events, or why not. `state` is null before the first event. Two equal calls give equal
 * answers, ids included: events are `<command id>.<n>`, and whatever a command creates (handover, query, promise, decision,
 * approval) has the command's id. Every refusal stands in `REFUSALS` or comes from the matrix. Source: architecture.md §3.
 */
export const decide = (command: Command, state: CaseState | null, context: Context): Result<readonly CaseEvent[]> => {
  const { lane } = context.policy;
  if (command.lane !== lane || (state !== null && state.lane !== lane))
    return refuseCase('wrong-principal', { lane: command.lane, expected: lane });
  if (command.beside === context.actor.id) return refuseCase('beside-oneself');
  const refusal = mayAct(command, state, context);
  if (refusal !== null) return refusal;
  // Under the name of an account nothing else ever begins.
  if (isAccountId(command.caseId) !== isBudgetVerb(command.type) || isPhoneFileId(command.caseId) !== isPhoneVerb(command.type))
    return refuseCase('case-unknown', { case: command.caseId });
  return asEvents(verdict(command, state, context), command, state, context);
};

/**
 * For a ledger alone, after `decide` has refused: the events of a decision that a customer was told already, which is not undone but
 * flagged. Null for every other verb, for a role that decides nothing, and for what authority never covered. Source: architecture.md §1.8.
 */
export const decideTold = (command: Command, state: CaseState | null, context: Context): readonly CaseEvent[] | null => {
  if (command.type === 'spend-budget') {
    const isStrange = state !== null && (state.budget === undefined || state.lane !== context.policy.lane);
    if (command.data.proposed === true || isStrange || command.lane !== context.policy.lane || !hasVerb(command, context)) return null;
    // Also of an account that a set-back of the hub took.
    const spent = asEvents(spendAsTold(command, state?.budget ?? null, context), command, state, context);
    return spent.ok ? spent.value : null;
  }
  if (
    command.type === 'redeem-approval' &&
    state !== null &&
    state.lane === context.policy.lane &&
    mayAct(command, state, context) === null
  ) {
    const redeemed = asEvents(inCase(redeemAsTold)(command, state, context), command, state, context);
    return redeemed.ok ? redeemed.value : null;
  }
  if (command.type !== 'decide' || state === null || state.lane !== context.policy.lane || !hasVerb(command, context)) return null;
  const decided = asEvents(decideAsTold(command, state, context), command, state, context);
  return decided.ok ? decided.value : null;
};

/** Verbs of the record of a call, which is no case. */
const isPhoneVerb = (type: CommandType): boolean => type === 'approve-by-phone' || type === 'use-phone-approval';

const asEvents = (decided: Drafts, command: Command, state: CaseState | null, context: Context): Result<readonly CaseEvent[]> =>
  decided.ok ? ok(decided.value.map((draft, index) => recorded(draft, index, command, state, context))) : decided;

const inCase =
  <T extends CommandType>(decider: Decider<T>): Opener<T> =>
  (command, state, context) =>
    state === null || state.budget !== undefined || state.phone !== undefined
      ? refuseCase('case-unknown', { case: command.caseId })
      : decider(command, state, context);

const VERBS: { readonly [T in CommandType]: Opener<T> } = {
  'open-case': openCase,
  classify: inCase(classify),
  'add-note': inCase(addNote),
  'log-contact': inCase(logContact),
  'make-promise': inCase(makePromise),
  'settle-promise': inCase(settlePromise),
  'take-case': inCase(takeCase),
  'check-out': inCase(checkOut),
  'check-in': inCase(checkIn),
  'override-check-out': inCase(overrideCheckOut),
  escalate: inCase(escalate),
  'offer-handover': inCase(offerHandover),
  'amend-handover': inCase(amendHandover),
  'withdraw-handover': inCase(withdrawHandover),
  'accept-handover': inCase(acceptHandover),
  'return-handover': inCase(returnHandover),
  'ask-query': inCase(askQuery),
  'answer-query': inCase(answerQuery),
  'answer-escalation': inCase(answerEscalation),
  decide: inCase(decideGrant),
  'ask-approval': inCase(askApproval),
  approve: inCase(approve),
  decline: inCase(decline),
  'approve-by-phone': approveByPhone,
  'use-phone-approval': usePhoneApproval,
  'redeem-approval': inCase(redeemApproval),
  'withdraw-approval': inCase(withdrawApproval),
  'correct-approval': inCase(correctApproval),
  'pass-approval': inCase(passApproval),
  'expire-approval': inCase(expireApproval),
  'review-decision': inCase(reviewDecision),
  'start-wait': inCase(startWait),
  'end-wait': inCase(endWait),
  resolve: inCase(resolve),
  close: inCase(close),
  reopen: inCase(reopen),
  'pass-handover': inCase(passHandover),
  'give-card': inCase(giveCard),
  'offer-promise': inCase(offerPromise),
  'take-promise': inCase(takePromise),
  'leave-promise': inCase(leavePromise),
  'move-promise': inCase(movePromise),
  'move-case': inCase(moveCase),
  'flag-unresolved': inCase(flagUnresolved),
  'ask-consult': inCase(askConsult),
  'answer-consult': inCase(answerConsult),
  'withdraw-consult': inCase(withdrawConsult),
  'link-case': inCase(linkCase),
  'unlink-case': inCase(unlinkCase),
  'merge-case': inCase(mergeCase),
  'absorb-case': inCase(absorbCase),
  'tell-parts': inCase(tellParts),
  'tell-part': inCase(tellPart),
  'close-part': inCase(closePart),
  'acknowledge-alert': inCase(acknowledgeAlert),
  'snooze-alert': inCase(snoozeAlert),
  'acknowledge-news': inCase(acknowledgeNews),
  'check-identity': inCase(checkIdentity),
  'log-call': inCase(logCall),
  'note-mood': inCase(noteMood),
  'log-guidance': inCase(logGuidance),
  'report-gap': inCase(reportGap),
  'rate-handover': inCase(rateHandover),
  coach: inCase(coach),
  'import-row': importRow,
  'ask-lease': onAccount('ask-lease'),
  'spend-budget': onAccount('spend-budget'),
  'give-back-budget': onAccount('give-back-budget'),
  'return-lease': onAccount('return-lease'),
  'recall-lease': onAccount('recall-lease'),
  'freeze-lease': onAccount('freeze-lease'),
  'thaw-lease': onAccount('thaw-lease'),
  'write-off-lease': onAccount('write-off-lease'),
  'release-budget': onAccount('release-budget'),
};

const verdict = <T extends CommandType>(command: CommandOf<T>, state: CaseState | null, context: Context): Drafts =>
  VERBS[command.type](command, state, context);

/** The team in which somebody acts: the holding one or the one addressed if he belongs to it, else his first. */
const teamOf = (state: CaseState | null, { actor }: Context): string | null =>
  [state?.holder.team, state?.flight?.to.team].find((team) => team !== undefined && actor.teams.includes(team)) ?? actor.teams[0] ?? null;

const besideOf = ({ beside }: Command): Pick<By, 'beside'> => (beside === undefined ? {} : { beside });

const recorded = (draft: Draft, index: number, command: Command, state: CaseState | null, context: Context): CaseEvent => {
  const { actor, policy, now } = context;
  const by: By = draft.by ?? { person: actor.id, role: actor.role, tier: actor.tier, team: teamOf(state, context), ...besideOf(command) };
  const frame = {
    id: `${command.id}.${index}`,
    lane: command.lane,
    caseId: command.caseId,
    command: command.id,
    at: draft.at ?? now,
    by,
    pack: policy.version,
    body: draft.body ?? null,
  };
  // Type and data come from one draft; the compiler cannot follow that pair through the spread.
  return { ...frame, type: draft.type, data: draft.data } as CaseEvent;
};
