// Knows what is believed of a case: its confirmed state, and upon it what the waiting commands forecast.
import type { CaseEvent } from '../case/events.ts';
import { evolve } from '../case/evolve.ts';
import type { CaseState } from '../case/state.ts';

/** Where a damaged store has lost the base, what was forecast upon it says nothing; the doctor names the loss. */
export const withForecasts = (confirmed: CaseState | null, forecasts: readonly CaseEvent[]): CaseState | null =>
  forecasts.reduce((state, event) => (state === null && event.type !== 'case-opened' ? null : evolve(state, event)), confirmed);
