// Knows money: an integer of minor units with an ISO 4217 code, never a float, never two currencies in one sum.
import { z } from 'zod';

/** `minor` is a safe integer of the currency's minor unit (cents for EUR). Source: domain.md §4. */
export const moneySchema = z.strictObject({
  minor: z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER),
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code of three capital letters, such as "EUR"'),
});

export type Money = Readonly<z.infer<typeof moneySchema>>;

export const money = (minor: number, currency: string): Money => ({ minor, currency });

/** Adds two amounts of one currency. Two currencies in one sum are a bug of the caller and throw. */
export const addMoney = (a: Money, b: Money): Money => {
  if (a.currency !== b.currency) throw new Error(`cannot add ${b.currency} to ${a.currency}`);
  return { minor: a.minor + b.minor, currency: a.currency };
};

/** How many decimal digits the currency has: 2 for EUR, 0 for JPY, 3 for KWD. Source: ISO 4217. */
export const minorDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
