// Answers the card of a handover to the principal, to print, copy or mail.
import { ok } from './kernel/result.ts';
import { refuseCase } from './case/refusals.ts';
import { externalCardOf } from './views/external-card.ts';
import { shownCard } from './views/shown-card.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { logOf, notFound, stateFor } from './desk-reading.ts';

export const cardCalls = ({ store, clock }: DeskInside): Pick<Handlers, 'card.external'> => ({
  'card.external': (seat, { caseId, handover }) => {
    const state = stateFor(store, seat, caseId);
    const card = state === null ? null : shownCard(state, logOf(store, caseId).history, handover, seat.policy);
    if (state === null || card === null) return notFound({ case: caseId, handover });
    if (card.to.tier !== 'A') return refuseCase('no-principal-handover', { handover });
    return ok(externalCardOf(state, card, seat.policy, clock()));
  },
});
