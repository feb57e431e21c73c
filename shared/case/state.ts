// Knows what is true of one case after folding its events; small enough to be stored with every action.
import type { Ms } from '../kernel/time.ts';
import type { Channel, Kind, Level, Marker, Priority, Tier } from '../policy/pack-schema.ts';
import type { Terms } from '../policy/authority-types.ts';
import type { BudgetAccount } from './budget-account.ts';
import type { Addressed, Asked, ByPhone, CallWindow, Holder, Proposed, Relation, ReviewAsked } from './events.ts';
import type { Draw } from './budget-events.ts';
import type { PhoneFile } from './telephone-file.ts';

/** `new` = no event yet. In flight and waiting for approval are not phases: they stand in `flight` and `approvals`. */
export type Phase = 'new' | 'open' | 'resolved' | 'closed';

export type Flight = {
  readonly handover: string;
  readonly kind: Kind;
  readonly reason: string;
  readonly from: Holder;
  /** Whom it is with now; `meant` in its first form, where it was passed on. */
  readonly to: Addressed;
  readonly meant?: Addressed;
  /** Who was asked by name before `to`, where it was passed on: nobody is asked twice. */
  readonly asked?: readonly string[];
  /** Why it lies with `to`, where it was passed on: once the lead was asked, nobody else is. */
  readonly why?: 'deputy' | 'lead' | 'contact-deputy';
  /** How often it was passed on because nobody accepted; absent = never. */
  readonly step?: number;
  /** Since when it lies where it lies, where it was passed on. */
  readonly since?: Ms;
  readonly contact?: string | null;
  readonly shift?: string | null;
  /** The matrix row that sent it; null where a person named the team. */
  readonly row: string | null;
  /** A lateral handover moves the case for good: nobody owes an answer. */
  readonly lateral: boolean;
  readonly sentAt: Ms;
  readonly acceptBy: Ms;
  readonly customerWaiting: boolean;
  readonly deadline: Ms | null;
  readonly queries: readonly { readonly query: string; readonly answered: boolean }[];
};

/** A handover that was accepted and waits for its answer; answering gives the case back to `from`. */
export type Errand = {
  readonly handover: string;
  readonly kind: Kind;
  readonly from: Holder;
  readonly sentAt: Ms;
  readonly acceptedAt: Ms;
  readonly tier: Tier;
  readonly row: string | null;
  readonly decided: boolean;
};

export type PromiseState = {
  readonly promise: string;
  readonly due: Ms;
  readonly by: string;
  readonly callback: boolean;
  readonly madeAt: Ms;
  /** `moved`: the case was merged, the promise goes on in the other one. */
  readonly outcome: 'open' | 'kept' | 're-agreed' | 'broken' | 'moved';
  /** Of a callback: the calls that reached nobody, and the one that did; both absent before the first call. */
  readonly attempts?: readonly Ms[];
  readonly reachedAt?: Ms;
  /** The call that reached him, by the name it is recorded under. */
  readonly reachedBy?: string;
  readonly window?: CallWindow;
  /** Offered to a colleague at the end of a shift, who has not taken it yet. */
  readonly offered?: { readonly to: string; readonly shift: string; readonly at: Ms };
};

/** A question to somebody else about a case that stays where it is. */
export type ConsultState = {
  readonly consult: string;
  readonly askedBy: string;
  readonly askedAt: Ms;
  readonly to: { readonly team: string; readonly person: string | null };
  readonly customerWaiting: boolean;
  readonly answerBy: Ms;
  readonly outcome: 'open' | 'answered' | 'withdrawn';
  readonly answeredBy?: string;
  readonly answeredAt?: Ms;
};

/** Another case this one belongs with; `merged-into` and `absorbed` are the two sides of a merge. */
export type LinkState = { readonly other: string; readonly relation: Relation | 'merged-into' | 'absorbed'; readonly at: Ms };

export type NewsKind =
  | 'fell-back'
  | 'approval-given'
  | 'approval-declined'
  | 'approval-expired'
  | 'consult-answered'
  | 'closed-above'
  | 'ping-pong'
  | 'moved'
  | 'promise-moved'
  | 'flagged'
  | 'merged'
  | 'part-told'
  | 'part-closed'
  | 'check-out-overridden'
  | 'both-changed'
  | 'proposal-granted'
  | 'proposal-went-up'
  | 'promise-left'
  | 'promise-ended'
  | 'contact-merged'
  | 'phone-unconfirmed'
  | 'phone-declined'
  | 'gap-reported'
  | 'coached';

/** Something one person is told of and has not seen; `news` is the id of its event. Gone once he acts on the case, or says he has read it. */
export type NewsState = {
  readonly news: string;
  readonly kind: NewsKind;
  readonly to: string;
  readonly at: Ms;
  readonly about: string | null;
};

/** One person has seen an alert, for good (`until` null) or for a while. */
export type AlertSeen = { readonly alert: string; readonly person: string; readonly at: Ms; readonly until: Ms | null };

export type CheckOut = { readonly person: string; readonly at: Ms; readonly until: Ms; readonly body: string | null };

/** What a sender still owes of his form after the call. */
export type Owed = { readonly handover: string; readonly by: string; readonly due: Ms; readonly fields: readonly string[] };

