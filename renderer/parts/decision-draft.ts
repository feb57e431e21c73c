// Keeps the decision being weighed in a case as a draft, and makes of it the wish the desk is asked about.
import { useMemo } from 'react';
import type { Json } from '../../shared/kernel/result.ts';
import type { PackView, WishShape } from '../../shared/views/shapes.ts';
import { isSame } from '../state/draft-words.ts';
import { draftValue, useDraft } from '../state/drafts.ts';
import { draftKey, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';

export type DecisionSpec = PackView['decisions'][number];
export type TermName = DecisionSpec['terms'][number];
export type DecisionTerms = { readonly [Name in TermName]?: number };

export type DecisionDraft = {
  readonly type: string;
  readonly amount: number | null;
  readonly reason: string | null;
  readonly evidence: readonly string[];
  readonly terms: DecisionTerms;
  readonly contract: string | null;
  readonly otherAccount: boolean;
  readonly toldAt: number | null;
};

const TERM_NAMES: readonly TermName[] = ['months', 'percent', 'instalments', 'days'];

/** What a type begins with: nothing typed yet. */
export const emptyDraft = (type: string): DecisionDraft => ({
  type,
  amount: null,
  reason: null,
  evidence: [],
  terms: {},
  contract: null,
  otherAccount: false,
  toldAt: null,
});

type Fields = { readonly [name: string]: Json | undefined };
const fieldsOf = (value: Json | undefined): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const word = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
const number = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null);

/** Reads a stored draft field by field: one of an older console keeps what still fits, and the rest is empty. */
export const readDecisionDraft = (value: Json, first: string): DecisionDraft => {
  const stored = fieldsOf(value);
  const terms = fieldsOf(stored['terms']);
  const evidence = stored['evidence'];
  return {
    type: word(stored['type']) ?? first,
    amount: number(stored['amount']),
    reason: word(stored['reason']),
    evidence: Array.isArray(evidence) ? (evidence as readonly Json[]).flatMap((code) => word(code) ?? []) : [],
    terms: Object.fromEntries(
      TERM_NAMES.flatMap((name) => {
        const figure = number(terms[name]);
        return figure === null ? [] : [[name, figure]];
      }),
    ),
    contract: word(stored['contract']),
    otherAccount: stored['otherAccount'] === true,
    toldAt: number(stored['toldAt']),
  };
};

/** The amount there is to weigh: 0 grants nothing, so whoever typed no more has named none yet. */
export const weighedOf = ({ amount }: DecisionDraft): number | null => (amount === 0 ? null : amount);

/** The same keys as the command's data; terms only where one is named. */
export const wishOf = (draft: DecisionDraft, amount: number): WishShape => ({
  decisionType: draft.type,
  amount,
  reason: draft.reason,
  evidence: [...draft.evidence],
  terms: Object.keys(draft.terms).length === 0 ? null : { ...draft.terms },
  contract: draft.contract,
  otherAccount: draft.otherAccount,
  toldAt: draft.toldAt,
});

/** The first term the type asks for while none is named (one way is enough); a formula says itself which facts it needs. */
export const missingTerm = (spec: DecisionSpec | undefined, { terms }: DecisionDraft): TermName | null =>
  spec === undefined || spec.formula || spec.terms.some((name) => terms[name] !== undefined) ? null : (spec.terms[0] ?? null);

/**
 * The decision being weighed; the meter, the request for approval and the emergency all start from the same one. The last clears it, of
 * a given one only where nothing was changed since: an amount belongs to its type and its terms, so a changed one stays whole.
 */
export const useDecisionDraft = (): readonly [DecisionDraft, (next: Partial<DecisionDraft>) => void, (sent?: DecisionDraft) => boolean] => {
  const { pack } = useDesk();
  const { row } = useCase();
  const key = draftKey('decision', row.caseId);
  const [value, set] = useDraft(key);
  const first = pack.decisions.find((decision) => decision.own !== undefined && decision.own !== 0) ?? pack.decisions[0];
  const draft = useMemo(() => readDecisionDraft(value, first?.id ?? ''), [value, first]);
  const clear = (sent?: DecisionDraft): boolean => {
    const isAsSent = sent === undefined || isSame(sent as Json, readDecisionDraft(draftValue(key), first?.id ?? '') as Json);
    if (isAsSent) set(null);
    return isAsSent;
  };
  return [draft, (next) => set({ ...draft, ...next } as Json), clear];
};
