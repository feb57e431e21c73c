// Knows how two versions of one draft are told apart and put together.
import type { Json } from '../../shared/kernel/result.ts';

export const isSame = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);

const isRecord = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whoever began to type before the stored draft had arrived goes on at its end; fields he touched count as he left them. */
export const joined = (stored: Json, typed: Json): Json => {
  if (typeof stored === 'string' && typeof typed === 'string') return stored + typed;
  return isRecord(stored) && isRecord(typed) ? { ...stored, ...typed } : (typed ?? stored);
};

/** Words of both windows, the other one's first; of a form his fields where both filled one. */
export const bothOf = (theirs: Json, mine: Json): Json =>
  typeof theirs === 'string' && typeof mine === 'string' ? `${theirs}\n${mine}` : joined(theirs, mine);
