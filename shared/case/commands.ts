// Knows every command a person, an import or the watchdog may send: its data (no personal data) and its body (personal texts).
import { z } from 'zod';
import { termsSchema } from '../policy/authority-schema.ts';
import { idSchema } from '../policy/pack-words.ts';
import { channelSchema, levelSchema, markerSchema, prioritySchema } from '../policy/pack-schema.ts';
import { FACT_IDS } from '../handover/card.ts';
import { sealedFormSchema } from '../handover/form.ts';
import { LAST_INSTANT, type Ms } from '../kernel/time.ts';

const id = z.string().min(1).max(120);
const ms = z.number().int().nonnegative().max(LAST_INSTANT);
const text = z.string().max(20_000);
const line = z.string().max(500);
const amount = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
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

/** A promise made inside another command; its words stand in `body.promises[id]`. */
const promise = z.strictObject({ promise: id, due: ms, by: id, callback: z.boolean() });
const escalation = {
  reason: id,
  demanded: z.boolean(),
  customerWaiting: z.boolean(),
  form: sealedFormSchema,
  promises: z.array(promise).max(10),
};
const escalationBody = z.strictObject({ form: z.json(), promises: z.record(id, line) });
/** What is to be granted. `evidence`: codes of the papers at hand; `toldAt`: when the customer was told, where entered later. */
const wish = {
  decisionType: id,
  amount,
  reason: id.nullable(),
  // Chained for ever, so codes and no sentences.
  evidence: z.array(idSchema).max(20),
  terms: termsSchema.nullable().optional(),
  contract: id.nullable().optional(),
  otherAccount: z.boolean().optional(),
  toldAt: ms.nullable().optional(),
};
/** People who were there when the request or the case went up, as the desk saw it; null = not looked. */
const present = z.array(id).max(2_000).nullable().optional();
const corrected = z.number().int().nonnegative().max(10_000).optional();
const recommendation = z.enum(['grant', 'partly', 'refuse']).nullable();
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
      category: id.optional(),
      urgency: levelSchema.optional(),
      impact: levelSchema.optional(),
      markers: z.array(markerSchema).optional(),
      customer: id.optional(),
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
  'make-promise': { data: z.strictObject({ due: ms, by: id, callback: z.boolean() }), body: z.strictObject({ what: line.regex(WORDS) }) },
  'settle-promise': {
    data: z.strictObject({ promise: id, outcome: z.enum(['kept', 're-agreed', 'broken']), newDue: ms.nullable() }),
    body: maybeText,
  },
  'take-case': { data: none, body: none },
  escalate: { data: z.strictObject({ ...escalation, present }), body: escalationBody },
  'offer-handover': {
    data: z.strictObject({ ...escalation, to: z.strictObject({ team: id, person: id.nullable() }) }),
    body: escalationBody,
  },
  /** Adds what the form still owes after the call; a field that is filled stays as the receiver read it. */
  'amend-handover': { data: z.strictObject({ handover: id, form: sealedFormSchema }), body: z.strictObject({ form: z.json() }) },
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
    body: noteBody,
  },
  /** `breakGlass`: above one's authority in an emergency, where the pack allows it; needs words why and is reviewed. */
  decide: { data: z.strictObject({ ...wish, breakGlass: z.boolean().optional() }), body: maybeWords },
  'review-decision': { data: z.strictObject({ decision: id, outcome: z.enum(['upheld', 'follow-up']) }), body: maybeText },
  'ask-approval': { data: z.strictObject({ ...wish, customerWaiting: z.boolean(), recommendation, present }), body: maybeText },
  /** The request keeps its place and its time; another amount may lead it to another tier. */
  'correct-approval': { data: z.strictObject({ approval: id, ...wish, recommendation, present }), body: maybeText },
  /** Nobody answered in time (`step` counts from 1), or somebody asked passes it on by hand. */
  'pass-approval': { data: z.strictObject({ approval: id, step: z.number().int().positive().max(50), present }), body: maybeText },
  'expire-approval': { data: z.strictObject({ approval: id }), body: none },
  /** `corrected`: how often the request had been corrected when the answerer read it; an answer to an older one is refused. */
  approve: { data: z.strictObject({ approval: id, amount, corrected }), body: maybeText },
  decline: { data: z.strictObject({ approval: id, corrected }), body: maybeText },
  'withdraw-approval': { data: z.strictObject({ approval: id }), body: none },
  'start-wait': { data: z.strictObject({ reason: id, until: ms.nullable() }), body: maybeText },
  'end-wait': { data: none, body: maybeText },
  resolve: { data: z.strictObject({ result: id }), body: maybeText },
  close: {
    data: z.strictObject({ result: id, informedAt: ms, deviated: z.boolean(), avoidable: z.boolean(), cause: id.nullable() }),
    body: maybeText,
  },
  reopen: { data: z.strictObject({ cause: z.enum(['customer', 'broken-promise', 'new-fact']) }), body: maybeText },
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
};

export type Command = { [T in CommandType]: CommandOf<T> }[CommandType];

/** The words behind a hash: `hash = digest(salt + text)`, `text` is the JSON of the body. Withholding it breaks no chain. */
export type Body = { readonly hash: string; readonly salt: string; readonly text: string };
