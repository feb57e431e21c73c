// Knows who may use a verb at all: role × verb × scope, where the scope names the relation to the case a person must have.
import type { Role } from '../policy/pack-schema.ts';
import type { CommandType } from './commands.ts';

/**
 * `principal`: any case of the principal · `team`: a case of one's own team, or one holds it · `holder`: one holds the case ·
 * `sender`: one answers for the handover in flight (its sender, or his lead) · `addressee`: one is asked to accept it ·
 * `answerer`: one holds the errand, or speaks for the case towards the principal · `asker`: one asked for this approval ·
 * `approver`: one may answer it (approval-answer.ts) · `reviewer`: one is of the team that must look at a break-glass decision, or of a
 * tier above it · `linker`: any case, but to make it a part of another one it must be of one's own team · `keeper`: one holds the case or leads its team ·
 * `lead`: one leads the team of the case, or stands in for its absent lead · `consulted`: one was asked, or stands in for or leads whoever was ·
 * `consulter`: one asked, or holds the case ·
 * `promiser`: one is to keep the promise · `promisee`: it is offered to one · `promise-party`: one of both · `promise-lead`: one
 * leads a team of whoever is to keep it · `receiver`: one is of a team that had the case, or holds it.
 */
export type Scope =
  | 'principal'
  | 'team'
  | 'holder'
  | 'keeper'
  | 'lead'
  | 'sender'
  | 'addressee'
  | 'answerer'
  | 'asker'
  | 'approver'
  | 'reviewer'
  | 'consulted'
  | 'consulter'
  | 'linker'
  | 'promiser'
  | 'promisee'
  | 'promise-party'
  | 'promise-lead'
  | 'receiver';

type Verbs = Readonly<Partial<Record<CommandType, Scope>>>;

// What the customer was told is recorded by whoever was told so: notes, contacts and promises are open to the whole house.
const FRONT: Verbs = {
  'open-case': 'principal',
  classify: 'team',
  'add-note': 'principal',
  'log-contact': 'principal',
  'make-promise': 'principal',
  'settle-promise': 'principal',
  'take-case': 'team',
  'check-out': 'team',
  'check-in': 'principal',
  'override-check-out': 'lead',
  escalate: 'holder',
  'offer-handover': 'holder',
  'amend-handover': 'principal',
  'withdraw-handover': 'sender',
  'accept-handover': 'addressee',
  'return-handover': 'addressee',
  'ask-query': 'addressee',
  'answer-query': 'sender',
  'answer-escalation': 'answerer',
  decide: 'holder',
  // Whoever decides pays: both commands have one author, and both stand or fall with him.
  'spend-budget': 'principal',
  'give-back-budget': 'principal',
  'ask-approval': 'holder',
  approve: 'approver',
  decline: 'approver',
  'approve-by-phone': 'principal',
  'use-phone-approval': 'principal',
  'redeem-approval': 'asker',
  'withdraw-approval': 'asker',
  'correct-approval': 'asker',
  'pass-approval': 'approver',
  'review-decision': 'reviewer',
  'start-wait': 'holder',
  'end-wait': 'team',
  resolve: 'holder',
  close: 'holder',
  reopen: 'principal',
  'pass-handover': 'sender',
  'give-card': 'keeper',
  'offer-promise': 'promiser',
  'take-promise': 'promisee',
  'leave-promise': 'promise-party',
  'ask-consult': 'holder',
  'answer-consult': 'consulted',
  'withdraw-consult': 'consulter',
  'link-case': 'linker',
  'unlink-case': 'principal',
  'merge-case': 'keeper',
  'absorb-case': 'team',
  'acknowledge-alert': 'principal',
  'snooze-alert': 'principal',
  'acknowledge-news': 'principal',
  'check-identity': 'principal',
  'log-call': 'principal',
  'note-mood': 'principal',
  'log-guidance': 'principal',
  'report-gap': 'principal',
  // Of a lead and of whoever stands in for him, whatever his own role.
  'move-case': 'lead',
  'move-promise': 'promise-lead',
};

// One message to many customers, and the end of their cases, is nothing for the first tier.
const MASTER: Verbs = { 'tell-parts': 'keeper', 'tell-part': 'principal', 'close-part': 'principal' };

const LEAD: Verbs = {
  ...FRONT,
  ...MASTER,
  'rate-handover': 'receiver',
  coach: 'receiver',
  'recall-lease': 'principal',
  'freeze-lease': 'principal',
};

/** The whole table. A verb that is not named is forbidden to the role. Source: architecture.md §3. */
export const ROLES: Readonly<Record<Role, Verbs>> = {
  agent: FRONT,
  specialist: { ...FRONT, ...MASTER, 'rate-handover': 'receiver' },
  lead: LEAD,
  manager: {
    ...LEAD,
    'write-off-lease': 'principal',
    'release-budget': 'principal',
    'rate-handover': 'principal',
    coach: 'principal',
    classify: 'principal',
    'take-case': 'principal',
    'override-check-out': 'principal',
    'end-wait': 'principal',
    'move-case': 'principal',
    'move-promise': 'principal',
    'link-case': 'principal',
    'absorb-case': 'principal',
  },
  auditor: {},
  importer: { 'import-row': 'principal' },
  watchdog: {
    'add-note': 'principal',
    'withdraw-handover': 'principal',
    'end-wait': 'principal',
    'pass-approval': 'principal',
    'expire-approval': 'principal',
    'pass-handover': 'principal',
    'flag-unresolved': 'principal',
    'ask-lease': 'principal',
    'return-lease': 'principal',
    'thaw-lease': 'principal',
    'freeze-lease': 'principal',
    'give-back-budget': 'principal',
  },
};
