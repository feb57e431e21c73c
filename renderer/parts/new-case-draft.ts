// Keeps a case being opened as a draft: every part is read by itself, for what is half typed is neither right nor wrong.
import { z } from 'zod';
import type { Json } from '../../shared/kernel/result.ts';
import { typedSince } from '../state/draft-words.ts';
import { draftValue, setDraft } from '../state/drafts.ts';
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

/** Puts the draft away once the case is open; what was typed while it was on its way is the beginning of the next one. */
export const putCaseAway = (sent: CaseForm): void => {
  const now = draftValue('new-case');
  const left = now === null ? null : typedSince(sent, readCaseDraft(now).form);
  setDraft('new-case', left === null ? null : { search: '', customer: null, form: left });
};
