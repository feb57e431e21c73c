// Knows the commands of guidance and quality: the call's figures, mood, steps tried, gaps in the articles, ratings and notes to a colleague.
import { z } from 'zod';
import { LONGEST } from '../kernel/limits.ts';
import { LAST_INSTANT } from '../kernel/time.ts';

const ms = z.number().int().nonnegative().max(LAST_INSTANT);
const id = z.string().min(1).max(120);
const none = z.strictObject({});
const words = z.strictObject({ text: z.string().max(LONGEST.text).regex(/\S/) });
/** The telephone system's name for a call; it is chained, so it is a code and no sentence. */
const callRef = z
  .string()
  .max(80)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]*$/);
const DAY_SECONDS = 86_400;
const seconds = z.number().int().nonnegative().max(DAY_SECONDS);
const answer = z.enum(['yes', 'partly', 'no']);

/**
 * Verbs of their own, so that an older hub that does not know them still takes every contact and every handover; it keeps these until
 * it is brought up to date. Nothing personal stands in `data`.
 */
export const GUIDANCE_COMMANDS = {
  /** How the caller was identified in this call: a code of the pack's `identity`. */
  'check-identity': { data: z.strictObject({ method: id, call: callRef.nullable() }), body: none },
  /** A call is over: how long it lasted and how long of that the customer was on hold, in seconds. The contact itself is `log-contact`. */
  'log-call': {
    /** `endedAt`: when it was over, where a case took it only later; absent = as it is recorded. */
    data: z.strictObject({ call: callRef, direction: z.enum(['in', 'out']), seconds, held: seconds, endedAt: ms.optional() }),
    body: none,
  },
  'note-mood': { data: z.strictObject({ level: z.enum(['calm', 'upset', 'escalated']) }), body: none },
  /** A step of "have you tried" or of the de-escalation script was used, or taken back (`undone`). */
  'log-guidance': {
    data: z.strictObject({
      kind: z.enum(['step', 'deescalation']),
      id,
      result: z.enum(['helped', 'no-effect', 'not-possible', 'used', 'undone']),
    }),
    body: none,
  },
  /** No article helped, or `article` is wrong or incomplete: the lead is told. */
  'report-gap': { data: z.strictObject({ article: id.nullable(), category: id }), body: words },
  /** A received handover, seen by somebody of the receiving team: was all there, was it clear, was it right here? */
  'rate-handover': { data: z.strictObject({ handover: id, complete: answer, clear: answer, right: answer }), body: none },
  /** A lead's note to the sender of a handover; shown to both of them alone. */
  coach: { data: z.strictObject({ handover: id.nullable(), to: id }), body: words },
} as const;
