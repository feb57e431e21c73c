// Folds guidance and quality: nothing they tell changes what is true of the case, so that its state stays small.
import type { Fold } from './fold.ts';
import type { GuidanceEventType } from './guidance-events.ts';

export const GUIDANCE_FOLDS: { readonly [T in GuidanceEventType]: Fold<T> } = {
  'identity-checked': (state) => state,
  'call-logged': (state) => state,
  'mood-noted': (state) => state,
  'guidance-logged': (state) => state,
  'gap-reported': (state) => state,
  'handover-rated': (state) => state,
  'coaching-given': (state) => state,
};
