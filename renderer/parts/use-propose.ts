// Proposes what only the hub can confirm: the request says until when the customer hears, and that he hears becomes a promise of the case.
import { useCallback } from 'react';
import type { WishShape } from '../../shared/views/shapes.ts';
import { amountWords } from './money-words.ts';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend, type Sent } from './use-send.ts';

type Proposal = {
  readonly wish: WishShape;
  readonly until: number;
  readonly customerWaiting: boolean;
  readonly recommendation: string;
  readonly text: string | undefined;
};

/** The request stands with its promise, or neither: a refused request promises nothing. */
export const usePropose = (): ((proposal: Proposal) => Promise<Sent>) => {
  const { t, pack, word, decision, language } = useDesk();
  const { row, customer } = useCase();
  const send = useSend();
  return useCallback(
    ({ wish, until, customerWaiting, recommendation, text }) => {
      const unit = decision(wish.decisionType)?.unit ?? 'money';
      const what = t('standing.promise', {
        what: `${word('decisions', wish.decisionType)} ${amountWords(wish.amount, unit, pack.currency, language)}`,
      });
      const contact = { who: customer?.name, phone: customer?.numbers[0] };
      const asked = { ...wish, customerWaiting, recommendation, proposed: { until } };
      return send('ask-approval', row.caseId, asked, { text }, { what, ...contact });
    },
    [send, row.caseId, customer, t, pack.currency, word, decision, language],
  );
};
