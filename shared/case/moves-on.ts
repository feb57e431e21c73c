// Knows what about a case moves on by itself and when: open requests, a handover nobody accepts, a case nobody solves.
import type { Ms } from '../kernel/time.ts';
import { calendarOf } from '../policy/targets.ts';
import type { Policy } from '../policy/policy.ts';
import { teamsUpFrom } from '../policy/team-above.ts';
import type { CaseState } from './state.ts';

/** Which flag comes next, of which team the lead is told, and when. */
export type NextFlag = { readonly step: number; readonly team: string; readonly due: Ms };

/**
 * An open case that is still unsolved after the pack's time is flagged for the lead of its team, and after the same time again for
 * that of each team above, one after the other. While a handover is in flight nobody is asked to solve it. Null where the pack wants
 * none, where everybody above has been told, and while the case is not open. Source: issue "Auto-flag of unresolved cases".
 */
export const nextFlag = (state: CaseState, policy: Policy): NextFlag | null => {
  const { unresolved } = policy.pack.alerts;
  if (unresolved === undefined || state.phase !== 'open' || state.flight !== null) return null;
  const { step: flagged = 0, at: last = null } = state.flagged ?? {};
  const team = told(state.holder.team, policy)[flagged];
  if (team === undefined) return null;
  const since = Math.max(last ?? 0, state.reopenedAt ?? state.openedAt);
  return { step: flagged + 1, team, due: calendarOf(policy, unresolved.calendar).due(since, unresolved.after) };
};

/** Whose leads are told one after the other; whoever leads several of them is told once. */
const told = (from: string, policy: Policy): readonly string[] => {
  const leadOf = (team: string): string | undefined => policy.teams.get(team)?.lead;
  const chain = teamsUpFrom(policy, from);
  return chain.filter((team, index) => chain.findIndex((other) => leadOf(other) === leadOf(team)) === index);
};

/** When the watchdog has something to do with a case at the earliest; null where nothing moves on by itself. */
export const movesOnAt = (state: CaseState, policy: Policy): Ms | null => {
  const flag = nextFlag(state, policy);
  const dues = [
    ...state.approvals.filter(({ outcome }) => outcome === 'open').map(({ decideBy, expiresAt }) => Math.min(decideBy, expiresAt)),
    ...(state.flight === null ? [] : [state.flight.acceptBy]),
    ...(flag === null ? [] : [flag.due]),
  ];
  return dues.length === 0 ? null : Math.min(...dues);
};
