// Knows how screens are shown shared budgets: what is spent and free, which workstation holds how much, and whether a promise is firm.
import { z } from 'zod';
import { labelSchema } from '../policy/pack-words.ts';
import { refusalShape } from './refusal-shape.ts';

const ms = z.number();
const amount = z.number().int();
const may = refusalShape.nullable();

/**
 * Why a share is frozen: `incarnation` its workstation began anew, `fork` a copy of it told another history, `revoked` it was locked out,
 * `by-hand` a lead stopped it. `by`, `at`, `words`: who did it by hand, when and why in his words, as far as they have come here.
 */
export const STOP_CAUSES = ['incarnation', 'fork', 'revoked', 'by-hand'] as const;
const stopped = z.strictObject({
  cause: z.enum(STOP_CAUSES),
  by: z.string().nullable(),
  at: ms.nullable(),
  words: z.string().nullable(),
});

/** How far limits hold now without a connection: `share` percent until `until`, then `next`; null = only subject to confirmation. */
export const holdingShape = z.strictObject({ share: z.number().nullable(), until: ms.nullable(), next: z.number().nullable() });

const leaseFields = {
  lease: z.string(),
  /** In all, so far; spent of it; what may still be decided out of it. */
  granted: amount,
  used: amount,
  left: amount,
  since: ms,
  standing: z.enum(['open', 'frozen', 'written-off']),
  /** The hub needs money: what is idle may come back. */
  recalled: z.boolean(),
  /** Of a frozen one. */
  stopped: stopped.optional(),
};

export const leaseRow = z.strictObject({
  ...leaseFields,
  device: z.string(),
  mine: z.boolean(),
  /** Whoever decided out of it, newest first. */
  people: z.array(z.string()),
  /** When the hub was last told anything about it. */
  lastAt: ms,
  /** The workstation's name as it was enrolled; null where the hub has not told it. */
  name: z.string().nullable(),
  /** When the hub last heard anything at all of the workstation; null where nobody knows. */
  seenAt: ms.nullable(),
  /** The hub lets it in no more. */
  revoked: z.boolean(),
  /** Who has signed in there, the last one first; `at`: when. */
  signedIn: z.array(z.strictObject({ person: z.string(), at: ms })),
  /** Null = may be done now, else why not. `recall` asks for `left` back, `freeze` keeps it from being spent, `writeOff` frees it. */
  can: z.strictObject({ recall: may, freeze: may, writeOff: may }),
});

/** What this workstation holds means: `none` nobody asked yet or nothing is free, `open` decides freely, `low` runs out, `spent`, `stopped`. */
export const HELD_MEANINGS = ['none', 'asking', 'open', 'low', 'spent', 'stopped', 'not-kept'] as const;

export const budgetRow = z.strictObject({
  account: z.string(),
  scope: z.enum(['team', 'principal']),
  owner: z.string(),
  name: labelSchema,
  ledgers: z.array(z.string()),
  month: z.string(),
  limit: amount,
  spent: amount,
  leased: amount,
  free: amount,
  /** Decided beyond the budget, each by somebody's name. */
  exceeded: amount,
  writtenOff: amount,
  /** In percent of the limit; the pack warns at these shares. */
  burnt: z.number(),
  warnAt: z.array(z.number()),
  /** The hub was set back and nobody has said that all leases are known again: nothing is handed out. */
  doubted: z.boolean(),
  here: z
    .strictObject({ ...leaseFields, meaning: z.enum(HELD_MEANINGS) })
    .partial()
    .required({ meaning: true }),
  /** Every workstation that holds some of it; for leads and managers. */
  leases: z.array(leaseRow),
  /** Whether the signed-in person may release it after the hub was set back. */
  canRelease: may,
});

export const budgetsView = z.strictObject({
  currency: z.string(),
  /** With a ledger of one's own there are no leases: what was granted is counted. */
  leases: z.boolean(),
  lastHeard: ms.nullable(),
  away: z.boolean(),
  holds: holdingShape,
  /** What is written beside the database about leases could not be written: nothing is spent from one. */
  unrecorded: z.boolean(),
  budgets: z.array(budgetRow),
});

export const standingView = z.strictObject({
  /** `committed`: firm, never undone · `proposed`: noted, granted once the hub agrees · `request`: goes to somebody else · `never`. */
  standing: z.enum(['committed', 'proposed', 'request', 'never']),
  /** What to say to the customer; null where the sentence of the authority says it all. */
  sentence: labelSchema.nullable(),
  /** Of what is proposed: by when the customer hears. */
  until: ms.nullable(),
  away: z.boolean(),
  holds: holdingShape,
  /** What it would draw on. `short`: missing in the lease held here; in touch with the hub it is asked for. `lease` false = from what is free. */
  draws: z.array(
    z.strictObject({
      account: z.string(),
      name: labelSchema,
      amount,
      left: amount,
      short: amount,
      lease: z.boolean(),
      /** What is held here is frozen, and why. */
      stopped: stopped.optional(),
    }),
  ),
});

export type BudgetRowView = z.infer<typeof budgetRow>;
export type BudgetsView = z.infer<typeof budgetsView>;
export type Stopped = z.infer<typeof stopped>;
export type LeaseRow = z.infer<typeof leaseRow>;
export type StandingView = z.infer<typeof standingView>;
