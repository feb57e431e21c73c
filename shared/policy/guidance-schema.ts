// Knows the shape of a pack's guidance: steps to try, the de-escalation script, knowledge articles, and what may be counted about people.
import { z } from 'zod';
import { idSchema as id, isoDate, labelSchema as label, remark } from './pack-words.ts';

/** A page or two, in Markdown without HTML; longer ones are two articles. */
const ARTICLE_TEXT = 8_000;
const prose = z.string().min(1).max(ARTICLE_TEXT);
const searchWords = z.array(z.string().min(1).max(60)).max(40);

/** Source: domain.md §7. */
export const guidanceSchema = z.strictObject({
  steps: z
    .array(
      z.strictObject({
        id,
        label,
        categories: z.array(id).optional(),
        /** The article that shows how. */
        article: id.optional(),
        /** Asked for before the case is passed on; it may be sent without. */
        needed: z.boolean().optional(),
      }),
    )
    .default([]),
  deescalation: z
    .array(
      z.strictObject({
        id,
        label,
        phase: z.enum(['listen', 'acknowledge', 'clarify', 'offer', 'agree']),
        /** A sentence one may say as it stands. */
        say: label.optional(),
      }),
    )
    .default([]),
  articles: z
    .array(
      z.strictObject({
        id,
        title: label,
        /** Offered beside cases of these categories; beside all without it. */
        categories: z.array(id).optional(),
        /** Words a reader may search for that do not stand in it. */
        words: z.strictObject({ de: searchWords.optional(), en: searchWords.optional() }).optional(),
        /** Markdown: headings, paragraphs, lists, emphasis, links to other articles (`article:ID`). A numbered list is shown step by step. */
        body: z.strictObject({ de: prose, en: prose }),
        reviewedOn: isoDate.optional(),
        ...remark,
      }),
    )
    .max(200)
    .default([]),
});

/** What may be counted about single people; off unless a works council agreed. Source: domain.md §7. */
export const figuresSchema = z.strictObject({
  person: z.boolean().default(false),
  /** A figure about a group smaller than this is not shown either. */
  smallestGroup: z.number().int().min(2).max(50).default(5),
});

/** How many of a hundred received handovers are offered for rating. */
export const qualitySchema = z.strictObject({ sample: z.number().int().min(0).max(100).default(10) });

/** Minutes for what is due after a call, and until an idle workstation locks. */
export const callSchema = z.strictObject({
  wrapMinutes: z.number().int().min(0).max(60).default(10),
  lockMinutes: z.number().int().min(1).max(60).default(60),
});
