// Knows what a screen is shown of guidance: what was tried and said in a case, its mood, and the articles it may ask for.
import { z } from 'zod';
import { labelSchema as label } from '../policy/pack-words.ts';
import { refusalShape } from './refusal-shape.ts';

const id = z.string().min(1).max(120);
const mood = z.enum(['calm', 'upset', 'escalated']);

/** A step of "have you tried" or of the de-escalation script, with what was said of it last. */
export const guided = z.strictObject({
  kind: z.enum(['step', 'deescalation']),
  id: z.string(),
  result: z.enum(['helped', 'no-effect', 'not-possible', 'used']),
  by: z.string(),
  at: z.number(),
});

/** `trend` is the last point against the one before it; `points` the newest twenty, oldest first. */
export const moodView = z.strictObject({
  level: mood,
  trend: z.enum(['better', 'same', 'worse']).nullable(),
  points: z.array(z.strictObject({ level: mood, at: z.number() })),
});

/** How the caller was identified last; `call` names the call it was in. */
export const identityView = z.strictObject({ method: z.string(), call: z.string().nullable(), by: z.string(), at: z.number() });

/** What a case view carries of all this; absent = nothing noted. */
export const guidanceShown = {
  guidance: z.array(guided).optional(),
  mood: moodView.optional(),
  identity: identityView.optional(),
} as const;

/** `part`: the words of the article around the first one found, without marks of layout; `steps`: how many steps it leads through, 0 = it is read. */
export const articleHit = z.strictObject({ id: z.string(), title: label, part: z.string(), steps: z.number().int() });

export const article = z.strictObject({
  id: z.string(),
  title: label,
  /** Markdown. */
  body: label,
  /** Null = of every category. */
  categories: z.array(z.string()).nullable(),
  /** A day such as "2026-11-03"; null where nobody has said. */
  reviewedOn: z.string().nullable(),
});

export const guideShapes = {
  /** Articles of the pack, the best first; without words those of the category come first, in the order of the pack. Works without a network. */
  'articles.search': {
    session: true,
    input: z.strictObject({
      text: z.string().max(200),
      category: id.nullable(),
      language: z.enum(['de', 'en']),
      limit: z.number().int().min(1).max(50),
    }),
    output: z.array(articleHit),
  },
  /** Refusal: `not-found`. */
  'articles.view': {
    session: true,
    input: z.strictObject({ id }),
    output: z.union([
      z.strictObject({ ok: z.literal(true), value: article }),
      z.strictObject({ ok: z.literal(false), refusal: refusalShape }),
    ]),
  },
} as const;

export type ArticleHit = z.infer<typeof articleHit>;
export type Article = z.infer<typeof article>;
export type Guided = z.infer<typeof guided>;
export type MoodView = z.infer<typeof moodView>;
export type MoodPoint = MoodView['points'][number];
export type IdentityView = z.infer<typeof identityView>;
