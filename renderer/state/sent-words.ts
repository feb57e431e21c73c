// Puts away a draft that was sent: what was typed while it was on its way belongs to the next one, and stays.
import type { Json } from '../../shared/kernel/result.ts';
import { typedSince } from './draft-words.ts';
import { draftValue, setDraft } from './drafts.ts';

/** `sent`: the draft as it stood when it was sent. True where nothing was typed since. */
export const putAway = (key: string, sent: Json): boolean => {
  const left = typedSince(sent, draftValue(key));
  setDraft(key, left);
  return left === null;
};
