// Hands the open cases and promises of a shift to one colleague, and takes them over.
import { refuse } from './kernel/result.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';

export const shiftCalls = (_inside: DeskInside): Pick<Handlers, 'shift.preview' | 'shift.send' | 'shift.waiting' | 'shift.accept'> => ({
  'shift.preview': () => ({ cases: [], promises: [], receivers: [] }),
  'shift.send': () => refuse('not-found', {}),
  'shift.waiting': () => [],
  'shift.accept': () => refuse('not-found', {}),
});
