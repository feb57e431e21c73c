// Knows every event of a case; they live for ever, so new optional keys are free and a changed meaning is a new name.
import type { Ms } from '../kernel/time.ts';
import type { Channel, Kind, Level, Marker, Priority, Role, Tier } from '../policy/pack-schema.ts';
import type { SealedForm } from '../handover/form.ts';
import type { BudgetEventData } from './budget-events.ts';
import type { DecisionEventData } from './decision-events.ts';
import type { GuidanceEventData } from './guidance-events.ts';
import type { PhoneCall } from './telephone-code.ts';

export type { ActingFor, Asked, ByPhone, PassedOver, Proposed, ReviewAsked } from './decision-events.ts';

/** Who did it, in which role and place at that moment. */
export type By = {
  readonly person: string;
  readonly role: Role;
  readonly tier: Tier;
  readonly team: string | null;
  /** Whose place it was, where somebody acted beside a colleague. */
  readonly beside?: string;
};

/** A person holding a case in a team; `waiting` = it lies in the team's queue and its lead (or deputy) answers for it. */
export type Holder = { readonly person: string; readonly team: string; readonly tier: Tier; readonly waiting: boolean };

/** Whom a handover goes to; `for`: the absent person whose deputy `person` is. */
export type Addressed = { readonly tier: Tier; readonly team: string; readonly person: string | null; readonly for?: string | null };

/** When a customer can be called back, half-open. */
export type CallWindow = { readonly from: Ms; readonly until: Ms } | null | undefined;

/** Why a lead moved the work of somebody. */
export type MoveCause = 'absence' | 'workload';

/** How another case relates to this one: `part-of` = the other is its master. */
export type Relation = 'related' | 'part-of' | 'has-part';

/** Values of a classification that one of two people who did not know of each other replaced. */
export type Unseen = {
  readonly category?: string;
  readonly urgency?: Level;
  readonly impact?: Level;
  readonly customer?: string;
};

