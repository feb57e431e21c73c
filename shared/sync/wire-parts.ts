// Knows the smaller shapes frames are made of: verdicts, absences, workstations, what was granted elsewhere.
import { z } from 'zod';
import { LAST_INSTANT } from '../kernel/time.ts';
import { customerShape, moneyShape, refusalShape } from '../views/shapes.ts';

const id = z.string().min(1).max(120);
const instant = z.number().int().nonnegative();

// What is told is read with open eyes: whatever a newer hub adds is passed over. What is asked is read to the letter.
export const refusalSchema = z.object(refusalShape.shape);
export const customerSchema = customerShape;
export const customerTold = z.object({ ...customerShape.shape, lastBill: z.object(moneyShape.shape).nullable() });

export const outcomeSchema = z.object({
  command: z.string(),
  lane: z.string(),
  dseq: instant,
  verdict: z.enum(['accepted', 'accepted-with-exception', 'refused', 'quarantined']),
  refusal: refusalSchema.nullable(),
  at: z.number(),
});

const absenceShape = (when: typeof instant) => ({
  id,
  lane: id,
  person: id,
  deputy: id,
  from: when,
  until: when,
  scope: z.array(id).nullable(),
  setBy: id,
  setAt: when,
  endedAt: when.nullable(),
  endedBy: id.nullable(),
});

/** Of times a calendar can show: one entry of another kind would keep every desk from showing its book. */
export const absenceSchema = z.strictObject(absenceShape(instant.max(LAST_INSTANT)));

export const absenceTold = z.object(absenceShape(instant));

const grantSchema = z.looseObject({ decision: z.string(), customer: z.string(), amount: z.number(), at: z.number(), caseId: z.string() });

/** A workstation as its hub knows it: whoever has signed in there, the last one first, and when the hub last heard of it. */
export const workstationSchema = z.object({
  device: z.string(),
  name: z.string(),
  seenAt: z.number(),
  revoked: z.boolean(),
  people: z.array(z.object({ person: z.string(), at: z.number() })),
});
export type Workstation = z.infer<typeof workstationSchema>;

export const caseDigestSchema = z.object({ digest: z.string(), grants: z.array(grantSchema) });
