// Knows the shape of what is granted and asked for: decisions, their review, requests for approval and the answers.
import { z } from 'zod';
import { LAST_INSTANT } from '../kernel/time.ts';
import { termsSchema } from '../policy/authority-schema.ts';
import { idSchema } from '../policy/pack-words.ts';
import { draw } from './budget-schema.ts';
import { LONGEST } from '../kernel/limits.ts';

const id = z.string().min(1).max(120);
const ms = z.number().int().nonnegative().max(LAST_INSTANT);
const amount = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const none = z.strictObject({});
const maybeText = z.strictObject({ text: z.string().max(LONGEST.text).optional() });
const maybeWords = z.strictObject({ text: z.string().max(LONGEST.text).regex(/\S/).optional() });
/** When a customer can be called back, half-open. */
const callWindow = z.strictObject({ from: ms, until: ms }).nullable().optional();
const draws = z.array(draw).max(4).readonly().optional();

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
/** How a decision came about away from the hub: absent = connected. `lastSync` epoch ms, null = never; `blind`: of this customer nothing was known there. */
const away = z.strictObject({ lastSync: ms.nullable(), blind: z.boolean().optional() }).nullable().optional();
/** People who were there when the request or the case went up, as the desk saw it; null = not looked. */
export const present = z.array(id).max(2_000).nullable().optional();
const corrected = z.number().int().nonnegative().max(10_000).optional();
const recommendation = z.enum(['grant', 'partly', 'refuse']).nullable();

export const DECISION_COMMANDS = {
  /** `breakGlass`: above one's authority in an emergency, where the pack allows it; needs words why and is reviewed. */
  decide: {
    data: z.strictObject({ ...wish, breakGlass: z.boolean().optional(), draws, away }),
    body: maybeWords,
  },
  /** `callback`: of a flagged decision that is not upheld, who speaks to the customer again by when. */
  'review-decision': {
    data: z.strictObject({
      decision: id,
      outcome: z.enum(['upheld', 'follow-up']),
      callback: z.strictObject({ due: ms, by: id, window: callWindow }).optional(),
    }),
    body: maybeText,
  },
  /** `proposed`: away from the hub, which grants it at once if it may; the customer hears by `until`. `draws`: what pays it then. */
  'ask-approval': {
    data: z.strictObject({
      ...wish,
      customerWaiting: z.boolean(),
      recommendation,
      present,
      away,
      proposed: z.strictObject({ until: ms }).optional(),
      draws,
    }),
    body: maybeText,
  },
  /** The request keeps its place and its time; another amount may lead it to another tier. */
  'correct-approval': { data: z.strictObject({ approval: id, ...wish, recommendation, present, away }), body: maybeText },
  /** Nobody answered in time (`step` counts from 1), or somebody asked passes it on by hand. */
  'pass-approval': { data: z.strictObject({ approval: id, step: z.number().int().positive().max(50), present }), body: maybeText },
  'expire-approval': { data: z.strictObject({ approval: id }), body: none },
  /** `corrected`: how often the request had been corrected when the answerer read it; an answer to an older one is refused. */
  approve: { data: z.strictObject({ approval: id, amount, corrected, draws, away }), body: maybeText },
  decline: { data: z.strictObject({ approval: id, corrected }), body: maybeText },
  /** `declinedBy`: who said no on the telephone, which whoever asked writes down; the words are what the customer is told. */
  'withdraw-approval': { data: z.strictObject({ approval: id, declinedBy: id.optional() }), body: maybeText },
} as const;
