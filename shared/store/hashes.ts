// Finds the hashes of words in stored texts, wherever in an event or a state they stand.

const HASH = /\b[0-9a-f]{64}\b/g;

export const hashesIn = (texts: readonly string[]): ReadonlySet<string> => new Set(texts.flatMap((text) => text.match(HASH) ?? []));
