// Proposes what only the hub can confirm: the request says until when the customer hears, and that he hears becomes a promise of the case.
import { useCallback } from 'react';
import type { WishShape } from '../../shared/views/shapes.ts';
import { amountWords } from './money-words.ts';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

type Proposal = {
  readonly wish: WishShape;
  readonly until: number;
  readonly customerWaiting: boolean;
  readonly recommendation: string;
  readonly text: string | undefined;
};

/** True when the request stands; the promise is made after it, so that a refused request promises nothing. */
export const usePropose = (): ((proposal: Proposal) => Promise<boolean>) => {
  const { t, me, pack, word, decision, language } = useDesk();
  const { row, customer } = useCase();
  const send = useSend();
  return useCallback(
    async ({ wish, until, customerWaiting, recommendation, text }) => {
      const sent = await send('ask-approval', row.caseId, { ...wish, customerWaiting, recommendation, proposed: { until } }, { text });
      if (!sent.ok) return false;
      const unit = decision(wish.decisionType)?.unit ?? 'money';
      const what = t('standing.promise', {
        what: `${word('decisions', wish.decisionType)} ${amountWords(wish.amount, unit, pack.currency, language)}`,
      });
      const contact = { who: customer?.name, phone: customer?.numbers[0] };
      await send('make-promise', row.caseId, { due: until, by: me.person, callback: true, window: null }, { what, ...contact });
      return true;
    },
    [send, row.caseId, customer, t, me.person, pack.currency, word, decision, language],
  );
};
