// Knows what a screen may ask of the articles: a search as one types, and one article whole.
import { z } from 'zod';
import { labelSchema as label } from '../policy/pack-words.ts';
import { refusalShape } from './refusal-shape.ts';

const id = z.string().min(1).max(120);

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
