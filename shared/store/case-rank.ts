// Says where a case stands in an inventory: open ones first, then the closed ones, those closed last first.
import type { Ms } from '../kernel/time.ts';
import type { CaseState } from '../case/state.ts';
import { LAST_DATE } from './migrations/ledger-002.ts';

export const rankOf = ({ phase, closedAt }: CaseState): number => (phase === 'closed' ? LAST_DATE - (closedAt ?? 0) : 0);

/** The highest rank that is still within the horizon. */
export const horizonOf = (closedSince: Ms | null): number =>
  closedSince === null ? LAST_DATE : Math.min(LAST_DATE, LAST_DATE - closedSince);

export type Ranked = { readonly rank: number; readonly caseId: string };

export const byRank = (a: Ranked, b: Ranked): number => a.rank - b.rank || (a.caseId < b.caseId ? -1 : a.caseId > b.caseId ? 1 : 0);

/** What `next` and `after` of an inventory say. */
export const writePlace = ({ rank, caseId }: Ranked): string => `${rank} ${caseId}`;

/** Null begins before everything; what nobody wrote here begins behind everything. */
export const readPlace = (after: string | null): Ranked => {
  if (after === null) return { rank: -1, caseId: '' };
  const [, rank, caseId] = /^(\d{1,16}) (.*)$/s.exec(after) ?? [];
  return rank === undefined ? { rank: LAST_DATE + 1, caseId: '' } : { rank: Number(rank), caseId: caseId! };
};

/** One page, and where the next one begins: one case more than wanted was looked for. */
export const pageOf = <Case extends Ranked & { readonly version: number }>(
  found: readonly Case[],
  limit: number,
): { readonly cases: readonly { readonly caseId: string; readonly version: number }[]; readonly next: string | null } => {
  const cases = found.slice(0, limit);
  return {
    cases: cases.map(({ caseId, version }) => ({ caseId, version })),
    next: found.length > limit ? writePlace(cases.at(-1)!) : null,
  };
};