export type EventData = {
  'case-opened': {
    number: string;
    customer: string | null;
    category: string;
    channel: Channel;
    urgency: Level;
    impact: Level;
    priority: Priority;
    reason: string | null;
    call: string | null;
    holder: Holder;
    source: { system: string; ref: string } | null;
    openedAt: Ms;
  };
  'case-classified': {
    category?: string;
    urgency?: Level;
    impact?: Level;
    priority?: Priority;
    markers?: readonly Marker[];
    customer?: string;
    /** What somebody else had set meanwhile and this one replaced without having seen it. */
    unseen?: Unseen;
  };
  'note-added': Record<never, never>;
  'contact-logged': { channel: Channel; direction: 'in' | 'out'; reached: boolean; informed: boolean; call: string | null };
  'promise-made': { promise: string; due: Ms; by: string; callback: boolean; window?: CallWindow };
  'promise-settled': {
    promise: string;
    outcome: 'kept' | 're-agreed' | 'broken';
    newDue: Ms | null;
    window?: CallWindow;
  };
  'promise-offered': { promise: string; to: string; shift: string };
  'promise-left': { promise: string; to: string };
  'promise-moved': { promise: string; from: string; to: string; cause: MoveCause | 'shift' };
  'case-moved': { holder: Holder; from: Holder; cause: MoveCause };
  /** `lead` is told; `holder` set where the pack forwards it to him. */
  'case-flagged': { cause: 'unresolved'; step: number; lead: string; from: Holder; holder: Holder | null };
  'case-taken': { holder: Holder; from: string };
  /** The holder works on it away from the hub until then; it runs out by itself. */
  'case-checked-out': { until: Ms };
  'case-checked-in': Record<never, never>;
  /** A lead took it over although it was checked out: `from` had it, and `until` he believes it. */
  'check-out-overridden': { holder: Holder; from: Holder; until: Ms };
  'handover-offered': {
    handover: string;
    kind: Kind;
    reason: string;
    demanded: boolean;
    row: string | null;
    lateral: boolean;
    from: Holder;
    to: Addressed;
    form: SealedForm;
    acceptBy: Ms;
    deadline: Ms | null;
    customerWaiting: boolean;
    hop: number;
    pingPong: boolean;
    /** Why it goes back to a team that had it before, and the leads who are told of it. */
    again?: string | null;
    leads?: readonly string[];
    /** The shift handover it is a part of. */
    shift?: string | null;
    /** The contact of the principal it goes to. */
    contact?: string | null;
    /** Field ids marked r that are empty, and by when they are due. */
    later?: { readonly fields: readonly string[]; readonly by: Ms } | null;
  };
  /** Nobody accepted in time: somebody else is asked, the sender stays responsible. */
  'handover-passed': {
    handover: string;
    step: number;
    from: Addressed;
    to: Addressed;
    contact: string | null;
    acceptBy: Ms;
    why: 'deputy' | 'lead' | 'contact-deputy';
  };
  /** Nobody was left to ask: it is back with `holder`. */
  'handover-fell-back': { handover: string; step: number; holder: Holder };
  'card-given': { handover: string; way: 'print' | 'copy' | 'mail' | 'phone'; contact: string | null };
  /** What was due within ten minutes after the call: only the fields that were added, sealed like the form itself. */
  'handover-amended': { handover: string; form: SealedForm; /** What is still owed after it. */ later?: readonly string[] };
  'handover-withdrawn': { handover: string };
  'handover-accepted': { handover: string; holder: Holder; facts: readonly string[] };
  'handover-returned': { handover: string; holder: Holder; deficiency: string; field: number | null };
  'query-asked': { handover: string; query: string };
  'query-answered': { handover: string; query: string };
  'escalation-answered': { handover: string; outcome: 'granted' | 'partly' | 'refused' | 'solved' | 'informed'; holder: Holder };
  'consult-asked': {
    consult: string;
    to: { readonly team: string; readonly person: string | null };
    customerWaiting: boolean;
    answerBy: Ms;
  };
  'consult-answered': { consult: string };
  'consult-withdrawn': { consult: string };
  'case-linked': { other: string; relation: Relation };
  'case-unlinked': { other: string };
  'case-merged': { into: string };
  'case-absorbed': {
    from: string;
    openedAt: Ms;
    contacts?: number | undefined;
    lastContactAt?: Ms | null | undefined;
    complaint?: { readonly on: string | null; readonly at: Ms } | null | undefined;
    markers?: readonly Marker[] | undefined;
  };
  'parts-told': { parts: number; informed: boolean };
  'part-told': { master: string; informed: boolean };
  'alert-acknowledged': { alert: string };
  'alert-snoozed': { alert: string; until: Ms; reason: string };
  'news-acknowledged': { news: readonly string[] };
  'wait-started': { reason: string; until: Ms; stops: readonly string[] };
  'wait-ended': Record<never, never>;
  'case-resolved': { result: string };
  'case-closed': {
    result: string;
    informedAt: Ms;
    deviated: boolean;
    avoidable: boolean;
    cause: string | null;
    /** Closed together with its master case. */ master?: string;
  };
  'case-reopened': { cause: 'customer' | 'broken-promise' | 'new-fact'; holder: Holder };
  /** One audit row of another system, recorded as that system told it; `handover` when it moved the case between named teams. */
  'row-imported': {
    source: { system: string; ref: string; row: number };
    /** As the row names them, null where it names none; `holder` is who answers for the case after it. */
    team: string | null;
    assignee: string | null;
    state: 'open' | 'waiting' | 'resolved' | 'closed';
    holder: Holder;
    priority: Priority;
    urgency: Level;
    impact: Level;
    category: string;
    wait: { reason: string; until: Ms; stops: readonly string[] } | null;
    handover: { from: string; to: string } | null;
    reopened: boolean;
    recordedBy: string;
    result: string | null;
  };
  /** The record of a call: a lead agreed, on the telephone, to what the office said. */
  'phone-approved': PhoneCall;
  /** The office entered it. */
  'phone-approval-used': PhoneCall & { lead: string; approval: string; case: string };
} & DecisionEventData &
  GuidanceEventData &
  BudgetEventData;

export type EventType = keyof EventData;

export type EventOf<T extends EventType> = {
  /** `<command id>.<n>`: forecast and ruling give the same ids. */
  readonly id: string;
  readonly lane: string;
  readonly caseId: string;
  readonly command: string;
  readonly type: T;
  readonly at: Ms;
  readonly by: By;
  readonly pack: string;
  readonly body: string | null;
  readonly data: Readonly<EventData[T]>;
};

export type CaseEvent = { [T in EventType]: EventOf<T> }[EventType];

/** What the ledger adds when it confirms: gapless position in the lane, contiguous version in the case, its own time, flags. */
export type Confirmed = {
  readonly event: CaseEvent;
  readonly position: number;
  readonly version: number;
  readonly recordedAt: Ms;
  readonly flag: string | null;
};
