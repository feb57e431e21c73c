// Knows who may use a verb at all: role × verb × scope, where the scope names the relation to the case a person must have.
import type { Role } from '../policy/pack-schema.ts';
import type { CommandType } from './commands.ts';

/**
 * `principal`: any case of the principal · `team`: a case of one's own team, or one holds it · `holder`: one holds the case ·
 * `sender`: one answers for the handover in flight (its sender, or his lead) · `addressee`: one is asked to accept it ·
 * `asker`: one asked for this approval · `approver`: one may answer it (approval-answer.ts) · `reviewer`: one is of
 * the team that must look at a break-glass decision, or of a tier above it.
 */
export type Scope = 'principal' | 'team' | 'holder' | 'sender' | 'addressee' | 'asker' | 'approver' | 'reviewer';

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
  escalate: 'holder',
  'offer-handover': 'holder',
  'amend-handover': 'principal',
  'withdraw-handover': 'sender',
  'accept-handover': 'addressee',
  'return-handover': 'addressee',
  'ask-query': 'addressee',
  'answer-query': 'sender',
  'answer-escalation': 'holder',
  decide: 'holder',
  'ask-approval': 'holder',
  approve: 'approver',
  decline: 'approver',
  'withdraw-approval': 'asker',
  'correct-approval': 'asker',
  'pass-approval': 'approver',
  'review-decision': 'reviewer',
  'start-wait': 'holder',
  'end-wait': 'team',
  resolve: 'holder',
  close: 'holder',
  reopen: 'principal',
};

/** The whole table. A verb that is not named is forbidden to the role. Source: architecture.md §3. */
export const ROLES: Readonly<Record<Role, Verbs>> = {
  agent: FRONT,
  specialist: FRONT,
  lead: FRONT,
  manager: { ...FRONT, classify: 'principal', 'take-case': 'principal', 'end-wait': 'principal' },
  auditor: {},
  importer: { 'import-row': 'principal' },
  watchdog: {
    'add-note': 'principal',
    'withdraw-handover': 'principal',
    'end-wait': 'principal',
    'pass-approval': 'principal',
    'expire-approval': 'principal',
  },
};
