// Computes what a customer is due by formula: a sum for the reason itself, or for every day from a day on.
import type { Wish } from './authority-types.ts';
import type { DecisionType } from './pack-schema.ts';

/** A share is written with up to four decimals; whole numbers keep 0.57 % of 10 000 at 57, not 56. */
const PARTS = 10_000;

/** `percent` of a sum in minor units, rounded down, never below 0. */
export const shareOf = (sum: number, percent: number): number =>
  Math.max(0, Math.floor((sum * Math.round(percent * PARTS)) / (100 * PARTS)));

type FormulaCase = NonNullable<DecisionType['formula']>['cases'][number];
type Sum = { readonly amount: number; readonly percentOfBill?: number | undefined };

/** The flat sum or the share of the bill, whichever is higher; without a bill the flat sum. */
const higher = ({ amount, percentOfBill }: Sum, bill: number | null): number =>
  percentOfBill === undefined || bill === null ? amount : Math.max(amount, shareOf(bill, percentOfBill));

const perDays = (found: Extract<FormulaCase, { readonly perDay: unknown }>, days: number, bill: number | null): number => {
  const counted = Math.min(days, found.maxDays ?? days);
  const steps = found.perDay.toSorted((one, other) => one.fromDay - other.fromDay);
  return steps.reduce((sum, step, index) => {
    const last = Math.min(counted, (steps[index + 1]?.fromDay ?? Infinity) - 1);
    return sum + Math.max(0, last - step.fromDay + 1) * higher(step, bill);
  }, 0);
};

/**
 * What the formula of a type gives, in minor units (or a count): for the reason of the wish, with `terms.days` where it counts days.
 * `bill` is the last bill, else the usual one. Null when the type has no formula, the reason is none of its cases, or the days are
 * not known. Source: domain.md §4 "formula".
 */
export const formulaAmount = (
  type: DecisionType,
  { reason, terms }: Pick<Wish, 'reason' | 'terms'>,
  bill: number | null,
): number | null => {
  const found = reason === null ? undefined : type.formula?.cases.find(({ reasons }) => reasons.includes(reason));
  if (found === undefined) return null;
  if ('once' in found) return higher(found.once, bill);
  return terms?.days === undefined ? null : perDays(found, terms.days, bill);
};
