// Decides whose an announced call is, and how one window may be shown it.
import type { Pop } from './pop-shapes.ts';

export type Principal = { readonly id: string; readonly name: string; readonly prefix: string };

/**
 * The principal a call belongs to: the one it names, else the one whose prefix its case number carries. `unknown` = it names one that is
 * not kept here; null = it names none.
 */
export const principalOf = (pop: Pop, principals: readonly Principal[]): Principal | 'unknown' | null => {
  if (pop.principal !== null) return principals.find(({ id }) => id === pop.principal) ?? 'unknown';
  const number = pop.case?.toUpperCase() ?? '';
  const byPrefix = principals.filter(({ prefix }) => number.startsWith(`${prefix}-`) || number.startsWith(prefix));
  // "NT" and "NTX" both begin "NTX-…": the longer one is meant.
  return byPrefix.toSorted((a, b) => b.prefix.length - a.prefix.length)[0] ?? null;
};

/** Two announcements of one call: the telephone system says so, or all they tell is the same. */
export const isSameCall = (a: Pop, b: Pop): boolean =>
  a.call !== null || b.call !== null
    ? a.call === b.call && a.principal === b.principal
    : a.caller === b.caller && a.customer === b.customer && a.principal === b.principal && a.case === b.case;
