// Folds findings of one kind into one line with the first place and a count, so that a store that is wrong throughout is read at a glance.

export type Folded<Found> = { readonly first: Found; readonly count: number };

type Told = { readonly lane: string; readonly detail: string };

/** Of one kind are those that differ in nothing but the case, a number or a hash. */
const kindOf = ({ lane, detail }: Told, code: string): string => [code, lane, detail.replace(/[0-9a-f]{16,}|\d+/g, '#')].join('\n');

/** In the order in which each kind was found first. */
export const foldFindings = <Found extends Told & { readonly code?: string }>(findings: readonly Found[]): readonly Folded<Found>[] => {
  const kinds = new Map<string, Folded<Found>>();
  for (const found of findings) {
    const kind = kindOf(found, found.code ?? '');
    const known = kinds.get(kind);
    kinds.set(kind, { first: known?.first ?? found, count: (known?.count ?? 0) + 1 });
  }
  return [...kinds.values()];
};

/** Said behind the first of a kind; nothing where there is but one. */
export const timesOf = (count: number, language: 'de' | 'en'): readonly string[] =>
  count === 1 ? [] : [language === 'de' ? `${count}-mal, hier zuerst` : `${count} times, first here`];
