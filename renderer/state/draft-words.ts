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

const wordsSince = (sent: string, now: string): Json => {
  if (now.trim() === sent.trim()) return null;
  const rest = now.startsWith(sent) ? now.slice(sent.length) : '';
  // A longer word is another word, and a longer code another code.
  return /^\s/.test(rest) || (rest !== '' && /\s$/.test(sent)) ? rest.trimStart() : now;
};

/** What was typed since a draft was sent: words behind those that went, or all of them where they were changed; of a form the fields that were changed. */
export const typedSince = (sent: Json, now: Json): Json => {
  if (now === null || isSame(sent, now)) return null;
  if (typeof sent === 'string' && typeof now === 'string') return wordsSince(sent, now);
  if (!isRecord(sent) || !isRecord(now)) return now;
  const left = Object.entries(now).flatMap(([name, value]) => {
    const rest = isSame(sent[name] ?? null, value) ? null : typeof value === 'string' ? typedSince(sent[name] ?? '', value) : value;
    return rest === null || rest === '' ? [] : [[name, rest] as const];
  });
  return left.length === 0 ? null : Object.fromEntries(left);
};

/** What is taken back stands before what was typed since; of a form its words do, and what was chosen since counts. */
export const backBefore = (back: Json, since: Json): Json => {
  if (!isRecord(back) || !isRecord(since)) return bothOf(back, since);
  const texts = [back['text'], since['text']].flatMap((text) => (typeof text === 'string' && text !== '' ? [text] : []));
  return { ...back, ...since, ...(texts.length === 0 ? {} : { text: texts.join('\n') }) };
};
