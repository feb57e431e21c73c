// Knows the shape of everything about authority a screen is shown: the meter, requests, decisions with their why, reviews, pictures, absences.
import { z } from 'zod';
import { CAP_NAMES } from '../policy/authority-types.ts';
import { spanSchema, termsSchema } from '../policy/authority-schema.ts';
import { labelSchema, tierSchema } from '../policy/pack-words.ts';
import { refusalShape } from './refusal-shape.ts';

const ms = z.number();
const label = labelSchema;
const tier = tierSchema;
const unit = z.enum(['money', 'count']);
const id = z.string().min(1).max(120);

/** What is weighed on screen; the same keys as the command's data. */
export const wishShape = z.strictObject({
  decisionType: id,
  amount: z.number().int().nonnegative(),
  reason: id.nullable(),
  evidence: z.array(id).max(20),
  terms: termsSchema.nullable().optional(),
  contract: id.nullable().optional(),
  otherAccount: z.boolean().optional(),
  toldAt: ms.nullable().optional(),
});

export const capShape = z.strictObject({
  rule: z.enum(CAP_NAMES),
  unit,
  limit: z.number().nullable(),
  used: z.number(),
  remaining: z.number().nullable(),
  ok: z.boolean(),
  detail: z.string().nullable(),
  window: spanSchema.nullable(),
  /** Of a budget: what this workstation holds of it, not all of it. */
  held: z.literal(true).optional(),
});

export const authorityReasonShape = z.strictObject({
  verdict: z.enum(['within', 'needs-approval', 'never']),
  binding: capShape,
  caps: z.array(capShape),
  tier,
  approverTier: tier.nullable(),
  papers: z.array(z.string()),
  budgetWarning: z.number().nullable(),
  pack: z.string(),
  seen: z.strictObject({
    by: z.string(),
    at: ms,
    bill: z.number().nullable(),
    online: z.boolean(),
    lastSync: ms.nullable(),
    grants: z.number().int(),
  }),
});

export const askedShape = z.strictObject({ tier, team: z.string(), person: z.string().nullable(), for: z.string().nullable() });

export const authorityView = z.strictObject({
  reason: authorityReasonShape,
  sentence: label,
  /**
   * Whom a request would go to; `present` = who of them is there now, `decideBy` = until when it would wait there before it moves on,
   * null where it could not be sent just now. Null when nobody needs to be asked or nobody may.
   */
  approver: askedShape.extend({ lead: z.string(), present: z.array(z.string()), decideBy: ms.nullable() }).nullable(),
  /** Papers of the pack for this amount, in its order; `given` = at hand. */
  papers: z.array(z.strictObject({ id: z.string(), label, given: z.boolean() })),
  /** What the formula gives for reason and terms, minor units; null where the type has none or facts are missing. */
  formula: z.number().nullable(),
  /** A break-glass decision is possible here and now. */
  breakGlass: z.boolean(),
  /** Before an amount is named: what each of the type's usual ones would be. */
  quick: z.array(z.strictObject({ amount: z.number(), verdict: z.enum(['within', 'needs-approval', 'never']) })).optional(),
});

/** What one customer was granted in the pack's splitting window: one picture instead of many small rows. */
export const pictureShape = z.strictObject({
  customer: z.string(),
  name: z.string(),
  window: spanSchema,
  count: z.number().int(),
  /** Sums per ledger in minor units; ledgers never mix. */
  sums: z.array(z.strictObject({ ledger: z.string(), amount: z.number(), count: z.number().int() })),
  /** The tightest customer cap that the decisions together use, with its use in percent; null where no cap counts them. */
  closest: z.strictObject({ decisionType: z.string(), cap: capShape, share: z.number() }).nullable(),
  decisions: z.array(
    z.strictObject({
      decision: z.string(),
      decisionType: z.string(),
      ledger: z.string(),
      unit,
      amount: z.number(),
      by: z.string(),
      at: ms,
      caseId: z.string(),
      number: z.string(),
    }),
  ),
});

