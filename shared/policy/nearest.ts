// Finds the names that somebody most likely meant, for a cure that can be read.
import type { Json } from '../kernel/result.ts';

const CURE_NAMES = 8;

/** The names that share most with what was written come first: a cure with 90 teams in it cures nothing. */
export const nearestFirst = (known: readonly Json[], wrong: Json): readonly Json[] => {
  const pairs = (value: Json): ReadonlySet<string> =>
    new Set([...JSON.stringify(value)].map((_, at, all) => all.slice(at, at + 2).join('')));
  const wanted = pairs(wrong);
  const likeness = (value: Json): number => [...pairs(value)].filter((pair) => wanted.has(pair)).length;
  return known.toSorted((a, b) => likeness(b) - likeness(a)).slice(0, CURE_NAMES);
};
