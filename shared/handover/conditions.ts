// Decides whether a condition of the form holds: by kind, channel, category, reason and the amount that is wanted.
import type { FieldCondition } from './field-schema.ts';
import type { Form } from './form.ts';

/** What a condition asks of; null = nobody knows, and then no condition that asks for it holds. Amount in minor units. */
export type FormFacts = {
  readonly kind: 'functional' | 'hierarchical';
  readonly channel: NonNullable<FieldCondition['channel']>[number] | null;
  readonly category: string | null;
  readonly reason: string | null;
  readonly amount: number | null;
};

/** What stands beside the form: the case it is about, and which decision types count money (a count is no amount). */
export type About = Pick<FormFacts, 'channel' | 'category'> & { readonly isMoney: (decisionType: string) => boolean };

/** The facts of a form. Field 1 not set counts as functional, as in the table of columns. Source: domain.md §3. */
export const formFacts = ({ kind, reason, decision }: Form, about?: About): FormFacts => ({
  kind: kind ?? 'functional',
  channel: about?.channel ?? null,
  category: about?.category ?? null,
  reason: reason?.code ?? null,
  amount: decision !== undefined && about?.isMoney(decision.type) === true ? decision.amount : null,
});

const isOneOf = (allowed: readonly string[] | undefined, fact: string | null): boolean =>
  allowed === undefined || (fact !== null && allowed.includes(fact));

/** Every key that is given must hold; an amount lies in its band with both ends included, and no amount lies in none. */
export const conditionHolds = ({ kind, channel, category, reason, amount }: FieldCondition, facts: FormFacts): boolean =>
  isOneOf(kind, facts.kind) &&
  isOneOf(channel, facts.channel) &&
  isOneOf(category, facts.category) &&
  isOneOf(reason, facts.reason) &&
  (amount === undefined || (facts.amount !== null && facts.amount >= (amount.from ?? 0) && facts.amount <= (amount.to ?? Infinity)));
