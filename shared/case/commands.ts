// Knows every command a person, an import or the watchdog may send: its data (no personal data) and its body (personal texts).
import { z } from 'zod';
import { channelSchema, levelSchema, markerSchema, prioritySchema } from '../policy/pack-schema.ts';
import { FACT_IDS } from '../handover/card.ts';
import { sealedFormSchema } from '../handover/form.ts';
import { LAST_INSTANT, type Ms } from '../kernel/time.ts';
import { BUDGET_COMMANDS } from './budget-schema.ts';
import { DECISION_COMMANDS, present } from './decision-schema.ts';
import { GUIDANCE_COMMANDS } from './guidance-schema.ts';
import { PHONE_COMMANDS } from './telephone-schema.ts';
import { LONGEST } from '../kernel/limits.ts';

const id = z.string().min(1).max(120);
const ms = z.number().int().nonnegative().max(LAST_INSTANT);
const text = z.string().max(LONGEST.text);
const line = z.string().max(LONGEST.line);
const none = z.strictObject({});
/** Blanks alone say nothing: whoever must say something must say it in words. */
const WORDS = /\S/;
/** The telephone system's name for a call; it is chained, so it is a code and no sentence. */
const callRef = z
  .string()
  .max(80)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]*$/);
const noteBody = z.strictObject({ text: text.regex(WORDS) });
const maybeText = z.strictObject({ text: text.optional() });
const maybeWords = z.strictObject({ text: text.regex(WORDS).optional() });

/** When a customer can be called back, half-open; it ends when the call is due, at the latest. */
const callWindow = z.strictObject({ from: ms, until: ms }).nullable().optional();
/** A promise made inside another command; its words stand in `body.promises[id]`. */
const promise = z.strictObject({ promise: id, due: ms, by: id, callback: z.boolean(), window: callWindow });
const settlement = z.strictObject({ promise: id, outcome: z.enum(['kept', 're-agreed', 'broken']), newDue: ms.nullable() });
const escalation = {
  reason: id,
  demanded: z.boolean(),
  customerWaiting: z.boolean(),
  form: sealedFormSchema,
  promises: z.array(promise).max(10),
  /** Why the case goes back to a team that had it before: a code of the pack's `formerTeam`. */
  again: id.nullable().optional(),
};
const escalationBody = z.strictObject({ form: z.json(), promises: z.record(id, line) });
const addressee = z.strictObject({ team: id, person: id.nullable() });
const moveCause = z.enum(['absence', 'workload']);
/** As `alertKey` makes it, longer than the id of what the clock is about; it is chained, so it is made of codes and times alone. */
const alertName = z
  .string()
  .max(200)
  .regex(/^[a-z-]+:[A-Za-z0-9._:-]+:\d{1,16}:(?:0\.75|0\.9|1|2)$/);
const classified = {
  category: id.optional(),
  urgency: levelSchema.optional(),
  impact: levelSchema.optional(),
  markers: z.array(markerSchema).optional(),
  customer: id.optional(),
};
const source = z.strictObject({ system: id, ref: id, row: z.number().int().positive() });

/**
 * One row per verb. `data` is chained and never holds personal data; `body` goes into a body row referenced by salted hash
 * (architecture.md §3). Times are epoch ms, amounts minor units (or a count, as the decision type says).
 */