export const approvalRow = z.strictObject({
  approval: z.string(),
  caseId: z.string(),
  number: z.string(),
  title: z.string(),
  customer: z.string().nullable(),
  decisionType: z.string(),
  unit,
  amount: z.number(),
  currency: z.string(),
  askedBy: z.string(),
  askedAt: ms,
  decideBy: ms,
  expiresAt: ms,
  to: askedShape,
  /** How often it moved on because nobody answered. */
  steps: z.number().int(),
  corrected: z.number().int(),
  customerWaiting: z.boolean(),
  recommendation: z.string().nullable(),
  reason: z.string().nullable(),
  evidence: z.array(z.string()),
  terms: termsSchema.nullable(),
  contract: z.string().nullable(),
  /** Paid to an account that is not the customer's known one. */
  otherAccount: z.boolean(),
  /** When the customer was told already; null = not yet. */
  toldAt: ms.nullable(),
  text: z.string().nullable(),
  outcome: z.enum(['open', 'given', 'declined', 'withdrawn', 'expired']),
  /** Who answered, and for whom as deputy; null while open. */
  answeredBy: z.strictObject({ person: z.string(), for: z.string().nullable(), amount: z.number().nullable(), at: ms }).nullable(),
  /** Null when the signed-in person may answer; else why not. */
  mayAnswer: refusalShape.nullable(),
  /** What the customer was granted before in the splitting window, null when nothing. */
  picture: pictureShape.nullable(),
  /** The cap that stopped the asker: what he could still do himself. */
  stopped: capShape.nullable().optional(),
  /** The first of two who must agree, and the amount he agreed with; null while nobody has or one is enough. */
  seconded: z.strictObject({ person: z.string(), amount: z.number() }).nullable().optional(),
  /** Told to the customer "subject to confirmation", away from the hub: he hears by then. */
  proposed: z.strictObject({ until: ms }).optional(),
});

export const reviewShape = z.strictObject({
  by: ms,
  team: z.string(),
  outcome: z.enum(['upheld', 'follow-up']).nullable(),
  /** Why the hub flagged it; absent for break-glass. */
  cause: z.string().optional(),
  /** The cap it passed, and what else was granted that used it. */
  rule: z.string().nullable().optional(),
  others: z
    .array(
      z.strictObject({ decision: z.string(), caseId: z.string(), by: z.string(), team: z.string().nullable(), at: ms, amount: z.number() }),
    )
    .optional(),
  /** Where the money is the reason: each budget it drew on as the hub found it then; `lease` what its workstation held of it. */
  budgets: z
    .array(
      z.strictObject({
        account: z.string(),
        scope: z.enum(['team', 'principal']),
        owner: z.string(),
        month: z.string(),
        amount: z.number(),
        beyond: z.number(),
        limit: z.number(),
        spent: z.number(),
        free: z.number(),
        exceeded: z.number(),
        lease: z
          .strictObject({
            device: z.string(),
            standing: z.enum(['open', 'frozen', 'written-off']),
            granted: z.number(),
            used: z.number(),
          })
          .nullable(),
      }),
    )
    .optional(),
});

export const decisionView = z.strictObject({
  decision: z.string(),
  decisionType: z.string(),
  ledger: z.string(),
  unit,
  amount: z.number(),
  currency: z.string(),
  /** Who asked for it, or decided it himself. */
  by: z.string(),
  at: ms,
  standing: z.enum(['committed', 'proposed']),
  approvedBy: z.string().nullable(),
  /** Granted on the telephone: who granted, who entered it; `confirmed` once the hub's own record bears it out. */
  phone: z.object({ challenge: z.string(), lead: z.string(), enteredBy: z.string(), confirmed: z.boolean().nullable() }).optional(),
  /** Of four eyes, whoever agreed first; null where one person was enough. */
  agreedBy: z.string().nullable(),
  /** The absent person in whose place it was decided. */
  actingFor: z.string().nullable(),
  reason: z.string().nullable(),
  evidence: z.array(z.string()),
  terms: termsSchema.nullable(),
  toldAt: ms.nullable(),
  review: reviewShape.nullable(),
  why: authorityReasonShape,
  sentence: label,
});

/** A break-glass decision that waits for a look. */
export const reviewRow = z.strictObject({
  caseId: z.string(),
  number: z.string(),
  title: z.string(),
  customer: z.string().nullable(),
  decision: decisionView,
  text: z.string().nullable(),
  mayReview: refusalShape.nullable(),
});

export const absenceRow = z.strictObject({
  id: z.string(),
  person: z.string(),
  deputy: z.string(),
  from: ms,
  until: ms,
  scope: z.array(z.string()).nullable(),
  setBy: z.string(),
  setAt: ms,
  endedAt: ms.nullable(),
  endedBy: z.string().nullable(),
});

export type WishShape = z.infer<typeof wishShape>;
export type AuthorityView = z.infer<typeof authorityView>;
export type CapView = z.infer<typeof capShape>;
export type Picture = z.infer<typeof pictureShape>;
export type ApprovalRow = z.infer<typeof approvalRow>;
export type DecisionView = z.infer<typeof decisionView>;
export type ReviewRow = z.infer<typeof reviewRow>;
export type AbsenceRow = z.infer<typeof absenceRow>;
