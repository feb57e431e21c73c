// Knows the shape of everything a screen is shown; ids and codes only, the words come from the pack view and the texts.
import { z } from 'zod';
import { channelSchema, kindSchema, levelSchema, markerSchema, prioritySchema, roleSchema, tierSchema } from '../policy/pack-schema.ts';
import { requirementSchema } from '../handover/field-schema.ts';
import { formSchema } from '../handover/form.ts';
import { approvalRow, decisionView } from './authority-shapes.ts';
import { guidanceShown, moodView } from './guide-shapes.ts';
import { jsonShape, refusalShape } from './refusal-shape.ts';
import { ratingView } from './floor-shapes.ts';
import { consultView, dueShape, holderShape, linkView, newsView, shiftPromise } from './together-shapes.ts';

export {
  absenceRow,
  approvalRow,
  authorityReasonShape,
  authorityView,
  decisionView,
  pictureShape,
  reviewRow,
  wishShape,
  type AbsenceRow,
  type ApprovalRow,
  type AuthorityView,
  type CapView,
  type DecisionView,
  type Picture,
  type ReviewRow,
  type WishShape,
} from './authority-shapes.ts';
export { hubView, signedIn, syncStatus, unsentRow, type HubView, type SyncStatus, type UnsentRow } from './hub-shapes.ts';
export { jsonShape, refusalShape } from './refusal-shape.ts';
export { refusedRow, type RefusedRow } from './refused-shape.ts';
export {
  alertRow,
  bulkResult,
  consultView,
  dueShape,
  externalCard,
  holderShape,
  linkView,
  newsView,
  shiftCase,
  shiftPromise,
  type AlertRow,
  type BulkResult,
  type ConsultView,
  type ExternalCard,
  type LinkView,
  type NewsView,
  type ShiftCase,
  type ShiftPromise,
} from './together-shapes.ts';
export { me, packView, presentPerson, signInChoice, type Me, type PackView, type SignInChoice } from './people-shapes.ts';

const ms = z.number();
const label = z.strictObject({ de: z.string(), en: z.string() });
const tier = tierSchema;

export const moneyShape = z.strictObject({ minor: z.number().int(), currency: z.string() });

/**
 * One row of any list of cases. `pending` = something of it is not confirmed yet. `customer`: the read tables keep the id, a
 * screen is shown the name.
 */
export const caseRow = z.strictObject({
  caseId: z.string(),
  number: z.string(),
  ref: z.string().nullable(),
  title: z.string(),
  customer: z.string().nullable(),
  category: z.string(),
  priority: prioritySchema,
  phase: z.enum(['open', 'resolved', 'closed']),
  holder: holderShape,
  arrived: z.string(),
  due: dueShape.nullable(),
  flight: z.strictObject({ team: z.string(), acceptBy: ms }).nullable(),
  wait: z.strictObject({ reason: z.string(), until: ms }).nullable(),
  contacts: z.number().int(),
  hops: z.number().int(),
  openedAt: ms,
  pending: z.boolean(),
  hint: z.string().nullable(),
  /** Of the group `back`: what the reader is told of here, kinds as NewsKind, the newest first. */
  told: z.array(z.string()).optional(),
  /** It was meant for this absent person, for whom the reader stands in now. Absent = for the reader himself. */
  standsIn: z.string().optional(),
  /** Somebody works on it away from the hub until then; runs out by itself. Absent = nobody. */
  checkedOut: z.strictObject({ by: z.string(), until: ms }).nullable().optional(),
  /** Taken here, and the hub has not said yet that it was in time. */
  tentative: z.boolean().optional(),
  /** Something was told to the customer "subject to confirmation": he hears by then, the earliest of several. Absent = nothing. */
  proposed: ms.optional(),
});

/** `back`: returned, answered or asked back; `mine`; `promises` due; `team`: waits in a queue of mine; `sent`: in flight, I am responsible; `followed`: passed on, I get the outcome; `handed`: on its way to me or my team; `asked`: a question to me, my team, or somebody I stand in for; `owed`: fields I owe after the call; `shift`: offered to me at the end of a shift. */
export const queueGroup = z.strictObject({
  group: z.enum(['back', 'handed', 'asked', 'owed', 'shift', 'mine', 'promises', 'team', 'sent', 'followed']),
  total: z.number().int(),
  rows: z.array(caseRow),
});

