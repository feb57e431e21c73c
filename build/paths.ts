// Where things stand: the checkout's root and the folder the build writes to.
import { dirname, join } from 'node:path';

export const projectRoot = dirname(import.meta.dirname);

/** `STAFETTE_OUT` lets a build go to a folder of its own before it takes the place of the last one. */
export const outFolder = process.env['STAFETTE_OUT'] ?? join(projectRoot, 'out');
