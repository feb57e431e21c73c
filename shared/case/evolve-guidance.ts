// Folds guidance and quality: but for the length of a call nothing they tell changes what is true of the case, so that its state stays small.
import { afterCall } from './callbacks.ts';
import type { Fold } from './fold.ts';
import type { GuidanceEventType } from './guidance-events.ts';
import { spokenInCall } from './last-contact.ts';

export const GUIDANCE_FOLDS: { readonly [T in GuidanceEventType]: Fold<T> } = {
  'identity-checked': (state) => state,
  'call-logged': (state, event) => ({ ...spokenInCall(state, event), promises: afterCall(state.promises, event) }),
  'mood-noted': (state) => state,
  'guidance-logged': (state) => state,
  'gap-reported': (state) => state,
  'handover-rated': (state) => state,
  'coaching-given': (state) => state,
};
