// Knows the values of the 26 standard fields as a draft holds them, and their sealed form without personal data.
import { z } from 'zod';
import { LAST_INSTANT } from '../kernel/time.ts';
import { LONGEST } from '../kernel/limits.ts';

const text = z.string().max(LONGEST.form);
const line = z.string().max(LONGEST.line);
const code = z.string().max(80);
const ms = z.number().int().nonnegative().max(LAST_INSTANT);
const level = z.enum(['high', 'medium', 'low']);

/** Every key is optional: a draft is a form that is not complete yet. Numbers name the rows of domain.md §3. */
export const formSchema = z.strictObject({
  /*  1 */ kind: z.enum(['functional', 'hierarchical']).optional(),
  /*  2 */ reason: z.strictObject({ code, demanded: z.boolean() }).optional(),
  /*  3 */ priority: z.strictObject({ urgency: level, impact: level }).optional(),
  /*  4 */ summary: text.optional(),
  /*  5 */ wish: z.strictObject({ remedy: code, text }).optional(),
  /*  6 */ tried: z
    .array(z.strictObject({ step: line, result: line, who: code }))
    .max(40)
    .optional(),
  /*  7 */ question: line.optional(),
  /*  8 */ decision: z.strictObject({ type: code, amount: z.number().int().nonnegative(), own: z.number().int().nullable() }).optional(),
  /*  9 */ recommendation: z.strictObject({ verdict: z.enum(['grant', 'partly', 'refuse']), line }).optional(),
  /* 10 */ promises: z
    .strictObject({ none: z.boolean(), rows: z.array(z.strictObject({ what: line, due: ms, by: code })).max(10) })
    .optional(),
  /* 11 */ nextStep: z.strictObject({ text: line, told: z.boolean(), notTold: code.nullable() }).optional(),
  /* 12 */ deadline: ms.optional(),
  /* 13 */ callback: z
    .strictObject({ who: line, channel: z.enum(['phone', 'mail', 'chat', 'post', 'visit']), number: line, window: line })
    .optional(),
  /* 14 */ fallback: z
    .array(z.strictObject({ if: line, then: line }))
    .max(2)
    .optional(),
  /* 15 */ mood: z.strictObject({ level: z.enum(['calm', 'upset', 'escalated']), quote: line }).optional(),
  /* 16 */ deescalation: z.array(code).max(40).optional(),
  /* 17 */ identity: z.strictObject({ method: code, contract: line }).optional(),
  /* 18 */ history: z.strictObject({ contacts: z.number().int(), goodwill: z.number().int() }).optional(),
  /* 19 */ callRef: z.strictObject({ call: line, links: z.array(line).max(20) }).optional(),
  /* 20 */ markers: z.array(z.enum(['safety', 'law', 'press', 'authority'])).optional(),
  /* 21 */ complaint: z.strictObject({ is: z.boolean(), receivedOn: z.iso.date().nullable() }).optional(),
  /* 22 */ target: z.strictObject({ tier: z.union([z.number().int(), z.literal('A')]), team: code, person: code.nullable() }).optional(),
  /* 23 */ notSolvable: code.optional(),
  /** Fields a principal added in its pack, by field id. */
  own: z.record(z.string(), z.json()).optional(),
});

export type Form = z.infer<typeof formSchema>;

/**
 * A form as it stands in a chained command: `open` lacks every personal value; `sealed` lists the paths ("summary",
 * "wish.text", "tried.0.step", "own.x") that are filled and stand in the body row, so that completeness can still be judged.
 */
export const sealedFormSchema = z.strictObject({ open: z.json(), sealed: z.array(z.string().max(120)).max(400) });
export type SealedForm = { readonly open: Form; readonly sealed: readonly string[] };
