// Knows the shape of decision authority in a pack: who may grant what up to where, in which windows, under which conditions.
import { z } from 'zod';
import { codedSchema, houseTierSchema, idSchema, labelSchema, remark, targetSchema } from './pack-words.ts';

const amount = z.number().int().nonnegative();
const count = z.number().int().positive();
const share = z.number().positive().max(100);
const shareOrNone = z.number().nonnegative().max(100);
const tiers = z.array(houseTierSchema).min(1);

/** Back from now to the same local wall time, exclusive, in the principal's zone (29 Feb → 28 Feb). Source: domain.md §4. */
export const spanSchema = z.union([z.strictObject({ months: count }), z.strictObject({ days: count })], {
  error: 'an object such as { "months": 12 } or { "days": 90 }',
});

/** Terms of a decision that are no money: how long, which share, how many rates, how many days put off. */
export const termsSchema = z.strictObject({
  months: count.optional(),
  percent: share.optional(),
  instalments: count.optional(),
  days: count.optional(),
});

/** Every condition must hold; one that is missing asks nothing. `evidence`: at least one paper. Source: domain.md §4. */
export const conditionSchema = z.strictObject({
  reasons: z.array(idSchema).min(1).optional(),
  evidence: z.boolean().optional(),
  minTenureDays: count.optional(),
  segments: z.array(idSchema).min(1).optional(),
  /** No decision of this type for this customer in the window. */
  firstIn: spanSchema.optional(),
});

/** What one tier may grant in one decision; several figures bind together. */
export const limitSchema = z.strictObject({
  /** Minor units of the pack's currency, or a count; null = any, 0 = only by approval. */
  amount: amount.nullable(),
  percentOfBill: share.optional(),
  /** Highest terms this tier may agree to; a term that is not named is not bound. `percent` of the last bill, else of `baseBill`. */
  terms: termsSchema.optional(),
  only: conditionSchema.optional(),
});

const some = { error: 'an amount, a count, or both' };
const hasFigure = (cap: { readonly amount?: number | undefined; readonly count?: number | undefined }): boolean =>
  cap.amount !== undefined || cap.count !== undefined;

/** Counts what anybody granted this customer (or contract) of the same type; binds the named tiers. */
export const customerCapSchema = z
  .strictObject({
    tiers,
    per: z.enum(['customer', 'contract']).default('customer'),
    window: spanSchema,
    amount: amount.optional(),
    count: count.optional(),
    /** Counts only what is still open: its case is not closed. */
    open: z.boolean().default(false),
    ...remark,
  })
  .refine(hasFigure, some);
/** Counts what was granted in the same case of the same type. */
export const caseCapSchema = z
  .strictObject({ tiers, amount: amount.optional(), count: count.optional(), ...remark })
  .refine(hasFigure, some);
/** Counts what the deciding person granted of this type in the principal's local day; `open`: whatever of it is still open. */
export const agentCapSchema = z
  .strictObject({
    tiers: tiers.default([1, 2]),
    amount: amount.optional(),
    count: count.optional(),
    open: z.boolean().default(false),
    ...remark,
  })
  .refine(hasFigure, some);

/** A flat sum or a share of the last bill (else of `baseBill`), whichever is higher. */
const formulaSum = { amount, percentOfBill: share.optional() };
/**
 * An entitlement computed from facts: `once` for the reason itself, or `perDay` for every day from `fromDay` on (the last step that
 * has begun holds for that day). Whoever grants more overrides the formula, which needs four eyes. Source: domain.md §4.
 */
export const formulaSchema = z.strictObject({
  cases: z
    .array(
      z.union(
        [
          z.strictObject({ reasons: z.array(idSchema).min(1), once: z.strictObject(formulaSum) }),
          z.strictObject({
            reasons: z.array(idSchema).min(1),
            perDay: z.array(z.strictObject({ fromDay: count, ...formulaSum })).min(1),
            maxDays: count.optional(),
          }),
        ],
        { error: 'reasons with "once" (an amount) or "perDay" (steps)' },
      ),
    )
    .min(1),
});

