// Answers the card of a handover to the principal, to print, copy or mail.
import { refuse } from './kernel/result.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';

export const cardCalls = (_inside: DeskInside): Pick<Handlers, 'card.external'> => ({
  'card.external': () => refuse('not-found', {}),
});
