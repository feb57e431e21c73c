// Gives the parts of the case on screen their view of it, and the drafts and the call that belong to it.
import { createContext, useContext } from 'react';
import { useDraft } from '../state/drafts.ts';
import type { CaseView } from '../../shared/views/shapes.ts';
import { deskNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { useDesk } from './use-pack.ts';

export const CaseContext = createContext<CaseView | null>(null);

/** The case on screen; only below a part that provides one. */
export const useCase = (): CaseView => {
  const view = useContext(CaseContext);
  if (view === null) throw new Error('a part of a case was shown without a case');
  return view;
};

type DraftKind =
  | 'note'
  | 'handover'
  | 'way'
  | 'owed'
  | 'call'
  | 'decision'
  | 'finish'
  | 'approval'
  | 'answer'
  | 'consult'
  | 'reply'
  | 'promise'
  | 'parts'
  | 'check-out';

/** `about`: of a part of the case of which there may be several, such as a question. */
export const draftKey = (kind: DraftKind, caseId: string, about = ''): string => `${kind}:${about}${about === '' ? '' : ':'}${caseId}`;

export type Call = {
  readonly startedAt: number;
  readonly direction: 'in' | 'out';
  readonly heldAt: number | null;
  readonly held: number;
  readonly call: string;
};

/** The call that runs on this case at this desk; a draft, so that it outlives a crash. Null = nobody on the line. */
export const useCall = (caseId: string): readonly [Call | null, (call: Call | null) => void] => {
  const [value, set] = useDraft(draftKey('call', caseId));
  const call = typeof value === 'object' && value !== null && 'startedAt' in value ? (value as unknown as Call) : null;
  return [call, (next) => set(next === null ? null : { ...next })];
};

/** Why a verb cannot be used now, as a sentence; null when it can. */
export const useBlocked = (verb: string): string | null => {
  const desk = useDesk();
  const refusal = useCase().can[verb];
  return refusal === null || refusal === undefined ? null : refusalWords(refusal, desk, deskNow());
};