export const COMMANDS = {
  'open-case': {
    data: z.strictObject({
      number: line,
      customer: id.nullable(),
      category: id,
      channel: channelSchema,
      urgency: levelSchema,
      impact: levelSchema,
      reason: id.nullable(),
      call: callRef.nullable(),
    }),
    body: z.strictObject({ title: line.regex(WORDS), text: text.optional(), caller: line.optional(), phone: line.optional() }),
  },
  classify: {
    data: z.strictObject({
      ...classified,
      /** What its author saw when he chose: where something else stands by then, two have changed it without knowing of each other. */
      was: z.strictObject({ ...classified, customer: id.nullable().optional() }).optional(),
    }),
    body: z.strictObject({ title: line.regex(WORDS).optional() }),
  },
  'add-note': { data: none, body: noteBody },
  'log-contact': {
    data: z.strictObject({
      channel: channelSchema,
      direction: z.enum(['in', 'out']),
      reached: z.boolean(),
      informed: z.boolean(),
      call: callRef.nullable(),
    }),
    body: z.strictObject({ text: text.optional(), who: line.optional(), phone: line.optional() }),
  },
  'make-promise': {
    data: z.strictObject({ due: ms, by: id, callback: z.boolean(), window: callWindow }),
    body: z.strictObject({ what: line.regex(WORDS), who: line.optional(), phone: line.optional() }),
  },
  'settle-promise': {
    /** `window`: of a call agreed anew. */
    data: settlement.extend({ window: callWindow }),
    body: maybeText,
  },
  /** At the end of a shift a promise is offered to a colleague; it stays with its owner until the colleague takes it. */
  'offer-promise': { data: z.strictObject({ promise: id, to: id, shift: id }), body: maybeText },
  'take-promise': { data: z.strictObject({ promise: id }), body: none },
  /** The colleague declines the promise, or its owner takes the offer back. */
  'leave-promise': { data: z.strictObject({ promise: id }), body: maybeText },
  /** A lead moves the promise of somebody who is away. */
  'move-promise': { data: z.strictObject({ promise: id, to: id, cause: moveCause }), body: maybeText },
  'take-case': { data: none, body: none },
  /** Somebody works on it away from the hub until then, 30 days at most; a case of a queue is taken with it. Said again, it moves the end. */
  'check-out': { data: z.strictObject({ until: ms }), body: z.strictObject({ place: line.optional() }) },
  /** Whoever has it checked out gives it back; it stays with him. */
  'check-in': { data: none, body: none },
  /** Whoever leads the team takes over a case somebody has checked out; needs words why, and the other one is told. */
  'override-check-out': { data: none, body: maybeWords },
  /** A lead moves a case of somebody who is away to a colleague of the same team. */
  'move-case': { data: z.strictObject({ to: addressee, cause: moveCause }), body: maybeText },
  /** Nobody solved it in the pack's time (`step` counts from 1): it is flagged, and moved to the lead where the pack says so. */
  'flag-unresolved': { data: z.strictObject({ step: z.number().int().positive().max(50) }), body: none },
  escalate: { data: z.strictObject({ ...escalation, present }), body: escalationBody },
  'offer-handover': {
    /** `shift`: the shift handover it is a part of; one id for all cases and promises of it. */
    data: z.strictObject({ ...escalation, to: addressee, shift: id.nullable().optional() }),
    body: escalationBody,
  },
  /** Adds what the form still owes after the call; a field that is filled stays as the receiver read it. */
  'amend-handover': { data: z.strictObject({ handover: id, form: sealedFormSchema }), body: z.strictObject({ form: z.json() }) },
  /** Nobody accepted in time (`step` counts from 1): deputy, then lead, then back to its sender. */
  'pass-handover': { data: z.strictObject({ handover: id, step: z.number().int().positive().max(50) }), body: none },
  /** The principal has no desk: its card was printed, copied, mailed or read out to this contact of the pack. */
  'give-card': {
    data: z.strictObject({ handover: id, way: z.enum(['print', 'copy', 'mail', 'phone']), contact: id.nullable() }),
    body: none,
  },
  'withdraw-handover': { data: z.strictObject({ handover: id }), body: maybeText },
  'accept-handover': {
    data: z.strictObject({ handover: id, facts: z.array(z.enum(FACT_IDS)).max(FACT_IDS.length) }),
    body: z.strictObject({ readBack: line.regex(WORDS).optional() }),
  },
  'return-handover': {
    data: z.strictObject({ handover: id, deficiency: id, field: z.number().int().positive().nullable() }),
    body: maybeText,
  },
  'ask-query': { data: z.strictObject({ handover: id }), body: noteBody },
  'answer-query': { data: z.strictObject({ handover: id, query: id }), body: noteBody },
  'answer-escalation': {
    data: z.strictObject({ handover: id, outcome: z.enum(['granted', 'partly', 'refused', 'solved', 'informed']) }),
    /** `who`: the person at the principal who gave the answer. */
    body: z.strictObject({ text: text.regex(WORDS), who: line.optional() }),
  },
  /** A question to a specialist or a colleague: the question moves, the case stays. */
  'ask-consult': { data: z.strictObject({ to: addressee, customerWaiting: z.boolean() }), body: noteBody },
  'answer-consult': { data: z.strictObject({ consult: id }), body: noteBody },
  'withdraw-consult': { data: z.strictObject({ consult: id }), body: none },
  /** One side of a link; the other case is told by a command of its own. `part-of`: `other` is the master of this case. */
  'link-case': { data: z.strictObject({ other: id, relation: z.enum(['related', 'part-of', 'has-part']) }), body: none },
  'unlink-case': { data: z.strictObject({ other: id }), body: none },
  /** This case goes on in another one; its history stays. */
  'merge-case': { data: z.strictObject({ into: id }), body: maybeText },
  /** The other one's side of a merge: it takes over the open promises and the customer's waiting time. */
  'absorb-case': {
    data: z.strictObject({
      from: id,
      openedAt: ms,
      promises: z.array(promise).max(50),
      /** What else its customer lived through there: contacts, the last of them, a complaint, marks that force a route. */
      contacts: z.number().int().nonnegative().max(100_000).optional(),
      lastContactAt: ms.nullable().optional(),
      complaint: z.strictObject({ on: z.iso.date().nullable(), at: ms }).nullable().optional(),
      markers: z.array(markerSchema).optional(),
    }),
    /** Words of each promise, and of a call back whom to reach at which number. */
    body: z.strictObject({ promises: z.record(id, line), who: z.record(id, line).optional(), phone: z.record(id, line).optional() }),
  },
  /** A master case's message to all its parts, and that message in one of them. `informed`: the customers were told so. */
  'tell-parts': { data: z.strictObject({ parts: z.number().int().nonnegative().max(10_000), informed: z.boolean() }), body: noteBody },
  'tell-part': { data: z.strictObject({ master: id, informed: z.boolean() }), body: noteBody },
  'close-part': { data: z.strictObject({ master: id, result: id, informedAt: ms }), body: maybeText },
  /** For the person who sends it alone; `alert` as `alertKey` makes it. */
  'acknowledge-alert': { data: z.strictObject({ alert: alertName }), body: none },
  'snooze-alert': { data: z.strictObject({ alert: alertName, until: ms, reason: id }), body: none },
  /** The person has read what came back to him. */
  'acknowledge-news': { data: z.strictObject({ news: z.array(id).min(1).max(50) }), body: none },
  ...DECISION_COMMANDS,
  'start-wait': { data: z.strictObject({ reason: id, until: ms.nullable() }), body: maybeText },
  'end-wait': { data: none, body: maybeText },
  resolve: { data: z.strictObject({ result: id }), body: maybeText },
  close: {
    data: z.strictObject({
      result: id,
      informedAt: ms,
      deviated: z.boolean(),
      avoidable: z.boolean(),
      cause: id.nullable(),
      /** How each open promise ended; one agreed anew keeps the case open, and the closing is refused. */
      settled: z.array(settlement).max(50).optional(),
    }),
    body: maybeText,
  },
  reopen: { data: z.strictObject({ cause: z.enum(['customer', 'broken-promise', 'new-fact']) }), body: maybeText },
  ...GUIDANCE_COMMANDS,
  ...BUDGET_COMMANDS,
  ...PHONE_COMMANDS,
  'import-row': {
    data: z.strictObject({
      source,
      number: line,
      occurredAt: ms,
      openedAt: ms,
      customer: id.nullable(),
      category: id,
      channel: channelSchema,
      urgency: levelSchema,
      impact: levelSchema,
      priority: prioritySchema,
      state: z.enum(['open', 'waiting', 'resolved', 'closed']),
      wait: id.nullable(),
      waitUntil: ms.nullable(),
      /** null = the row names none. */
      team: id.nullable(),
      assignee: id.nullable(),
      recordedBy: id,
      reopened: z.boolean(),
      result: id.nullable(),
    }),
    body: z.strictObject({ title: line, text: text.optional() }),
  },
} as const;

