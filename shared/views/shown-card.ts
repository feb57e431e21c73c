// Brings the card of a handover up to now: whom it lies with since nobody accepted, by when, and what its sender still owes.
import type { CaseState } from '../case/state.ts';
import type { Policy } from '../policy/policy.ts';
import { handoverCardOf } from './handover-card.ts';
import type { History } from './history.ts';
import type { HandoverCard } from './shapes.ts';

/** Null when the case never had this handover. */
export const shownCard = (state: CaseState, history: History, handover: string, policy: Policy): HandoverCard | null => {
  const card = handoverCardOf(history, handover, policy);
  if (card === null) return null;
  const owed = state.owed?.find((row) => row.handover === handover) ?? null;
  const due = owed === null ? null : { fields: [...owed.fields], due: owed.due };
  const { flight } = state;
  if (flight?.handover !== handover) return { ...card, owed: due };
  const { tier, team, person } = flight.to;
  return { ...card, to: { tier, team, person }, acceptBy: flight.acceptBy, contact: flight.contact ?? card.contact, owed: due };
};
