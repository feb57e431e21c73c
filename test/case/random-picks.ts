// Picks what a random command speaks of: mostly something that is there, sometimes nonsense.
import type { CaseVerb } from '../../shared/views/can.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { TELECOM } from '../pack.ts';

/** One step: a verb, who sends it, two numbers that choose the details, and the minutes since the step before (also backwards). */
export type Step = { readonly verb: CaseVerb; readonly who: number; readonly n: number; readonly m: number; readonly minutes: number };

export const PEOPLE = [...TELECOM.people.values()];

export const of = <Item>(list: readonly Item[], n: number): Item => list[n % list.length]!;

export const flightOf = (state: CaseState | null): string => state?.flight?.handover ?? 'junk';
/** Mostly one that is still open; sometimes one that is over. */
export const openApproval = (state: CaseState | null, n: number): string => {
  const open = state?.approvals.filter(({ outcome }) => outcome === 'open' || n % 5 === 0) ?? [];
  return open.length === 0 ? 'junk' : of(open, n).approval;
};

/** One that was offered to a colleague, where there is one. */
export const offeredPromise = (state: CaseState | null, n: number): string => {
  const offered = state?.promises.filter((row) => row.offered !== undefined && row.outcome === 'open') ?? [];
  return offered.length === 0 ? anyPromise(state, n) : of(offered, n).promise;
};
export const masterOf = (state: CaseState | null, n: number): string =>
  state?.links?.find(({ relation }) => relation === 'part-of')?.other ?? `case-${n % 4}`;
/** The handover that is on its way to the principal or lies there, else the newest errand. */
export const atPrincipal = (state: CaseState | null): string =>
  state?.flight?.to.tier === 'A' ? state.flight.handover : (state?.errands.at(-1)?.handover ?? 'junk');

export const anyPromise = (state: CaseState | null, n: number): string =>
  state === null || state.promises.length === 0 ? 'junk' : of(state.promises, n).promise;
export const anyConsult = (state: CaseState | null, n: number): string =>
  state?.consults === undefined || state.consults.length === 0 ? 'junk' : of(state.consults, n).consult;
