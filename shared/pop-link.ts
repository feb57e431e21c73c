// Reads what a telephone system tells of a call: a `stafette://` link or single words; strict, for any web page may write such a link.
import { refuse, ok, type Refusal, type Result } from './kernel/result.ts';
import type { Pop } from './views/pop-shapes.ts';

/** Longer than any link a telephone system writes, shorter than anything worth parsing. */
export const LINK_LIMIT = 600;

type Key = keyof Pop;

/** What each word may look like. Whatever fits holds no line break, quote, angle bracket or backslash. */
const FORMS: Readonly<Record<Key, RegExp>> = {
  caller: /^\+?[0-9][0-9 ()./-]{1,31}$/,
  customer: /^[\p{L}\p{N}][\p{L}\p{N}._:/#-]{0,79}$/u,
  principal: /^[a-z0-9][a-z0-9:._-]{0,79}$/,
  case: /^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/,
  call: /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$/,
};
const KEYS = Object.keys(FORMS) as Key[];
const isKey = (word: string): word is Key => KEYS.some((key) => key === word);

/** How telephone systems write that they know no number. */
const NOBODY = /^(?:anonymous|unknown|unavailable|private|restricted)$/i;

const NOTHING: Pop = { caller: null, customer: null, principal: null, case: null, call: null };

export type LinkRefusal = Refusal<
  'link-foreign' | 'link-long' | 'link-spelling' | 'link-unknown-key' | 'link-twice' | 'link-bad-value' | 'link-empty'
>;

/** A word of the link as it may be shown: what else stands there could pretend to be a sentence of ours. */
const shown = (word: string): string => word.replace(/[^A-Za-z0-9._-]/g, '?').slice(0, 30);

/**
 * Single words, each given once; an empty one is not known. Refusals: `link-unknown-key` {key, known}, `link-bad-value` {key}, `link-empty`
 * (nothing of caller, customer, principal, case, call).
 */
export const readPop = (words: Readonly<Record<string, string | null>>): Result<Pop, LinkRefusal> => {
  const given: Partial<Record<Key, string>> = {};
  for (const [key, value] of Object.entries(words)) {
    if (!isKey(key)) return refuse('link-unknown-key', { key: shown(key), known: KEYS.join(', ') });
    const word = value?.trim() ?? '';
    if (word === '' || (key === 'caller' && NOBODY.test(word))) continue;
    if (!FORMS[key].test(word)) return refuse('link-bad-value', { key });
    given[key] = word;
  }
  return Object.keys(given).length === 0 ? refuse('link-empty', { known: KEYS.join(', ') }) : ok({ ...NOTHING, ...given });
};

/**
 * `stafette://call?caller=…&customer=…&principal=…&case=…&call=…`: at least one of the five, each at most once, percent-encoded; a `+` is a
 * plus, as telephone systems write numbers. Refusals: those of `readPop`, `link-long` {limit}, `link-foreign` (another address, or a port, a
 * user or a fragment), `link-spelling` (broken percent-encoding), `link-twice` {key}.
 */
export const readPopLink = (link: string): Result<Pop, LinkRefusal> => {
  if (link.length > LINK_LIMIT) return refuse('link-long', { limit: LINK_LIMIT });
  // Systems hand links on with a slash behind the name, or with the name in capitals.
  const query = /^stafette:\/\/call\/?\?([^#\s]*)$/i.exec(link)?.[1];
  if (query === undefined) return refuse('link-foreign', {});
  const words: Record<string, string> = {};
  for (const pair of query.split('&').filter((part) => part !== '')) {
    const [key, value] = spelled(pair);
    if (key === null || value === null) return refuse('link-spelling', {});
    if (Object.hasOwn(words, key)) return refuse('link-twice', { key: shown(key) });
    Object.defineProperty(words, key, { value, enumerable: true });
  }
  return readPop(words);
};

const spelled = (pair: string): readonly [string | null, string | null] => {
  const at = pair.indexOf('=');
  const [key, value] = at === -1 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
  return [decoded(key), decoded(value)];
};

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** The link that `readPopLink` reads back as this. */
export const writePopLink = (pop: Pop): string =>
  `stafette://call?${KEYS.flatMap((key) => (pop[key] === null ? [] : `${key}=${encodeURIComponent(pop[key])}`)).join('&')}`;