export const timelineItem = z.strictObject({
  id: z.string(),
  type: z.string(),
  at: ms,
  recordedAt: ms.nullable(),
  by: z.strictObject({ person: z.string(), role: roleSchema, tier, team: z.string().nullable(), beside: z.string().optional() }),
  data: jsonShape,
  body: jsonShape.nullable(),
  pending: z.boolean(),
  flag: z.string().nullable(),
  /** Set for a command that was refused: shown struck through with the reason. */
  refusal: refusalShape.nullable(),
  /** Of a case that was merged into this one. */
  of: z.strictObject({ caseId: z.string(), number: z.string() }).nullable().optional(),
});

export const clockView = z.strictObject({
  clock: z.string(),
  family: z.enum(['customer', 'holder']),
  state: z.enum(['running', 'paused', 'met', 'breached']),
  startedAt: ms,
  dueAt: ms,
  stoppedAt: ms.nullable(),
  calendar: z.string(),
  promise: z.string().nullable(),
  handover: z.string().nullable(),
  approval: z.string().nullable(),
  consult: z.string().nullable().optional(),
  /** Of a statutory clock: the id of its row in the pack. */
  rule: z.string().nullable().optional(),
  /** In the clock's own working time; the one of `share` 1 is the due time. */
  warnings: z.array(z.strictObject({ share: z.number(), at: ms })).optional(),
  events: z.array(z.strictObject({ id: z.string(), at: ms, effect: z.enum(['start', 'pause', 'resume', 'stop', 'change']) })),
});

export const customerShape = z.strictObject({
  id: z.string(),
  name: z.string(),
  numbers: z.array(z.string()),
  contracts: z.array(z.string()),
  lastBill: moneyShape.nullable(),
  /** The person of the roster whose own account it is. */
  staff: z.string().nullable(),
  /** People of the roster related to the customer: they decide nothing here. */
  relatives: z.array(z.string()),
  /** First day as a customer, ISO date. */
  since: z.string().nullable(),
  segment: z.string().nullable(),
});

export const customerHit = z.strictObject({ customer: customerShape, open: z.array(caseRow) });

/** A handover as its receiver reads it: the written card, the generated facts to tick, the open queries. */
export const handoverCard = z.strictObject({
  handover: z.string(),
  kind: kindSchema,
  reason: z.string(),
  lateral: z.boolean(),
  from: holderShape,
  /** `for`: the absent person whose deputy is asked now. */
  to: z.strictObject({ tier, team: z.string(), person: z.string().nullable(), for: z.string().optional() }),
  sentAt: ms,
  acceptBy: ms,
  deadline: ms.nullable(),
  customerWaiting: z.boolean(),
  form: formSchema,
  done: z.number().int(),
  required: z.number().int(),
  /** Field ids due within ten minutes after the call and not filled yet. */
  later: z.array(z.string()),
  facts: z.array(z.strictObject({ id: z.enum(['situation', 'request', 'promise']), text: label })),
  /** Fields the principal added and that are filled: label and value in words, in the order of the form. */
  own: z.array(z.strictObject({ id: z.string(), label, text: label })),
  /** Whom it was passed on to because nobody accepted, oldest first; absent steps = none. */
  passed: z.array(z.strictObject({ at: ms, from: z.string().nullable(), to: z.string().nullable(), why: z.string() })),
  /** It goes back to a team that had it before: why, as the sender said. */
  again: z.string().nullable(),
  pingPong: z.boolean(),
  hop: z.number().int(),
  shift: z.string().nullable(),
  /** What the sender still owes after the call, and by when. */
  owed: z.strictObject({ fields: z.array(z.string()), due: ms }).nullable(),
  /** The contact of the principal it goes to; null inside the house. */
  contact: z.string().nullable(),
  spoken: label,
  queries: z.array(z.strictObject({ query: z.string(), text: z.string(), answer: z.string().nullable(), at: ms })),
  mood: moodView.optional(),
});

export const inboxRow = z.strictObject({ row: caseRow, card: handoverCard });

/** A shift handover that waits for its receiver. */
export const shiftWaiting = z.strictObject({
  shift: z.string(),
  from: z.string(),
  at: ms,
  note: z.string(),
  cases: z.array(inboxRow),
  promises: z.array(shiftPromise),
});