export type CommandType = keyof typeof COMMANDS;
export type CommandData<T extends CommandType> = z.infer<(typeof COMMANDS)[T]['data']>;
export type CommandBody<T extends CommandType> = z.infer<(typeof COMMANDS)[T]['body']>;

/** How far the desk's clock can be trusted; raw times are never refused, only marked (architecture.md §4). */
export type TimeQuality = 'synced' | 'holdover' | 'unsynced';

export type CommandOf<T extends CommandType> = {
  readonly id: string;
  readonly lane: string;
  readonly caseId: string;
  readonly type: T;
  /** The person whose session sent it; a hub replaces it by the person of its own session. */
  readonly actor: string;
  readonly at: Ms;
  readonly quality: TimeQuality;
  /** Version of the policy pack the desk had confirmed when it sent the command. */
  readonly pack: string;
  /** Position of the lane the author had applied. */
  readonly seen: number;
  readonly data: CommandData<T>;
  /** Hash of the body row, null where nothing personal was said. */
  readonly body: string | null;
  /** Who sat at the workstation while its author acted there with his own secret. */
  readonly beside?: string;
};

export type Command = { [T in CommandType]: CommandOf<T> }[CommandType];

/** The words behind a hash: `hash = digest(salt + text)`, `text` is the JSON of the body. Withholding it breaks no chain. */
export type Body = { readonly hash: string; readonly salt: string; readonly text: string };
