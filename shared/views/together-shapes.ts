// Knows the shape of what people do together about cases: questions, links, news, alerts, shift handovers, the principal's card.
import { z } from 'zod';
import { principalContact } from './presence-shapes.ts';
import { tierSchema as tier } from '../policy/pack-schema.ts';
import { labelSchema as label } from '../policy/pack-words.ts';
import { refusalShape } from './refusal-shape.ts';

const ms = z.number();

export const holderShape = z.strictObject({ person: z.string(), team: z.string(), tier, waiting: z.boolean() });

/** A due time as the lists show it: which clock, when; time left is computed on screen from `now`. */
export const dueShape = z.strictObject({ clock: z.string(), at: ms, warnAt: ms });

/** A question to somebody about a case that stays where it is; the words as they were written, null where withheld. */
export const consultView = z.strictObject({
  consult: z.string(),
  askedBy: z.string(),
  askedAt: ms,
  to: z.strictObject({ team: z.string(), person: z.string().nullable() }),
  customerWaiting: z.boolean(),
  answerBy: ms,
  outcome: z.enum(['open', 'answered', 'withdrawn']),
  answeredBy: z.string().nullable(),
  answeredAt: ms.nullable(),
  question: z.string().nullable(),
  answer: z.string().nullable(),
  /** Whoever was asked by name is absent, and the reader stands in for him now. */
  standsIn: z.literal(true).optional(),
  /** It waits for somebody else by name, and the reader may answer in his place. */
  inHisPlace: z.literal(true).optional(),
});

/** Another case this one belongs with; number and title null where the reader may not see it. */
export const linkView = z.strictObject({
  other: z.string(),
  relation: z.enum(['related', 'part-of', 'has-part', 'merged-into', 'absorbed']),
  at: ms,
  number: z.string().nullable(),
  title: z.string().nullable(),
  phase: z.enum(['open', 'resolved', 'closed']).nullable(),
});

/** Something the reader is told of; kinds as NewsKind of the core. */
export const newsView = z.strictObject({
  news: z.string(),
  kind: z.string(),
  at: ms,
  about: z.string().nullable(),
  by: z.string().nullable(),
});

/** What a reader is alerted to: `as` says why he is told; a later threshold of the same clock replaces an earlier one. */
export const alertRow = z.strictObject({
  alert: z.string(),
  caseId: z.string(),
  number: z.string(),
  title: z.string(),
  holder: holderShape,
  clock: z.string(),
  family: z.enum(['customer', 'holder']),
  /** 0.75, 0.9, 1, or 2 = an hour after it was due. */
  share: z.number(),
  at: ms,
  dueAt: ms,
  as: z.enum(['holder', 'lead', 'next-tier', 'above']),
  /** Somebody who could stand in for the holder, offered from 0.9 on. */
  deputy: z.string().nullable(),
});

/** What one action over many cases came to. */
export const bulkResult = z.strictObject({
  done: z.number().int(),
  failed: z.array(z.strictObject({ caseId: z.string(), number: z.string(), refusal: refusalShape })),
});

export const shiftCase = z.strictObject({
  caseId: z.string(),
  number: z.string(),
  title: z.string(),
  due: dueShape.nullable(),
  /** Why it cannot be handed over just now; null = it can. */
  refusal: refusalShape.nullable(),
});
export const shiftPromise = z.strictObject({
  caseId: z.string(),
  number: z.string(),
  promise: z.string(),
  what: z.string(),
  due: ms,
  callback: z.boolean(),
  /** The case goes with it; false: only the promise changes hands. */
  withCase: z.boolean(),
  offered: z.boolean(),
});
/** The card for a principal without a desk: to print, copy or mail. */
export const externalCard = z.strictObject({
  /** Whether he is open now by his calendar, and when he opens next. */
  contact: principalContact.pick({ id: true, name: true, function: true, phone: true, mail: true, open: true, opensAt: true }).nullable(),
  subject: label,
  text: label,
});

export type AlertRow = z.infer<typeof alertRow>;
export type BulkResult = z.infer<typeof bulkResult>;
export type ConsultView = z.infer<typeof consultView>;
export type LinkView = z.infer<typeof linkView>;
export type NewsView = z.infer<typeof newsView>;
export type ShiftCase = z.infer<typeof shiftCase>;
export type ShiftPromise = z.infer<typeof shiftPromise>;
export type ExternalCard = z.infer<typeof externalCard>;