export type ApprovalState = {
  readonly approval: string;
  readonly decisionType: string;
  readonly amount: number;
  readonly currency: string;
  readonly askedBy: string;
  readonly askedAt: Ms;
  readonly to: Asked;
  readonly decideBy: Ms;
  readonly expiresAt: Ms;
  /** Since when it lies where it lies; `askedAt` is its place and never moves. */
  readonly since: Ms;
  /** The first of two people of tier 4 has agreed with this amount; `authority` is whose tier he used, himself or the absent person. */
  readonly seconded: { readonly person: string; readonly authority: string; readonly amount: number } | null;
  /** How often it moved on because nobody answered, or by hand. */
  readonly steps: number;
  /** How often its amount or reason was corrected. */
  readonly corrected: number;
  readonly customerWaiting: boolean;
  readonly evidence: readonly string[];
  readonly reason: string | null;
  readonly terms: Terms | null;
  readonly contract: string | null;
  readonly otherAccount: boolean;
  readonly toldAt: Ms | null;
  /** Told to the customer "subject to confirmation": he hears by then. */
  readonly proposed?: Proposed;
  readonly outcome: 'open' | 'given' | 'declined' | 'withdrawn' | 'expired';
};

export type DecisionState = {
  readonly decision: string;
  readonly decisionType: string;
  readonly ledger: 'entitlement' | 'goodwill' | 'offer' | 'promise';
  readonly unit: 'money' | 'count';
  readonly amount: number;
  readonly currency: string;
  /** For whom it was granted, and whose caps it counts in for ever; null while the case has no customer yet, then the first one. */
  readonly customer: string | null;
  readonly contract: string | null;
  /** On whose day it counts: whoever decided, for an approved one the approver. */
  readonly by: string;
  readonly tier: Tier;
  readonly team: string | null;
  readonly at: Ms;
  readonly standing: 'committed' | 'proposed';
  readonly draws?: readonly Draw[];
  /** It was proposed away from the hub, which then granted it. */
  readonly asProposed?: Proposed;
  readonly phone?: ByPhone;
  /** A break-glass decision, or one the hub flagged, must be looked at by this team; `outcome` null = not yet. */
  readonly review: (ReviewAsked & { readonly outcome: 'upheld' | 'follow-up' | null }) | null;
};

export type Pause = {
  readonly reason: string;
  readonly from: Ms;
  readonly until: Ms;
  readonly endedAt: Ms | null;
  readonly stops: readonly string[];
};

export type CaseState = {
  readonly id: string;
  readonly lane: string;
  readonly version: number;
  readonly phase: Phase;
  readonly number: string;
  readonly customer: string | null;
  readonly category: string;
  readonly channel: Channel;
  readonly urgency: Level;
  readonly impact: Level;
  readonly priority: Priority;
  readonly markers: readonly Marker[];
  /** The other system's record; `team` and `assignee` as it last named them, so that its next row is compared with its own words. */
  readonly source: {
    readonly system: string;
    readonly ref: string;
    readonly row: number;
    readonly team: string | null;
    readonly assignee: string | null;
  } | null;
  readonly openedAt: Ms;
  readonly holder: Holder;
  readonly heldSince: Ms;
  readonly flight: Flight | null;
  readonly errands: readonly Errand[];
  readonly wait: Pause | null;
  readonly pauses: readonly Pause[];
  readonly promises: readonly PromiseState[];
  readonly approvals: readonly ApprovalState[];
  readonly decisions: readonly DecisionState[];
  /** Who passed the case on and may keep reading; who gets the outcome. */
  readonly senders: readonly string[];
  readonly teams: readonly string[];
  readonly hops: number;
  readonly reopened: number;
  readonly contacts: number;
  readonly lastContactAt: Ms | null;
  /** The call that is the last contact, as it was recorded, and when they had spoken before: until its length and end are told. */
  readonly lastCall?: { readonly call: string; readonly before: Ms | null };
  /** A complaint as a handover first recorded it (field 21): the day it came in, and when it was written down. */
  readonly complaint?: { readonly on: string | null; readonly at: Ms };
  readonly informedAt: Ms | null;
  readonly resolvedAt: Ms | null;
  readonly closedAt: Ms | null;
  readonly reopenedAt: Ms | null;
  /** When it had been resolved before it was opened again; absent where it never was, or where that is not known. */
  readonly resolvedBefore?: Ms;
  readonly result: string | null;
  /** Why the case lies with its holder: drives the groups "comes back" of the agent's list. */
  readonly arrived: 'opened' | 'taken' | 'handed-over' | 'returned' | 'answered' | 'reopened' | 'imported';
  /** Newest body hash that holds the title, and that holds the newest words, for lists. */
  readonly titleBody: string | null;
  readonly lastBody: string | null;
  /** Proposals that a hub had granted when their authors took them back without having heard of it; what each had drawn goes back. */
  readonly takenBack?: readonly { readonly decision: string; readonly draws: readonly Draw[] }[];
  /** This is no case but the account of a budget; it stands in no list of cases and stays in phase `new`. */
  readonly budget?: BudgetAccount;
  /** This is no case but the record of an approval by telephone; as little shown. */
  readonly phone?: PhoneFile;
  // What most cases never have is absent, so that their state stays small.
  readonly consults?: readonly ConsultState[];
  readonly links?: readonly LinkState[];
  readonly news?: readonly NewsState[];
  readonly seen?: readonly AlertSeen[];
  readonly owed?: readonly Owed[];
  /** Its holder works on it away from the hub; over once `until` has passed. `body`: where, as he said. */
  readonly checkedOut?: CheckOut;
  /** Whose check-out was overridden, and until when he may not know it. */
  readonly overridden?: { readonly person: string; readonly by: string; readonly at: Ms; readonly until: Ms };
  /** The customer's clocks count from here where an older case was merged into this one. */
  readonly waitingSince?: Ms;
  /** How often it was flagged as unresolved since it was last opened, and when. */
  readonly flagged?: { readonly step: number; readonly at: Ms };
};
