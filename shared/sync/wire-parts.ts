// Knows the smaller shapes frames are made of: verdicts, absences, what was granted elsewhere.
import { z } from 'zod';
import { customerShape, refusalShape } from '../views/shapes.ts';

const id = z.string().min(1).max(120);
const instant = z.number().int().nonnegative();

export const refusalSchema = refusalShape;
export const customerSchema = customerShape;

export const outcomeSchema = z.object({
  command: z.string(),
  lane: z.string(),
  dseq: instant,
  verdict: z.enum(['accepted', 'accepted-with-exception', 'refused', 'quarantined']),
  refusal: refusalShape.nullable(),
  at: z.number(),
});

export const absenceSchema = z.strictObject({
  id,
  lane: id,
  person: id,
  deputy: id,
  from: instant,
  until: instant,
  scope: z.array(id).nullable(),
  setBy: id,
  setAt: instant,
  endedAt: instant.nullable(),
  endedBy: id.nullable(),
});

const grantSchema = z.looseObject({ decision: z.string(), customer: z.string(), amount: z.number(), at: z.number(), caseId: z.string() });

export const caseDigestSchema = z.object({ digest: z.string(), grants: z.array(grantSchema) });
