// Knows every refusal of the core: a closed list from code to the data its sentence needs, so that each one can be translated.
import { refuse, type Json } from '../kernel/result.ts';

/**
 * Code → names of the data. Ids are ids of the case, the pack or the roster; times are epoch ms; amounts minor units or a
 * count. The matrix refuses with `unknown-reason` and `no-route`; a refusal of another layer (pack check, hub) has a list of its own.
 */
export const REFUSALS = {
  // the case as such
  'case-unknown': ['case'],
  'case-exists': ['case'],
  'wrong-principal': ['lane', 'expected'],
  'unknown-code': ['list', 'code'],
  'not-open': ['phase'],
  'not-resolved': ['phase'],
  'nothing-changed': [],
  'no-team': ['person'],
  // who may
  'role-forbids': ['role', 'verb'],
  'not-holder': ['holder', 'team', 'waiting'],
  'not-in-team': ['holder', 'team'],
  'not-sender': ['sender', 'team'],
  'not-addressee': ['team', 'person'],
  'not-approver': ['tier', 'team'],
  'not-asker': ['askedBy'],
  'beside-oneself': [],
  // holding
  'already-holder': [],
  'already-taken': ['holder', 'since'],
  'checked-out': ['by', 'until'],
  'not-checked-out': [],
  'check-out-in-past': ['until'],
  'check-out-too-long': ['until', 'latest'],
  'override-needs-words': [],
  'overridden-check-out': ['by', 'since'],
  // handover
  'in-flight': ['handover', 'team', 'acceptBy'],
  'handover-over': ['handover'],
  'form-broken': [],
  'form-incomplete': ['fields', 'numbers'],
  'promises-differ': ['form', 'given'],
  'unknown-reason': ['reason'],
  'no-route': ['reason', 'category', 'channel', 'priority', 'markers', 'tier', 'team'],
  'already-there': ['team'],
  'not-lateral': ['team', 'tier', 'holderTier'],
  'not-in-that-team': ['person', 'team'],
  'read-back-missing': ['facts'],
  'deficiency-needs-field': ['deficiency'],
  'field-unknown': ['field'],
  'query-unknown': ['query'],
  'query-answered': ['query'],
  'not-your-errand': ['handover'],
  'former-team-needs-reason': ['team'],
  'handover-step-over': ['handover', 'step'],
  'handover-not-due': ['handover', 'acceptBy'],
  'no-principal-handover': ['handover'],
  'not-lead': ['team', 'lead'],
  'not-in-same-team': ['person', 'team'],
  // guidance and quality
  'held-too-long': ['seconds', 'held'],
  'own-handover': ['handover'],
  'coach-oneself': [],
  'not-received': ['teams'],
  // questions
  'consult-unknown': ['consult'],
  'consult-over': ['consult', 'outcome'],
  'not-consulted': ['team', 'person'],
  'principal-by-card': ['team'],
  'own-team-only-by-name': ['team'],
  // links
  'link-self': [],
  'already-linked': ['other', 'relation'],
  'not-linked': ['other'],
  'master-has-master': ['other'],
  'merged-already': ['into'],
  'merge-open-work': ['errands', 'consults'],
  'merge-master': ['parts'],
  // alerts and news
  'snooze-in-past': ['until'],
  'snooze-too-long': ['until', 'latest'],
  'already-flagged': ['step'],
  'not-overdue': ['due'],
  // promises
  'promise-not-yours': ['promise', 'by'],
  'promise-not-offered': ['promise'],
  'promise-offered-already': ['promise', 'to'],
  'window-order': ['from', 'until'],
  'promise-exists': ['promise'],
  'promise-unknown': ['promise'],
  'promise-settled': ['promise', 'outcome'],
  'promise-needs-due': ['promise'],
  'promises-open': ['promises'],
  // decisions
  'amount-missing': ['decisionType'],
  'above-authority': ['decisionType', 'unit', 'currency', 'amount', 'rule', 'limit', 'remaining', 'tier', 'approverTier'],
  'never-allowed': ['decisionType', 'unit', 'currency', 'amount', 'rule', 'limit', 'tier'],
  'within-authority': ['decisionType', 'unit', 'currency', 'amount', 'limit', 'tier'],
  'own-account': ['customer', 'relation'],
  'no-approver': ['tier'],
  'approval-unknown': ['approval'],
  'approval-over': ['approval', 'outcome'],
  'own-request': ['approval'],
  'asker-stand-in': ['approval', 'askedBy'],
  'corrected-meanwhile': ['approval', 'amount'],
  'already-agreed': ['approval', 'amount'],
  'approvals-open': ['approvals'],
  'step-over': ['approval', 'step'],
  'not-due': ['approval', 'decideBy'],
  'not-expired': ['approval', 'expiresAt'],
  'decision-unknown': ['decision'],
  'review-over': ['decision'],
  'review-needs-words': [],
  'review-needs-callback': [],
  'own-decision': ['decision'],
  'break-glass-forbidden': ['decisionType', 'tier'],
  'break-glass-needs-words': [],
  'terms-missing': ['decisionType', 'terms'],
  'told-in-future': ['toldAt'],
  'contract-unknown': ['contract'],
  // budgets and leases; amounts in minor units
  'no-such-budget': ['budget'],
  'not-this-device': ['device'],
  'budget-doubted': ['budget'],
  'budget-not-doubted': ['budget'],
  'budget-exhausted': ['budget', 'free'],
  'budget-without-lease': ['budget', 'amount'],
  'lease-unknown': ['budget', 'lease'],
  'lease-short': ['budget', 'left', 'amount'],
  'lease-written-off': ['budget', 'lease'],
  'lease-stands-otherwise': ['lease', 'standing'],
  'lease-not-whole': ['lease', 'used', 'known'],
  'give-back-too-much': ['decision', 'amount'],
  'budget-other-month': ['budget', 'month'],
  'budget-needs-words': [],
  // approval by telephone
  'phone-over': ['askedAt'],
  'phone-given': ['lead'],
  'phone-used': ['approval'],
  'phone-needs-two': ['approval'],
  'phone-unconfirmed': ['lead', 'challenge'],
  // waits
  'already-waiting': ['reason', 'until'],
  'not-waiting': [],
  'wait-in-past': ['until'],
  'wait-too-long': ['until', 'latest', 'maxDays'],
  // closing
  'informed-in-future': ['informedAt'],
  'informed-too-early': ['informedAt', 'openedAt'],
  'cause-missing': [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type RefusalCode = keyof typeof REFUSALS;

type DataOf<Code extends RefusalCode> = { readonly [Key in (typeof REFUSALS)[Code][number]]: Json };

/** Builds a refusal of the core; the compiler sees to it that the data of its sentence are complete. */
export const refuseCase = <Code extends RefusalCode>(
  code: Code,
  ...[data]: (typeof REFUSALS)[Code] extends readonly [] ? [] : [DataOf<Code>]
): { readonly ok: false; readonly refusal: { readonly code: Code; readonly data: Readonly<Record<string, Json>> } } =>
  refuse(code, data ?? {});
