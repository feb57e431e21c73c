// Knows the words both sides of an approval by telephone share: people by name, figures, what a request asks.
import type { ApprovalState, CaseState } from './case/state.ts';
import type { PhoneAsk } from './case/telephone-code.ts';
import type { Seat } from './desk-session.ts';

export const personOf = ({ policy }: Seat, id: string): { readonly person: string; readonly name: string } => ({
  person: id,
  name: policy.people.get(id)?.name ?? id,
});

export const figuresOf = ({ policy }: Seat, { number, decisionType, amount }: Pick<PhoneAsk, 'number' | 'decisionType' | 'amount'>) => ({
  number,
  decisionType,
  unit: policy.decisions.get(decisionType)?.unit ?? ('money' as const),
  amount,
  currency: policy.pack.principal.currency,
});

export type Asked = { readonly state: CaseState; readonly approval: ApprovalState };

/** What its challenge commits to. */
export const askOf = ({ state, approval }: Asked): Omit<PhoneAsk, 'askedAt'> => ({
  number: state.number,
  decisionType: approval.decisionType,
  amount: approval.amount,
  asker: approval.askedBy,
});
