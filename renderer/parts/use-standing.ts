// Asks whether what is typed would be firm or only subject to confirmation; with a ledger of one's own everything within authority is firm.
import type { StandingView } from '../../shared/views/budget-shapes.ts';
import type { WishShape } from '../../shared/views/shapes.ts';
import { useAsked } from '../state/asked.ts';
import { useLive } from '../state/live.ts';

export type Stands = {
  /** Null while nothing is typed, before the answer, and where there is no hub. */
  readonly standing: StandingView | null;
  /** What is shown belongs to what is typed, or there is nothing to wait for. */
  readonly settled: boolean;
};

/** Typing waits so long before it asks: a burst of keys is one question. */
const PAUSE = 60;

/** Changes when the hub goes or comes back, or a limit shrinks: then everything is weighed anew. */
export const useAwayKey = (): string => {
  const { value } = useLive('sync.status', {});
  return value?.mode === 'hub' ? JSON.stringify(value.holds ?? 'here') : 'alone';
};

export const useStanding = (caseId: string, wish: WishShape | null, again: unknown): Stands => {
  const isAlone = useAwayKey() === 'alone';
  const { value, fresh, fault } = useAsked('authority.standing', isAlone || wish === null ? null : { caseId, wish }, PAUSE, again);
  return {
    standing: value?.ok === true ? value.value : null,
    settled: isAlone || wish === null || fresh || fault !== null,
  };
};

/** By when the customer hears of what is only proposed; null where nothing is. */
export const proposedUntil = (standing: StandingView | null): number | null =>
  standing?.standing === 'proposed' && standing.until !== null ? standing.until : null;
