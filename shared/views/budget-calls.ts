// Knows the calls about shared budgets and firm promises: what a screen sends, and what it is answered.
import { z } from 'zod';
import type { CommandType } from '../case/commands.ts';
import { wishShape } from './authority-shapes.ts';
import { budgetsView, standingView } from './budget-shapes.ts';
import { refusalShape } from './refusal-shape.ts';

const id = z.string().min(1).max(120);
const refused = z.strictObject({ ok: z.literal(false), refusal: refusalShape });

/** Verbs over the account of a budget: a desk sends them itself, or for `budget.act`. */
export const ACCOUNT_VERBS = [
  'ask-lease',
  'spend-budget',
  'give-back-budget',
  'return-lease',
  'recall-lease',
  'freeze-lease',
  'thaw-lease',
  'write-off-lease',
  'release-budget',
] as const satisfies readonly CommandType[];

export const BUDGET_CALLS = {
  /** What is spent of each shared budget, what is free, and what this workstation holds; for leads and managers every workstation. */
  'budgets.view': { session: true, input: z.strictObject({}), output: budgetsView },
  /** What a lead or manager does with a lease. Refusals: `not-found`, `budget-needs-words`, those of the verb. */
  'budget.act': {
    session: true,
    input: z.strictObject({
      account: z.string().min(1).max(200),
      verb: z.enum(['recall-lease', 'freeze-lease', 'write-off-lease', 'release-budget']),
      lease: id.nullable(),
      reason: z.enum(['lost', 'stolen', 'broken', 'other']).nullable(),
      text: z.string().max(2_000),
    }),
    output: z.union([z.strictObject({ ok: z.literal(true), value: z.strictObject({ command: z.string() }) }), refused]),
  },
  /** Whether a wish would be firm or only subject to confirmation here and now, and what to say. Refusal: `not-found`. */
  'authority.standing': {
    session: true,
    input: z.strictObject({ caseId: id, wish: wishShape }),
    output: z.union([z.strictObject({ ok: z.literal(true), value: standingView }), refused]),
  },
} as const;
