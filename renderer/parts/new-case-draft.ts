// Keeps a case being opened as a draft: every part is read by itself, for what is half typed is neither right nor wrong.
import { z } from 'zod';
import type { Json } from '../../shared/kernel/result.ts';
import { LONGEST } from '../../shared/kernel/limits.ts';

const CHANNELS = ['phone', 'mail', 'chat', 'post', 'visit'] as const;
const LEVELS = ['high', 'medium', 'low'] as const;

/** What the desk takes when the case is opened; a draft need not meet it. */
export const caseShape = z.object({
  title: z.string().trim().min(1).max(LONGEST.line),
  category: z.string().min(1),
  channel: z.enum(CHANNELS),
  urgency: z.enum(LEVELS),
  impact: z.enum(LEVELS),
  text: z.string().trim().max(LONGEST.text),
});
export type CaseForm = z.infer<typeof caseShape>;

export type CaseDraft = { readonly search: string; readonly customer: string | null; readonly form: CaseForm };

const START: CaseForm = { title: '', category: '', channel: 'phone', urgency: 'medium', impact: 'medium', text: '' };

const word = z.string().catch('');
const draftShape = z
  .object({
    search: word,
    customer: z.string().nullable().catch(null),
    form: z
      .object({
        title: word,
        category: word,
        channel: z.enum(CHANNELS).catch('phone'),
        urgency: z.enum(LEVELS).catch('medium'),
        impact: z.enum(LEVELS).catch('medium'),
        text: word,
      })
      .catch(START),
  })
  .catch({ search: '', customer: null, form: START });

export const readCaseDraft = (stored: Json): CaseDraft => draftShape.parse(stored);