export const decisionTypeSchema = z.strictObject({
  id: idSchema,
  label: labelSchema,
  /** `promise` spends no money: what was said about time (callback). Ledgers never mix. Source: domain.md §4. */
  ledger: z.enum(['entitlement', 'goodwill', 'offer', 'promise']),
  /** `money`: amounts in minor units of the pack's currency; `count`: a plain number (slots, visits). */
  unit: z.enum(['money', 'count']),
  /** Per tier; a tier not named has no say and is skipped ("–"). With a `formula` the formula stands in place of every limit. */
  limits: z.partialRecord(z.enum(['1', '2', '3', '4']), limitSchema),
  formula: formulaSchema.optional(),
  perCase: z.array(caseCapSchema).default([]),
  customer: z.array(customerCapSchema).default([]),
  agentDay: z.array(agentCapSchema).default([]),
  /** Above this a second person of tier 4 must agree (domain.md §4, "four eyes"). */
  fourEyesAbove: amount.optional(),
  fourEyesWhen: z.array(z.enum(['other-account'])).default([]),
  /** Nobody grants more than this, not even four eyes; without it four eyes have no ceiling. */
  ceiling: amount.optional(),
  /** Papers that must be there from an amount on, `above` exclusive: they grow with the amount. */
  papers: z.array(codedSchema.extend({ above: amount })).default([]),
  /** Terms the screen asks for. */
  terms: z.array(z.enum(['months', 'percent', 'instalments', 'days'])).default([]),
  /**
   * Without a connection: not at all, or up to so much per decision, and in total per customer until the next sync; `blind` for a
   * customer of whom this workstation has no history, absent: as for anybody.
   */
  offline: z
    .strictObject({ allowed: z.boolean(), perDecision: amount.optional(), perCustomer: amount.optional(), blind: amount.optional() })
    .default({ allowed: true }),
  quick: z.array(z.number().int().positive()).default([]),
  /** What the agent may say: {amount} is filled in. */
  saying: labelSchema,
  ...remark,
});

/** After so long without a sync only `share` percent of each limit holds; after the last step everything needs approval. */
const stalenessStep = z.union(
  [z.strictObject({ hours: count, share }), z.strictObject({ workingDays: count, calendar: idSchema, share })],
  {
    error: 'an object such as { "hours": 24, "share": 100 } or { "workingDays": 4, "calendar": "service", "share": 100 }',
  },
);

export const authoritySchema = z.strictObject({
  /** The usual monthly price in minor units, where a share of the bill is asked and no bill is known. */
  baseBill: amount.optional(),
  /** In order of time; default full up to 24 h, half up to 48 h. */
  staleness: z
    .array(stalenessStep)
    .min(1)
    .default([
      { hours: 24, share: 100 },
      { hours: 48, share: 50 },
    ]),
  /**
   * Per calendar month of the principal's zone, over all decision types of these ledgers. Warned at the shares named; from 100 %
   * on tiers 1 and 2 are routed to tier 3, not blocked. Off when empty.
   */
  budgets: z
    .array(
      z.strictObject({
        /** One and the same budget also where a newer pack gives it to another team, or counts other ledgers. Left out, its owner and ledgers name it. */
        id: idSchema.optional(),
        scope: z.enum(['team', 'principal']),
        /** The deciding team; left out, every team has this budget for itself. Not for `principal`. */
        team: idSchema.optional(),
        ledgers: z
          .array(z.enum(['entitlement', 'goodwill', 'offer']))
          .min(1)
          .default(['goodwill']),
        amount: z.number().int().positive(),
        warnAt: z.array(share).default([70, 90]),
        ...remark,
      }),
    )
    .default([]),
  /**
   * How shared budgets are handed out to workstations: `reserve` percent of a budget stays at the hub for decisions that wait, `days` of
   * usual spending are asked for, at least `least` minor units, and again once only `askAt` percent of a lease are left.
   * Source: domain.md §5, sync.md §2.14.
   */
  leases: z
    .strictObject({
      reserve: shareOrNone.default(25),
      askAt: shareOrNone.default(30),
      days: z.number().int().min(1).max(30).default(3),
      least: z.number().int().positive().default(5_000),
      ...remark,
    })
    .default({ reserve: 25, askAt: 30, days: 3, least: 5_000 }),
  /** What cannot be granted away from the hub is proposed to it: how long the customer waits at most, in hours of the team. */
  proposed: targetSchema.default({ days: 2 }),
  /** A decision above one's authority in an emergency: recorded, told to the lead at once, reviewed in time. Off without this key. */
  breakGlass: z
    .strictObject({
      tiers,
      types: z.array(idSchema).min(1),
      /** Highest amount in minor units (or count). */
      amount: z.number().int().positive(),
      review: targetSchema,
      ...remark,
    })
    .optional(),
  /** Something told longer ago than this may be entered only from `fromTier` on. */
  retroactive: z.strictObject({ minutes: z.number().int().positive(), fromTier: houseTierSchema }).default({ minutes: 60, fromTier: 3 }),
  /** A colleague's account: only from this tier on. One's own or a relative's: never. */
  colleagueFromTier: houseTierSchema.default(3),
  /** A request that nobody answered is taken off after this time; the one who asked is told. */
  expiry: targetSchema.default({ days: 2 }),
  /** Splitting: so many decisions for one customer in the window make a picture for the lead. */
  splitting: z.strictObject({ window: spanSchema, count }).default({ window: { days: 90 }, count: 2 }),
});