export const promiseView = z.strictObject({
  promise: z.string(),
  what: z.string(),
  due: ms,
  by: z.string(),
  callback: z.boolean(),
  madeAt: ms,
  outcome: z.enum(['open', 'kept', 're-agreed', 'broken', 'moved']),
  /** Of a callback: whom, which number, when he can be reached, and the calls that reached nobody. */
  who: z.string().nullable(),
  phone: z.string().nullable(),
  window: z.strictObject({ from: ms, until: ms }).nullable(),
  attempts: z.array(ms),
  reachedAt: ms.nullable(),
  /** Offered to a colleague at the end of a shift. */
  offered: z.strictObject({ to: z.string(), shift: z.string(), at: ms }).nullable(),
});

export const caseView = z.strictObject({
  row: caseRow,
  lane: z.string(),
  channel: channelSchema,
  urgency: levelSchema,
  impact: levelSchema,
  markers: z.array(markerSchema),
  reopened: z.number().int(),
  informedAt: ms.nullable(),
  customer: customerShape.nullable(),
  earlier: z.array(caseRow),
  timeline: z.array(timelineItem),
  clocks: z.array(clockView),
  promises: z.array(promiseView),
  approvals: z.array(approvalRow),
  decisions: z.array(decisionView),
  handover: handoverCard.nullable(),
  /** The handover that brought the case to the present holder and still waits for its answer. */
  errand: z.strictObject({ handover: z.string(), kind: kindSchema, from: holderShape }).nullable(),
  consults: z.array(consultView),
  links: z.array(linkView),
  /** What the reader is told of here and has not acknowledged. */
  news: z.array(newsView),
  /** Teams that had the case: going back to one of them needs a reason. */
  formerTeams: z.array(z.string()),
  /** Checked out for work away from the hub; null or absent = not. `place`: where, as was said. `until` passed = it has run out. */
  checkOut: z.strictObject({ by: z.string(), at: ms, until: ms, place: z.string().nullable() }).nullable().optional(),
  /** Earlier events are still to come from the hub; what stands is right, the history is not whole. */
  historyComing: z.boolean().optional(),
  ...guidanceShown,
  rating: ratingView.optional(),
  /** Every verb: null = may do it now, else the refusal that would come. */
  can: z.record(z.string(), refusalShape.nullable()),
});

export const escalationPreview = z.strictObject({
  reason: z.string(),
  kind: kindSchema,
  row: z.string().nullable(),
  why: label,
  to: z.strictObject({ tier, team: z.string(), person: z.string().nullable(), lead: z.string() }),
  /** The contact of the principal the row names. */
  contact: z.string().nullable(),
  /** Rows that were passed over, in the order of the matrix, each with its words and the code of the reason. */
  skipped: z.array(z.strictObject({ row: z.string(), why: z.string(), label })),
  /** It goes back to a team that had the case: a reason is required. */
  former: z.boolean(),
  sections: z.array(z.strictObject({ id: z.string(), label, fields: z.array(z.string()) })),
  acceptBy: ms,
  acceptTarget: jsonShape,
  deadline: ms,
  form: formSchema,
  columns: z.array(z.string()),
  fields: z.array(z.strictObject({ id: z.string(), requirement: requirementSchema, filled: z.boolean() })),
  missing: z.array(z.string()),
  later: z.array(z.string()),
  done: z.number().int(),
  required: z.number().int(),
  /** It came back and has to be repaired: why (a code of `deficiencies`), and which field was named. */
  returned: z.strictObject({ handover: z.string(), deficiency: z.string(), field: z.string().nullable() }).optional(),
});

export type ShiftWaiting = z.infer<typeof shiftWaiting>;
export type CaseRow = z.infer<typeof caseRow>;
export type QueueGroup = z.infer<typeof queueGroup>;
export type TimelineItem = z.infer<typeof timelineItem>;
export type ClockView = z.infer<typeof clockView>;
export type Customer = z.infer<typeof customerShape>;
export type CustomerHit = z.infer<typeof customerHit>;
export type HandoverCard = z.infer<typeof handoverCard>;
export type InboxRow = z.infer<typeof inboxRow>;
export type PromiseView = z.infer<typeof promiseView>;
export type CaseView = z.infer<typeof caseView>;
export type EscalationPreview = z.infer<typeof escalationPreview>;
