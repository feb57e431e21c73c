// Decides queries inside a handover in flight: the receiver asks, the sender answers, the case does not move.
import { drafts, type Decider } from './decider.ts';
import { inFlight } from './decide-handover.ts';
import { refuseCase } from './refusals.ts';

/** A query has the id of its command. Refusal: `handover-over`. Source: domain.md §1 "query". */
export const askQuery: Decider<'ask-query'> = (command, state) =>
  inFlight(state, command.data.handover) ??
  drafts({ type: 'query-asked', data: { handover: command.data.handover, query: command.id }, body: command.body });

/** Refusals: `handover-over`, `query-unknown`, `query-answered`. */
export const answerQuery: Decider<'answer-query'> = (command, state) => {
  const { handover, query } = command.data;
  const late = inFlight(state, handover);
  if (late !== null) return late;
  const found = state.flight?.queries.find((row) => row.query === query);
  if (found === undefined) return refuseCase('query-unknown', { query });
  if (found.answered) return refuseCase('query-answered', { query });
  return drafts({ type: 'query-answered', data: command.data, body: command.body });
};
