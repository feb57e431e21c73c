// Says a sentence to the eye and to the ear at once.
import { showToast } from '../state/toasts.ts';
import { announce } from './announce.tsx';

/** A sentence for whoever pressed what cannot be done now: to be seen and heard, gone by itself. */
export const saySentence = (sentence: string): void => {
  showToast('note', sentence, null, 8);
  announce(sentence);
};
