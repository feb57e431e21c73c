// Gives the parts of the case on screen their view of it, and the drafts and the call that belong to it.
import { createContext, useContext } from 'react';
import { useOwnCall, type Call } from '../state/calls.ts';
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
  | 'decision'
  | 'finish'
  | 'approval'
  | 'answer'
  | 'consult'
  | 'reply'
  | 'promise'
  | 'parts'
  | 'article'
  | 'gap'
  | 'check-out';

/** `about`: of a part of the case of which there may be several, such as a question. */
export const draftKey = (kind: DraftKind, caseId: string, about = ''): string => `${kind}:${about}${about === '' ? '' : ':'}${caseId}`;

export type { Call } from '../state/calls.ts';

/** The person's call where it is about this case; null = he speaks about another one, or with nobody. */
export const useCall = (caseId: string): readonly [Call | null, (call: Call | null) => void] => {
  const { call, set } = useOwnCall();
  return [call?.caseId === caseId ? call : null, set];
};

/** Why a verb cannot be used now, as a sentence; null when it can. */
export const useBlocked = (verb: string): string | null => {
  const desk = useDesk();
  const refusal = useCase().can[verb];
  return refusal === null || refusal === undefined ? null : refusalWords(refusal, desk, deskNow());
};
