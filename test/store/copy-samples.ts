// Makes what a desk holds of a part of a lane: cursors, histories, the states they fold to, words.
import type { CaseEvent } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { Cursor } from '../../shared/store/desk-store.ts';
import { hash, noted, opened } from './samples.ts';

export const at = (position: number, anchor: string, scope: string | null = 's1'): Cursor => ({ epoch: 'e1', position, anchor, scope });

/** A case with so many notes, opened at a time. */
export const history = (caseId: string, notes: number): readonly CaseEvent[] => [
  opened(caseId),
  ...Array.from({ length: notes }, (_, index) => noted(caseId, index + 1)),
];
export const stateAt = (caseId: string, notes: number, openedAt = 1000): CaseState => ({
  ...history(caseId, notes).reduce<CaseState | null>((state, event) => evolve(state, event), null)!,
  openedAt,
});
export const body = (n: number) => ({ hash: hash(n), salt: 's', text: `"${n}"` });
export const withBody = (event: CaseEvent, n: number): CaseEvent => ({ ...event, body: hash(n) });
