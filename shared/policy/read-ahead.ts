// Reads a pack for nobody, so that the first one somebody waits for is not the first one this program reads.
import { readShape } from './check.ts';
import { compilePack } from './compile.ts';
import type { PackInput } from './pack-schema.ts';

/**
 * The first pack takes a program far longer than every other: schemas are compiled and zones looked up. Called where none is there yet and one
 * will come while somebody works. Nothing is kept of `document`, and one that is broken is no matter here.
 */
export const readAhead = (document: PackInput): void => {
  const read = readShape(document);
  if (read.ok) compilePack(read.value);
};
