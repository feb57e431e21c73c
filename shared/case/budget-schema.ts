// Knows the shape of the verbs over accounts of shared budgets: leases asked for, spent, returned, frozen and given up.
import { z } from 'zod';
import { LONGEST } from '../kernel/limits.ts';

const id = z.string().min(1).max(120);
const none = z.strictObject({});
const maybeText = z.strictObject({ text: z.string().max(LONGEST.text).optional() });
/** Blanks alone say nothing: whoever must say something must say it in words. */
const noteBody = z.strictObject({ text: z.string().max(LONGEST.text).regex(/\S/) });
/** The account of a budget in a month: a team's, or the principal's. */
const budgetKey = {
  scope: z.enum(['team', 'principal']),
  owner: id,
  ledgers: z
    .array(z.enum(['entitlement', 'goodwill', 'offer']))
    .min(1)
    .max(3)
    .refine((all) => new Set(all).size === all.length),
  month: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/),
};
/** Sums of them stay whole numbers. */
const MOST_MONEY = 1_000_000_000_000;
const money = z.number().int().nonnegative().max(MOST_MONEY);
/** A workstation in one incarnation of its journal. */
const workstation = { device: id, gen: z.number().int().nonnegative() };
/** What a decision takes from a shared budget. */
export const draw = z.strictObject({ account: z.string().min(1).max(200), lease: id.nullable(), amount: money.positive() });

/** Their case id is `accountId`, and nobody but the hub moves money in answer to `ask-lease`. */
export const BUDGET_COMMANDS = {
  /** `want` minor units more; `need`: a decision waits for exactly so much now. */
  'ask-lease': { data: z.strictObject({ ...budgetKey, ...workstation, want: money.positive(), need: money }), body: none },
  /** Written in one transaction with the decision it pays; `lease` null: from what is free. `proposed`: only if all of it is, for what the hub may grant. */
  'spend-budget': {
    /** `lead`: who granted it on the telephone, where somebody else enters it; `proposed`: only if all of it is free, for what the hub may grant. */
    data: z.strictObject({
      ...budgetKey,
      lease: id.nullable(),
      decision: id,
      case: id,
      amount: money.positive(),
      lead: id.optional(),
      proposed: z.literal(true).optional(),
    }),
    body: none,
  },
  /** Of a decision that was refused, or never came to stand: `spend` is the command that paid it. */
  'give-back-budget': {
    data: z.strictObject({ ...budgetKey, lease: id.nullable(), decision: id, amount: money.positive(), beyond: money }),
    body: none,
  },
  /** What is idle goes back; `close`: the last a workstation ever says of this lease. */
  'return-lease': { data: z.strictObject({ lease: id, ...workstation, amount: money, used: money, close: z.boolean() }), body: none },
  'recall-lease': { data: z.strictObject({ lease: id }), body: maybeText },
  /** `cause`: only the hub itself says so. */
  'freeze-lease': { data: z.strictObject({ lease: id, cause: z.enum(['fork', 'revoked']).optional() }), body: maybeText },
  /** A workstation under a new incarnation: the hub has its old journal up to `dseq`, which is all that was ever committed there. */
  'thaw-lease': {
    data: z.strictObject({ lease: id, ...workstation, was: z.number().int().nonnegative(), dseq: z.number().int().nonnegative() }),
    body: none,
  },
  /** Lost for good: what was reserved is free again, and late spends are exceptions. Needs words why. */
  'write-off-lease': { data: z.strictObject({ lease: id, reason: z.enum(['lost', 'stolen', 'broken', 'other']) }), body: noteBody },
  /** After the hub was set back: leases may be handed out again, whatever was handed out before and is not known. Needs words why. */
  'release-budget': { data: none, body: noteBody },
} as const;
