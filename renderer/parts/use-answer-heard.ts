// Says once that a request was answered or moved on, to whoever cannot watch the row while he talks.
import { useEffect, useRef } from 'react';
import type { ApprovalRow } from '../../shared/views/shapes.ts';
import { announce } from './announce.tsx';
import { askedWords } from './asked-words.ts';
import { amountWords } from './money-words.ts';
import { useDesk } from './use-pack.ts';

type Known = { readonly outcome: ApprovalRow['outcome']; readonly steps: number };

export const useAnswerHeard = (approvals: readonly ApprovalRow[]): void => {
  const desk = useDesk();
  const known = useRef<ReadonlyMap<string, Known> | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = new Map(approvals.map(({ approval, outcome, steps }) => [approval, { outcome, steps }]));
    // What stood there when the case was opened is no news.
    if (before === null) return;
    for (const approval of approvals) {
      const was = before.get(approval.approval);
      if (was === undefined || was.outcome !== 'open') continue;
      const { t, word, language } = desk;
      const amount = amountWords(approval.answeredBy?.amount ?? approval.amount, approval.unit, approval.currency, language);
      const what = `${word('decisions', approval.decisionType)} ${amount}`;
      if (approval.outcome !== 'open' && approval.outcome !== 'withdrawn') announce(`${t(`approval.${approval.outcome}`)}: ${what}`);
      else if (approval.steps > was.steps) announce(t('approval.heardMoved', { what, to: askedWords(approval.to, desk) }));
    }
  }, [approvals, desk]);
};
