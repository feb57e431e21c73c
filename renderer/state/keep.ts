// Keeps of an answer whatever says the same as the one before, so that only what changed is drawn anew.

type Plain = { readonly [key: string]: unknown };

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Both are JSON. The one before where both say the same; else the new one, with every part that says the same taken from the one before. */
export const keep = (before: unknown, after: unknown): unknown => {
  if (before === after) return before;
  if (Array.isArray(before) && Array.isArray(after)) {
    const kept = after.map((value, index) => keep(before[index], value));
    return before.length === after.length && kept.every((value, index) => value === before[index]) ? before : kept;
  }
  if (!isPlain(before) || !isPlain(after)) return after;
  const keys = Object.keys(after);
  const kept = Object.fromEntries(keys.map((key) => [key, keep(before[key], after[key])]));
  return keys.length === Object.keys(before).length && keys.every((key) => Object.hasOwn(before, key) && kept[key] === before[key])
    ? before
    : kept;
};
